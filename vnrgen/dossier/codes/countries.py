"""Country codes: whether an ISO 3166-1 alpha-3 and a UN M49 code exist and belong together."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

from vnrgen.dossier.codes.codelists import fold, languages_of

_UN_NAMES = Path(__file__).parent / "un_names.csv"
# The languages that statistics offices publish in, by their Unicode CLDR codes.
_OF_OFFICES = (
    *("am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "dv", "dz", "el", "en"),
    *("es", "et", "eu", "fa", "fi", "fil", "fr", "gl", "hi", "hr", "hu", "hy", "id", "is", "it"),
    *("ja", "ka", "kk", "km", "ko", "ky", "lo", "lt", "lv", "mg", "mk", "mn", "ms", "mt", "my"),
    *("nb", "ne", "nl", "pl", "ps", "pt", "ro", "ru", "rw", "si", "sk", "sl", "so", "sq", "sr"),
    *("sv", "sw", "ta", "tg", "th", "ti", "tk", "tr", "uk", "ur", "uz", "vi", "zh"),
)
# Countries a part of which has the country's name in some language: Tunis and Tunisia are one word
# in Arabic, Algiers and Algeria in Russian; Mexico has a state, Guatemala a department of its name.
_NAME_OF_A_PART = frozenset({"BZ", "DJ", "DZ", "GT", "KW", "LU", "MX", "PA", "SM", "TN"})
# Codes that ISO 3166 and M49 gave to countries that are gone, or in other borders; the list of
# aliases has them beside those of today.
_GONE = frozenset(
    {"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR", "230", "249", "278", "280", "720", "736", "886"}
)


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

    >>> m49_of_iso3("VNM"), m49_of_iso3("ETH")
    ('704', '231')
    """
    region = region_of_iso3(code)
    current = {m49: found for m49, found in _regions()[1].items() if m49 not in _GONE}
    matches = (m49 for m49, found in sorted(current.items()) if found == region)
    return next(matches, None) if region else None


def iso3_of_m49(code: str) -> str | None:
    """Return the alpha-3 code of the country of an M49 code, None for a region of the world.

    >>> iso3_of_m49("704"), iso3_of_m49("104"), iso3_of_m49("142")
    ('VNM', 'MMR', None)
    """
    region = region_of_m49(code)
    current = {iso3: found for iso3, found in _regions()[0].items() if iso3 not in _GONE}
    matches = (iso3 for iso3, found in sorted(current.items()) if found == region)
    return next(matches, None) if region else None


def iso3_codes() -> tuple[str, ...]:
    """Return all alpha-3 codes, sorted."""
    return tuple(sorted(_regions()[0]))


@functools.cache
def other_names(language: str) -> dict[str, tuple[str, ...]]:
    """Return the names that UN documents give to countries beside those of Unicode CLDR.

    Args:
        language: BCP 47; of the names in English, French and Spanish some are known.

    Returns:
        By alpha-2 code; a country whose CLDR name is the only one is not among them.
    """
    found: dict[str, list[str]] = {}
    with _UN_NAMES.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["language"] == language.split("-", maxsplit=1)[0]:
                found.setdefault(row["region"], []).append(row["name"])
    return {region: tuple(names) for region, names in found.items()}


@functools.cache
def country_names(language: str) -> dict[str, str]:
    """Return the names of countries and areas in a language, by alpha-2 code (Unicode CLDR).

    A language that CLDR does not know has none.

    >>> country_names("fr")["VN"]
    'Viêt Nam'
    """
    from babel import Locale, UnknownLocaleError

    try:
        territories = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        return {}
    known = set(_regions()[0].values())
    return {code: name for code, name in territories.items() if code in known}


@functools.cache
def _names_of(region: str) -> frozenset[str]:
    names = (country_names(language).get(region, "") for language in _OF_OFFICES)
    return frozenset(fold(name) for name in names if name)


def is_name_of(text: str, iso3: str) -> bool:
    """Tell whether a text is a country's code, or its name in a language that offices use.

    Where a part of the country has that name too, only a code tells: a figure of the part must not
    be taken for that of everybody.

    >>> is_name_of("Deutschland", "DEU"), is_name_of("Армения / Armenia", "ARM")
    (True, True)
    >>> is_name_of("Bayern", "DEU"), is_name_of("Germany", ""), is_name_of("DEU", "DEU")
    (False, False, True)
    >>> is_name_of("Tunis", "TUN"), is_name_of("México", "MEX"), is_name_of("TUN", "TUN")
    (False, False, True)
    """
    region = region_of_iso3(iso3)
    if region is None:
        return False
    if text.strip() in {iso3, region}:
        return True
    if region in _NAME_OF_A_PART:
        return False
    names = _names_of(region)
    parts = languages_of(text)
    return fold(text) in names or (bool(parts) and all(fold(part) in names for part in parts))
