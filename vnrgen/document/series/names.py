"""What a series, its categories and its places are called in the language of a document."""

from __future__ import annotations

from dataclasses import dataclass

from vnrgen.analysis.findings import Breakdown, GroupEstimate, SeriesFindings
from vnrgen.analysis.partition import PLACE
from vnrgen.disclosure.publishable import Publishable
from vnrgen.document.blocks import Inlines
from vnrgen.document.language.quantities import PERCENT
from vnrgen.document.language.wording import Wording
from vnrgen.dossier.model import Category, Label, PlaceLevel, Series

_DEPTHS = {level: depth for depth, level in enumerate(PlaceLevel)}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesNames:
    """A series with the names of all that is said of it."""

    publishable: Publishable
    findings: SeriesFindings
    wording: Wording

    @property
    def series(self) -> Series:
        """The series."""
        return self.findings.series

    @property
    def is_percentage(self) -> bool:
        """Whether values are percentages, so that differences are percentage points."""
        return self.series.unit == PERCENT

    def block_id(self, *parts: str) -> str:
        """Return the id of a block: figures, series, then kind and key."""
        indicator, series = self.series.key
        return "/".join(("figures", f"{indicator}-{series}" if series else indicator, *parts))

    @property
    def turn(self) -> int:
        """The place of the series in the document, by which its sentences take turns."""
        keys = [found.series.key for found in self.publishable.findings.series]
        return keys.index(self.series.key) if self.series.key in keys else 0

    def label(self, label: Label) -> str:
        """Return a name of the dossier in the language of the document."""
        return label.within(self.wording.language, self.publishable.settings.language)

    def category(self, category: Category) -> str:
        """Return the name of a category: the group's own name for itself, where it is a group."""
        group = self.publishable.groups.get(category.group_id or "")
        return self.label(group.label if group is not None else category.label)

    def member(self, member: GroupEstimate) -> str:
        """Return the name of a category where nothing near it names its dimension.

        A name without a letter ("2" previous births) says nothing by itself.
        """
        return self.named(member.dimension_id, member.category)

    def named(self, dimension_id: str, category: Category) -> str:
        """Return the name of a category, with its dimension where it is a bare number."""
        name = self.category(category)
        if any(character.isalpha() for character in name):
            return name
        dimension = self.dimension(dimension_id)
        return self.wording.text("{dimension}: {category}", dimension=dimension, category=name)

    def place(self, place_id: str) -> str:
        """Return the name of a place; its id where the dossier does not name it."""
        place = self.publishable.places.get(place_id)
        return self.label(place.label) if place is not None else place_id

    def dimension(self, dimension_id: str) -> str:
        """Return the name of a dimension."""
        if dimension_id == PLACE:
            return self.wording.text("Place")
        dimension = self.publishable.dimensions.get(dimension_id)
        return self.label(dimension.label) if dimension is not None else dimension_id

    def by(self, breakdown: Breakdown) -> str:
        """Return what a breakdown is broken down by: its dimension, or the level of its places.

        Only places.csv tells how a country calls its levels; elsewhere a place is just a place.
        """
        if breakdown.dimension_id != PLACE:
            return self.dimension(breakdown.dimension_id)
        found = [self.publishable.places.get(m.category.code) for m in breakdown.members]
        levels = {place.level for place in found if place is not None and place.where.row}
        if len(levels) != 1 or not all(place is not None and place.where.row for place in found):
            return self.dimension(PLACE)
        return self._level(levels.pop())

    def _level(self, level: PlaceLevel) -> str:
        say = self.wording.text
        names = {
            PlaceLevel.REGION: say("Region"),
            PlaceLevel.PROVINCE: say("Province"),
            PlaceLevel.DISTRICT: say("District"),
            PlaceLevel.CITY: say("City"),
            PlaceLevel.COMMUNE: say("Commune"),
        }
        return names.get(level, say("Place"))

    def is_people(self, category: Category) -> bool:
        """Whether a category is a group that the dossier names, so that "among" may precede it."""
        return (category.group_id or "") in self.publishable.groups

    def is_country(self, place_id: str) -> bool:
        """Whether a place is the whole country."""
        place = self.publishable.places.get(place_id)
        return place is not None and place.level is PlaceLevel.COUNTRY

    def breadth(self, place_id: str) -> tuple[int, bool]:
        """Return what sorts places from the widest level on; of one level, those that join first.

        A place that the dossier does not have comes last.
        """
        place = self.publishable.places.get(place_id)
        if place is None:
            return (len(_DEPTHS), True)
        return (_DEPTHS[place.level], not place.is_aggregate)

    @property
    def indicator(self) -> str:
        """The name of the series."""
        return self.label(self.series.label)

    @property
    def unit(self) -> str:
        """The unit in words."""
        return self.label(self.series.unit_label)

    def subtitle(self, place_id: str, period: str, *, is_citizen: bool) -> Inlines:
        """Return what is measured: series, unit, place, year and, if so, that people counted."""
        return self.subtitle_of(self.place(place_id), period, is_citizen=is_citizen)

    def subtitle_of(self, place: str, period: str, *, is_citizen: bool = False) -> Inlines:
        """Return the subtitle for a place, or a list of places, by name."""
        names = {
            "indicator": self.indicator,
            "unit": self.unit,
            "place": place,
            "period": period,
        }
        if not self.unit or self.unit.casefold() in self.indicator.casefold():
            del names["unit"]  # the name of the indicator has said it
            if is_citizen:
                return self.wording.inlines("{indicator}. {place}, {period}, citizen data", **names)
            return self.wording.inlines("{indicator}. {place}, {period}", **names)
        if is_citizen:
            return self.wording.inlines(
                "{indicator}, {unit}. {place}, {period}, citizen data", **names
            )
        return self.wording.inlines("{indicator}, {unit}. {place}, {period}", **names)
