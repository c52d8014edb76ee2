"""Outlines: which sections a document consists of, in which order, and what each answers."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from vnrgen.document.blocks import Layout
from vnrgen.document.length import Allowance, WordLimit, read_pages, read_room, read_word_limit
from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.dossier.settings.yaml_files import MOST_YAML, KeysNode, ListNode, parse_yaml, plain_keys
from vnrgen.dossier.tables.suggestions import did_you_mean
from vnrgen.problems import Location, Problem, ProblemLog, Severity
from vnrgen.resources import chapters_folder

_NAMED_IN = Location("dossier.yaml", None, "outline")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z")
_FIELDS = frozenset({"title", "file", "layout", "pages", "room", "words", "sections"})
_SECTION_FIELDS = frozenset(
    {"id", "template", "title", "question", "needs", "checklist", "starts_page", "level"}
    | {"optional"}
)

NEEDS = (
    "groups",
    "indicators",
    "observations",
    "sources",
    "citizen_sources",
    "stories",
    "qualitative",
    "scorecards",
    "consultations",
    "participants",
    "policies",
    "practices",
    "factors",
    "recommendations",
    "earlier_recommendations",
    "recommendations_of_others",
    "withheld",
    "narrative",
)
"""What a section may need: an optional one is left out where the dossier has none of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSpec:
    """One section of an outline.

    ``title`` and ``question`` are messages of the catalogue. ``needs`` names what the section is
    about (``groups``, ``stories``…); an ``optional`` section without any of it, or whose template
    gives nothing, is left out.
    ``checklist`` are the requirements the section answers (A1 to F11). ``level`` is 1, or 2 for a
    section inside the one before it.
    """

    section_id: str
    template: str
    title: str
    question: str = ""
    needs: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    starts_page: bool = False
    level: int = 1
    optional: bool = False
    where: Location = Location("chapters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a document consists of.

    ``title`` is a message of the catalogue; ``file`` names the files made, without their ending.
    ``pages`` is how many pages it may have, None for any number; ``room`` then says what gives way,
    the first entry first. ``word_limit`` is None where no length is asked for.
    """

    name: str
    title: str
    file: str = "chapter"
    sections: tuple[SectionSpec, ...] = field(default=())
    where: Location = Location("chapters")
    layout: Layout = Layout.CHAPTER
    pages: int | None = None
    room: tuple[Allowance, ...] = field(default=())
    word_limit: WordLimit | None = None

    def arranged(self, drop: Iterable[str], order: Iterable[str], problems: ProblemLog) -> Outline:
        """Return the outline without the sections to drop, with those in ``order`` first.

        A name that no section has is reported at ``dossier.yaml`` (OUT004).
        """
        known = {spec.section_id: spec for spec in self.sections}
        dropped, first = list(drop), list(dict.fromkeys(order))
        for name in (*dropped, *first):
            if name not in known:
                problems.error(
                    "OUT004",
                    Location("dossier.yaml", None, "sections"),
                    f'the outline "{self.name}" has no section "{name}"',
                    f"use one of: {', '.join(known)}",
                )
        rest = [name for name in known if name not in first]
        kept = [n for n in (*first, *rest) if n in known and n not in dropped]
        return replace(self, sections=tuple(known[name] for name in kept))


def load_outline(
    name: str, dossier_root: Path | None, problems: ProblemLog, named_in: Location = _NAMED_IN
) -> Outline:
    """Read ``chapters/<name>.yaml``: the dossier's own where it has one, else vnrgen's.

    Args:
        name: Lower-case letters, digits, ``-`` and ``_``.
        dossier_root: Folder of the dossier, or None to look only in vnrgen's own outlines.
        problems: Takes OUT001 (no such outline), OUT002 (not YAML), OUT003 (a wrong field).
        named_in: Where the name was given.

    Returns:
        The outline; without sections where it could not be read.
    """
    empty = Outline(name=name, title="")
    if not _NAME.match(name):
        problems.error(
            "OUT001",
            named_in,
            f'"{name}" is not the name of an outline',
            "use lower-case letters, digits, - and _, without a folder or an ending",
        )
        return empty
    found = _find(name, dossier_root)
    if found is None:
        own = sorted(path.stem for path in chapters_folder().glob("*.yaml"))
        problems.error(
            "OUT001",
            named_in,
            f'there is no outline "{name}"',
            f"{did_you_mean(name, own)} Or write chapters/{name}.yaml in the dossier",
        )
        return empty
    try:
        data = read_inside(found, found.parents[1], most=MOST_YAML)
    except UnreadableFileError as error:
        problems.add(error.problem)
        return empty
    outline, faults = _read(name, data)
    problems.extend(faults)
    return empty if outline is None else outline


def _find(name: str, dossier_root: Path | None) -> Path | None:
    folders = [chapters_folder()]
    if dossier_root is not None:
        folders.insert(0, dossier_root / "chapters")
    for folder in folders:
        path = folder / f"{name}.yaml"
        if path.is_file():
            return path
    return None


@functools.lru_cache(maxsize=8)
def _read(name: str, data: bytes) -> tuple[Outline | None, tuple[Problem, ...]]:
    """Read an outline, which the briefs of all countries have alike, and what is wrong with it."""
    problems = ProblemLog()
    node = _read_yaml(data, name, problems)
    outline = None if node is None else _outline(name, node, problems)
    return outline, problems.sorted()


def _read_yaml(data: bytes, name: str, problems: ProblemLog) -> KeysNode | None:
    """Read an outline as data, within the limits of any YAML that a dossier brings."""
    where = Location(f"chapters/{name}.yaml")
    faults = ProblemLog()
    node = parse_yaml(decode(data).text, where.path, faults)
    stopped = bool(faults.blocking())
    for fault in faults:
        is_syntax = fault.severity is Severity.ERROR
        problems.add(replace(fault, code="OUT002") if is_syntax else fault)
    if stopped:
        return None
    if not isinstance(node, KeysNode) or not isinstance(node.entries.get("sections"), ListNode):
        problems.error(
            "OUT003", where, "an outline has a title and a list of sections", "add `sections:`"
        )
        return None
    return node


def _outline(name: str, node: KeysNode, problems: ProblemLog) -> Outline:
    content = plain_keys(node)
    sections_node = node.entries["sections"]
    lines = [i.line for i in sections_node.items] if isinstance(sections_node, ListNode) else []
    path = f"chapters/{name}.yaml"
    for key in sorted(set(node.entries) - _FIELDS):
        where = Location(path, node.lines.get(key), key)
        what = f'an outline has no field "{key}": it is passed over'
        problems.warning("OUT003", where, what, did_you_mean(key, sorted(_FIELDS)))
    specs: dict[str, SectionSpec] = {}
    for item, line in zip(content["sections"], lines, strict=True):
        spec = _section(item, Location(path, line), problems)
        if spec is None:
            continue
        if spec.section_id in specs:
            fix = "give every section an id of its own, or delete one of the two"
            _wrong(spec.where, "id", f'"{spec.section_id}" is used twice', fix, problems)
        specs.setdefault(spec.section_id, spec)
    title = _message(content.get("title"), Location(path, 1), "title", problems)
    file = str(content.get("file", "chapter"))
    if not _NAME.match(file):
        what = f'"{file}" is not a file name without ending'
        _wrong(Location(path, 1), "file", what, "write file: chapter, for instance", problems)
        file = "chapter"
    top = Location(path, 1)
    return Outline(
        name=name,
        title=title,
        file=file,
        sections=tuple(specs.values()),
        where=Location(path),
        layout=_layout(content.get("layout", "chapter"), top, problems),
        pages=read_pages(content.get("pages"), top, problems),
        room=read_room(content.get("room", ()), top, problems),
        word_limit=read_word_limit(content.get("words"), top, problems),
    )


def _layout(value: object, where: Location, problems: ProblemLog) -> Layout:
    if value not in list(Layout):
        fix = did_you_mean(str(value), Layout)
        _wrong(where, "layout", f'"{value}" is not a layout', fix, problems)
        return Layout.CHAPTER
    return Layout(str(value))


def _section(item: object, where: Location, problems: ProblemLog) -> SectionSpec | None:
    if not isinstance(item, Mapping):
        fix = "write - id: who, and below it, as far to the right as id, title: Who is left behind"
        _wrong(where, "sections", "a section is a list of fields", fix, problems)
        return None
    for key in item:
        if key not in _SECTION_FIELDS:
            fix = did_you_mean(str(key), sorted(_SECTION_FIELDS))
            _wrong(where, str(key), f'a section has no field "{key}"', fix, problems)
    section_id = str(item.get("id", ""))
    if not _NAME.match(section_id):
        what = "a section needs an id of lower-case letters, - and _"
        _wrong(where, "id", what, "write id: who, for instance", problems)
        return None
    level = item.get("level", 1)
    if level not in (1, 2):
        what = "the level of a section is 1 or 2"
        _wrong(where, "level", what, "write level: 1 or level: 2", problems)
        level = 1
    return SectionSpec(
        section_id=section_id,
        template=str(item.get("template", f"{section_id}.md.j2")),
        title=_message(item.get("title"), where, "title", problems),
        question=_message(item.get("question", ""), where, "question", problems),
        needs=_needs(item.get("needs", ()), where, problems),
        checklist=_names(item.get("checklist", ()), where, "checklist", problems),
        starts_page=_flag(item, "starts_page", where, problems),
        level=level,
        optional=_flag(item, "optional", where, problems),
        where=where,
    )


def _message(value: object, where: Location, column: str, problems: ProblemLog) -> str:
    if not isinstance(value, str) or "{" in value or "}" in value:
        fix = f'write the words between quotation marks, {column}: "…", without {{ and }}'
        _wrong(where, column, f"{column} is missing, or no text without braces", fix, problems)
        return ""
    return str(value)


def _names(value: object, where: Location, column: str, problems: ProblemLog) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(v, str) for v in value):
        fix = f"write {column}: [one, another]"
        _wrong(where, column, f"{column} is a list of names", fix, problems)
        return ()
    return tuple(str(v) for v in value)


def _flag(item: Mapping[str, Any], column: str, where: Location, problems: ProblemLog) -> bool:
    value = item.get(column, False)
    if not isinstance(value, bool):
        fix = f"write {column}: true or {column}: false"
        _wrong(where, column, f"{column} is true or false", fix, problems)
        return False
    return value


def _needs(value: object, where: Location, problems: ProblemLog) -> tuple[str, ...]:
    """Return what a section needs; of a name that means nothing an optional section is not made."""
    named = _names(value, where, "needs", problems)
    for name in named:
        if name not in NEEDS:
            at = Location(where.path, where.row, "needs")
            what = f'"{name}" is nothing that a dossier holds'
            problems.warning("OUT003", at, what, did_you_mean(name, NEEDS))
    return named


def _wrong(where: Location, column: str, what: str, fix: str, problems: ProblemLog) -> None:
    problems.error("OUT003", Location(where.path, where.row, column), what, fix)
