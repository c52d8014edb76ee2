"""A review gives back nothing that one of its two versions withholds."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders_comparisons import (
    changed,
    document,
    figures,
    number,
    p,
    printed,
)
from vnrgen.document import blocks as b
from vnrgen.document.blocks import Binding, BoundNumber
from vnrgen.document.tree.marks import accept, normal, reject
from vnrgen.versions.review import review


def test_what_the_newer_version_withholds_the_older_does_not_give_back() -> None:
    old = figures(Q1="38.47", Q2="40.21", all="39.93")
    found = changed(old, figures(Q1="(*)", Q2="(*)", all="39.93"))
    assert found.not_compared == ("3.1.2",)
    assert not found.figures
    assert not any(value in printed(found) for value in ("38.47", "40.21"))


def test_neither_a_sum_nor_the_neighbours_of_the_other_version_give_it_back() -> None:
    old = figures(Q1="(*)", Q2="(*)", all="102.6")
    found = changed(old, figures(Q1="(*)", Q2="71.3", Q3="18.2"))
    assert found.not_compared == ("3.1.2",)
    assert not any(value in printed(found) for value in ("102.6", "71.3"))


def test_a_gap_computed_of_a_withheld_figure_is_not_repeated() -> None:
    gap = Binding("finding", "breakdown|3.1.2|S|wealth|ost|nso|2024", "difference")
    old = b.Callout(
        block_id="c",
        title=(),
        blocks=(figures(Q1="38.47", Q2="40.21"), p("g", BoundNumber("1.74", gap))),
    )
    new = replace(old, blocks=(figures(Q1="(*)", Q2="40.21"),))
    assert "1.74" not in printed(changed(old, new))


def test_other_numbers_in_the_same_cells_are_compared_beside_one_withheld_in_both() -> None:
    found = changed(figures(Q1="(*)", Q2="40.2"), figures(Q1="(*)", Q2="41.0"))
    assert [change.old for change in found.figures] == ["40.2"]


def test_a_change_that_one_version_alone_tells_hides_no_figure_of_the_same_cells() -> None:
    change = Binding("finding", "gap-progress|3.1.2|S|wealth|ost|nso", "difference")
    cells = figures(Q1="(*)", Q2="40.2")
    old = b.Callout(block_id="c", title=(), blocks=(cells, p("g", BoundNumber("8.0", change))))
    new = replace(old, blocks=(figures(Q1="(*)", Q2="41.0"), p("g", "no clear change")))
    found = changed(old, new)
    assert found.not_compared == ()
    assert ("40.2", "41.0") in [(figure.old, figure.new) for figure in found.figures]


def test_a_figure_is_told_before_its_bounds() -> None:
    def told_of(value: str, lower: str) -> b.Paragraph:
        figure = number(value, "Q1")
        bound = replace(figure, text=lower, binding=replace(figure.binding, measure="lower"))
        return p("x", bound, " to ", figure)

    found = changed(told_of("40.2", "38.1"), told_of("41.0", "39.3"))
    assert [change.new for change in found.figures] == ["41.0", "39.3"]


def test_other_indicators_and_years_are_compared_as_ever() -> None:
    old = b.Callout(
        block_id="c",
        title=(),
        blocks=(figures(Q1="38.4"), p("x", number("7.1", "Q1", indicator="4.1.1"))),
    )
    new = replace(old, blocks=(figures(Q1="(*)"), p("x", number("7.9", "Q1", indicator="4.1.1"))))
    assert [change.indicator for change in changed(old, new).figures] == ["4.1.1"]


GROUPS = ("Q1", "Q2", "Q3", "all")

PRINTS = st.fixed_dictionaries(
    {}, optional={g: st.sampled_from(["(*)", "v"]) for g in GROUPS}
).filter(bool)


@settings(max_examples=60, deadline=None)
@given(PRINTS, PRINTS)
def test_no_comparison_shows_two_versions_of_a_family_with_other_withheld_cells(
    old: dict[str, str], new: dict[str, str]
) -> None:
    def shown(prints: dict[str, str], lead: str) -> dict[str, str]:
        return {
            g: "(*)" if v == "(*)" else f"{lead}{n}.5" for n, (g, v) in enumerate(prints.items())
        }

    older, newer = figures(**shown(old, "771")), figures(**shown(new, "882"))
    said = printed(changed(older, newer))
    hidden = {g for g, v in old.items() if v == "(*)"}, {g for g, v in new.items() if v == "(*)"}
    same_cells = old.keys() == new.keys() and hidden[0] == hidden[1]
    if any(hidden) and not same_cells:
        assert "771" not in said
    if any(new.get(g) == "v" for g in hidden[0]):
        assert "882" not in said


def test_the_comparison_is_exact_where_nothing_is_withheld() -> None:
    older, newer = document(figures(Q1="38.4%")), document(figures(Q1="41.5%", Q2="1.0%"))
    found = review(older, newer)
    assert accept(found.comparison) == normal(newer)
    assert reject(found.comparison) == normal(older)
