"""Official beside citizen figures: the same place, the same definition, never averaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from vnrgen.analysis.findings import (
    Agreement,
    Estimate,
    OfficialCitizen,
    OfficialCitizenPair,
    Period,
)
from vnrgen.analysis.partition import Codes, Partition, Row, Strand, in_declared_order
from vnrgen.analysis.uncertainty import difference_interval
from vnrgen.dossier.model import Category, Dimension, Series, SourceKind
from vnrgen.dossier.model.observations import ObservationStatus
from vnrgen.problems import Location, Problem, Severity

_OFFICIAL = frozenset({SourceKind.OFFICIAL, SourceKind.ADMINISTRATIVE})
_Group = tuple[str, str] | None
_DAYS_IN_A_YEAR = 365.2425
_kind_of = attrgetter("estimate.source_kind")


@dataclass(frozen=True, slots=True)
class _Asked:
    """The method dimensions, and how many figures each source has here."""

    methods: frozenset[str]
    often: Mapping[str, int]


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
    if SourceKind.CITIZEN not in map(_kind_of, found.rows):
        return ()
    places: dict[tuple[str, Codes], dict[_Group, list[Row]]] = {}
    official: dict[str, set[Codes]] = {}
    for row in found.rows:
        if len(row.breakdown) > 1:
            continue
        context = tuple(pair for pair in row.strand.context if pair[0] not in methods)
        group = row.breakdown[0] if row.breakdown else None
        place = places.setdefault((row.strand.place_id, context), {})
        place.setdefault(group, []).append(row)
        if row.estimate.source_kind in _OFFICIAL:
            official.setdefault(row.strand.place_id, set()).add(context)
    compared = []
    for (place_id, context), groups in sorted(places.items()):
        if not any(r.estimate.source_kind.is_citizen for rows in groups.values() for r in rows):
            continue
        strand = Strand(place_id, "official+citizen", context)
        others = sorted(official.get(place_id, set()) - {context})
        compared.append(
            OfficialCitizen(
                finding_id=strand.key(series=found.series, kind="official-citizen"),
                place_id=place_id,
                pairs=tuple(_pairs(groups, dimensions, methods)),
                explanation=found.series.official_citizen_note,
                context=dict(context),
                other_definitions=tuple(dict(other) for other in others),
            )
        )
    return tuple(compared)


def unexplained(
    compared: Iterable[OfficialCitizen], series: Series, labels: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield ``CMP001`` where official and citizen figures differ and nobody has written why.

    Args:
        compared: Of one series.
        series: The same.
        labels: Names of places, by id.
    """
    for found in compared:
        if not found.needs_explanation:
            continue
        pair = next(p for p in found.pairs if p.agreement is Agreement.DIFFER)
        group = f" for {pair.dimension_id}={pair.category.code}" if pair.category else ""
        first = pair.official.value if pair.official else None
        second = pair.citizen.value if pair.citizen else None
        where = Location(series.where.path, series.where.row, "official_citizen_note")
        yield Problem(
            "CMP001",
            where,
            f"in {labels.get(found.place_id, found.place_id)}{group} the official figure is "
            f"{first:g} and the citizen figure {second:g}, and nobody says why they differ",
            "write in official_citizen_note who was asked, where, when and how",
            Severity.WARNING,
        )


def agreement(official: Estimate | None, citizen: Estimate | None) -> Agreement:
    """Return how two figures stand to each other.

    They agree where the 95 % interval of their difference contains 0, and differ where it does
    not. Without a published uncertainty on both sides nothing is decided, nor where their sources
    say that they are of different definitions.
    """
    if official is None or citizen is None:
        return Agreement.CITIZEN_ONLY if official is None else Agreement.OFFICIAL_ONLY
    if not _is_same_definition(official, citizen):
        return Agreement.UNDECIDED
    interval = difference_interval(citizen, official)
    if interval is None:
        return Agreement.UNDECIDED
    return Agreement.AGREE if interval[0] <= 0 <= interval[1] else Agreement.DIFFER


def _is_same_definition(one: Estimate, other: Estimate) -> bool:
    """Tell whether neither of two figures of one context is marked as of another definition."""
    marked = ObservationStatus.DEFINITION_DIFFERS
    return (one.status is marked) == (other.status is marked)


def _pairs(
    groups: Mapping[_Group, Sequence[Row]],
    dimensions: Mapping[str, Dimension],
    methods: frozenset[str],
) -> Iterable[OfficialCitizenPair]:
    """Yield everybody first, then the groups by dimension, as their dimension lists them."""
    often = Counter(row.estimate.source_id for rows in groups.values() for row in rows)
    asked = _Asked(methods, often)
    if None in groups:
        yield from _of_group(None, None, groups[None], asked)
    codes: dict[str, set[str]] = {}
    for group in groups:
        if group is not None:
            codes.setdefault(group[0], set()).add(group[1])
    for dimension_id in sorted(codes):
        named = in_declared_order(dimension_id, codes[dimension_id], dimensions)
        for code, category in named.items():
            yield from _of_group(dimension_id, category, groups[dimension_id, code], asked)


def _of_group(
    dimension_id: str | None,
    category: Category | None,
    rows: Sequence[Row],
    asked: _Asked,
) -> Iterable[OfficialCitizenPair]:
    """Yield one pair for every citizen source, or the official figure alone."""
    by_estimate = {id(row.estimate): row for row in rows}
    official = [r.estimate for r in rows if r.estimate.source_kind in _OFFICIAL]
    by_source: dict[str, list[Estimate]] = {}
    for row in rows:
        if row.estimate.source_kind.is_citizen:
            by_source.setdefault(row.estimate.source_id, []).append(row.estimate)
    pairs = [
        (_nearest(official, citizen.period, asked.often), citizen)
        for citizen in (_newest(figures) for _, figures in sorted(by_source.items()))
    ]
    if not by_source and official:
        yield _pair(dimension_id, category, _newest(official), None, ())
    for first, second in pairs:
        ways = () if first is None else _ways(by_estimate, (first, second), asked.methods)
        yield _pair(dimension_id, category, first, second, ways)


def _ways(
    rows: Mapping[int, Row], pair: tuple[Estimate, Estimate], methods: frozenset[str]
) -> tuple[str, ...]:
    """Return the method dimensions in which two figures differ."""
    one, other = (dict(rows[id(estimate)].strand.context) for estimate in pair)
    return tuple(m for m in sorted(methods) if one.get(m) != other.get(m))


def _pair(
    dimension_id: str | None,
    category: Category | None,
    official: Estimate | None,
    citizen: Estimate | None,
    differs_in: tuple[str, ...],
) -> OfficialCitizenPair:
    if official is None or citizen is None:
        return OfficialCitizenPair(
            dimension_id=dimension_id,
            category=category,
            official=official,
            citizen=citizen,
            difference=None,
            agreement=agreement(official, citizen),
        )
    first, second = official.value, citizen.value
    alike = _is_same_definition(official, citizen)
    subtracted = alike and first is not None and second is not None
    return OfficialCitizenPair(
        dimension_id=dimension_id,
        category=category,
        official=official,
        citizen=citizen,
        difference=(second or 0.0) - (first or 0.0) if subtracted else None,
        agreement=agreement(official, citizen),
        interval=difference_interval(citizen, official) if alike else None,
        is_same_definition=alike,
        differs_in=differs_in,
        years_apart=(_middle(citizen.period) - _middle(official.period)) / _DAYS_IN_A_YEAR,
    )


def _newest(figures: Sequence[Estimate]) -> Estimate:
    """Return the newest figure, preferring one that has a value; ties by observation id."""
    return max(figures, key=lambda e: (e.value is not None, e.period, e.observation_id))


def _nearest(
    figures: Sequence[Estimate], period: Period, often: Mapping[str, int]
) -> Estimate | None:
    """Return the figure nearest in time, preferring one that has a value; the newer of two.

    Of several of one time it is that of the source with most figures here (``often``).
    """
    return min(
        figures,
        key=lambda e: (
            e.value is None,
            abs(_middle(e.period) - _middle(period)),
            -_middle(e.period),
            -often[e.source_id],
            e.observation_id,
        ),
        default=None,
    )


def _middle(period: Period) -> float:
    return (period.start.toordinal() + period.end.toordinal()) / 2
