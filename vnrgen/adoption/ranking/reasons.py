"""Why a passage is proposed: the words, names, groups, goals and treaties it shares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from vnrgen.adoption.ranking.words import distinct, folded


class ReasonKind(StrEnum):
    """What a passage shares with a recommendation."""

    TERM = "term"
    GROUP = "group"
    TARGET = "target"
    GOAL = "goal"
    TREATY = "treaty"
    LAW = "law"  # or plan, strategy, programme
    BODY = "body"  # a ministry, an office, any other proper name
    THEME = "theme"  # a word of the theme or of a group's name


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing shared, as the passage or the field names it."""

    kind: ReasonKind
    text: str


# Two capitalised words or more, small words of titles allowed between them; or capital letters.
_SMALL = (
    r"(?:of|the|for|and|on|in|to|against|with|from|contre|contra|de|des|du|la|le|les|et|el|los|las"
    r"|y|da|do|dos|das|e)"
)
_NAME = re.compile(rf"\b[A-Z\u00c0-\u00de]\w+(?:[ -](?:{_SMALL} )*[A-Z\u00c0-\u00de]\w+)+")
_LETTERS = re.compile(r"\b[A-Z]{3,8}\b")
_LAW = re.compile(
    r"\b(?:act|law|code|constitution|bill|decree|regulations?|strateg\w+|plan|plans|programme|policy"
    r"|loi|décret|stratégie|ley|decreto|código|estrategia|lei|estratégia|programa|plano)\b"
)
# What a Goal or target is called in the languages of the United Nations and Portuguese, folded.
# A number alone names none: "3.1" begins a paragraph, cites one, or is a share.
_CALLED = (
    r"(?:\b(?:sdgs?|goals?|targets?|odd|ods|objectifs?|objetivos?|cibles?|metas?|цур|цел\w*"
    r"|задач\w*)|(?:هدف|أهداف|غاية|غايات)|目标)"
)
_NUMBER = r"\d{1,2}(?:\.(?:\d{1,2}|[a-d]))?(?![^\W_]|\.\d)"
_AND = r"(?:[\s,;/&–—-]|\b(?:and|to|et|à|y|a|e|и|و)\b|和|至){1,9}"
_NAMED = re.compile(
    rf"{_CALLED}[\s:(-]{{0,3}}(?:n\.?[o°]\.?\s?)?(?P<numbers>{_NUMBER}(?:{_AND}{_NUMBER}){{0,16}})"
)
_EACH = re.compile(_NUMBER)


@dataclass(frozen=True, slots=True)
class Named:
    """The proper names of a recommendation: as written, and what kind of thing they name."""

    names: tuple[tuple[str, ReasonKind], ...]

    def in_text(self, plain: str) -> tuple[Reason, ...]:
        """Return those that stand in a folded text."""
        return tuple(Reason(kind, name) for name, kind in self.names if folded(name) in plain)


def named(text: str) -> Named:
    """Return the proper names in a recommendation; its first word is no name by its capital."""
    found = [match.group() for match in _NAME.finditer(text)]
    first = text.split(maxsplit=1)[0] if text.split() else ""
    names = []
    for name in found:
        bare = name[len(first) :].lstrip(" -") if name.startswith(first) else name
        while bare and re.match(rf"{_SMALL} ", bare):
            bare = bare.partition(" ")[2]
        if " " in bare:
            names.append(bare)
    if not text.isupper():
        names += _LETTERS.findall(text)
    return Named(tuple((name, _kind(name)) for name in distinct(names)))


def _kind(name: str) -> ReasonKind:
    return ReasonKind.LAW if _LAW.search(folded(name)) else ReasonKind.BODY


def goals(plain: str, target: str) -> tuple[Reason, ...]:
    """Return the target or the goal of a recommendation where a folded text names it."""
    goal = target.partition(".")[0]
    if not goal.isdigit():
        return ()
    if "." in target and target in plain and target in _numbers_named(plain):
        return (Reason(ReasonKind.TARGET, target),)
    if goal in plain and goal in _numbers_named(plain):
        return (Reason(ReasonKind.GOAL, goal),)
    return ()


@lru_cache(maxsize=4096)
def _numbers_named(plain: str) -> frozenset[str]:
    """Return the numbers of the Goals and targets that a folded text names."""
    lists = (match["numbers"] for match in _NAMED.finditer(plain))
    return frozenset(number for numbers in lists for number in _EACH.findall(numbers))
