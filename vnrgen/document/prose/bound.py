"""Numbers in prose, bound to what they say: ``value``, ``gap`` and ``count``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vnrgen.analysis.findings import (
    Breakdown,
    Estimate,
    Findings,
    Gap,
    Reliability,
    SeriesFindings,
)
from vnrgen.disclosure.publishable import Publishable
from vnrgen.document.blocks import Binding, BoundNumber, Inlines, Text
from vnrgen.document.call_errors import CallError
from vnrgen.document.context import SectionContext
from vnrgen.document.language.quantities import SUPPRESSED, distance, in_parentheses, quantity
from vnrgen.document.prose.lookup import (
    SHOWN_CHOICES,
    Asked,
    country_place,
    one_observation,
    one_series,
)
from vnrgen.document.series.withheld_notes import withheld_note
from vnrgen.dossier.model import Series
from vnrgen.dossier.model.observations import Observation, ObservationStatus
from vnrgen.dossier.register.state import in_force

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
        ids = [chosen.observation_id]
        key, said = withheld_note(section.wording, section.evidence, series.unit, ids)
        note = section.note(key, (Text(said),))
        return (BoundNumber(SUPPRESSED, binding), note)
    if chosen.value is None:
        return (BoundNumber(section.wording.text("no data"), binding),)
    text = quantity(chosen.value, series, section.wording, unit=unit)
    if reliability is Reliability.SMALL:
        note = section.note("small", (Text(_small_note(section)),))
        return (BoundNumber(in_parentheses(text), binding), note)
    return (BoundNumber(text, binding),)


def _small_note(section: SectionContext) -> str:
    thresholds = section.evidence.settings.thresholds
    return section.wording.text(
        "( ) Based on few cases ({low} to {high} unweighted): read with caution.",
        low=section.wording.number(thresholds.suppress_below),
        high=section.wording.number(thresholds.mark_below - 1),
    )


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
        for b in (_every_breakdown(findings) if findings is not None else ())
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
            "say which one: " + "; ".join(choices[:SHOWN_CHOICES]),
        )
    return kept[0]


def _every_breakdown(findings: SeriesFindings) -> list[Breakdown]:
    """Return the breakdowns of a series, those of earlier periods too, each once."""
    earlier = (b for trend in findings.gap_trends for b in trend.breakdowns)
    found = {b.finding_id: b for b in (*findings.breakdowns, *earlier)}
    return list(found.values())


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
        "recommendations": sum(r.cycle == cycle for r in in_force(evidence.recommendations)),
        "earlier_recommendations": sum(r.cycle < cycle for r in evidence.recommendations),
        "recommendations_of_others": len(in_force(evidence.recommendations_of_others)),
        "withheld": len(evidence.withheld),
    }
