"""A title names somebody as behind only where the figures allow it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.builders_figure_blocks import GROUPS, blocks, chart
from tests.builders_figures import a_breakdown, a_context, a_series, an_estimate, some_findings
from vnrgen.analysis.findings import DoubtKind, Estimate, Reliability
from vnrgen.document.blocks import Table
from vnrgen.document.blocks.plain import plain
from vnrgen.document.drawings import Emphasis
from vnrgen.document.figures.title_parts import Turn
from vnrgen.document.figures.titles import breakdown_title


def test_nobody_is_named_or_coloured_as_behind_where_the_ends_are_equal_or_not_told_apart() -> None:
    close = {
        name: an_estimate(value, name, lower=value - 3, upper=value + 3, se=1.5, n=400)
        for name, value in {"A": 10.0, "B": 11.0}.items()
    }
    for values in ({"A": 100.0, "B": 100.0}, {"A": 10.01, "B": 10.04}, close):
        found = some_findings(
            breakdowns=(
                a_breakdown(GROUPS, dimension="ethnicity"),
                a_breakdown(values, dimension="sex"),
            )
        )
        shown = blocks(found)
        assert not [block for block in shown if isinstance(block, Table)]
        words = plain(shown[-1].content)
        assert words.startswith(
            (
                "There is no difference for: Sex, from ",
                "The difference is within the margin of error for: Sex, ",
            )
        )
        assert "ehind" not in words
        alone = chart("bars", some_findings(breakdowns=(a_breakdown(values),)))
        assert {p.emphasis for row in alone.drawing.rows for p in row.points} == {Emphasis.PLAIN}
        assert "ehind" not in plain(alone.title).replace("Who is furthest behind cannot", "")


def test_where_a_ranking_would_say_nothing_the_title_says_why_and_nobody_is_named() -> None:
    parts = a_breakdown({"Rural": 30.0, "Urban": 70.0, "Camps": 5.0}, favourable=None)
    divided = replace(parts, doubts=(DoubtKind.DISTRIBUTION,))
    other = replace(divided, finding_id="other", dimension_id="sex", place_id="kesh")
    found = some_findings(breakdowns=(divided, other))

    main, words = blocks(found)[-2:]

    assert plain(main.title) == (
        "Not ranked: these figures divide a whole and are no rates of the groups"
    )
    assert {point.emphasis for row in main.drawing.rows for point in row.points} == {Emphasis.PLAIN}
    assert plain(words.content).startswith(
        "Not ranked, because the figures divide a whole and are no rates: Sex (kesh), from 5.0%"
    )


def test_numbers_of_people_name_nobody_as_behind_even_with_a_direction() -> None:
    deaths = a_series(unit="NUMBER", scale=None, decimals=0)
    counted = a_breakdown({"North": 40.0, "South": 3.0}, favourable=None)

    main = blocks(some_findings(deaths, breakdowns=(counted,)))[-1]

    assert plain(main.title) == "Lowest: South, at 3; highest: North, at 40"


def test_a_title_says_furthest_behind_only_of_a_group_that_nobody_else_may_be_behind() -> None:
    def group(name: str, value: float, **changes: Any) -> Estimate:
        return an_estimate(value, name, lower=value - 3, upper=value + 3, se=1.5, n=400, **changes)

    def titles(other: Estimate) -> set[str]:
        shown = a_breakdown({"A": group("a", 40.0), "B": other, "Z": group("z", 10.0)})
        context = a_context()
        return {plain(breakdown_title(context, shown, nth=turn)) for turn in range(len(Turn))}

    assert any("urthest behind" in title for title in titles(group("b", 25.0)))
    near = titles(group("b", 38.0))
    few = titles(group("b", 25.0, reliability=Reliability.SMALL))
    assert not [title for title in near | few if "urthest behind" in title]


def test_a_title_names_nobody_furthest_behind_whose_figure_is_printed_for_another_too() -> None:
    def titles(value: float) -> list[str]:
        estimates = {"A": an_estimate(40.01, "a"), "B": an_estimate(value, "b")}
        shown = a_breakdown({**estimates, "Z": an_estimate(10.0, "z")})
        turns = range(len(Turn))
        return [plain(breakdown_title(a_context(), shown, nth=turn)) for turn in turns]

    assert any("urthest behind" in title for title in titles(25.0))
    assert not [title for title in titles(40.0) if "urthest behind" in title]
