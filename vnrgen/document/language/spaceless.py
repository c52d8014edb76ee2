"""Scripts that put no spaces between words: which letters are theirs, and how words are counted."""

from __future__ import annotations

import re
from typing import Final

_HAN_AND_KANA: Final = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
_SOUTH_EAST_ASIAN: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f"
_CHARACTERS: Final = re.compile(f"[{_HAN_AND_KANA}]")
_RUNS: Final = re.compile(f"[{_SOUTH_EAST_ASIAN}]+")
_SPACELESS: Final = re.compile(f"[{_HAN_AND_KANA}{_SOUTH_EAST_ASIAN}]")
_LETTERS_OF_TWO_WORDS: Final = 7


def is_spaceless(character: str) -> bool:
    """Tell whether a character is of a script whose words stand without spaces between them.

    >>> is_spaceless("中"), is_spaceless("ไ"), is_spaceless("é"), is_spaceless("한")
    (True, True, False, False)
    """
    return _SPACELESS.match(character) is not None


def words_in(piece: str) -> int:
    """Return how many words there are in what stands between two spaces.

    Every Han or Kana character counts as a word, as word processors count. Words of Thai, Lao,
    Khmer and Burmese cannot be told apart without a dictionary, so they are estimated: seven
    letters, marks aside, count as two.

    >>> words_in("don't"), words_in("–"), words_in("2024年VNR报告"), words_in("ความยากจน")
    (1, 0, 5, 3)
    """
    if piece.isascii():
        return int(any(map(str.isalnum, piece)))
    count: int = sum(c.isalnum() for c in _CHARACTERS.findall(piece))
    for run in _RUNS.findall(piece):
        letters = sum(map(str.isalnum, run))
        count += -(-2 * letters // _LETTERS_OF_TWO_WORDS)
    others = _SPACELESS.sub(" ", piece).split()
    return count + sum(any(map(str.isalnum, other)) for other in others)
