"""All other gaps of a series: every breakdown that has no chart of its own, none left out.

Three forms, by what may be said: a table of gaps that names who is furthest behind; a table, or
for a few a sentence, of breakdowns whose ends are equal, cannot be told apart or do not follow the
order of the groups, where nobody is named as behind; a sentence for those with one figure or none.
Each row is named by what sets it apart from the main chart. All values are in the annex.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from vnrgen.analysis.findings import Breakdown, DoubtKind
from vnrgen.analysis.partition import is_comparable_between_groups
from vnrgen.analysis.uncertainty import distinguishable
from vnrgen.document.blocks import (
    Block,
    Column,
    Inlines,
    Origin,
    Paragraph,
    Row,
    Table,
    Text,
)
from vnrgen.document.figures.gap_rows import End, GapRow, gap_rows
from vnrgen.document.figures.gap_words import gone, level_sentences, lone_sentence
from vnrgen.document.figures.table_parts import figures_table
from vnrgen.document.series.context import SeriesContext
from vnrgen.document.series.verdict import Verdict

_GENERATED = Origin("generated", "")
_MOST_IN_WORDS = 3  # more breakdowns without a clear gap than this are easier to read in a table
_WEIGHTS = (1.9, 1.9, 0.7, 1.4)


def other_gaps(
    ctx: SeriesContext, charted: Sequence[Breakdown], named: Collection[str] = ()
) -> list[Block]:
    """Return tables and a paragraph of all gaps of a series that have no chart.

    Counts are left out: groups of different size have no gap between their counts.

    Args:
        ctx: The series.
        charted: The breakdowns that have a chart, the main one first.
        named: Categories that the lead has named as having no figure.
    """
    if not is_comparable_between_groups(ctx.series):
        return []
    main = charted[0] if charted else None
    rows = gap_rows(ctx, charted)
    behind = [row for row in rows if row.ahead is not None and row.names_behind]
    level = [row for row in rows if row.ahead is not None and not row.names_behind]
    lone = [row for row in rows if row.ahead is None and not _is_said(row, named)]
    is_ranked = ctx.series.favourable is not None
    in_words = level if is_ranked and len(level) <= _MOST_IN_WORDS else []
    blocks: list[Block] = []
    if behind:
        blocks.append(_gaps_table(ctx, behind, main))
    if level and not in_words:
        blocks.append(_level_table(ctx, level, main))
    sentences = [*level_sentences(ctx, in_words), *lone_sentence(ctx, lone)]
    return [*blocks, *_paragraph(ctx, sentences)]


def _is_said(row: GapRow, named: Collection[str]) -> bool:
    """Whether a breakdown has no figure at all, and the lead has said so of each of its groups."""
    return row.behind is None and set(row.missing) <= set(named)


# --- the tables --------------------------------------------------------------------------------


def _gaps_table(ctx: SeriesContext, rows: Sequence[GapRow], main: Breakdown | None) -> Table:
    say = ctx.wording.text
    gap = say("Gap, points") if ctx.is_percentage else say("Gap")
    heads = (say("Behind"), say("Other end"), gap, say("How sure"))
    sure = [_certainty(ctx, row) for row in rows]
    if main is None:
        caption = ctx.wording.inlines("Other gaps: {indicator}", indicator=_measured(ctx))
    else:
        caption = ctx.wording.inlines(
            "Other gaps: {indicator}. {place}, {period}", **_about(ctx, main)
        )
    return _table(ctx, "others", caption, heads, rows, sure, _certainty_of_all(ctx, rows[0]))


def _level_table(ctx: SeriesContext, rows: Sequence[GapRow], main: Breakdown | None) -> Table:
    say = ctx.wording.text
    gap = say("Difference, points") if ctx.is_percentage else say("Difference")
    heads = (say("Lower figure"), say("Higher figure"), gap, say("Why nobody is named as behind"))
    if ctx.series.favourable is None:
        reasons = [""] * len(rows)
        caption = _unranked_caption(ctx, main)
    else:
        reasons = [_reason(ctx, row) for row in rows]
        caption = _level_caption(ctx, main)
    note = ctx.wording.inlines("In every row: {certainty}.", certainty=reasons[0])
    return _table(ctx, "no-gap", caption, heads, rows, reasons, note)


def _unranked_caption(ctx: SeriesContext, main: Breakdown | None) -> Inlines:
    if main is None:
        return ctx.wording.inlines("Lowest and highest: {indicator}", indicator=_measured(ctx))
    return ctx.wording.inlines(
        "Lowest and highest: {indicator}. {place}, {period}", **_about(ctx, main)
    )


def _level_caption(ctx: SeriesContext, main: Breakdown | None) -> Inlines:
    if main is None:
        return ctx.wording.inlines("No clear gap: {indicator}", indicator=_measured(ctx))
    return ctx.wording.inlines("No clear gap: {indicator}. {place}, {period}", **_about(ctx, main))


def _about(ctx: SeriesContext, main: Breakdown) -> dict[str, str]:
    return {
        "indicator": _measured(ctx),
        "place": ctx.place(main.place_id),
        "period": main.period.label,
    }


def _measured(ctx: SeriesContext) -> str:
    """Return what is measured, with its unit; percentages have it at every figure."""
    if ctx.is_percentage or not ctx.unit or ctx.unit.casefold() in ctx.indicator.casefold():
        return ctx.indicator
    return ctx.wording.text("{indicator} ({unit})", indicator=ctx.indicator, unit=ctx.unit)


def _certainty(ctx: SeriesContext, row: GapRow) -> str:
    say = ctx.wording.text
    if row.told is Verdict.FEW_CASES:
        return say("rests on few cases")
    return say("told apart") if _is_tested(row) else say("no margin of error published")


def _certainty_of_all(ctx: SeriesContext, row: GapRow) -> Inlines:
    """Return how sure all gaps of a table are, where all are as sure as this one."""
    say = ctx.wording.inlines
    if row.told is Verdict.FEW_CASES:
        return say("Each row rests on few cases.")
    if _is_tested(row):
        return say("In each row a test tells the two figures apart.")
    return say("No margin of error was published.")


def _is_tested(row: GapRow) -> bool:
    return len(row.estimates) > 1 and distinguishable(*row.estimates[:2]) is not None


def _reason(ctx: SeriesContext, row: GapRow) -> str:
    say = ctx.wording.text
    if row.doubt is not None:
        return _doubt_in_a_cell(ctx, row.doubt)
    match row.told:
        case Verdict.EQUAL:
            return say("equal")
        case Verdict.NOT_TOLD_APART:
            return say("cannot be told apart")
        case Verdict.OUT_OF_ORDER:
            return say("not in the order of the groups")
        case _:
            return say("one end of the order has no figure")


def _doubt_in_a_cell(ctx: SeriesContext, doubt: DoubtKind) -> str:
    say = ctx.wording.text
    match doubt:
        case DoubtKind.DISTRIBUTION:
            return say("parts of a whole, no rates of the groups")
        case DoubtKind.OFF_SCALE:
            return say("a figure is outside what a share can be")
        case DoubtKind.LEVELS_MIXED:
            return say("places of different levels")
        case DoubtKind.BOUNDARIES_CHANGE:
            return say("places from before and after a reform")
        case _:
            return say("the figures are doubtful")


def _table(
    ctx: SeriesContext,
    key: str,
    caption: Inlines,
    heads: Sequence[str],
    rows: Sequence[GapRow],
    last: Sequence[str],
    note: Inlines,
) -> Table:
    """Return a table; its last column gives way to a note where it says the same in every row."""
    has_last = len(set(last)) > 1
    columns = [
        Column(column_id="c0", head=(Text(ctx.wording.text("Broken down by")),), weight=1.9),
        *(
            Column(column_id=f"c{n}", head=(Text(head),), numeric=n == len(_WEIGHTS) - 1, weight=w)
            for n, (head, w) in enumerate(zip(heads, _WEIGHTS, strict=True), start=1)
        ),
    ]
    lines = [
        _line(ctx, row, words if has_last else "") for row, words in zip(rows, last, strict=True)
    ]
    description = ctx.wording.text(
        "{indicator}: breakdowns without a chart of their own, with both ends and the gap.",
        indicator=ctx.indicator,
    )
    estimates = [estimate for row in rows for estimate in row.estimates]
    block_id, kept = ctx.block_id("table", key), tuple(columns if has_last else columns[:-1])
    table = figures_table(ctx, block_id, caption, description, kept, lines, estimates)
    if has_last or not last[0]:
        return table
    return replace(table, notes=(*table.notes, note))


def _line(ctx: SeriesContext, row: GapRow, last: str) -> Row:
    name = row.name
    if row.missing:
        name = ctx.wording.text("{name}; {missing}", name=name, missing=gone(ctx, row))
    cells = [(Text(name),), _end_cell(ctx, row.behind), _end_cell(ctx, row.ahead)]
    if row.difference is not None:
        cells.append(ctx.bare_distance(row.finding_id, row.difference))
    return Row(row_id=row.finding_id, cells=(*cells, *([(Text(last),)] if last else [])))


def _end_cell(ctx: SeriesContext, end: End | None) -> Inlines:
    if end is None:
        return ()
    return ctx.wording.inlines("{value} {group}", value=ctx.value(end.estimate), group=end.name)


# --- in words ----------------------------------------------------------------------------------


def _paragraph(ctx: SeriesContext, sentences: Sequence[Inlines]) -> list[Block]:
    if not sentences:
        return []
    content: list[Inlines] = [sentences[0]]
    for sentence in sentences[1:]:
        content += [(Text(" "),), sentence]
    return [
        Paragraph(
            block_id=ctx.block_id("words", "others"),
            content=tuple(inline for part in content for inline in part),
            origin=_GENERATED,
        )
    ]
