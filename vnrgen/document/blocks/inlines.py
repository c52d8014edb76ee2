"""What stands in a line: words, bound numbers, links, references, marks; where words come from."""

from __future__ import annotations

from dataclasses import dataclass

from vnrgen.document.blocks.changes import ChangeKind, ChangeMark


@dataclass(frozen=True, slots=True)
class Binding:
    """What a displayed number says: ``measure`` of an observation or of a finding.

    ``kind`` is ``observation`` or ``finding``; ``reference`` the observation or finding id;
    ``measure`` one of value, lower, upper, se, n, population, difference, ratio, count, rate,
    target, projected.
    """

    kind: str
    reference: str
    measure: str


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class BoundNumber:
    """A displayed number and what it is bound to; ``text`` is formatted for the language."""

    text: str
    binding: Binding


@dataclass(frozen=True, slots=True)
class Strong:
    """Words with strong importance."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the document; ``href`` is http, https or mailto."""

    href: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A reference to a note of a ``NoteList``; ``label`` is what is printed, e.g. "12"."""

    note_id: str
    label: str


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A reference to a numbered block; ``text`` is what is printed, e.g. "Figure 3"."""

    target_id: str
    text: str


@dataclass(frozen=True, slots=True)
class LanguageSpan:
    """Words in another language than the document; ``language`` is a BCP 47 tag."""

    language: str
    children: Inlines


@dataclass(frozen=True, slots=True)
class Inserted:
    """Words that a newer version added or moved here; marks stand outermost, never in a mark."""

    children: Inlines
    mark: ChangeMark = ChangeMark(change_id="", kind=ChangeKind.INSERT)


@dataclass(frozen=True, slots=True)
class Deleted:
    """Words that a newer version dropped or moved away; marks stand outermost, never in a mark."""

    children: Inlines
    mark: ChangeMark = ChangeMark(change_id="", kind=ChangeKind.DELETE)


Inline = (
    Text
    | BoundNumber
    | Strong
    | Emphasis
    | Link
    | NoteMark
    | CrossReference
    | LanguageSpan
    | Inserted
    | Deleted
)
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a block's words come from, so that an edit can find its way back.

    ``kind`` is ``narrative``, ``template``, ``story``, ``table`` (a dossier table) or
    ``generated``. Lines count from 1; both are 0 where the whole file or a table row is meant.
    """

    kind: str
    path: str
    first_line: int = 0
    last_line: int = 0
