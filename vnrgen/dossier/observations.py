"""Observations: one row per published value, kept as columns (a pandas frame).

The only contract about the frame is here: its columns, their types, and how a row reads as an
``Observation``. Readers build frames through ``observations_from_rows``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

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
        return self not in {
            ObservationStatus.SUPPRESSED,
            ObservationStatus.MISSING,
            ObservationStatus.NOT_APPLICABLE,
            ObservationStatus.CENSORED,
        }


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
        named = sorted((d, c) for d, c in self.dimensions.items() if c != TOTAL)
        breakdown = ";".join(f"{d}={c}" for d, c in named) or TOTAL
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


@dataclass(frozen=True, slots=True)
class Observations:
    """A frame of observations and the names of its dimension columns.

    The frame has ``CORE_COLUMNS``, every one of ``SDMX_DIMENSIONS``, and one column per national
    dimension. Text columns hold "" for absent; value, bounds, se and population are float64 with
    NaN for absent; n_unweighted is float64 (NaN for absent); periods are ISO text.
    """

    frame: pandas.DataFrame
    dimensions: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.frame)

    def __iter__(self) -> Iterator[Observation]:
        return (self._observation(row) for row in self.frame.to_dict("records"))

    def select(self, indicator_id: str, series: str | None = None) -> Observations:
        """Return the observations of one indicator (and series)."""
        keep = self.frame["indicator_id"] == indicator_id
        if series is not None:
            keep &= self.frame["series"] == series
        return Observations(self.frame[keep], self.dimensions)

    def _observation(self, row: Mapping[Any, Any]) -> Observation:
        n = _absent_to_none(row["n_unweighted"])
        return Observation(
            indicator_id=row["indicator_id"],
            series=row["series"],
            place=row["place"],
            period_start=date.fromisoformat(row["period_start"]),
            period_end=date.fromisoformat(row["period_end"]),
            period_label=row["period_label"],
            value=_absent_to_none(row["value"]),
            unit=row["unit"],
            source_id=row["source_id"],
            dimensions={name: row[name] for name in self.dimensions},
            obs_status=ObservationStatus(row["obs_status"]),
            value_text=row["value_text"],
            value_lower=_absent_to_none(row["value_lower"]),
            value_upper=_absent_to_none(row["value_upper"]),
            se=_absent_to_none(row["se"]),
            n_unweighted=None if n is None else int(n),
            population=_absent_to_none(row["population"]),
            freq=row["freq"],
            reporting_type=row["reporting_type"],
            nature=row["nature"],
            note=row["note"],
            file=row["file"],
            row=int(row["row"]),
        )


def _absent_to_none(number: float) -> float | None:
    return None if math.isnan(number) else float(number)


def observations_from_rows(
    rows: Iterable[Observation], extra_dimensions: Iterable[str] = ()
) -> Observations:
    """Build the columnar table from single observations.

    Args:
        rows: Observations in any order; the order is kept.
        extra_dimensions: National dimensions that must be columns even where no row names them.
    """
    import pandas

    kept = list(rows)
    named = dict.fromkeys((*SDMX_DIMENSIONS, *extra_dimensions))
    for row in kept:
        named.update(dict.fromkeys(row.dimensions))
    dimensions = tuple(named)
    records = [
        {
            "indicator_id": o.indicator_id,
            "series": o.series,
            "freq": o.freq,
            "reporting_type": o.reporting_type,
            "place": o.place,
            "period_start": o.period_start.isoformat(),
            "period_end": o.period_end.isoformat(),
            "period_label": o.period_label,
            "value": o.value,
            "value_text": o.value_text,
            "unit": o.unit,
            "value_lower": o.value_lower,
            "value_upper": o.value_upper,
            "se": o.se,
            "n_unweighted": o.n_unweighted,
            "population": o.population,
            "obs_status": str(o.obs_status),
            "nature": o.nature,
            "source_id": o.source_id,
            "note": o.note,
            "file": o.file,
            "row": o.row,
            **{name: o.dimensions.get(name, TOTAL) for name in dimensions},
        }
        for o in kept
    ]
    frame = pandas.DataFrame.from_records(records, columns=[*CORE_COLUMNS, *dimensions])
    numeric = ["value", "value_lower", "value_upper", "se", "n_unweighted", "population"]
    frame[numeric] = frame[numeric].astype("float64")
    frame["row"] = frame["row"].astype("int64")
    return Observations(frame, dimensions)
