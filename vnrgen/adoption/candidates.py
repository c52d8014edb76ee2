"""Which passages of a report may answer a recommendation: a ranking, never a decision."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from vnrgen.dossier.model import Recommendation
from vnrgen.pdftext.passages import Passage

_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that may answer a recommendation, with the terms the two share.

    ``score`` is BM25 (Robertson and Zaragoza, 2009), without unit, comparable only within one
    recommendation.
    """

    passage: Passage
    score: float
    shared_terms: tuple[str, ...]


def candidate_passages(
    recommendations: Sequence[Recommendation], passages: Sequence[Passage], *, most: int = 5
) -> dict[str, tuple[Candidate, ...]]:
    """Rank passages for each recommendation, best first; only passages that share a term."""
    import bm25s

    if not passages:
        return {recommendation.rec_id: () for recommendation in recommendations}
    documents = [_terms(f"{p.section} {p.text}") for p in passages]
    index = bm25s.BM25()
    index.index(documents, show_progress=False)
    vocabulary = {term for document in documents for term in document}
    ranked: dict[str, tuple[Candidate, ...]] = {}
    for recommendation in recommendations:
        query = [t for t in _terms(recommendation.text) if t in vocabulary]
        ranked[recommendation.rec_id] = (
            _best(index, query, documents, passages, most) if query else ()
        )
    return ranked


def _best(
    index: object,
    query: list[str],
    documents: list[list[str]],
    passages: Sequence[Passage],
    most: int,
) -> tuple[Candidate, ...]:
    scores = index.get_scores(query)  # type: ignore[attr-defined]  # bm25s is not typed
    order = sorted(range(len(passages)), key=lambda i: (-float(scores[i]), i))[:most]
    return tuple(
        Candidate(
            passage=passages[i],
            score=float(scores[i]),
            shared_terms=tuple(sorted(set(query) & set(documents[i]))),
        )
        for i in order
        if scores[i] > 0
    )


def _terms(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return [_stem(word) for word in _WORD.findall(folded)]


def _stem(word: str) -> str:
    # Light plural stripping (Harman's S stemmer, 1991): enough to join "women" forms of a noun.
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us")):
        return word[:-1]
    return word
