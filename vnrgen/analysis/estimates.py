"""From rows of observations to estimates, with how each of them may be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from vnrgen.analysis.evidence import Estimate, Period, Reliability
from vnrgen.dossier.model import Source, SourceKind, Thresholds
from vnrgen.dossier.observations import TOTAL, Columns, Observations, ObservationStatus
from vnrgen.dossier.rulings import figures_beside

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
_SUPPRESSED, _LOW_RELIABILITY = (
    str(ObservationStatus.SUPPRESSED),
    str(ObservationStatus.LOW_RELIABILITY),
)
_MASKED_NOTES = (*WITHHELD_NOTES, NO_CASES)

_ID_COLUMNS = ("indicator_id", "series", "place", "period_label")
_WITHHOLDING_COLUMNS = ("value", "n_unweighted", "unit", "obs_status", "value_text", "note")
_RELIABILITY_COLUMNS = ("value", "n_unweighted", "obs_status", "value_text")
_ESTIMATE_COLUMNS = (
    "value",
    "obs_status",
    "source_id",
    "period_start",
    "period_end",
    "period_label",
    "place",
    "value_lower",
    "value_upper",
    "se",
    "n_unweighted",
    "population",
    "value_text",
    "note",
)


def withholding_reasons(columns: Columns, thresholds: Thresholds) -> list[str]:
    """Return for every row the code of why its own size forbids its value; "" where none does.

    A share or rate is withheld below ``suppress_below`` unweighted cases, a count of people
    between 1 and ``minimum_count`` (a zero stands for nobody). Two figures that are shown for one
    are withheld where either would be. A row with no cases at all has no value to show. A row that
    disclosure has already masked keeps its code.
    """
    rows = zip(*(columns[name] for name in _WITHHOLDING_COLUMNS), strict=True)
    return [
        ""  # a rate whose cases nobody counted, as most are
        if row[0] is not None and row[1] is None and row[2] not in COUNT_UNITS
        else _withheld(*row, thresholds=thresholds)
        for row in rows
    ]


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
    rows = zip(reasons, *(columns[name] for name in _RELIABILITY_COLUMNS), strict=True)
    plain = ("", None, str(ObservationStatus.NORMAL), "")  # all but the value itself
    return [
        Reliability.FIRM
        if row[1] is not None and (row[0], *row[2:]) == plain
        else _reliability(*row, mark_below=thresholds.mark_below)
        for row in rows
    ]


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
    names = sorted(observations.dimensions)
    codes = list(zip(*(columns[name] for name in names), strict=True))
    breakdowns = {
        row: ";".join(
            f"{name}={code}" for name, code in zip(names, row, strict=True) if code != TOTAL
        )
        or TOTAL
        for row in dict.fromkeys(codes)
    }
    keys = zip(*(columns[name] for name in _ID_COLUMNS), strict=True)
    return [
        "|".join((*key, breakdowns[row], source))
        for key, row, source in zip(keys, codes, columns["source_id"], strict=True)
    ]


def estimates(
    observations: Observations, sources: Mapping[str, Source], thresholds: Thresholds
) -> Iterator[Estimate]:
    """Yield one estimate per row, in the order of the rows.

    ``value`` and everything that would give it away is absent unless the row may be shown. A
    source that the dossier does not describe counts as official, which promises least about how
    its people were heard.
    """
    columns = observations.columns
    kinds = {name: source.kind for name, source in sources.items()}
    periods = _periods(columns)
    rows = zip(
        observation_ids(observations),
        reliabilities(columns, thresholds),
        *(columns[name] for name in _ESTIMATE_COLUMNS),
        strict=True,
    )
    for observation_id, reliability, value, status, source, start, end, label, *rest in rows:
        shown = reliability in _SHOWN
        place, lower, upper, se, cases, population, text, note = rest
        yield Estimate(
            observation_id=observation_id,
            value=value if shown else None,
            reliability=reliability,
            status=_STATUSES[status],
            source_id=source,
            source_kind=kinds.get(source, SourceKind.OFFICIAL),
            period=periods[start, end, label],
            place_id=place,
            lower=lower if shown else None,
            upper=upper if shown else None,
            se=se if shown else None,
            n=int(cases) if cases is not None and shown else None,
            population=population if shown else None,
            value_text=text if shown or reliability is Reliability.ABSENT else "",
            note=note,
        )


def _periods(columns: Columns) -> dict[tuple[str, str, str], Period]:
    """Return every period by its start, end and label as the columns have them."""
    written = zip(*(columns[f"period_{part}"] for part in ("start", "end", "label")), strict=True)
    return {
        key: Period(date.fromisoformat(key[1]), date.fromisoformat(key[0]), key[2])
        for key in dict.fromkeys(written)
    }
