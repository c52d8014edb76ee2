"""Which passages of a report may answer a recommendation: a ranking, never a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vnrgen.adoption.ranking.fusion import Weights, fused, standardized
from vnrgen.adoption.ranking.groups import GroupFinder
from vnrgen.adoption.ranking.index import Matcher, index_report
from vnrgen.adoption.ranking.treaties import titles as titles_of_treaties
from vnrgen.adoption.ranking.words import asked, is_list_of_numbers, label_text, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vnrgen.adoption.ranking.evidence import Evidence, EvidenceFinder
    from vnrgen.adoption.ranking.marks import Mark
    from vnrgen.adoption.ranking.reasons import Reason
    from vnrgen.adoption.ranking.semantic import SentenceEncoder
    from vnrgen.dossier.model import Recommendation
    from vnrgen.pdftext.model import Passage


_DECIMALS = 9  # of a score: what lies beyond is the order of additions


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that may answer a recommendation, why it is proposed and what speaks against it.

    ``score`` is the weighted mean of what each comparison gives, in standard deviations over the
    report's passages: without unit, comparable only within one recommendation and report.
    ``explain`` finds what the other attributes say when one is first asked for.
    """

    passage: Passage
    score: float
    explain: Callable[[], Evidence] = field(repr=False, compare=False)

    @property
    def shared_terms(self) -> tuple[str, ...]:
        """Words of the passage that answer to words of the recommendation, the rarest first."""
        return self.explain().shared_terms

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What the passage shares with the recommendation; names first, then words."""
        return self.explain().reasons

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What speaks against the passage: refusals, and other treaties or groups."""
        return self.explain().marks


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked for, and the theme, groups and subjects of treaties it is asked under.

    ``beside`` are the labels and the words by which the report can name the groups in the text.
    """

    recommendation: Recommendation
    text: str
    labels: str
    beside: str


def candidate_passages(
    recommendations: Sequence[Recommendation],
    passages: Sequence[Passage],
    *,
    most: int = 5,
    group_names: Mapping[str, str] | None = None,
    encoder: SentenceEncoder | None = None,
    weights: Weights | None = None,
) -> dict[str, tuple[Candidate, ...]]:
    """Rank passages for each recommendation, best first; of equals the earlier.

    Words are compared by the groups of three letters they share (so that a word meets its other
    forms in any language), within the passage together with its heading, and within the section.
    Theme and groups, where given, and groups that the text names are a second question. Headings,
    notes and lists of numbers are no answers; neither are passages that share no word with the
    recommendation, unless an encoder compares meanings too.

    Args:
        recommendations: What was asked for.
        passages: The report, in its order.
        most: Passages to return for each recommendation.
        group_names: The dossier's groups, id to name; without it ids serve as names.
        encoder: Compares meanings beside words.
        weights: How much each comparison counts; None for what is recommended.

    Returns:
        Candidates by ``rec_id``; none for a recommendation that shares nothing with the report.
    """
    can_answer = [p for p in passages if p.kind.can_answer and not is_list_of_numbers(p.text)]
    title_of = {(p.section, p.path): p for p in can_answer}
    named = {above: _title(passage) for above, passage in title_of.items()}
    titles = [named[passage.section, passage.path] for passage in can_answer]
    sections = [passage.path or (passage.section,) for passage in can_answer]
    index = index_report([p.text for p in can_answer], sections, titles)
    if not index.vocabulary or most < 1:
        return {recommendation.rec_id: () for recommendation in recommendations}
    names, counting = group_names or {}, weights or Weights()
    asking = _Asking(names, GroupFinder(names), index.alphabet)
    questions = [asking.question(recommendation) for recommendation in recommendations]
    matcher = Matcher(index, (text for q in questions for text in (q.text, q.beside)))
    meanings = _meanings(encoder, questions, can_answer, titles, counting) if encoder else None
    explanations = _Explanations(matcher, can_answer, titles, names, asking.groups)
    ranked = {}
    for place, (question, by_words) in enumerate(
        zip(questions, _lexical(matcher, questions, counting), strict=True)
    ):
        scores, may = by_words
        if meanings is not None:
            scores = fused((scores, meanings[place]), (1.0, counting.meaning))
            may = may | (meanings[place] > 0)
        ranked[question.recommendation.rec_id] = tuple(
            Candidate(
                passage=can_answer[at],
                score=round(float(scores[at]), _DECIMALS),
                explain=_Explanation(explanations, question, at),
            )
            for at in _best(scores, may, most)
        )
    return ranked


@dataclass(slots=True)
class _Asking:
    """Makes questions of recommendations, in words that one report has.

    Groups that a recommendation names are asked for by every word by which the report can name
    them: "the elderly" are its "older persons".
    """

    names: Mapping[str, str]
    groups: GroupFinder
    vocabulary: Sequence[str]  # sorted
    _said: dict[str, str] = field(default_factory=dict)

    def question(self, recommendation: Recommendation) -> _Question:
        """Return what a recommendation asks for."""
        names = self.names
        ids = [names.get(group, group.replace("_", " ")) for group in recommendation.group_ids]
        text = asked(recommendation.text)
        named = [self._group(group) for group in self.groups.groups(words(text))]
        given = (label_text(recommendation.theme), *ids, *titles_of_treaties(text))
        labels = "; ".join(part for part in given if part)
        return _Question(recommendation, text, labels, "; ".join(p for p in (labels, *named) if p))

    def _group(self, group: str) -> str:
        if group not in self._said:
            phrases = self.groups.said_as(group, self.vocabulary)
            self._said[group] = "; ".join((group, *phrases)) if phrases else ""
        return self._said[group]


def _title(passage: Passage) -> str:
    """Return the nearest heading above a passage that is more than numbers, or ""."""
    above = (passage.section, *reversed(passage.path))
    return next((h for h in above if h and not is_list_of_numbers(h)), "")


def _lexical(
    matcher: Matcher, questions: Sequence[_Question], weights: Weights
) -> Iterator[tuple[NDArray[np.float64], NDArray[np.bool_]]]:
    """Yield the passages' scores by words, and which passages share a word at all."""
    asked_by = matcher.scores([question.text for question in questions])
    labelled = matcher.scores([question.beside for question in questions if question.beside])
    for question, of_text in zip(questions, asked_by, strict=True):
        scores, shares = list(of_text), [1.0, weights.section]
        has_word = of_text[0] > 0
        if question.beside:
            of_labels = next(labelled)
            scores += of_labels
            shares += [weights.labels, weights.section]
            has_word = has_word | (of_labels[0] > 0)
        yield fused(scores, shares), has_word


def _best(scores: NDArray[np.float64], may: NDArray[np.bool_], most: int) -> list[int]:
    import numpy as np

    allowed = np.flatnonzero(may)
    if len(allowed) > most:  # only those about as good as the last to be shown are sorted
        among = np.where(may, scores, -np.inf)
        least = np.partition(among, len(among) - most)[len(among) - most]
        allowed = np.flatnonzero(among >= least - 10.0**-_DECIMALS)
    rounded = np.rint(scores[allowed] * 10.0**_DECIMALS)
    order: list[int] = allowed[np.argsort(-rounded, kind="stable")][:most].tolist()
    return order


def _meanings(
    encoder: SentenceEncoder,
    questions: Sequence[_Question],
    passages: Sequence[Passage],
    titles: Sequence[str],
    weights: Weights,
) -> NDArray[np.float64]:
    """Return, questions by passages, how near their meanings are, standardized by question."""
    import numpy as np

    texts = [
        f"{title}. {passage.text}" if title else passage.text
        for passage, title in zip(passages, titles, strict=True)
    ]
    vectors = encoder.kept_vectors(texts)
    rows = []
    for question in questions:
        parts = [(question.text, 1.0), (question.beside, weights.labels)]
        present = [(text, weight) for text, weight in parts if text]
        asked_vectors = encoder.vectors([text for text, _ in present])
        # Rounded, since equal passages differ in the last digits by their place in the batch.
        near = [np.round(np.einsum("ij,j->i", vectors, vector), 5) for vector in asked_vectors]
        rows.append(standardized(fused(near, [weight for _, weight in present])))
    return np.array(rows)


@dataclass(slots=True)
class _Explanations:
    """Reasons and marks of one report's passages, each found when it is asked for."""

    matcher: Matcher
    passages: Sequence[Passage]
    titles: Sequence[str]
    names: Mapping[str, str]
    groups: GroupFinder
    _finder: EvidenceFinder | None = None

    @property
    def finder(self) -> EvidenceFinder:
        """What finds them, made when the first is asked for."""
        if self._finder is None:
            from vnrgen.adoption.ranking.evidence import EvidenceFinder

            self._finder = EvidenceFinder(
                self.matcher, self.passages, self.titles, self.names, self.groups
            )
        return self._finder


@dataclass(slots=True)
class _Explanation:
    """What is said of the passage ``at`` for a question, found when it is first asked for."""

    explanations: _Explanations
    question: _Question
    at: int
    _found: Evidence | None = None

    def __call__(self) -> Evidence:
        if self._found is None:
            question = self.question
            self._found = self.explanations.finder.evidence(
                question.recommendation, question.text, question.labels, self.at
            )
        return self._found
