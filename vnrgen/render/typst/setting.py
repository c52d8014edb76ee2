"""What the data of a block needs to know besides the block: names of places, letters, calls."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from vnrgen.disclosure.testimony import Testimony
from vnrgen.document.blocks import ContentsEntry, CrossReference, Document, NoteMark
from vnrgen.document.language.scripts import (
    LATIN,
    Script,
    coverage,
    letters_missing,
    script_of,
    scripts_in,
)
from vnrgen.document.language.wording import Wording
from vnrgen.document.tree.walk import fields_of
from vnrgen.render.html.fonts import families

_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_EMPTY_BOX = "□"
_BLANKS = frozenset(" \t\n\r\f\v")
_FORBIDDEN = frozenset("\ufeff\ufffe\uffff")  # by PDF/A, which asks words for more than glyphs
_STEERING = frozenset(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069"
)


@dataclass
class Setting:
    """One setting of one document.

    ``labels`` are the names of the places that something leads to, by id; ``links`` what every
    link met so far says, "" for its address. ``calls`` counts the marks of each note met so far.
    ``lost`` are ids that something refers to and nothing has; ``scripts`` what it is written in
    beside Latin; ``summaries`` what each table met so far holds. ``letters`` maps what cannot be
    set to what stands for it.
    """

    document: Document
    pictures: Mapping[str, bytes]
    labels: Mapping[str, str]
    letters: Mapping[int, str | None]
    missing: tuple[str, ...]
    scripts: tuple[Script, ...]
    languages: dict[str, dict[str, Any]] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
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
        """Return the name of the place that a reference leads to, or "" where there is none.

        ``spoken`` is what the link says.
        """
        label = self.labels.get(identifier, "")
        if label:
            self.links.append(spoken)
        else:
            self.lost.add(identifier)
        return label

    def testimony(self, testimony_id: str) -> Testimony | None:
        """Return a testimony, or None where it was withdrawn."""
        return self.document.testimonies.get(testimony_id)

    def language(self, tag: str) -> dict[str, Any]:
        """Return a language as the engine names it, its direction, and fonts if they differ."""
        if tag not in self.languages:
            stack = families(self.scripts, tag)
            other = [] if stack == self.families else stack
            self.languages[tag] = language_parts(tag) | {"families": other}
        return self.languages[tag]

    @property
    def mirrored(self) -> bool:
        """Whether the document runs from right to left."""
        return self.document.metadata.direction == "rtl"

    @property
    def fonts(self) -> list[str]:
        """Every font that the document may need."""
        return [LATIN.family, *(script.family for script in self.scripts)]

    @functools.cached_property
    def families(self) -> list[str]:
        """The fonts of the document, in the order in which letters are looked for in them."""
        return families(self.scripts, self.document.metadata.language)

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
    there: set[str] = set()
    wanted: dict[str, None] = {}
    texts: set[str] = set()
    for part in _parts(document):
        match part:
            case str():
                texts.add(part)
            case CrossReference(target_id=target) | ContentsEntry(target_id=target):
                wanted[target] = None
            case NoteMark(note_id=target):
                wanted[target] = None
            case _:
                there.add(getattr(part, "block_id", "") or getattr(part, "note_id", ""))
    text = "\n".join(sorted(texts))
    private = {letter for letter in set(text) if unicodedata.category(letter) == "Co"}
    missing = tuple(sorted({*letters_missing(text), *private} - _FORBIDDEN))
    scripts = scripts_in(text)
    return Setting(
        document=document,
        pictures=pictures,
        labels={
            name: f"place-{number}" for number, name in enumerate(wanted, start=1) if name in there
        },
        letters=_letters(text, missing, scripts),
        missing=missing,
        scripts=scripts,
    )


def _letters(text: str, missing: Iterable[str], scripts: Iterable[Script]) -> dict[int, str | None]:
    """Map what cannot be set: an empty box for a letter, a space or nothing for what is no letter.

    What steers letters (joining, direction, soft hyphens) needs no font.
    """
    table: dict[int, str | None] = {ord(letter): _EMPTY_BOX for letter in missing}
    known = frozenset().union(*(coverage(script) for script in (LATIN, *scripts)))
    for letter in set(text):
        category = unicodedata.category(letter)
        if letter in _FORBIDDEN or (category in {"Cc", "Cs"} and letter not in _BLANKS):
            table[ord(letter)] = None
        elif ord(letter) not in known and category[0] == "Z":
            table[ord(letter)] = " "
        elif ord(letter) not in known and category == "Cf" and letter not in _STEERING:
            table[ord(letter)] = None
    return table


def _parts(document: Document) -> Iterator[object]:
    """Yield every dataclass and every text of a tree, in its order."""
    waiting: list[object] = [document]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, tuple | list):
            waiting.extend(reversed(part))
        elif names := fields_of(part):
            yield part
            waiting.extend([getattr(part, name) for name in reversed(names)])
        elif isinstance(part, Mapping):  # asked last: it takes longest
            waiting.extend(list(part.values())[::-1])
