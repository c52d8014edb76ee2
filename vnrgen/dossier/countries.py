"""Country codes: whether an ISO 3166-1 alpha-3 and a UN M49 code exist and belong together."""

from __future__ import annotations

import functools


@functools.cache
def _regions() -> tuple[dict[str, str], dict[str, str]]:
    """Return alpha-3 and M49 codes, each with its alpha-2 code (Unicode CLDR, by Babel)."""
    from babel.core import get_global

    alpha3: dict[str, str] = {}
    numeric: dict[str, str] = {}
    for code, current in get_global("territory_aliases").items():
        if len(code) == 3 and len(current) == 1:
            (numeric if code.isdigit() else alpha3)[code] = current[0]
    return alpha3, numeric


def region_of_iso3(code: str) -> str | None:
    """Return the alpha-2 code that an alpha-3 code stands for, None where there is none.

    >>> region_of_iso3("VNM"), region_of_iso3("XYZ")
    ('VN', None)
    """
    return _regions()[0].get(code)


def region_of_m49(code: str) -> str | None:
    """Return the alpha-2 code that an M49 code stands for, None where there is none.

    >>> region_of_m49("704"), region_of_m49("4")
    ('VN', None)
    """
    return _regions()[1].get(code)


def m49_of_iso3(code: str) -> str | None:
    """Return the M49 code of the country of an alpha-3 code.

    >>> m49_of_iso3("VNM")
    '704'
    """
    region = region_of_iso3(code)
    matches = (m49 for m49, found in sorted(_regions()[1].items()) if found == region)
    return next(matches, None) if region else None


def iso3_codes() -> tuple[str, ...]:
    """Return all alpha-3 codes, sorted."""
    return tuple(sorted(_regions()[0]))
