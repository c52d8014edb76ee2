"""The figures that a document shows, by what they are bound to, and where they stand."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from vnrgen.document import blocks as b
from vnrgen.document.blocks import Binding, BoundNumber, Document, Inlines
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.walk import bound_numbers, every_inline
from vnrgen.versions.figures.quantities_read import Quantity, read_quantity

_TOTAL = "_T"
_OWN_SIGN = "\0"
_AROUND = 45  # letters before and after a number that name it where no table does


@dataclass(slots=True)
class Shown:
    """A figure as a document shows it: the most exact print, all prints, heads and sentences.

    ``row`` is what stands over and before it in its table, ``column`` the head over it, ``cell``
    the words beside it, ``said`` the words around it in the first sentence that says it.
    """

    quantity: Quantity
    head: str = ""
    row: tuple[str, ...] = ()
    column: str = ""
    cell: str = ""
    said: str = ""
    sentences: set[str] = field(default_factory=set)
    prints: set[Quantity] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Observed:
    """The parts of an observation's id: what was measured, of whom, when and by whom."""

    indicator: str
    series: str
    place: str
    period: str
    dimensions: str
    source: str

    @property
    def without_period(self) -> tuple[str, ...]:
        """What stays the same when a newer figure follows an older one."""
        return (self.indicator, self.series, self.place, self.dimensions, self.source)

    @property
    def ranking(self) -> tuple[str, ...]:
        """What figures share that stand in one ranking: all but the member of the breakdown."""
        names = ";".join(part.partition("=")[0] for part in self.dimensions.split(";"))
        by_place = "" if self.dimensions == _TOTAL else self.place
        return (self.indicator, self.series, by_place, names, self.source)


def observed(binding: Binding) -> Observed | None:
    """Return the parts of an observation's id, or None for what is not one observation."""
    parts = binding.reference.split("|")
    if binding.kind != "observation" or len(parts) != 6:
        return None
    return Observed(*parts)


def indicator_of(binding: Binding) -> str:
    """Return the indicator a figure is about, or "" where it is about none."""
    about = observed(binding)
    if about is not None:
        return about.indicator
    parts = binding.reference.split("|")
    return parts[1] if len(parts) > 1 else ""


def figures_shown(document: Document) -> dict[Binding, Shown]:
    """Return every figure that a document shows."""
    shown: dict[Binding, Shown] = {}
    language = document.metadata.language
    for number in bound_numbers(document.blocks):
        quantity = read_quantity(number.text, language)
        known = shown.setdefault(number.binding, Shown(quantity))
        known.prints.add(quantity)
        if _is_more_exact(quantity, known.quantity):
            known.quantity = quantity
    _add_heads(document, shown)
    _add_sentences(document, shown)
    return shown


def _add_heads(document: Document, shown: dict[Binding, Shown]) -> None:
    for head, numbers in _heads(document.blocks):
        for number in numbers:
            shown[number.binding].head = shown[number.binding].head or head
    for row, column, cell, number in _cells(document.blocks):
        found = shown[number.binding]
        if not found.row:
            found.row, found.column = row, column
        words = plain(tuple(_unnumbered(cell))).replace("#", "")
        if not found.cell and any(letter.isalpha() for letter in words):
            found.cell = _excerpt(cell, number)


def _add_sentences(document: Document, shown: dict[Binding, Shown]) -> None:
    for content in _sentences(document.blocks):
        words = words_without_numbers(content)
        for part in every_inline(content):
            if isinstance(part, BoundNumber):
                shown[part.binding].sentences.add(words)
                shown[part.binding].said = shown[part.binding].said or _excerpt(content, part)


def _excerpt(content: Inlines, number: BoundNumber) -> str:
    """Return the words around one number, which is a sign of its own; others are ``#``."""
    signed = _unnumbered(content, number)
    before, _sign, after = plain(tuple(signed)).partition(_OWN_SIGN)
    if len(before) > _AROUND:
        before = f"\u2026 {before[-_AROUND:].partition(' ')[2]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND].rpartition(' ')[0]} \u2026"
    return f"{before}[\u2026]{after}"


def source_titles(document: Document) -> Mapping[str, str]:
    """Return the titles of sources by id, as the register of sources prints them."""
    titles: dict[str, str] = {}
    for table in nodes(document.blocks, b.Table):
        if table.block_id.endswith("/sources"):
            titles |= {row.row_id: plain(row.cells[0]) for row in table.rows if row.cells}
    return titles


def indicator_titles(document: Document) -> Mapping[str, str]:
    """Return the titles of indicators as the sections about them are headed.

    They are found by code, and by code and series (``1.3.1-SI_COV_PENSN``) where an indicator has
    several.
    """
    titles: dict[str, str] = {}
    for section in nodes(document.blocks, b.Section):
        title = plain(section.title)
        if "/indicator/" in section.block_id and " " in title:
            titles.setdefault(title.partition(" ")[0], title)
            titles.setdefault(section.block_id.rpartition("/")[2], title)
    return titles


def words_without_numbers(content: Inlines) -> str:
    """Return words with every bound number, note mark and reference as one sign."""
    return plain(tuple(_unnumbered(content)))


def _unnumbered(content: Inlines, own: BoundNumber | None = None) -> Iterator[b.Inline]:
    for part in content:
        match part:
            case BoundNumber():
                yield b.Text(_OWN_SIGN if part == own else "#")
            case b.NoteMark():
                pass
            case b.CrossReference():
                yield b.Text("§")
            case b.Text():
                yield part
            case _:
                yield dataclasses.replace(part, children=tuple(_unnumbered(part.children, own)))


def _is_more_exact(new: Quantity, known: Quantity) -> bool:
    return (new.decimals, len(new.text), new.text) > (known.decimals, len(known.text), known.text)


def _heads(part: object) -> Iterator[tuple[str, list[BoundNumber]]]:
    for row in nodes(part, b.Row):
        if row.cells:
            yield plain(row.cells[0]), list(bound_numbers(row.cells[1:]))
    for figure in nodes(part, b.KeyFigure):
        yield plain(figure.label), list(bound_numbers(figure.value))


def _cells(part: object) -> Iterator[tuple[tuple[str, ...], str, Inlines, BoundNumber]]:
    """Yield every number of a table with what tells its row, and its column, from the others."""
    for table in nodes(part, b.Table):
        heads = [plain(column.head) for column in table.columns]
        over = ""
        firsts = Counter(plain(row.cells[0]) for row in table.rows if row.cells)
        for row in table.rows:
            if row.kind is b.RowKind.GROUP:
                over = plain(row.cells[0]) if row.cells else ""
                continue
            if not row.cells:
                continue
            told = [over, plain(row.cells[0])]
            if firsts[told[1]] > 1 and len(row.cells) > 2:
                told.append(plain(row.cells[1]))
            for n, cell in enumerate(row.cells[1:], start=1):
                for number in bound_numbers(cell):
                    column = heads[n] if n < len(heads) else ""
                    yield tuple(filter(None, told)), column, cell, number


def _sentences(part: object) -> Iterator[Inlines]:
    for paragraph in nodes(part, b.Paragraph):
        yield paragraph.content
    for chart in nodes(part, b.Chart):
        yield chart.title


def nodes(part: object, kind: type[Any]) -> Iterator[Any]:
    """Yield every node of a kind anywhere in a part of the tree."""
    if isinstance(part, kind):
        yield part
    if isinstance(part, tuple):
        for item in part:
            yield from nodes(item, kind)
    elif dataclasses.is_dataclass(part) and not isinstance(part, type):
        for one in dataclasses.fields(part):
            value = getattr(part, one.name)
            if isinstance(value, tuple) or dataclasses.is_dataclass(value):
                yield from nodes(value, kind)
