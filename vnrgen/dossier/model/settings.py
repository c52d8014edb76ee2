"""What ``dossier.yaml`` says, but for the dimensions it declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from vnrgen.problems import Location

RowName = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Sizes below which a figure is marked or withheld (unweighted cases).

    Source of the defaults: MICS report conventions: fewer than 25 cases ``(*)``, 25-49 ``( )``.
    ``minimum_count`` withholds counts of people below it.
    """

    suppress_below: int = 25
    mark_below: int = 50
    minimum_count: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """One declared file (or folder) of observations and the layout a reader knows it by."""

    path: str
    layout: str
    options: Mapping[str, object] = field(default_factory=dict)
    where: Location = Location("dossier.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One decision about rows (path, number) of the data; ``holds`` is None where both stand."""

    rows: frozenset[RowName]
    holds: RowName | None
    because: str
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What ``dossier.yaml`` says.

    ``drop_sections`` and ``section_order`` are ``sections: {drop, order}``: sections of the
    outline to leave out, and those that come first, in that order. ``fiscal_year_start`` is the
    month (1-12) in which a year written "2021/22" begins, None where nobody has said. ``rulings``
    say which of two rows that contradict each other holds. ``native_word_charts`` is
    ``word: {charts: native}``: Word itself draws the charts of its file. ``mentions`` are other
    countries and years that the prose may name. ``guideline_answers`` are answers to rules of a
    guideline that cannot be met, by the id of the rule.
    """

    title: str
    country: str
    iso3: str
    m49: str
    year: int
    cycle: int
    language: str
    languages: tuple[str, ...]
    coalition: str
    as_of: date
    status: str
    version: str
    outline: str
    guideline: str | None
    thresholds: Thresholds
    data: tuple[DataFile, ...]
    fictional: bool = False
    subtitle: str = ""
    contact: str = ""
    previous_year: int | None = None
    decimal_mark: str = "."
    drop_sections: tuple[str, ...] = ()
    section_order: tuple[str, ...] = ()
    fiscal_year_start: int | None = None
    rulings: tuple[Ruling, ...] = ()
    native_word_charts: bool = False
    mentions: tuple[str, ...] = ()
    guideline_answers: Mapping[str, str] = field(default_factory=dict)
