"""Numbers in prose, bound to what they say: ``value``, ``gap`` and ``count``."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.analysis.findings import Breakdown, Estimate, Findings, Gap, Reliability
from vnrgen.disclosure.publishable import Publishable
from vnrgen.document.blocks import Binding, BoundNumber, Inlines, Text
from vnrgen.document.context import CallError, SectionContext
from vnrgen.document.quantities import SUPPRESSED, distance, in_parentheses, quantity
from vnrgen.dossier.model import DimensionRole, PlaceLevel, Series
from vnrgen.dossier.observations import TOTAL, Observation, Observations, ObservationStatus

if TYPE_CHECKING:
    import pandas

_SHOWN_CHOICES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a call to ``value`` or ``gap`` asks for; None where the writer did not say."""

    indicator: str
    series: str | None = None
    group: str | tuple[str, ...] | None = None
    place: str | None = None
    period: str | None = None
    source: str | None = None


# --- value -------------------------------------------------------------------------------------


def value(asked: Asked, section: SectionContext, *, unit: bool = False) -> Inlines:
    """Return the newest published value that fits, as a bound number.

    A value on few cases stands in parentheses, a withheld one is ``(*)``, both with a note; a
    gap in the source is "no data".

    Raises:
        CallError: VAL001 no such indicator, group or place; VAL002 nothing fits; VAL003 several
            values fit.
    """
    series = one_series(asked, section.evidence)
    chosen = one_observation(asked, series, section.evidence)
    reliability = _reliability(chosen, section.evidence)
    binding = Binding("observation", chosen.observation_id, "value")
    if reliability is Reliability.WITHHELD:
        note = section.note("withheld", (Text(_withheld_note(section)),))
        return (BoundNumber(SUPPRESSED, binding), note)
    if chosen.value is None:
        return (BoundNumber(section.wording.text("no data"), binding),)
    text = quantity(chosen.value, series, section.wording, unit=unit)
    if reliability is Reliability.SMALL:
        note = section.note("small", (Text(_small_note(section)),))
        return (BoundNumber(in_parentheses(text), binding), note)
    return (BoundNumber(text, binding),)


def _withheld_note(section: SectionContext) -> str:
    limit = section.evidence.settings.thresholds.suppress_below
    return section.wording.text(
        "(*) Not shown: based on fewer than {limit} unweighted cases, or withheld so"
        " that such a figure cannot be worked out.",
        limit=section.wording.number(limit),
    )


def _small_note(section: SectionContext) -> str:
    thresholds = section.evidence.settings.thresholds
    return section.wording.text(
        "( ) Based on few cases ({low} to {high} unweighted): read with caution.",
        low=section.wording.number(thresholds.suppress_below),
        high=section.wording.number(thresholds.mark_below - 1),
    )


def one_series(asked: Asked, evidence: Publishable) -> Series:
    """Return the series a call means (CallError VAL001 or VAL003 where that is not clear)."""
    of_indicator = [s for key, s in evidence.series.items() if key[0] == asked.indicator]
    if not of_indicator:
        known = sorted({key[0] for key in evidence.series})
        raise CallError(
            "VAL001", f'there is no indicator "{asked.indicator}"', _closest(asked.indicator, known)
        )
    fitting = [s for s in of_indicator if asked.series in (None, s.series)]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(s.series for s in of_indicator)
    if not fitting:
        what = f'the indicator {asked.indicator} has no series "{asked.series}"'
        raise CallError("VAL001", what, f"use one of: {names}")
    raise CallError(
        "VAL003",
        f"the indicator {asked.indicator} has several series: {names}",
        f'name one: value("{asked.indicator}", series="{fitting[0].series}")',
    )


def one_observation(asked: Asked, series: Series, evidence: Publishable) -> Observation:
    """Return the one newest observation that fits what a call asks for."""
    fitting = _fitting(asked, series, evidence)
    if not len(fitting):
        raise CallError(
            "VAL002",
            f"no observation of {asked.indicator} fits this call",
            _what_there_is(series, evidence),
        )
    rows = _newest(list(fitting), evidence)
    if len(rows) == 1:
        return rows[0]
    choices = sorted(_described(row, evidence) for row in rows)
    raise CallError(
        "VAL003",
        f"{len(rows)} observations of {asked.indicator} fit this call",
        "say which one: " + "; ".join(choices[:_SHOWN_CHOICES]),
    )


def _newest(rows: Sequence[Observation], evidence: Publishable) -> list[Observation]:
    """Keep the rows of the newest period; official and citizen figures never replace each other."""
    producers = {_is_citizen(row.source_id, evidence) for row in rows}
    newest: list[Observation] = []
    for citizen in sorted(producers):
        of_producer = [r for r in rows if _is_citizen(r.source_id, evidence) is citizen]
        last = max((r.period_end, r.period_start) for r in of_producer)
        newest += [r for r in of_producer if (r.period_end, r.period_start) == last]
    return newest


def _is_citizen(source_id: str, evidence: Publishable) -> bool:
    source = evidence.sources.get(source_id)
    return source is not None and source.kind.is_citizen


def _fitting(asked: Asked, series: Series, evidence: Publishable) -> Observations:
    table = evidence.observations.select(series.indicator_id, series.series)
    frame = table.frame
    place = asked.place or country_place(evidence)
    if place is not None:
        if place not in evidence.places:
            raise CallError(
                "VAL001", f'there is no place "{place}"', _closest(place, list(evidence.places))
            )
        frame = frame[frame["place"] == place]
    if asked.period is not None:
        frame = frame[frame["period_label"] == asked.period]
    frame = _of_source(frame, asked.source, evidence)
    codes = dimension_codes(asked.group, evidence)
    for dimension in table.dimensions:
        frame = _of_dimension(frame, dimension, codes, series, evidence)
    return Observations(frame, table.dimensions)


def _of_source(
    frame: pandas.DataFrame, source: str | None, evidence: Publishable
) -> pandas.DataFrame:
    if source is None:
        return frame
    kinds = {s.source_id for s in evidence.sources.values() if source in (s.source_id, s.kind)}
    if not kinds:
        raise CallError(
            "VAL001", f'there is no source "{source}"', _closest(source, list(evidence.sources))
        )
    return frame[frame["source_id"].isin(sorted(kinds))]


def _of_dimension(
    frame: pandas.DataFrame,
    dimension: str,
    codes: Mapping[str, str],
    series: Series,
    evidence: Publishable,
) -> pandas.DataFrame:
    if dimension in codes:
        return frame[frame[dimension] == codes[dimension]]
    declared = evidence.dimensions.get(dimension)
    role = series.roles.get(dimension, declared.role if declared else DimensionRole.GROUP)
    if role in (DimensionRole.DEFINITION, DimensionRole.METHOD):
        return frame  # several definitions are a choice the writer must make
    allowed = [TOTAL, *([series.fixed[dimension]] if dimension in series.fixed else [])]
    return frame[frame[dimension].isin(allowed)]


def country_place(evidence: Publishable) -> str | None:
    """Return the id of the one place of the level ``country``, or None."""
    for place in evidence.places.values():
        if place.level is PlaceLevel.COUNTRY:
            return place.place_id
    return None


def dimension_codes(group: str | tuple[str, ...] | None, evidence: Publishable) -> dict[str, str]:
    """Return the codes that pick the rows of a group (or of several at once).

    A group is named by its ``group_id``, or as ``dimension=code`` where it has none.
    """
    names = () if group is None else (group,) if isinstance(group, str) else group
    codes: dict[str, str] = {}
    for name in names:
        dimension, equals, code = name.partition("=")
        if equals:
            codes[dimension.strip()] = code.strip()
            continue
        found = evidence.groups.get(name)
        if found is None:
            raise CallError(
                "VAL001", f'there is no group "{name}"', _closest(name, list(evidence.groups))
            )
        if found.sdmx_dim is None or found.sdmx_code is None:
            raise CallError(
                "VAL002",
                f'groups.csv does not say which observations speak of "{name}"',
                "fill sdmx_dim and sdmx_code for this group",
            )
        codes[found.sdmx_dim] = found.sdmx_code
    return codes


def _closest(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5) or sorted(known)
    shown = ", ".join(near[:_SHOWN_CHOICES])
    return f"use one of: {shown}" if shown else "add it to the dossier first"


def _what_there_is(series: Series, evidence: Publishable) -> str:
    rows = list(evidence.observations.select(series.indicator_id, series.series))
    choices = sorted({_described(row, evidence) for row in rows})
    if not choices:
        return "there is no observation of this indicator yet; add it to the data"
    return "there is: " + "; ".join(choices[:_SHOWN_CHOICES])


def _described(row: Observation, evidence: Publishable) -> str:
    return call_for(row, evidence)[2:-2].strip()


def call_for(row: Observation, evidence: Publishable) -> str:
    """Return the ``{{ value(…) }}`` that a writer would type for an observation."""
    named = {d: c for d, c in sorted(row.dimensions.items()) if c != TOTAL}
    series = evidence.series.get((row.indicator_id, row.series))
    fixed = series.fixed if series is not None else {}
    groups = [_group_name(d, c, evidence) for d, c in named.items() if fixed.get(d) != c]
    arguments = [f'"{row.indicator_id}"']
    if sum(key[0] == row.indicator_id for key in evidence.series) > 1:
        arguments.append(f'series="{row.series}"')
    if len(groups) == 1:
        arguments.append(f'group="{groups[0]}"')
    elif groups:
        arguments.append("group=[" + ", ".join(f'"{g}"' for g in groups) + "]")
    if row.place != country_place(evidence):
        arguments.append(f'place="{row.place}"')
    arguments += [f'period="{row.period_label}"', f'source="{row.source_id}"']
    return "{{ value(" + ", ".join(arguments) + ") }}"


def _group_name(dimension: str, code: str, evidence: Publishable) -> str:
    for group in evidence.groups.values():
        if (group.sdmx_dim, group.sdmx_code) == (dimension, code):
            return group.group_id
    return f"{dimension}={code}"


# --- how sure ----------------------------------------------------------------------------------


def _reliability(row: Observation, evidence: Publishable) -> Reliability:
    known = _estimates(evidence.findings).get(row.observation_id)
    if known is not None:
        return known.reliability
    thresholds = evidence.settings.thresholds
    if row.obs_status is ObservationStatus.SUPPRESSED:
        return Reliability.WITHHELD
    if row.value is None:
        return Reliability.ABSENT
    if row.n_unweighted is not None and row.n_unweighted < thresholds.suppress_below:
        return Reliability.WITHHELD
    small = row.n_unweighted is not None and row.n_unweighted < thresholds.mark_below
    return Reliability.SMALL if small else Reliability.FIRM


class _ById:
    """Keeps the estimates of the findings read last, by observation."""

    def __init__(self) -> None:
        self._of: Findings | None = None
        self._kept: dict[str, Estimate] = {}

    def __call__(self, findings: Findings) -> Mapping[str, Estimate]:
        if self._of is not findings:
            self._kept = {e.observation_id: e for e in every_estimate(findings)}
            self._of = findings
        return self._kept


_estimates = _ById()


def every_estimate(findings: Findings) -> Iterable[Estimate]:
    """Yield every estimate of the findings, some of them more than once."""
    for found in findings.series:
        for trend in found.trends:
            for segment in trend.segments:
                yield from segment.estimates
        for breakdown in found.breakdowns:
            yield from (member.estimate for member in breakdown.members)
        for intersection in found.intersections:
            yield from (cell.estimate for cell in intersection.cells)


# --- gap and count -----------------------------------------------------------------------------


def gap(asked: Asked, section: SectionContext, *, by: str | None, measure: str) -> Inlines:
    """Return the newest gap of a breakdown: its ``difference`` or its ``ratio``.

    Raises:
        CallError: VAL001 unknown indicator or measure; VAL002 no gap; VAL003 several breakdowns.
    """
    if measure not in {"difference", "ratio"}:
        raise CallError(
            "VAL001", f'a gap has no measure "{measure}"', 'use measure="difference" or "ratio"'
        )
    series = one_series(asked, section.evidence)
    breakdown, found = _one_gap(asked, by, series, section.evidence)
    binding = Binding("finding", breakdown.finding_id, measure)
    if measure == "difference":
        return (BoundNumber(distance(found.difference, series, section.wording), binding),)
    if found.ratio is None:
        raise CallError(
            "VAL002",
            f"the gap of {asked.indicator} has no ratio, because one of the values is 0",
            'use measure="difference"',
        )
    return (BoundNumber(section.wording.number(found.ratio, 1), binding),)


def _one_gap(
    asked: Asked, by: str | None, series: Series, evidence: Publishable
) -> tuple[Breakdown, Gap]:
    findings = evidence.findings.of(series.indicator_id, series.series)
    place = asked.place or country_place(evidence)
    fitting = [
        (b, b.gap)
        for b in (findings.breakdowns if findings is not None else ())
        if b.gap is not None
        and (by is None or _is_dimension(by, b.dimension_id, evidence))
        and place in (None, b.place_id)
        and asked.period in (None, b.period.label)
        and asked.source in (None, b.source_id, b.source_kind)
    ]
    kept = [(b, g) for b, g in fitting if b.period == max(f[0].period for f in fitting)]
    if not kept:
        raise CallError(
            "VAL002",
            f"no gap of {asked.indicator} fits this call",
            "a gap needs a breakdown with two values that may be shown, and a direction "
            "(favourable) in indicators.csv",
        )
    if len(kept) > 1:
        choices = sorted(f'by="{b.dimension_id}", source="{b.source_id}"' for b, _gap in kept)
        raise CallError(
            "VAL003",
            f"{len(kept)} gaps of {asked.indicator} fit this call",
            "say which one: " + "; ".join(choices[:_SHOWN_CHOICES]),
        )
    return kept[0]


def _is_dimension(name: str, dimension_id: str, evidence: Publishable) -> bool:
    """Whether a writer's name for a dimension means it: its id, its label, or a part of them."""
    wanted = name.lower().replace(" ", "_")
    declared = evidence.dimensions.get(dimension_id)
    labels = declared.label.texts.values() if declared is not None else ()
    names = [dimension_id.lower(), *(t.lower().replace(" ", "_") for t in labels)]
    return any(wanted == known or wanted in known.split("_") for known in names)


def count(kind: str, section: SectionContext) -> Inlines:
    """Return how many things of a kind the document rests on (CallError VAL001: unknown kind)."""
    counts = counts_of(section.evidence)
    if kind not in counts:
        raise CallError("VAL001", f'"{kind}" cannot be counted', f"use one of: {', '.join(counts)}")
    return (section.whole.counted(kind, counts[kind]),)


def counts_of(evidence: Publishable) -> dict[str, int]:
    """Return everything that can be counted in a dossier, by the name writers use."""
    cycle = evidence.settings.cycle
    heard = [c.participants for c in evidence.consultations if c.participants is not None]
    return {
        "groups": len(evidence.groups),
        "indicators": len({key[0] for key in evidence.series}),
        "observations": len(evidence.observations),
        "sources": len(evidence.sources),
        "citizen_sources": sum(s.kind.is_citizen for s in evidence.sources.values()),
        "stories": len(evidence.stories),
        "qualitative": len(evidence.qualitative),
        "consultations": len(evidence.consultations),
        "participants": sum(heard),
        "policies": len(evidence.policies),
        "practices": len(evidence.practices),
        "recommendations": sum(r.cycle == cycle for r in evidence.recommendations),
        "earlier_recommendations": sum(r.cycle < cycle for r in evidence.recommendations),
        "withheld": len(evidence.withheld),
    }
