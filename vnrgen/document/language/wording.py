"""Every word and number a reader sees that the coalition did not write: messages and formats.

Messages are English sentences in the code and the section templates; ``templates/locale`` holds
their translations as gettext ``.po`` files. Two pseudo-languages need no file and exist for
tests: ``en-XA`` marks every message, ``ar-XB`` turns every message into Arabic script.
"""

from __future__ import annotations

import functools
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnrgen.document.blocks import Inline, Inlines, Text
from vnrgen.dossier.tables.dates import Precision, precision_of
from vnrgen.resources import templates_folder

if TYPE_CHECKING:
    from babel import Locale

MARKED = "en-XA"
MIRRORED = "ar-XB"
_MINUS = "−"
_WHOLE = range(1, 101)  # has a number of every category of whole numbers below a million
_Day = date  # within Wording the name "date" is a method
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابسدهفجحيغكلمنوبقرشتعطوخيز")


@dataclass(frozen=True, slots=True)
class Wording:
    """Translates messages and formats numbers and dates for one language."""

    language: str

    @property
    def direction(self) -> str:
        """``rtl`` for languages written from right to left, else ``ltr``."""
        return "rtl" if self.language.split("-", maxsplit=1)[0] in _RIGHT_TO_LEFT else "ltr"

    def text(self, message: str, /, **values: object) -> str:
        """Return a message in this language with its ``{names}`` filled in.

        >>> Wording("en").text("{group} in {place}", group="Women", place="Ostara")
        'Women in Ostara'
        """
        return self._translate(message).format(**values)

    def plural(self, one: str, many: str, count: int | Decimal, /, **values: object) -> str:
        """Return the form of a message that ``count`` asks for; ``{count}`` is formatted.

        A ``Decimal`` counts with the decimals it has: "1.0 points", though "1 point".

        >>> Wording("en").plural("{count} group", "{count} groups", 1)
        '1 group'
        """
        message = self._translate_plural(one, many, count)
        return message.format(**{"count": self._counted(count), **values})

    def inlines(self, message: str, /, **values: str | Inline | Inlines) -> Inlines:
        """Return a message as inlines; values may be bound numbers, links or other inlines.

        >>> Wording("en").inlines("{a} against {b}", a="1", b="2")
        (Text(text='1 against 2'),)
        """
        return _fill(self._translate(message), values)

    def plural_inlines(
        self, one: str, many: str, count: int | Decimal, /, **values: str | Inline | Inlines
    ) -> Inlines:
        """Return the form of a message that ``count`` asks for as inlines; ``{count}`` too."""
        message = self._translate_plural(one, many, count)
        return _fill(message, {"count": self._counted(count), **values})

    @property
    def semicolon(self) -> str:
        """What stands between things that have commas inside; French has a space before it."""
        return "\u00a0; " if self.language.split("-", maxsplit=1)[0] == "fr" else "; "

    def apart(self, parts: Iterable[str]) -> str:
        """Join things that may have commas inside.

        >>> Wording("en").apart(["a, b", "c"])
        'a, b; c'
        """
        return self.semicolon.join(parts)

    def number(self, value: float, decimals: int = 0) -> str:
        """Return a number with the marks of the language, rounded half away from zero.

        Below zero it has a minus sign, which is as wide as a plus and stays with its figure at the
        end of a line; a hyphen is easily lost beside a dash or a bracket.

        >>> Wording("en").number(1234.565, 2), Wording("fr").number(-0.04, 1)
        ('1,234.57', '0,0')
        >>> Wording("en").number(-4.2, 1)
        '−4.2'
        """
        return _formatted_number(float(value), decimals, self.language)

    def percent(self, value: float, decimals: int = 0) -> str:
        """Return a percentage, 38.4 for 38.4 %, with its sign as the language sets it.

        >>> Wording("en").percent(38.4, 1), Wording("tr").percent(38.4, 1)
        ('38.4%', '%38,4')
        """
        before, after = _percent_signs(self.language)
        return f"{before}{self.number(value, decimals)}{after}"

    def amount(self, number: str, unit: str) -> str:
        """Return a formatted number with its unit in words, as in "17.96 per 100,000 births"."""
        return self.text("{number} {unit}", number=number, unit=unit) if unit else number

    def date(self, day: date) -> str:
        """Return a date as exactly as it is known, as in "3 May 2026" and "May 2026".

        The first of a month is as French has it.

        >>> Wording("fr").date(_Day(2026, 5, 1)), Wording("fr").date(_Day(2026, 5, 11))
        ('1er mai 2026', '11 mai 2026')
        """
        from babel.dates import format_date, format_skeleton

        if precision_of(day) is not Precision.DAY:
            known = "yMMMM" if precision_of(day) is Precision.MONTH else "y"
            return str(format_skeleton(known, day, locale=self._locale))
        told = str(format_date(day, format="long", locale=self._locale))
        is_first = day.day == 1 and told.startswith("1 ")
        return f"1er{told[1:]}" if is_first and self._locale.language == "fr" else told

    def month(self, day: _Day) -> str:
        """Return the month of a day, as in "April 2025"."""
        from babel.dates import format_skeleton

        return str(format_skeleton("yMMMM", day, locale=self._locale))

    def span(self, first: _Day, last: _Day, *, has_days: bool) -> str:
        """Return a span of months, or of days, as in "March – June 2025"."""
        from babel.dates import format_interval

        skeleton = "yMMMMd" if has_days else "yMMMM"
        told = str(format_interval(first, last, skeleton, locale=self._locale))
        return told.replace("\u2009", " ")  # not every font has a thin space

    def listing(self, items: Sequence[str]) -> str:
        """Join names into running text: "a, b and c"."""
        from babel.lists import format_list

        return str(format_list(list(items), style="standard", locale=self._locale))

    def listing_inlines(self, items: Sequence[Inlines]) -> Inlines:
        """Join inlines into running text, as ``listing`` does for names."""
        if not items:
            return ()
        names = [f"{{i{index}}}" for index in range(len(items))]
        values = {f"i{index}": item for index, item in enumerate(items)}
        return _fill(self.listing(names), values)

    @property
    def _locale(self) -> Locale:
        return _babel_locale(self.language)

    def _translate(self, message: str) -> str:
        if self.language == MARKED:
            return f"⟦{message}⟧"
        if self.language == MIRRORED:
            return _in_arabic_script(message)
        return _catalogue(self.language, templates_folder()).get(message, message)

    def _counted(self, count: int | Decimal) -> str:
        return self.number(float(count), decimals_of(count))

    def _translate_plural(self, one: str, many: str, count: int | Decimal) -> str:
        untranslated = one if count == 1 and not decimals_of(count) else many
        if self.language in {MARKED, MIRRORED}:
            return self._translate(untranslated)
        forms = _plural_forms(self.language, templates_folder()).get(one)
        if forms is None:
            return untranslated
        index = _plural_index(self.language, templates_folder(), count)
        return forms[min(index, len(forms) - 1)]


def rounded(value: float, decimals: int) -> Decimal:
    """Return a number as it is printed with so many decimals, rounded half away from zero.

    >>> rounded(0.25, 1), rounded(-0.04, 1)
    (Decimal('0.3'), Decimal('0.0'))
    """
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return exact if exact else abs(exact)


def decimals_of(count: int | Decimal) -> int:
    """Return how many decimals a number has.

    >>> decimals_of(Decimal("1.0")), decimals_of(7)
    (1, 0)
    """
    exponent = count.as_tuple().exponent if isinstance(count, Decimal) else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


@functools.lru_cache(maxsize=50_000)  # a chapter shows the same number in several places
def _formatted_number(value: float, decimals: int, language: str) -> str:
    from babel.numbers import format_decimal

    exact = rounded(value, decimals)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    shown = str(format_decimal(exact, format=pattern, locale=_babel_locale(language)))
    return shown.replace("-", _MINUS)


@functools.cache
def _percent_signs(language: str) -> tuple[str, str]:
    """Return what stands before and after the number of a percentage."""
    pattern = str(_babel_locale(language).percent_formats[None].pattern)
    _, _, after = pattern.rpartition("0")
    return pattern[: len(pattern) - len(pattern.lstrip("%\xa0\u202f "))], after


def _fill(message: str, values: Mapping[str, str | Inline | Inlines]) -> Inlines:
    parts: list[Inline] = []
    for literal, name, _spec, _conversion in string.Formatter().parse(message):
        if literal:
            parts.append(Text(literal))
        if name is not None:
            value = values[name]
            if isinstance(value, str):
                parts.append(Text(value))
            elif isinstance(value, tuple):
                parts.extend(value)
            else:
                parts.append(value)
    return merged(parts)


def merged(parts: Iterable[Inline]) -> Inlines:
    """Join neighbouring plain texts, so that equal words make equal trees."""
    joined: list[Inline] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Text) and isinstance(last, Text):
            joined[-1] = Text(last.text + part.text)
        elif not (isinstance(part, Text) and not part.text):
            joined.append(part)
    return tuple(joined)


def _in_arabic_script(message: str) -> str:
    parts = []
    for literal, name, _spec, _conversion in string.Formatter().parse(message):
        parts.append(literal.lower().translate(_ARABIC).replace("{", "{{").replace("}", "}}"))
        if name is not None:
            parts.append("{" + name + "}")
    return "".join(parts)


@functools.cache
def _babel_locale(language: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    if language in {MARKED, MIRRORED}:
        language = language.split("-", maxsplit=1)[0]
    if language == "en":
        language = "en-001"  # international English: day before month, no comma before "and"
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


@functools.cache
def _po_file(language: str, folder: Path) -> Any:  # noqa: ANN401 - Babel is not typed
    from babel.messages.pofile import read_po

    for tag in (language, language.split("-", maxsplit=1)[0]):
        path = folder / "locale" / f"{tag}.po"
        if path.is_file():
            with path.open("rb") as stream:
                return read_po(stream, locale=tag.replace("-", "_"))
    return None


def untranslated(language: str) -> int | None:
    """Return how many messages the catalogue of a language lacks, None where there is none.

    >>> untranslated("tlh") is None
    True
    """
    catalogue = _po_file(language, templates_folder())
    if catalogue is None:
        return None
    forms = (m.string if isinstance(m.string, tuple) else (m.string,) for m in catalogue if m.id)
    return sum(not all(each) for each in forms)


@functools.cache
def _catalogue(language: str, folder: Path) -> dict[str, str]:
    catalogue = _po_file(language, folder) or ()
    return {m.id: m.string for m in catalogue if isinstance(m.id, str) and m.id and m.string}


@functools.cache
def _plural_forms(language: str, folder: Path) -> dict[str, tuple[str, ...]]:
    catalogue = _po_file(language, folder) or ()
    return {m.id[0]: m.string for m in catalogue if isinstance(m.id, tuple) and all(m.string)}


def _plural_index(language: str, folder: Path, count: int | Decimal) -> int:
    """Return which of the forms of a catalogue a number asks for, the rules of CLDR for decimals.

    The rule of a catalogue is one of whole numbers: a number with decimals takes the form of a
    whole one of its category (1.1 that of 1 in French, of 2 in Spanish), the last form where none
    is of it.
    """
    catalogue = _po_file(language, folder)
    if catalogue is None:
        return 0 if count == 1 else 1
    from gettext import c2py

    if isinstance(count, Decimal):
        wanted = _category(language, count)
        alike = (n for n in _WHOLE if _category(language, n) == wanted)
        whole = next(alike, None)
        if whole is None:
            return int(catalogue.num_plurals) - 1
        count = whole
    index: int = c2py(catalogue.plural_expr)(count)
    return index


def _category(language: str, count: int | Decimal) -> str:
    """Return the category of a number's plural by CLDR: "one", "other" and such."""
    return str(_babel_locale(language).plural_form(count))
