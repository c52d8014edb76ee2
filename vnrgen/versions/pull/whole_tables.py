"""Tables of prose as wholes: each with its title, and whether it stands elsewhere in Word."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from vnrgen.versions.pull.comparing import Comparison
from vnrgen.versions.pull.leaves import Leaf
from vnrgen.versions.pull.prose_tables import Rows, row_words


@dataclass(frozen=True, slots=True)
class WholeTable:
    """A table of prose that is still in Word.

    Attributes:
        today: Its rows in today's chapter.
        edited: Its rows in Word.
        today_title: The number of its title today; None where it has none.
        title: That of its title in Word; None where no title stands before it there.
        lead: The number of the cell in Word by which its place is known.
    """

    today: Rows
    edited: Rows
    today_title: int | None
    title: int | None
    lead: int

    @property
    def first(self) -> int:
        """The number of the paragraph in Word with which it begins."""
        return self.edited[0][0].number if self.title is None else self.title

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of its cells in Word, and of its title."""
        cells = {leaf.number for row in self.edited for leaf in row}
        return frozenset(cells if self.title is None else cells | {self.title})

    def words(self, leaves: Sequence[Leaf]) -> str:
        """Return what it says in Word, as it is told to a reader."""
        title = () if self.title is None else (leaves[self.title].words,)
        return " | ".join((*title, *map(row_words, self.edited)))


def whole_tables(now: Comparison) -> tuple[WholeTable, ...]:
    """Return the tables of prose that are still in Word, in today's order."""
    return tuple(_whole_tables(now))


def titles_alone(now: Comparison, tables: Collection[WholeTable]) -> frozenset[int]:
    """Return the titles in Word of tables that do not stand below them there any more."""
    titled = {table.title for table in tables}
    found = (
        now.pairs.edited.get(number)
        for table in now.tables
        if (number := _title_today(now, table.today)) is not None
        and not any(leaf.number in now.since.today for row in table.today for leaf in row)
    )
    return frozenset(number for number in found if number is not None and number not in titled)


def _whole_tables(now: Comparison) -> Iterator[WholeTable]:
    for table in now.tables:
        if not table.edited or now.hosts.of[table.today[0][0].number].kind != "prose":
            continue
        cells = [leaf.number for row in table.edited for leaf in row]
        paired = [number for number in cells if number in now.pairs.today]
        if not paired:
            continue
        lead = next((number for number in paired if _is_known(now, number)), paired[0])
        title = _title_today(now, table.today)
        edited_title = None if title is None else now.pairs.edited.get(title)
        if edited_title is not None and not _stands_before(now, edited_title, cells):
            edited_title = None
        yield WholeTable(table.today, table.edited, title, edited_title, lead)


def _is_known(now: Comparison, number: int) -> bool:
    """Whether a cell has a mark of its own, so that its place when the file was made is known."""
    today = now.today.leaves[now.pairs.today[number]]
    return any(n in now.before for n in (*today.starts, *now.edited.leaves[number].starts))


def _title_today(now: Comparison, rows: Rows) -> int | None:
    """Return the title that stands before a table today, if it is of its prose."""
    number = rows[0][0].number - 1
    if number < 0 or now.today.leaves[number].form.style != "caption":
        return None
    return number if now.hosts.of[number].kind == "prose" else None


def _stands_before(now: Comparison, title: int, cells: Collection[int]) -> bool:
    """Whether nothing stands between a title and its cells but what somebody typed."""
    for leaf in now.edited.leaves[title + 1 :]:
        if leaf.number in cells:
            return True
        if leaf.number in now.pairs.today or leaf.form.cell is not None:
            return False
    return False
