"""Rows of a table of prose whose source changed since: which were edited in Word, which there."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from vnrgen.render.docx.source_map import MapEntry, words_digest
from vnrgen.versions.pull.align import Alignment
from vnrgen.versions.pull.leaves import Leaf
from vnrgen.versions.pull.prose_tables import TablePair, are_one, row_words

_MOST_CHANGED: Final = 8  # cells of a row that are tried together


class Since(Enum):
    """Where a row became another one since the Word file was made."""

    WORD = "in Word"
    SOURCE = "in the source"
    UNSURE = "in both, or nobody can tell"


@dataclass(slots=True)
class BaseTable:
    """A table when the Word file was made: the digests of its rows, the head aside.

    ``words`` has what the cells of a row said, by row and column, which an older file does not
    have; ``rows`` are the rows by the bookmarks in them, ``of`` those of a digest.
    """

    digests: Counter[str] = field(default_factory=Counter)
    words: dict[str, dict[int, str]] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RowsSince:
    """What became of the cells of changed tables, by their numbers, and what their rows say.

    A cell of a table whose source did not change has no entry. ``bases`` are the words that cells
    of rows changed on both sides had when the file was made, by their numbers in Word.
    """

    today: dict[int, Since] = field(default_factory=dict)
    edited: dict[int, Since] = field(default_factory=dict)
    today_rows: dict[int, str] = field(default_factory=dict)
    edited_rows: dict[int, str] = field(default_factory=dict)
    bases: dict[int, str] = field(default_factory=dict)

    def add(self, table: TablePair, base: BaseTable, pairs: Alignment, *, same: bool) -> None:
        """Judge the rows of one table.

        Args:
            table: The table today and in Word.
            base: What it was when the Word file was made.
            pairs: Which cell is which.
            same: Whether its head is known to be the one it had then.
        """
        ours = Counter(_digest(row) for row in table.today[1:])
        theirs = Counter(_digest(row) for row in table.edited[1:])
        if ours == base.digests and same:
            return
        gone = (base.digests - ours) & (base.digests - theirs)
        for number, row in enumerate(table.today):
            if not any(leaf.number in pairs.edited for leaf in row):
                digest = _digest(row)
                is_gone = bool(table.edited) and base.digests[digest] > theirs[digest]
                unsure = not table.edited or _may_be_one_of(row, gone, base)
                self._today(row, _one_of(word=is_gone, unsure=unsure, other=Since.SOURCE))
            elif number:
                self._paired(row, base, pairs, table.edited[1:])
            elif not same:
                self._today(row, Since.UNSURE)
        for row in table.edited[1:]:
            if not any(leaf.number in pairs.today for leaf in row):
                digest = _digest(row)
                was_dropped = base.digests[digest] > ours[digest]
                since = Since.UNSURE if _may_be_one_of(row, gone, base) else Since.WORD
                self._edited(row, Since.SOURCE if was_dropped else since)

    def _paired(
        self, row: list[Leaf], base: BaseTable, pairs: Alignment, edited: Iterable[list[Leaf]]
    ) -> None:
        """Judge a row that stands in both; one changed on both sides is judged cell by cell."""
        own = {pairs.edited[leaf.number] for leaf in row if leaf.number in pairs.edited}
        other = next((r for r in edited if any(leaf.number in own for leaf in r)), row)
        if base.digests[_digest(row)]:
            since = Since.WORD
        elif base.digests[_digest(other)]:
            since = Since.SOURCE
        else:
            was = _row_before(row, other, base)
            since = Since.WORD if was is not None else Since.UNSURE
            for leaf, words in zip(other, was or (), strict=False):
                self.bases[leaf.number] = words
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
            base = _base_of(was, before)
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


def _base_of(block: str, before: Mapping[str, MapEntry]) -> BaseTable:
    """Return what a table was when the file was made."""
    base = BaseTable()
    for entry in before.values():
        if entry.block_id != block or entry.kind not in {"Row", "Cell"}:
            continue
        _kind, row, *column = entry.part.split("/")
        base.rows[entry.bookmark] = row
        if entry.kind == "Row":
            base.digests[entry.digest] += 1
            base.of[entry.digest] = row
        elif entry.words and column:
            number = int("".join(c for c in column[0] if c.isdecimal()) or 0) - 1
            base.words.setdefault(row, {})[number] = entry.words
    return base


def _row_before(today: Sequence[Leaf], edited: Sequence[Leaf], base: BaseTable) -> list[str] | None:
    """Return what the cells of a row said when the file was made, None where nobody can tell.

    Either the file remembers them; or, of the words that its cells have now on one side or the
    other, those are taken that together have the digest of a row of then.
    """
    if len(today) != len(edited):
        return None
    named = (base.rows[name] for leaf in edited for name in leaf.starts if name in base.rows)
    words = base.words.get(next(named, ""))
    if words is not None:
        return [words.get(leaf.form.cell[2] if leaf.form.cell else -1, "") for leaf in edited]
    differ = [n for n, (a, b) in enumerate(zip(today, edited, strict=True)) if a.words != b.words]
    if len(differ) > _MOST_CHANGED:
        return None
    for chosen in itertools.product((today, edited), repeat=len(differ)):
        row = list(today)
        for place, side in zip(differ, chosen, strict=True):
            row[place] = side[place]
        if base.digests[_digest(row)]:
            return [leaf.words for leaf in row]
    return None


def _may_be_one_of(row: Sequence[Leaf], gone: Counter[str], base: BaseTable) -> bool:
    """Whether a row that stands on one side only may be one that is on neither any more."""
    return any(
        (words := base.words.get(base.of[digest])) is None
        or are_one([leaf.words for leaf in row], [words.get(n, "") for n in range(len(row))])
        for digest in gone
    )


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
