"""Section templates: Markdown with calls → blocks.

Nothing that a call gives back is ever read as Markdown: each value stands as a mark of private-use
characters while the text is parsed, and is put in place afterwards. vnrgen's own templates are
rendered here; those that a dossier brings are rendered in a process that can do nothing else.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from vnrgen.analysis.findings import SeriesFindings
from vnrgen.confined import Fault, run_confined
from vnrgen.document.blocks import Block, Section, Text
from vnrgen.document.call_errors import CallError
from vnrgen.document.context import Composition, SectionContext
from vnrgen.document.markdown.blocks import blocks_of
from vnrgen.document.markdown.reading import Placed, Reading
from vnrgen.document.outline import SectionSpec
from vnrgen.document.sections import sandbox
from vnrgen.document.sections.calls import goals, loop_titles, template_calls
from vnrgen.document.sections.sandbox import DIGITS, FIRST, FOLDER, LAST, Record
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.problems import Location
from vnrgen.resources import templates_folder
from vnrgen.visible import visible

SECONDS, MEGABYTES = 4, 256
_MOST_BYTES = 200_000  # of one template; vnrgen's own have 2,000
_MOST_TEMPLATES = 200
_ENDING = ".md.j2"
_MARK = re.compile(f"{FIRST}([\ue010-\ue019]+){LAST}")
_NUMBERS = str.maketrans({value: chr(key) for key, value in DIGITS.items()})
_FAULTS = {
    Fault.TIME: f"it takes longer than {SECONDS} seconds",
    Fault.MEMORY: f"it takes more than {MEGABYTES} MB of memory",
    Fault.SIZE: "it gives more than a chapter can hold",
    Fault.CRASH: "it makes the template engine fail",
}


@dataclass(slots=True)
class SectionTemplates:
    """The rendered templates of one composition; a dossier's own are all rendered at once."""

    whole: Composition
    specs: Iterable[SectionSpec]
    overrides: Path | None
    _confined: dict[str, Record] | None = field(default=None, init=False)

    def blocks(self, section: SectionContext) -> tuple[Block, ...]:
        """Return the blocks of a section.

        Its template is looked up in the dossier's ``templates/sections`` first, there the one for
        the language of the edition before the one for all, then among vnrgen's own. Where it has
        a mistake there are no blocks, but a problem at its line: TPL001 unreadable, TPL002 a call
        or name that does not work, TPL004 it does not come to an end.
        """
        calls = template_calls(section)
        name = self._name(section.spec)
        rendered = self._rendered(name, sorted(calls))
        if "fault" in rendered:
            _report(rendered["fault"], section)
            return ()
        answers = calls | loop_titles(section)
        placed = [_placed(value, section, answers) for value in rendered["values"]]
        reading = Reading(
            kind="template",
            path=f"{FOLDER}{name}",
            prefix=section.block_id("template"),
            problems=self.whole.problems,
            ids=self.whole.ids,
            place=lambda text: _cut_at_marks(text, placed),
        )
        return _without_empty(blocks_of(visible(rendered["text"]), reading), reading.prefix)

    def _name(self, spec: SectionSpec) -> str:
        return template_name(spec, self.whole.language, self.overrides)

    def _rendered(self, name: str, calls: list[str]) -> Record:
        if not _is_own(name, self.overrides):
            told = goals(self.whole.publishable)
            return _compiled(templates_folder()).render(name, calls, told)
        if self._confined is None:
            names = (self._name(spec) for spec in self.specs)
            own = [n for n in names if _is_own(n, self.overrides)]
            self._confined = self._render_confined(list(dict.fromkeys(own)), calls)
        return self._confined[name]

    def _render_confined(self, names: list[str], calls: list[str]) -> dict[str, Record]:
        """Render templates one after the other; the one that stops the process is at fault."""
        base = self.overrides or Path()
        try:
            brought = _sources(base / "templates" / "sections", base)
        except UnreadableFileError as error:
            fault = _fault(error.code, error.name, error.reason, error.fix)
            return dict.fromkeys(names, fault)
        sources = _packaged(templates_folder()) | brought
        job = {
            "names": names,
            "sources": sources,
            "calls": calls,
            "goals": goals(self.whole.publishable),
        }
        answer = run_confined(
            Path(sandbox.__file__),
            json.dumps(job).encode(),
            seconds=SECONDS,
            megabytes=MEGABYTES,
        )
        lines = answer.content.split(b"\n")[:-1]  # what is not ended by a line end is half a line
        rendered = {name: _checked(line, name) for name, line in zip(names, lines, strict=False)}
        for name in names[len(lines) : len(lines) + 1]:
            rendered[name] = _unfinished(name, answer.fault or Fault.CRASH)
        never_begun: Record = {"text": "", "values": []}  # the build stops anyway
        return dict.fromkeys(names, never_begun) | rendered


def in_language(name: str, tag: str) -> str:
    """Return the name of the template that stands for another in one language only.

    >>> in_language("lnob/who.md.j2", "fr")
    'lnob/who.fr.md.j2'
    """
    stem = name.removesuffix(_ENDING)
    return f"{stem}.{tag}{_ENDING}" if stem != name else name


def template_name(spec: SectionSpec, language: str, overrides: Path | None) -> str:
    """Return which template a section has in a language, below ``templates/sections``."""
    tags = (language, language.split("-", maxsplit=1)[0])
    names = (in_language(spec.template, tag) for tag in tags)
    return next((n for n in names if _is_own(n, overrides)), spec.template)


def _is_own(name: str, overrides: Path | None) -> bool:
    """Whether a dossier brings this template, or might: then it is not rendered here."""
    return overrides is not None and (overrides / "templates" / "sections" / name).is_file()


def _without_empty(blocks: Iterable[Block], prefix: str) -> tuple[Block, ...]:
    """Leave out a template's headings below which its calls had nothing to say."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            block = replace(block, blocks=_without_empty(block.blocks, prefix))  # noqa: PLW2901
            if not block.blocks and block.block_id.startswith(prefix):
                continue
        kept.append(block)
    return tuple(kept)


@functools.lru_cache(maxsize=2)
def _packaged(folder: Path) -> dict[str, str]:
    """Return vnrgen's own templates, which are read once a process."""
    return _sources(folder / "sections", folder)


@functools.lru_cache(maxsize=2)
def _compiled(folder: Path) -> sandbox.Templates:
    return sandbox.Templates(_packaged(folder))


def _sources(folder: Path, root: Path) -> dict[str, str]:
    found = sorted(path for path in folder.rglob("*.j2") if path.is_file())[:_MOST_TEMPLATES]
    return {
        path.relative_to(folder).as_posix(): read_inside(path, root, most=_MOST_BYTES).decode(
            "utf-8-sig", errors="replace"
        )
        for path in found
    }


def _checked(line: bytes, name: str) -> Record:
    """Return an answer if it has the form of one: it comes from where foreign input ran."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        record = None
    match record:
        case {"text": str(), "values": list(values)} if all(isinstance(v, dict) for v in values):
            return dict(record)
        case {"fault": {"code": str(), "file": str(), "what": str(), "fix": str(), "line": _}}:
            return dict(record)
        case _:
            return _unfinished(name, Fault.CRASH)


def _unfinished(name: str, fault: Fault) -> Record:
    what = f"the template cannot be used: {_FAULTS[fault]}"
    return _fault("TPL004", f"{FOLDER}{name}", what, "look at its loops and at what it includes")


def _fault(code: str, file: str, what: str, fix: str) -> Record:
    return {"fault": {"code": code, "file": file, "line": None, "what": what, "fix": fix}}


def _report(fault: Mapping[str, Any], section: SectionContext) -> None:
    where = Location(fault["file"], fault["line"]) if fault["file"] else section.spec.where
    fix = fault["fix"] or f"write {FOLDER}{section.spec.template}, or name another template"
    section.whole.problems.error(fault["code"], where, visible(fault["what"]), fix)


# --- the calls ---------------------------------------------------------------------------------


def _placed(
    record: Record, section: SectionContext, calls: Mapping[str, Callable[..., Placed]]
) -> Placed:
    """Carry out one call; a mistake is a problem at its line, and nothing is placed."""
    if "text" in record:
        return Placed(inlines=(Text(visible(str(record["text"]))),))
    try:
        return _carried_out(record, section, calls)
    except CallError as error:
        where = Location(f"{FOLDER}{record.get('file', '')}", record.get("line"))
        section.whole.problems.error(error.code, where, error.what, error.fix)
        return Placed()


def _carried_out(
    record: Record, section: SectionContext, calls: Mapping[str, Callable[..., Placed]]
) -> Placed:
    arguments = [_argument(value, section, calls) for value in record.get("args", ())]
    named = record.get("named", {})
    return calls[record["call"]](
        *arguments, **{name: _argument(value, section, calls) for name, value in named.items()}
    )


def _argument(
    value: object, section: SectionContext, calls: Mapping[str, Callable[..., Placed]]
) -> object:
    match value:
        case {"indicator": int(index)}:
            return _series(index, section)
        case dict() if "call" in value:
            return _carried_out(value, section, calls)
        case list():
            return tuple(_argument(item, section, calls) for item in value)
        case str():
            return visible(value)
        case bool() | None:
            return value
        case _:
            return str(value)  # period=2024 means "2024"


def _series(index: int, section: SectionContext) -> SeriesFindings:
    return section.evidence.findings.series[index]


def _cut_at_marks(text: str, placed: list[Placed]) -> list[str | Placed]:
    """Cut a text at its marks; a mark that was never given out is dropped."""
    pieces: list[str | Placed] = []
    last = 0
    for found in _MARK.finditer(text):
        pieces.append(text[last : found.start()])
        number = int(found.group(1).translate(_NUMBERS)[:9])
        if number < len(placed):
            pieces.append(placed[number])
        last = found.end()
    pieces.append(text[last:])
    return [piece for piece in pieces if piece != ""]
