"""Rows of a table of prose whose source changed since: which were edited in Word, which there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from vnrgen.render.docx.source_map import MapEntry, words_digest
from vnrgen.versions.pull.align import Alignment
from vnrgen.versions.pull.leaves import Leaf
from vnrgen.versions.pull.prose_tables import TablePair, row_words


class Since(Enum):
    """Where a row became another one since the Word file was made."""

    WORD = "in Word"
    SOURCE = "in the source"
    UNSURE = "in both, or nobody can tell"


@dataclass(slots=True)
class RowsSince:
    """What became of the cells of changed tables, by their numbers, and what their rows say.

    A cell of a table whose source did not change has no entry.
    """

    today: dict[int, Since] = field(default_factory=dict)
    edited: dict[int, Since] = field(default_factory=dict)
    today_rows: dict[int, str] = field(default_factory=dict)
    edited_rows: dict[int, str] = field(default_factory=dict)

    def add(self, table: TablePair, base: Counter[str], pairs: Alignment, *, same: bool) -> None:
        """Judge the rows of one table.

        Args:
            table: The table today and in Word.
            base: The digests of its rows when the Word file was made, the head aside.
            pairs: Which cell is which.
            same: Whether its head is known to be the one it had then.
        """
        ours = Counter(_digest(row) for row in table.today[1:])
        theirs = Counter(_digest(row) for row in table.edited[1:])
        if ours == base and same:
            return
        both = bool((base - ours) & (base - theirs))
        for number, row in enumerate(table.today):
            if not any(leaf.number in pairs.edited for leaf in row):
                digest = _digest(row)
                is_gone = bool(table.edited) and base[digest] > theirs[digest]
                unsure = both or not table.edited
                self._today(row, _one_of(word=is_gone, unsure=unsure, other=Since.SOURCE))
            elif number:
                self._paired(row, base, pairs, table.edited[1:])
            elif not same:
                self._today(row, Since.UNSURE)
        for row in table.edited[1:]:
            if not any(leaf.number in pairs.today for leaf in row):
                digest = _digest(row)
                was_dropped = base[digest] > ours[digest]
                since = Since.UNSURE if both else Since.WORD
                self._edited(row, Since.SOURCE if was_dropped else since)

    def _paired(
        self, row: list[Leaf], base: Counter[str], pairs: Alignment, edited: Iterable[list[Leaf]]
    ) -> None:
        """Judge a row that stands in both."""
        own = {pairs.edited[leaf.number] for leaf in row if leaf.number in pairs.edited}
        other = next((r for r in edited if any(leaf.number in own for leaf in r)), row)
        if base[_digest(row)]:
            since = Since.WORD
        else:
            since = Since.SOURCE if base[_digest(other)] else Since.UNSURE
        self._today(row, since)
        self._edited(other, since)

    def _today(self, row: Iterable[Leaf], since: Since) -> None:
        listed = list(row)
        self.today |= dict.fromkeys((leaf.number for leaf in listed), since)
        self.today_rows |= _told_once(listed)

    def _edited(self, row: Iterable[Leaf], since: Since) -> None:
        listed = list(row)
        self.edited |= dict.fromkeys((leaf.number for leaf in listed), since)
        self.edited_rows |= _told_once(listed)


def rows_since(
    tables: Iterable[TablePair],
    pairs: Alignment,
    entries: Mapping[str, MapEntry],
    before: Mapping[str, MapEntry],
) -> RowsSince:
    """Judge the rows of every table of prose that the Word file had when it was made.

    Args:
        tables: Tables of prose, today and in Word.
        pairs: Which cell is which.
        entries: Today's map, by bookmark.
        before: The map of the Word file, by bookmark.
    """
    found = RowsSince()
    for table in tables:
        was = _was(table, before)
        if was is not None:
            rows = (e for e in before.values() if e.kind == "Row" and e.block_id == was)
            base = Counter(entry.digest for entry in rows)
            found.add(table, base, pairs, same=was == entries[table.name].block_id)
    return found


def _was(table: TablePair, before: Mapping[str, MapEntry]) -> str | None:
    """Return the block that a table was when the file was made, None where it was none."""
    around = [n for row in table.edited for leaf in row for n in (*leaf.open, *leaf.starts)]
    for name in (table.name, *around):
        entry = before.get(name)
        if entry is not None and (entry.kind, entry.part) == ("Table", ""):
            return entry.block_id
    return None


def _one_of(*, word: bool, unsure: bool, other: Since) -> Since:
    if word:
        return Since.WORD
    return Since.UNSURE if unsure else other


def _digest(row: Iterable[Leaf]) -> str:
    return words_digest(" ".join(leaf.spoken for leaf in row))


def _told_once(row: list[Leaf]) -> dict[int, str]:
    """Return what a row says, by the number of its first cell that says anything."""
    first = next((leaf.number for leaf in row if leaf.words), None)
    return {} if first is None else {first: row_words(row)}
