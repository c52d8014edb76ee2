"""From a dossier to all its findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from vnrgen.analysis.breakdowns import breakdowns_of
from vnrgen.analysis.comparison import official_citizen_of
from vnrgen.analysis.coverage import coverage, disaggregation
from vnrgen.analysis.expected import expected_of
from vnrgen.analysis.families import families_of
from vnrgen.analysis.findings import (
    DisaggregationRow,
    ExpectedDisaggregation,
    Findings,
    OfficialCitizen,
    SeriesFindings,
)
from vnrgen.analysis.furthest_behind import furthest_behind_of
from vnrgen.analysis.intersections import intersections_of
from vnrgen.analysis.later import Later
from vnrgen.analysis.measures.of_breakdown import measures_of
from vnrgen.analysis.over_time.assessment import gap_progress_of, progress_of
from vnrgen.analysis.over_time.trends import trends_of
from vnrgen.analysis.partition import Partition, directed, role_of
from vnrgen.analysis.plausibility.checks import cuts_of, known_to_divide, marks_of, suspicions_of
from vnrgen.analysis.plausibility.suspicions import Looked, Suspicion
from vnrgen.analysis.sorting import SortedRows, positions_by_series
from vnrgen.analysis.standings import standings_of
from vnrgen.analysis.uptake import uptake_rates, uptake_rows
from vnrgen.dossier.collection import no_collection
from vnrgen.dossier.model import DimensionRole, Dossier


@dataclass(frozen=True, slots=True)
class Examined:
    """One series with everything doubtful in it, and what stands official beside citizen."""

    looked: Looked
    suspicions: tuple[Suspicion, ...]
    compared: tuple[OfficialCitizen, ...]

    @property
    def found(self) -> Partition:
        """The rows of the series by what they describe."""
        return self.looked.found


@dataclass(frozen=True, slots=True)
class _SeriesResult:
    partition: Partition
    findings: SeriesFindings
    disaggregation: tuple[DisaggregationRow, ...]
    expected: tuple[ExpectedDisaggregation, ...]


@no_collection()
def analyse(
    dossier: Dossier,
    *,
    divided: Collection[str] = (),
    examined: Iterable[Examined] | None = None,
) -> Findings:
    """Return everything the observations, recommendations and decisions of a dossier say.

    Series come in the order of indicators.csv. A value that its own size forbids (see
    ``Thresholds``) takes part in nothing: its group stays, marked as withheld.

    Args:
        dossier: As loaded, or with masked observations.
        divided: Families that divide a whole, by ``family_id``, though it no longer shows because
            some of their figures are masked.
        examined: ``examine(dossier)``, where it is there already.
    """
    every = examine(dossier) if examined is None else examined
    results = [_series_result(dossier, one, divided) for one in every]
    decided = uptake_rows(dossier.decisions, dossier.unfounded)
    return Findings(
        series=tuple(result.findings for result in results),
        coverage=coverage(dossier, [result.partition for result in results]),
        disaggregation=tuple(row for result in results for row in result.disaggregation),
        expected_disaggregation=tuple(row for result in results for row in result.expected),
        uptake=decided,
        uptake_rates=uptake_rates(dossier.recommendations, decided),
        standings=standings_of(
            [(result.findings.series, result.findings.breakdowns) for result in results],
            dossier.places,
            dossier.groups,
        ),
    )


def examine(dossier: Dossier) -> Iterator[Examined]:
    """Yield every declared series with what is doubtful in it."""
    for found in partitions_of(dossier):
        looked = looked_at(dossier, found)
        yield Examined(looked, suspicions_of(looked), compared_in(dossier, found))


def partitions_of(dossier: Dossier) -> Iterator[Partition]:
    """Yield every declared series with its rows sorted by what they describe.

    Rows of a series that the dossier does not declare are left out: without a unit and a
    direction nothing can be said about them. Loading reports them.
    """
    positions = positions_by_series(dossier.observations)
    rows = SortedRows(dossier)
    for key, series in dossier.series.items():
        yield rows.of(series, positions.get(key, ()))


def looked_at(dossier: Dossier, found: Partition) -> Looked:
    """Return what the checks of plausibility look at in one series."""
    return Looked(
        dossier=dossier,
        found=found,
        families=families_of(found, dossier.dimensions, dossier.places),
    )


def compared_in(dossier: Dossier, found: Partition) -> tuple[OfficialCitizen, ...]:
    """Return what stands official beside citizen in one series."""
    methods = frozenset(
        name
        for name in dossier.observations.dimensions
        if role_of(name, found.series, dossier.dimensions) is DimensionRole.METHOD
    )
    return official_citizen_of(found, dossier.dimensions, methods)


def _series_result(dossier: Dossier, one: Examined, divided: Collection[str]) -> _SeriesResult:
    found, looked = one.found, one.looked
    suspicions = known_to_divide(looked, one.suspicions, divided)
    latest, over_time = breakdowns_of(looked.families, marks_of(suspicions), cuts_of(suspicions))
    trends, review = trends_of(found), dossier.settings.previous_year
    doubts = tuple(suspicion.doubt for suspicion in suspicions)
    crossed = intersections_of(found, dossier.dimensions, doubts)
    counted = disaggregation(found.series, latest, looked.families, dossier.dimensions)
    parents = {g.group_id: g.parent for g in dossier.groups.values() if g.parent}
    return _SeriesResult(
        partition=found,
        findings=SeriesFindings(
            series=found.series,
            trends=trends,
            breakdowns=latest,
            gap_trends=over_time,
            intersections=crossed,
            official_citizen=one.compared,
            furthest_behind=furthest_behind_of(found.series, latest),
            progress=tuple(
                progress_of(t, directed(found.series, t.context), review_year=review)
                for t in trends
            ),
            gap_progress=Later(partial(gap_progress_of, review_year=review), over_time),
            doubts=doubts,
            measures=Later(partial(measures_of, series=found.series, parents=parents), latest),
        ),
        disaggregation=counted,
        expected=expected_of(found.series, latest, crossed, counted, dossier.dimensions),
    )
