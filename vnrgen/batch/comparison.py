"""What the index compares of a country: who is furthest behind in each indicator, and the gaps.

It says no more than the country's own output: the same rules choose the figure of the whole and
the gap that leads, and only what may be published is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, NoReturn

from vnrgen.analysis.findings import Breakdown, Disaggregated, Gap, Trend
from vnrgen.build import Composition
from vnrgen.document.language.quantities import distance
from vnrgen.document.language.wording import Wording
from vnrgen.document.series.choice import charted
from vnrgen.document.series.circumstances import context_words
from vnrgen.document.series.context import SeriesContext
from vnrgen.document.series.headlines import headline, is_one_of_many, told_gaps
from vnrgen.document.series.verdict import Verdict, may_rank, verdict


class Ranking(StrEnum):
    """Whether one group may be called furthest behind in an indicator, or why not."""

    BEHIND = "behind"
    OUT_OF_ORDER = "out_of_order"
    FEW_CASES = "few_cases"
    NOT_TOLD_APART = "not_told_apart"
    EQUAL = "equal"
    DOUBTED = "doubted"
    NOT_RANKED = "not_ranked"
    NOT_BROKEN_DOWN = "not_broken_down"


_RANKINGS = {
    Verdict.BEHIND: Ranking.BEHIND,
    Verdict.OUT_OF_ORDER: Ranking.OUT_OF_ORDER,
    Verdict.FEW_CASES: Ranking.FEW_CASES,
    Verdict.NOT_TOLD_APART: Ranking.NOT_TOLD_APART,
    Verdict.EQUAL: Ranking.EQUAL,
    Verdict.DOUBTED: Ranking.DOUBTED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    """One series of one country, in words and numbers as they are printed.

    ``group`` and what follows it are "" unless ``ranking`` is BEHIND. ``everybody`` is the figure
    of the whole with its marks, "" where there is none. ``place`` is "" for the whole country.
    ``without_figure`` counts the groups of the breakdown that could not be ranked: nothing
    published, too few cases, or withheld. The definitions are what is special about how figures
    were measured, "" where nothing is.
    """

    indicator: str
    series: str
    label: str
    unit: str
    everybody: str
    everybody_period: str
    everybody_definition: str
    ranking: str
    dimension: str = ""
    place: str = ""
    period: str = ""
    source: str = ""
    is_citizen: bool = False
    definition: str = ""
    without_figure: int = 0
    group: str = ""
    value: str = ""
    other: str = ""
    other_value: str = ""
    difference: str = ""


_LINE = tuple(field.name for field in fields(IndicatorLine))


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryProfile:
    """One country in the index.

    ``missing`` counts breakdowns that the global SDG list asks for and the data lack,
    ``uncounted`` the groups of which there is no official figure (None where no groups are named).
    ``as_of`` is an ISO date.
    """

    country: str
    iso3: str
    language: str
    year: int
    as_of: str
    status: str
    version: str
    audience: str
    fictional: bool
    missing: int
    uncounted: int | None
    withheld: int
    lines: tuple[IndicatorLine, ...]

    def as_record(self) -> dict[str, Any]:
        """Return the profile for JSON."""
        lines = [{name: getattr(line, name) for name in _LINE} for line in self.lines]
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**own, "lines": lines}


def profile_of(record: Mapping[str, Any]) -> CountryProfile:
    """Return the profile that ``as_record`` wrote.

    Raises:
        KeyError, TypeError: It is none.
    """
    lines = tuple(IndicatorLine(**line) for line in record["lines"])
    return CountryProfile(**{**record, "lines": lines})


def profile(composition: Composition, language: str) -> CountryProfile:
    """Return what the index shows of a country, in the language of the index."""
    shown, wording = composition.publishable, Wording(language)
    settings, metadata = shown.settings, composition.document.metadata
    found = shown.findings
    contexts = (
        SeriesContext(publishable=shown, findings=series, wording=wording, cite=_no_notes)
        for series in found.series
    )
    return CountryProfile(
        country=settings.country,
        iso3=settings.iso3 or "",
        language=metadata.language,
        year=settings.year,
        as_of=settings.as_of.isoformat(),
        status=settings.status,
        version=settings.version,
        audience=str(shown.audience),
        fictional=settings.fictional,
        missing=sum(
            row.is_expected is True
            and row.status in (Disaggregated.MISSING, Disaggregated.EMPTY, Disaggregated.CROSSED)
            for row in found.expected_disaggregation
        ),
        uncounted=sum("official" in r.empty for r in found.coverage) if found.coverage else None,
        withheld=len(shown.withheld),
        lines=tuple(line for ctx in contexts for line in _lines(ctx)),
    )


def _lines(ctx: SeriesContext) -> Iterable[IndicatorLine]:
    """Yield the line of a series, none where it has no figure at all."""
    whole, shown = headline(ctx), charted(ctx)
    if whole is None and not shown:
        return
    told_of = [breakdown for breakdown, _ in told_gaps(ctx)] or shown
    leading = told_of[0] if told_of else None
    ranking = _ranking(ctx, leading)
    told: dict[str, Any] = _told(ctx, leading, ranking) if leading is not None else {}
    yield IndicatorLine(
        indicator=ctx.series.indicator_id,
        series=ctx.series.series,
        label=ctx.indicator,
        unit="" if ctx.is_percentage else ctx.unit,
        ranking=str(ranking),
        **_whole(ctx, whole),
        **told,
    )


def _ranking(ctx: SeriesContext, breakdown: Breakdown | None) -> Ranking:
    if breakdown is None:
        return Ranking.NOT_BROKEN_DOWN
    if breakdown.gap is None or not may_rank(ctx, breakdown):
        return Ranking.NOT_RANKED
    return _RANKINGS[verdict(ctx, breakdown, breakdown.gap)]


def _whole(ctx: SeriesContext, trend: Trend | None) -> dict[str, Any]:
    """Return the figure of the whole, none where so many definitions compete that none leads."""
    latest = trend.latest if trend is not None else None
    if trend is None or latest is None or is_one_of_many(ctx, trend):
        return {"everybody": "", "everybody_period": "", "everybody_definition": ""}
    return {
        "everybody": ctx.text(latest),
        "everybody_period": ctx.dated(latest, latest.period.label),
        "everybody_definition": ", ".join(context_words(ctx, trend)),
    }


def _told(ctx: SeriesContext, breakdown: Breakdown, ranking: Ranking) -> dict[str, Any]:
    is_whole = ctx.is_country(breakdown.place_id)
    told = {
        "dimension": ctx.by(breakdown),
        "place": "" if is_whole else ctx.place(breakdown.place_id),
        "period": breakdown.period.label,
        "source": ctx.source_title(breakdown.source_id),
        "definition": ", ".join(context_words(ctx, breakdown)),
        "is_citizen": breakdown.source_kind.is_citizen,
        "without_figure": sum(m.estimate.value is None for m in breakdown.members),
    }
    if ranking is Ranking.BEHIND and breakdown.gap is not None:
        told |= _gap(ctx, breakdown.gap)
    return told


def _gap(ctx: SeriesContext, gap: Gap) -> dict[str, str]:
    return {
        "group": ctx.member(gap.behind),
        "value": ctx.text(gap.behind.estimate),
        "other": ctx.member(gap.ahead),
        "other_value": ctx.text(gap.ahead.estimate),
        "difference": distance(gap.difference, ctx.series, ctx.wording),
    }


def _no_notes(source_id: str) -> NoReturn:
    raise AssertionError(f"an index has no notes, not of {source_id} either")
