"""What speaks against a passage: it refuses, it denies, or it is about something else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from vnrgen.adoption.ranking.words import words


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


_END = re.compile(r"[.!?;。؟۔।]\s+")
# Words of a refusal, folded: English, French, Spanish, Portuguese. What a government says of
# itself, so that "prisoners who do not work" is none.
_REFUSAL = re.compile(
    r"\b(?=[acdhinpruw])(?:"  # with which they begin: most words are passed over at once
    r"(?:does|do|did|will|would|could|can|is|are|was|were|has|have|had)(?: not|n['’]t| no longer)"
    r"(?: \w+ly| yet| currently)? (?:been )?(?:consider\w*|accept\w*|support\w*|agree\w*|intend\w*"
    r"|plan\w*|envisag\w*|foresee\w*|endorse\w*|approve\w*|recogni[sz]\w*|contemplat\w*"
    r"|in a position|favou?r\w*|deem\w*|see|share|adopt\w*|introduc\w*|ratif\w*|sign|signed"
    r"|necessary|needed|possible|appropriate|justified|feasible|foreseen)\b"
    r"|cannot (?:\w+ly )?(?:accept|support|agree|endorse|consider|adopt|introduce|commit)\b"
    r"|unable to (?:accept|support|agree|endorse|commit|ratify)\b"
    r"|(?:reject(?:s|ed|ing)?|disagree[sd]?|refuse[sd]?|declin(?:es|ed) to)\b"
    r"|(?:no|not any) (?:plans?|intention|intentions|need|necessity|reason)\b"
    r"|n(?:e |['’])(?:\w+ )?(?:envisage|accepte|soutient|appuie|approuve|prévoit|considère"
    r"|entend|souhaite|partage|peut|compte|est|a) (?:pas|plus|guère)\b"
    r"|rejet(?:te|tent|é|ée|ées|és)\b|aucune? (?:intention|projet|nécessité)\b"
    r"|pas (?:nécessaire|prévu|envisagé|possible|opportun|en mesure)\b"
    r"|no (?:se )?(?:considera|acepta|aceptó|apoya|apoyó|comparte|prevé|contempla|puede|estima"
    r"|tiene (?:previsto|intención|planes)|está en condiciones|ha (?:aceptado|ratificado|previsto)"
    r"|es (?:necesario|posible))\b|rechaza\w*\b"
    r"|não (?:considera|aceita|aceitou|apoia|prevê|tenciona|pretende|pode|ratificou|concorda"
    r"|é (?:necessário|possível))\b|rejeit\w+\b)"
)
_NEGATION = frozenset(
    ("not", "never", "neither", "nor", "cannot", "n", "ne", "pas", "aucun", "aucune", "jamais",
     "nunca", "não", "nem", "ningún", "ninguna", "sin", "sans", "without")
)  # fmt: skip
# A word that is, or begins as, one of these stands in every refusal and in every negation.
TRIGGER_BEGINNINGS = (
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
_SHORTENED = tuple(  # "doesn’t" is the words "doesn" and "t"
    f"{verb}n"
    for verb in ("does", "do", "did", "will", "would", "could", "can", "is", "are", "was", "were",
                 "has", "have", "had")
)  # fmt: skip
TRIGGER_WORDS = frozenset(("no", "unable", *_SHORTENED, *_NEGATION))
# One of these begins a word of every refusal, within a few words of the one that is a trigger.
REFUSED = (
    "consider", "accept", "support", "agree", "intend", "intent", "plan", "envisag", "foresee",
    "endorse", "approve", "recogni", "contemplat", "position", "favo", "deem", "see", "share",
    "adopt", "introduc", "ratif", "sign", "necess", "need", "poss", "appropriate", "justified",
    "feasible", "commit", "reason", "pas", "plus", "guère", "projet", "acept", "apoy", "compart",
    "prev", "puede", "estima", "condicion", "neces", "posib", "aceit", "apoi", "tenciona",
    "pretende", "pode", "concorda", "nécess",
    "reject", "disagree", "refuse", "declin", "rejet", "rechaza", "rejeit",
)  # fmt: skip
REACH = 6  # words from a trigger to the last that tells whether it refuses
NEAR = 2  # words between a "not" and the asked word it denies
_LEAST_SHARED = 2  # words of the recommendation in the sentence of a refusal


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may refuse: its words, the words of a refusal or "", where it says "not"."""

    words: tuple[str, ...]
    refusal: str
    negations: tuple[int, ...]


def refusing_sentences(text: str, *, may_refuse: bool = True) -> tuple[Sentence, ...]:
    """Return the sentences of a passage, folded, in which something is refused or denied.

    Where its words tell that it refuses nothing (``may_refuse``), only what it denies is sought.
    """
    found = []
    for sentence in _sentences(text):
        in_order = words(sentence)
        refusal = _REFUSAL.search(sentence) if may_refuse else None
        negations: tuple[int, ...] = ()
        if not _NEGATION.isdisjoint(in_order):
            negations = tuple(at for at, word in enumerate(in_order) if word in _NEGATION)
        if refusal or negations:
            found.append(Sentence(tuple(in_order), refusal.group() if refusal else "", negations))
    return tuple(found)


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(text):
        yield text[start : end.start() + 1]
        start = end.end()
    yield text[start:]


def refusals(sentences: Iterable[Sentence], shared: frozenset[str]) -> tuple[Mark, ...]:
    """Return the refusals in sentences that speak of what was asked.

    Args:
        sentences: Of the passage, those that refuse or deny something.
        shared: The words of the passage, folded, that answer to words of the recommendation.
    """
    found: dict[Mark, None] = {}
    for sentence in sentences:
        common = shared.intersection(sentence.words)
        if not common:
            continue
        if sentence.refusal and len(common) >= min(_LEAST_SHARED, len(shared)):
            found[Mark(MarkKind.CONTRADICTION, sentence.refusal)] = None
            continue
        denied = _denied(sentence, common)
        if denied:
            found[Mark(MarkKind.NEGATION, denied)] = None
    return tuple(found)


def _denied(sentence: Sentence, common: Collection[str]) -> str:
    """Return the words from a negation to the asked word it stands right before, or ""."""
    for place in sentence.negations:
        reach = sentence.words[place : place + NEAR + 2]
        for step, near in enumerate(reach[1:], start=1):
            if near == "only":
                break
            if near in common and near not in _NEGATION:
                return " ".join(reach[: step + 1])
    return ""
