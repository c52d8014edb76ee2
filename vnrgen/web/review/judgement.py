"""What a person sent becomes a decision, or errors, each at its field and with what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vnrgen.adoption.ledger.events import TAKEN_BACK
from vnrgen.adoption.quoting import (
    LONGEST_QUOTE,
    LONGEST_QUOTE_TEXT,
    evidence_at,
    has_words,
    is_too_long,
    plain_name,
    plain_quote,
)
from vnrgen.document.language.wording import Wording
from vnrgen.dossier.model.decisions import (
    AssessorKind,
    Decision,
    Evidence,
    Implementation,
    Uptake,
    Vocabulary,
)
from vnrgen.pdftext.model import Passage
from vnrgen.pdftext.quotes import QuotePlace, copied_forms, find_quotes
from vnrgen.visible import visible
from vnrgen.web.review.desk import OpenReport
from vnrgen.web.review.history import Assessor
from vnrgen.web.review.labels import answers

LONGEST_NOTE = 4_000  # characters
_LONGEST_NAME = 120
_NEAR = 2  # passages around the chosen one that a quote may run over


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field of a form, and what to do."""

    field: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A form as it was sent: texts, not yet checked."""

    vocabulary: Vocabulary
    value: str
    passage: str
    quote: str
    basis: str
    note: str

    @classmethod
    def sent(cls, form: Mapping[str, str]) -> Judgement:
        """Read the fields of a form; characters that nobody sees are left out."""
        given = {name: visible(form.get(name, "")).replace("\r\n", "\n") for name in form}
        asked = given.get("ask", "")
        return cls(
            vocabulary=vocabulary_of(asked),
            value=given.get("value", ""),
            passage=given.get("passage", ""),
            quote=plain_quote(given.get("quote", "")),
            basis="synthesis" if given.get("basis") == "synthesis" else "direct",
            note=given.get("note", "").strip(),
        )

    @property
    def index(self) -> int | None:
        """The chosen passage."""
        return index_of(self.passage)


def vocabulary_of(text: str) -> Vocabulary:
    """Return the vocabulary of a name; uptake for any other text."""
    return next((v for v in Vocabulary if v == text), Vocabulary.UPTAKE)


def index_of(text: str) -> int | None:
    """Return the index that a text is, or None."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def decision_of(
    judgement: Judgement,
    *,
    opened: OpenReport,
    rec_id: str,
    assessor: Assessor,
    decided_on: date,
    wording: Wording,
) -> Decision | tuple[FieldError, ...]:
    """Check a judgement and return the decision to record, or every error in the form's order."""
    errors = [*_value_errors(judgement, wording), *_length_errors(judgement, wording)]
    evidence = None
    if judgement.quote and not errors:
        found = _evidence(judgement, opened, rec_id, wording)
        if isinstance(found, FieldError):
            errors.append(found)
        else:
            evidence = found
    if errors:
        return tuple(errors)
    return Decision(
        rec_id=rec_id,
        report_id=opened.report.report_id,
        assessor_kind=assessor.kind,
        assessor=assessor.name,
        decided_on=decided_on,
        vocabulary=judgement.vocabulary,
        value=judgement.value,
        evidence=evidence,
        note=judgement.note,
    )


def _value_errors(judgement: Judgement, wording: Wording) -> Sequence[FieldError]:
    if judgement.value not in {a.value for a in answers(wording, judgement.vocabulary)}:
        return [FieldError("value", wording.text("Choose one of the answers."))]
    if judgement.vocabulary is not Vocabulary.UPTAKE or has_words(judgement.quote):
        return []
    if not Uptake(judgement.value).needs_evidence:
        return []
    what = wording.text(
        "This answer rests on words of the report, and none are quoted. Choose the passage and "
        "mark the words that decide, or copy them into this field. Only “Not found” needs none."
    )
    return [FieldError("quote", what)]


def _length_errors(judgement: Judgement, wording: Wording) -> Sequence[FieldError]:
    errors = []
    if is_too_long(judgement.quote):
        errors.append(FieldError("quote", _too_long(judgement.quote, wording)))
    if len(judgement.note) > LONGEST_NOTE:
        what = wording.text(
            "The note has {count} characters; {most} are the most. Shorten it.",
            count=wording.number(len(judgement.note)),
            most=wording.number(LONGEST_NOTE),
        )
        errors.append(FieldError("note", what))
    return errors


def _too_long(quote: str, wording: Wording) -> str:
    count = len(quote.split())
    if count > LONGEST_QUOTE:
        return wording.text(
            "The quote has {count} words; {most} are the most. Keep the words that decide.",
            count=wording.number(count),
            most=wording.number(LONGEST_QUOTE),
        )
    return wording.text(
        "The quote has {count} characters; {most} are the most. Keep the words that decide.",
        count=wording.number(len(quote)),
        most=wording.number(LONGEST_QUOTE_TEXT),
    )


def _evidence(
    judgement: Judgement, opened: OpenReport, rec_id: str, wording: Wording
) -> Evidence | FieldError:
    for quote in filter(has_words, copied_forms(judgement.quote)):
        place = place_of(opened, quote, judgement.index)
        if place is not None:
            break
    else:
        return FieldError("quote", _not_there(opened, judgement, wording))
    index = place.passage.index
    candidates = opened.candidates.get(rec_id, ())
    score = next((c.score for c in candidates if c.passage.index == index), None)
    return evidence_at(place, quote, opened.report, basis=judgement.basis, score=score)


def place_of(opened: OpenReport, quote: str, index: int | None) -> QuotePlace | None:
    """Return where a quote stands: in or over the edge of the chosen passage, if one is chosen.

    A quote that begins or ends in the passages beside the chosen one must touch it.
    """
    if index is None or opened.passage(index) is None:
        return next(find_quotes(opened.passages, quote), None)
    before, after = opened.around(index, _NEAR)
    near = (*before, opened.passages[opened.position[index]], *after)
    places = find_quotes(near, quote)
    return next((p for p in places if index in (p.passage.index, p.last.index)), None)


def _not_there(opened: OpenReport, judgement: Judgement, wording: Wording) -> str:
    elsewhere = None
    if judgement.index is not None:
        elsewhere = place_of(opened, judgement.quote, None)
    if elsewhere is None:
        return wording.text(
            "These words do not stand in the report. Copy them from the passage as they are, "
            "without leaving words out; case and line ends make no difference."
        )
    return wording.text(
        "These words stand elsewhere in the report: {place}. Choose that passage, or mark words of "
        "the one that you chose.",
        place=place_name(elsewhere.passage, wording),
    )


def place_name(passage: Passage, wording: Wording) -> str:
    """Return in words where a passage stands, as in "paragraph 20, page 12 (14 in the file)"."""
    parts = []
    if passage.paragraph:
        parts.append(wording.text("paragraph {number}", number=passage.paragraph))
    printed, in_file = passage.print_page, passage.pdf_page
    if in_file is not None and printed and printed != str(in_file):
        parts.append(
            wording.text("page {printed} ({number} in the file)", printed=printed, number=in_file)
        )
    elif in_file is not None or printed:
        parts.append(wording.text("page {number}", number=printed or in_file))
    return ", ".join(parts) or wording.text("passage {number}", number=passage.index)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who decides, and on which day."""

    assessor: Assessor
    decided_on: date


@dataclass(frozen=True, slots=True)
class Who:
    """The assessor's form as it was sent."""

    kind: str
    name: str
    decided_on: str
    keys: bool

    @classmethod
    def sent(cls, form: Mapping[str, str]) -> Who:
        """Read the fields of the form."""
        return cls(
            kind=form.get("kind", ""),
            name=plain_name(form.get("name", "")),
            decided_on=form.get("decided_on", "").strip(),
            keys=form.get("keys", "") == "on",
        )

    def checked(self, wording: Wording) -> Chosen | tuple[FieldError, ...]:
        """Return who decides and on which day, or every error."""
        errors = []
        if not self.name or len(self.name) > _LONGEST_NAME:
            what = wording.text(
                "Say who decides: a name of {most} characters at most.",
                most=wording.number(_LONGEST_NAME),
            )
            errors.append(FieldError("name", what))
        if self.kind not in set(AssessorKind):
            errors.append(FieldError("kind", wording.text("Say on whose behalf.")))
        day = _day(self.decided_on)
        if day is None:
            what = wording.text("Give the date of your decisions like 2026-03-31.")
            errors.append(FieldError("decided_on", what))
        if errors or day is None:
            return tuple(errors)
        return Chosen(Assessor(AssessorKind(self.kind), self.name), day)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def undone(
    newest: Decision, before: Decision | None, decided_on: date, wording: Wording
) -> Decision:
    """Return the decision that takes back the newest one: what stood before it, said anew.

    Where nothing stood before, uptake and position become "not assessed", implementation "no
    information".
    """
    if before is not None:
        return replace(before, decided_on=decided_on)
    nothing = {
        Vocabulary.UPTAKE: TAKEN_BACK,
        Vocabulary.POSITION: TAKEN_BACK,
        Vocabulary.IMPLEMENTATION: str(Implementation.NO_INFORMATION),
    }[newest.vocabulary]
    note = wording.text("Taken back")
    return replace(newest, decided_on=decided_on, value=nothing, evidence=None, note=note)
