"""What a layout hands over: one record per published value, with its texts as written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import overload

from vnrgen.dossier.model import Category, DimensionRole, Label
from vnrgen.dossier.observations.selection import selected
from vnrgen.frozen import quickly_made
from vnrgen.problems import Location

Codes = tuple[tuple[str, str], ...]  # for each breakdown the code and the words as written

# What a record may say besides its breakdowns.
PARTS = (
    "indicator",
    "series",
    "series_label",
    "area",
    "area_label",
    "period",
    "value",
    "unit",
    "unit_label",
    "multiplier",
    "status",
    "nature",
    "frequency",
    "reporting",
    "lower",
    "upper",
    "se",
    "n_unweighted",
    "population",
    "note",
    "source",
    "favourable",
    "scale",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A column that tells records apart.

    ``dimension_id`` is "" and ``role`` None where the layout does not say; then the header does.
    ``categories`` are what a structure or template says of codes, keyed by the code as written.
    """

    header: str
    dimension_id: str = ""
    role: DimensionRole | None = None
    label: Label | None = None
    categories: Mapping[str, Category] = field(default_factory=dict)


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One published value.

    ``parts`` maps names of ``PARTS`` to cells; ``codes`` holds for each breakdown the code and
    the words as written (either may be ""; both "" is the total). ``column`` is where the value
    stands, for layouts with values in many columns.
    """

    row: int
    parts: Mapping[str, str]
    codes: Codes
    column: str = ""

    def __getitem__(self, part: str) -> str:
        return self.parts.get(part, "")


class Records(Sequence[Record]):
    """Records as columns; a ``Record`` is made where somebody asks for one.

    Args:
        rows: The row of each in the file.
        parts: By the names of ``PARTS``, a cell of each; parts that none fills are left out.
        codes: The codes of each.
        columns: Where the value of each stands, None where nothing says it.

    Attributes:
        forms: The different codes, in the order in which they first occur.
        form_of: For each record which of ``forms`` it has.
    """

    __slots__ = ("_columns", "form_of", "forms", "parts", "rows")

    def __init__(
        self,
        rows: Sequence[int],
        parts: Mapping[str, Sequence[str]],
        codes: Iterable[Codes],
        columns: Sequence[str] | None = None,
    ) -> None:
        self.rows = rows
        self.parts = {part: cells for part, cells in parts.items() if any(cells)}
        numbers: dict[Codes, int] = {}
        self.form_of = [numbers.setdefault(one, len(numbers)) for one in codes]
        self.forms = tuple(numbers)
        self._columns = columns

    @classmethod
    def of(cls, records: Iterable[Record]) -> Records:
        """Return single records as columns; those that are so already as they are."""
        if isinstance(records, Records):
            return records
        kept = list(records)
        named = dict.fromkeys(part for record in kept for part in record.parts)
        return cls(
            rows=[record.row for record in kept],
            parts={part: [record[part] for record in kept] for part in named},
            codes=[record.codes for record in kept],
            columns=[record.column for record in kept],
        )

    def at(self, positions: Sequence[int]) -> Records:
        """Return the records at some positions, in that order."""
        return Records(
            selected(self.rows, positions),
            {part: selected(cells, positions) for part, cells in self.parts.items()},
            map(self.forms.__getitem__, selected(self.form_of, positions)),
            self._columns and selected(self._columns, positions),
        )

    def column(self, part: str, positions: Sequence[int]) -> Sequence[str]:
        """Return the cells of a part at some positions, "" where a record has none."""
        cells = self.parts.get(part)
        return selected(cells, positions) if cells is not None else [""] * len(positions)

    def together(self, names: Sequence[str]) -> list[tuple[str, ...]]:
        """Return for each record the cells of some parts."""
        every = range(len(self))
        return list(zip(*(self.column(part, every) for part in names), strict=True))

    def counts(self) -> list[int]:
        """Return how many records have each of ``forms``."""
        found = Counter(self.form_of)
        return [found[number] for number in range(len(self.forms))]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> Record: ...

    @overload
    def __getitem__(self, place: slice) -> Records: ...

    def __getitem__(self, place: int | slice) -> Record | Records:
        if isinstance(place, slice):
            return self.at(range(len(self))[place])
        return Record(
            row=self.rows[place],
            parts={part: cells[place] for part, cells in self.parts.items() if cells[place]},
            codes=self.forms[self.form_of[place]],
            column=self._columns[place] if self._columns else "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTable:
    """All records of one file.

    ``headers`` maps parts to the headers as written. ``definitions`` maps a dimension to the
    beginning of the indicators in which it defines what is measured ("4." for the level of
    schooling), whatever it tells apart elsewhere. ``group_codes`` maps a dimension to the
    beginning of the codes that are people; in a series with others it is a definition.
    """

    path: str
    breakdowns: Sequence[Breakdown]
    records: Records
    headers: Mapping[str, str] = field(default_factory=dict)
    input_files: Sequence[Path] = ()
    definitions: Mapping[str, str] = field(default_factory=dict)
    group_codes: Mapping[str, str] = field(default_factory=dict)

    def value_of(self, record: Record) -> Location:
        """Return the place of a record's value."""
        return Location(self.path, record.row, record.column or self.headers.get("value", "value"))

    def where(self, row: int | None = None, part: str | None = None) -> Location:
        """Return the place of a record, or of one of its parts, as a person sees it."""
        return Location(self.path, row, self.headers.get(part, part) if part else None)
