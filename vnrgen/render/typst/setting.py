"""What the data of a block needs to know besides the block: names of places, letters, calls."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from vnrgen.disclosure.publishable import Testimony
from vnrgen.document.blocks import ContentsEntry, CrossReference, Document, NoteMark
from vnrgen.document.scripts import LATIN, letters_missing, script_of, scripts_in
from vnrgen.document.wording import Wording
from vnrgen.render.html.fonts import families

_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_EMPTY_BOX = "□"


@dataclass(slots=True)
class Setting:
    """One setting of one document.

    ``labels`` are the names of the places that something leads to, by id; ``spoken`` what a link
    to such a place says. ``calls`` counts the marks of each note met so far. ``lost`` are ids that
    something refers to and nothing has; ``summaries`` what each table met so far holds.
    ``letters`` maps what no font has to an empty box.
    """

    document: Document
    pictures: Mapping[str, bytes]
    labels: Mapping[str, str]
    letters: Mapping[int, str | None]
    missing: tuple[str, ...]
    text: str
    spoken: dict[str, str] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    lost: set[str] = field(default_factory=set)
    summaries: list[str] = field(default_factory=list)

    def words(self, text: str) -> str:
        """Return a text as it can be set: spaces as in a browser, no letter without a font."""
        if not text.isascii() or not text.isprintable():
            text = text.translate(self.letters)
        return _SPACES.sub(" ", text)

    def place(self, identifier: str) -> dict[str, str]:
        """Return the name of a block, if anything leads to it."""
        label = self.labels.get(identifier)
        return {} if label is None else {"id": label}

    def target(self, identifier: str, spoken: str) -> str:
        """Return the name of the place that a reference leads to, or "" where there is none."""
        label = self.labels.get(identifier, "")
        if label:
            self.spoken.setdefault(label, spoken)
        else:
            self.lost.add(identifier)
        return label

    def testimony(self, testimony_id: str) -> Testimony | None:
        """Return a testimony, or None where it was withdrawn."""
        return self.document.testimonies.get(testimony_id)

    def language(self, tag: str) -> dict[str, Any]:
        """Return a language as the engine names it, its direction, and fonts if they differ."""
        own = self.document.metadata.language
        stack = [] if tag == own else families(scripts_in(self.text), tag)
        return language_parts(tag) | {
            "families": [] if stack == self.families else stack,
        }

    @property
    def fonts(self) -> list[str]:
        """Every font that the document may need."""
        return [LATIN.family, *(script.family for script in scripts_in(self.text))]

    @property
    def families(self) -> list[str]:
        """The fonts of the document, in the order in which letters are looked for in them."""
        return families(scripts_in(self.text), self.document.metadata.language)

    @property
    def leading(self) -> float:
        """How far lines are apart, against those of Latin letters."""
        return script_of(self.document.metadata.language).leading


def language_parts(tag: str) -> dict[str, str]:
    """Return the primary tag, the region and the direction of a language.

    >>> language_parts("fr-CA")
    {'lang': 'fr', 'region': 'CA', 'direction': 'ltr'}
    """
    primary, *rest = tag.split("-")
    known = primary.isascii() and primary.isalpha() and len(primary) in (2, 3)
    region = next((part.upper() for part in rest if len(part) == 2 and part.isalpha()), "")
    return {
        "lang": primary.lower() if known else "und",
        "region": region,
        "direction": Wording(tag).direction,
    }


def setting_of(document: Document, pictures: Mapping[str, bytes]) -> Setting:
    """Return the setting of a document: what it refers to, and what it is written in."""
    text = "\n".join(_texts(document))
    there = set(_identifiers(document.blocks))
    wanted = dict.fromkeys(_references(document.blocks))
    missing = letters_missing(text)
    return Setting(
        document=document,
        pictures=pictures,
        labels={
            name: f"place-{number}" for number, name in enumerate(wanted, start=1) if name in there
        },
        letters=_letters(text, missing),
        missing=missing,
        text=text,
    )


def _letters(text: str, missing: Iterable[str]) -> dict[int, str | None]:
    """Map letters without a font to an empty box, and control characters to nothing."""
    table: dict[int, str | None] = {ord(letter): _EMPTY_BOX for letter in missing}
    for letter in set(text):
        if unicodedata.category(letter) in {"Cc", "Cs"} and not letter.isspace():
            table[ord(letter)] = None
    return table


def _references(part: object) -> Iterator[str]:
    match part:
        case CrossReference(target_id=target) | ContentsEntry(target_id=target):
            yield target
        case NoteMark(note_id=target):
            yield target
        case _:
            for inner in _inside(part):
                yield from _references(inner)


def _identifiers(part: object) -> Iterator[str]:
    for name in ("block_id", "note_id"):
        if not isinstance(part, NoteMark) and hasattr(part, name):
            yield getattr(part, name)
    for inner in _inside(part):
        yield from _identifiers(inner)


def _inside(part: object) -> Iterator[object]:
    if is_dataclass(part):
        for item in fields(part):
            yield getattr(part, item.name)
    elif isinstance(part, tuple | list):
        yield from part


def _texts(part: object) -> Iterator[str]:
    """Yield every text in a tree of dataclasses, tuples and mappings."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for inner in part.values():
            yield from _texts(inner)
    else:
        for inner in _inside(part):
            yield from _texts(inner)
