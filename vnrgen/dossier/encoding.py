"""Bytes as people save them become text: UTF-8, UTF-16, Windows-1252 or Mac Roman."""

from __future__ import annotations

import codecs
import itertools
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
}
# Windows leaves these five bytes undefined; in Mac Roman they are Å, ç, è, ê and ù.
_NOT_IN_WINDOWS = frozenset(b"\x81\x8d\x8f\x90\x9d")
# Letters that the languages written in these two encodings really use, often.
_COMMON_LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüßÉÀ")
_QUOTES_AND_DASHES = frozenset("’‘“”–—…«»•·¿¡")
_SIGNS_IN_FIGURES = frozenset("°%€£±½¼¾²³§©®™ªº\u00a0")
_ELISION = re.compile(r"(?i)(?:^|[^\w’])(?:[cdjlmnst]|qu)$")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MOST_JUDGED = 20_000
_CONTRACTION = re.compile(r"(?i)(?:s|t|d|m|ll|re|ve)(?:\W|$)")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text and the name of the encoding it was read in.

    ``is_certain`` is False where the bytes do not say the encoding and the likelier was taken.
    """

    text: str
    encoding: str
    is_certain: bool

    @property
    def encoding_name(self) -> str:
        """The name of the encoding as programs that save files show it."""
        return name_of_encoding(self.encoding)


def name_of_encoding(encoding: str) -> str:
    """Return the name of an encoding as programs that save files show it."""
    return _NAMES[encoding]


def decode(data: bytes) -> DecodedText:
    """Return the text of a file in whichever usual encoding it was saved. Never raises.

    A byte order mark decides; else bytes that are valid UTF-8 are UTF-8; else a null in every
    second byte means UTF-16; else it is Mac Roman or Windows-1252, whichever makes better words.

    >>> decode("Café".encode("mac_roman")).encoding, decode("Café".encode("cp1252")).encoding
    ('mac_roman', 'cp1252')
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            return DecodedText(text, encoding, is_certain=True)
    wide = _utf16_without_mark(data)
    if wide:
        return DecodedText(data.decode(wide, errors="replace"), wide, is_certain=False)
    try:
        return DecodedText(data.decode("utf-8"), "utf-8", is_certain=True)
    except UnicodeDecodeError:
        return _single_byte(data)


def _utf16_without_mark(data: bytes) -> str | None:
    """Tell UTF-16 by the nulls that Latin letters, commas and line ends leave in it."""
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs < 2 or b"\x00" not in sample:
        return None
    high_first, high_last = sample[0::2].count(0), sample[1::2].count(0)
    if high_last > 0.3 * pairs and high_first == 0:
        return "utf-16-le"
    if high_first > 0.3 * pairs and high_last == 0:
        return "utf-16-be"
    return None


def _single_byte(data: bytes) -> DecodedText:
    mac = data.decode("mac_roman")
    windows = data.decode("cp1252", errors="replace")
    if _NOT_IN_WINDOWS.intersection(data) or _has_bare_returns(data):
        return DecodedText(mac, "mac_roman", is_certain=False)
    if _plausibility(mac) > _plausibility(windows):
        return DecodedText(mac, "mac_roman", is_certain=False)
    return DecodedText(windows, "cp1252", is_certain=False)


def _has_bare_returns(data: bytes) -> bool:
    """Whether lines end in CR alone, which only programs of the old Mac OS write."""
    return b"\r" in data and b"\n" not in data


def _plausibility(text: str) -> int:
    """Score how well the characters outside ASCII fit between their neighbours."""
    found = itertools.islice(_NOT_ASCII.finditer(text), _MOST_JUDGED)
    places = ((match[0], match.start()) for match in found)
    return sum(_fit(char, text[max(0, at - 4) : at], text[at + 1 : at + 4]) for char, at in places)


def _fit(char: str, before: str, after: str) -> int:
    in_word = before[-1:].isalpha() or after[:1].isalpha()
    if char.isalpha() and char not in "ªº":
        return _fit_of_letter(char, before[-1:], after[:1]) if in_word else -1
    if char == "’" and before[-1:].isalpha() and after[:1].isalpha():
        return 4 if _ELISION.search(before) or _CONTRACTION.match(after) else 1
    if char in _QUOTES_AND_DASHES:
        inside = before[-1:].islower() and after[:1].islower()
        return -2 if inside else 2
    if char in _SIGNS_IN_FIGURES:
        return -2 if before[-1:].isalpha() and after[:1].isalpha() else 1
    return -3


def _fit_of_letter(char: str, before: str, after: str) -> int:
    if char.isupper() and before.islower():
        return -3  # a capital inside a word
    if before.isdigit() or after.isdigit() or (char.islower() and after.isupper()):
        return -2
    if char in "ƒªº":
        return -3
    return 3 if char in _COMMON_LETTERS else 1
