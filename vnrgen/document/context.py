"""What every part of a composition shares: the evidence, the language, the notes, the problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from vnrgen.analysis.findings import Breakdown, Gap, SeriesFindings
from vnrgen.disclosure.publishable import Publishable
from vnrgen.document.blocks import (
    Binding,
    BoundNumber,
    CrossReference,
    Inlines,
    LanguageSpan,
    Layout,
    Link,
    NoteMark,
    Origin,
    Paragraph,
    ParagraphRole,
    Text,
)
from vnrgen.document.blocks.identity import IdBook
from vnrgen.document.earlier_edition import EarlierEdition
from vnrgen.document.language.wording import Wording, merged
from vnrgen.document.language.written_dates import in_words
from vnrgen.document.length import Room
from vnrgen.document.outline import Outline, SectionSpec
from vnrgen.dossier.model import Label, Source
from vnrgen.problems import Location, ProblemLog

Cite = Callable[[str], NoteMark]


@dataclass(slots=True)
class NoteBook:
    """The text of every note, until numbering puts them in the order of their marks."""

    contents: dict[str, Inlines] = field(default_factory=dict)

    def has(self, note_id: str) -> bool:
        """Whether a note has its text already."""
        return note_id in self.contents

    def mark(self, note_id: str, content: Inlines) -> NoteMark:
        """Keep a note and return its mark; numbering gives the label."""
        self.contents.setdefault(note_id, content)
        return NoteMark(note_id, "")


@dataclass(slots=True)
class ReferenceBook:
    """What cross-references ask for and where, until numbering knows every number."""

    asked: dict[str, list[Location]] = field(default_factory=dict)

    def ask(self, target: str, where: Location) -> CrossReference:
        """Keep a question for a block and return the reference to be resolved."""
        self.asked.setdefault(target, []).append(where)
        return CrossReference(target, "")


@dataclass(slots=True)
class SeriesChoices:
    """Which breakdowns of a series may stand for it, and which are charted; None until asked."""

    rivals: list[list[Breakdown]] | None = None
    charted: list[Breakdown] | None = None


@dataclass(slots=True)
class Choices:
    """What was chosen from the evidence; several attempts to compose it choose once.

    ``leading`` are the gaps that lead their indicators in the order in which they are told, None
    until asked. ``of_series`` is by the ``id`` of findings, which are held so that none is used
    twice: findings themselves are hashed slowly.
    """

    leading: tuple[tuple[SeriesFindings, Breakdown, Gap], ...] | None = None
    of_series: dict[int, tuple[SeriesFindings, SeriesChoices]] = field(default_factory=dict)

    def of(self, found: SeriesFindings) -> SeriesChoices:
        """Return what was chosen of a series so far."""
        return self.of_series.setdefault(id(found), (found, SeriesChoices()))[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """One composition: what is composed, in which language, and what gathers on the way."""

    publishable: Publishable
    outline: Outline
    wording: Wording
    problems: ProblemLog
    notes: NoteBook = field(default_factory=NoteBook)
    references: ReferenceBook = field(default_factory=ReferenceBook)
    ids: IdBook = field(default_factory=IdBook)
    earlier: EarlierEdition | None = None
    narratives_placed: list[str] = field(default_factory=list)
    room: Room = field(default_factory=Room)
    choices: Choices = field(default_factory=Choices)

    @property
    def language(self) -> str:
        """The language of the document."""
        return self.wording.language

    def label(self, label: Label) -> str:
        """Return a name of the dossier in the language of the document."""
        return label.within(self.language, self.publishable.settings.language)

    def group(self, group_id: str) -> str:
        """Return the name of a group, or of everybody."""
        group = self.publishable.groups.get(group_id)
        return self.label(group.label) if group is not None else self.wording.text("Everybody")

    def groups(self, group_ids: Iterable[str]) -> str:
        """Return the names of groups as a list in running text."""
        return self.wording.listing([self.group(group_id) for group_id in group_ids])

    def place(self, place_id: str | None) -> str:
        """Return the name of a place, or nothing."""
        place = self.publishable.places.get(place_id or "")
        return self.label(place.label) if place is not None else ""

    def own_words(self, text: str) -> Inlines:
        """Return words of the dossier, marked with their language where it is another one."""
        return self.words_in(text, self.publishable.settings.language)

    def own_date(self, written: str) -> Inlines:
        """Return a date or span of the dossier: in words, or as written where that is not sure."""
        told = in_words(written, self.wording)
        return (Text(told),) if told else self.own_words(written)

    def words_in(self, text: str, language: str) -> Inlines:
        """Return words in a language ("" for that of the document), marked where it is another."""
        if not text:
            return ()
        spoken = language or self.language
        if spoken.split("-", maxsplit=1)[0] == self.language.split("-", maxsplit=1)[0]:
            return (Text(text),)
        return (LanguageSpan(spoken, (Text(text),)),)

    def day(self, day: date | None) -> str:
        """Return a date, or "date not known"."""
        if day is None:
            return self.wording.text("date not known")
        return self.wording.date(day)

    def counted(self, kind: str, count: int) -> BoundNumber:
        """Return a count of things in the dossier as a bound number."""
        return BoundNumber(self.wording.number(count), Binding("finding", f"count/{kind}", "count"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionContext:
    """One section being composed."""

    whole: Composition
    spec: SectionSpec

    @property
    def wording(self) -> Wording:
        """The language of the document."""
        return self.whole.wording

    @property
    def evidence(self) -> Publishable:
        """What may be published."""
        return self.whole.publishable

    def block_id(self, *parts: str) -> str:
        """Return the id of a generated block of this section: section, kind, key."""
        return "/".join((self.spec.section_id, *parts))

    def note_id(self, key: str) -> str:
        """Return the id of a note of this section; of the document where all stand at its end."""
        at_the_end = self.whole.outline.layout is Layout.BRIEF
        return f"{'brief' if at_the_end else self.spec.section_id}/note/{key}"

    def cite(self, source_id: str) -> NoteMark:
        """Return the note mark of a source; within a section a source keeps its note."""
        note_id = self.note_id(f"source/{source_id}")
        if self.whole.notes.has(note_id):  # of the notes of a brief nearly all are of one source
            return NoteMark(note_id, "")
        source = self.evidence.sources.get(source_id)
        content = (Text(source_id),) if source is None else source_words(source, self.whole)
        return self.whole.notes.mark(note_id, content)

    def note(self, key: str, content: Inlines) -> NoteMark:
        """Return the mark of a note of this section."""
        return self.whole.notes.mark(self.note_id(key), content)

    def fallback(self, kind: str, message: str) -> Paragraph:
        """Return the paragraph that stands where there is no evidence; ``message`` is final."""
        return Paragraph(
            block_id=self.block_id(kind, "none"),
            content=(Text(message),),
            role=ParagraphRole.MUTED,
            origin=GENERATED,
        )


GENERATED = Origin("generated", "")


def table_origin(where: Location) -> Origin:
    """Return the origin of words that stand in a table of the dossier."""
    return Origin("table", where.path, where.row or 0, where.row or 0)


def source_words(source: Source, whole: Composition) -> Inlines:
    """Return a source as it is cited: producer, title, when, and its address."""
    parts: list[Inlines] = [whole.own_words(source.producer)]
    if source.producer:
        parts.append((Text(", "),))
    parts.append(whole.own_words(source.title))
    when = whole.own_date(source.published or source.fieldwork)
    if when:
        parts.append((Text(", "), *when))
    parts.append((Text("."),))
    if source.url.startswith(("http://", "https://")):
        parts.append((Text(" "), Link(source.url, (Text(source.url),))))
    return merged(part for piece in parts for part in piece)
