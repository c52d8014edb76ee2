"""Which end of an ordered breakdown is the most disadvantaged, as far as its labels say.

"Quintile 5" is the most deprived fifth in one country's index and the richest in another's, so a
number alone never decides; the words in the labels do.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vnrgen.dossier.codes.codelists import fold

_NUMBERED = re.compile(
    r"(?:quintile|quartile|decile|tercile|tertile|fifth|tenth)\s*(\d+)"
    r"|(\d+)(?:st|nd|rd|th)\s+(?:quintile|quartile|decile|tercile|tertile|fifth|tenth)"
)
_WORST = re.compile(r"\b(?:most (?:deprived|disadvantaged|vulnerable)|poorest)\b")
_BEST = re.compile(
    r"\b(?:least (?:deprived|disadvantaged|vulnerable)|richest|wealthiest|most affluent)\b"
)
_LOWEST = re.compile(r"\b(?:lowest|bottom)\b")
_HIGHEST = re.compile(r"\b(?:highest|top)\b")
_MORE_IS_BETTER = re.compile(r"\b(?:income|wealth|earnings|consumption|expenditure|assets?)\b")
_MORE_IS_WORSE = re.compile(r"\b(?:depriv\w*|poverty|vulnerab\w*|disadvantage)\b")
_AMOUNT = re.compile(r"\d[\d,. ]*")
_CURRENCY = re.compile(r"[$£€¥₹₦₵₱₫₸₺฿]|\b[A-Z]{3}\b")


@dataclass(frozen=True, slots=True)
class LabelOrder:
    """Ranks by label, 1 for the most disadvantaged; empty where the direction is unknown."""

    ranks: Mapping[str, int]
    reason: str


def order_of_labels(header: str, labels: Sequence[str]) -> LabelOrder | None:
    """Return the order of the labels of a column, None where they have none.

    >>> labels = ["Quintile 1 (least deprived)", "Quintile 2", "Quintile 3 (most deprived)"]
    >>> order_of_labels("Deprivation quintile", labels).ranks["Quintile 3 (most deprived)"]
    1
    >>> order_of_labels("Deprivation quintile", ["Quintile 1", "Quintile 2"]).ranks
    {}
    """
    numbers = {label: int(m[1] or m[2]) for label in labels if (m := _NUMBERED.search(fold(label)))}
    if len(numbers) > 1 and len(numbers) == len(labels) == len(set(numbers.values())):
        return _numbered_order(header, numbers)
    return _banded_order(header, labels)


def _numbered_order(header: str, numbers: Mapping[str, int]) -> LabelOrder:
    ascending = sorted(numbers, key=lambda label: numbers[label])
    said = {side for label in numbers if (side := _side(header, label, ascending))}
    if len(said) != 1:
        return LabelOrder({}, "")
    first_is_worst, words = said.pop()
    if not first_is_worst:
        ascending.reverse()
    return LabelOrder({label: rank for rank, label in enumerate(ascending, start=1)}, words)


def _side(header: str, label: str, ascending: Sequence[str]) -> tuple[bool, str] | None:
    """Return whether the lowest number is the worst off, if this label says so."""
    if label not in {ascending[0], ascending[-1]}:
        return None
    is_first = label == ascending[0]
    folded, name = fold(label), fold(header)
    reason = "the labels of the first or last say so"
    if _WORST.search(folded) or _BEST.search(folded):
        return (is_first == bool(_WORST.search(folded)), reason)
    if not _LOWEST.search(folded) and not _HIGHEST.search(folded):
        return None
    is_low = bool(_LOWEST.search(folded))
    if _MORE_IS_BETTER.search(name):
        return (is_first == is_low, reason)
    if _MORE_IS_WORSE.search(name):
        return (is_first != is_low, reason)
    return None


def _banded_order(header: str, labels: Sequence[str]) -> LabelOrder | None:
    """Order bands of money ("£100 - £149") by their amounts, where they do not overlap."""
    if not _MORE_IS_BETTER.search(fold(header)) or not any(map(_CURRENCY.search, labels)):
        return None
    bands = sorted((band, label) for label in labels if (band := _band(label)))
    if len(bands) < 2 or len(bands) != len(labels):
        return None
    for ((_, high), _), ((low, _), _) in itertools.pairwise(bands):
        if low < high - 1e-9:
            return None
    ranks = {label: rank for rank, (_, label) in enumerate(bands, start=1)}
    return LabelOrder(ranks, "less money comes first")


def _band(label: str) -> tuple[float, float] | None:
    try:
        amounts = [
            float(text.replace(",", "").replace(" ", "").rstrip("."))
            for text in _AMOUNT.findall(label)
        ]
    except ValueError:
        return None
    folded = fold(label)
    if len(amounts) == 2:
        return (amounts[0], amounts[1])
    if len(amounts) != 1:
        return None
    if re.search(r"\b(?:less than|under|below|up to)\b", folded):
        return (float("-inf"), amounts[0])
    if re.search(r"\b(?:or more|and over|and above|more than|over)\b|\+", folded):
        return (amounts[0], float("inf"))
    return None
