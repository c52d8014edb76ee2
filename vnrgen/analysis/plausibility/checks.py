"""All checks of plausibility of one series, and which of its breakdowns they concern."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import attrgetter

from vnrgen.analysis.evidence import Period, Reliability
from vnrgen.analysis.families import Family
from vnrgen.analysis.plausibility.doubts import DoubtKind
from vnrgen.analysis.plausibility.groups import doubtful_groups
from vnrgen.analysis.plausibility.lines import doubtful_lines
from vnrgen.analysis.plausibility.parts import decimals, doubtful_parts
from vnrgen.analysis.plausibility.places import doubtful_places
from vnrgen.analysis.plausibility.suspicions import Looked, Mark, Suspicion, doubt
from vnrgen.problems import Severity

# A series of percentages up to 1 is asked about from so many figures on; it is more than a remark
# where most have three decimals, as shares have that were divided.
_PERCENT, _HUNDRED = "PT", 100.0
_LEAST_SHARES = 3
_COMMON = 0.1
_FINE = 3

_reliability_of = attrgetter("estimate.reliability")

Marks = Mapping[Mark, tuple[DoubtKind, ...]]


def suspicions_of(looked: Looked) -> tuple[Suspicion, ...]:
    """Return everything doubtful in one series."""
    return (
        *_off_scale(looked),
        *_values_without_cases(looked),
        *_shares_for_percentages(looked),
        *doubtful_parts(looked),
        *doubtful_lines(looked),
        *doubtful_groups(looked),
        *doubtful_places(looked),
    )


def known_to_divide(
    looked: Looked, suspicions: tuple[Suspicion, ...], divided: Collection[str]
) -> tuple[Suspicion, ...]:
    """Return the suspicions with those families that were known to divide a whole before masking.

    Without them the groups of a distribution would be ranked again once one figure is masked.
    """
    seen = {mark for s in suspicions if s.doubt.kind is DoubtKind.DISTRIBUTION for mark in s.marks}
    missing = [
        family
        for family in looked.families
        if family.family_id in divided and Mark(family.strand, family.name) not in seen
    ]
    return (*suspicions, *(_divides_unseen(looked, family) for family in missing))


def _divides_unseen(looked: Looked, family: Family) -> Suspicion:
    cells = family.periods[max(family.periods)]
    rows = [cells[code] for code in sorted(cells)]
    return Suspicion(
        doubt=doubt(DoubtKind.DISTRIBUTION, family.strand.place_id, family.dimension_id, rows),
        where=looked.at(rows[0]),
        what=f"the values by {family.dimension_id} divide a whole, and are no rates of the groups",
        fix="see docs/errors/IMP004.md",
        marks=(Mark(family.strand, family.name),),
    )


def marks_of(suspicions: Iterable[Suspicion]) -> Marks:
    """Return what is doubtful about each breakdown, by family and period."""
    marks: dict[Mark, list[DoubtKind]] = {}
    for suspicion in suspicions:
        for mark in suspicion.marks:
            kinds = marks.setdefault(mark, [])
            if suspicion.doubt.kind not in kinds:
                kinds.append(suspicion.doubt.kind)
    return {mark: tuple(kinds) for mark, kinds in marks.items()}


def cuts_of(suspicions: Iterable[Suspicion]) -> frozenset[Mark]:
    """Return the breakdowns that may not be compared with any before them."""
    return frozenset(cut for suspicion in suspicions for cut in suspicion.cuts)


def _off_scale(looked: Looked) -> Iterator[Suspicion]:
    """Yield every share above its scale or below 0; the breakdowns that hold it are marked."""
    series = looked.found.series
    if series.scale is None:
        return
    lowest = float("-inf") if series.may_be_negative else 0.0
    highest = series.scale * (1 + 1e-9)
    wrong = [
        row
        for row in looked.found.rows
        if (value := row.estimate.value) is not None
        and not lowest <= value <= highest
        and "unit" not in dict(row.strand.context)  # the scale is that of the series' own unit
    ]
    for row in wrong:
        held = (
            Mark(family.strand, family.name, row.estimate.period)
            for family in looked.families
            if _holds(family, row.estimate.observation_id, row.estimate.period)
        )
        yield Suspicion(
            doubt=doubt(
                DoubtKind.OFF_SCALE,
                row.estimate.place_id,
                row.breakdown[0][0] if row.breakdown else None,
                [row.estimate],
            ),
            where=looked.at(row.estimate, "value"),
            what=f"the value {row.estimate.value:g} is no share: 100 % is {series.scale:g} here",
            fix="correct the value, or the unit and scale of the series in indicators.csv",
            marks=tuple(held),
        )


def _values_without_cases(looked: Looked) -> Iterator[Suspicion]:
    """Yield every row that says it rests on no cases and has a value; it is shown as a dash."""
    columns = looked.dossier.observations.columns
    cases, values = columns["n_unweighted"], columns["value"]
    if Reliability.NO_CASES not in map(_reliability_of, looked.found.rows):
        return
    for row in looked.found.rows:
        if cases[row.position] == 0 and values[row.position] is not None:
            yield Suspicion(
                doubt=doubt(
                    DoubtKind.VALUE_WITHOUT_CASES,
                    row.estimate.place_id,
                    row.breakdown[0][0] if row.breakdown else None,
                    [row.estimate],
                ),
                where=looked.at(row.estimate, "n_unweighted"),
                what=f"the value {values[row.position]:g} rests on no cases",
                fix="correct the number of cases, or leave the value empty",
            )


def _shares_for_percentages(looked: Looked) -> Iterator[Suspicion]:
    """Yield a series of percentages that are all 1 or less, and written with many decimals.

    A rare thing may well be that rare; but few publish 0.2 per cent with three decimals.
    """
    series = looked.found.series
    if series.unit != _PERCENT or series.scale != _HUNDRED:
        return
    rows = looked.found.rows
    if any(abs(row.estimate.value or 0.0) > 1 for row in rows):  # of most series the first one
        return
    told = [row for row in rows if row.estimate.value]
    values = [abs(row.estimate.value or 0.0) for row in told]
    if len(values) < _LEAST_SHARES or max(values) <= _COMMON:
        return
    fine = sum(1 for value in values if decimals([value]) >= _FINE)
    newest = max(told, key=lambda row: (row.estimate.period, row.estimate.value or 0.0))
    yield Suspicion(
        doubt=doubt(DoubtKind.SHARES, newest.estimate.place_id, None, [newest.estimate]),
        where=looked.at(newest.estimate, "value"),
        what=f"all {len(values)} figures lie between {min(values):g} and {max(values):g}, where "
        "100 is the whole: are they shares, 0.25 for 25 %?",
        fix="if so, write scale 1 for the series in indicators.csv; nothing, if it is that rare",
        severity=Severity.WARNING if 2 * fine >= len(values) else Severity.NOTICE,
        marks=tuple(Mark(family.strand, family.name) for family in looked.families),
    )


def _holds(family: Family, observation_id: str, period: Period) -> bool:
    cells = family.periods.get(period, {})
    return any(e.observation_id == observation_id for e in cells.values())
