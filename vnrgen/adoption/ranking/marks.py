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
    r"\b(?=[acdhinopruws])(?:"  # with which they begin: most words are passed over at once
    r"(?:does|do|did|will|wo|would|could|can|ca|is|are|was|were|has|have|had)"
    r"(?:n['’]t|(?: \w+ly| still| also| therefore)? (?:not|no longer))"
    r"(?: \w+ly| yet| currently)? (?:be(?:en|ing)? )?(?:consider\w*|accept\w*|support\w*|agree\w*"
    r"|intend\w*|plan\w*|envisag\w*|foresee\w*|endorse\w*|approve\w*|recogni[sz]\w*"
    r"|contemplat\w*|concur\w*|subscrib\w*|in (?:a|the) position|favou?r\w*|deem\w*|see|share"
    r"|adopt\w*|introduc\w*|ratif\w*|acced\w*|sign|signed|commit\w*|enjoy(?:ed)? the support"
    r"|necessary|needed|possible|appropriate|justified|feasible|foreseen|prepared to|willing to"
    r"|(?:able|inclined|ready) to (?:accept|support|agree|endorse|commit|ratify|adopt))\b"
    r"|cannot (?:\w+ly )?(?:be )?(?:accept|support|agree|endors|consider|adopt|introduc|commit"
    r"|ratif|approv|concur|recogni[sz])\w*"
    r"|un(?:able|willing) to (?:accept|support|agree|endorse|commit|ratify|adopt)\b"
    r"|(?:reject(?:s|ed|ing)?|disagree[sd]?|refuse[sd]?|declin(?:es|ed) to|oppose[sd]"
    r"|object(?:s|ed) to)\b"
    r"|(?:no|not any) (?:plans?|intention|intentions|need|necessity|reason)\b"
    r"|n(?:e |['’])(?:\w+ )?(?:envisage|accepte|soutient|appuie|approuve|prévoit|considère"
    r"|entend|souhaite|partage|peut|compte|est|a|envisagent|acceptent|soutiennent|appuient"
    r"|prévoient|considèrent|entendent|souhaitent|partagent|peuvent|acceptera|envisagera|ratifiera"
    r"|pourra|souscrit|adhère|juge|estime) (?:pas|plus|guère)\b"
    r"|ne (?:peut|peuvent|pouvons|saurait|sauraient|pourrait|pourra)(?: donc)? (?:être )?"
    r"(?:accept|appuy|souten|souscri|adhér|ratifi|adopt|envisag|approuv)\w+"
    r"|rejet(?:te|tent|é|ée|ées|és)\b|s['’]oppose(?:nt)? \w|refus(?:ent|é|ée|ées|és)\b"
    r"|aucune? (?:intention|projet|nécessité)\b"
    r"|pas (?:nécessaire|prévu|envisagé|possible|opportun|en mesure)\b"
    r"|no (?:se |la |lo |las |los )?(?:consideran?|aceptan?|aceptó|aceptar[áa]n?|apoyan?|apoyó"
    r"|apoyará|compart(?:e|en|ió)|prev[ée]n?|contemplan?|pueden?|podrán?|estiman?|suscriben?"
    r"|procede|tienen? (?:previsto|(?:la )?intención|planes)"
    r"|están? (?:en condiciones|en posición|de acuerdo|previst[oa]s?|dispuest[oa]s?"
    r"|contemplad[oa]s?)"
    r"|han? (?:aceptado|ratificado|previsto|apoyado)|gozan? del apoyo"
    r"|es (?:necesario|posible|partidari[oa]))\b"
    r"|rechaz\w*|se (?:opone|oponen|niega a|niegan a)\b"
    r"|não (?:considera|aceita|aceitou|aceitará|apoia|apoiou|prevê|tenciona|pretende|pode|ratificou"
    r"|concorda|tem (?:a )?intenção|está em condições|é (?:necessário|possível))\b|rejeit\w+\b"
    r"|recus(?:a|am|ou)\b)"
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
    "oppos",
    "object",
    "unwilling",
    "rejet",
    "aucun",
    "rechaz",
    "opone",
    "nieg",
    "rejeit",
    "recus",
)
TRIGGER_WORDS = frozenset(("no", "unable", "t", *_NEGATION))  # "won’t" is the words "won" and "t"


# One of these begins a word of every refusal, within a few words of the one that is a trigger.
REFUSED = (
    "consider", "accept", "support", "agree", "intend", "inten", "plan", "envisag", "foresee",
    "endors", "approv", "recogni", "contemplad", "contemplat", "concur", "subscrib", "position",
    "favo", "deem", "see", "share", "adopt", "introduc", "ratif", "acced", "sign", "commit",
    "enjoy", "necess", "need", "poss", "appropriate", "justified", "feasible", "prepared",
    "willing", "reason", "pas", "plus", "guère", "projet", "appuy", "souten", "souscri", "adhér",
    "approuv", "nécess", "acept", "apoy", "compart", "contempl", "prev", "pued", "podrá", "estima",
    "suscrib", "procede", "condicion", "posición", "acuerdo", "dispuest", "partidari", "neces",
    "posib", "aceit", "apoi", "tenciona", "pretende", "pode", "concorda", "condições",
    "reject", "disagree", "refus", "declin", "oppos", "object", "rejet", "rechaz", "opone", "nieg",
    "rejeit", "recus",
)  # fmt: skip
REACH = 8  # words from a trigger to the last that tells whether it refuses


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
