"""Tells pages whose text layer holds other letters than those that are drawn.

Programs that write PDF files from scripts in which letters join and change places (Devanagari,
Bengali, Tamil, Thai and others) often record what is drawn and not what is meant: a vowel sign
before its consonant, a figure or bracket for a joined letter, a syllable twice, a space within a
word. Each leaves traces that no text of these scripts has. The bounds lie between what correct
texts of ten languages show and what two programs make of the same texts.
"""

from __future__ import annotations

import re
import sys
import unicodedata

_RANGES = ((0x900, 0xE00), (0xE00, 0xF00), (0x1000, 0x10A0), (0x1780, 0x1800))
_SCRIPT = "".join(f"{chr(first)}-{chr(end - 1)}" for first, end in _RANGES)
_MARKS = "".join(
    chr(code)
    for first, end in _RANGES
    for code in range(first, min(end, sys.maxunicode))
    if unicodedata.category(chr(code)) in {"Mn", "Mc"}
)
_ANY = re.compile(f"[{_SCRIPT}]")
_NORTHERN = re.compile("[\u0900-\u0b7f]")  # Devanagari to Odia, with many words of one syllable
# What may stand within a word: joiners, soft hyphens and the punctuation of words and lists.
_STRANGER = re.compile(
    f"(?<=[{_SCRIPT}])[^{_SCRIPT}\\s\u200b-\u200d\u00ad.,;:/()\\[\\]'\"’”“‘!?–—-]+(?=[{_SCRIPT}])"
)
_LOOSE = re.compile(f"(?:(?<=\\s)|\\A)[{_MARKS}]")
# In Thai, Lao and Khmer; other languages double syllables to double a meaning.
_TWICE = re.compile(f"([\u0e00-\u0eff\u1780-\u17ff][{_MARKS}]+)\\S?\\s?\\1")
# Thai, Lao and Khmer part phrases and not words: how long what stands between is tells nothing.
_SPACED = "\u0900-\u0dff\u1000-\u109f"
_WORD = re.compile(f"(?<!\\S)\\S*[{_SPACED}]\\S*")
_SYLLABLE = re.compile(f"(?<!\\S)(?=[{_SPACED}])[^\\W\\d_{_MARKS}][{_MARKS}]*(?!\\S)")
_NO_LETTER = "[\ue000-\uf8ff\ufffd]"  # of private use, or none: what a font without a table gives
_CLUE = re.compile(f"[{_SCRIPT}\ue000-\uf8ff\ufffd]")  # without one there is nothing to look for
_UNKNOWN = re.compile(rf"{_NO_LETTER}{{3,}}|(?<=\w){_NO_LETTER}(?=\w)")

_LEAST = 3  # traces on a page
_FEWEST_LETTERS, _FEWEST_WORDS = 100, 30
_MOST_STRANGERS, _MOST_LOOSE, _MOST_TWICE = 0.005, 0.002, 0.007  # of the letters of such scripts
_MOST_SYLLABLES_NORTHERN, _MOST_SYLLABLES = 0.38, 0.22  # of the words


def is_misread(text: str) -> bool:
    """Tell whether the text of a page cannot be what is drawn on it.

    Wrong letters that form possible words are not noticed.
    """
    if text.isascii() or not _CLUE.search(text):
        return False
    if len(_UNKNOWN.findall(text)) >= _LEAST:
        return True
    letters = len(_ANY.findall(text))
    if letters < _FEWEST_LETTERS:
        return False
    plain = unicodedata.normalize("NFC", text)
    return _is_over(_STRANGER, plain, letters * _MOST_STRANGERS) or (
        _is_over(_LOOSE, plain, letters * _MOST_LOOSE)
        or _is_over(_TWICE, plain, letters * _MOST_TWICE)
        or _is_in_pieces(plain, letters)
    )


def _is_over(trace: re.Pattern[str], text: str, most: float) -> bool:
    found = sum(1 for _ in trace.finditer(text))
    return found >= _LEAST and found > most


def _is_in_pieces(text: str, letters: int) -> bool:
    """Whether too many words are of one syllable: spaces stand within words."""
    words = len(_WORD.findall(text))
    if words < _FEWEST_WORDS:
        return False
    northern = len(_NORTHERN.findall(text)) > letters / 2
    most = _MOST_SYLLABLES_NORTHERN if northern else _MOST_SYLLABLES
    return len(_SYLLABLE.findall(text)) > most * words
