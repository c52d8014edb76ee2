"""Find and replace names, and find one text's words in another, in any script."""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator

# So many words in a row, or characters where a script writes no spaces, are no coincidence.
_WORDS = 8
_CHARACTERS = 24
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
_LEAST_PART = 3
_BLANKS = {number: " " for number in range(128) if chr(number).isspace()}
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BROKEN = r"(?:\*{1,3}|[-\u2010\u2011]\s+)?"  # emphasis inside a word; a hyphen where a line ended


class Names:
    """Names to withhold; matches whatever the case, accents, width and line breaks.

    In scripts with upper and lower case a name is a whole word ("Ann" is not in "Annual"); in all
    others it is found inside words too, since prefixes are written on to it.
    """

    def __init__(self, names: Iterable[str]) -> None:
        folded = sorted(
            {_fold(name)[0].strip() for name in names} - {""}, key=lambda n: (-len(n), n)
        )
        self._pattern = re.compile("|".join(map(_expression, folded))) if folded else None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where the names stand in a text."""
        if self._pattern is None:
            return []
        folded, places = _fold(text)
        return [
            (places[match.start()][0], places[match.end() - 1][1])
            for match in self._pattern.finditer(folded)
        ]

    def are_in(self, text: str) -> bool:
        """Tell whether any of the names stands in a text."""
        return self._pattern is not None and bool(self._pattern.search(_fold(text)[0]))

    def replaced(self, text: str, pseudonym: str) -> str:
        """Return the text with the pseudonym in place of every name."""
        for start, end in reversed(self.spans(text)):
            text = text[:start] + pseudonym + text[end:]
        return text


def with_parts(names: Iterable[str]) -> list[str]:
    """Return names and their longer parts: who is called in full once is called by first name next.

    >>> with_parts(["Lina de Souza"])
    ['Lina de Souza', 'Lina', 'Souza']
    """
    return [
        found
        for name in names
        for found in (name, *(p for p in _words_of(name) if len(p) >= _LEAST_PART and p != name))
    ]


def _words_of(name: str) -> list[str]:
    """Return the words of a name without the marks around them: "(Lina)" is Lina."""
    return [word.strip("()[]\"'“”„«»‘’.:") for word in name.split()]


class Wording:
    """The runs of words in texts that must not appear elsewhere, each text under an id.

    A run is of so many ``words``, or ``characters`` where a script writes no spaces.
    """

    def __init__(
        self,
        texts: Iterable[tuple[str, str]],
        *,
        words: int = _WORDS,
        characters: int = _CHARACTERS,
    ) -> None:
        self._words, self._characters = words, characters
        self._owners: dict[tuple[str, ...], str] = {}
        for owner, text in texts:
            for run, _start, _end in self._runs(text):
                self._owners.setdefault(run, owner)

    def found_in(self, text: str) -> dict[str, int]:
        """Return whose words stand in a text, and where the first run of them begins."""
        found: dict[str, int] = {}
        if self._owners and len(text) >= 2 * self._words - 1:
            for run, start, _end in self._runs(text):
                if run in self._owners:
                    found.setdefault(self._owners[run], start)
        return found

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """Return where words stand in a text, from and to, and whose they are; none overlap."""
        if not self._owners:
            return []
        found = sorted((s, e, self._owners[r]) for r, s, e in self._runs(text) if r in self._owners)
        merged: list[tuple[int, int, str]] = []
        for start, end, owner in found:
            first, last, whose = merged[-1] if merged else (0, 0, "")
            if start < last and owner == whose:
                merged[-1] = (first, max(last, end), whose)
            elif end > last:  # nobody's words go with those of somebody else
                merged.append((max(start, last), end, owner))
        return merged

    def _runs(self, text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
        return _runs(text, self._words, self._characters)


@functools.lru_cache(maxsize=4096)
def _fold(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a text as it is heard, and where each character begins and ends in the original.

    Case, accents and characters that nobody sees (soft hyphens, joiners) are gone, and characters
    written as ``&uuml;`` or ``&#252;`` are those that a page shows.
    """
    if text.isascii() and "&" not in text:
        plain = text.lower().translate(_BLANKS)
        return plain, tuple(zip(range(len(plain)), range(1, len(plain) + 1), strict=True))
    folded: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end, shown in _characters(text):
        heard = _heard(shown)
        folded.append(heard)
        places.extend([(start, end)] * len(heard))
    return "".join(folded), tuple(places)


@functools.lru_cache(maxsize=8192)
def _heard(shown: str) -> str:
    """Return a character, or what one reference stands for, as ``_fold`` keeps it."""
    parts = unicodedata.normalize("NFKD", shown).casefold()
    return "".join(
        " " if part.isspace() else part
        for part in parts
        if not unicodedata.combining(part) and unicodedata.category(part) != "Cf"
    )


def _characters(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what a page shows, piece by piece, and where each piece stands in the source."""
    position = 0
    for found in _REFERENCE.finditer(text) if "&" in text else ():
        shown = html.unescape(found[0])
        if shown == found[0]:
            continue
        for index in range(position, found.start()):
            yield index, index + 1, text[index]
        yield found.start(), found.end(), shown
        position = found.end()
    for index in range(position, len(text)):
        yield index, index + 1, text[index]


def _expression(name: str) -> str:
    """Return the pattern of a folded name: its words may be apart, emphasised and hyphenated."""
    body = r"[\s*_]+".join(_BROKEN.join(map(re.escape, part)) for part in name.split())
    before = r"(?<![^\W_])" if _has_case(name[0]) else ""
    after = r"(?![^\W_])" if _has_case(name[-1]) else ""
    return before + body + after


def _has_case(character: str) -> bool:
    return character.upper() != character or character.isdigit()


def _runs(text: str, length: int, characters: int) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Yield every run of words long enough to be telling, and where it begins and ends."""
    folded, places = _fold(text)
    words = [
        (m[0], places[m.start()][0], places[m.end() - 1][1])
        for m in re.finditer(r"[^\W_]+", folded)
    ]
    for index in range(len(words) - length + 1):
        run = words[index : index + length]
        yield tuple(word for word, _, _ in run), run[0][1], run[-1][2]
    letters = [
        (c, place) for c, place in zip(folded, places, strict=True) if c.isalpha() and _unspaced(c)
    ]
    for index in range(len(letters) - characters + 1):
        part = letters[index : index + characters]
        yield ("".join(letter for letter, _ in part),), part[0][1][0], part[-1][1][1]


def _unspaced(character: str) -> bool:
    return not character.isascii() and unicodedata.name(character, "").startswith(_UNSPACED)
