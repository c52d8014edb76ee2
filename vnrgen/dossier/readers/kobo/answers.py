"""Cells of an export become answers: the names of choices, numbers or words, or no answer."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.readers.kobo.conditions import Truth
from vnrgen.dossier.readers.kobo.form import Choice
from vnrgen.dossier.tables.cells import parse_number

_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_WITH_COMMA = re.compile(r"[-\u2212]?\d+,\d+")
_TICKED = frozenset({"1", "true", "yes", "1.0", "t"})
_NOT_TICKED = frozenset({"0", "false", "no", "0.0", "f"})


@dataclass(slots=True)
class Faults:
    """Cells that could not be read: each distinct one with the positions of its rows.

    ``disagreeing`` are rows in which the list of answers and the columns of 0 and 1 differ,
    ``taken_for_none`` those whose number stands for no answer, by that number.
    """

    unknown: dict[str, list[int]] = field(default_factory=dict)
    disagreeing: list[int] = field(default_factory=list)
    taken_for_none: dict[str, list[int]] = field(default_factory=dict)

    def add(self, cell: str, position: int) -> None:
        """Keep an unreadable cell."""
        self.unknown.setdefault(str(cell), []).append(position)


@dataclass(frozen=True, slots=True)
class Words:
    """One answer to a row, as text; "" where there is none. ``answers`` of one choice, or words."""

    texts: Sequence[str]

    def one_of(self, values: Sequence[str]) -> list[Truth]:
        """Tell whether the answer is one of the values."""
        wanted = {fold(value) for value in values}
        return [fold(text) in wanted if text else None for text in self.texts]

    def compare(self, operator: str, value: str) -> list[Truth]:
        """Compare as numbers where both are; else only ``=`` and ``!=`` can be true."""
        return [_compared(text, operator, value) for text in self.texts]

    def answered(self) -> list[Truth]:
        """Tell whether there is an answer."""
        return [bool(text) for text in self.texts]

    def taken(self, positions: Sequence[int]) -> Words:
        """Return the answers at some positions, a position may come again."""
        return Words([self.texts[position] for position in positions])


@dataclass(frozen=True, slots=True)
class Ticks:
    """Several answers to a row: for each choice whether it was ticked, None where not asked."""

    choices: Mapping[str, Sequence[Truth]]
    given: Sequence[bool]

    def one_of(self, values: Sequence[str]) -> list[Truth]:
        """Tell whether any of the values was ticked."""
        columns = [self.choices[value] for value in values if value in self.choices]
        if not columns:
            return [False if given else None for given in self.given]
        return [_any_of(row) for row in zip(*columns, strict=True)]

    def compare(self, operator: str, value: str) -> list[Truth]:
        """Equality means that the value was ticked; nothing else can be said."""
        ticked = self.one_of([value])
        if operator == "=":
            return ticked
        return [None if truth is None else not truth for truth in ticked]

    def answered(self) -> list[Truth]:
        """Tell whether the question was answered."""
        return list(self.given)

    def taken(self, positions: Sequence[int]) -> Ticks:
        """Return the answers at some positions, a position may come again."""
        return Ticks(
            {name: [column[p] for p in positions] for name, column in self.choices.items()},
            [self.given[position] for position in positions],
        )


Column = Words | Ticks


def _any_of(truths: Sequence[Truth]) -> Truth:
    if True in truths:
        return True
    return None if None in truths else False


def _compared(text: str, name: str, value: str) -> Truth:
    if not text:
        return None
    left, right = parse_number(text), parse_number(value)
    if left is not None and right is not None:
        return _COMPARE[name](left, right)
    if name not in {"=", "!="}:
        return None
    return (fold(text) == fold(value)) == (name == "=")


class ChoiceReader:
    """Reads cells that hold the choices of one list, by name or by label.

    The whole column decides whether names or the labels of one language are used, so that a list
    in which one name is another's label is not mixed up.
    """

    def __init__(
        self, choices: Mapping[str, Choice], aliases: Mapping[str, str], none: Collection[str]
    ) -> None:
        self._aliases = {fold(cell): meant for cell, meant in aliases.items()}
        self._none = {fold(name) for name in none}
        languages = dict.fromkeys(tag for choice in choices.values() for tag in choice.labels)
        self._renderings = [
            _unambiguous((name, name) for name in choices),
            *(
                _unambiguous((c.labels.get(tag, c.name), c.name) for c in choices.values())
                for tag in languages
            ),
        ]

    def is_none(self, name: str) -> bool:
        """Whether a choice counts as no answer ("do not know")."""
        return fold(name) in self._none

    def single(self, cells: Sequence[str], faults: Faults) -> Words:
        """Read a column with one choice a cell."""
        lookup = self._lookup(cells)
        read: dict[str, str | None] = {"": ""}
        texts = []
        for position, cell in enumerate(cells):
            if cell not in read:
                read[cell] = self._meaning(cell, lookup)
            name = read[cell]
            if name is None:
                faults.add(cell, position)
            texts.append("" if name is None or self.is_none(name) else name)
        return Words(texts)

    def several(self, cells: Sequence[str], faults: Faults) -> list[frozenset[str] | None]:
        """Read a column with several choices a cell, apart by spaces; None where it is empty."""
        distinct = sorted({cell for cell in cells if cell})
        splits: dict[str, tuple[str, ...] | None] = {}
        for lookup in self._renderings:
            found = {cell: self._split(cell.split(), lookup) for cell in distinct}
            if _readable(found) > _readable(splits) or not splits:
                splits = found
        read: list[frozenset[str] | None] = []
        for position, cell in enumerate(cells):
            names = splits.get(cell)
            if cell and names is None:
                faults.add(cell, position)
            read.append(frozenset(names or ()) - {""} or None)
        return read

    def _split(self, words: Sequence[str], lookup: Mapping[str, str]) -> tuple[str, ...] | None:
        """Take a cell apart into choices; None where that cannot be done, or in several ways."""
        longest = max((len(key.split()) for key in (*lookup, *self._aliases)), default=1)
        ways: list[list[tuple[str, ...]]] = [[()]]
        for end in range(1, len(words) + 1):
            found: list[tuple[str, ...]] = []
            for start in range(max(0, end - longest), end):
                name = self._meaning(" ".join(words[start:end]), lookup)
                if name is not None:
                    found += [(*way, name) for way in ways[start]]
            ways.append(found[:2])  # two ways are as bad as twenty
        distinct = {frozenset(way) for way in ways[-1]}
        return ways[-1][0] if len(distinct) == 1 else None

    def _meaning(self, cell: str, lookup: Mapping[str, str]) -> str | None:
        key = fold(cell)
        if key in self._aliases:
            return self._aliases[key]
        if key in lookup:
            return lookup[key]
        number = parse_number(cell)
        return None if number is None else lookup.get(f"{number:.15g}")

    def _lookup(self, cells: Sequence[str]) -> Mapping[str, str]:
        """Return the rendering that explains most of the distinct cells; names before labels."""
        distinct = {fold(cell) for cell in cells if cell}
        return max(self._renderings, key=lambda known: len(distinct & known.keys()))


def _readable(splits: Mapping[str, tuple[str, ...] | None]) -> int:
    return sum(names is not None for names in splits.values())


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map what is written to what is meant, without what is written for two choices."""
    meanings: dict[str, set[str]] = {}
    for written, meant in pairs:
        meanings.setdefault(fold(written), set()).add(meant)
    return {key: next(iter(names)) for key, names in meanings.items() if len(names) == 1}


def with_point(cells: Sequence[str], decimal_mark: str) -> list[str]:
    """Return cells with the decimal point that KoboToolbox writes.

    Where the dossier declares a comma, a spreadsheet may have saved the file anew, or a column been
    added, with commas.

    >>> with_point(["0,75", "1.5", "a,b"], ",")
    ['0.75', '1.5', 'a,b']
    """
    if decimal_mark != ",":
        return list(cells)
    return [c.replace(",", ".") if _WITH_COMMA.fullmatch(c) else c for c in cells]


def read_numbers(
    cells: Sequence[str], none: Collection[str], aliases: Mapping[str, str], faults: Faults
) -> list[str]:
    """Read a column of numbers; "" where there is none.

    A number that stands for no answer is one however it is written (98, 98.0), unless the aliases
    say that it means itself.
    """
    meant = {fold(cell): text for cell, text in aliases.items()}
    words = {fold(text) for text in none}
    codes = {parse_number(text): text for text in none}
    for cell, text in aliases.items():
        if fold(cell) == fold(text):
            codes.pop(parse_number(text), None)
    texts = []
    for position, cell in enumerate(cells):
        text = meant.get(fold(cell), cell)
        number = parse_number(text)
        if number is not None and number in codes:
            faults.taken_for_none.setdefault(codes[number], []).append(position)
        elif number is None and text and fold(text) not in words:
            faults.add(cell, position)
        texts.append("" if number is None or number in codes else text)
    return texts


def read_ticks(
    reader: ChoiceReader,
    names: Collection[str],
    lists: Sequence[str] | None,
    split: Mapping[str, Sequence[str]],
    faults: Faults,
) -> Ticks:
    """Read a question with several answers, from its list, its columns of 0 and 1, or both.

    The columns of 0 and 1 rule: where one is empty and the question was answered, that choice was
    not offered (it came into the form later). Rows in which the two differ are kept in ``faults``.
    """
    size = len(lists) if lists is not None else max(map(len, split.values()), default=0)
    named = reader.several(lists, faults) if lists is not None else [None] * size
    columns = {
        name: _ticked(split[name], faults)
        if name in split
        else [None if found is None else name in found for found in named]
        for name in names
    }
    for name in split:
        for position, (found, ticked) in enumerate(zip(named, columns[name], strict=True)):
            if found is not None and ticked is not None and (name in found) != ticked:
                faults.disagreeing.append(position)
    none = [name for name in names if reader.is_none(name)]
    given = [
        any(column[p] is not None for column in columns.values())
        and not any(columns[name][p] for name in none)
        for p in range(size)
    ]
    masked = {
        name: [t if ok else None for t, ok in zip(c, given, strict=True)]
        for name, c in columns.items()
    }
    return Ticks(masked, given)


def _ticked(cells: Sequence[str], faults: Faults) -> list[Truth]:
    found: list[Truth] = []
    for position, cell in enumerate(cells):
        key = cell.casefold()
        if key and key not in _TICKED and key not in _NOT_TICKED:
            faults.add(cell, position)
        found.append(True if key in _TICKED else False if key in _NOT_TICKED else None)
    return found
