"""The names that the tracker gives to statuses, groups, evidence and places in a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from vnrgen.disclosure.publishable import Publishable, PublishedReport
from vnrgen.document.language.goals import goal_title
from vnrgen.document.language.statuses import (
    answers,
    not_counted,
    not_founded,
    origins,
    positions,
    uptakes,
)
from vnrgen.document.language.wording import Wording
from vnrgen.document.registers.participation import method_name
from vnrgen.dossier.model import Origin, Position
from vnrgen.dossier.model.decisions import Decision, Evidence, Unfounded, Vocabulary
from vnrgen.dossier.register.state import State
from vnrgen.dossier.register.view import Entry
from vnrgen.web.review import labels


@dataclass(frozen=True)
class Names:
    """Names in one language; texts of the dossier are in its own."""

    shown: Publishable
    wording: Wording

    @cached_property
    def statuses(self) -> Mapping[str, str]:
        """Return every status by which recommendations are filed, in reading order."""
        read = {str(status): name for status, name in uptakes(self.wording).items()}
        return read | {str(state): name for state, name in not_counted(self.wording).items()}

    @cached_property
    def answers(self) -> Mapping[tuple[Vocabulary, str], str]:
        """Return the name of every value of a decision."""
        return answers(self.wording)

    @cached_property
    def not_founded(self) -> Mapping[Unfounded, str]:
        """Return why a decision does not count."""
        return not_founded(self.wording)

    @cached_property
    def questions(self) -> Mapping[Vocabulary, str]:
        """Return what each vocabulary asks, in short."""
        return {
            Vocabulary.UPTAKE: self.wording.text("In the national report"),
            Vocabulary.IMPLEMENTATION: self.wording.text("Implementation"),
            Vocabulary.POSITION: self.wording.text("Answer of the addressee"),
        }

    def goal(self, number: int) -> str:
        """Return a Goal with its number; 0 stands for none."""
        return goal_title(number, self.wording)

    def group(self, group_id: str) -> str:
        """Return the name of a group, or its id where groups.csv does not know it."""
        group = self.shown.groups.get(group_id)
        settings = self.shown.settings
        return group.label.within(self.wording.language, settings.language) if group else group_id

    def position(self, position: Position | None) -> str:
        """Return what the addressee answered."""
        if position is None:
            return self.wording.text("no answer on record")
        return positions(self.wording)[position]

    def origin(self, origin: Origin) -> str:
        """Return who made a recommendation."""
        return origins(self.wording)[origin]

    def kind(self, decision: Decision) -> str:
        """Return on whose behalf somebody assessed."""
        return labels.kind_names(self.wording)[decision.assessor_kind]

    def report(self, report_id: str | None) -> PublishedReport | None:
        """Return a report, or None where reports.yaml does not name it."""
        return next((r for r in self.shown.reports if r.report_id == report_id), None)

    def place(self, evidence: Evidence) -> str:
        """Return the place of a quote: heading, page as printed and of the file, paragraph."""
        wording = self.wording
        parts = []
        if evidence.print_page:
            parts.append(wording.text("page {page}", page=evidence.print_page))
        page = evidence.pdf_page
        if page is not None and str(page) != evidence.print_page:
            parts.append(wording.text("page {page} of the file", page=wording.number(page)))
        if evidence.paragraph:
            parts.append(wording.text("paragraph {number}", number=evidence.paragraph))
        return ", ".join(parts)

    def status(self, entry: Entry) -> str:
        """Return the value of the status under which a recommendation is filed."""
        if entry.state is not State.STANDS:
            return str(entry.state)
        return str(entry.uptake or "not_assessed")

    def evidence(self, evidence_id: str) -> str:
        """Name a piece of evidence that may be shown; "" for what is withheld or unknown."""
        kind, _colon, key = evidence_id.partition(":")
        if kind == "indicator":
            return self._indicator(key)
        if evidence_id in self.shown.sources:
            return self.shown.sources[evidence_id].title
        for story in self.shown.stories:
            if story.story_id == evidence_id:
                return self.wording.text("story “{title}”", title=story.title)
        for finding in self.shown.qualitative:
            if finding.finding_id == evidence_id:
                name = method_name(finding.method, self.wording)
                day = self.wording.date(finding.held_on)
                return self.wording.text("{meeting} ({date})", meeting=name, date=day)
        return ""

    def _indicator(self, key: str) -> str:
        indicator, _slash, code = key.partition("/")
        found = self.shown.findings.of(indicator, code or None)
        if found is None:
            return ""
        series = self.shown.series.get(found.series.key)
        if series is None:
            return indicator
        own = self.shown.settings.language
        return f"{indicator} {series.label.within(self.wording.language, own)}"
