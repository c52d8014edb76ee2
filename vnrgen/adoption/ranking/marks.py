"""What speaks against a passage: it refuses, it denies, or it is about something else."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from vnrgen.adoption.ranking.words import folded, words


class MarkKind(StrEnum):
    """Why a passage may not be the answer that its words make it look like."""

    CONTRADICTION = "contradiction"  # the words of a refusal beside what was asked
    NEGATION = "negation"  # a "not" right before a word that was asked
    OTHER_TREATY = "other_treaty"  # it names treaties, and none that was asked for
    OTHER_GROUP = "other_group"  # it names groups, and none that was asked for


@dataclass(frozen=True, slots=True)
class Mark:
    """A warning, with the words of the passage or the names it rests on."""

    kind: MarkKind
    words: str


_SENTENCE = re.compile(r"(?<=[.!?;。؟۔।])\s+")
# Words of a refusal, folded: English, French, Spanish, Portuguese. What a government says of
# itself, so that "prisoners who do not work" is none.
_REFUSAL = re.compile(
    r"\b(?:does|do|did|will|would|could|can|is|are|was|were|has|have|had)(?: not|n['’]t| no longer)"
    r"(?: \w+ly| yet| currently)? (?:been )?(?:consider\w*|accept\w*|support\w*|agree\w*|intend\w*"
    r"|plan\w*|envisag\w*|foresee\w*|endorse\w*|approve\w*|recogni[sz]\w*|contemplat\w*"
    r"|in a position|favou?r\w*|deem\w*|see|share|adopt\w*|introduc\w*|ratif\w*|sign|signed"
    r"|necessary|needed|possible|appropriate|justified|feasible|foreseen)\b"
    r"|\bcannot (?:\w+ly )?(?:accept|support|agree|endorse|consider|adopt|introduce|commit)\b"
    r"|\bunable to (?:accept|support|agree|endorse|commit|ratify)\b"
    r"|\b(?:reject(?:s|ed|ing)?|disagree[sd]?|refuse[sd]?|declin(?:es|ed) to)\b"
    r"|\b(?:no|not any) (?:plans?|intention|intentions|need|necessity|reason)\b"
    r"|\bn(?:e |['’])(?:\w+ )?(?:envisage|accepte|soutient|appuie|approuve|prévoit|considère"
    r"|entend|souhaite|partage|peut|compte|est|a) (?:pas|plus|guère)\b"
    r"|\brejet(?:te|tent|é|ée|ées|és)\b|\baucune? (?:intention|projet|nécessité)\b"
    r"|\bpas (?:nécessaire|prévu|envisagé|possible|opportun|en mesure)\b"
    r"|\bno (?:se )?(?:considera|acepta|aceptó|apoya|apoyó|comparte|prevé|contempla|puede|estima"
    r"|tiene (?:previsto|intención|planes)|está en condiciones|ha (?:aceptado|ratificado|previsto)"
    r"|es (?:necesario|posible))\b|\brechaza\w*\b"
    r"|\bnão (?:considera|aceita|aceitou|apoia|prevê|tenciona|pretende|pode|ratificou|concorda"
    r"|é (?:necessário|possível))\b|\brejeit\w+\b"
)
_NEGATION = frozenset(
    ("not", "never", "neither", "nor", "cannot", "n", "ne", "pas", "aucun", "aucune", "jamais",
     "nunca", "não", "nem", "ningún", "ninguna", "sin", "sans", "without")
)  # fmt: skip
_BEGINNINGS = (
    "cannot",
    "reject",
    "disagree",
    "refus",
    "declin",
    "rejet",
    "aucun",
    "rechaz",
    "rejeit",
)
_WHOLE = frozenset(("no", "unable", *_NEGATION))


def is_trigger(word: str) -> bool:
    """Tell whether a folded word can stand in a refusal or a negation: none is without one."""
    return word in _WHOLE or word.startswith(_BEGINNINGS)


_NEAR = 2  # words between a "not" and the asked word it denies
_LEAST_SHARED = 2  # words of the recommendation in the sentence of a refusal


def refusals(text: str, shared: Collection[str]) -> tuple[Mark, ...]:
    """Return the refusals in sentences that speak of what was asked.

    Args:
        text: The passage.
        shared: The words of the passage, folded, that answer to words of the recommendation.
    """
    found: dict[Mark, None] = {}
    for sentence in _SENTENCE.split(text):
        in_order = words(sentence)
        common = {word for word in in_order if word in shared}
        if not common:
            continue
        refusal = _REFUSAL.search(folded(sentence))
        if refusal and len(common) >= min(_LEAST_SHARED, len(shared)):
            found[Mark(MarkKind.CONTRADICTION, refusal.group())] = None
            continue
        denied = _denied(in_order, common)
        if denied:
            found[Mark(MarkKind.NEGATION, denied)] = None
    return tuple(found)


def _denied(in_order: list[str], common: Collection[str]) -> str:
    """Return the words from a negation to the asked word it stands right before, or ""."""
    for place, word in enumerate(in_order):
        if word in _NEGATION:
            reach = in_order[place : place + _NEAR + 2]
            for step, near in enumerate(reach[1:], start=1):
                if near == "only":
                    break
                if near in common and near not in _NEGATION:
                    return " ".join(reach[: step + 1])
    return ""
