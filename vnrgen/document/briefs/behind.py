"""Who is furthest behind and by how much: key figures, a table, one or two small charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vnrgen.analysis.findings import Breakdown, Estimate, Gap
from vnrgen.document.blocks import Block, Chart, Inlines, Row, TableRole, Text
from vnrgen.document.blocks.plain import plain
from vnrgen.document.context import SectionContext
from vnrgen.document.drawings import SmallMultiples
from vnrgen.document.figures.charts import bars_chart, breakdown_chart
from vnrgen.document.figures.glance import (
    Lead,
    doubted_leads,
    every_lead,
    first_leads,
    key_figures_of,
    measured_name,
)
from vnrgen.document.figures.over_time import Form, form_of
from vnrgen.document.registers.grid import Head, register, words
from vnrgen.document.series.choice import comparable_periods
from vnrgen.document.series.context import SeriesContext

_WIDTH = 7.2  # of the table's first three columns, where that of a number has 0.9
_WIDE, _NARROW = 2.0, 1.5
_SHORT = 17  # letters that stand on one line of a narrow column
_MOST_DOUBTED = 2  # gaps that are named where they are not told
_SLIGHT = 1.0  # percentage points
_MOST_GROUPS = 7  # rows that a small chart can hold
_MOST_PERIODS = 5  # one below the other
_MOST_POINTS = 12  # along a line


def key_figures(section: SectionContext) -> tuple[Block, ...]:
    """Return the widest gaps as key figures, as many as there is room for.

    Where no gap leads there are none: ``furthest_behind`` says so.
    """
    named = [(lead, _name(lead)) for lead in first_leads(section) if not _is_slight(lead)]
    if not named:
        return ()
    return (key_figures_of(section.whole.room.take("key_figures", named), section),)


def furthest_behind(section: SectionContext) -> tuple[Block, ...]:
    """Return a row for every gap that leads an indicator, as many as there is room for.

    After them come the gaps by other definitions. Rows stand in the order of their ratios.
    """
    wording = section.wording
    found = every_lead(section)
    if not found:
        message = wording.text("No figures compare groups surely enough to say who is behind.")
        doubted = _doubted(section)
        said = f"{message} {doubted}" if doubted else message
        return (section.fallback("behind", said),)
    kept = section.whole.room.take("behind", [(lead, _name(lead)) for lead in found])
    if not kept:
        return ()
    rows = [_row(lead, section) for lead in sorted(kept, key=_ratio)]
    end = _width_of_ends(rows)
    table = register(
        section,
        "behind",
        caption=wording.text("Who is furthest behind, the largest ratio first"),
        heads=(
            Head(wording.text("Indicator"), _WIDTH - 2 * end),
            Head(wording.text("Behind"), end),
            Head(wording.text("At the other end"), end),
            Head(wording.text("Everybody"), 0.9, numeric=True),
            Head(wording.text("Gap"), 0.9, numeric=True),
        ),
        rows=rows,
        role=TableRole.REGISTER,
        notes=_notes(kept, _doubted(section)),
    )
    return (table,)


def _width_of_ends(rows: Sequence[Row]) -> float:
    """Return how wide the two columns of groups are; short names leave room to indicators."""
    longest = max(len(plain(cell)) for row in rows for cell in row.cells[1:3])
    return _NARROW if longest <= _SHORT else _WIDE


def _is_slight(lead: Lead) -> bool:
    """Whether a gap is too small to lead, where nobody published how sure its two figures are."""
    ctx, _, gap = lead
    is_small = ctx.is_percentage and abs(gap.difference) < _SLIGHT
    return is_small and gap.distinguishable is None


def _ratio(lead: Lead) -> float:
    return -(lead[2].ratio or 0.0)


def _name(lead: Lead) -> str:
    ctx, breakdown, _ = lead
    return ctx.wording.text(
        "{code} {indicator}, by {dimension}",
        code=ctx.series.indicator_id,
        indicator=measured_name(ctx, breakdown),
        dimension=ctx.by(breakdown),
    )


def _row(lead: Lead, section: SectionContext) -> Row:
    ctx, breakdown, gap = lead
    reference = breakdown.reference
    return Row(
        row_id="/".join((*ctx.series.key, breakdown.finding_id)),
        cells=(
            _indicator(ctx, breakdown, gap, section),
            _end(ctx, ctx.member(gap.behind), gap.behind.estimate),
            _end(ctx, ctx.member(gap.ahead), gap.ahead.estimate),
            ctx.cell(reference) if reference is not None else words("–"),
            ctx.bare_gap(breakdown.finding_id, gap),
        ),
    )


def _end(ctx: SeriesContext, name: str, estimate: Estimate) -> Inlines:
    return ctx.wording.inlines("{group}: {value}", group=name, value=ctx.value(estimate))


def _indicator(
    ctx: SeriesContext, breakdown: Breakdown, gap: Gap, section: SectionContext
) -> Inlines:
    wording, name = ctx.wording, measured_name(ctx, breakdown)
    when = ctx.dated(gap.behind.estimate, breakdown.period.label)
    if not ctx.is_country(breakdown.place_id):
        place = ctx.place(breakdown.place_id)
        when = wording.text("{place}, {period}", place=place, period=when)
    return wording.inlines(
        "{code} {indicator}, {period}{note}",
        code=ctx.series.indicator_id,
        indicator=name,
        period=when,
        note=section.cite(breakdown.source_id),
    )


def _doubted(section: SectionContext) -> str:
    """Return which gaps are not told because their figures contradict themselves; "" for none."""
    names = [_name(lead) for lead in doubted_leads(section)]
    if not names:
        return ""
    wording = section.wording
    if len(names) > _MOST_DOUBTED:
        return wording.plural(
            "{count} gap is not told, for its figures contradict themselves.",
            "{count} gaps are not told, for their figures contradict themselves.",
            len(names),
        )
    return wording.text(
        "Not told, for the figures contradict themselves: {gaps}.", gaps=wording.apart(names)
    )


def _notes(kept: Sequence[Lead], doubted: str) -> tuple[Inlines, ...]:
    """Explain the marks of figures on few cases, and say what the gap is counted in."""
    used = [member.estimate for _, b, gap in kept for member in (gap.behind, gap.ahead)]
    used += [b.reference for _, b, _ in kept if b.reference is not None]
    ctx = kept[0][0]
    notes = [
        ctx.wording.inlines(
            "Gap: of percentages in percentage points, else in the unit named; worked out before "
            "rounding."
        )
    ]
    if any(map(_is_slight, kept)):
        notes.append(
            ctx.wording.inlines(
                "A gap of less than one percentage point may be chance: no margin of error was "
                "published."
            )
        )
    if doubted:
        notes.append((Text(doubted),))
    return (*notes, *ctx.mark_notes(used))


# --- small charts ------------------------------------------------------------------------------


def charts(section: SectionContext) -> tuple[Block, ...]:
    """Return small charts of the first gaps, of those whose groups a small chart can hold."""
    drawn = [(lead, _name(lead)) for lead in every_lead(section) if _is_small(lead[1])]
    return tuple(_chart(lead) for lead in section.whole.room.take("charts", drawn))


def _is_small(breakdown: Breakdown) -> bool:
    return len(breakdown.members) <= _MOST_GROUPS


def _chart(lead: Lead) -> Chart:
    ctx, breakdown, _ = lead
    trend = comparable_periods(ctx, breakdown)
    if trend is not None:
        most = _MOST_POINTS if form_of(ctx, trend) is Form.SLOPE else _MOST_PERIODS
        trend = trend if len(trend.breakdowns) <= most else None
    chart = breakdown_chart(ctx, breakdown, trend)
    if not isinstance(chart, Chart) or isinstance(chart.drawing, SmallMultiples):
        chart = bars_chart(ctx, breakdown)
    # The alternative says every value; the data file of the brief has them all.
    alone = replace(chart.table, rows=(), notes=(), source=())
    said = chart.source or (Text(""),)
    return replace(chart, table=alone, source=said)
