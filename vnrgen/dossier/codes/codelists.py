"""The codes of the global SDG data structure (IAEG-SDGs:SDG): their words, aliases and order.

The lists are the CSV files beside this module; their words are English, and ``words`` has the
translations. Older codes (BOTHSEX, ALLAREA, PERCENT …) and common words are aliases. One trap
is worth naming: in CL_DISABILITY ``PD`` is *with* and ``PWD`` is *without* disability.
"""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vnrgen.dossier.codes.counts import count_unit, joined_thousands
from vnrgen.dossier.codes.words import listed
from vnrgen.dossier.model import Label
from vnrgen.dossier.model.observations import TOTAL, ObservationStatus

_FOLDER = Path(__file__).parent

_DIMENSION_LABELS = {
    "sex": "Sex",
    "age": "Age",
    "urbanisation": "Urban or rural",
    "income_wealth_quantile": "Income or wealth",
    "education_lev": "Education",
    "occupation": "Occupation",
    "cust_breakdown": "National breakdown",
    "composite_breakdown": "Other characteristics",
    "disability_status": "Disability",
    "activity": "Activity",
    "product": "Product",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of measure: ``scale`` is what 100 % is, None where the unit is no share."""

    code: str
    label: Label
    scale: float | None
    decimals: int


_OF_WHICH = re.compile(
    r"^(?:of which|including|dont|de los cuales|darunter|davon|из них|в том числе)\s*:?\s*",
    re.IGNORECASE,
)
_BETWEEN_LANGUAGES = re.compile(r"\s+/\s+|\s*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Code:
    code: str
    label: str
    order: int | None
    aliases: tuple[str, ...]


@functools.lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Fold case, width, dashes and runs of space, so that only truly different texts differ.

    >>> fold("  Non–disabled\u00a0(GSS Harmonised) ")
    'non-disabled (gss harmonised)'
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", plain)
    return " ".join(plain.casefold().split())


def is_total(text: str) -> bool:
    """Tell whether a cell stands for everybody: empty, ``_T``, "Total, gender", "All", ALLAREA.

    >>> is_total("Total, gender"), is_total("All minority"), is_total("Both sexes")
    (True, False, True)
    >>> is_total("Итого / Total"), is_total("Total / Urban")
    (True, False)
    """
    folded = fold(text)
    if folded in _totals() or re.match(r"total\s*[,:(-]", folded) is not None:
        return True
    parts = languages_of(text)
    return len(parts) > 1 and all(is_total(part) for part in parts)


def languages_of(text: str) -> list[str]:
    """Part a label that says one thing in several languages: "Женщины / Female".

    A slash without blanks ("and/or") parts nothing.

    >>> languages_of("Женщины / Female"), languages_of("Urban/rural")
    (['Женщины', 'Female'], ['Urban/rural'])
    """
    if "/" not in text and "\n" not in text:  # as nearly all labels
        return [text]
    return [part.strip() for part in _BETWEEN_LANGUAGES.split(text) if part.strip()]


@functools.lru_cache(maxsize=65_536)
def is_code(text: str) -> bool:
    """Tell whether a text is itself a code of a list here, written as the list has it.

    >>> is_code("_T"), is_code("Y15T24"), is_code("data.female")
    (True, True, False)
    """
    if text == TOTAL or _AGE_CODE.fullmatch(text):
        return True
    return any(text in codes for codes in _codes().values())


def label(dimension: str, code: str) -> Label | None:
    """Return the words for a code, or None where the list does not have it.

    >>> label("disability_status", "PD").within("en"), label("age", "Y15T49").within("en")
    ('Persons with disabilities', '15 to 49 years')
    """
    if code == TOTAL:
        return listed("Total")
    if dimension == "age":
        return _age_words(code)
    found = _codes().get(dimension, {}).get(code)
    return listed(found.label) if found else None


def dimension_label(dimension: str) -> Label | None:
    """Return the words for a dimension of the list, None for one that it does not have."""
    words = _DIMENSION_LABELS.get(dimension)
    return listed(words) if words else None


def canonical_code(dimension: str, text: str) -> str | None:
    """Return the SDMX code that a code, an older code or a common word stands for, or None.

    >>> canonical_code("sex", "FEMALE"), canonical_code("urbanisation", "ALLAREA")
    ('F', '_T')
    >>> canonical_code("age", "16 to 24"), canonical_code("age", "<1Y")
    ('Y16T24', 'Y0')
    >>> canonical_code("sex", "Женщины / Female"), canonical_code("sex", "Male / Female")
    ('F', None)
    """
    if is_total(text):
        return TOTAL
    found = _age_code(text) if dimension == "age" else _aliases(dimension).get(fold(text))
    parts = languages_of(text) if found is None else []
    codes = {canonical_code(dimension, part) for part in parts} if len(parts) > 1 else set()
    return next(iter(codes)) if len(codes) == 1 else found


def order(dimension: str, code: str) -> int | None:
    """Return the place of a code from the most disadvantaged (1), None where there is no order."""
    found = _codes().get(dimension, {}).get(code)
    return found.order if found else None


def is_urban_or_rural(text: str) -> bool:
    """Tell a label of urban or rural people, also with "of which" before it.

    Letters alone may be the codes of areas, as Chubut and Río Negro have them.

    >>> is_urban_or_rural("of which: urban"), is_urban_or_rural("Rural Centre")
    (True, False)
    >>> is_urban_or_rural("U"), is_urban_or_rural("R")
    (False, False)
    """
    parts = [_OF_WHICH.sub("", part) for part in languages_of(text)]
    words = [part for part in parts if len(part) > 1]
    return any(canonical_code("urbanisation", word) not in {None, TOTAL} for word in words)


def age_bounds(text: str) -> tuple[float, float | None] | None:
    """Return the completed years an age code or label spans, both ends included.

    The upper end is None where it is open. Months become fractions of a year.

    >>> age_bounds("75 and over"), age_bounds("Under 5 years old"), age_bounds("Y0T4")
    ((75.0, None), (0.0, 4.0), (0.0, 4.0))
    """
    code = text if _AGE_CODE.fullmatch(text) else _age_code(text)
    match = _AGE_CODE.fullmatch(code or "")
    if not match:
        return None
    share = 12.0 if match["unit"] == "M" else 1.0
    if match["least"]:
        return (int(match["least"]) / share, None)
    if match["below"]:
        return (0.0, (int(match["below"]) - 1) / share)
    first = int(match["first"])
    return (first / share, int(match["last"] or first) / share)


def unit(text: str) -> Unit | None:
    """Return the unit that a code or a phrase stands for, or None.

    >>> unit("Percentage (%)").code, unit("Rate per 100,000 live births").label.within("en")
    ('PT', 'per 100,000 live births')
    >>> unit("проценты / per cent").code
    'PT'
    """
    found = _unit_in_words(text)
    parts = languages_of(text) if found is None else []
    each = [known for part in parts if (known := _unit_in_words(part))]
    is_one = len({known.code for known in each}) == 1 and len(each) == len(parts) > 1
    return each[0] if is_one else found


@functools.lru_cache(maxsize=1024)  # a file has few units, and one in each of its rows
def _unit_in_words(text: str) -> Unit | None:
    word = joined_thousands(fold(text))
    return _units().get(word) or _units().get(fold(count_unit(word)))


def status(text: str) -> ObservationStatus | None:
    """Return what an SDMX observation status (code or words) means, or None if it is unknown.

    Several letters in one cell (Eurostat's "bu") are each a status; the gravest holds.

    >>> str(status("Missing value; suppressed")), str(status("B")), str(status("bu"))
    ('suppressed', 'series_break', 'low_reliability')
    """
    word = fold(text)
    found = _statuses().get(word)
    if found is None and _SEVERAL_STATUSES.fullmatch(word):
        return max((_statuses()[letter] for letter in word), key=_GRAVITY.index)
    return found


def status_label(value: ObservationStatus) -> Label:
    """Return the words for an observation status."""
    words = {row["status"]: row["label"] for row in reversed(list(_rows("statuses.csv")))}
    return Label(texts={"en": words.get(str(value), "Censored")})


def nature(text: str) -> str | None:
    """Return the SDMX code for the nature of an observation (code or words), or None."""
    return _natures().get(fold(text))


_AGE_CODE = re.compile(
    r"(?P<unit>[YM])(?:(?P<first>\d+)(?:T(?P<last>\d+))?|_GE(?P<least>\d+)|_LT(?P<below>\d+))"
)
_YEARS = r"(?: ?(?:years?|yrs?)(?: old| of age)?)?"
_AGE_WORDS = (
    (re.compile(rf"(?:aged? )?(\d+){_YEARS} ?(?:to|-|–) ?(\d+){_YEARS}"), "Y{0}T{1}"),
    (re.compile(rf"(?:aged? )?(\d+) ?(?:\+|plus){_YEARS}"), "Y_GE{0}"),
    (
        re.compile(rf"(?:aged? )?(\d+){_YEARS} ?(?:and|or) (?:over|older|above|more|up)"),
        "Y_GE{0}",
    ),
)
_AGE_AT_MOST = re.compile(rf"(?:aged? )?(\d+){_YEARS} ?(?:and|or) (?:under|younger|below|less)")
_AGE_BELOW = re.compile(rf"(?:aged? )?(?:under|below|less than|younger than|<) ?(\d+) ?y?{_YEARS}")


def _age_code(text: str) -> str | None:
    folded = fold(text)
    if _AGE_CODE.fullmatch(folded.upper()):
        return folded.upper()
    folded = " ".join(folded.replace("_", " ").split())
    for pattern, form in _AGE_WORDS:
        match = pattern.fullmatch(folded)
        if match:
            return form.format(*(str(int(number)) for number in match.groups()))
    match = _AGE_AT_MOST.fullmatch(folded)
    last = int(match[1]) if match else None
    match = _AGE_BELOW.fullmatch(folded)
    last = int(match[1]) - 1 if match else last
    if last is None or last < 0:
        return None
    return f"Y0T{last}" if last else "Y0"


def _age_words(code: str) -> Label | None:
    match = _AGE_CODE.fullmatch(code)
    if not match:
        return None
    years = "months" if match["unit"] == "M" else "years"
    if match["least"]:
        return listed(f"{{first}} {years} and over", first=match["least"])
    if match["below"]:
        return listed(f"Under {{first}} {years}", first=match["below"])
    if code == "Y0":
        return listed("Under 1 year")
    if match["last"] is None:
        return listed(f"{{first}} {years}", first=match["first"])
    if match["first"] == "0":
        return listed(f"Under {{first}} {years}", first=str(int(match["last"]) + 1))
    return listed(f"{{first}} to {{last}} {years}", first=match["first"], last=match["last"])


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


@functools.cache
def _totals() -> frozenset[str]:
    return frozenset({"", *(fold(row["word"]) for row in _rows("totals.csv"))})


@functools.cache
def _codes() -> dict[str, dict[str, _Code]]:
    codes: dict[str, dict[str, _Code]] = {}
    for row in _rows("dimensions.csv"):
        place = int(row["order"]) if row["order"] else None
        words = tuple(alias for alias in row["aliases"].split(";") if alias)
        codes.setdefault(row["dimension"], {})[row["code"]] = _Code(
            code=row["code"], label=row["label"], order=place, aliases=words
        )
    return codes


@functools.cache
def _aliases(dimension: str) -> dict[str, str]:
    aliases: dict[str, str] = {}
    for found in _codes().get(dimension, {}).values():
        for name in (*found.aliases, found.label):
            aliases[fold(name)] = found.code
    own = {fold(code): code for code in _codes().get(dimension, {})}
    return aliases | own


@functools.cache
def _units() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for row in _rows("units.csv"):
        found = Unit(
            code=row["code"],
            label=listed(row["label"]),
            scale=float(row["scale"]) if row["scale"] else None,
            decimals=int(row["decimals"]),
        )
        for name in (row["code"], row["label"], *row["aliases"].split(";")):
            units[joined_thousands(fold(name))] = found
    return units


_SEVERAL_STATUSES = re.compile(r"(?!.*(.).*\1)[bdefpu]{2,4}")  # flags that stand beside a value
# From what says least against a figure to what says most.
_GRAVITY = (
    ObservationStatus.NORMAL,
    ObservationStatus.PROVISIONAL,
    ObservationStatus.ESTIMATED,
    ObservationStatus.DEFINITION_DIFFERS,
    ObservationStatus.SERIES_BREAK,
    ObservationStatus.LOW_RELIABILITY,
)


@functools.cache
def _statuses() -> dict[str, ObservationStatus]:
    statuses: dict[str, ObservationStatus] = {}
    for row in _rows("statuses.csv"):
        for name in (row["code"], row["status"], row["label"], *row["aliases"].split("|")):
            statuses.setdefault(fold(name), ObservationStatus(row["status"]))
    return statuses


@functools.cache
def _natures() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in _rows("natures.csv"):
        for name in (row["code"], row["label"], *row["aliases"].split(";")):
            names.setdefault(fold(name), row["code"])
    return names
