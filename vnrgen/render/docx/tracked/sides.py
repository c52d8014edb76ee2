"""One document of a comparison, written, and what each paragraph and table is known by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Final

from vnrgen.document.blocks import (
    ChangeKind,
    Divided,
    Document,
    Note,
    RecommendationEntry,
    RecommendationTable,
    Revised,
    Row,
    Table,
)
from vnrgen.render.docx.blocks import write_blocks
from vnrgen.render.docx.setting_up import writer_for
from vnrgen.render.docx.writer import FIRST_ID, Setting

if TYPE_CHECKING:
    from vnrgen.render.docx.figures import Pictures
    from vnrgen.render.docx.package import Package
    from vnrgen.render.docx.writer import Writer

Key = tuple[str, ...]
Part = tuple[str, str]  # a block's id, and the name of a part of it
Renamed = tuple[Part, Part]
Renames = Mapping[Part, Part]

_START: Final = re.compile(r'<w:bookmarkStart w:id="\d+" w:name="([^"]+)"/>')
_STYLE: Final = re.compile(r'<w:pStyle w:val="([^"]+)"/>')
_TARGET: Final = re.compile(r'<w:hyperlink w:anchor="([^"]+)"')
_IDS: Final = re.compile(
    r'(<w:bookmark(?:Start|End) w:id=)"\d+"|(<(?:wp:docPr|pic:cNvPr) )id="\d+" name="[^"]*"'
)
_INSIDE: Final = frozenset({"BoundNumber", "NoteMark", "Cell", "Row", "Detail", "PageBreak"})


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph or a table of the body.

    Attributes:
        xml: The element, with the ends of bookmarks that stand between it and the next.
        key: What it is known by in both documents; no other item of its document has it.
        sign: The element without ids: what is the same in both documents has the same.
    """

    xml: str
    key: Key
    sign: str

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return self.xml.startswith("<w:tbl>")


@dataclass(frozen=True, slots=True)
class Side:
    """A document that was written: its items, and the writer that knows its bookmarks."""

    items: list[Item]
    writer: Writer
    names: frozenset[str]


def without_ids(xml: str) -> str:
    """Return an element without the ids that only count what was written before it."""
    return _IDS.sub(r"\1\2", xml)


def numbered_from(side: Side | None) -> int:
    """Return the last id that is taken, so that no other document gives it again."""
    return FIRST_ID if side is None else side.writer.next_id()


def written(
    document: Document, package: Package, pictures: Pictures, last_id: int, renames: Renames
) -> Side:
    """Write a document.

    Args:
        document: One of the two documents.
        package: The file that both are written into.
        pictures: The drawings of its charts.
        last_id: Ids up to this one are taken.
        renames: Under which block and part of it the other document knows one of this.
    """
    writer = writer_for(document, package, last_id)
    writer.comparing = True
    write_blocks(writer, document.blocks, pictures, Setting())
    known = {entry.bookmark: entry for entry in writer.entries}
    names = {
        name: (renames.get((e.block_id, e.part)) or _renamed_block(e.block_id, e.part, renames))
        for name, e in known.items()
        if e.kind not in _INSIDE
    }
    items = list(_items(writer.body, names))
    return Side(items, writer, frozenset(known))


def _renamed_block(block_id: str, part: str, renames: Renames) -> tuple[str, str]:
    return renames.get((block_id, ""), (block_id, ""))[0], part


def _items(body: list[str], names: Mapping[str, tuple[str, str]]) -> Iterator[Item]:
    counts: Counter[Key] = Counter()
    around: Key = ()
    for xml in _joined(body):
        own: Key = ()
        for name in _START.findall(xml):
            if name in names:
                around = own or names[name]
                own = own or names[name]
        if own and xml.startswith("<w:p>"):
            key: Key = ("words", *own)
        else:
            style = _STYLE.search(xml)
            target = _TARGET.search(xml)
            key = (
                "table" if xml.startswith("<w:tbl>") else f"style {style[1] if style else ''}",
                *around,
                target[1] if target else "",
            )
        counts[key] += 1
        yield Item(xml, (*key, str(counts[key])), without_ids(xml))


def _joined(body: list[str]) -> list[str]:
    """Return paragraphs and tables, each with the ends of bookmarks that follow it."""
    joined: list[str] = []
    for xml in body:
        if xml.startswith(("<w:p>", "<w:tbl>")) or not joined:
            joined.append(xml)
        else:
            joined[-1] += xml
    return joined


# --- what was called otherwise -----------------------------------------------------------------


def renames_of(comparison: Document) -> dict[tuple[str, str], tuple[str, str]]:
    """Return under which block and part the newer document knows those of the older one."""
    return dict(_renames(comparison.blocks))


def _renames(node: object) -> Iterator[Renamed]:
    if isinstance(node, tuple):
        for item in node:
            yield from _renames(item)
    elif is_dataclass(node):
        yield from _renamed(node)
        for field in fields(node):
            if field.name != "was":
                yield from _renames(getattr(node, field.name))


def _renamed(node: object) -> Iterator[Renamed]:
    match node:
        case Revised(was=was, block=block) if was.block_id != block.block_id:
            yield (was.block_id, ""), (block.block_id, "")
        case Divided(whole=whole, parts=parts) if whole.block_id != parts[0].block_id:
            ids = ((whole.block_id, ""), (parts[0].block_id, ""))
            yield ids if node.mark.kind is ChangeKind.INSERT else ids[::-1]
        case Note(note_id=new, was=Note(note_id=old)) if old != new:
            yield (old, "note"), (new, "note")
        case Table(block_id=block_id, rows=rows):
            yield from _renamed_rows(block_id, rows)
        case RecommendationTable(block_id=block_id, entries=entries):
            yield from _renamed_entries(block_id, entries)
        case _:
            pass


def _renamed_rows(block_id: str, rows: tuple[Row, ...]) -> Iterator[Renamed]:
    for row in rows:
        if row.was is not None and row.was.row_id != row.row_id:
            yield (block_id, f"row/{row.was.row_id}"), (block_id, f"row/{row.row_id}")


def _renamed_entries(block_id: str, entries: tuple[RecommendationEntry, ...]) -> Iterator[Renamed]:
    for entry in entries:
        if entry.was is not None and entry.was.rec_id != entry.rec_id:
            yield (block_id, f"entry/{entry.was.rec_id}"), (block_id, f"entry/{entry.rec_id}")
