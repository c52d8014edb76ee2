"""From rows of the observation frame to estimates, with how each of them may be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from vnrgen.analysis.evidence import Estimate, Period, Reliability
from vnrgen.dossier.model import Source, SourceKind, Thresholds
from vnrgen.dossier.observations import TOTAL, Observations, ObservationStatus

if TYPE_CHECKING:
    import pandas

# Why a value was left out by disclosure; written to the note of a masked observation.
SMALL_SAMPLE = "small_sample"
SMALL_COUNT = "small_count"
COMPLEMENTARY = "complementary"
NO_CASES = "no_cases"
WITHHELD_NOTES = (SMALL_SAMPLE, SMALL_COUNT, COMPLEMENTARY)

# Units that count people; scaled counts (thousands, millions) are never small.
COUNT_UNITS = ("NUMBER",)

_NO_CASES_MARKS = ("-", "–", "—", "−")
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


def withholding_reasons(frame: pandas.DataFrame, thresholds: Thresholds) -> pandas.Series[Any]:
    """Return for every row the code of why its own size forbids its value; "" where none does.

    A share or rate is withheld below ``suppress_below`` unweighted cases, a count of people
    between 1 and ``minimum_count`` (a zero stands for nobody). A row with no cases at all has no
    value to show. A row that disclosure has already masked keeps its code.
    """
    import numpy as np
    import pandas as pd

    cases = frame["n_unweighted"]
    value = frame["value"]
    count = frame["unit"].isin(COUNT_UNITS)
    masked = (frame["obs_status"] == str(ObservationStatus.SUPPRESSED)) & value.isna()
    marked = value.isna() & frame["value_text"].isin(_NO_CASES_MARKS)
    reasons = np.select(
        [
            masked & frame["note"].isin([*WITHHELD_NOTES, NO_CASES]),
            (cases == 0) | marked,
            value.isna(),
            cases < thresholds.suppress_below,
            count & (value > 0) & (value < thresholds.minimum_count),
        ],
        [frame["note"], NO_CASES, "", SMALL_SAMPLE, SMALL_COUNT],
        default="",
    )
    return pd.Series(reasons, index=frame.index, dtype=object)


def reliabilities(frame: pandas.DataFrame, thresholds: Thresholds) -> list[Reliability]:
    """Return how every row may be shown, in the order of the frame.

    Source of the rule: MICS report conventions (see ``Thresholds``). A figure that its source
    itself prints in parentheses, or marks as of low reliability, is ``SMALL`` where the number of
    cases is not known.
    """
    import numpy as np

    reasons = withholding_reasons(frame, thresholds)
    cases = frame["n_unweighted"]
    text = frame["value_text"].str.strip()
    unsure = (text.str.startswith("(") & text.str.endswith(")")) | (
        frame["obs_status"] == str(ObservationStatus.LOW_RELIABILITY)
    )
    names = np.select(
        [
            reasons == NO_CASES,
            reasons != "",
            frame["value"].isna(),
            (cases < thresholds.mark_below) | (unsure & cases.isna()),
        ],
        [Reliability.NO_CASES, Reliability.WITHHELD, Reliability.ABSENT, Reliability.SMALL],
        default=Reliability.FIRM,
    )
    return [Reliability(name) for name in names]


def observation_ids(observations: Observations) -> list[str]:
    """Return ``Observation.observation_id`` of every row, without building the observations."""
    frame = observations.frame
    named: list[list[str]] = [[] for _ in range(len(frame))]
    for dimension in sorted(observations.dimensions):
        for index, code in enumerate(frame[dimension].tolist()):
            if code != TOTAL:
                named[index].append(f"{dimension}={code}")
    keys = ("indicator_id", "series", "place", "period_label")
    columns = [frame[key].tolist() for key in keys]
    sources = frame["source_id"].tolist()
    return [
        "|".join((*key, ";".join(breakdown) or TOTAL, source))
        for *key, breakdown, source in zip(*columns, named, sources, strict=True)
    ]


def estimates(
    observations: Observations, sources: Mapping[str, Source], thresholds: Thresholds
) -> Iterator[Estimate]:
    """Yield one estimate per row, in the order of the frame.

    ``value`` and everything that would give it away is absent unless the row may be shown. A
    source that the dossier does not describe counts as official, which promises least about how
    its people were heard.
    """
    frame = observations.frame
    kinds = {name: source.kind for name, source in sources.items()}
    periods: dict[tuple[str, str, str], Period] = {}
    rows = zip(
        observation_ids(observations),
        reliabilities(frame, thresholds),
        *(_plain(frame[column]) for column in _ESTIMATE_COLUMNS),
        strict=True,
    )
    for observation_id, reliability, value, status, source, start, end, label, *rest in rows:
        period = periods.get((start, end, label))
        if period is None:
            period = Period(date.fromisoformat(end), date.fromisoformat(start), label)
            periods[start, end, label] = period
        shown = reliability in {Reliability.FIRM, Reliability.SMALL}
        place, lower, upper, se, cases, population, text, note = rest
        yield Estimate(
            observation_id=observation_id,
            value=value if shown else None,
            reliability=reliability,
            status=ObservationStatus(status),
            source_id=source,
            source_kind=kinds.get(source, SourceKind.OFFICIAL),
            period=period,
            place_id=place,
            lower=lower if shown else None,
            upper=upper if shown else None,
            se=se if shown else None,
            n=int(cases) if cases is not None and shown else None,
            population=population if shown else None,
            value_text=text if shown or reliability is Reliability.ABSENT else "",
            note=note,
        )


def _plain(column: pandas.Series[Any]) -> list[Any]:
    """Return a column as Python values, None for NaN."""
    values = column.tolist()
    if column.dtype.kind == "f":
        return [None if value != value else value for value in values]  # noqa: PLR0124
    return values
