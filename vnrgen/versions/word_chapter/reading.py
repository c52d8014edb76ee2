"""A Word file → a document that can be compared with another read the same way.

A file that vnrgen wrote says in its source map which paragraph is which block and which number is
which figure; that is read even after somebody edited the file. Of any other file the headings,
paragraphs, lists, tables and notes are read, and what each picture shows, by its hash. Tracked
changes are read as accepted.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from vnrgen.disclosure.testimony import Testimony
from vnrgen.document import blocks as b
from vnrgen.document.blocks import Block, Document, ParagraphRole
from vnrgen.document.blocks.identity import IdBook
from vnrgen.document.furniture import furniture
from vnrgen.document.language.wording import Wording
from vnrgen.dossier.files.archive import RefusedArchiveError, repacked
from vnrgen.problems import InvalidInputError, Location, Problem
from vnrgen.render.docx.source_map import MapEntry, MapPicture
from vnrgen.versions.changes.pictures import Picture
from vnrgen.versions.pull.leaves import Leaf
from vnrgen.versions.pull.seen import pictures_of
from vnrgen.versions.pull.word import MOST_BYTES, WordFile, read_word
from vnrgen.versions.word_chapter.groups import GROUPS, TYPED, Groups, is_untouched
from vnrgen.versions.word_chapter.words import inlines_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CORE = "docProps/core.xml"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DEEPEST = 4
_NO_DATE = date(1980, 1, 1)  # what a ZIP archive says of a part without a date
_ROLES = {
    "lead": ParagraphRole.LEAD,
    "finding": ParagraphRole.FINDING,
    "source": ParagraphRole.SOURCE,
    "note": ParagraphRole.NOTE,
    "remark": ParagraphRole.MUTED,
}


@dataclass(frozen=True, slots=True)
class WordChapter:
    """A Word file as a document; ``is_mapped`` says that vnrgen's source map is in it.

    ``pictures`` are beside the tree, which has none; they are None of what is no file. ``made`` are
    those that vnrgen put into the file.
    """

    document: Document
    is_mapped: bool
    pictures: tuple[Picture, ...] | None = None
    made: tuple[MapPicture, ...] = ()


def read_chapter(data: bytes, name: str) -> WordChapter:
    """Read a Word file.

    Args:
        data: The file.
        name: What it is called; nothing else tells two files of one version apart.

    Raises:
        InvalidInputError: It is no Word file that can be read (VER014).
    """
    try:
        file = read_word(data)
        core = _core(data)
        pictures = pictures_of(data, file.entries)
    except RefusedArchiveError as error:
        fix = "open it in Word or LibreOffice and save it as .docx"
        raise InvalidInputError([Problem("VER014", Location(name), str(error), fix)]) from error
    metadata = _metadata(core, name)
    reading = _Reading(file, metadata.language)
    blocks = reading.blocks()
    document = Document(
        metadata=metadata,
        blocks=blocks,
        furniture=furniture(Wording(metadata.language)),
        testimonies=dict(sorted(reading.testimonies.items())),
    )
    is_mapped = bool(file.entries)
    return WordChapter(document, is_mapped=is_mapped, pictures=pictures, made=file.pictures)


def as_read(document: Document) -> WordChapter:
    """Return a document as it would be read back from its Word file, to stand beside one."""
    from vnrgen.versions.pull.pulling import printed

    reading = _Reading(printed(document), document.metadata.language)
    blocks = reading.blocks()
    told = dict(sorted(reading.testimonies.items()))
    return WordChapter(replace(document, blocks=blocks, testimonies=told), is_mapped=True)


# --- properties --------------------------------------------------------------------------------


def _core(data: bytes) -> dict[str, str]:
    """Return the properties of a file by their names, without namespaces."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    clean = repacked(data, most=MOST_BYTES, keep=(_CORE,))
    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        if _CORE not in archive.namelist():
            return {}
        try:
            root: Element = fromstring(archive.read(_CORE))
        except (ParseError, DefusedXmlException, RecursionError):
            return {}
    return {str(one.tag).rpartition("}")[2]: " ".join((one.text or "").split()) for one in root}


def _metadata(core: dict[str, str], name: str) -> b.Metadata:
    language = core.get("language", "")
    if not _LANGUAGE.fullmatch(language):
        language = "en"
    wording, day = Wording(language), _day(core)
    version = core.get("version", "")
    return b.Metadata(
        title=core.get("title", "") or name,
        subtitle=core.get("subject", ""),
        country=core.get("category", ""),
        iso3="",
        year=day.year,
        language=language,
        direction=wording.direction,
        coalition=core.get("creator", ""),
        as_of=day,
        date_text="" if day == _NO_DATE else wording.date(day),
        status=core.get("contentStatus", ""),
        version=f"{version}, {name}" if version else name,
        stamp="",
    )


def _day(core: dict[str, str]) -> date:
    for key in ("modified", "created"):
        try:
            return date.fromisoformat(core.get(key, "")[:10])
        except ValueError:
            continue
    return _NO_DATE


# --- blocks ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """A section being read, and what stands in it so far."""

    shell: b.Section | None
    level: int = 0
    blocks: list[Block] = field(default_factory=list)


class _Reading:
    """Makes the tree of one file, paragraph by paragraph."""

    def __init__(self, file: WordFile, language: str) -> None:
        self._leaves = file.leaves
        self._entries = {entry.bookmark: entry for entry in file.entries}
        self._book = IdBook()
        self._groups = Groups(self._entries, self._book, language, {})
        self._at = 0
        self._around = _around(file.leaves)

    @property
    def testimonies(self) -> dict[str, Testimony]:
        """People's words that were read, by id."""
        return self._groups.testimonies

    def blocks(self) -> tuple[Block, ...]:
        """Return the whole file."""
        stack = [_Open(None)]
        while self._at < len(self._leaves):
            leaf = self._leaves[self._at]
            if leaf.form.heading and leaf.form.cell is None:
                level = min(leaf.form.heading, _DEEPEST)
                while stack[-1].level >= level:
                    _close(stack)
                stack.append(_Open(self._section(leaf, level), level))
                self._at += 1
            else:
                stack[-1].blocks += self._next(leaf)
        while len(stack) > 1:
            _close(stack)
        return tuple(stack[0].blocks)

    def _next(self, leaf: Leaf) -> Iterator[Block]:
        """Yield what begins at a paragraph, and go on behind it."""
        owner = self._owner(leaf)
        if owner is not None:
            name, entry = owner
            yield from self._groups.blocks(entry, self._while(lambda one: name in self._names(one)))
        elif leaf.form.cell is not None:
            number = leaf.form.cell[0]
            cells = self._while(
                lambda one: one.form.cell is not None and one.form.cell[0] == number
            )
            yield self._groups.plain_table(cells)
        elif leaf.form.item:
            yield self._list(self._while(lambda one: self._is_item(one, leaf.form.item)))
        else:
            self._at += 1
            if leaf.words and not leaf.form.style.startswith(("toc", "table of figures")):
                yield self._paragraph(leaf)

    def _while(self, goes_on: Callable[[Leaf], bool]) -> list[Leaf]:
        start = self._at
        self._at += 1
        while self._at < len(self._leaves):
            leaf = self._leaves[self._at]
            if not goes_on(leaf) or (leaf.form.heading and leaf.form.cell is None):
                break
            self._at += 1
        return self._leaves[start : self._at]

    def _owner(self, leaf: Leaf) -> tuple[str, MapEntry] | None:
        """Return the outermost block of several paragraphs in which a paragraph stands."""
        for name in self._names(leaf):
            entry = self._entries.get(name)
            if entry is not None and not entry.part and entry.kind in GROUPS:
                return name, entry
        return None

    def _names(self, leaf: Leaf) -> tuple[str, ...]:
        """Return the bookmarks around and in a paragraph."""
        return self._around[leaf.number]

    def _is_item(self, leaf: Leaf, item: str) -> bool:
        return leaf.form.item == item and leaf.form.cell is None and self._owner(leaf) is None

    def _section(self, leaf: Leaf, level: int) -> b.Section:
        title = inlines_of([leaf], self._entries)
        return b.Section(
            block_id=self._id(leaf, "Section", "section"),
            title=title,
            level=level,
            blocks=(),
            number=leaf.label,
        )

    def _list(self, leaves: Sequence[Leaf]) -> b.BulletList:
        paragraphs = [self._paragraph(leaf) for leaf in leaves if leaf.words]
        items = tuple(
            b.ListItem(block_id=f"{one.block_id}/item", blocks=(one,)) for one in paragraphs
        )
        return b.BulletList(
            block_id=self._id(leaves[0], "BulletList", "list"),
            items=items,
            ordered=leaves[0].form.item == "number",
        )

    def _paragraph(self, leaf: Leaf) -> b.Paragraph:
        return b.Paragraph(
            block_id=self._id(leaf, "Paragraph", "paragraph"),
            content=inlines_of([leaf], self._entries),
            role=_ROLES.get(leaf.form.style, ParagraphRole.BODY),
            origin=self._origin(leaf),
        )

    def _origin(self, leaf: Leaf) -> b.Origin | None:
        """Return where the words come from, as the map says; None of what somebody added.

        Words that are no longer those that vnrgen made were typed, whatever they stand in.
        """
        known = (self._entries[name] for name in leaf.starts if name in self._entries)
        entry = next((e for e in known if e.kind == "Paragraph" and not e.part), None)
        if entry is None:
            return None
        return entry.origin if is_untouched(entry, [leaf]) else TYPED

    def _id(self, leaf: Leaf, kind: str, prefix: str) -> str:
        """Return the id that the map gives a paragraph, else one of its words."""
        known = (self._entries[name] for name in leaf.starts if name in self._entries)
        own = next((e.block_id for e in known if e.kind == kind and not e.part), "")
        return self._book.unique(own) if own else self._book.claim(prefix, leaf.words)


def _around(leaves: Sequence[Leaf]) -> dict[int, tuple[str, ...]]:
    """Return the bookmarks around and in each paragraph, by its number, outermost first."""
    return {leaf.number: (*leaf.open, *leaf.starts) for leaf in leaves}


def _close(stack: list[_Open]) -> None:
    done = stack.pop()
    if done.shell is not None:
        stack[-1].blocks.append(replace(done.shell, blocks=tuple(done.blocks)))
