"""The known word that a misspelt one was probably meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from vnrgen.problems import listed


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like ``word``, or None where none is alike.

    >>> closest("favorable", ["favourable", "scale"]), closest("xyz", ["favourable"])
    ('favourable', None)
    """
    by_key: dict[str, str] = {}
    for name in known:
        by_key.setdefault(_key(name), name)
    found = difflib.get_close_matches(_key(word), by_key, n=1, cutoff=0.6)
    return by_key[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str], *, limit: int = 12) -> str:
    """Return the fix for an unknown word: the nearest known one, or the list of all.

    >>> did_you_mean("offical", ["official", "citizen"])
    'did you mean "official"?'
    >>> did_you_mean("other", ["official", "citizen"])
    'use one of: official, citizen.'
    """
    names = list(dict.fromkeys(known))
    nearest = closest(word, names)
    if nearest is not None:
        return f'did you mean "{nearest}"?'
    if not names:
        return "none is defined yet."
    return f"use one of: {listed(names, limit)}."


def _key(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum())
