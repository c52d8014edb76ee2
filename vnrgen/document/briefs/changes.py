"""What has changed: since the last review, or, without one, as far as the figures make a trend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from vnrgen.analysis.findings import Estimate, GapProgress, Progress, Trend
from vnrgen.analysis.over_time.trend_rule import Course, course_of
from vnrgen.document.blocks import Block, BulletList, Inlines, ListItem, Paragraph, Strong, Text
from vnrgen.document.context import GENERATED, SectionContext
from vnrgen.document.figures.glance import leads
from vnrgen.document.registers.since_review import gap_progress, gap_words, whole_words
from vnrgen.document.sentences.progress import progress_of
from vnrgen.document.series.circumstances import context_words
from vnrgen.document.series.context import SeriesContext, context_of
from vnrgen.document.series.headlines import has_definition, headline, other_definitions


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a series, or, with ``definition``, of its figures by that one.

    ``words`` writes it: most of what could be told finds no room in a brief. ``alone`` is the
    newest figure of what no trend can be told of.
    """

    ctx: SeriesContext
    words: Callable[[], Inlines]
    definition: Trend | None = None
    alone: Estimate | None = None

    @property
    def name(self) -> str:
        said = self.defined
        return f"{self.whole} ({said})" if said else self.whole

    @property
    def whole(self) -> str:
        """The name of the series, whatever the definition."""
        return f"{self.ctx.series.indicator_id} {self.ctx.indicator}"

    @property
    def defined(self) -> str:
        """What the definition says that the name of the series does not."""
        if self.definition is None:
            return ""
        return ", ".join(context_words(self.ctx, self.definition))

    @property
    def key(self) -> tuple[str, ...]:
        special = () if self.definition is None else (self.definition.finding_id,)
        return (*self.ctx.series.key, *special)


def changes(section: SectionContext) -> tuple[Block, ...]:
    """Return what changed, indicator by indicator, those with the widest gaps first."""
    year = section.evidence.settings.previous_year
    told = list(_courses(section) if year is None else _since_review(section))
    named = [(item, item.name) for item in told]
    several = _several(told)
    printed = [_shown(item, several) for item in told]
    kept = section.whole.room.take("changes", named, printed=printed)
    silent = 0 if year is None else len(section.evidence.findings.series) - len(told)
    blocks: list[Block] = []
    if kept:
        blocks += _lists(kept, section)
    elif not told:
        blocks.append(section.fallback("changes", _nothing(section, year)))
    if kept and silent and year is not None:
        blocks.append(_silent(silent, section, year))
    return tuple(blocks)


def _lists(told: list[_Told], section: SectionContext) -> Iterator[Block]:
    """Yield what is told as lists: one of series, then one for each of several definitions.

    A series that is told by several definitions is named once, above them.
    """
    several = _several(told)
    plain = [item for item in told if not (item.defined and item.ctx.series.key in several)]
    if plain:
        yield _list((), [(item.name, item) for item in plain], section)
    for key in several:
        found = [item for item in told if item.defined and item.ctx.series.key == key]
        alone = [item for item in found if item.alone is not None]
        if len(alone) > 1:
            yield from _by_definition([item for item in found if item not in alone], section)
            yield from _without_trend(alone, section)
        else:
            yield from _by_definition(found, section)


def _several(told: list[_Told]) -> dict[tuple[str, str], int]:
    """Return the series that are told by several definitions, in their order, and by how many."""
    counts = Counter(item.ctx.series.key for item in told if item.defined)
    return {key: count for key, count in counts.items() if count > 1}


def _shown(item: _Told, several: Mapping[tuple[str, str], int]) -> str:
    """Return the name that stands before what is told."""
    is_below = item.defined and item.ctx.series.key in several
    return item.defined if is_below else item.name


def _by_definition(told: list[_Told], section: SectionContext) -> Iterator[Block]:
    """Yield the name of a series, and what is told by each of its definitions."""
    if not told:
        return
    head = section.wording.inlines("{indicator}:", indicator=told[0].whole)
    yield _head("of", told, head, section)
    yield _list(("of",), [(item.defined, item) for item in told], section)


def _without_trend(told: list[_Told], section: SectionContext) -> Iterator[Block]:
    """Yield the newest figures by several definitions; that they make no trend is said once."""
    head = section.wording.inlines(
        "{indicator}, the newest figures where no trend can be told:", indicator=told[0].whole
    )
    yield _head("newest", told, head, section)
    newest = [
        (item.defined, replace(item, words=partial(_figure, item.ctx, item.alone)))
        for item in told
        if item.alone is not None
    ]
    yield _list(("newest",), newest, section)


def _head(kind: str, told: list[_Told], words: Inlines, section: SectionContext) -> Block:
    key = told[0].ctx.series.key
    block_id = section.block_id("changes", kind, *key, "head")
    return Paragraph(block_id=block_id, content=(Strong(words),), origin=GENERATED)


def _list(
    kind: tuple[str, ...], told: list[tuple[str, _Told]], section: SectionContext
) -> BulletList:
    items = []
    for name, item in told:
        block_id = section.block_id("changes", *item.key)
        words = section.wording.inlines(
            "{indicator}: {change}", indicator=name, change=item.words()
        )
        paragraph = Paragraph(block_id=f"{block_id}/text", content=words, origin=GENERATED)
        items.append(ListItem(block_id=block_id, blocks=(paragraph,)))
    of = (*kind, *told[0][1].ctx.series.key) if kind else ()
    block_id = section.block_id("changes", *of)
    return BulletList(block_id=block_id, items=tuple(items), origin=GENERATED)


def _nothing(section: SectionContext, year: int | None) -> str:
    """Say that nothing is told; a chart may still show figures by one of several definitions."""
    if year is None:
        return section.wording.text("No trend can be told of any indicator as a whole.")
    return section.wording.text("No figure can be compared with an earlier one.")


def _silent(count: int, section: SectionContext, year: int) -> Paragraph:
    words = section.wording.plural(
        "For {count} other indicator no figure can be compared with that of {year}.",
        "For {count} other indicators no figure can be compared with that of {year}.",
        count,
        year=str(year),
    )
    return section.fallback("changes-silent", words)


def _in_order(section: SectionContext) -> list[SeriesContext]:
    """Return every series: those whose gap leads first, then as the dossier has them."""
    first = [ctx for ctx, _, _ in leads(section)]
    known = {ctx.series.key for ctx in first}
    others = [
        context_of(found, section)
        for found in section.evidence.findings.series
        if found.series.key not in known
    ]
    return first + others


# --- since the last review ---------------------------------------------------------------------


def _since_review(section: SectionContext) -> Iterator[_Told]:
    for ctx in _in_order(section):
        trend = headline(ctx)
        whole, gap = progress_of(ctx, trend), gap_progress(ctx)
        parts = [part for part in (_whole(ctx, trend, whole), _gap(ctx, gap)) if part]
        if parts:
            yield _Told(ctx, partial(_sentences, parts))


def _whole(ctx: SeriesContext, trend: Trend | None, found: Progress | None) -> Inlines:
    if found is None or found.since_review is None or trend is None or has_definition(trend):
        return ()
    figures, change = whole_words(ctx, found)
    parts = {"figures": figures, "change": change}
    if ctx.is_country(trend.place_id):
        return ctx.wording.inlines("Everybody: {figures}, {change}", **parts)
    place = ctx.place(trend.place_id)
    return ctx.wording.inlines("{place}: {figures}, {change}", place=place, **parts)


def _gap(ctx: SeriesContext, found: GapProgress | None) -> Inlines:
    if found is None or found.since_review is None:
        return ()
    figures, change = gap_words(ctx, found)
    return ctx.wording.inlines("Gap, {figures}, {change}", figures=figures, change=change)


def _sentences(parts: list[Inlines]) -> Inlines:
    joined: list[Inlines] = []
    for part in parts:
        joined += [(Text(" "),)] if joined else []
        joined += [part, (Text("."),)]
    return tuple(inline for part in joined for inline in part)


# --- without a review --------------------------------------------------------------------------


def _courses(section: SectionContext) -> Iterator[_Told]:
    """Yield the trends that may be told of the country; then the newest figures of the others.

    Of each the plain figures come first. Where there are only figures by special definitions, each
    of them is told by its own name.
    """
    courses: list[_Told] = []
    single: list[_Told] = []
    for ctx, trend in _of_the_country(section):
        definition = trend if has_definition(trend) else None
        course = course_of(trend)
        if course is not None:
            courses.append(_Told(ctx, partial(_course, ctx, course), definition))
        elif trend.latest is not None:
            words = partial(_single, ctx, trend.latest)
            single.append(_Told(ctx, words, definition, trend.latest))
    for told in (courses, single):
        yield from sorted(told, key=lambda item: item.definition is not None)


def _of_the_country(section: SectionContext) -> Iterator[tuple[SeriesContext, Trend]]:
    """Yield the headline of every series, or, where it has no plain one, each by its definition."""
    for ctx in _in_order(section):
        trend = headline(ctx)
        if trend is None or not ctx.is_country(trend.place_id):
            continue
        yield ctx, trend
        yield from ((ctx, other) for other in other_definitions(ctx, trend))


def _single(ctx: SeriesContext, latest: Estimate) -> Inlines:
    """Return the newest figure alone, where no trend can be told."""
    return ctx.wording.inlines(
        "{value} in {period}{note}; no trend can be told.",
        value=ctx.value_in_words(latest),
        period=latest.period.label,
        note=(ctx.cite(latest.source_id),),
    )


def _figure(ctx: SeriesContext, latest: Estimate) -> Inlines:
    """Return the newest figure under words that say that it makes no trend."""
    return ctx.wording.inlines(
        "{value} in {period}{note}.",
        value=ctx.value_in_words(latest),
        period=latest.period.label,
        note=(ctx.cite(latest.source_id),),
    )


def _course(ctx: SeriesContext, course: Course) -> Inlines:
    before, after = course.first.value or 0.0, course.last.value or 0.0
    parts: dict[str, str | Inlines] = {
        "before": ctx.value_in_words(course.first),
        "then": course.first.period.label,
        "after": ctx.value(course.last),
        "now": course.last.period.label,
        "note": (ctx.cite(course.last.source_id),),
    }
    say, favourable = ctx.wording.inlines, ctx.series.favourable
    if favourable is not None and (after > before) is favourable:
        return say("better: from {before} ({then}) to {after} ({now}){note}.", **parts)
    if favourable is not None:
        return say("worse: from {before} ({then}) to {after} ({now}){note}.", **parts)
    if after > before:
        return say("up from {before} ({then}) to {after} ({now}){note}.", **parts)
    return say("down from {before} ({then}) to {after} ({now}){note}.", **parts)
