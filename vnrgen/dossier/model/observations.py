"""Observations: one row per published value, kept as columns.

The only contract about the columns is here: their names, their types, and how a row reads as an
``Observation``. Readers build them through ``observations/rows``. What goes row by row reads
``columns``; what selects and computes over whole columns has the same as a pandas frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from vnrgen.frozen import quickly_made

if TYPE_CHECKING:
    import pandas

TOTAL = "_T"

# Dimensions of the global SDG data structure (IAEG-SDGs:SDG), lower case; always present.
SDMX_DIMENSIONS = (
    "sex",
    "age",
    "urbanisation",
    "income_wealth_quantile",
    "education_lev",
    "occupation",
    "cust_breakdown",
    "composite_breakdown",
    "disability_status",
    "activity",
    "product",
)

CORE_COLUMNS = (
    "indicator_id",
    "series",
    "freq",
    "reporting_type",
    "place",
    "period_start",
    "period_end",
    "period_label",
    "value",
    "value_text",
    "unit",
    "value_lower",
    "value_upper",
    "se",
    "n_unweighted",
    "population",
    "obs_status",
    "nature",
    "source_id",
    "note",
    "file",
    "row",
)


# The columns that hold numbers.
NUMBERS = ("value", "value_lower", "value_upper", "se", "n_unweighted", "population")

Columns = Mapping[str, list[Any]]


class ObservationStatus(StrEnum):
    """Why a row has a value, or has none."""

    NORMAL = "normal"
    ESTIMATED = "estimated"
    PROVISIONAL = "provisional"
    LOW_RELIABILITY = "low_reliability"
    DEFINITION_DIFFERS = "definition_differs"
    SERIES_BREAK = "series_break"
    SUPPRESSED = "suppressed"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    CENSORED = "censored"

    @property
    def has_value(self) -> bool:
        """Whether a row of this status carries a number."""
        return self not in _WITHOUT_VALUE


_WITHOUT_VALUE = (
    ObservationStatus.SUPPRESSED,
    ObservationStatus.MISSING,
    ObservationStatus.NOT_APPLICABLE,
    ObservationStatus.CENSORED,
)


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One published value. ``value`` is None where the source reports a gap; then ``obs_status``
    says why. It is never 0 standing in for "not known".

    ``dimensions`` maps every dimension of the row to its code; ``_T`` is the total.
    """

    indicator_id: str
    series: str
    place: str
    period_start: date
    period_end: date
    period_label: str
    value: float | None
    unit: str
    source_id: str
    dimensions: Mapping[str, str]
    obs_status: ObservationStatus = ObservationStatus.NORMAL
    value_text: str = ""
    value_lower: float | None = None
    value_upper: float | None = None
    se: float | None = None
    n_unweighted: int | None = None
    population: float | None = None
    freq: str = "A"
    reporting_type: str = "N"
    nature: str = ""
    note: str = ""
    file: str = ""
    row: int = 0

    @property
    def observation_id(self) -> str:
        """A stable, readable key: the same value published twice by one source has one key."""
        return self.id_with(breakdown_id(self.dimensions))

    def id_with(self, breakdown: str) -> str:
        """Return ``observation_id`` where the ``breakdown_id`` of its dimensions is known."""
        return "|".join(
            (
                self.indicator_id,
                self.series,
                self.place,
                self.period_label,
                breakdown,
                self.source_id,
            )
        )


def breakdown_id(dimensions: Mapping[str, str]) -> str:
    """Return the codes that are not total as the middle of an id.

    >>> breakdown_id({"sex": "F", "age": "_T", "income": "Q1"}), breakdown_id({"sex": "_T"})
    ('income=Q1;sex=F', '_T')
    """
    named = sorted([(d, c) for d, c in dimensions.items() if c != TOTAL])
    return ";".join([f"{d}={c}" for d, c in named]) or TOTAL


class Observations:
    """Columns of observations and the names of those that are dimensions.

    There are ``CORE_COLUMNS``, every one of ``SDMX_DIMENSIONS``, and one column per national
    dimension. Text columns hold "" for absent; value, bounds, se, population and n_unweighted are
    numbers; periods are ISO text. Neither columns nor frame may be changed.
    """

    __slots__ = ("_columns", "_frame", "dimensions")

    def __init__(
        self,
        frame: pandas.DataFrame | None,
        dimensions: tuple[str, ...],
        *,
        columns: Columns | None = None,
    ) -> None:
        """Hold a frame, or columns; the other is made of it when it is asked for."""
        if frame is None and columns is None:
            raise TypeError("observations are made of a frame or of columns")
        self.dimensions = dimensions
        self._frame = frame
        self._columns = columns

    @property
    def columns(self) -> Columns:
        """The columns by name as lists of one length; an absent number is None."""
        if self._columns is None:
            assert self._frame is not None  # noqa: S101 (one of the two is there)
            self._columns = {str(name): _plain(column) for name, column in self._frame.items()}
        return self._columns

    @property
    def frame(self) -> pandas.DataFrame:
        """The columns as a frame: numbers (and n_unweighted) float64 with NaN for absent."""
        if self._frame is None:
            self._frame = _frame_of(self.columns)
        return self._frame

    def at(self, positions: Sequence[int]) -> Observations:
        """Return the observations at some positions, in that order."""
        columns = {
            name: list(map(column.__getitem__, positions)) for name, column in self.columns.items()
        }
        return Observations(None, self.dimensions, columns=columns)

    def __len__(self) -> int:
        return len(self.columns["row"])

    def __iter__(self) -> Iterator[Observation]:
        columns = self.columns
        rows = zip(*columns.values(), strict=True)
        return (self._observation(dict(zip(columns, row, strict=True))) for row in rows)

    def select(self, indicator_id: str, series: str | None = None) -> Observations:
        """Return the observations of one indicator (and series)."""
        names = zip(self.columns["indicator_id"], self.columns["series"], strict=True)
        wanted = (indicator_id, series)
        return self.at(
            [
                place
                for place, name in enumerate(names)
                if name == wanted or (series is None and name[0] == indicator_id)
            ]
        )

    def _observation(self, row: Mapping[Any, Any]) -> Observation:
        n = row["n_unweighted"]
        return Observation(
            indicator_id=row["indicator_id"],
            series=row["series"],
            place=row["place"],
            period_start=date.fromisoformat(row["period_start"]),
            period_end=date.fromisoformat(row["period_end"]),
            period_label=row["period_label"],
            value=row["value"],
            unit=row["unit"],
            source_id=row["source_id"],
            dimensions={name: row[name] for name in self.dimensions},
            obs_status=ObservationStatus(row["obs_status"]),
            value_text=row["value_text"],
            value_lower=row["value_lower"],
            value_upper=row["value_upper"],
            se=row["se"],
            n_unweighted=None if n is None else int(n),
            population=row["population"],
            freq=row["freq"],
            reporting_type=row["reporting_type"],
            nature=row["nature"],
            note=row["note"],
            file=row["file"],
            row=int(row["row"]),
        )


def _plain(column: pandas.Series[Any]) -> list[Any]:
    """Return a column as Python values, None for NaN."""
    values = column.tolist()
    return numbers(values) if column.dtype.kind == "f" else values


def numbers(values: Sequence[float | None]) -> list[float | None]:
    """Return numbers as a column holds them; NaN, which equals nothing, is absent."""
    if values.count(None) == len(values):
        return list(values)
    return [None if v is None or v != v else float(v) for v in values]  # noqa: PLR0124


def _frame_of(columns: Columns) -> pandas.DataFrame:
    import pandas

    frame = pandas.DataFrame(dict(columns))
    frame[list(NUMBERS)] = frame[list(NUMBERS)].astype("float64")
    frame["row"] = frame["row"].astype("int64")
    return frame
