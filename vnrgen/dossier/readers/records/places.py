"""Which place of the dossier an area of the data is."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from vnrgen.dossier.codes.codelists import fold, is_urban_or_rural, languages_of
from vnrgen.dossier.codes.countries import is_name_of, region_of_iso3, region_of_m49
from vnrgen.dossier.model import Label, Place, PlaceLevel
from vnrgen.dossier.readers.contract import ReadingContext
from vnrgen.dossier.readers.open_sdg.contents import is_whole_country
from vnrgen.dossier.readers.records.model import RecordTable
from vnrgen.dossier.readers.records.options import EVERY
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.dossier.tables.suggestions import did_you_mean


def area_key(text: str) -> str:
    """Return what an area is compared by; an M49 code has its leading zeros back.

    >>> area_key("36"), area_key("036"), area_key(" Viet Nam ")
    ('036', '036', 'viet nam')
    """
    folded = fold(text).removesuffix(".0")
    return folded.zfill(3) if folded.isdigit() else folded


def country_keys(context: ReadingContext) -> frozenset[str]:
    """Return everything that means the dossier's own country: M49, ISO codes, its place's names."""
    found = {area_key(text) for text in (context.m49, context.iso3) if text}
    if context.m49:
        region = region_of_m49(context.m49)
        if region is not None and region == region_of_iso3(context.iso3):
            found.add(fold(region))
    country = country_of(context)
    return frozenset(found | (_names_of(country) if country else set()))


def known_keys(context: ReadingContext) -> frozenset[str]:
    """Return everything that means a place of the dossier: the country, or one of places.csv."""
    named = (name for place in context.places.values() for name in _names_of(place))
    return country_keys(context).union(named)


def country_of(context: ReadingContext) -> Place | None:
    """Return the place that is the country, None where places.csv has none or several."""
    found = [p for p in context.places.values() if p.level is PlaceLevel.COUNTRY]
    return found[0] if len(found) == 1 else None


def _names_of(place: Place) -> set[str]:
    texts = (place.place_id, *place.label.texts.values(), *place.codes.values())
    return {area_key(text) for text in texts if text}


class Places:
    """Finds the place of an area; ``added`` holds those that places.csv does not have yet."""

    def __init__(
        self,
        table: RecordTable,
        context: ReadingContext,
        declared: Mapping[str, str],
        remarks: Remarks,
    ) -> None:
        self._table = table
        self._remarks = remarks
        self._context = context
        self._declared = declared
        self._by_name: dict[str, list[str]] = {}
        for place_id, place in context.places.items():
            for name in sorted(_names_of(place)):
                self._by_name.setdefault(name, []).append(place_id)
        country = country_of(context)
        self._country = country.place_id if country else ""
        self._own = country_keys(context)
        self._ids: dict[str, str] = {}  # of new areas, by folded name
        self.added: dict[str, Place] = {}

    def of_area(self, code: str, words: str, row: int) -> str:
        """Return the place of an area column; an area that no place has is an error, and ""."""
        texts = [text for text in (code, words) if text]
        declared = self._option(texts)
        if declared is not None:
            return self._checked(declared, row)
        if not texts:
            return self._made_up(()) if self._context.is_trial else self._country_or_error(row)
        if self._country and any(area_key(text) in self._own for text in texts):
            return self._country
        found = self._named(texts)
        if len(found) == 1:
            return found[0]
        if self._country and self._is_whole(texts):
            return self._country
        if self._context.is_trial:
            return self._made_up(texts)
        shown = words or code
        meant = f'"{shown}" may be any of {", ".join(found)}' if found else f'"{shown}" is no place'
        self._remarks.error(
            "MAP006",
            self._table.where(row, "area"),
            f"{meant} of places.csv",
            f'add it to places.csv, or add the option place: {{"{shown}": its place_id}}',
        )
        return ""

    def _made_up(self, texts: Sequence[str]) -> str:
        """Return a place for an area that is only looked at, by its words where it has some."""
        label = texts[-1] if texts else "country"
        place = Place(
            place_id=label, label=Label(texts={"en": label}), level=PlaceLevel.COUNTRY, parent=None
        )
        return self.added.setdefault(label, place).place_id

    def within(self, code: str, words: str, outer: str, row: int, header: str) -> str:
        """Return the place of a sub-national area, made below ``outer`` where it is new."""
        texts = [text for text in (code, words) if text]
        declared = self._option(texts, every=False)
        if declared is not None:
            return self._checked(declared, row)
        found = self._named(texts)
        if len(found) == 1:
            return found[0]
        if self._is_whole(texts):
            return outer
        place_id = self._id_of(texts[0], found)
        if place_id not in self.added:
            self.added[place_id] = Place(
                place_id=place_id,
                label=Label(texts={"en": words or code}),
                level=self._below(outer),
                parent=outer or None,
                is_aggregate=any(map(is_urban_or_rural, texts)),
            )
            self._report_people(words or code, row, header)
            self._remarks.notice(
                "MAP007",
                self._table.where(row, header),
                f'the area "{words or code}" is not in places.csv; it is taken for a '
                f"{self.added[place_id].level} of its own",
                f"add a row with the place_id {place_id} to places.csv",
            )
        return place_id

    def _id_of(self, text: str, found: Sequence[str]) -> str:
        """Return the id of a new area, the same for the same name and for no other one."""
        name = fold(text)
        if name not in self._ids:
            plain = (
                "_".join("".join(c if _is_of_a_word(c) else " " for c in name).split()) or "area"
            )
            if plain in self._context.places and plain not in found:
                plain += "_area"
            taken = {*self._ids.values()}
            others = (f"{plain}_{number}" for number in itertools.count(2))
            self._ids[name] = next(i for i in itertools.chain((plain,), others) if i not in taken)
        return self._ids[name]

    def _report_people(self, name: str, row: int, header: str) -> None:
        """Say that urban or rural people among areas are no area, and are not ranked as one."""
        if is_urban_or_rural(name):
            self._remarks.warning(
                "MAP019",
                self._table.where(row, header),
                f'"{name}" in the column "{header}" says where people live, and is no area; it is '
                "not ranked among the areas, nor as a group",
                "read these rows as a table of their own, with the column called Residence, and "
                "leave them out here (skip_rows:)",
            )

    def _is_whole(self, texts: Iterable[str]) -> bool:
        """Tell a name of the whole country, in the language of whoever made the table."""
        iso3 = self._context.iso3
        return any(is_whole_country(text) or is_name_of(text, iso3) for text in texts)

    def _option(self, texts: Iterable[str], *, every: bool = True) -> str | None:
        keys = [area_key(text) for text in texts]
        by_key = {area_key(key): place for key, place in self._declared.items()}
        for key in keys:
            if key in by_key:
                return by_key[key]
        return self._declared.get(EVERY) if every and not keys else None

    def _checked(self, place_id: str, row: int) -> str:
        if place_id in self._context.places or place_id in self.added:
            return place_id
        self._remarks.error(
            "REF002",
            self._table.where(row, "area"),
            f'"{place_id}" of the option place is not in places.csv',
            f"{did_you_mean(place_id, self._context.places)} Or add it to places.csv",
        )
        return ""

    def _country_or_error(self, row: int) -> str:
        if not self._country:
            self._remarks.error(
                "MAP006",
                self._table.where(row),
                "the rows name no area, and places.csv has no single country",
                "add the option place: and the place_id that the file speaks of",
            )
        return self._country

    def _named(self, texts: Iterable[str]) -> list[str]:
        for text in texts:
            for name in dict.fromkeys((text, *languages_of(text))):
                found = self._by_name.get(area_key(name))
                if found:
                    return found
        return []

    def _below(self, outer: str) -> PlaceLevel:
        levels = list(PlaceLevel)
        place = self._context.places.get(outer) or self.added.get(outer)
        if place is None:
            return PlaceLevel.REGION
        return levels[min(levels.index(place.level) + 1, len(levels) - 1)]


def _is_of_a_word(character: str) -> bool:
    """Tell letters, digits and the vowel signs of scripts that write them as marks."""
    return character.isalnum() or unicodedata.category(character)[0] == "M"
