"""The first page: firm gaps only, each with its source, none told twice."""

from __future__ import annotations

from dataclasses import replace

from tests.builders_chapters import of
from tests.builders_document import (
    a_publishable,
    composed,
    findings,
)
from vnrgen.document.blocks import (
    KeyFigures,
    Paragraph,
)
from vnrgen.document.blocks.plain import plain


def test_the_first_page_shows_a_firm_gap_with_group_comparison_and_source() -> None:
    figure = of(composed()[0], KeyFigures)[0].figures[0]
    assert plain(figure.value) == "64.2%"
    assert plain(figure.label).startswith("Highland people: ")
    assert plain(figure.detail) == "against 97.8% (Lowlanders, 2024)1"
    assert figure.goal == 3


def test_a_gap_within_the_margin_of_error_is_no_key_figure() -> None:
    found = findings()
    series = found.series[0]
    gap = replace(series.breakdowns[0].gap, distinguishable=False)  # type: ignore[type-var]
    unsure = replace(series, breakdowns=(replace(series.breakdowns[0], gap=gap),))
    document, _ = composed(a_publishable(findings=replace(found, series=(unsure,))))
    assert of(document, KeyFigures) == []


def test_no_goal_and_no_group_is_a_key_figure_twice() -> None:
    found = findings()
    series = found.series[0]
    other = replace(
        series, series=replace(series.series, indicator_id="1.2.1", series="SI_POV_NAHC")
    )
    document, _ = composed(a_publishable(findings=replace(found, series=(series, other))))
    strip = of(document, KeyFigures)[0]
    assert [figure.goal for figure in strip.figures] == [1]  # a tie goes to the lower code


def test_the_first_page_names_practices_and_does_not_tell_them_a_second_time() -> None:
    document, _ = composed()
    said = [plain(p.content) for p in of(document, Paragraph)]
    long = [text for text in said if len(text) > 80]
    assert len(long) == len(set(long))


def test_a_key_figure_of_a_part_of_the_country_says_which() -> None:
    found = findings()
    (series,) = found.series
    elsewhere = tuple(replace(b, place_id="kesh") for b in series.breakdowns)
    changed = replace(found, series=(replace(series, breakdowns=elsewhere),))
    (figures,) = of(composed(a_publishable(findings=changed))[0], KeyFigures)

    assert "Kesh, 2024" in plain(figures.figures[0].detail)
