"""The words of the code lists in the languages that vnrgen's own words are translated into."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

from vnrgen.dossier.model import Label

_FILE = Path(__file__).parent / "translations.csv"
_ENGLISH = "en"


def listed(english: str, **numbers: str) -> Label:
    """Return words of a code list in every language they are translated into.

    Args:
        english: The words as the lists have them, or with ``{names}`` in place of numbers.
        numbers: What stands in these places.

    >>> listed("{first} to {last} years", first="15", last="49").within("fr")
    '15 à 49 ans'
    >>> listed("Never translated").texts
    {'en': 'Never translated'}
    """
    texts = {_ENGLISH: english, **_translations().get(english, {})}
    if not numbers:
        return Label(texts=texts)
    return Label(texts={tag: text.format(**numbers) for tag, text in texts.items()})


@functools.cache
def _translations() -> dict[str, dict[str, str]]:
    with _FILE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {
        row[_ENGLISH]: {tag: text for tag, text in row.items() if tag != _ENGLISH and text}
        for row in rows
    }
