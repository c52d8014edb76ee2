"""No word of any chart is cut, none lies over another, over a mark or over the line of zero.

Measured on what is drawn: every text's extent on the canvas beside those of marks and lines.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders_charts import (
    SCRIPT_NAMES,
    a_coverage_map,
    a_line,
    a_point,
    a_standing_matrix,
    an_axis,
    hard_drawings,
    moments,
    new_drawings,
)
from tests.charts_measured import (
    assert_legible,
    figure_of,
    marks_of,
    references_of,
    words_of,
    zero_lines_of,
)
from vnrgen.charts.look import NARROW, WIDE, Sheet
from vnrgen.charts.pictures import canvas_of
from vnrgen.document.drawings import (
    Bars,
    Dumbbell,
    Emphasis,
    Equiplot,
    Line,
    Panel,
    Point,
    Producer,
    Row,
    Slope,
    SmallMultiples,
)

HARD = hard_drawings() | new_drawings()
SHEETS = {"wide": WIDE, "narrow": NARROW}
DIRECTIONS = ("ltr", "rtl")


@pytest.mark.parametrize("sheet", sorted(SHEETS))
@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("name", sorted(HARD))
def test_no_word_of_a_hard_chart_is_cut_or_covered(name: str, direction: str, sheet: str) -> None:
    assert_legible(HARD[name], direction, SHEETS[sheet])


def test_what_is_measured_is_what_is_drawn() -> None:
    canvas = canvas_of(HARD["dumbbell"], "ltr")

    assert len(zero_lines_of(canvas)) == 1
    kinds = [mark.what for mark in marks_of(canvas)]
    assert (kinds.count("mark"), kinds.count("whisker")) == (5, 4 * 3)  # a line and two ends each
    (word,) = (word for word in words_of(canvas) if word.what == "60.0% citizen")
    (highest,) = (m for m in marks_of(canvas) if m.what == "mark" and m.left > word.right - 60)
    assert word.right <= canvas.width
    assert not word.meets(highest)


NAMES = st.one_of(
    st.sampled_from(SCRIPT_NAMES),
    st.text(alphabet="abcdeABCM é-", min_size=1, max_size=60).map(str.strip).filter(bool),
)
VALUES = st.one_of(st.sampled_from([0.0, 1.0, 50.0, 99.0, 100.0]), st.floats(0, 100))
SPREADS = st.one_of(st.none(), st.floats(0, 60))
VIEWS = st.tuples(st.sampled_from(DIRECTIONS), st.sampled_from([WIDE, NARROW]))


@st.composite
def points(draw: st.DrawFn, **changes: Any) -> Point:
    value, spread = draw(VALUES), draw(SPREADS)
    if spread is not None:
        changes |= {"lower": max(0.0, value - spread), "upper": min(100.0, value + spread)}
    return a_point(value, emphasis=draw(st.sampled_from(list(Emphasis)[:2])), **changes)


@st.composite
def pairs(draw: st.DrawFn) -> Row:
    both = (Producer.OFFICIAL, Producer.CITIZEN)
    which = draw(st.sampled_from([both, both[:1], both[1:], ()]))
    absent = "" if len(which) == 2 else draw(st.sampled_from(["no official figure", "(*)"]))
    row = tuple(draw(points(producer=producer)) for producer in which)
    return Row(label=draw(NAMES), points=row, absent=absent)


@settings(max_examples=15, deadline=None)
@given(st.lists(pairs(), min_size=1, max_size=6), st.booleans(), VIEWS)
def test_no_word_of_any_comparison_is_cut_or_covered(
    rows: list[Row],
    long: bool,  # noqa: FBT001
    view: tuple[str, Sheet],
) -> None:
    drawing = Dumbbell(
        rows=tuple(rows),
        axis=an_axis(),
        official_label="estadística oficial" if long else "official",
        citizen_label="datos de la sociedad civil" if long else "citizen",
    )
    assert_legible(drawing, *view)
    assert_values_leave_the_names_alone(drawing, view[0])


def assert_values_leave_the_names_alone(drawing: Dumbbell, direction: str) -> None:
    """No words of a value stand between the names of rows and the axis, or would be read on."""
    canvas = canvas_of(drawing, direction)
    words = words_of(canvas)
    ends = [word for word in words if word.what in {tick.text for tick in drawing.axis.ticks}]
    values = {p.text for row in drawing.rows for p in row.points}
    for word in (word for word in words if word.what.split(" ")[0] in values - {""}):
        if word in ends:
            continue
        if direction == "ltr":
            first = min(ends, key=lambda end: end.left)
            assert word.left >= (first.left + first.right) / 2, f"{word} stands among the names"
        else:
            last = max(ends, key=lambda end: end.right)
            assert word.right <= (last.left + last.right) / 2, f"{word} stands among the names"


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("pair", [(10.3, 33.4), (14.5, 16.2), (0.0, 90.0), (88.0, 97.0)])
def test_a_value_never_stands_between_a_name_and_the_axis(
    pair: tuple[float, float], direction: str
) -> None:
    low, high = pair
    both = (a_point(low, producer=Producer.CITIZEN), a_point(high))
    rows = (
        Row(label="Upper Kesh Highlands", points=both),
        Row(label="Urban", points=(a_point(28.6, producer=Producer.CITIZEN), a_point(53.5))),
    )
    drawing = Dumbbell(
        rows=rows, axis=an_axis(), official_label="official", citizen_label="citizen"
    )

    assert_legible(drawing, direction, WIDE)
    assert_values_leave_the_names_alone(drawing, direction)


@pytest.mark.parametrize("sheet", sorted(SHEETS))
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_line_across_strikes_no_value_and_no_word_about_an_absent_one(
    direction: str, sheet: str
) -> None:
    rows = (
        Row(label="Wesha people", points=(a_point(90.0),)),
        Row(label="Ilmarri", points=(a_point(36.0, lower=35.0, upper=37.0),)),
        Row(label="Other groups", points=(), absent="withheld by the source and by the census"),
    )
    for value in (40.0, 42.0, 60.0):
        drawing = Bars(rows=rows, axis=an_axis(), reference=a_point(value, "Ilmarra"))
        assert_legible(drawing, direction, SHEETS[sheet])
        assert references_of(canvas_of(drawing, direction, SHEETS[sheet]))


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.tuples(NAMES, points()), min_size=1, max_size=10),
    VALUES,
    VIEWS,
)
def test_no_word_of_any_bars_is_cut_or_covered(
    groups: list[tuple[str, Point]], national: float, view: tuple[str, Sheet]
) -> None:
    rows = tuple(Row(label=name, points=(point,)) for name, point in groups)
    reference = a_point(national, groups[0][0])
    assert_legible(Bars(rows=rows, axis=an_axis(), reference=reference), *view)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.tuples(NAMES, VALUES, VALUES), min_size=1, max_size=10, unique_by=lambda x: x[0]),
    VIEWS,
)
def test_no_word_of_any_equiplot_is_cut_or_covered(
    groups: list[tuple[str, float, float]], view: tuple[str, Sheet]
) -> None:
    newest = tuple(a_point(value, label) for label, value, _ in groups[1:])
    older = tuple(a_point(value, label) for label, _, value in groups)  # one group more
    rows = (
        Row(label="2020", points=newest),
        Row(label="2015", points=older, absent="x: (*)", break_above="Not comparable"),
    )
    assert_legible(Equiplot(rows=rows, axis=an_axis()), *view)


@st.composite
def lines(draw: st.DrawFn, count: int) -> Line:
    values = draw(st.lists(st.one_of(st.none(), VALUES), min_size=count, max_size=count))
    changes: dict[str, Any] = {
        "emphasis": draw(st.sampled_from(list(Emphasis))),
        "spread": draw(st.sampled_from([None, 5.0])),
    }
    return a_line(draw(NAMES), values, **changes)


YEARS = st.lists(st.integers(2000, 2025), min_size=1, max_size=6, unique=True).map(sorted)


@settings(max_examples=15, deadline=None)
@given(st.data(), YEARS, st.integers(0, 2025), VIEWS)
def test_no_word_of_any_drawing_over_time_is_cut_or_covered(
    data: st.DataObject, years: list[int], broken: int, view: tuple[str, Sheet]
) -> None:
    broken = years[broken % len(years)]
    found = data.draw(st.lists(lines(len(years)), max_size=5))
    when = moments(*years, broken=broken)
    # Intervals of the builder may reach five beyond the values.
    axis = an_axis(120, -20)
    assert_legible(Slope(moments=when, lines=tuple(found), axis=axis, absent="x: (*)"), *view)
    panels = tuple(
        Panel(label=line.label, lines=(line,), absent="" if i % 2 else line.label)
        for i, line in enumerate(found)
    )
    reference = found[0] if found else None
    drawing = SmallMultiples(moments=when, panels=panels, axis=axis, reference=reference)
    assert_legible(drawing, *view)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(NAMES, min_size=1, max_size=12),
    st.lists(st.one_of(NAMES, st.sampled_from(["1.2.1", "16.10.2"])), min_size=1, max_size=30),
    VIEWS,
)
def test_no_word_of_any_matrix_is_cut_or_covered(
    groups: list[str], columns: list[str], view: tuple[str, Sheet]
) -> None:
    assert_legible(a_coverage_map(groups, columns), *view)
    assert_legible(a_standing_matrix(groups, columns), *view)


@pytest.mark.parametrize("sheet", sorted(SHEETS))
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_forty_groups_are_all_drawn_and_legible(direction: str, sheet: str) -> None:
    names = [f"{SCRIPT_NAMES[i % len(SCRIPT_NAMES)]} {i}" for i in range(40)]
    bars = tuple(Row(label=n, points=(a_point(i * 2.5),)) for i, n in enumerate(names))
    both = tuple(
        Row(
            label=name,
            points=(a_point(index * 2.5), a_point(index, producer=Producer.CITIZEN)),
        )
        for index, name in enumerate(names)
    )
    same = tuple(a_point(50 + i / 100, name) for i, name in enumerate(names))
    for drawing in (
        Bars(rows=bars, axis=an_axis(), reference=None),
        Dumbbell(rows=both, axis=an_axis(), official_label="official", citizen_label="citizen"),
        Equiplot(rows=(Row(label="2020", points=same),), axis=an_axis()),
    ):
        assert_legible(drawing, direction, SHEETS[sheet])
        drawn = "".join("".join(w.what.split()) for w in words_of(canvas_of(drawing, direction)))
        assert all("".join(name.split()) in drawn for name in names)


def test_no_text_is_smaller_than_seven_and_a_half_points() -> None:
    for drawing in HARD.values():
        for sheet in SHEETS.values():
            figure = figure_of(canvas_of(drawing, "ltr", sheet))
            sizes = {text.get_fontsize() for text in figure.texts}
            assert min(sizes) >= 7.5
