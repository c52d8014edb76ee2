"""What evidence each group has, and for how many groups a series has a value."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from vnrgen.analysis.families import Family
from vnrgen.analysis.findings import (
    Breakdown,
    CoverageRow,
    DisaggregationRow,
    Estimate,
    Reliability,
    Standing,
)
from vnrgen.analysis.partition import PLACE, Codes, Partition
from vnrgen.dossier.codes.codelists import age_bounds
from vnrgen.dossier.model import Category, Dimension, Dossier, Series, SourceKind
from vnrgen.dossier.register.state import in_force

_MEETINGS = frozenset({"focus_group", "interview", "dialogue", "scorecard_meeting"})
_AGE = "age"
_OFFICIAL = frozenset({SourceKind.OFFICIAL, SourceKind.ADMINISTRATIVE})


def coverage(dossier: Dossier, partitions: Iterable[Partition]) -> tuple[CoverageRow, ...]:
    """Return one row per group, in the order of groups.csv, whatever it has or lacks.

    Figures count where their breakdown, alone or crossed with another, names the group, and where
    the series itself is about the group (sex fixed to women); what is about children under five is
    about children. A group with citizen figures and no official one is ``CITIZEN_ONLY`` under
    official. Modelled, proxy and estimated figures are neither. Stories and findings that were
    taken out before do not count; but a group that the list of consultations names at a meeting was
    asked, whether or not a finding of it is shown.
    """
    figures = _figures(dossier, partitions)
    rows = []
    for group_id in dossier.groups:
        told = figures.get(group_id, {})
        counts = _counts(dossier, group_id, told)
        every = [estimate for of_series in told.values() for estimate in of_series]
        kinds = _kinds(every, counts)
        if kinds["qualitative"] is Standing.EMPTY and _was_met(dossier, group_id):
            kinds["qualitative"] = Standing.HEARD
        rows.append(CoverageRow(group_id=group_id, kinds=kinds, counts=counts))
    return tuple(rows)


def disaggregation(
    series: Series,
    latest: Iterable[Breakdown],
    families: Iterable[Family],
    dimensions: Mapping[str, Dimension],
) -> tuple[DisaggregationRow, ...]:
    """Return, for every group dimension of a series, how many groups have a value at the latest.

    Expected are the categories that the series has in any period, and those of the dimension
    that the dossier names as groups, of ages only those within the ages that the series is about:
    nobody counts unemployed children among people of fifteen and over. Where there are several
    latest breakdowns (places, sources, definitions) the fullest counts.
    """
    seen: dict[str, dict[str, Category]] = {}
    valued: dict[str, int] = {}
    for breakdown in latest:
        name = breakdown.dimension_id
        valued[name] = max(valued.get(name, 0), _valued(breakdown))
    for family in families:
        seen.setdefault(family.dimension_id, {}).update(family.categories)
    return tuple(
        DisaggregationRow(
            indicator_id=series.indicator_id,
            series=series.series,
            dimension_id=name,
            with_value=valued.get(name, 0),
            expected=len(_named_groups(name, dimensions, series) | _codes(categories)),
        )
        for name, categories in sorted(seen.items())
        if name != PLACE
    )


def _was_met(dossier: Dossier, group_id: str) -> bool:
    return any(
        group_id in meeting.group_ids and meeting.method in _MEETINGS
        for meeting in dossier.consultations
    )


def _kinds(figures: Sequence[Estimate], counts: Mapping[str, int]) -> dict[str, Standing]:
    official = _standing(e for e in figures if e.source_kind in _OFFICIAL)
    citizen = _standing(e for e in figures if e.source_kind.is_citizen)
    if official is Standing.EMPTY and citizen is Standing.PRESENT:
        official = Standing.CITIZEN_ONLY
    others = {kind: _present(count > 0) for kind, count in counts.items()}
    return {**others, "official": official, "citizen": citizen}


def _counts(
    dossier: Dossier, group_id: str, figures: Mapping[tuple[str, str], Sequence[Estimate]]
) -> Mapping[str, int]:
    """Return how many series with a value, and how many records, speak of a group."""

    def series_with_a_value(*, citizen: bool) -> int:
        return sum(
            any(e.value is not None and _is_of(e, citizen=citizen) for e in estimates)
            for estimates in figures.values()
        )

    cycle = dossier.settings.cycle  # those that the chapter prints; earlier ones are told apart
    return {
        "official": series_with_a_value(citizen=False),
        "citizen": series_with_a_value(citizen=True),
        "qualitative": sum(group_id in q.group_ids for q in dossier.qualitative),
        "story": sum(group_id == story.group_id for story in dossier.stories),
        "recommendation": sum(
            group_id in r.group_ids
            for r in in_force(dossier.recommendations)
            if r.is_ours and r.cycle == cycle
        ),
        "policy": sum(group_id == policy.group_id for policy in dossier.policies),
    }


def _is_of(estimate: Estimate, *, citizen: bool) -> bool:
    kind = estimate.source_kind
    return kind.is_citizen if citizen else kind in _OFFICIAL


def _present(found: bool) -> Standing:  # noqa: FBT001
    return Standing.PRESENT if found else Standing.EMPTY


def _standing(figures: Iterable[Estimate]) -> Standing:
    found = {figure.reliability for figure in figures}
    if found & {Reliability.FIRM, Reliability.SMALL}:
        return Standing.PRESENT
    return Standing.WITHHELD if Reliability.WITHHELD in found else Standing.EMPTY


def _figures(
    dossier: Dossier, partitions: Iterable[Partition]
) -> dict[str, dict[tuple[str, str], list[Estimate]]]:
    """Return the estimates that speak of each group, by series."""
    speaking = _names_of_groups(dossier)
    figures: dict[str, dict[tuple[str, str], list[Estimate]]] = {}
    if not speaking:
        return figures
    for partition in partitions:
        fixed = tuple(partition.series.fixed.items())
        named: dict[Codes, list[str]] = {}
        for row in partition.rows:
            groups = named.get(row.breakdown)
            if groups is None:
                pairs = (*row.breakdown, *fixed)
                groups = sorted({group for pair in pairs for group in _of(pair, speaking)})
                named[row.breakdown] = groups
            for group_id in groups:
                of_group = figures.setdefault(group_id, {})
                of_group.setdefault(partition.series.key, []).append(row.estimate)
    return figures


def _of(pair: tuple[str, str], speaking: Mapping[tuple[str, str], list[str]]) -> list[str]:
    """Return the groups that a dimension and code speak of; an age also those of wider ages."""
    dimension_id, code = pair
    if dimension_id != _AGE or age_bounds(code) is None:
        return speaking.get(pair, [])
    wider = {name: age_bounds(name) for dimension, name in speaking if dimension == _AGE}
    return [
        group
        for name, bounds in wider.items()
        if name == code or (bounds is not None and _is_within(code, bounds))
        for group in speaking[_AGE, name]
    ]


def _names_of_groups(dossier: Dossier) -> dict[tuple[str, str], list[str]]:
    """Return which groups a dimension and code stand for; two groups may share one."""
    names: dict[tuple[str, str], list[str]] = {}
    for dimension in dossier.dimensions.values():
        for category in dimension.categories.values():
            if category.group_id is not None:
                pair = (dimension.dimension_id, category.code)
                names.setdefault(pair, []).append(category.group_id)
    for group in dossier.groups.values():
        if group.sdmx_dim and group.sdmx_code:
            names.setdefault((group.sdmx_dim, group.sdmx_code), []).append(group.group_id)
    return names


def _named_groups(
    dimension_id: str, dimensions: Mapping[str, Dimension], series: Series
) -> set[str]:
    """Return the codes of a dimension that the dossier names as groups and the series can have."""
    dimension = dimensions.get(dimension_id)
    categories = dimension.categories.values() if dimension else ()
    named = _codes({c.code: c for c in categories if c.group_id is not None})
    whole = age_bounds(series.fixed.get(_AGE, "")) if dimension_id == _AGE else None
    return named if whole is None else {code for code in named if _is_within(code, whole)}


def _is_within(code: str, whole: tuple[float, float | None]) -> bool:
    """Whether an age band lies in a wider one; one that cannot be read may."""
    bounds = age_bounds(code)
    if bounds is None:
        return True
    end, last = (math.inf if top is None else top for top in (bounds[1], whole[1]))
    return whole[0] <= bounds[0] and end <= last


def _codes(categories: Mapping[str, Category]) -> set[str]:
    return {c.code for c in categories.values() if not (c.is_total or c.is_residual)}


def _valued(breakdown: Breakdown) -> int:
    return sum(
        m.estimate.value is not None and not (m.category.is_residual or m.category.is_total)
        for m in breakdown.members
    )
