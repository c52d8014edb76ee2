"""The runs of rows under one heading of the annex: groups, places and crossings, old runs too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vnrgen.analysis.findings import Breakdown, Estimate, Intersection, Period
from vnrgen.document.blocks import Inlines, Text
from vnrgen.document.figures.positions import in_reading_order
from vnrgen.document.sentences.comparison import crossed
from vnrgen.document.series.circumstances import context_words, rhythm_words
from vnrgen.document.series.context import SeriesContext
from vnrgen.document.series.shown_periods import evenly

_MOST_BEFORE_A_BREAK = 6  # periods of one breakdown that have rows of their own


@dataclass(frozen=True, slots=True)
class Line:
    """One row to be: what it is called, its newest figure, and earlier comparable ones.

    ``context`` is how a headline was measured, in words.
    """

    row_id: str
    name: Inlines
    newest: Estimate
    earlier: Mapping[Period, Estimate]
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """The rows under one heading; ``is_choice`` where other periods like it have no rows."""

    run_id: str
    head: Inlines
    lines: tuple[Line, ...]
    is_choice: bool = False


def valued_periods(line: Line) -> set[Period]:
    """Return the earlier periods of which a row has a figure."""
    return {period for period, estimate in line.earlier.items() if estimate.value is not None}


def newest_runs(ctx: SeriesContext, heads: Heads) -> list[Run]:
    """Return the newest figures of every breakdown, then of every crossing."""
    breakdowns = _official_first(ctx.findings.breakdowns)
    return [
        *(_run_of(ctx, b, heads.of_breakdown(b), _runs_before(ctx, b)[1]) for b in breakdowns),
        *(
            Run(c.finding_id, _crossing_head(ctx, c), _crossing_lines(ctx, c))
            for c in ctx.findings.intersections
        ),
    ]


def older_runs(ctx: SeriesContext, columns: Sequence[Period], heads: Heads) -> dict[str, list[Run]]:
    """Return what was measured before a break, by the id of the newest run of the same breakdown.

    Args:
        ctx: The series.
        columns: Periods that have a column, where an older run may have comparable figures.
        heads: The words over the newest runs.
    """
    found = {b.finding_id: _before_breaks(ctx, b, heads, columns) for b in ctx.findings.breakdowns}
    return {name: runs for name, runs in found.items() if runs}


def with_older(newest: Iterable[Run], older: Mapping[str, Sequence[Run]]) -> list[Run]:
    """Return the runs of rows in order: each newest one, then what was before its breaks."""
    return [run for new in newest for run in (new, *older.get(new.run_id, ()))]


def _before_breaks(
    ctx: SeriesContext, newest: Breakdown, heads: Heads, columns: Sequence[Period]
) -> list[Run]:
    """Return a run for each period before a break, the newest first; of very many, some."""
    before, _ = _runs_before(ctx, newest)
    periods = [
        (run, nth)
        for run in before
        for nth, breakdown in enumerate(run)
        if nth == len(run) - 1 or breakdown.period not in columns
    ]
    chosen = evenly(periods, _MOST_BEFORE_A_BREAK)
    runs = [
        _run_of(ctx, run[nth], heads.before_a_break(run[nth], newest), run[:nth])
        for run, nth in reversed(chosen)
    ]
    shown = [run for run in runs if any(line.newest.value is not None for line in run.lines)]
    is_choice = len(chosen) < len(periods)
    return [replace(run, is_choice=is_choice) for run in shown]


def _run_of(
    ctx: SeriesContext, breakdown: Breakdown, head: Inlines, earlier: Sequence[Breakdown]
) -> Run:
    lines = []
    for member in in_reading_order(ctx, breakdown):
        code = member.category.code
        before = {
            other.period: found.estimate
            for other in earlier
            for found in other.members
            if found.category.code == code
        }
        row_id = f"{breakdown.finding_id}/{code}"
        lines.append(Line(row_id, (Text(ctx.category(member.category)),), member.estimate, before))
    return Run(breakdown.finding_id, head, tuple(lines))


def _official_first(breakdowns: Sequence[Breakdown]) -> list[Breakdown]:
    """Return breakdowns in their order, those by one dimension in one place official first."""
    nth = {(b.dimension_id, b.place_id): n for n, b in reversed(list(enumerate(breakdowns)))}
    return sorted(
        breakdowns, key=lambda b: (nth[b.dimension_id, b.place_id], b.source_kind.is_citizen)
    )


@dataclass(frozen=True, slots=True)
class Heads:
    """The words over the newest breakdowns, with the source where those of several are alike."""

    ctx: SeriesContext
    plain: Mapping[str, Inlines]
    shared: Mapping[Inlines, int]

    def of_breakdown(self, breakdown: Breakdown) -> Inlines:
        """Return the words over a newest breakdown."""
        source = self._source(breakdown)
        if not source:
            return self.plain[breakdown.finding_id]
        return _breakdown_head(self.ctx, breakdown, *source)

    def before_a_break(self, breakdown: Breakdown, newest: Breakdown) -> Inlines:
        """Return the words over an older run of the same breakdown as a newest one."""
        words = self.ctx.wording.text("before a break in the series")
        return _breakdown_head(self.ctx, breakdown, *self._source(newest), words)

    def _source(self, newest: Breakdown) -> tuple[str, ...]:
        is_alone = self.shared[self.plain[newest.finding_id]] == 1
        return () if is_alone else (self.ctx.source_title(newest.source_id),)


def heads_of(ctx: SeriesContext) -> Heads:
    """Return the words over all newest breakdowns of a series, each made once."""
    made = {b.finding_id: _breakdown_head(ctx, b) for b in ctx.findings.breakdowns}
    return Heads(ctx, made, Counter(made.values()))


def _breakdown_head(ctx: SeriesContext, breakdown: Breakdown, *more: str) -> Inlines:
    """Return what sets a breakdown apart: dimension, place, period, definition, source kind."""
    context = [*context_words(ctx, breakdown), *rhythm_words(ctx, breakdown)]
    if breakdown.source_kind.is_citizen:
        context = [*context, ctx.wording.text("citizen data")]
    context += more
    dimension = ctx.by(breakdown)
    return _head(ctx, dimension, breakdown.place_id, breakdown.period.label, context)


def _runs_before(
    ctx: SeriesContext, breakdown: Breakdown
) -> tuple[Sequence[Sequence[Breakdown]], Sequence[Breakdown]]:
    """Return the runs of a breakdown that a break parts from it, and what is before it in its own.

    Both oldest first.
    """
    for trend in ctx.findings.gap_trends:
        for nth, run in enumerate(trend.segments):
            ids = [found.finding_id for found in run]
            if breakdown.finding_id in ids:
                return trend.segments[:nth], run[: ids.index(breakdown.finding_id)]
    return (), ()


def _crossing_head(ctx: SeriesContext, found: Intersection) -> Inlines:
    dimensions = ctx.wording.listing([ctx.dimension(name) for name in found.dimension_ids])
    source = ctx.publishable.sources.get(found.source_id)
    is_citizen = source is not None and source.kind.is_citizen
    context = [ctx.wording.text("citizen data")] if is_citizen else []
    return _head(ctx, dimensions, found.place_id, found.period.label, context)


def _crossing_lines(ctx: SeriesContext, found: Intersection) -> tuple[Line, ...]:
    return tuple(
        Line(
            f"{found.finding_id}/{'+'.join(category.code for category in cell.categories)}",
            (Text(crossed(ctx, found.dimension_ids, cell.categories)),),
            cell.estimate,
            {},
        )
        for cell in found.cells
    )


def _head(
    ctx: SeriesContext, dimension: str, place_id: str, period: str, context: Sequence[str]
) -> Inlines:
    parts = {"dimension": dimension, "place": ctx.place(place_id), "period": period}
    if not context:
        return ctx.wording.inlines("{dimension} – {place}, {period}", **parts)
    return ctx.wording.inlines(
        "{dimension} – {place}, {period} ({context})",
        context=", ".join(context),
        **parts,
    )
