"""Where every target stands: its figure, of which place and definition, and what is still to go."""

from __future__ import annotations

from dataclasses import replace

from tests.builders_chapters import table
from tests.builders_document import (
    a_publishable,
    composed,
    findings,
)
from vnrgen.dossier.model import Label, Place, PlaceLevel


def test_a_target_row_says_where_it_stands_and_what_is_still_to_go() -> None:
    # 88.0 in 2019, 91.4 in 2024, target 100 by 2030: 100 - 91.4 = 8.6
    assert table(composed()[0], "measuring/targets") == [
        [
            "3.1.2 Births attended by skilled health personnel",
            "88.0% (2019)1",
            "91.4% (2024)1",
            "Highland people: 64.2% (2024)1",
            "100% by 2030",
            "8.6 percentage points",
            "too slow, since 2019",
        ]
    ]


def test_a_target_row_takes_the_widest_place_that_has_a_headline_and_says_its_name() -> None:
    found = findings()
    places = dict(a_publishable().places)
    for place_id, is_aggregate in (("north", False), ("south", False), ("both", True)):
        places[place_id] = Place(
            place_id=place_id,
            label=Label(texts={"en": place_id.title()}),
            level=PlaceLevel.REGION,
            parent="ost",
            is_aggregate=is_aggregate,
        )
    (series,) = found.series
    trends = tuple(
        replace(series.trends[0], place_id=name, finding_id=name)
        for name in ("kesh", "north", "both", "south")
    )
    elsewhere = tuple(replace(b, place_id="south") for b in series.breakdowns)
    changed = replace(found, series=(replace(series, trends=trends, breakdowns=elsewhere),))
    document, _ = composed(a_publishable(findings=changed, places=places))
    (row,) = table(document, "measuring/targets")

    assert row[0] == "3.1.2 Births attended by skilled health personnel: Both only"
    assert row[3] == "Highland people, South: 64.2% (2024)1"


def _measured_in(*kinds: str) -> list[str]:
    """Return the target row of a series whose whole is measured by these definitions."""
    found = findings()
    (series,) = found.series
    trends = tuple(
        replace(series.trends[0], finding_id=kind, context={"kind": kind}) for kind in kinds
    )
    changed = replace(found, series=(replace(series, trends=trends),))
    document, _ = composed(a_publishable(findings=changed))
    (row,) = table(document, "measuring/targets")
    return row


def test_a_target_row_of_several_definitions_shows_each_and_says_no_distance() -> None:
    name = "3.1.2 Births attended by skilled health personnel"

    assert _measured_in("one", "two")[:3] == [
        name,
        "one: 88.0% (2019)1; two: 88.0% (2019)1",
        "one: 91.4% (2024)1; two: 91.4% (2024)1",
    ]
    assert _measured_in("one", "two")[5] == "–"
    assert _measured_in("only")[0] == f"{name} (only)"
    assert _measured_in("only")[5] == "–"
    assert _measured_in("a", "b", "c", "d")[:3] == [
        name,
        "–",
        "measured in 4 ways: see the annex",
    ]
