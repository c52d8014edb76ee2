"""Finds numbers in prose that are not bound to the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from vnrgen.disclosure.publishable import Publishable
from vnrgen.document.context import SectionContext
from vnrgen.document.prose.lookup import call_for
from vnrgen.dossier.model.observations import Observation, Observations
from vnrgen.problems import Location

_NUMBER = re.compile(r"(?<![\w.,/])\d(?:[\d.,\u00a0\u202f ]*\d)?(?![\w])")
_YEAR = r"(?:1[89]|20|21)\d\d"
_SHOWN = 3

# What may stand without a binding. Cue words in the languages that vnrgen's users write most.
_ALLOWED = (
    re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b"),  # ISO dates
    re.compile(rf"\b\d{{1,2}}\.?\s(?:de\s)?[^\W\d_]{{3,12}}\.?\s(?:de\s)?{_YEAR}\b"),  # 3 May 2026
    re.compile(rf"\b[^\W\d_]{{3,12}}\s\d{{1,2}},\s{_YEAR}\b"),  # May 3, 2026
    re.compile(rf"\b{_YEAR}(?:\s?[-–/]\s?(?:{_YEAR}|\d\d))?\b"),  # years and spans of years
    re.compile(r"\b\d{1,2}\.(?:\d{1,2}|[a-z])(?:\.(?:\d{1,2}|[a-z]))\b"),  # indicators: 3.1.2
    re.compile(
        r"\b(?:SDGs?|ODD|ODS|Goals?|Targets?|Indicators?|Objectifs?|Cibles?|Indicateurs?|Objetivos?"
        r"|Metas?|Indicador(?:es)?|Agenda|Ziele?)\s(?:\d[\w.]*(?:,\s|\s(?:and|to|et|à|y|a|und|bis)\s"
        r"|[-–])?)+",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:pages?|pp?\.|paras?\.?|paragraphs?|art\.?|articles?|artículos?|sections?|chapters?"
        r"|figures?|tables?|annex(?:es)?|phases?|rounds?|steps?|No\.?|Nos?\.|vol\.)\s?\d[\d.–-]*",
        re.IGNORECASE,
    ),
    re.compile(r"§\s?\d+"),
    re.compile(r"\b[^\W\d_]+\d\w*(?:-\w+)*\b"),  # R26-01
    re.compile(r"\b\d+(?:st|nd|rd|th|er|re|e|ème|º|ª)\b"),  # ordinals
    re.compile(
        r"\b(?:aged?|ages|âgée?s?\sde|edad(?:es)?\sde)\s\d+(?:\s?[-–]\s?\d+|\s(?:to|and|à|a)\s\d+)?",
        re.IGNORECASE,
    ),  # "aged 15-49" says who is meant
)


def report_free_numbers(text: str, where: Location, section: SectionContext) -> None:
    """Report (NUM001) every number in running text that nothing binds.

    Not reported: years and dates, SDG codes, citations (page 3, article 5), ordinals, ages that
    say who is meant, ids of the dossier, and names that hold digits (COVID-19, R07-2).
    """
    for number in free_numbers(_without_ids(text, section.evidence)):
        equal = [call_for(row, section.evidence) for row in _equal_to(number, section.evidence)]
        fix = "write it in words, or bind it to the evidence with {{ value(…) }} or {{ count(…) }}"
        if equal:
            fix = f"if this is what is meant, write {' or '.join(equal)} in its place"
        section.whole.problems.warning(
            "NUM001", where, f'the number "{number}" in the text is not bound to the evidence', fix
        )


def _without_ids(text: str, evidence: Publishable) -> str:
    """Blank what the dossier calls its own things by: "R26-01" is a name."""
    ids = {
        *(r.rec_id for r in evidence.recommendations),
        *(s.story_id for s in evidence.stories),
        *(q.finding_id for q in evidence.qualitative),
        *(c.consultation_id for c in evidence.consultations),
        *(p.policy_id for p in evidence.policies),
        *(p.practice_id for p in evidence.practices),
        *(name for key in evidence.series for name in key),
        *evidence.sources,
        *evidence.groups,
    }
    named = sorted((i for i in ids if re.search(r"\d", i) and not i.isdecimal()), key=_longest)
    if not named:
        return text
    pattern = rf"(?<![\w-])(?:{'|'.join(map(re.escape, named))})(?![\w-])"
    return re.sub(pattern, lambda found: " " * len(found.group()), text)


def _longest(name: str) -> tuple[int, str]:
    return (-len(name), name)


def free_numbers(text: str) -> Iterator[str]:
    """Yield the numbers of a text that are neither dates, codes, citations nor ordinals.

    >>> list(free_numbers("In 2021, 23.4% of women (Goal 5, target 5.2.1) and 1,200 men"))
    ['23.4', '1,200']
    >>> list(free_numbers("On 3 May 2026 the 2nd dialogue met, with COVID-19 rules, see page 4"))
    []
    """
    for pattern in _ALLOWED:
        text = pattern.sub(lambda found: " " * len(found.group()), text)
    for found in _NUMBER.finditer(text):
        if not re.search(r"[^\W\d_]-$", text[: found.start()]):
            yield found.group().strip(" .,")


def _equal_to(number: str, evidence: Publishable) -> list[Observation]:
    """Return the published observations that show as this number, a few at most."""
    table = evidence.observations
    for exact in _readings(number):
        decimals = -int(exact.as_tuple().exponent)
        half = 0.5 * 10.0**-decimals
        near = table.frame["value"].sub(float(exact)).abs() <= half * 1.001
        rows = Observations(table.frame[near], table.dimensions)
        equal = [
            row for row in rows if row.value is not None and _shown(row.value, decimals) == exact
        ]
        if equal:
            equal.sort(key=lambda row: (row.period_end, row.observation_id), reverse=True)
            return equal[:_SHOWN]
    return []


def _shown(value: float, decimals: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _readings(number: str) -> Iterator[Decimal]:
    """Yield what a written number may mean: comma and point are decimal in some languages."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", number)
    for text in dict.fromkeys((bare.replace(",", ""), bare.replace(".", "").replace(",", "."))):
        try:
            yield Decimal(text)
        except InvalidOperation:
            continue
