"""Units that count people or things, in the words of statistics offices: "тыс. человек"."""

from __future__ import annotations

import csv
import functools
import re
from pathlib import Path

_WORDS = Path(__file__).with_name("counts.csv")
_NO_COUNT = re.compile(r"[%‰/$€£]")
_IN_NUMBERS = re.compile(r"(?<=\d)[ .,\u00a0\u202f](?=\d{3}(?!\d))")


def joined_thousands(text: str) -> str:
    """Return a text with its numbers in one piece.

    >>> joined_thousands("por 1.000 nacidos vivos"), joined_thousands("per 100 000")
    ('por 1000 nacidos vivos', 'per 100000')
    """
    return _IN_NUMBERS.sub("", text)


def count_unit(text: str) -> str:
    """Return the code of a unit that says in words that it counts, "" for any other.

    >>> count_unit("Thousand Persons"), count_unit("тыс. человек"), count_unit("per 1000 persons")
    ('NUM_TH', 'NUM_TH', '')
    >>> count_unit("Personen"), count_unit("1 000 Personen"), count_unit("% of women")
    ('NUMBER', 'NUM_TH', '')
    """
    if _NO_COUNT.search(text):
        return ""
    words = re.findall(r"[^\W_]+", joined_thousands(text).casefold())
    kinds = _kinds()
    if "1000" in words and not kinds["rate"].isdisjoint(words):
        return ""  # "1000 inhabitants" is as often a rate whose "per" was left out
    powers = [word for word in words if word in kinds["thousand"] | kinds["million"]]
    others = {word for word in words if word not in powers}
    is_counted = not kinds["counted"].isdisjoint(others)
    is_known = others <= kinds["counted"] | kinds["number"]
    if not is_known or len(powers) > 1 or not (is_counted or powers):
        return ""
    if not powers:
        return "NUMBER"
    return "NUM_TH" if powers[0] in kinds["thousand"] else "NUM_MN"


@functools.cache
def _kinds() -> dict[str, frozenset[str]]:
    """Return whom a unit may count, and the words of numbers beside them, by kind."""
    with _WORDS.open(encoding="utf-8", newline="") as stream:
        return {row["kind"]: frozenset(row["words"].split(";")) for row in csv.DictReader(stream)}
