"""What SDMX messages hold, of whichever version: their structure and their observations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from vnrgen.dossier.readers.records.model import Breakdown

_INDICATOR = re.compile(r"(?:1[0-7]|[1-9])\.[0-9a-z]{1,2}\.[0-9a-z]{1,3}")
_INDICATOR_CODE = re.compile(r"C(?P<goal>\d{2})(?P<target>\d{2}|0[a-d])(?P<number>\d{2})")


class UnreadableMessageError(Exception):
    """The file is no SDMX-ML that can be read; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """What a structure says of its components, by id in capitals.

    ``dimensions`` are the ids in their order; ``words`` maps codes to their words; ``indicators``
    maps codes of series to the SDG indicators that the list of series names for them.
    """

    dimensions: tuple[str, ...] = ()
    breakdowns: Mapping[str, Breakdown] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """One observation: its key, its attributes and its value as written, and its line."""

    line: int
    key: Mapping[str, str]
    attributes: Mapping[str, str]
    value: str


def indicator_in(text: str) -> str:
    """Return the SDG indicator that a text names ("1.2.1" or C010201), "" where there is none.

    >>> indicator_in("Indicator 3.b.1"), indicator_in("C030102"), indicator_in("births")
    ('3.b.1', '3.1.2', '')
    """
    found = _INDICATOR.search(text)
    if found:
        return found[0]
    code = _INDICATOR_CODE.search(text)
    if not code:
        return ""
    parts = (code["goal"], code["target"], code["number"])
    return ".".join(part.lstrip("0") for part in parts)
