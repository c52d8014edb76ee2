"""Drawings to test with: plain by default, every hard case by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from vnrgen.document.blocks import Chart, Table, Text
from vnrgen.document.drawings import (
    Axis,
    Bars,
    CoverageCell,
    CoverageMap,
    CoverageRow,
    Depth,
    Drawing,
    Dumbbell,
    Emphasis,
    Equiplot,
    Line,
    Moment,
    Panel,
    Point,
    Producer,
    Row,
    Slope,
    SmallMultiples,
    Standing,
    StandingMatrix,
    StandingRow,
    Tick,
)

LONG = "Persons with severe functional difficulties living in collective households of the north"
ARABIC = "النساء في المرتفعات"
SCRIPT_NAMES = (
    LONG,
    ARABIC,
    "Youth",
    "पहाड़ी समुदाय की महिलाएँ",
    "ผู้สูงอายุในชนบท",
    "ជនជាតិដើមភាគតិច",
    "Ηλικιωμένοι στα ορεινά",
)
"""Names of groups as they come: short, long, from right to left, in scripts that stack marks."""


def an_axis(maximum: float = 100.0, minimum: float = 0.0, step: float = 20.0) -> Axis:
    count = round((maximum - minimum) / step)
    values = [minimum + step * index for index in range(count + 1)]
    ticks = tuple(Tick(value=v, text=f"{v:g}%") for v in values)
    return Axis(title="Share of births, %", minimum=minimum, maximum=maximum, ticks=ticks)


def a_point(value: float, label: str = "", **changes: Any) -> Point:
    return Point(**{"value": value, "text": f"{value:.1f}%", "label": label, **changes})


def a_chart(drawing: Drawing, block_id: str = "figures/x/chart/y") -> Chart:
    table = Table(
        block_id=f"{block_id}/table", label="", caption=(), description="", columns=(), rows=()
    )
    return Chart(
        block_id=block_id,
        label="",
        title=(Text("A finding"),),
        subtitle=(),
        drawing=drawing,
        alternative="What the chart shows",
        table=table,
    )


def _quintiles(values: list[float], label: str, absent: str = "") -> Row:
    names = ["Poorest fifth", "Second fifth", "Middle fifth", "Fourth fifth", "Richest fifth"]
    parts = [Emphasis.BEHIND, *[Emphasis.PLAIN] * 3, Emphasis.AHEAD]
    points = [a_point(v, n, emphasis=e) for v, n, e in zip(values, names, parts, strict=True)]
    national = a_point(sum(values) / 5, "Everybody", emphasis=Emphasis.NATIONAL)
    return Row(label=label, points=(*points, national), absent=absent)


def hard_drawings() -> dict[str, Drawing]:
    """Return drawings in which labels are likely to collide or to be cut."""
    return _hard_equiplots() | _hard_bars() | _hard_dumbbells() | _arabic_drawings()


def _hard_equiplots() -> dict[str, Drawing]:
    """Return equiplots with close, equal and outermost values."""
    near = tuple(
        a_point(40 + i * 0.15, f"Ethnic group {i + 1}", emphasis=list(Emphasis)[3 if i else 0])
        for i in range(12)
    )
    edges = (
        a_point(0.0, LONG, emphasis=Emphasis.AHEAD),
        a_point(100.0, LONG + " again", emphasis=Emphasis.BEHIND),
    )
    return {
        "quintiles": Equiplot(
            rows=(
                _quintiles([62.1, 48.0, 35.5, 22.9, 8.4], "2022"),
                _quintiles([70.3, 55.1, 41.0, 28.8, 10.2], "2017", "Fourth fifth in 2017: (*)"),
                _quintiles([81.3, 62.0, 51.4, 30.2, 12.6], "2012"),
                Row(label="2007", points=(), absent="no data"),
            ),
            axis=an_axis(),
        ),
        "two_groups": Equiplot(
            rows=tuple(
                Row(
                    label=str(y),
                    points=(
                        a_point(a, "Rural", emphasis=Emphasis.BEHIND),
                        a_point(b, "Urban", emphasis=Emphasis.AHEAD),
                        a_point((a + b) / 2, "Ostara", emphasis=Emphasis.NATIONAL),
                    ),
                )
                for y, a, b in ((2022, 38.4, 12.0), (2017, 44.0, 14.1), (2012, 51.0, 15.0))
            ),
            axis=an_axis(60, step=10),
        ),
        "twelve_near": Equiplot(
            rows=(Row(label="2018-20", points=near), Row(label="2015-17", points=near)),
            axis=an_axis(60, step=10),
        ),
        "equal": Equiplot(
            rows=(Row(label="2020", points=tuple(a_point(50, f"Group {i}") for i in range(6))),),
            axis=an_axis(),
        ),
        "edges": Equiplot(
            rows=(Row(label=LONG, points=edges, absent=LONG), Row(label="2015", points=edges)),
            axis=an_axis(),
        ),
        "tiny_range": Equiplot(
            rows=(
                Row(
                    label="2020",
                    points=(
                        a_point(97.12, "Women", emphasis=Emphasis.BEHIND),
                        a_point(97.13, "Men", emphasis=Emphasis.AHEAD),
                    ),
                ),
            ),
            axis=an_axis(97.14, 97.11, 0.01),
        ),
    }


def _hard_bars() -> dict[str, Drawing]:
    """Return bars with gaps, small samples, huge and negative values."""
    return {
        "bars": Bars(
            rows=(
                Row(
                    label="Women with disabilities",
                    points=(a_point(71, lower=60, upper=82, emphasis=Emphasis.BEHIND),),
                ),
                Row(label="Migrants (n = 32)", points=(a_point(48, text="(48.0%)", small=True),)),
                Row(label=LONG, points=(a_point(47.5, lower=46, upper=49),)),
                Row(label="LGBTI people", points=(), absent="no data"),
                Row(label="Children on the move", points=(), absent="(*)"),
                Row(
                    label="Highland people",
                    points=(a_point(0, producer=Producer.CITIZEN), a_point(12)),
                ),
                Row(
                    label="Capital",
                    points=(a_point(3, lower=1, upper=6, emphasis=Emphasis.AHEAD),),
                ),
            ),
            axis=an_axis(),
            reference=a_point(49, "Ostara"),
        ),
        "thirty": Bars(rows=_thirty_districts(), axis=an_axis(), reference=a_point(48, "Ostara")),
        "huge": Bars(
            rows=(
                Row(label="Rural", points=(a_point(12_345_678, text="12,345,678"),)),
                Row(label="Urban", points=(a_point(1, text="1"),)),
            ),
            axis=Axis(
                title="People",
                minimum=0,
                maximum=15_000_000,
                ticks=tuple(
                    Tick(value=v * 1e6, text=f"{v},000,000" if v else "0") for v in (0, 5, 10, 15)
                ),
            ),
            reference=None,
        ),
        "negative": Bars(
            rows=(
                Row(label="Poorest fifth", points=(a_point(-3.2, lower=-5, upper=-1),)),
                Row(label="Richest fifth", points=(a_point(4.1, lower=2, upper=6),)),
            ),
            axis=an_axis(8, -8, 4),
            reference=a_point(0.4, "Ostara"),
        ),
    }


def _thirty_districts() -> tuple[Row, ...]:
    """Return a row a district, two without a value and one with a very long name."""
    return tuple(
        Row(
            label=f"District number {i + 1}" + (" with a much longer name than others" * (i == 4)),
            points=()
            if i in {3, 17}
            else (
                a_point(
                    90 - 2.7 * i,
                    lower=max(0, 84 - 2.7 * i),
                    upper=min(100, 97 - 2.7 * i),
                    small=i == 8,
                    emphasis=Emphasis.BEHIND if i == 0 else Emphasis.PLAIN,
                ),
            ),
            absent={3: "no data", 17: "(*)"}.get(i, ""),
        )
        for i in range(30)
    )


def _hard_dumbbells() -> dict[str, Drawing]:
    """Return official beside citizen values, one of them missing."""
    return {
        "dumbbell": Dumbbell(
            rows=(
                Row(
                    label="Everybody",
                    points=(
                        a_point(49, lower=47, upper=51),
                        a_point(60, producer=Producer.CITIZEN, lower=50, upper=70),
                    ),
                ),
                Row(
                    label="Persons with disabilities",
                    points=(
                        a_point(55, emphasis=Emphasis.BEHIND, lower=48, upper=62),
                        a_point(
                            56,
                            emphasis=Emphasis.BEHIND,
                            producer=Producer.CITIZEN,
                            lower=46,
                            upper=66,
                        ),
                    ),
                ),
                Row(
                    label="LGBTI people",
                    points=(a_point(88, producer=Producer.CITIZEN),),
                    absent="no official figure",
                ),
                Row(label="Highland people", points=(), absent="(*)"),
            ),
            axis=an_axis(),
            official_label="official",
            citizen_label="citizen",
        ),
    }


def _arabic_drawings() -> dict[str, Drawing]:
    """Return drawings that run from right to left."""
    return {
        "arabic": Bars(
            rows=(
                Row(label=ARABIC, points=(a_point(71, emphasis=Emphasis.BEHIND),)),
                Row(label="الأشخاص ذوو الإعاقة (45)", points=(a_point(22, lower=20, upper=30),)),
                Row(label="المهاجرون", points=(), absent="لا توجد بيانات"),
            ),
            axis=an_axis(),
            reference=a_point(49, "الوطني"),
        ),
        "arabic_equiplot": Equiplot(
            rows=(
                Row(
                    label="2022",
                    points=(
                        a_point(80, ARABIC, emphasis=Emphasis.BEHIND),
                        a_point(12, "الرجال", emphasis=Emphasis.AHEAD),
                        a_point(14, "عُمان — Ελλάδα — Україна"),
                    ),
                ),
                Row(
                    label="2017",
                    points=(
                        a_point(85, ARABIC, emphasis=Emphasis.BEHIND),
                        a_point(10, "الرجال", emphasis=Emphasis.AHEAD),
                    ),
                ),
            ),
            axis=an_axis(),
        ),
    }


# --- over time and matrices --------------------------------------------------------------------


def moments(
    *years: int, broken: int = 0, words: str = "New method from here on"
) -> tuple[Moment, ...]:
    return tuple(
        Moment(label=str(year), year=year, break_before=words if year == broken else "")
        for year in years
    )


def a_line(label: str, values: Sequence[float | None], **changes: Any) -> Line:
    """Return a line; ``spread`` gives each point an interval; other changes are the line's."""
    spread = changes.pop("spread", None)
    around = {} if spread is None else {"lower": spread, "upper": spread}
    points = tuple(
        None
        if value is None
        else a_point(
            value,
            label,
            emphasis=changes.get("emphasis", Emphasis.PLAIN),
            producer=changes.get("producer", Producer.OFFICIAL),
            **{k: value - v if k == "lower" else value + v for k, v in around.items()},
        )
        for value in values
    )
    return Line(label=label, points=points, **changes)


def _three(names: Sequence[str], *, spread: float | None = 4) -> tuple[Line, ...]:
    return (
        a_line(names[0], [70.3, 64.0, None, 62.1], emphasis=Emphasis.BEHIND, spread=spread),
        a_line(names[1], [12.1, 11.0, 10.2, 8.4], emphasis=Emphasis.AHEAD, spread=spread),
        a_line(names[2], [38.0, 36.5, 36.0, 35.5], emphasis=Emphasis.NATIONAL),
    )


def a_coverage_map(groups: Sequence[str], kinds: Sequence[str]) -> CoverageMap:
    depths = list(Depth)
    rows = tuple(
        CoverageRow(
            label=group,
            cells=tuple(
                CoverageCell(
                    text=str((i * j) % 4 * 3) if (i * j) % 4 else "–", depth=depths[(i * j) % 4]
                )
                for j in range(len(kinds))
            ),
        )
        for i, group in enumerate(groups)
    )
    key = zip(depths, ("nothing", "1 to 3", "4 to 6", "7 or more"), strict=True)
    return CoverageMap(columns=tuple(kinds), rows=rows, key=tuple(key))


def a_standing_matrix(groups: Sequence[str], indicators: Sequence[str]) -> StandingMatrix:
    every = list(Standing)
    rows = tuple(
        StandingRow(
            label=group,
            standings=tuple(every[(i + 2 * j) % 5] for j in range(len(indicators))),
            total=f"{i} of {len(indicators)}",
        )
        for i, group in enumerate(groups)
    )
    words = (
        "furthest behind",
        "cannot be told apart from the furthest behind",
        "behind the country as a whole",
        "not behind, or not told apart from the whole",
        "no figure",
    )
    return StandingMatrix(
        columns=tuple(indicators),
        rows=rows,
        key=tuple(zip(every, words, strict=True)),
        total_label="furthest behind in",
    )


def new_drawings() -> dict[str, Drawing]:
    """Return drawings over time and matrices in which labels are likely to collide or be cut."""
    years = moments(2010, 2015, 2020, 2024)
    broken = moments(2010, 2015, 2020, 2024, broken=2020)
    groups = ("Rural poor", "Urban rich", "Ostara")
    same = tuple(a_line(f"{LONG} {i}", [50, 50, 50, 50.0]) for i in range(6))
    twelve = [f"{i}.{i % 4}.1" for i in range(1, 13)]
    kinds = ("Official", "Citizen", "Qualitative", "Stories", "Recommendations", "Policies")
    return {
        "slope": Slope(moments=years, lines=_three(groups), axis=an_axis(), absent="Youth: (*)"),
        "slope_broken": Slope(moments=broken, lines=_three(groups), axis=an_axis()),
        "slope_breaks": Slope(
            moments=tuple(replace(m, break_before=LONG) for m in years),
            lines=_three((LONG, ARABIC, "ผู้สูงอายุในชนบท")),
            axis=an_axis(),
        ),
        "slope_two": Slope(
            moments=moments(2015, 2024),
            lines=(
                a_line("Women", [0, 100], emphasis=Emphasis.BEHIND),
                a_line("Men", [100, 0], producer=Producer.CITIZEN, emphasis=Emphasis.AHEAD),
            ),
            axis=an_axis(),
        ),
        "slope_same": Slope(moments=years, lines=same, axis=an_axis()),
        "slope_one": Slope(moments=moments(2020), lines=(a_line("Women", [3]),), axis=an_axis()),
        "multiples": SmallMultiples(
            moments=broken,
            panels=tuple(
                Panel(label=name, lines=_three((name, "", ""))[:1], absent="(*) in 2020" * (i == 2))
                for i, name in enumerate((*SCRIPT_NAMES, "Women"))
            ),
            axis=an_axis(),
            reference=_three(groups)[2],
        ),
        "multiples_none": SmallMultiples(
            moments=years,
            panels=(
                Panel(label="LGBTI people", lines=(), absent="no data"),
                Panel(label="Both", lines=_three(groups, spread=None)[:2]),
            ),
            axis=an_axis(),
        ),
        "coverage": a_coverage_map([*SCRIPT_NAMES, "Women"], kinds),
        "coverage_forty": a_coverage_map([f"Group {i}" for i in range(40)], kinds),
        "coverage_one": a_coverage_map(["Women"], ["Official"]),
        "standings": a_standing_matrix([*SCRIPT_NAMES, "Women"], twelve),
        "standings_wide": a_standing_matrix(["Women", LONG], twelve * 3),
        "standings_long": a_standing_matrix(["Women", ARABIC], ["Births with skilled help", LONG]),
        "standings_words": a_standing_matrix(
            ["Women", "Men"], ["Children registered by a civil authority"] * 9
        ),
    }
