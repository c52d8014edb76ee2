"""Which place may be named beside what people said there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vnrgen.dossier.model import Place, PlaceLevel

# A commune, with a method and a date, can be few enough people to recognise one of them.
_TOO_NARROW = PlaceLevel.COMMUNE


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
