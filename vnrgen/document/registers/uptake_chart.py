"""The chart of earlier recommendations by what the national report says, with its table."""

from __future__ import annotations

from vnrgen.analysis.findings import UptakeRate
from vnrgen.document.blocks import Chart, Column, Table, TableRole
from vnrgen.document.blocks import Row as TableRow
from vnrgen.document.context import GENERATED, SectionContext
from vnrgen.document.drawings import Axis, Bars, Point, Row, Tick
from vnrgen.document.language.statuses import uptakes
from vnrgen.document.language.wording import Wording
from vnrgen.document.registers.grid import words
from vnrgen.document.registers.uptake import report_notes
from vnrgen.document.registers.uptake_words import bound_count, reviewed, share, year_of
from vnrgen.dossier.model.decisions import Uptake

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_MOST_TICKS = 6


def uptake_chart(rate: UptakeRate, section: SectionContext) -> Chart:
    """Return the bars of one review, one for each status, and the table behind them."""
    wording = section.wording
    counts = [(status, name, rate.counts[status]) for status, name in uptakes(wording).items()]
    title = wording.inlines(
        "Adopted at least in part: {inclusive}",
        inclusive=share(rate.inclusive, rate, "inclusive", wording),
    )
    said = wording.listing(
        [
            wording.text("{status}: {count}", status=name, count=wording.number(count))
            for _, name, count in counts
        ]
    )
    return Chart(
        block_id=section.block_id("chart", "uptake", str(rate.cycle)),
        label="",
        title=title,
        subtitle=words(reviewed(rate.cycle, year_of(rate, section), wording)),
        drawing=Bars(
            rows=tuple(
                Row(
                    label=name,
                    points=(Point(value=float(count), text=wording.number(count), label=""),),
                )
                for _, name, count in counts
            ),
            axis=_axis(max(count for *_, count in counts), wording),
            reference=None,
        ),
        alternative=wording.text("Bars, one for each status. {counts}.", counts=said),
        table=_table(counts, rate, section),
        notes=report_notes(
            [r for r in section.evidence.recommendations if r.cycle == rate.cycle], section
        ),
        origin=GENERATED,
    )


def _axis(most: int, wording: Wording) -> Axis:
    step = next((s for s in _STEPS if most <= s * _MOST_TICKS), _STEPS[-1])
    count = max(1, -(-most // step))
    ticks = tuple(
        Tick(value=float(step * n), text=wording.number(step * n)) for n in range(count + 1)
    )
    title = wording.text("recommendations")
    return Axis(title=title, minimum=0.0, maximum=float(step * count), ticks=ticks)


def _table(
    counts: list[tuple[Uptake, str, int]], rate: UptakeRate, section: SectionContext
) -> Table:
    wording = section.wording
    rows = tuple(
        TableRow(
            row_id=status,
            cells=(words(name), (bound_count(count, f"{rate.cycle}/{status}", wording),)),
        )
        for status, name, count in counts
    )
    return Table(
        block_id=section.block_id("table", "uptake", str(rate.cycle)),
        label="",
        caption=(),
        description=wording.text(
            "One row for each of {count} statuses.", count=wording.number(len(Uptake))
        ),
        columns=(
            Column(column_id="status", head=words(wording.text("In the national report"))),
            Column(column_id="count", head=words(wording.text("Recommendations")), numeric=True),
        ),
        rows=rows,
        role=TableRole.FIGURES,
    )
