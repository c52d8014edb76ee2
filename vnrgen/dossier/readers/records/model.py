"""What a layout hands over: one record per published value, with its texts as written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vnrgen.dossier.model import Category, DimensionRole, Label
from vnrgen.frozen import quickly_made
from vnrgen.problems import Location

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
    codes: tuple[tuple[str, str], ...]
    column: str = ""

    def __getitem__(self, part: str) -> str:
        return self.parts.get(part, "")


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
    records: Sequence[Record]
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
