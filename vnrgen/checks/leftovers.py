"""Finds what was left over from another country's or another year's document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vnrgen.dossier.countries import country_names, region_of_iso3
from vnrgen.dossier.model import Dossier, Narrative
from vnrgen.problems import Location, Problem, Severity

Lines = Sequence[tuple[int, str]]

_PLACEHOLDER = re.compile(
    r"\blorem ipsum\b|\bTB[CDA]\b|\bX{3,}\b|\?{3,}|_{4,}"
    r"|\[(?:insert|add|name|country|year|date|figure|number|source|to be|à compl|por compl|a compl"
    r"|insérer|insertar|inserir|nom|nombre|pays|país|année|año|ano)\b[^\]\n]{0,60}\](?!\()",
    re.IGNORECASE,
)
"""What people write where something is still to come, in the languages that users write most."""

_REVIEW = r"(?:VNRs?|HLPF|EN[VA]s?|EVN|FPAN|FPHN|RNVs?|voluntary national reviews?)"
_REVIEW_YEAR = re.compile(
    rf"\b(?:{_REVIEW}\s(?:(?:of|in|de|en)\s)?(20[12]\d)|(20[12]\d)\s{_REVIEW})\b", re.IGNORECASE
)


def leftovers(dossier: Dossier) -> Iterator[Problem]:
    """Yield what the coalition's own prose says of another country or review, or leaves open.

    LEF001 another country's name, LEF002 a review of another year, LEF003 a placeholder. Stories,
    quotes and recommendations are people's own words and are not searched. Countries and years
    that are meant stand under ``mentions`` in dossier.yaml.
    """
    for text in dossier.narratives:
        lines = list(enumerate(text.text.splitlines(), start=1))
        for number, line in lines:
            yield from _placeholders(line, Location(text.path, number))
        yield from _other_reviews(lines, text.path, dossier)
        yield from _other_countries(lines, text, dossier)
    for name, words in (("title", dossier.settings.title), ("subtitle", dossier.settings.subtitle)):
        yield from _placeholders(words, Location("dossier.yaml", None, name))


def _placeholders(line: str, where: Location) -> Iterator[Problem]:
    for found in _PLACEHOLDER.finditer(line):
        yield Problem(
            "LEF003",
            where,
            f'"{found.group()}" stands for something that is still to come',
            "write what belongs here, or delete it",
        )


def _other_reviews(lines: Lines, path: str, dossier: Dossier) -> Iterator[Problem]:
    settings = dossier.settings
    known = {settings.year, settings.previous_year, *(r.year for r in dossier.reports)}
    known |= {int(word) for word in settings.mentions if word.isdecimal()}
    seen: set[int] = set()
    for number, line in lines:
        for found in _REVIEW_YEAR.finditer(line):
            year = int(found.group(1) or found.group(2))
            if year in known or year in seen:
                continue
            seen.add(year)
            yield Problem(
                "LEF002",
                Location(path, number),
                f'"{found.group()}": this review is of {settings.year}, and no other one of {year} '
                "is known",
                f"correct the year; if it is meant, write mentions: [{year}] in dossier.yaml",
                Severity.WARNING,
            )


def _other_countries(lines: Lines, text: Narrative, dossier: Dossier) -> Iterator[Problem]:
    names = _names_to_find(text.language, dossier)
    if not names:
        return
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")
    seen: set[str] = set()
    for number, line in lines:
        for name in pattern.findall(line):
            if name in seen:
                continue
            seen.add(name)
            yield Problem(
                "LEF001",
                Location(text.path, number),
                f'"{name}" is another country; this dossier is about {dossier.settings.country}',
                f'correct the name; if it is meant, write mentions: ["{name}"] in dossier.yaml',
                Severity.WARNING,
            )


def _names_to_find(language: str, dossier: Dossier) -> list[str]:
    """Return names of other countries, the longest first; those of the dossier's places aside."""
    settings = dossier.settings
    own = " ".join((
        settings.country,
        settings.coalition,
        *settings.mentions,
        *(text for place in dossier.places.values() for text in place.label.texts.values()),
        *(text for group in dossier.groups.values() for text in group.label.texts.values()),
    ))  # fmt: skip
    region = region_of_iso3(settings.iso3)
    names = country_names(language)
    found = {name for code, name in names.items() if code != region and name not in own}
    return sorted(found, key=lambda name: (-len(name), name))
