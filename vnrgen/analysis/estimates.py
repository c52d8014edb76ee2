"""From rows of observations to estimates, with how each of them may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from vnrgen.analysis.evidence import Estimate, Period, Reliability
from vnrgen.dossier.model import Source, SourceKind, Thresholds
from vnrgen.dossier.model.observations import TOTAL, Columns, Observations, ObservationStatus
from vnrgen.dossier.settings.rulings import figures_beside

# Why a value was left out by disclosure; written to the note of a masked observation.
SMALL_SAMPLE = "small_sample"
SMALL_COUNT = "small_count"
COMPLEMENTARY = "complementary"
NO_CASES = "no_cases"
WITHHELD_NOTES = (SMALL_SAMPLE, SMALL_COUNT, COMPLEMENTARY)

# Units that count people; scaled counts (thousands, millions) are never small.
COUNT_UNITS = ("NUMBER",)

_NO_CASES_MARKS = ("-", "–", "—", "−")
_SHOWN = (Reliability.FIRM, Reliability.SMALL)
_STATUSES = {str(status): status for status in ObservationStatus}
_NORMAL, _SUPPRESSED, _LOW_RELIABILITY = (
    str(ObservationStatus.NORMAL),
    str(ObservationStatus.SUPPRESSED),
    str(ObservationStatus.LOW_RELIABILITY),
)
_MASKED_NOTES = (*WITHHELD_NOTES, NO_CASES)

_ID_COLUMNS = ("indicator_id", "series", "place", "period_label")
_WITHHOLDING_COLUMNS = ("value", "n_unweighted", "unit", "obs_status", "value_text", "note")
_RELIABILITY_COLUMNS = ("value", "n_unweighted", "obs_status", "value_text")
_PERIOD_PARTS = ("start", "end", "label")


def withholding_reasons(columns: Columns, thresholds: Thresholds) -> list[str]:
    """Return for every row the code of why its own size forbids its value; "" where none does.

    A share or rate is withheld below ``suppress_below`` unweighted cases, a count of people
    between 1 and ``minimum_count`` (a zero stands for nobody). Two figures that are shown for one
    are withheld where either would be. A row with no cases at all has no value to show. A row that
    disclosure has already masked keeps its code.
    """
    values, cases, units = columns["value"], columns["n_unweighted"], columns["unit"]
    reasons = [""] * len(values)
    asked = [  # not the rates whose cases nobody counted, as most are
        index
        for index, (value, counted, unit) in enumerate(zip(values, cases, units, strict=True))
        if value is None or counted is not None or unit in COUNT_UNITS
    ]
    told = [columns[name] for name in _WITHHOLDING_COLUMNS]
    for index in asked:
        reasons[index] = _withheld(*[column[index] for column in told], thresholds=thresholds)
    return reasons


def _withheld(
    value: float | None,
    cases: float | None,
    unit: str,
    status: str,
    text: str,
    note: str,
    *,
    thresholds: Thresholds,
) -> str:
    if value is None and status == _SUPPRESSED and note in _MASKED_NOTES:
        return note
    if cases == 0 or (value is None and text in _NO_CASES_MARKS):
        return NO_CASES
    figures = figures_beside(text) if value is None else (value,)
    if not figures:
        return ""
    if cases is not None and cases < thresholds.suppress_below:
        return SMALL_SAMPLE
    if unit in COUNT_UNITS and any(0 < figure < thresholds.minimum_count for figure in figures):
        return SMALL_COUNT
    return ""


def reliabilities(columns: Columns, thresholds: Thresholds) -> list[Reliability]:
    """Return how every row may be shown, in the order of the rows.

    Source of the rule: MICS report conventions (see ``Thresholds``). A figure that its source
    itself prints in parentheses, or marks as of low reliability, is ``SMALL`` where the number of
    cases is not known.
    """
    reasons = withholding_reasons(columns, thresholds)
    told = [reasons, *(columns[name] for name in _RELIABILITY_COLUMNS)]
    found = [Reliability.FIRM] * len(reasons)
    asked = [  # not the values of which nothing more is said, as of most
        index
        for index, (reason, value, cases, status, text) in enumerate(zip(*told, strict=True))
        if reason or value is None or cases is not None or status != _NORMAL or text
    ]
    for index in asked:
        row = [column[index] for column in told]
        found[index] = _reliability(*row, mark_below=thresholds.mark_below)
    return found


def _reliability(
    reason: str,
    value: float | None,
    cases: float | None,
    status: str,
    text: str,
    *,
    mark_below: float,
) -> Reliability:
    if reason:
        return Reliability.NO_CASES if reason == NO_CASES else Reliability.WITHHELD
    if value is None:
        return Reliability.ABSENT
    if cases is not None:
        return Reliability.SMALL if cases < mark_below else Reliability.FIRM
    is_unsure = status == _LOW_RELIABILITY or (text and _is_in_brackets(text.strip()))
    return Reliability.SMALL if is_unsure else Reliability.FIRM


def _is_in_brackets(text: str) -> bool:
    return text.startswith("(") and text.endswith(")")


def observation_ids(observations: Observations) -> list[str]:
    """Return ``Observation.observation_id`` of every row, without building the observations."""
    columns = observations.columns
    names = [
        name
        for name in sorted(observations.dimensions)
        if columns[name].count(TOTAL) < len(columns[name])  # the others are in no id
    ]
    endings = _Endings(names)
    told = zip(columns["source_id"], *(columns[name] for name in names), strict=True)
    ids = zip(*(columns[name] for name in _ID_COLUMNS), map(endings.__getitem__, told), strict=True)
    return list(map("|".join, ids))


class _Endings(dict[tuple[str, ...], str]):
    """Breakdown and source as an id ends with them, each written when it is first asked for.

    The keys are a source and the codes of ``names``.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def __missing__(self, told: tuple[str, ...]) -> str:
        source, *codes = told
        named = zip(self._names, codes, strict=True)
        breakdown = ";".join(f"{name}={code}" for name, code in named if code != TOTAL) or TOTAL
        self[told] = f"{breakdown}|{source}"
        return self[told]


def estimates(
    observations: Observations, sources: Mapping[str, Source], thresholds: Thresholds
) -> list[Estimate]:
    """Return one estimate per row, in the order of the rows.

    ``value`` and everything that would give it away is absent unless the row may be shown. A
    source that the dossier does not describe counts as official, which promises least about how
    its people were heard.
    """
    columns = observations.columns
    reliability = reliabilities(columns, thresholds)
    hidden = [index for index, found in enumerate(reliability) if found not in _SHOWN]
    blank = [index for index in hidden if reliability[index] is not Reliability.ABSENT]
    kinds = dict.fromkeys(columns["source_id"], SourceKind.OFFICIAL)
    kinds |= {name: source.kind for name, source in sources.items()}
    cases = [None if n is None else int(n) for n in columns["n_unweighted"]]
    made = {
        "observation_id": observation_ids(observations),
        "value": _without(columns["value"], hidden, None),
        "reliability": reliability,
        "status": list(map(_STATUSES.__getitem__, columns["obs_status"])),
        "source_id": columns["source_id"],
        "source_kind": list(map(kinds.__getitem__, columns["source_id"])),
        "period": _periods(columns),
        "place_id": columns["place"],
        "lower": _without(columns["value_lower"], hidden, None),
        "upper": _without(columns["value_upper"], hidden, None),
        "se": _without(columns["se"], hidden, None),
        "n": _without(cases, hidden, None),
        "population": _without(columns["population"], hidden, None),
        "value_text": _without(columns["value_text"], blank, ""),
        "note": columns["note"],
    }
    rows = zip(*(made[name] for name in Estimate._fields), strict=True)
    return list(map(partial(tuple.__new__, Estimate), rows))  # ``_make``, without a call for each


def _without(column: list[Any], hidden: Iterable[int], blank: str | None) -> list[Any]:
    """Return a column with nothing in the rows that are hidden."""
    left = list(column)
    for index in hidden:
        left[index] = blank
    return left


def _periods(columns: Columns) -> list[Period]:
    """Return the period of every row; those that are written alike are one object."""
    written = list(zip(*(columns[f"period_{part}"] for part in _PERIOD_PARTS), strict=True))
    periods = {
        (start, end, label): Period(date.fromisoformat(end), date.fromisoformat(start), label)
        for start, end, label in dict.fromkeys(written)
    }
    return list(map(periods.__getitem__, written))
