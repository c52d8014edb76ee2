"""One series as a reader meets it: its names, its numbers bound and marked, its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from vnrgen.analysis.findings import Estimate, Period, Reliability, SeriesFindings
from vnrgen.document.blocks import Inlines, NoteMark, Text
from vnrgen.document.context import SectionContext, SeriesChoices
from vnrgen.document.language.wording import Wording
from vnrgen.document.series.numbers import SeriesNumbers
from vnrgen.document.series.withheld_notes import withheld_note
from vnrgen.dossier.model.observations import ObservationStatus

Cite = Callable[[str], NoteMark]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesContext(SeriesNumbers):
    """What every title, cell and drawing of a series needs.

    ``cite`` gives the note mark of a source; ``choices`` are kept for whoever asks again.
    """

    cite: Cite
    choices: SeriesChoices = field(default_factory=SeriesChoices, compare=False, repr=False)

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

    def mark_notes(
        self, estimates: Iterable[Estimate], *, has_open_marks: bool = False
    ) -> tuple[Inlines, ...]:
        """Return the notes that explain the marks in use (MICS reports), and only those.

        With ``has_open_marks`` a drawing tells few cases by marks without filling as well.
        """
        estimates = list(estimates)
        used = {estimate.reliability for estimate in estimates}
        limits = self.publishable.settings.thresholds
        low, high = limits.suppress_below, limits.mark_below - 1
        notes = []
        if Reliability.SMALL in used:
            limit = {"low": self.wording.number(low), "high": self.wording.number(high)}
            notes.append(
                self.wording.inlines(
                    "( ), or a mark that is not filled: based on few cases ({low} to {high}"
                    " unweighted), read with caution.",
                    **limit,
                )
                if has_open_marks
                else self.wording.inlines(
                    "( ) Based on few cases ({low} to {high} unweighted): read with caution.",
                    **limit,
                )
            )
        if Reliability.WITHHELD in used:
            ids = [e.observation_id for e in estimates if e.reliability is Reliability.WITHHELD]
            _, said = withheld_note(self.wording, self.publishable, self.series.unit, ids)
            notes.append((Text(said),))
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
        publishable=section.evidence,
        findings=found,
        wording=section.wording,
        cite=section.cite,
        choices=section.whole.choices.of(found),
    )


def periods_span(wording: Wording, periods: Iterable[Period]) -> str:
    """Return one period's label, or the first and last of several."""
    ordered = sorted(set(periods))
    if not ordered:
        return ""
    if len(ordered) == 1:
        return ordered[0].label
    return wording.text("{first} to {last}", first=ordered[0].label, last=ordered[-1].label)
