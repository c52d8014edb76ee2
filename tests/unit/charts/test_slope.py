"""First values of a slope chart stand at the first moment, last ones at the last, and no others."""

from __future__ import annotations

from tests.builders_charts import a_line, an_axis, moments
from tests.charts_measured import words_of
from vnrgen.charts.pictures import canvas_of
from vnrgen.charts.slope import _first
from vnrgen.document.drawings import Line, Panel, Slope, SmallMultiples


def test_a_line_that_begins_later_has_no_value_at_the_first_moment() -> None:
    whole = a_line("Women", [3, 4, 5])
    late = Line(label="Men", points=(None, *whole.points[1:]))

    assert _first(whole) == whole.points[0]
    assert _first(late) is None
    assert _first(a_line("Women", [3])) is None


def test_a_line_that_ends_earlier_has_its_name_but_no_value_at_the_last_moment() -> None:
    whole, short = a_line("Women", [3, 4, 5]), a_line("Men", [13, 14, None])
    drawing = Slope(moments=moments(2010, 2015, 2020), lines=(whole, short), axis=an_axis())

    drawn = " ".join(word.what for word in words_of(canvas_of(drawing, "ltr")))

    assert "Women 5.0%" in drawn
    assert "Men" in drawn.replace("Women", "")
    assert "14.0%" not in drawn


def test_a_panel_has_no_earlier_value_at_the_last_moment() -> None:
    lines = (a_line("Women", [3, 4, 5]), a_line("Men", [13, 14, None]))
    panels = tuple(Panel(label=line.label, lines=(line,)) for line in lines)
    when = moments(2010, 2015, 2020)
    drawing = SmallMultiples(moments=when, panels=panels, axis=an_axis(), reference=None)

    drawn = [word.what for word in words_of(canvas_of(drawing, "ltr"))]

    assert "5.0%" in drawn
    assert "14.0%" not in drawn
