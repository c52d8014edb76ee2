"""Hints at what a recommendation leaves open: who does what, how much, on what ground, by when.

They come from a few words and from which cells are filled, and are shown as hints only. Whether
something can be achieved no program can tell, and none is claimed here. Words are judged only in
the languages whose words are known; digits, dates and cells are judged in all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from vnrgen.dossier.model import Recommendation

_FEWEST_WORDS = 5
_INDICATOR = "indicator:"
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_NUMBER = re.compile(r"\d")
_SYMBOL = re.compile(r"[A-Z]+(?:/[A-Z0-9]+)+|(?:No|Nr|Nº|n°)\.? ?\d+")
# Verbs after which nobody can say whether it was done, by the language of the recommendation.
_VAGUE = {
    "en": "consider continue strengthen promote encourage enhance improve intensify explore "
    "endeavour strive foster pursue support",
    "fr": "envisager continuer renforcer promouvoir encourager améliorer intensifier explorer "
    "poursuivre favoriser soutenir",
    "es": "considerar continuar fortalecer promover alentar mejorar intensificar explorar "
    "proseguir seguir fomentar apoyar reforzar",
    "pt": "considerar continuar fortalecer promover incentivar melhorar intensificar explorar "
    "prosseguir fomentar apoiar reforçar",
}
_NUMBER_WORDS = {
    "en": "one two three four five six seven eight nine ten twelve twenty hundred thousand half "
    "third quarter tenth every each all no none double doubled twice",
    "fr": "un une deux trois quatre cinq six sept huit neuf dix douze vingt cent mille moitié "
    "tiers quart dixième chaque tous toutes aucun aucune doubler",
    "es": "un una dos tres cuatro cinco seis siete ocho nueve diez doce veinte cien mil mitad "
    "tercio cuarto décimo cada todos todas ningún ninguna duplicar",
    "pt": "um uma dois três quatro cinco seis sete oito nove dez doze vinte cem mil metade terço "
    "quarto décimo cada todos todas nenhum nenhuma duplicar",
}


class Smart(StrEnum):
    """The four of the five letters that a text and its cells can say something about."""

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    RELEVANT = "relevant"
    TIME_BOUND = "time_bound"


@dataclass(frozen=True, slots=True)
class Hint:
    """What is open, and under which letter."""

    letter: Smart
    what: str


def smart_hints(recommendation: Recommendation, language: str = "") -> tuple[Hint, ...]:
    """Return what a recommendation leaves open, in the order of the letters.

    Args:
        recommendation: Its text and its cells.
        language: The tag of the language it is written in, "" where that is not known; then its
            words are not judged.
    """
    known = language.partition("-")[0].casefold()
    found = (
        _specific(recommendation, known),
        _measurable(recommendation, known),
        _relevant(recommendation),
        _time_bound(recommendation),
    )
    return tuple(hint for hint in found if hint is not None)


def _specific(recommendation: Recommendation, language: str) -> Hint | None:
    words = re.findall(r"\w+", recommendation.text)
    if not recommendation.addressee:
        return Hint(Smart.SPECIFIC, "it names nobody who is to act")
    if words and words[0].casefold() in _VAGUE.get(language, "").split():
        return Hint(Smart.SPECIFIC, f'after "{words[0]}" nobody can say when it is done')
    if language in _VAGUE and len(words) < _FEWEST_WORDS:
        return Hint(Smart.SPECIFIC, "its few words leave the action open")
    return None


def _measurable(recommendation: Recommendation, language: str) -> Hint | None:
    """Look for a number that is no year and no number of a treaty, or for an indicator.

    Of a deed with a date, a law for instance, anybody can see whether it was done: it needs none.
    """
    text = _SYMBOL.sub(" ", _YEAR.sub(" ", recommendation.text))
    words = {word.casefold() for word in re.findall(r"\w+", text)}
    counts = _NUMBER.search(text) or words.intersection(_NUMBER_WORDS.get(language, "").split())
    names_indicator = any(i.startswith(_INDICATOR) for i in recommendation.evidence_ids)
    is_dated = _time_bound(recommendation) is None
    if counts or names_indicator or is_dated or language not in _NUMBER_WORDS:
        return None
    return Hint(Smart.MEASURABLE, "it has no number and rests on no indicator")


def _relevant(recommendation: Recommendation) -> Hint | None:
    if recommendation.evidence_ids and (recommendation.group_ids or recommendation.targets):
        return None
    if not recommendation.evidence_ids:
        return Hint(Smart.RELEVANT, "it rests on no evidence")
    return Hint(Smart.RELEVANT, "it is tied to no group and no target")


def _time_bound(recommendation: Recommendation) -> Hint | None:
    if recommendation.due_on or _YEAR.search(recommendation.text):
        return None
    return Hint(Smart.TIME_BOUND, "it has no due date")
