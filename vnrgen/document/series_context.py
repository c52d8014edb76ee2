"""One series as a reader meets it: its names, its numbers bound and marked, its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from vnrgen.analysis.findings import (
    Breakdown,
    Estimate,
    Gap,
    GroupEstimate,
    Period,
    Reliability,
    SeriesFindings,
)
from vnrgen.analysis.partition import PLACE
from vnrgen.disclosure.publishable import Publishable
from vnrgen.document.blocks import Binding, BoundNumber, Inlines, NoteMark, Text
from vnrgen.document.context import SectionContext
from vnrgen.document.quantities import (
    PERCENT,
    SUPPRESSED,
    distance,
    in_parentheses,
    quantity,
)
from vnrgen.document.wording import Wording
from vnrgen.dossier.model import Category, Label, PlaceLevel, Series
from vnrgen.dossier.observations import ObservationStatus

Cite = Callable[[str], NoteMark]

_DEPTHS = {level: depth for depth, level in enumerate(PlaceLevel)}

NO_CASES = "–"
"""What stands where nobody was asked (MICS reports)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesContext:
    """What every title, cell and drawing of a series needs.

    ``cite`` gives the note mark of a source.
    """

    publishable: Publishable
    findings: SeriesFindings
    wording: Wording
    cite: Cite

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

    # --- names ---------------------------------------------------------------------------------

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

    # --- numbers -------------------------------------------------------------------------------

    def absence(self, estimate: Estimate) -> str:
        """Return what stands in place of a value that is not there or not shown."""
        if estimate.reliability is Reliability.WITHHELD:
            return SUPPRESSED
        if estimate.reliability is Reliability.NO_CASES:
            return NO_CASES
        match estimate.status:
            case ObservationStatus.CENSORED if estimate.value_text:
                return estimate.value_text
            case ObservationStatus.SUPPRESSED:
                return self.wording.text("withheld by the source")
            case ObservationStatus.NOT_APPLICABLE:
                return self.wording.text("not applicable")
            case _:
                return self.wording.text("no data")

    def text(self, estimate: Estimate) -> str:
        """Return a value as it is printed: percentages with their sign, small samples marked."""
        if estimate.value is None:
            return self.absence(estimate)
        shown = quantity(estimate.value, self.series, self.wording)
        return self._marked(estimate, shown)

    def value(self, estimate: Estimate) -> Inlines:
        """Return a value for running text, bound to its observation."""
        return self._bound(estimate, self.text(estimate), "value")

    def value_in_words(self, estimate: Estimate) -> Inlines:
        """Return a value with its unit, where nothing near it names the unit."""
        if estimate.value is None or self.is_percentage or not self.unit:
            return self.value(estimate)
        return self.wording.inlines("{number} {unit}", number=self.value(estimate), unit=self.unit)

    def dated(self, estimate: Estimate, period: str) -> str:
        """Return when a value was measured, and that people themselves produced it if so."""
        if estimate.source_kind.is_citizen:
            return self.wording.text("{period}, citizen data", period=period)
        return period

    def cell(self, estimate: Estimate) -> Inlines:
        """Return a value for a table whose head names the unit, bound to its observation."""
        if estimate.value is None:
            return self.value(estimate)
        number = self.wording.number(estimate.value, self.series.decimals)
        return self._bound(estimate, self._marked(estimate, number), "value")

    def interval_cell(self, estimate: Estimate) -> Inlines:
        """Return the 95 % interval for a table, both ends bound; a dash where there is none."""
        if estimate.value is None or estimate.lower is None or estimate.upper is None:
            return ()
        ends = {
            measure: self._bound(
                estimate, self.wording.number(number, self.series.decimals), measure
            )
            for measure, number in (("lower", estimate.lower), ("upper", estimate.upper))
        }
        if estimate.lower < 0:
            return self.wording.inlines("{lower} to {upper}", **ends)
        return self.wording.inlines("{lower}–{upper}", **ends)

    def measured_cell(self, estimate: Estimate) -> Inlines:
        """Return value and 95 % interval in one cell.

        The interval stands in square brackets: round ones mean few cases.
        """
        interval = self.interval_cell(estimate)
        if not interval:
            return self.cell(estimate)
        return self.wording.inlines(
            "{value} [{interval}]", value=self.cell(estimate), interval=interval
        )

    def cases_cell(self, estimate: Estimate) -> Inlines:
        """Return the number of unweighted cases for a table, bound."""
        if estimate.n is None:
            return ()
        return self._bound(estimate, self.wording.number(estimate.n), "n")

    def found(self, finding_id: str, text: str, measure: str) -> BoundNumber:
        """Return a number that a finding gives, such as a difference or a ratio."""
        return BoundNumber(text, Binding("finding", finding_id, measure))

    def bare_distance(self, finding_id: str, difference: float) -> Inlines:
        """Return a difference, bound, without its unit: the words around it name it."""
        number = distance(difference, self.series, self.wording, unit=False)
        return (self.found(finding_id, number, "difference"),)

    def bare_gap(self, finding_id: str, gap: Gap) -> Inlines:
        """Return the difference of a gap as ``bare_distance`` does.

        It stands in parentheses where one of its two figures rests on few cases.
        """
        number = distance(gap.difference, self.series, self.wording, unit=False)
        ends = (gap.behind.estimate, gap.ahead.estimate)
        if any(end.reliability is Reliability.SMALL for end in ends):
            number = in_parentheses(number)
        return (self.found(finding_id, number, "difference"),)

    def distance(self, finding_id: str, difference: float) -> Inlines:
        """Return a difference with its unit, bound; of percentages in percentage points."""
        number = distance(difference, self.series, self.wording, unit=False)
        bound = self.found(finding_id, number, "difference")
        if not self.is_percentage:
            if not self.unit:
                return (bound,)
            return self.wording.inlines("{number} {unit}", number=bound, unit=self.unit)
        is_one = number == self.wording.number(1, 0)
        return self.wording.plural_inlines(
            "{number} percentage point",
            "{number} percentage points",
            1 if is_one else 2,
            number=bound,
        )

    def _bound(self, estimate: Estimate, text: str, measure: str) -> Inlines:
        has_number = any(character.isdigit() for character in text)
        if not has_number and text != SUPPRESSED:
            return (Text(text),)
        return (BoundNumber(text, Binding("observation", estimate.observation_id, measure)),)

    def _marked(self, estimate: Estimate, number: str) -> str:
        is_small = estimate.reliability is Reliability.SMALL
        return in_parentheses(number) if is_small else number

    # --- sources and notes ---------------------------------------------------------------------

    def source_line(self, source_ids: Iterable[str]) -> Inlines:
        """Return the source line: the title of each source once, with its note mark."""
        named = list(dict.fromkeys(source_ids))
        if not named:
            return ()
        cited = self.wording.listing_inlines([self._cited(source_id) for source_id in named])
        return self.wording.plural_inlines(
            "Source: {sources}", "Sources: {sources}", len(named), sources=cited
        )

    def source_title(self, source_id: str) -> str:
        """Return the title of a source; its id where the dossier does not name it."""
        source = self.publishable.sources.get(source_id)
        return source.title if source is not None else source_id

    def _cited(self, source_id: str) -> Inlines:
        return (Text(self.source_title(source_id)), self.cite(source_id))

    def mark_notes(self, estimates: Iterable[Estimate]) -> tuple[Inlines, ...]:
        """Return the notes that explain the marks in use (MICS reports), and only those."""
        estimates = list(estimates)
        used = {estimate.reliability for estimate in estimates}
        limits = self.publishable.settings.thresholds
        low, high = limits.suppress_below, limits.mark_below - 1
        notes = []
        if Reliability.SMALL in used:
            notes.append(
                self.wording.inlines(
                    "( ) Based on few cases ({low} to {high} unweighted): read with caution.",
                    low=self.wording.number(low),
                    high=self.wording.number(high),
                )
            )
        if Reliability.WITHHELD in used:
            notes.append(
                self.wording.inlines(
                    "(*) Not shown: based on fewer than {limit} unweighted cases, or withheld so"
                    " that such a figure cannot be worked out.",
                    limit=self.wording.number(low),
                )
            )
        if Reliability.NO_CASES in used:
            notes.append(self.wording.inlines("– No unweighted cases."))
        notes.extend(self._censored_notes(estimates))
        return tuple(notes)

    def _censored_notes(self, estimates: Sequence[Estimate]) -> list[Inlines]:
        """Return a note for each mark like "<5" that a source printed in place of a figure."""
        marks = {
            estimate.value_text
            for estimate in estimates
            if estimate.status is ObservationStatus.CENSORED and self.is_mark(estimate)
        }
        return [
            self.wording.inlines(
                "{mark} As the source prints it: the exact figure is not published.", mark=mark
            )
            for mark in sorted(marks)
        ]

    def is_mark(self, estimate: Estimate) -> bool:
        """Whether what is printed of an estimate is the mark that its source put there."""
        return bool(estimate.value_text) and self.text(estimate) == estimate.value_text


def context_of(found: SeriesFindings, section: SectionContext) -> SeriesContext:
    """Return a series as a reader of this section meets it."""
    return SeriesContext(
        publishable=section.evidence, findings=found, wording=section.wording, cite=section.cite
    )


def periods_span(wording: Wording, periods: Iterable[Period]) -> str:
    """Return one period's label, or the first and last of several."""
    ordered = sorted(set(periods))
    if not ordered:
        return ""
    if len(ordered) == 1:
        return ordered[0].label
    return wording.text("{first} to {last}", first=ordered[0].label, last=ordered[-1].label)
