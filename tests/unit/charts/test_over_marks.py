"""Values over their marks: each is read with its own mark, and nothing else looks like one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_charts import a_line, a_point, an_axis, moments
from vnrgen.charts.layout import Scale
from vnrgen.charts.look import NARROW, WIDE
from vnrgen.charts.over_marks import middles_of, runs_of
from vnrgen.charts.pictures import canvas_of
from vnrgen.charts.shapes import Mark, Words
from vnrgen.document.drawings import Dumbbell, Emphasis, Producer, Row, Slope

EDGES = (2.0, 238.0)


def a_comparison(*rows: Row) -> Dumbbell:
    return Dumbbell(rows=rows, axis=an_axis(), official_label="official", citizen_label="citizen")


def both(official: float, citizen: float, label: str = "Rural") -> Row:
    points = (a_point(official), a_point(citizen, producer=Producer.CITIZEN))
    return Row(label=label, points=points)


def test_a_narrow_comparison_has_no_mark_that_is_not_a_value() -> None:
    canvas = canvas_of(a_comparison(both(57.3, 38.4), both(20, 80, "Urban")), "ltr", NARROW)

    assert sum(isinstance(shape, Mark) for shape in canvas.shapes) == 4


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_values_that_have_room_stand_over_their_own_marks(direction: str) -> None:
    canvas = canvas_of(a_comparison(both(80.0, 30.0)), direction, NARROW)

    marks = sorted(shape.place[0] for shape in canvas.shapes if isinstance(shape, Mark))
    words = {s.text: s for s in canvas.shapes if isinstance(s, Words)}
    for text, x in (("30.0% citizen", marks[0]), ("80.0% official", marks[1])):
        start, align = words[text].place[0], words[text].align
        assert (start < x) if align == "left" else (start > x)
        assert abs(start - x) < 45


def test_the_name_of_a_row_is_level_with_its_marks_where_words_stand_above_them() -> None:
    row = both(
        9.8, 17.6, "Persons with disabilities who live in the district of the Upper Highlands"
    )
    canvas = canvas_of(a_comparison(row), "ltr", WIDE)

    (height,) = {s.place[1] for s in canvas.shapes if isinstance(s, Mark)}
    names = [s.place[1] for s in canvas.shapes if isinstance(s, Words) and s.place[0] < 5]
    assert len(names) > 1
    assert (min(names) + max(names)) / 2 == pytest.approx(height + 3, abs=0.3)  # their baselines


def test_words_about_an_absent_value_stand_where_the_line_begins_if_they_push_no_value() -> None:
    scale = Scale(an_axis(), 8.0, 232.0)
    far, near = (
        runs_of([("12.0% citizen", value), ("no official figure", None)], EDGES)[0]
        for value in (70.0, 5.0)
    )

    assert middles_of(far, scale, EDGES, rtl=False)[1] < 60
    assert middles_of(near, scale, EDGES, rtl=False)[1] > 180


@given(
    st.lists(st.floats(0, 100), min_size=1, max_size=3),
    st.booleans(),
    st.booleans(),
)
def test_words_of_one_line_never_touch_and_never_leave_the_sheet(
    values: list[float],
    absent: bool,  # noqa: FBT001
    rtl: bool,  # noqa: FBT001
) -> None:
    texts: list[tuple[str, float | None]] = [(f"{value:.1f}% official", value) for value in values]
    texts += [("no citizen figure", None)] if absent else []

    for run in runs_of(texts, EDGES):
        middles = middles_of(run, Scale(an_axis(), 8.0, 232.0), EDGES, rtl=rtl)
        spans = sorted(
            (middle - item.width / 2, middle + item.width / 2)
            for item, middle in zip(run, middles, strict=True)
        )
        assert spans[0][0] >= EDGES[0] - 1e-6
        assert spans[-1][1] <= EDGES[1] + 1e-6
        assert all(b[0] - a[1] > 10 for a, b in pairwise(spans))


def test_no_mark_hides_the_one_of_everybody() -> None:
    lines = (
        a_line("Ilmarra", [60.0, 70.0], emphasis=Emphasis.NATIONAL),
        a_line("Other groups", [60.0, 70.0]),
    )
    drawing = Slope(lines=lines, moments=moments(2019, 2024), axis=an_axis())
    drawn = [shape for shape in canvas_of(drawing, "ltr").shapes if isinstance(shape, Mark)]

    national = [index for index, mark in enumerate(drawn) if mark.size in {3.2, 5.0}]
    assert len(national) == 4  # each with its margin
    assert min(national) > max(set(range(len(drawn))) - set(national))
