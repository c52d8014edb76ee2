"""The first values of a slope chart stand at the first moment, and no later one among them."""

from __future__ import annotations

from tests.builders_charts import a_line
from vnrgen.charts.slope import _first
from vnrgen.document.drawings import Line


def test_a_line_that_begins_later_has_no_value_at_the_first_moment() -> None:
    whole = a_line("Women", [3, 4, 5])
    late = Line(label="Men", points=(None, *whole.points[1:]))

    assert _first(whole) == whole.points[0]
    assert _first(late) is None
    assert _first(a_line("Women", [3])) is None
