"""Places made wider where they would tell where somebody told a story that does not say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from vnrgen.disclosure.linkage import (
    Item,
    Wider,
    location_of,
    of_consultation,
    of_finding,
    of_story,
    wider,
)
from vnrgen.disclosure.places import wide_enough, wider_level
from vnrgen.disclosure.testimonies import Testimonies
from vnrgen.dossier.model import Consultation, Dossier
from vnrgen.dossier.tables.dates import PartialDate, Precision, precision_of
from vnrgen.problems import ProblemLog

_ATTRIBUTION = "attribution"


def widen_places(
    dossier: Dossier, passed: Testimonies, problems: ProblemLog
) -> tuple[Consultation, ...]:
    """Make stories and findings tell no more of a story's place than the story, in ``passed``.

    ``DIS011``, a notice: the place of an item is printed as wide as that of a story to which it
    can be matched. ``DIS012``, a warning: its words name the place all the same; who is quoted is
    left out then, while a text can be mended by its writer alone.

    Returns:
        The consultations, each in the nearest place around it that may be named.
    """
    placed = [(c, wide_enough(c.place_id, dossier.places)) for c in dossier.consultations]
    items = [
        *(of_story(story, dossier.places) for story in passed.told),
        *(of_finding(f, wide_enough(f.place_id, dossier.places)) for f in passed.heard),
        *(of_consultation(meeting, place) for meeting, place in placed),
    ]
    found: dict[tuple[str, str], Wider] = {}
    for one in wider(items, passed.told, dossier.places, dossier.groups):
        found[one.item.kind, one.item.item_id] = one
        _report(one, problems)
    _widen_stories(passed, found)
    _widen_findings(passed, found)
    return tuple(
        _meeting(meeting, place.place_id if place is not None else None, found)
        for meeting, place in placed
    )


def _widen_stories(passed: Testimonies, found: dict[tuple[str, str], Wider]) -> None:
    for index, story in enumerate(passed.stories):
        one = found.get(("story", story.story_id))
        if one is not None and one.is_wider:
            passed.stories[index] = replace(
                story,
                place_label=one.place.label if one.place is not None else None,
                place_level=str(one.place.level)
                if one.place is not None
                else wider_level(one.level, story.place_level),
            )


def _widen_findings(passed: Testimonies, found: dict[tuple[str, str], Wider]) -> None:
    for index, finding in enumerate(passed.findings):
        one = found.get(("finding", finding.finding_id))
        if one is None:
            continue
        if one.is_wider:
            label = one.place.label if one.place is not None else None
            passed.findings[index] = replace(finding, place_label=label)
        words = passed.words.get(finding.finding_id)
        if words is not None and _ATTRIBUTION in one.says:
            passed.words[finding.finding_id] = replace(words, attribution="")


def _meeting(
    meeting: Consultation, place_id: str | None, found: dict[tuple[str, str], Wider]
) -> Consultation:
    """Return a consultation in its place; in its month alone where that was made wider."""
    one = found.get(("consultation", meeting.consultation_id))
    if one is None or not one.is_wider:
        return replace(meeting, place_id=place_id)
    day = meeting.held_on
    if precision_of(day) is Precision.DAY:
        day = PartialDate.of(day.year, day.month)
    wide = one.place.place_id if one.place is not None else None
    return replace(meeting, place_id=wide, held_on=day)


def _report(one: Wider, problems: ProblemLog) -> None:
    item, because = one.item, " and ".join(one.because)
    if one.is_wider:
        problems.notice(
            "DIS011",
            location_of(item, "" if item.kind == "story" else "place"),
            f"the place of {item.kind} {item.item_id} is not printed as narrow as it is: it would "
            f"tell where {because} was told, which does not say so",
            "nothing needs to be done; if the person agrees to a narrower place, write it in the "
            "story as place_level, with place_named: true",
        )
    for column, what in _sayings(one, item):
        problems.warning(
            "DIS012",
            location_of(item, column),
            f"{what} names the place where {because} was told, which does not say so",
            "name a wider place here, or none; or, if the person agrees, write place_named: true "
            "in the story, and as place_level the level of the place",
        )


def _sayings(one: Wider, item: Item) -> Iterator[tuple[str, str]]:
    for column in one.says:
        if column == _ATTRIBUTION:
            yield column, f"who is quoted in {item.item_id} is left out: it"
        else:
            yield column, f"the text of {item.kind} {item.item_id}"
