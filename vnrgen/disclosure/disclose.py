"""The one step from a dossier and its findings to what may be published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from vnrgen.analysis import analyse
from vnrgen.analysis.findings import Findings
from vnrgen.analysis.partition import Partition
from vnrgen.analysis.uptake import uptake_rows
from vnrgen.disclosure.divided import divided_families
from vnrgen.disclosure.judgements import publishable_decisions
from vnrgen.disclosure.leaks import report_leaks
from vnrgen.disclosure.masking import masked_observations
from vnrgen.disclosure.publishable import Publishable, PublishedReport
from vnrgen.disclosure.testimonies import Testimonies, testimonies
from vnrgen.disclosure.widening import widen_places
from vnrgen.dossier.cross_checks.orphans import unused_evidence
from vnrgen.dossier.model import Audience, Dossier, NationalReport
from vnrgen.problems import ProblemLog


def disclose(
    dossier: Dossier,
    findings: Findings,
    *,
    audience: Audience,
    on: date,
    problems: ProblemLog,
    partitions: Iterable[Partition] | None = None,
) -> Publishable:
    """Return what may be shown to an audience on a day.

    Small cells and all that would give them back are masked, stories and findings without a valid
    consent are taken out together with every reference to them, a place that would tell where
    somebody told a story is made as wide as the story's, and the findings are made again
    from what is left, so that nothing derived can tell what was withheld. Where nothing at all was
    taken away, they are those that were given: nothing else could come out.

    Args:
        dossier: As loaded.
        findings: Made from it; what became of recommendations is taken over as it is.
        audience: Who the build is for.
        on: The day of the build, on which consents must hold.
        problems: Gets a notice for everything left out and for evidence that nothing rests on, and
            an error for every leak.
        partitions: Those of the dossier, where they are there already.
    """
    passed = testimonies(dossier, audience=audience, on=on, problems=problems)
    consultations = widen_places(dossier, passed, problems)
    masked = masked_observations(dossier, problems, partitions)
    shown = _without(replace(dossier, observations=masked.observations), passed)
    report_leaks(dossier, shown, passed, problems)
    problems.extend(unused_evidence(shown))
    is_whole = masked.observations is dossier.observations and shown == dossier
    divided = divided_families(dossier, masked.withheld)
    found = findings if is_whole else analyse(shown, divided=divided)
    decisions = publishable_decisions(dossier, passed, problems)
    judged = uptake_rows(decisions, dossier.unfounded) if decisions else findings.uptake
    again = replace(found, uptake=judged, uptake_rates=findings.uptake_rates)
    return Publishable(
        audience=audience,
        settings=shown.settings,
        places=shown.places,
        groups=shown.groups,
        sources=shown.sources,
        dimensions=shown.dimensions,
        series=shown.series,
        observations=masked.observations,
        findings=again,
        stories=tuple(passed.stories),
        qualitative=tuple(passed.findings),
        scorecards=shown.scorecards,
        recommendations=tuple(r for r in shown.recommendations if r.is_ours),
        recommendations_of_others=tuple(r for r in shown.recommendations if not r.is_ours),
        policies=shown.policies,
        factors=shown.factors,
        consultations=consultations,
        practices=shown.practices,
        narratives=shown.narratives,
        testimonies=passed.words,
        withheld=(*passed.withheld, *masked.withheld),
        reports=tuple(_named(report) for report in shown.reports),
        decisions=decisions,
        corrections=shown.corrections,
    )


def _named(report: NationalReport) -> PublishedReport:
    return PublishedReport(
        report_id=report.report_id,
        title=report.title,
        year=report.year,
        version=report.version,
        language=report.language,
        url=report.url,
    )


def _without(dossier: Dossier, passed: Testimonies) -> Dossier:
    """Return a dossier without what was left out, and without any reference to it."""
    before = {s.story_id for s in dossier.stories} | {q.finding_id for q in dossier.qualitative}
    after = {s.story_id for s in passed.told} | {q.finding_id for q in passed.heard}
    gone = before - after

    def kept(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(item for item in ids if item not in gone)

    return replace(
        dossier,
        stories=tuple(passed.told),
        qualitative=tuple(passed.heard),
        recommendations=tuple(
            replace(r, evidence_ids=kept(r.evidence_ids)) for r in dossier.recommendations
        ),
        factors=tuple(replace(f, evidence_ids=kept(f.evidence_ids)) for f in dossier.factors),
    )
