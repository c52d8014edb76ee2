"""Texts as words that can be compared in any script, without a list of words of any language."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence

# Whatever ends a word: spaces, digits and the punctuation of the scripts reports are written in.
# Letters are what remains, with their combining marks: an expression for letters alone would
# break Indic words at every vowel sign.
_BETWEEN = (
    r"\s\d_\x00-\x1f!-/:-@\[-`{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7"
    r"\u055a-\u055f\u0589\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4"
    r"\u0964\u0965\u0e2f\u0e46\u0e5a\u0e5b\u0f0b-\u0f14\u104a-\u104f\u1361-\u1368"
    r"\u17d4-\u17da\u2000-\u200b\u200e-\u206f\u2190-\u2bff\u2e00-\u2e7f\u3000-\u303f\uff00-\uff0f"
)
_WORD = re.compile(rf"[^{_BETWEEN}]+")
_ASCII = bytes(ord(chr(i).lower()) if chr(i).isalpha() else 32 for i in range(128)) + bytes(128)
_RUN = re.compile(  # letters of scripts written without spaces between words
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
    r"|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+"
)
_NAME_START = re.compile(  # of a State in a list of States, after its article
    r"(?:^|[,;/(])\s*(?:(?:the|la|le|les|el|los|las|o|a|os|as)\s+(?:former\s+)?)?([^\W\d_])"
)
_NUMBERS = re.compile(r"\d+(?:\.\d+)*")
_LONGEST_LIST = 400  # characters
_LONGEST_LIST_WORD = 3  # words beside the numbers: "See recommendations 22 and 31 to 39"
_CODE = re.compile(r"^\s*[A-Z]{1,2}\d{1,3}(?:\.\d+)*\.?\s+")


def folded(text: str) -> str:
    """Return the text without differences of case and of compatible forms (NFKC)."""
    return unicodedata.normalize("NFKC", text).casefold()


def words(text: str) -> list[str]:
    """Return the words of a text, folded; in scripts without spaces, overlapping pieces.

    A piece has two letters in Chinese and Japanese, where most words have two, and three in
    Thai, Lao, Burmese and Khmer.
    """
    if text.isascii():
        return text.encode().translate(_ASCII).decode().split()  # the same, four times as fast
    plain = folded(text)
    if _RUN.search(plain):
        plain = _RUN.sub(_pieces, plain)
    return _WORD.findall(plain)


def _pieces(match: re.Match[str]) -> str:
    run = match.group()
    size = 2 if run[0] >= "\u3040" else 3  # Chinese and Japanese stand after the others
    if len(run) <= size:
        return f" {run} "
    return " " + " ".join(run[i : i + size] for i in range(len(run) - size + 1)) + " "


def asked(text: str) -> str:
    """Return what a recommendation asks, without the States that made it, named at its end.

    A closing bracket names States where every name in it begins with a capital letter, as in
    "(Croatia);" and "(Iran (Islamic Republic of), Peru)", not in "(including girls)".
    """
    bare = text.rstrip(" \t\r\n;.,")
    while bare.endswith(")"):
        start = _opening(bare)
        if start < 1 or not _names_states(bare[start + 1 : -1]):
            break
        text = bare = bare[:start].rstrip(" \t\r\n;.,")
    return text


def _opening(text: str) -> int:
    """Return where the bracket opens that the end of the text closes, or -1."""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if not depth:
            return place
    return -1


def _names_states(inside: str) -> bool:
    starts = _NAME_START.findall(inside)
    return bool(starts) and not any(letter.islower() for letter in starts)


def label_text(label: str) -> str:
    """Return a theme without the code before it: "A12 Acceptance of norms", "B31 Equality"."""
    parts = (_CODE.sub("", part).strip() for part in label.split(";"))
    return "; ".join(part for part in parts if part)


def is_list_of_numbers(text: str) -> bool:
    """Tell whether a line only says which recommendations or paragraphs are meant.

    >>> is_list_of_numbers("Recommendations 22, 31-39"), is_list_of_numbers("Housing in 2019")
    (True, False)
    """
    if len(text) > _LONGEST_LIST:
        return False
    numbers = len(_NUMBERS.findall(text))
    if not numbers:
        return False
    others = [word for word in words(text) if len(word) > 1]
    names_them = any(word.startswith(_ITEM) for word in others)
    if not others:
        return True
    return names_them and len(others) <= _LONGEST_LIST_WORD + numbers // 4


# "recommendation", "paragraph" in the six official languages of the United Nations, Portuguese
# and German, folded, as far as their forms agree.
_ITEM = (
    "recommendation", "recommandation", "recomendaci", "recomendaç", "рекомендаци", "التوصي",
    "توصي", "建议", "empfehlung", "paragraph", "paragraphe", "párrafo", "parágrafo", "пункт",
    "الفقر", "absatz",
)  # fmt: skip


def beginning_so(beginning: str, vocabulary: Sequence[str]) -> Sequence[str]:
    """Return the words of a sorted vocabulary that begin so."""
    first = bisect_left(vocabulary, beginning)
    if not (first < len(vocabulary) and vocabulary[first].startswith(beginning)):
        return ()
    return vocabulary[first : bisect_left(vocabulary, beginning + "\U0010ffff", first)]


def distinct(items: Iterable[str]) -> tuple[str, ...]:
    """Return the items once each, in the order of their first standing."""
    return tuple(dict.fromkeys(items))
