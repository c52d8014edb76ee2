"""Which place may be named beside what people said there, and which must not be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vnrgen.dossier.model import Place, PlaceLevel, Story

# A commune, with a method and a date, can be few enough people to recognise one of them.
_TOO_NARROW = PlaceLevel.COMMUNE

_LEVELS = [str(level) for level in PlaceLevel]


def with_ancestors(place_id: str | None, places: Mapping[str, Place]) -> Iterator[Place]:
    """Yield a place and the places it lies in, inwards out; a circle ends where it began."""
    seen: set[str] = set()
    current = places.get(place_id or "")
    while current is not None and current.place_id not in seen:
        seen.add(current.place_id)
        yield current
        current = places.get(current.parent or "")


def wide_enough(place_id: str | None, places: Mapping[str, Place]) -> Place | None:
    """Return the nearest place around a meeting that may be named, None where there is none."""
    around = with_ancestors(place_id, places)
    return next((place for place in around if place.level is not _TOO_NARROW), None)


def printed_place(story: Story, places: Mapping[str, Place]) -> Place | None:
    """Return the place whose name is printed: of the level agreed to, around the story's own."""
    if not story.place_named:
        return None
    around = with_ancestors(story.place_id, places)
    return next((place for place in around if str(place.level) == story.place_level), None)


def unsayable_places(story: Story, places: Mapping[str, Place]) -> list[Place]:
    """Return the places around a story whose names its words must not say, inwards out.

    They are those of the level agreed to and inside it, but for the one that is printed.
    """
    printed = printed_place(story, places)
    # Where no level was agreed to, nothing below the country may be told.
    widest = _LEVELS.index(story.place_level or str(PlaceLevel.COUNTRY))
    return [
        place
        for place in with_ancestors(story.place_id, places)
        if place != printed
        and (place.place_id == story.place_id or _LEVELS.index(place.level) >= widest)
    ]


def withheld_places(story: Story, places: Mapping[str, Place]) -> list[Place]:
    """Return the places in which a story was told and that are not printed, inwards out.

    They are those inside the printed one; where none is printed by name, all but the country.
    """
    printed = printed_place(story, places)
    withheld = []
    for place in with_ancestors(story.place_id, places):
        if place == printed:
            break
        if place.level is not PlaceLevel.COUNTRY:
            withheld.append(place)
    return withheld


def wider_level(one: str, other: str) -> str:
    """Return the wider of two levels; "" is none at all, the widest."""
    return min(one, other, key=lambda level: _LEVELS.index(level) if level else -1)
