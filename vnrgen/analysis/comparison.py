"""Official beside citizen figures: the same place, the same definition, never averaged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vnrgen.analysis.findings import (
    Agreement,
    Estimate,
    OfficialCitizen,
    OfficialCitizenPair,
    Period,
)
from vnrgen.analysis.partition import Codes, Partition, Row, Strand, in_declared_order
from vnrgen.analysis.uncertainty import difference_interval
from vnrgen.dossier.model import Category, Dimension, SourceKind

_OFFICIAL = frozenset({SourceKind.OFFICIAL, SourceKind.ADMINISTRATIVE})
_Group = tuple[str, str] | None


def official_citizen_of(
    found: Partition, dimensions: Mapping[str, Dimension], methods: frozenset[str]
) -> tuple[OfficialCitizen, ...]:
    """Return, for every place and definition with a citizen figure, all pairs of one series.

    Args:
        found: The partitioned series.
        dimensions: The dossier's, for the categories.
        methods: The dimensions whose role here is method: official and citizen figures are
            compared although they were gathered differently, never although they mean different
            things.
    """
    places: dict[tuple[str, Codes], dict[_Group, list[Row]]] = {}
    for row in found.rows:
        if len(row.breakdown) > 1:
            continue
        context = tuple(pair for pair in row.strand.context if pair[0] not in methods)
        group = row.breakdown[0] if row.breakdown else None
        place = places.setdefault((row.strand.place_id, context), {})
        place.setdefault(group, []).append(row)
    compared = []
    for (place_id, context), groups in sorted(places.items()):
        if not any(r.estimate.source_kind.is_citizen for rows in groups.values() for r in rows):
            continue
        strand = Strand(place_id, "official+citizen", context)
        compared.append(
            OfficialCitizen(
                finding_id=strand.key(series=found.series, kind="official-citizen"),
                place_id=place_id,
                pairs=tuple(_pairs(groups, dimensions)),
                explanation=found.series.official_citizen_note,
            )
        )
    return tuple(compared)


def agreement(official: Estimate | None, citizen: Estimate | None) -> Agreement:
    """Return how two figures stand to each other.

    They agree where the 95 % interval of their difference contains 0, and differ where it does
    not. Without a published uncertainty on both sides nothing is decided.
    """
    if official is None or citizen is None:
        return Agreement.CITIZEN_ONLY if official is None else Agreement.OFFICIAL_ONLY
    interval = difference_interval(citizen, official)
    if interval is None:
        return Agreement.UNDECIDED
    return Agreement.AGREE if interval[0] <= 0 <= interval[1] else Agreement.DIFFER


def _pairs(
    groups: Mapping[_Group, Sequence[Row]], dimensions: Mapping[str, Dimension]
) -> Iterable[OfficialCitizenPair]:
    """Yield everybody first, then the groups by dimension, as their dimension lists them."""
    if None in groups:
        yield from _of_group(None, None, groups[None])
    codes: dict[str, set[str]] = {}
    for group in groups:
        if group is not None:
            codes.setdefault(group[0], set()).add(group[1])
    for dimension_id in sorted(codes):
        named = in_declared_order(dimension_id, codes[dimension_id], dimensions)
        for code, category in named.items():
            yield from _of_group(dimension_id, category, groups[dimension_id, code])


def _of_group(
    dimension_id: str | None, category: Category | None, rows: Sequence[Row]
) -> Iterable[OfficialCitizenPair]:
    """Yield one pair for every citizen source, or the official figure alone."""
    official = [r.estimate for r in rows if r.estimate.source_kind in _OFFICIAL]
    by_source: dict[str, list[Estimate]] = {}
    for row in rows:
        if row.estimate.source_kind.is_citizen:
            by_source.setdefault(row.estimate.source_id, []).append(row.estimate)
    if not by_source and official:
        yield _pair(dimension_id, category, _newest(official), None)
    for _, figures in sorted(by_source.items()):
        citizen = _newest(figures)
        yield _pair(dimension_id, category, _nearest(official, citizen.period), citizen)


def _pair(
    dimension_id: str | None,
    category: Category | None,
    official: Estimate | None,
    citizen: Estimate | None,
) -> OfficialCitizenPair:
    first = official.value if official else None
    second = citizen.value if citizen else None
    return OfficialCitizenPair(
        dimension_id=dimension_id,
        category=category,
        official=official,
        citizen=citizen,
        difference=None if first is None or second is None else second - first,
        agreement=agreement(official, citizen),
    )


def _newest(figures: Sequence[Estimate]) -> Estimate:
    """Return the newest figure, preferring one that has a value; ties by observation id."""
    return max(figures, key=lambda e: (e.value is not None, e.period, e.observation_id))


def _nearest(figures: Sequence[Estimate], period: Period) -> Estimate | None:
    """Return the figure nearest in time, preferring one that has a value; the newer of two."""
    return min(
        figures,
        key=lambda e: (
            e.value is None,
            abs(_middle(e.period) - _middle(period)),
            -_middle(e.period),
            e.observation_id,
        ),
        default=None,
    )


def _middle(period: Period) -> float:
    return (period.start.toordinal() + period.end.toordinal()) / 2
