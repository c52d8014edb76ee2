"""What a mapping says, as typed values: groups, areas and indicators of one survey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vnrgen.dossier.readers.kobo.conditions import Condition, names_in

AREAS = "areas"  # the name under which ``by`` asks for the places of ``areas``
VALIDATIONS = ("approved", "not_rejected", "all")
DENOMINATORS = ("answered", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRule:
    """How rows are told apart: by the answers to a question, or by a condition for each code.

    ``codes`` maps answers to codes of the dimension (None: not a group), empty where the answers
    themselves are the codes. ``conditions`` maps codes to conditions.
    """

    name: str
    dimension: str
    question: str = ""
    codes: Mapping[str, str | None] = field(default_factory=dict)
    conditions: Mapping[str, Condition] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """The questions and columns it reads."""
        if self.question:
            return {self.question}
        return {name for condition in self.conditions.values() for name in names_in(condition)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    """Which answer to a question is which place; empty where answers are ids of places."""

    question: str
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRule:
    """One indicator: whom it counts (``numerator``) among whom (``denominator``), by which groups.

    ``denominator`` is "answered", "all" or a condition. Each entry of ``by`` is a breakdown: one
    name, or several that are crossed.
    """

    title: str
    indicator_id: str
    series: str
    source_id: str
    period: str
    place: str
    numerator: Condition
    denominator: str | Condition
    where: tuple[Condition, ...]
    by: tuple[tuple[str, ...], ...]
    weight: str = ""
    cluster: str = ""
    stratum: str = ""

    @property
    def conditions(self) -> Iterator[Condition]:
        """Every condition of the rule."""
        yield self.numerator
        if not isinstance(self.denominator, str):
            yield self.denominator
        yield from self.where

    @property
    def design(self) -> set[str]:
        """The columns that say how people were drawn."""
        return {self.weight, self.cluster, self.stratum} - {""}

    @property
    def names(self) -> set[str]:
        """The questions and columns it reads itself, without those of its groups."""
        return {name for condition in self.conditions for name in names_in(condition)} | self.design


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRules:
    """All that is declared about one survey."""

    survey: str = ""
    choices: str = ""
    repeats: Mapping[str, str] = field(default_factory=dict)
    separators: tuple[str, ...] = ()
    validation: str = "not_rejected"
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    no_answer: tuple[str, ...] = ()
    areas: Areas | None = None
    groups: Mapping[str, GroupRule] = field(default_factory=dict)
    indicators: tuple[IndicatorRule, ...] = ()

    def group(self, name: str) -> GroupRule:
        """Return a declared group, or the one that a bare question makes."""
        declared = self.groups.get(name)
        return declared or GroupRule(name=name, dimension=dimension_id(name), question=name)

    def names_of(self, rule: IndicatorRule) -> set[str]:
        """Return every question and column that an indicator reads, its groups included."""
        names = rule.names
        for part in {part for parts in rule.by for part in parts}:
            if part == AREAS and self.areas is not None:
                names.add(self.areas.question)
            else:
                names |= self.group(part).names
        return names


def dimension_id(name: str) -> str:
    """Return a question's name as the name of a dimension.

    >>> dimension_id("hh/Gender HoH")
    'hh_gender_hoh'
    """
    return "".join(c if c.isalnum() and c.isascii() else "_" for c in name.casefold())


def conditions_of(rules: SurveyRules) -> Iterator[tuple[str, Condition]]:
    """Yield every condition with the words for where it stands."""
    for name, group in rules.groups.items():
        for code, condition in group.conditions.items():
            yield f"groups: {name}: when: {code}", condition
    for indicator in rules.indicators:
        for condition in indicator.conditions:
            yield indicator.title, condition
