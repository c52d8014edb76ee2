"""Stories and quotes in the chapter: their words outside the tree, figures beside them."""

from __future__ import annotations

from dataclasses import replace

from tests.builders_chapters import of, table
from tests.builders_document import (
    OBSERVATIONS,
    a_publishable,
    an_outline,
    composed,
)
from vnrgen.document.blocks import (
    Quote,
    Story,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.dossier.model.observations import ObservationStatus
from vnrgen.dossier.observations.rows import observations_from_rows


def test_a_story_has_its_words_outside_the_tree_and_its_indicator_beside_it() -> None:
    document, _ = composed()
    story = of(document, Story)[0]
    assert plain(story.meta) == (
        "Highland people; a district; 4 October 2025. Told with consent to publication."
    )
    assert plain(story.beside[0].value) == "64.2%"
    assert story.origin is not None
    assert story.origin.path == "stories/ST01"
    assert sorted(document.testimonies) == ["Q1", "ST01"]
    assert of(document, Quote)[0].testimony_id == "Q1"


def test_who_is_quoted_without_a_name_or_a_place_took_part() -> None:
    base = a_publishable()
    unnamed = {**base.testimonies, "Q1": replace(base.testimonies["Q1"], attribution="")}
    document, _ = composed(replace(base, testimonies=unnamed))
    assert plain(of(document, Quote)[0].attribution) == "A participant"


def test_beside_a_story_a_citizen_figure_says_so_and_stands_in_for_a_missing_official_one() -> None:
    missing = ObservationStatus.MISSING
    rows = [
        replace(row, value=None, obs_status=missing)
        if (row.source_id, row.dimensions) == ("nso", {"ethnicity": "HIGH"})
        else row
        for row in OBSERVATIONS
    ]
    document, _ = composed(a_publishable(observations=observations_from_rows(rows)))
    (beside,) = of(document, Story)[0].beside

    assert plain(beside.value) == "58.0%"
    assert plain(beside.detail).startswith("Highland people (2024, citizen data)")


def test_only_testimonies_that_the_outline_shows_travel_with_the_document() -> None:
    document, _ = composed(outline=an_outline("who"))
    assert document.testimonies == {}


def test_html_in_a_story_is_reported_at_its_file() -> None:
    from tests.builders_document import told

    testimonies = {"ST01": told("ST01", "A <b>bold</b> word."), "Q1": told("Q1", "Said.")}
    _document, problems = composed(a_publishable(testimonies=testimonies))
    assert [(p.code, str(p.where)) for p in problems] == [("PRO002", "stories/st01.md")]


def test_what_is_withheld_is_counted_and_not_named() -> None:
    assert table(composed()[0], "annexes/withheld") == [["Stories", "consent was withdrawn", "1"]]
