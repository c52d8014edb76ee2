"""Which place an area of the data is: one of places.csv, or a new one.

One place may come as "East" with a GeoCode in one file and as "East of England" with the same
GeoCode in another; and one GeoCode may stand beside a country and all its health boards. So the
files are looked at together: a GeoCode belongs to the widest of the nested areas it is given for.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model import Label, Place, PlaceLevel
from vnrgen.problems import Location

if TYPE_CHECKING:
    from vnrgen.dossier.readers.open_sdg.areas import AreaPath, NamedArea
    from vnrgen.dossier.readers.remarks import Remarks


class Gazetteer:
    """All places there are: those of places.csv, and those that the data add.

    ``added`` holds the new ones by id; ``blank`` the place that a row without an area speaks of,
    by name of the file.
    """

    def __init__(self, declared: Mapping[str, Place]) -> None:
        self._declared = declared
        self._by_area: dict[tuple[str, AreaPath], str] = {}
        self._by_code: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        self.added: dict[str, Place] = {}
        self.blank: dict[str, str] = {}
        for place_id, place in declared.items():
            self._learn_names(place_id, place)
            for code in place.codes.values():
                self._by_code.setdefault(fold(code), place_id)

    def get(self, place_id: str) -> Place | None:
        """Return a place, declared or added, None where there is none."""
        return self._declared.get(place_id) or self.added.get(place_id)

    def named(self, name: str) -> list[str]:
        """Return the places of a name (or id), in the order they became known."""
        return self._by_name.get(fold(name), [])

    def place_of(self, file_name: str, path: AreaPath, code: str = "") -> str:
        """Return the place of a row; a blank area is the place the whole file speaks of."""
        if path:
            return self._by_area[(file_name, path)]
        return self._by_code.get(fold(code), self.blank[file_name])

    def knows_code(self, code: str) -> bool:
        """Tell whether a GeoCode belongs to a place."""
        return fold(code) in self._by_code

    def settle(self, area: NamedArea, country: str, remarks: Remarks) -> None:
        """Find the place of an area by its GeoCode, then by its name; else make one."""
        parent = country
        if len(area.path) > 1:
            parent = self._by_area[(area.file_name, area.path[:-1])]
        place_id = self._by_code.get(fold(area.code)) if area.code else None
        if place_id:
            self._report_other_name(place_id, area, remarks)
        place_id = place_id or self._of_that_name(area, parent) or self._make(area, parent)
        self._by_area[(area.file_name, area.path)] = place_id
        if area.code:
            self._by_code.setdefault(fold(area.code), place_id)
            place = self.added.get(place_id)
            if place and not place.codes:
                self.added[place_id] = replace(place, codes={"geocode": area.code})

    def join(self, area: NamedArea, place_id: str) -> None:
        """Read an area as a place that is known by another name."""
        self._by_area[(area.file_name, area.path)] = place_id

    def move(self, place_id: str, parent: str) -> None:
        """Put an added place inside another, one level below it."""
        level = self._level_below(parent)
        self.added[place_id] = replace(self.added[place_id], parent=parent, level=level)

    def mark_aggregate(self, place_id: str) -> None:
        """Mark an added place as one that joins others."""
        self.added[place_id] = replace(self.added[place_id], is_aggregate=True)

    def holds(self, outer: str, inner: str) -> bool:
        """Tell whether a place lies within another, directly or not."""
        seen: set[str] = set()
        while inner not in seen:
            seen.add(inner)
            place = self.get(inner)
            if place is None or place.parent is None:
                return False
            if place.parent == outer:
                return True
            inner = place.parent
        return False

    def _learn_names(self, place_id: str, place: Place) -> None:
        for name in dict.fromkeys(fold(text) for text in (place_id, *place.label.texts.values())):
            self._by_name.setdefault(name, []).append(place_id)

    def _of_that_name(self, area: NamedArea, parent: str) -> str | None:
        name = area.path[-1]
        if fold(name) in self._by_code:
            return self._by_code[fold(name)]
        same = [p for p in self.named(name) if not self._has_other_code(p, area.code)]
        inside = [p for p in same if self._parent_of(p) == parent]
        candidates = inside or [p for p in same if len(area.path) == 1 or p in self._declared]
        return candidates[0] if len(candidates) == 1 else None

    def _parent_of(self, place_id: str) -> str | None:
        place = self.get(place_id)
        return place.parent if place else None

    def _has_other_code(self, place_id: str, code: str) -> bool:
        place = self.added.get(place_id)
        known = place.codes.get("geocode", "") if place else ""
        return bool(code and known and fold(code) != fold(known))

    def _make(self, area: NamedArea, parent: str) -> str:
        name = area.path[-1]
        first = (_slug(name), _slug(" ".join(area.path)))
        ids = itertools.chain(first, _numbered(_slug(name), area.code))
        place_id = next(i for i in ids if i and self.get(i) is None)
        self.added[place_id] = Place(
            place_id=place_id,
            label=Label(texts={"en": name}),
            level=self._level_below(parent),
            parent=parent or None,
        )
        self._learn_names(place_id, self.added[place_id])
        return place_id

    def _level_below(self, parent: str) -> PlaceLevel:
        levels = list(PlaceLevel)
        place = self.get(parent)
        if place is None:
            return PlaceLevel.REGION
        return levels[min(levels.index(place.level) + 1, len(levels) - 1)]

    def _report_other_name(self, place_id: str, area: NamedArea, remarks: Remarks) -> None:
        place = self.get(place_id)
        if place is None or place_id in self.named(area.path[-1]):
            return
        if fold(area.path[-1]) in map(fold, place.codes.values()):
            return
        label = place.label.within("en")
        what = f'the area "{area.path[-1]}" is read as {label}, because it has the same GeoCode'
        fix = "nothing, or correct the GeoCode"
        remarks.notice("OSG018", Location(area.file_name), what, fix)


def _slug(text: str) -> str:
    return re.sub(r"[\W_]+", "_", fold(text)).strip("_") or "place"


def _numbered(slug: str, code: str) -> Iterable[str]:
    yield f"{slug}_{_slug(code)}" if code else ""
    yield from (f"{slug}_{number}" for number in range(2, 100_000))
