"""Tables, charts and matrices with their hard cases, for tests of renderers; all invented."""

from __future__ import annotations

from typing import Any

from tests.builders_blocks import GROUPS, bound, words
from vnrgen.document.blocks import (
    Chart,
    Column,
    ColumnGroup,
    CoverageMatrix,
    MatrixMark,
    MatrixRow,
    Row,
    RowKind,
    Table,
    TableRole,
    Text,
)
from vnrgen.document.drawings import Axis, Bars, Drawing, Dumbbell, Equiplot, Point, Producer, Tick
from vnrgen.document.drawings import Emphasis as Part
from vnrgen.document.drawings import Row as DrawnRow

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def behind_table(block_id: str, rows: int = 4) -> Table:
    """Return the unnumbered table behind a chart."""
    body = tuple(
        Row(
            row_id=f"r{index}",
            cells=(
                words(GROUPS[index % len(GROUPS)] if index < len(GROUPS) else f"District {index}"),
                (bound(f"{41.5 - index:.1f}", f"obs-{index}"),),
                words(f"{38.2 - index:.1f} to {44.9 - index:.1f}"),
                words(str(1204 - 31 * index)),
            ),
        )
        for index in range(rows)
    )
    return Table(
        block_id=block_id,
        label="",
        caption=words("Births attended by skilled health personnel, per cent"),
        description="One row per group with the share, its interval and the sample.",
        columns=(
            Column(column_id="group", head=words("Group"), weight=2.4),
            Column(column_id="value", head=words("Per cent"), numeric=True),
            Column(column_id="interval", head=words("95% interval"), numeric=True, weight=1.4),
            Column(column_id="n", head=words("Women asked"), numeric=True),
        ),
        rows=body,
    )


def _axis() -> Axis:
    ticks = tuple(Tick(value=float(v), text=str(v)) for v in range(0, 101, 20))
    return Axis(title="Per cent", minimum=0.0, maximum=100.0, ticks=ticks)


def _point(value: float, label: str, **changes: Any) -> Point:
    return Point(value=value, text=f"{value:.1f}", label=label, **changes)


def an_equiplot() -> Equiplot:
    """Return an equiplot of three years."""
    rows = tuple(
        DrawnRow(
            label=str(year),
            points=(
                _point(31.0 + step, "Highland communities", emphasis=Part.BEHIND),
                _point(71.0 + step, "National", emphasis=Part.NATIONAL),
                _point(96.5 + step / 10, "Capital district", emphasis=Part.AHEAD),
            ),
        )
        for step, year in ((0, 2014), (5, 2019), (9, 2024))
    )
    return Equiplot(rows=rows, axis=_axis())


def some_bars(count: int = 30) -> Bars:
    """Return bars of ``count`` rows, the last one without a value."""
    rows = [
        DrawnRow(
            label=f"District {index} of the highland province",
            points=(
                _point(
                    90.0 - 2 * index,
                    "",
                    lower=86.0 - 2 * index,
                    upper=min(94.0 - 2 * index, 100.0),
                    emphasis=Part.BEHIND if index > count - 4 else Part.PLAIN,
                ),
            ),
        )
        for index in range(count - 1)
    ]
    rows.append(DrawnRow(label="Nomadic herders", points=(), absent="no data collected"))
    return Bars(rows=tuple(rows), axis=_axis(), reference=_point(71.0, "National"))


def a_dumbbell() -> Dumbbell:
    """Return official beside citizen values for three groups."""
    rows = tuple(
        DrawnRow(
            label=group,
            points=(
                _point(60.0 + 4 * index, "official"),
                _point(48.0 + 3 * index, "citizen", producer=Producer.CITIZEN),
            ),
        )
        for index, group in enumerate(GROUPS[:3])
    )
    return Dumbbell(
        rows=rows,
        axis=_axis(),
        official_label="Official: health survey 2024",
        citizen_label="Citizen: clinic scorecard 2025",
    )


def a_chart(block_id: str, label: str, drawing: Drawing, rows: int = 4) -> Chart:
    """Return a chart with its data table."""
    return Chart(
        block_id=block_id,
        label=label,
        title=(
            Text("Six in ten highland mothers give birth without skilled help; in the capital, "),
            bound("one in thirty"),
        ),
        subtitle=words("Births attended by skilled health personnel, per cent, Ostara, 2024"),
        drawing=drawing,
        alternative="Highland communities 41.5 per cent, national 71.0, capital district 96.6.",
        table=behind_table(f"{block_id}/data", rows),
        notes=(words("(29.5): estimate from 25 to 49 cases."),),
        source=words("Source: Ostara Demographic and Health Survey 2024 (official)."),
    )


def a_long_table() -> Table:
    """Return 47 rows under two levels of heads, in groups, with a total and a very long word."""
    rows: list[Row] = []
    for index in range(47):
        if index % 12 == 0:
            head = f"Province {index // 12 + 1}"
            rows.append(Row(row_id=f"g{index}", cells=(words(head),), kind=RowKind.GROUP))
        name = LONG_WORD if index == 3 else f"District {index + 1}"
        values = tuple(
            words(text)
            for text in (f"{60 + index / 10:.1f}", f"{55 - index / 10:.1f}", "(29.5)", "*")
        )
        rows.append(Row(row_id=f"r{index}", cells=(words(name), *values)))
    total = (words("Ostara"), words("64.8"), words("51.2"), words("70.1"), words("58.3"))
    rows.append(Row(row_id="total", cells=total, kind=RowKind.TOTAL))
    heads = ("District", "Women", "Men", "Women", "Men")
    columns = tuple(
        Column(column_id=f"c{i}", head=words(head), numeric=i > 0, weight=2.2 if i == 0 else 1.0)
        for i, head in enumerate(heads)
    )
    return Table(
        block_id="annex/table/districts",
        label="Table 2",
        caption=words("Adults who can read, by district and sex, per cent"),
        description="One row per district in four provinces; women and men in 2019 and 2024.",
        columns=columns,
        column_groups=(
            ColumnGroup(head=(), span=1),
            ColumnGroup(head=words("2019"), span=2),
            ColumnGroup(head=words("2024"), span=2),
        ),
        rows=tuple(rows),
        notes=(
            words("(29.5): estimate from 25 to 49 cases."),
            words("*: fewer than 25 cases, not shown."),
        ),
        source=words("Source: Ostara Labour Force Survey, 2019 and 2024 (official)."),
    )


def a_grid() -> Table:
    """Return a table of words: groups against policies."""
    columns = tuple(
        Column(column_id=name, head=words(name), weight=weight)
        for name, weight in (("Group", 1.0), ("Policy", 2.0), ("Budget", 1.0), ("Body", 1.4))
    )
    rows = tuple(
        Row(
            row_id=f"p{index}",
            cells=(
                words(group),
                words("No policy identified" if index == 2 else "Strategy on inclusion, 2023-2027"),
                words("2.4 million" if index != 2 else "–"),
                words("Ministry of Social Affairs" if index != 2 else "–"),
            ),
        )
        for index, group in enumerate(GROUPS[:4])
    )
    return Table(
        block_id="policy/table/responses",
        label="Table 1",
        caption=words("What is being done for each group"),
        description="One row per group: policy, budget and responsible body.",
        columns=columns,
        rows=rows,
        role=TableRole.GRID,
    )


def a_matrix() -> CoverageMatrix:
    """Return a coverage matrix with every mark in it."""
    named = {
        MatrixMark.FILLED: "official",
        MatrixMark.HATCHED: "citizen only",
        MatrixMark.WITHHELD: "withheld",
        MatrixMark.EMPTY: "none",
    }
    marks = tuple(MatrixMark)
    kinds = ("Health", "Education", "Work and income", "Housing", "Safety", "Participation")
    rows = tuple(
        MatrixRow(
            row_id=f"m{index}",
            head=words(group),
            cells=tuple(
                (mark, named[mark])
                for mark in (marks[(index * index + column) % 4] for column in range(len(kinds)))
            ),
        )
        for index, group in enumerate(GROUPS)
    )
    return CoverageMatrix(
        block_id="who/matrix/coverage",
        label="Figure 1",
        caption=words("Where evidence exists about each group, and where it is missing"),
        description="Six groups against six kinds of evidence.",
        corner=words("Group"),
        columns=tuple(words(kind) for kind in kinds),
        rows=rows,
        legend=tuple((mark, named[mark]) for mark in marks),
        notes=(words("Withheld: too few cases to be shown without harm."),),
    )
