"""Joins lines into text: what a line's end cut is whole again, and real hyphens stay."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from vnrgen.pdftext.lines import Line

_CUT = "\u00ad\u0002\ufffe\u2010-"
_SOFT = "\u00ad"
_AROUND = ".,;:!?()[]\"'\u2018\u2019\u201c\u201d\u00ab\u00bb\u060c\u061b\u061f\u0964"
_SCRIPT_WITHOUT_BLANKS = re.compile(
    "[\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]"
)
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+$")
_LETTERS_AFTER = re.compile(r"[^\W\d_]+")


class Hyphens:
    """Decides what a hyphen at a line's end is, from the words the report writes elsewhere."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._words: Counter[str] = Counter()
        wholes: list[str] = []
        cut = total = 0
        for line in lines:
            text = line.text.rstrip()
            total += 1
            cut += len(text) > 1 and text[-1] in _CUT and text[-2].isalpha()
            whole = text.rpartition(" ")[0] if text[-1:] in _CUT else text
            wholes.append(whole)
        said = Counter(" ".join(wholes).casefold().split())
        for word, count in said.items():
            plain = word.strip(_AROUND).replace("\u2010", "-").replace("\u2011", "-")
            self._words[plain] += count
        self._hyphenated = cut >= 0.02 * total

    def joined(self, before: str, after: str) -> str:
        """Return two lines as one text; the first may end with a hyphen.

        A hyphen stays before a capital or a figure, and where the report writes the word with it
        elsewhere; it goes where the report writes the word without it, or is set with hyphenation.
        """
        before, after = before.rstrip(), after.lstrip()
        last = before[-1:]
        if not before or not after:
            return before or after
        if last not in _CUT or len(before) < 2 or not before[-2].isalnum():
            close = _SCRIPT_WITHOUT_BLANKS.match(last) and _SCRIPT_WITHOUT_BLANKS.match(after)
            return before + after if close else f"{before} {after}"
        stem = before[:-1]
        if last == _SOFT:
            return stem + after
        return stem + ("-" if self._stays(stem, after) else "") + after

    def _stays(self, stem: str, after: str) -> bool:
        if not stem[-1:].isalpha() or not after[:1].isalpha() or after[:1].isupper():
            return not (stem[-2:].isupper() and after[:2].isupper() and len(stem) > 1)
        one, two = _LETTERS_BEFORE.search(stem[-60:]), _LETTERS_AFTER.match(after)
        if one is None or two is None:
            return True
        head, tail = one[0].casefold(), two[0].casefold()
        with_hyphen, without = self._words[f"{head}-{tail}"], self._words[head + tail]
        if with_hyphen != without:
            return with_hyphen > without
        if not self._hyphenated:
            return True
        return self._words[head] > 0 and self._words[tail] > 0 and min(len(head), len(tail)) > 4


def joined_text(lines: Sequence[Line], hyphens: Hyphens) -> str:
    """Return the lines of a paragraph as its text."""
    text = ""
    for line in lines:
        text = hyphens.joined(text, line.text)
    text = text.replace("\u00ad", "").replace("\x02", "-").replace("\ufffe", "-")
    return " ".join(text.split())
