"""Which row of a table of prose is which of today's: rows are told apart whole, not by cells."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vnrgen.render.docx.source_map import MapEntry
from vnrgen.versions.pull.align import Alignment, likeness
from vnrgen.versions.pull.leaves import Leaf, Piece
from vnrgen.versions.pull.word import WordFile

_ALIKE: Final = 0.4  # as similar as a row is to what it was before it was reworded
_EQUAL: Final = 3.0  # what two equal rows weigh, beside 0 to 1 for two that are alike
_MOST_PAIRS: Final = 10_000
_HALF: Final = 0.5  # of the rows by which a table is known that has lost its bookmark

Rows = list[list[Leaf]]


@dataclass(frozen=True, slots=True)
class TablePair:
    """A table of prose: its bookmark today, its rows today and in Word; none where it is gone."""

    name: str
    today: Rows
    edited: Rows


def prose_tables(
    edited: Sequence[Leaf], today: Sequence[Leaf], entries: Mapping[str, MapEntry]
) -> list[TablePair]:
    """Return today's tables of prose, each with the one of the edited file that it is.

    Args:
        edited: Paragraphs of the edited file.
        today: Those of the dossier as it is now.
        entries: Today's map, by bookmark.
    """
    ours = _by_name(today, _named(entries))
    offered = _by_table(edited)
    found = {name: _holder(name, rows, offered) for name, rows in ours.items()}
    free = [n for n in offered if n not in found.values()]
    for name, rows in ours.items():
        if found[name] is None:
            found[name] = next((n for n in free if _shared(rows, offered[n]) >= _HALF), None)
            free = [n for n in free if n != found[name]]
    none: Rows = []
    return [
        TablePair(name, rows, none if (n := found[name]) is None else offered[n])
        for name, rows in ours.items()
    ]


def pair_rows(found: Alignment, tables: Iterable[TablePair]) -> None:
    """Pair the cells of rows that are the same row; no other step may pair cells of these tables.

    Args:
        found: Takes the pairs.
        tables: Tables of prose, as ``prose_tables`` gives them.
    """
    for table in tables:
        if not table.edited:
            continue
        found.closed_edited |= {leaf.number for row in table.edited for leaf in row}
        found.closed_today |= {leaf.number for row in table.today for leaf in row}
        for i, j in _row_pairs(table.edited, table.today):
            _pair_cells(found, table.edited[i], table.today[j])


def one_to_a_cell(edited: WordFile, tables: Iterable[TablePair]) -> bool:
    """Make one of several paragraphs in a cell of a table of prose, which holds one.

    Returns:
        Whether there were any; all paragraphs have other numbers then.
    """
    wanted = {leaf.form.cell for table in tables for row in table.edited for leaf in row}
    made: list[Leaf] = []
    places: list[int] = []
    for leaf in edited.leaves:
        above = made[-1] if made else None
        cell = leaf.form.cell
        if above is not None and cell in wanted and cell == above.form.cell:
            made[-1] = _joined(above, leaf)
        else:
            made.append(replace(leaf, number=len(made)))
        places.append(len(made) - 1)
    if len(made) == len(edited.leaves):
        return False
    edited.leaves[:] = made
    edited.comments = tuple(
        replace(c, leaf=places[c.leaf] if c.leaf >= 0 else c.leaf) for c in edited.comments
    )
    return True


def _joined(one: Leaf, other: Leaf) -> Leaf:
    space = (Piece(" "),) if one.words and other.words else ()
    return replace(
        one,
        pieces=(*one.pieces, *space, *other.pieces),
        starts=(*one.starts, *other.starts),
        tracked=(*one.tracked, *other.tracked),
        beside=(*one.beside, *other.beside),
    )


def row_words(row: Iterable[Leaf]) -> str:
    """Return what a row says, as it is told to a reader."""
    return " | ".join(leaf.words for leaf in row)


def _named(entries: Mapping[str, MapEntry]) -> frozenset[str]:
    return frozenset(
        e.bookmark
        for e in entries.values()
        if (e.kind, e.part) == ("Table", "") and e.origin and e.origin.kind == "narrative"
    )


def _by_name(leaves: Sequence[Leaf], names: frozenset[str]) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for rows in _by_table(leaves).values():
        first = rows[0][0]
        for name in (*first.open, *first.starts):
            if name in names:
                found[name] = rows
    return found


def _by_table(leaves: Sequence[Leaf]) -> dict[int, Rows]:
    tables: dict[int, dict[int, list[Leaf]]] = defaultdict(lambda: defaultdict(list))
    for leaf in leaves:
        if leaf.form.cell is not None:
            tables[leaf.form.cell[0]][leaf.form.cell[1]].append(leaf)
    return {number: [row for _n, row in sorted(rows.items())] for number, rows in tables.items()}


def _holder(name: str, ours: Rows, offered: Mapping[int, Rows]) -> int | None:
    """Return which table of the edited file stands in a bookmark.

    A title that was moved away takes the beginning of the bookmark along; then it holds others.
    """
    held = [
        number
        for number, rows in offered.items()
        if any(name in leaf.open or name in leaf.starts for row in rows for leaf in row)
    ]
    if len(held) > 1:
        return max(held, key=lambda number: (_shared(ours, offered[number]), -number))
    if held and not _shared(ours, offered[held[0]]):
        return next((n for n in offered if _shared(ours, offered[n]) >= _HALF), held[0])
    return held[0] if held else None


def _shared(ours: Rows, theirs: Rows) -> float:
    """Return which part of the rows of two tables is the same, from 0 to 1."""
    one, other = {row_words(row) for row in ours}, {row_words(row) for row in theirs}
    return len(one & other) / max(len(one), len(other))


def _row_pairs(edited: Rows, today: Rows) -> list[tuple[int, int]]:
    """Return the rows that are the same row, in order; the heads of both always are."""
    ours, theirs = edited[1:], today[1:]
    pairs = [(0, 0)]
    if len(ours) * len(theirs) > _MOST_PAIRS:
        a, b = [row_words(row) for row in ours], [row_words(row) for row in theirs]
        for block in difflib.SequenceMatcher(None, a, b).get_matching_blocks():
            pairs += [(block.a + n + 1, block.b + n + 1) for n in range(block.size)]
        return pairs
    weights = [[_weight(one, other) for other in theirs] for one in ours]
    return pairs + [(i + 1, j + 1) for i, j in _heaviest(weights, len(theirs))]


def _heaviest(weights: Sequence[Sequence[float]], width: int) -> list[tuple[int, int]]:
    """Return the pairs, rising on both sides, that weigh most together."""
    height = len(weights)
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            both = best[i + 1][j + 1] + weights[i][j]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    pairs, i, j = [], 0, 0
    while i < height and j < width:
        if weights[i][j] and best[i][j] == best[i + 1][j + 1] + weights[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def are_one(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two rows, as the words of their cells, are alike enough to be one and the same."""
    return _alike(one, other) > 0


def _weight(one: Sequence[Leaf], other: Sequence[Leaf]) -> float:
    """Return how much speaks for two rows being one; 0 where too little does."""
    ours, theirs = [leaf.words for leaf in one], [leaf.words for leaf in other]
    return _EQUAL if ours == theirs else _alike(ours, theirs)


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    whole = likeness(" | ".join(one), " | ".join(other))
    if len(one) != len(other):
        return whole if whole >= _ALIKE else 0.0
    cells = [likeness(a, b) for a, b in zip(one, other, strict=True)]
    alike = (cells[0] + whole + sum(cells) / len(cells)) / 3  # a row is named by its first cell
    return alike if alike >= _ALIKE else 0.0


def _pair_cells(found: Alignment, edited: Sequence[Leaf], today: Sequence[Leaf]) -> None:
    """Pair the cells of one row by column; where columns came or went, by what they say."""
    columns = {leaf.form.cell[2] for leaf in edited if leaf.form.cell}
    if len(columns) == len(today):
        for leaf, column in zip(today, sorted(columns), strict=True):
            own = [e for e in edited if e.form.cell and e.form.cell[2] == column]
            best = max(own, key=lambda e: likeness(e.words, leaf.words))
            found.pair(best.number, leaf.number)
        return
    a, b = [leaf.words for leaf in edited], [leaf.words for leaf in today]
    for block in difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks():
        for n in range(block.size):
            found.pair(edited[block.a + n].number, today[block.b + n].number)
