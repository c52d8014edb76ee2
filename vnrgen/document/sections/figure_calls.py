"""What a section template may call for figures: an indicator, a chart, the tables of the annex."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from vnrgen.analysis.findings import SeriesFindings
from vnrgen.document.blocks import Block, Paragraph, Table
from vnrgen.document.call_errors import CallError
from vnrgen.document.context import SectionContext
from vnrgen.document.prose.narratives import indicator_blocks


def indicator_call(section: SectionContext) -> Callable[..., tuple[Block, ...]]:
    """Return the call that places all of one indicator: words, charts, tables and prose."""

    def indicator(which: SeriesFindings | str, series: str | None = None) -> tuple[Block, ...]:
        from vnrgen.document.figures.indicator import figure_blocks

        found = _findings_of(which, series, section)
        blocks = figure_blocks(section.evidence, found, section.wording, section.cite)
        return _with_prose(blocks, indicator_blocks(section, found.series))

    return indicator


def _with_prose(figures: tuple[Block, ...], prose: tuple[Block, ...]) -> tuple[Block, ...]:
    """Put the coalition's words on an indicator after its lead, before its charts and tables."""
    lead = len(tuple(takewhile(lambda block: isinstance(block, Paragraph), figures)))
    return (*figures[:lead], *prose, *figures[lead:])


def chart_call(section: SectionContext) -> Callable[..., Block]:
    """Return the call that places one chart or table of an indicator.

    The call raises ``CallError`` where there is no such indicator or drawing (VAL001, VAL004).
    """

    def chart(
        kind: str,
        indicator: SeriesFindings | str,
        by: str | None = None,
        series: str | None = None,
    ) -> Block:
        from vnrgen.document.figures.indicator import FigureError, chart_block

        found = _findings_of(indicator, series, section)
        try:
            return chart_block(kind, section.evidence, found, by, section.wording, section.cite)
        except FigureError as error:
            raise CallError("VAL004", error.what, error.fix) from error

    return chart


def _findings_of(
    which: SeriesFindings | str, series: str | None, section: SectionContext
) -> SeriesFindings:
    if isinstance(which, SeriesFindings):
        return which
    found = section.evidence.findings.of(which, series)
    if found is not None:
        return found
    known = ", ".join(
        dict.fromkeys(f.series.indicator_id for f in section.evidence.findings.series)
    )
    raise CallError(
        "VAL001", f'there are no findings for the indicator "{which}"', f"use one of: {known}"
    )


def annex_tables(section: SectionContext) -> tuple[Table | Block, ...]:
    """Return the table of every figure, one for each series."""
    from vnrgen.document.figures.indicator import annex_table

    tables = tuple(
        annex_table(section.evidence, found, section.wording, section.cite)
        for found in section.evidence.findings.series
    )
    if tables:
        return tables
    return (section.fallback("tables", section.wording.text("No data yet.")),)
