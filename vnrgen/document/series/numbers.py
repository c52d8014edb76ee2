"""The numbers of a series as they are printed: formatted, bound, and marked where cases are few."""

from __future__ import annotations

from dataclasses import dataclass

from vnrgen.analysis.findings import Estimate, Gap, Reliability
from vnrgen.document.blocks import Binding, BoundNumber, Inlines, Text
from vnrgen.document.language.quantities import (
    SUPPRESSED,
    distance,
    in_parentheses,
    quantity,
    unit_words,
)
from vnrgen.document.language.wording import rounded
from vnrgen.document.series.names import SeriesNames
from vnrgen.dossier.model.observations import ObservationStatus

NO_CASES = "–"
"""What stands where nobody was asked (MICS reports)."""


def is_kept_back(estimate: Estimate) -> bool:
    """Whether somebody has a figure that is not shown: its source, or this document, keeps it."""
    is_suppressed = estimate.value is None and estimate.status is ObservationStatus.SUPPRESSED
    return is_suppressed or estimate.reliability is Reliability.WITHHELD


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesNumbers(SeriesNames):
    """A series with its names and numbers; what has no value says why."""

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
        unit = unit_words(self.series, self.wording)
        if estimate.value is None or self.is_percentage or not unit:
            return self.value(estimate)
        return self.wording.inlines("{number} {unit}", number=self.value(estimate), unit=unit)

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
            unit = unit_words(self.series, self.wording)
            if not unit:
                return (bound,)
            return self.wording.inlines("{number} {unit}", number=bound, unit=unit)
        return self.wording.plural_inlines(
            "{number} percentage point",
            "{number} percentage points",
            rounded(abs(difference), self.series.decimals),
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
