"""What a section template may call, by name."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from vnrgen.analysis.findings import SeriesFindings
from vnrgen.document import bound, lookup
from vnrgen.document.blocks import (
    Block,
    BoundNumber,
    CrossReference,
    Emphasis,
    Inlines,
    LanguageSpan,
    Link,
    NoteMark,
    Strong,
    Table,
    Text,
)
from vnrgen.document.context import CallError, SectionContext
from vnrgen.document.glance import key_figures
from vnrgen.document.prose import narrative_blocks
from vnrgen.document.reading import Placed
from vnrgen.document.registers import (
    coverage,
    groups,
    participation,
    progress,
    recommendations,
    sources,
    voices,
)
from vnrgen.document.wording import Wording


@dataclass(frozen=True, slots=True)
class GoalFindings:
    """A goal and its indicators, for a loop in a template."""

    number: int
    title: Placed
    indicators: tuple[IndicatorFindings, ...]


@dataclass(frozen=True, slots=True)
class IndicatorFindings:
    """An indicator, for a loop in a template; ``_findings`` is out of a template's reach."""

    code: str
    title: Placed
    _findings: SeriesFindings


def template_calls(section: SectionContext) -> dict[str, Callable[..., object]]:
    """Return the calls that the template of a section may use."""
    without_arguments: dict[str, Callable[[SectionContext], object]] = {
        "key_figures": key_figures,
        "groups": groups.groups,
        "coverage": coverage.coverage,
        "missing_evidence": coverage.missing_evidence,
        "disaggregation": coverage.disaggregation,
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
        "earlier_recommendations": recommendations.earlier_recommendations,
        "uptake_rates": recommendations.uptake_rates,
        "targets": progress.targets,
        "annex_tables": _annex_tables,
    }
    displayed: dict[str, Callable[..., object]] = {
        name: partial(call, section) for name, call in without_arguments.items()
    }
    displayed |= {
        "narrative": partial(narrative_blocks, section),
        "practices": partial(participation.practices, section),
        "indicator": _indicator_call(section),
        "chart": _chart_call(section),
        "value": _value_call(section),
        "gap": _gap_call(section),
        "count": lambda kind: bound.count(kind, section),
        "cite": section.cite,
    }
    calls: dict[str, Callable[..., object]] = {
        name: _placing(call) for name, call in displayed.items()
    }
    return calls | {
        "_": _message(section),
        "goals": partial(_goals, section),
        "threshold": _threshold_call(section),
    }


def _placing(call: Callable[..., object]) -> Callable[..., Placed]:
    """Wrap what a call gives, so that a template can only place it, not take it apart."""
    signature = inspect.signature(call)

    def placing(*arguments: object, **named: object) -> Placed:
        try:
            signature.bind(*arguments, **named)
        except TypeError as error:
            takes = ", ".join(signature.parameters) or "nothing"
            what = f"this call does not work: {error}"
            raise CallError("TPL002", what, f"it takes: {takes}") from error
        given = call(*arguments, **named)
        parts = given if isinstance(given, tuple) else (given,)
        if all(isinstance(part, _INLINES) for part in parts):
            return Placed(inlines=parts)
        return Placed(blocks=parts)

    return placing


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
        group: str | None = None,
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


def _goals(section: SectionContext) -> tuple[GoalFindings, ...]:
    found: dict[int, list[IndicatorFindings]] = {}
    for item in section.evidence.findings.series:
        name = section.whole.label(item.series.label)
        key = "-".join(part for part in item.series.key if part)
        title = Placed(
            inlines=(Text(f"{item.series.indicator_id} {name}"),),
            key=section.block_id("indicator", key),
        )
        indicator = IndicatorFindings(item.series.indicator_id, title, item)
        found.setdefault(item.series.goal, []).append(indicator)
    return tuple(
        GoalFindings(goal, _goal_title(goal, section), tuple(i))
        for goal, i in sorted(found.items())
    )


def _goal_title(goal: int, section: SectionContext) -> Placed:
    words = section.wording.inlines(
        "Goal {number}: {name}", number=str(goal), name=goal_names(section.wording)[goal - 1]
    )
    return Placed(inlines=words, key=section.block_id("goal", str(goal)), goal=goal)


def goal_names(wording: Wording) -> tuple[str, ...]:
    """Return the short names of the seventeen Goals, in order."""
    return (
        wording.text("No poverty"),
        wording.text("Zero hunger"),
        wording.text("Good health and well-being"),
        wording.text("Quality education"),
        wording.text("Gender equality"),
        wording.text("Clean water and sanitation"),
        wording.text("Affordable and clean energy"),
        wording.text("Decent work and economic growth"),
        wording.text("Industry, innovation and infrastructure"),
        wording.text("Reduced inequalities"),
        wording.text("Sustainable cities and communities"),
        wording.text("Responsible consumption and production"),
        wording.text("Climate action"),
        wording.text("Life below water"),
        wording.text("Life on land"),
        wording.text("Peace, justice and strong institutions"),
        wording.text("Partnerships for the Goals"),
    )


def _indicator_call(section: SectionContext) -> Callable[..., tuple[Block, ...]]:
    def indicator(which: IndicatorFindings | str, series: str | None = None) -> tuple[Block, ...]:
        from vnrgen.document.figures import figure_blocks

        found = _findings_of(which, series, section)
        return figure_blocks(section.evidence, found, section.wording, section.cite)

    return indicator


def _chart_call(section: SectionContext) -> Callable[..., Block]:
    def chart(
        kind: str,
        indicator: IndicatorFindings | str,
        by: str | None = None,
        series: str | None = None,
    ) -> Block:
        from vnrgen.document.figures import FigureError, chart_block

        found = _findings_of(indicator, series, section)
        try:
            return chart_block(kind, section.evidence, found, by, section.wording, section.cite)
        except FigureError as error:
            raise CallError("VAL004", error.what, error.fix) from error

    return chart


def _findings_of(
    which: IndicatorFindings | str, series: str | None, section: SectionContext
) -> SeriesFindings:
    if isinstance(which, IndicatorFindings):
        return which._findings  # noqa: SLF001 - hidden from templates, not from here
    found = section.evidence.findings.of(which, series)
    if found is not None:
        return found
    known = ", ".join(
        dict.fromkeys(f.series.indicator_id for f in section.evidence.findings.series)
    )
    raise CallError(
        "VAL001", f'there are no findings for the indicator "{which}"', f"use one of: {known}"
    )


def _annex_tables(section: SectionContext) -> tuple[Table | Block, ...]:
    from vnrgen.document.figures import annex_table

    tables = tuple(
        annex_table(section.evidence, found, section.wording, section.cite)
        for found in section.evidence.findings.series
    )
    if tables:
        return tables
    return (section.fallback("tables", section.wording.text("No data yet.")),)
