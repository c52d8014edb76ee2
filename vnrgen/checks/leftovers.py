"""Finds what was left over from another country's or another year's document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vnrgen.checks.country_mentions import CountryFinder, forms
from vnrgen.checks.digits import in_plain_digits
from vnrgen.dossier.codes.countries import country_names, other_names, region_of_iso3
from vnrgen.dossier.model import Dossier
from vnrgen.problems import Location, Problem, Severity

_PLACEHOLDER = re.compile(
    r"\blorem ipsum\b|\bTB[CDA]\b|\bX{3,}\b|\?{3,}|_{4,}"
    r"|\bXX(?=\s?%|\s(?:per|pour|por)\s?cen)"
    r"|\[(?:insert|add|name|country|year|date|figure|number|source|to be|à compl|por compl|a compl"
    r"|insérer|insertar|inserir|nom|nombre|pays|país|année|año|ano)\b[^\]\n]{0,60}\](?!\()",
    re.IGNORECASE,
)
"""What people write where something is still to come, in the languages that users write most."""

_REVIEW = r"(?:VNRs?|HLPF|EN[VA]s?|EVN|FPAN|FPHN|RNVs?|voluntary national reviews?)"
_REVIEW_YEAR = re.compile(
    rf"(?<![A-Za-z0-9])(?:{_REVIEW}(?:\s|[\s-]?(?=2))(?:(?:of|in|for|de|en)\s)?(20[12]\d)"
    rf"|(20[12]\d)[\s年]\s?{_REVIEW})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
"""A year beside the word for a review; letters of other scripts may stand before or after them."""


_SETTINGS = "dossier.yaml"


@dataclass(frozen=True, slots=True)
class _Written:
    """A text of the coalition's own, in a language, and where it stands."""

    text: str
    language: str
    path: str
    column: str | None = None

    def at(self, line: int) -> Location:
        """Return the place of a line, counted from 1."""
        return Location(self.path, None if self.column else line, self.column)

    def at_offset(self, offset: int) -> Location:
        """Return the place of a character, counted from 0."""
        return self.at(self.text.count("\n", 0, offset) + 1)


def leftovers(dossier: Dossier) -> Iterator[Problem]:
    """Yield what the coalition's own words say of another country or review, or leave open.

    LEF001 another country's name, LEF002 a review of another year, LEF003 a placeholder. The prose,
    the title and the subtitle are searched; stories, quotes and recommendations are people's own
    words and are not. Countries and years that are meant stand under ``mentions`` in dossier.yaml.
    """
    finders: dict[str, CountryFinder] = {}
    for written in _own_words(dossier):
        yield from _placeholders(written)
        yield from _other_reviews(written, dossier)
        finder = finders.get(written.language)
        if finder is None:
            finder = finders[written.language] = _finder(written.language, dossier)
        yield from _other_countries(written, finder, dossier)


def _own_words(dossier: Dossier) -> Iterator[_Written]:
    for text in dossier.narratives:
        yield _Written(text.text, text.language, text.path)
    settings = dossier.settings
    for column, words in (("title", settings.title), ("subtitle", settings.subtitle)):
        if words:  # a brief from the global database has neither
            yield _Written(words, settings.language, _SETTINGS, column)


def _placeholders(written: _Written) -> Iterator[Problem]:
    for found in _PLACEHOLDER.finditer(written.text):
        yield Problem(
            "LEF003",
            written.at_offset(found.start()),
            f'"{found.group()}" stands for something that is still to come',
            "write what belongs here, or delete it",
        )


def _other_reviews(written: _Written, dossier: Dossier) -> Iterator[Problem]:
    settings = dossier.settings
    known = {settings.year, settings.previous_year, *(r.year for r in dossier.reports)}
    known |= {int(word) for word in settings.mentions if word.isdecimal()}
    seen: set[int] = set()
    for found in _REVIEW_YEAR.finditer(in_plain_digits(written.text)):
        year = int(found.group(1) or found.group(2))
        if year in known or year in seen:
            continue
        seen.add(year)
        shown = " ".join(written.text[found.start() : found.end()].split())
        yield Problem(
            "LEF002",
            written.at_offset(found.start()),
            f'"{shown}": this review is of {settings.year}, and no other one of {year} is known',
            f"correct the year; if it is meant, write mentions: [{year}] in dossier.yaml",
            Severity.WARNING,
        )


def _other_countries(
    written: _Written, finder: CountryFinder, dossier: Dossier
) -> Iterator[Problem]:
    seen: set[str] = set()
    for mention in finder.mentions(written.text):
        name = mention.name
        if name in seen:
            continue
        seen.add(name)
        yield Problem(
            "LEF001",
            written.at(mention.line),
            f'"{name}" is another country; this dossier is about {dossier.settings.country}',
            f'correct the name; if it is meant, write mentions: ["{name}"] in dossier.yaml',
            Severity.WARNING,
        )


def _finder(language: str, dossier: Dossier) -> CountryFinder:
    """Return what looks for other countries: not the dossier's own, nor those its tables name."""
    settings = dossier.settings
    names, more = country_names(language), other_names(language)
    region = region_of_iso3(settings.iso3)
    known = {code: (name, *more.get(code, ())) for code, name in names.items()}
    ours = known.get(region or "", ())
    others = {code: written for code, written in known.items() if code != region}
    labels = (
        settings.coalition,
        *settings.mentions,
        *(text for place in dossier.places.values() for text in place.label.texts.values()),
        *(text for group in dossier.groups.values() for text in group.label.texts.values()),
    )
    own = [settings.country, *(form for name in ours for form in forms(name))]
    every = [name for written in others.values() for name in written]
    meant = {mention.name for mention in CountryFinder(every, own).mentions("\n\n".join(labels))}
    left = [
        name
        for written in others.values()
        if meant.isdisjoint(form for name in written for form in forms(name))
        for name in written
    ]
    return CountryFinder(left, [*own, *sorted(meant)])
