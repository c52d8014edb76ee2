"""What one testimony withholds of its place and another, read beside it, would give away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from vnrgen.disclosure.names import Names, Wording
from vnrgen.disclosure.places import (
    printed_place,
    unsayable_places,
    wider_level,
    with_ancestors,
    withheld_places,
)
from vnrgen.dossier.model import Consultation, Group, Place, QualitativeFinding, Story
from vnrgen.dossier.tables.dates import Precision, precision_of
from vnrgen.problems import Location

# Told on the last day of a month or on the first of the next: months alone do not part the two.
_NEAR = timedelta(days=7)
# Two people who say so many words in a row alike have told one thing, whenever they did.
_WORDS, _CHARACTERS = 5, 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that goes out and may tell a place: a story, a finding or a consultation.

    ``place`` is the narrowest that may be printed of it so far, None for none by name. ``words``
    are its texts by the names of their columns; those of a story are in its file, column "".
    """

    kind: str
    item_id: str
    place: Place | None
    group_ids: tuple[str, ...]
    day: date
    words: Mapping[str, str]
    where: Location


@dataclass(slots=True, kw_only=True)
class Wider:
    """How an item must be printed so that nobody reads off it where a story was told.

    ``place`` is what the stories are printed with, None where that is no name; then ``level`` is
    the widest of their levels. ``because`` are the ids of the stories; ``says`` the columns whose
    words name the place all the same.
    """

    item: Item
    place: Place | None
    level: str = ""
    is_wider: bool = False
    because: list[str] = field(default_factory=list)
    says: list[str] = field(default_factory=list)


def of_story(story: Story, places: Mapping[str, Place]) -> Item:
    """Return a story as an item."""
    return Item(
        kind="story",
        item_id=story.story_id,
        place=printed_place(story, places),
        group_ids=(story.group_id,),
        day=story.told_on,
        words={"title": story.title, "": story.text, "photo_alternative": story.photo_alternative},
        where=story.where,
    )


def of_finding(finding: QualitativeFinding, place: Place | None) -> Item:
    """Return a finding as an item that is printed with a place."""
    return Item(
        kind="finding",
        item_id=finding.finding_id,
        place=place,
        group_ids=finding.group_ids,
        day=finding.held_on,
        words={
            "finding": finding.finding,
            "quote": finding.quote,
            "attribution": finding.attribution,
        },
        where=finding.where,
    )


def of_consultation(meeting: Consultation, place: Place | None) -> Item:
    """Return a consultation as an item that is printed with a place."""
    return Item(
        kind="consultation",
        item_id=meeting.consultation_id,
        place=place,
        group_ids=meeting.group_ids,
        day=meeting.held_on,
        words={"title": meeting.title},
        where=meeting.where,
    )


def wider(
    items: Iterable[Item],
    stories: Iterable[Story],
    places: Mapping[str, Place],
    groups: Mapping[str, Group],
) -> Iterator[Wider]:
    """Yield the items that tell where a story was told that does not say so itself.

    Such an item is about the same people and of the same month, or at most a week apart; or it has
    five words in a row in common with the story. It names a place in which the story's own lies, or
    one inside it, that the story is not printed with.

    Args:
        items: Everything that goes out with a place; the stories may be among them.
        stories: Those that go out.
        places: All of the dossier.
        groups: All of the dossier; a group and one that is a part of it are the same people.
    """
    hiding = [s for story in stories if (s := _Hiding(story, places, groups)).withheld]
    for item in items if hiding else ():
        found = Wider(item=item, place=item.place)
        for story in hiding:
            story.widen(found)
        if found.because:
            yield found


class _Hiding:
    """A story that is printed with a wider place than its own, and what gives that place away."""

    def __init__(
        self, story: Story, places: Mapping[str, Place], groups: Mapping[str, Group]
    ) -> None:
        self.withheld = withheld_places(story, places)
        self._story = story
        self._places = places
        self._groups = groups
        self._printed = printed_place(story, places)
        unsayable = unsayable_places(story, places) if self.withheld else ()
        self._names = Names(name for p in unsayable for name in p.label.texts.values())
        self._words: Wording | None = None

    def widen(self, found: Wider) -> None:
        """Note what of an item has to give way to this story."""
        item = found.item
        if item.kind == "story" and item.item_id == self._story.story_id:
            return
        says = [column for column, text in item.words.items() if self._names.are_in(text)]
        tells = found.place is not None and self._is_told_by(found.place)
        if not (says or tells) or not (self._is_of_the_same_people(item) or self._shares(item)):
            return
        found.because.append(self._story.story_id)
        found.says.extend(column for column in says if column not in found.says)
        if tells:
            found.place, found.is_wider = self._printed, True
            found.level = wider_level(
                found.level or self._story.place_level, self._story.place_level
            )

    def _is_told_by(self, place: Place) -> bool:
        """Tell whether a place is one that the story withholds, or lies inside its own."""
        around = list(with_ancestors(place.place_id, self._places))
        return place in self.withheld or self.withheld[0] in around

    def _is_of_the_same_people(self, item: Item) -> bool:
        own = set(_with_parents(self._story.group_id, self._groups))
        related = any(
            group == self._story.group_id
            or group in own
            or self._story.group_id in _with_parents(group, self._groups)
            for group in item.group_ids
        )
        return related and _is_near(self._story.told_on, item.day)

    def _shares(self, item: Item) -> bool:
        if self._words is None:
            own = (("", text) for text in (self._story.title, self._story.text))
            self._words = Wording(own, words=_WORDS, characters=_CHARACTERS)
        return any(self._words.found_in(text) for text in item.words.values())


def _is_near(one: date, other: date) -> bool:
    """Tell whether two days are in one month, or a week apart; those of a year alone may be."""
    if Precision.YEAR in (precision_of(one), precision_of(other)):
        return one.year == other.year
    return (one.year, one.month) == (other.year, other.month) or abs(one - other) <= _NEAR


def _with_parents(group_id: str, groups: Mapping[str, Group]) -> list[str]:
    """Return a group and those that it is a part of; a circle ends where it began."""
    found: list[str] = []
    current: str | None = group_id
    while current and current not in found:
        found.append(current)
        group = groups.get(current)
        current = group.parent if group is not None else None
    return found


def location_of(item: Item, column: str) -> Location:
    """Return where a text of an item stands."""
    return replace(item.where, column=column) if column else item.where
