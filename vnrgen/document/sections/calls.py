"""What a section template may call, by name."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from functools import partial

from vnrgen.analysis.findings import SeriesFindings
from vnrgen.disclosure.publishable import Publishable
from vnrgen.document.blocks import (
    BoundNumber,
    CrossReference,
    Emphasis,
    Inlines,
    LanguageSpan,
    Link,
    NoteMark,
    Strong,
    Text,
)
from vnrgen.document.briefs import calls as briefs
from vnrgen.document.call_errors import CallError
from vnrgen.document.context import SectionContext
from vnrgen.document.figures.glance import doubted_gaps, key_figures
from vnrgen.document.language.goals import goal_title
from vnrgen.document.markdown.reading import Placed
from vnrgen.document.prose import bound, lookup
from vnrgen.document.prose.narratives import narrative_blocks
from vnrgen.document.registers import (
    continuity,
    corrections,
    coverage,
    crossed,
    disaggregation,
    doubts,
    evidence_map,
    groups,
    measures,
    others,
    participation,
    progress,
    recommendations,
    since_review,
    sources,
    standing_table,
    standings,
    uptake,
    uptake_rates,
    voices,
)
from vnrgen.document.sections.figure_calls import annex_tables, chart_call, indicator_call

_WITHOUT_ARGUMENTS: Mapping[str, Callable[[SectionContext], object]] = {
    "key_figures": key_figures,
    "doubted_gaps": doubted_gaps,
    "groups": groups.groups,
    "coverage": coverage.coverage,
    "evidence_map": evidence_map.evidence_map,
    "missing_evidence": coverage.missing_evidence,
    "disaggregation": disaggregation.disaggregation,
    "factor_grid": groups.factor_grid,
    "policies": groups.policies,
    "consultations": participation.consultations,
    "withheld": participation.withheld,
    "sources": sources.sources,
    "quality_cards": sources.quality_cards,
    "stories": voices.stories,
    "meetings": voices.meetings,
    "scorecards": voices.scorecards,
    "recommendations": recommendations.recommendations,
    "earlier_recommendations": uptake.earlier_recommendations,
    "uptake_rates": uptake_rates.uptake_rates,
    "recommendations_of_others": others.recommendations_of_others,
    "others_read": others.others_read,
    "continuity": continuity.continuity,
    "next_steps": recommendations.next_steps,
    "crossings": coverage.crossings,
    "crossed_groups": crossed.crossed_groups,
    "standings": standings.standings,
    "standings_table": standing_table.standings_table,
    "drivers": groups.drivers,
    "targets": progress.targets,
    "since_last_review": since_review.since_last_review,
    "annex_tables": annex_tables,
    "measures_annex": measures.measures_annex,
    "doubts": doubts.doubts,
    "corrections": corrections.corrections,
    **briefs.CALLS,
}


def template_calls(section: SectionContext) -> dict[str, Callable[..., Placed]]:
    """Return the calls that the template of a section may use."""
    displayed: dict[str, Callable[..., object]] = {
        name: partial(call, section) for name, call in _WITHOUT_ARGUMENTS.items()
    }
    displayed |= {
        "narrative": partial(narrative_blocks, section),
        "practices": partial(participation.practices, section),
        "indicator": indicator_call(section),
        "chart": chart_call(section),
        "value": _value_call(section),
        "gap": _gap_call(section),
        "count": lambda kind: bound.count(kind, section),
        "cite": section.cite,
        "threshold": _threshold_call(section),
    }
    calls: dict[str, Callable[..., Placed]] = {
        name: _placing(call) for name, call in displayed.items()
    }
    return calls | {"_": _message(section)}


def loop_titles(section: SectionContext) -> dict[str, Callable[..., Placed]]:
    """Return what stands for ``goal.title`` and ``each.title`` in a loop."""
    return {
        "goal_title": partial(_goal_title, section),
        "indicator_title": partial(_indicator_title, section),
    }


def _placing(call: Callable[..., object]) -> Callable[..., Placed]:
    """Wrap what a call gives, so that a template can only place it, not take it apart."""

    def placing(*arguments: object, **named: object) -> Placed:
        signature = _signature(call)  # slow, and few of the calls are used
        try:
            bound_arguments = signature.bind(*arguments, **named).arguments
        except TypeError as error:
            takes = ", ".join(signature.parameters) or "nothing"
            what = f"this call does not work: {error}"
            raise CallError("TPL002", what, f"it takes: {takes}") from error
        for name, argument in bound_arguments.items():
            _check_argument(name, argument)
        given = call(*arguments, **named)
        if isinstance(given, str):
            given = Text(given)
        parts = given if isinstance(given, tuple) else (given,)
        if all(isinstance(part, _INLINES) for part in parts):
            return Placed(inlines=parts)
        return Placed(blocks=parts)

    return placing


def _signature(call: Callable[..., object]) -> inspect.Signature:
    """Return what a call takes; of one that is a function of this program, worked out once."""
    if isinstance(call, partial) and not call.keywords:
        return _signature_of(call.func, len(call.args))
    return inspect.signature(call)


@functools.lru_cache(maxsize=128)
def _signature_of(function: Callable[..., object], given: int) -> inspect.Signature:
    """Return the signature of a function of which so many first arguments are given."""
    return inspect.signature(partial(function, *[None] * given))


def _check_argument(name: str, argument: object) -> None:
    """Refuse what no call can take, so that calls may trust the types they ask for."""
    texts = argument.values() if isinstance(argument, dict) else (argument,)
    if name == "group" and isinstance(argument, tuple):
        texts = argument
    if name in {"indicator", "which"} and isinstance(argument, SeriesFindings):
        return
    if not all(text is None or isinstance(text, str | bool) for text in texts):
        raise CallError("TPL002", f"{name} must be one text", f'write {name}="…"')


_INLINES = Text | BoundNumber | Strong | Emphasis | Link | NoteMark | CrossReference | LanguageSpan


def _message(section: SectionContext) -> Callable[..., Placed]:
    def message(text: str, /, **values: str | Placed) -> Placed:
        given = {k: v.inlines if isinstance(v, Placed) else str(v) for k, v in values.items()}
        try:
            return Placed(inlines=section.wording.inlines(text, **given), message=text)
        except (KeyError, IndexError, ValueError) as error:
            raise CallError(
                "TPL002",
                f"the message {text!r} does not fit its values: {error}",
                "name each value",
            ) from error

    return message


def _value_call(section: SectionContext) -> Callable[..., Inlines]:
    def value(
        indicator: str,
        series: str | None = None,
        group: str | tuple[str, ...] | None = None,
        place: str | None = None,
        period: str | None = None,
        source: str | None = None,
        *,
        unit: bool = False,
    ) -> Inlines:
        asked = lookup.Asked(
            indicator=indicator,
            series=series,
            group=group,
            place=place,
            period=period,
            source=source,
        )
        return bound.value(asked, section, unit=unit)

    return value


def _gap_call(section: SectionContext) -> Callable[..., Inlines]:
    def gap(
        indicator: str, by: str | None = None, measure: str = "difference", **which: str
    ) -> Inlines:
        asked = lookup.Asked(indicator=indicator, **which)
        return bound.gap(asked, section, by=by, measure=measure)

    return gap


def _threshold_call(section: SectionContext) -> Callable[[str], str]:
    limits = section.evidence.settings.thresholds
    numbers = {
        "suppress_below": limits.suppress_below,
        "mark_below": limits.mark_below,
        "largest_marked": limits.mark_below - 1,
        "minimum_count": limits.minimum_count,
    }

    def threshold(name: str) -> str:
        if name not in numbers:
            known = ", ".join(numbers)
            raise CallError("TPL002", f'there is no threshold "{name}"', f"use one of: {known}")
        return section.wording.number(numbers[name])

    return threshold


# --- figures -----------------------------------------------------------------------------------


def goals(publishable: Publishable) -> tuple[dict[str, object], ...]:
    """Return what a loop over Goals is told: numbers and codes, no title and no figure."""
    found: dict[int, list[dict[str, object]]] = {}
    for index, item in enumerate(publishable.findings.series):
        told = {"index": index, "code": item.series.indicator_id}
        found.setdefault(item.series.goal, []).append(told)
    return tuple(
        {"number": goal, "indicators": indicators} for goal, indicators in sorted(found.items())
    )


def _indicator_title(section: SectionContext, item: SeriesFindings) -> Placed:
    name = section.whole.label(item.series.label)
    key = "-".join(part for part in item.series.key if part)
    return Placed(
        inlines=(Text(f"{item.series.indicator_id} {name}"),),
        key=section.block_id("indicator", key),
    )


def _goal_title(section: SectionContext, number: str) -> Placed:
    goal = int(number)
    words = (Text(goal_title(goal, section.wording)),)
    return Placed(inlines=words, key=section.block_id("goal", str(goal)), goal=goal)
