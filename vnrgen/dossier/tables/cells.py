"""Cells of a row become typed values; a cell that cannot is one located problem."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from vnrgen.dossier.files.workbook import NumberCell
from vnrgen.dossier.model import Label
from vnrgen.dossier.tables.dates import parse_date
from vnrgen.dossier.tables.headers import Row
from vnrgen.dossier.tables.suggestions import did_you_mean
from vnrgen.problems import ProblemLog

_Choice = TypeVar("_Choice", bound=StrEnum)
_Day = date  # within Cells the name "date" is a method

_YES = frozenset({"yes", "y", "true", "1", "oui", "sí", "si", "sim", "ja", "có"})
_NO = frozenset({"no", "n", "false", "0", "non", "não", "nao", "nein", "không"})
_SPACES_IN_NUMBERS = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def parse_yes_no(text: str) -> bool | None:
    """Return what a yes-or-no cell says, or None where it says neither.

    >>> parse_yes_no("Yes"), parse_yes_no("0"), parse_yes_no("maybe")
    (True, False, None)
    """
    folded = text.strip().casefold()
    if folded in _YES:
        return True
    return False if folded in _NO else None


def parse_number(text: str, decimal_mark: str = ".") -> float | None:
    """Return the number a cell holds, or None where it holds none.

    Thousands may be apart by a space. The other decimal mark is never taken for a thousands mark:
    "1,234" is refused where the mark is ".", because 1.234 and 1234 are both possible.

    >>> parse_number("1 234,5", ","), parse_number("71,2"), parse_number("−3.5")
    (1234.5, None, -3.5)
    """
    if isinstance(text, NumberCell):
        return text.number
    plain = _SPACES_IN_NUMBERS.sub("", text.strip().replace("\u2212", "-"))
    if decimal_mark == ",":
        if "." in plain:
            return None
        plain = plain.replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        return None
    number = float(plain)
    return number if math.isfinite(number) else None


def split_list(text: str) -> tuple[str, ...]:
    """Return the values of a cell that may hold several, apart by ``;`` or line breaks.

    >>> split_list("R01; R02;;R01")
    ('R01', 'R02')
    """
    parts = (part.strip() for part in re.split(r"[;\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def choice_key(text: str) -> str:
    """Return a word of a closed list in the form the list has it.

    >>> choice_key(" Supported in part ")
    'supported_in_part'
    """
    return re.sub(r"[\s\-]+", "_", text.strip().casefold())


class Cells:
    """Typed reading of one row; ``ok`` turns False when a required cell cannot be read."""

    def __init__(
        self, row: Row, problems: ProblemLog, *, language: str = "en", decimal_mark: str = "."
    ) -> None:
        self.row = row
        self.ok = True
        self.problems = problems
        self._language = language
        self._decimal_mark = decimal_mark

    def text(self, column: str) -> str:
        """Return the text of a cell, "" where it is empty."""
        return str(self.row[column])

    def required(self, column: str) -> str:
        """Return the text of a cell that must not be empty."""
        text = self.text(column)
        if not text:
            self.ok = False
            if column in self.row.headers:  # a missing column is reported once, not per row
                self.problems.error(
                    "CEL001",
                    self.row.at(column),
                    "the cell is empty",
                    f"fill in {column}; this table cannot do without it",
                )
        return text

    def optional(self, column: str) -> str | None:
        """Return the text of a cell, None where it is empty."""
        return self.text(column) or None

    def label(self, column: str, fallback: str = "") -> Label:
        """Return a text in all the languages it is given in (``label``, ``label_fr``)."""
        texts = {self._language: self.text(column) or fallback}
        prefix = column + "_"
        for name in self.row.cells:
            if name.startswith(prefix) and self.text(name):
                texts[name.removeprefix(prefix)] = self.text(name)
        return Label(texts={tag: text for tag, text in texts.items() if text})

    def date(self, column: str) -> date | None:
        """Return a date, None where the cell is empty or (reported) no date."""
        text = self.text(column)
        if not text:
            return None
        day = parse_date(text)
        if day is None:
            self._fail("CEL002", column, f'"{text}" is not a date', _date_fix(text))
        return day

    def required_date(self, column: str) -> _Day:
        """Return a date that must be there; a stand-in and ``ok`` False where it is not."""
        day = self.date(column) if self.required(column) else None
        if day is None:
            self.ok = False
            return date.min
        return day

    def number(self, column: str) -> float | None:
        """Return a number, None where the cell is empty or (reported) no number."""
        text = self.text(column)
        if not text:
            return None
        number = self._parsed_number(column)
        if number is None:
            self._fail(
                "CEL003", column, f'"{text}" is not a number', number_fix(self._decimal_mark)
            )
        return number

    def _parsed_number(self, column: str) -> float | None:
        cell = self.row[column]
        if isinstance(cell, NumberCell):
            return cell.number
        return parse_number(cell.removesuffix("%"), self._decimal_mark)

    def integer(self, column: str, *, least: int = 0, most: int | None = None) -> int | None:
        """Return a whole number from ``least`` to ``most``, None where there is none."""
        text = self.text(column)
        if not text:
            return None
        number = self._parsed_number(column)
        is_outside = number is not None and (number < least or (most is not None and number > most))
        if number is None or number != int(number) or is_outside:
            upwards = "" if most is None else f" to {most}"
            example = 1250 if most is None else most
            self._fail(
                "CEL004",
                column,
                f'"{text}" is not a whole number from {least}{upwards}',
                f"write digits only, for instance {example}, and leave the cell empty if unknown",
            )
            return None
        return int(number)

    def yes_no(self, column: str) -> bool | None:
        """Return True or False, None where the cell is empty or (reported) neither."""
        text = self.text(column)
        if not text:
            return None
        answer = parse_yes_no(text)
        if answer is None:
            self._fail("CEL005", column, f'"{text}" is neither yes nor no', "write yes or no")
        return answer

    def flag(self, column: str, *, default: bool = False) -> bool:
        """Return a yes-or-no cell, with what an empty one means."""
        answer = self.yes_no(column)
        return default if answer is None else answer

    def choice(self, column: str, choices: type[_Choice]) -> _Choice | None:
        """Return a word of a closed list, None where the cell is empty or (reported) not of it."""
        word = self.word(column, [str(choice) for choice in choices])
        return choices(word) if word else None

    def required_choice(self, column: str, choices: type[_Choice], fallback: _Choice) -> _Choice:
        """Return a word of a closed list that must be there; the fallback and ``ok`` False."""
        chosen = self.choice(column, choices) if self.required(column) else None
        if chosen is None:
            self.ok = False
            return fallback
        return chosen

    def word(self, column: str, allowed: Sequence[str]) -> str:
        """Return a word of a list as the list has it, "" where there is none."""
        text = self.text(column)
        if not text:
            return ""
        key = choice_key(text)
        if key not in allowed:
            self._fail("CEL006", column, f'"{text}" is not a {column}', did_you_mean(key, allowed))
            return ""
        return key

    def ids(self, column: str) -> tuple[str, ...]:
        """Return the ids of a cell that may hold several."""
        return split_list(self.text(column))

    def pairs(self, column: str) -> Mapping[str, str]:
        """Return the pairs of a cell such as ``age=Y0T4;sex=F``."""
        pairs: dict[str, str] = {}
        for part in split_list(self.text(column)):
            name, mark, value = part.partition("=")
            if not mark or not name.strip() or not value.strip():
                self._fail(
                    "CEL007",
                    column,
                    f'"{part}" is not a pair',
                    "write pairs as name=value;name=value",
                )
                continue
            pairs[name.strip()] = value.strip()
        return pairs

    def counts(self, column: str) -> Mapping[str, int]:
        """Return the head counts of a cell such as ``women=8;men=3``."""
        counts: dict[str, int] = {}
        for name, value in self.pairs(column).items():
            if value.isdigit():
                counts[name] = int(value)
            else:
                self._fail(
                    "CEL004",
                    column,
                    f'"{value}" is not a whole number from 0',
                    "write women=8;men=3",
                )
        return counts

    def _fail(self, code: str, column: str, what: str, fix: str) -> None:
        self.problems.error(code, self.row.at(column), what, fix)


def number_fix(decimal_mark: str) -> str:
    """Return how to write a number so that it can be read."""
    if decimal_mark == ",":
        return 'write 1234,5 without other marks, or set decimal: "." in dossier.yaml'
    return 'write 1234.5 without other marks, or set decimal: "," in dossier.yaml'


def _date_fix(text: str) -> str:
    """Return how to write a date that a spreadsheet has turned round.

    >>> _date_fix("14/06/2025")
    'write 2025-06-14; a column formatted as yyyy-mm-dd stays so'
    >>> _date_fix("02/07/2025")
    'write 2025-07-02 or 2025-02-07, whichever is meant; a column formatted as yyyy-mm-dd stays so'
    """
    match = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-]([12]\d{3})", text)
    if match:
        one, other, year = int(match[1]), int(match[2]), match[3]
        orders = ((other, one), (one, other))  # day first, as most of the world writes; month first
        days = (f"{year}-{month:02d}-{day:02d}" for month, day in orders)
        possible = list(dict.fromkeys(day for day in days if parse_date(day)))
        if possible:
            meant = ", whichever is meant" if len(possible) > 1 else ""
            return (
                f"write {' or '.join(possible)}{meant}; a column formatted as yyyy-mm-dd stays so"
            )
    return "write year-month-day as 2026-03-31; 2026-03 or 2026 where the day is not known"
