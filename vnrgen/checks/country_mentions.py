"""Finds names of countries in running text, as whole words in the sense of the script.

A name inside a longer one ("Niger" in "Nigeria", "Guinea" in "Equatorial Guinea") is no mention.
Where words are not parted by spaces, a name may stand between other letters. Forms that a language
makes of a name by inflecting it are not found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vnrgen.document.language.spaceless import is_spaceless

_KATAKANA: Final = (0x30A0, 0x30FF)
_HAN: Final = (0x3400, 0x9FFF)
_SHORT: Final = 5  # letters; a shorter name may be part of any word in Thai, Lao, Khmer, Burmese
_JOINERS: Final = "\u200c\u200d"
_BEGINS_ANOTHER_WORD: Final = frozenset("家际際内民会會土有防情力务務籍旗歌")
"""After a name that ends in 国: the character belongs to a word like 国家 or 国际."""
_JOINED_BEFORE: Final = frozenset("وفبلك")
"""Arabic words of one letter (and, so, in, for, like) that are written with the word after them."""
_OTHER_WORDS: Final = frozenset({"مالي", "مالی", "माली", "มาลี"})
"""Mali, where its name is also a common word: financial, gardener, jasmine."""
_SHORTEST_IN_CAPITALS: Final = 4
_SPACE: Final = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
_SAME: Final = str.maketrans({"’": "'", "ʼ": "'", "–": "-", "\u2011": "-"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a country in a text: as it is known, and the line it begins in (from 1)."""

    name: str
    line: int


class CountryFinder:
    """Looks for names of countries in texts of one language."""

    def __init__(self, names: Iterable[str], own: Iterable[str]) -> None:
        """Look for ``names``; what stands within one of the ``own`` names is no mention."""
        self._own = {_folded(name) for name in own if name.strip()}
        written: dict[str, str] = {}
        for name in sorted(names):
            for form in forms(name):
                if _folded(form) not in self._own and form not in _OTHER_WORDS:
                    written.setdefault(_plain(form), form)
                    if len(form) >= _SHORTEST_IN_CAPITALS:
                        written.setdefault(_plain(form).upper(), form)
        self._names: Mapping[str, str] = written
        alternatives = [(form, _pattern(form)) for form in written]
        alternatives += [(form, f"(?i:{_pattern(form)})") for form in sorted(self._own)]
        alternatives.sort(key=lambda pair: (-len(pair[0]), pair[1]))
        parts = "|".join(part for _, part in alternatives) or r"(?!)"
        first = {c for form, _ in alternatives for c in form[0] + form[0].upper()}
        gate = "".join(sorted(map(re.escape, first)))  # far faster than trying every name
        self._pattern = re.compile(f"(?=[{gate}])(?:{parts})" if first else parts)

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield every mention in the order of the text."""
        plain, start = _plain(text), 0
        while found := self._pattern.search(plain, start):
            start = found.end()
            if not _is_whole(plain, *found.span()):
                start = found.start() + 1
                continue
            name = " ".join(found.group().split())
            if name in self._names and _folded(name) not in self._own:
                yield Mention(self._names[name], plain.count("\n", 0, found.start()) + 1)


def forms(name: str) -> tuple[str, ...]:
    """Return the ways in which people write a country's name that CLDR gives in one way.

    >>> forms("Bosnia & Herzegovina"), forms("Myanmar (Burma)"), forms("Congo - Kinshasa")
    (('Bosnia & Herzegovina', 'Bosnia and Herzegovina'), ('Myanmar (Burma)', 'Myanmar'), \
('Congo - Kinshasa', 'Congo', 'Congo-Kinshasa'))
    """
    plain = name.replace("–", "-")
    written = [name, name.replace(" & ", " and ")]
    if name.startswith("St. "):
        written.append(f"Saint {name[4:]}".replace(" & ", " and "))
    if name.endswith((")", "）")):
        written.append(re.split(r"\s?[(（]", name)[0])
    if " - " in plain:
        written += [plain.split(" - ")[0], plain.replace(" - ", "-")]
    return tuple(dict.fromkeys(form for form in written if len(form) > 1))


def _pattern(form: str) -> str:
    return _SPACE.join(re.escape(word) for word in form.split())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_SAME)


def _folded(name: str) -> str:
    return " ".join(_plain(name).casefold().split())


# --- whole words ----------------------------------------------------------------------------------


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether no word goes on before or after a part of a text."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in _JOINED_BEFORE and before and not _goes_on(text[start - 2 : start - 1], before):
        before = ""
    if _goes_on(before, text[start]) or _goes_on(text[end - 1], after):
        return False
    if text[end - 1] in "国國" and after in _BEGINS_ANOTHER_WORD:
        return False
    name = text[start:end]
    if len(name) < _SHORT and any(_kind(c) == "spaceless" and not _within(c, _HAN) for c in name):
        return not (_is_letter(before) and _is_letter(after))
    return True


def _goes_on(left: str, right: str) -> bool:
    """Tell whether two neighbours belong to one word as far as their script says."""
    if not left or not right:
        return False
    if right in _JOINERS or unicodedata.category(right)[0] == "M":
        return True
    return _is_letter(left) and _is_letter(right) and _kind(left) == _kind(right) != "spaceless"


def _is_letter(character: str) -> bool:
    return bool(character) and (
        character.isalnum() or character in _JOINERS or unicodedata.category(character)[0] == "M"
    )


def _kind(character: str) -> str:
    if _within(character, _KATAKANA):
        return "katakana"
    return "spaceless" if is_spaceless(character) else "spaced"


def _within(character: str, span: Sequence[int]) -> bool:
    return span[0] <= ord(character) <= span[1]
