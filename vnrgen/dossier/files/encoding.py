"""Bytes as people save them become text: UTF-8, UTF-16, Windows-1252, Mac Roman or MS-DOS."""

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
    "cp850": "MS-DOS (code page 850)",
}
# Windows leaves these five bytes undefined; in Mac Roman they are Å, ç, è, ê and ù, and in the
# code page that Excel saves as "CSV (MS-DOS)" ü, ì, Å, É and Ø.
_NOT_IN_WINDOWS = frozenset(b"\x81\x8d\x8f\x90\x9d")
# Letters that the languages written in these two encodings really use, often.
_COMMON_LETTERS = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüßÉÀ")
_QUOTES_AND_DASHES = frozenset("’‘“”–—…«»•·¿¡")
_SIGNS_IN_FIGURES = frozenset("°%€£±½¼¾²³§©®™ªº\u00a0")
_ELISION = re.compile(r"(?i)(?:^|[^\w’])(?:[cdjlmnst]|qu)$")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MOST_JUDGED = 20_000
# What a letter's second byte in UTF-8 is in Windows-1252, but for marks that may follow a word.
_SECOND = "".join(sorted({*bytes(range(0x80, 0xC0)).decode("cp1252", "ignore")} - {*"‘’“”–—…•‹›»"}))
_TWICE = re.compile(f"[ÂÃ][{_SECOND}]|â€[^\\W_]|â€[\u0080-\u00bf\u2018-\u2122]")
_SINGLE_BYTE = ("cp1252", "mac_roman", "cp850")  # the usual ones first
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
    second byte means UTF-16; else it is Windows-1252, Mac Roman or MS-DOS (code page 850),
    whichever makes the best words.

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


def twice_encoded(text: str) -> tuple[int, str, str] | None:
    """Return where UTF-8 was once taken for Windows-1252: "é" has become "Ã©" for good.

    Returns:
        The row (from 1) of the first such word, the word, and what it was; None if there is none.

    >>> twice_encoded("RÃ©gion des Dunes"), twice_encoded("NÃO; Âge")
    ((1, 'RÃ©gion', 'Région'), None)
    """
    for found in _TWICE.finditer(text):
        try:
            meant = found[0].encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
        before = re.search(r"\w*\Z", text[max(0, found.start() - 30) : found.start()])
        after = re.match(r"\w*", text[found.end() : found.end() + 30])
        start, end = (before[0] if before else ""), (after[0] if after else "")
        row = text.count("\n", 0, found.start()) + 1
        return row, f"{start}{found[0]}{end}", f"{start}{meant}{end}"
    return None


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
    if _has_bare_returns(data):
        return DecodedText(data.decode("mac_roman"), "mac_roman", is_certain=False)
    likely = ("mac_roman", "cp850") if _NOT_IN_WINDOWS.intersection(data) else _SINGLE_BYTE
    texts = {encoding: data.decode(encoding, errors="replace") for encoding in likely}
    best = max(likely, key=lambda encoding: _plausibility(texts[encoding]))  # of equals the first
    return DecodedText(texts[best], best, is_certain=False)


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
