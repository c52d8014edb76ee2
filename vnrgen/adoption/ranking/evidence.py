"""What is said of a proposed passage: the reasons for it and the marks against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.adoption.ranking.groups import GroupFinder, others
from vnrgen.adoption.ranking.index import Matcher
from vnrgen.adoption.ranking.marks import (
    TRIGGER_WORDS,
    Mark,
    MarkKind,
    Sentence,
    is_trigger,
    refusals,
    refusing_sentences,
)
from vnrgen.adoption.ranking.reasons import Named, Reason, ReasonKind, goals, named
from vnrgen.adoption.ranking.treaties import TRIGGERS, treaties
from vnrgen.adoption.ranking.words import folded, words

if TYPE_CHECKING:
    from vnrgen.dossier.model import Recommendation
    from vnrgen.pdftext.model import Passage

_SAME = 0.5  # cosine from which two words are shown as the same term: forms of one word
_COMMON = 0.25  # share of the passages above which a word tells nothing
_SHORT = 3  # letters of a Latin word that is no term ("the"); ideographs say more
_NO_TERM = frozenset(  # longer words that tell nothing in a short report; for display only
    ("also", "been", "from", "have", "into", "more", "other", "such", "than", "that", "their",
     "them", "then", "there", "these", "they", "this", "those", "through", "under", "upon", "very",
     "were", "when", "where", "which", "while", "will", "with", "within", "would", "avec", "aussi",
     "cette", "dans", "elle", "elles", "entre", "leur", "leurs", "mais", "même", "nous", "pour",
     "sans", "sont", "sous", "toute", "toutes", "tous", "vous", "como", "cual", "desde", "esta",
     "este", "estos", "hasta", "mediante", "para", "pero", "porque", "sobre", "todas", "todos",
     "pela", "pelo", "pelas", "pelos")
)  # fmt: skip
_MOST_TERMS = 12


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a passage shares with a recommendation, the reasons and the marks."""

    shared_terms: tuple[str, ...]
    reasons: tuple[Reason, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a recommendation names, found once for all its passages."""

    terms: tuple[int, ...]  # words of the report, the rarest first
    theme: frozenset[int]
    groups: tuple[str, ...]
    treaties: tuple[str, ...]
    names: Named


@dataclass(frozen=True, slots=True)
class _Heard:
    """What one passage names, found when it is first proposed."""

    plain: str
    words: frozenset[int]
    groups: tuple[str, ...]
    treaties: tuple[str, ...]
    refusing: tuple[Sentence, ...]


class EvidenceFinder:
    """Finds reasons and marks for the passages of one report."""

    def __init__(
        self,
        matcher: Matcher,
        passages: Sequence[Passage],
        titles: Sequence[str],
        group_names: Mapping[str, str],
        groups: GroupFinder,
    ) -> None:
        """Take a report as it was indexed, and the dossier's groups, id to name, to be found."""
        self.passages = passages
        self._matcher, self._titles = matcher, titles
        self._vocabulary = list(matcher.index.vocabulary)
        # Of three passages one is a third.
        most = max(_COMMON, 1 / max(len(passages), 1))
        self._ranked, self._forms_of_all, self._starts = self._telling(most)
        self._names = group_names
        self._groups = groups
        self._heard: dict[int, _Heard] = {}
        self._titled: dict[str, tuple[str, ...]] = {}
        self._asked: dict[str, _Asked] = {}
        # Whether a passage can name a thing at all is told by its words: few need a closer look.
        self._of_groups = self._words_that(self._groups.begins, self._groups.heads)
        self._of_treaties = self._words_that(_begins_treaty, TRIGGERS)
        self._of_refusals = self._words_that(is_trigger, TRIGGER_WORDS)

    def _words_that(self, may: Callable[[str], bool], heads: Iterable[str]) -> frozenset[int]:
        """Return the words of which something holds; they begin as one of the heads does."""
        first = {head[:2] for head in heads}
        return frozenset(
            place for place, word in enumerate(self._vocabulary) if word[:2] in first and may(word)
        )

    def evidence(self, asked: Recommendation, text: str, labels: str, at: int) -> Evidence:
        """Return what is said of the passage ``at`` for a recommendation.

        Args:
            asked: The recommendation.
            text: What it asks, without the States that made it.
            labels: Its theme and groups.
            at: The passage's place among those indexed.
        """
        if asked.rec_id not in self._asked:
            self._asked[asked.rec_id] = self._what_is_asked(asked, text, labels)
        wanted = self._asked[asked.rec_id]
        if at not in self._heard:
            self._heard[at] = self._what_is_said(at)
        heard = self._heard[at]
        shared = [self._vocabulary[word] for word in wanted.terms if word in heard.words]
        reasons = self._reasons(asked, wanted, heard)
        terms = [Reason(ReasonKind.TERM, term) for term in shared[:_MOST_TERMS]]
        marks = self._marks(wanted, heard, frozenset(shared))
        return Evidence(tuple(shared[:_MOST_TERMS]), (*reasons, *terms), marks)

    def _what_is_said(self, at: int) -> _Heard:
        in_order = self._matcher.index.words_of(at)
        held = frozenset(in_order)
        groups: tuple[str, ...] = ()
        if not held.isdisjoint(self._of_groups):
            places = [place for place, word in enumerate(in_order) if word in self._of_groups]
            named = [self._vocabulary[word] for word in in_order]
            groups = self._groups.groups_at(named, places)
        text = self.passages[at].text
        plain = folded(text)
        return _Heard(
            plain=plain,
            words=held,
            groups=groups or self._groups_of_title(self._titles[at]),
            treaties=() if held.isdisjoint(self._of_treaties) else treaties(text),
            refusing=() if held.isdisjoint(self._of_refusals) else refusing_sentences(plain),
        )

    def _groups_of_title(self, title: str) -> tuple[str, ...]:
        if title not in self._titled:
            self._titled[title] = self._groups.groups(words(title))
        return self._titled[title]

    def _what_is_asked(self, asked: Recommendation, text: str, labels: str) -> _Asked:
        names = [self._names.get(group, group.replace("_", " ")) for group in asked.group_ids]
        in_order = words(text)
        groups = {*self._groups.groups(in_order)}
        for name in names:
            groups |= set(self._groups.groups(words(name))) or {name}
        return _Asked(
            terms=self._terms(in_order),
            theme=frozenset(self._terms(words(labels))),
            groups=tuple(sorted(groups)),
            treaties=treaties(text) if any(map(_begins_treaty, in_order)) else (),
            names=named(text),
        )

    def _terms(self, in_order: Iterable[str]) -> tuple[int, ...]:
        """Return the report's words that are forms of telling words asked, rarest first."""
        found = {rank for word in set(in_order) for rank in self._forms(word)}
        return tuple(self._ranked[rank] for rank in sorted(found))

    def _telling(self, most: float) -> tuple[list[int], list[int], list[int]]:
        """Find the words of the report that are forms of asked words and tell something.

        Returns:
            These words, the rarest first; of all asked words the places of their forms in it,
            one asked word after the other; and where those of each begin.
        """
        import numpy as np

        kernel = self._matcher.kernel
        near = (kernel.cosines >= _SAME) & (self._matcher.index.spread[kernel.words] <= most)
        for at in np.flatnonzero(near).tolist():
            near[at] = not _tells_nothing(self._vocabulary[kernel.words[at]])
        starts = np.concatenate(([0], np.cumsum(near)))[kernel.starts]
        forms: list[int] = kernel.words[near].tolist()
        spread: list[float] = self._matcher.index.spread.tolist()
        ranked = sorted(set(forms), key=lambda word: (spread[word], self._vocabulary[word]))
        rank = {word: place for place, word in enumerate(ranked)}
        return ranked, [rank[word] for word in forms], starts.tolist()

    def _forms(self, word: str) -> list[int]:
        """Return the ranks of the report's words that are forms of an asked word."""
        place = self._matcher.asked[word]
        return self._forms_of_all[self._starts[place] : self._starts[place + 1]]

    def _reasons(self, asked: Recommendation, wanted: _Asked, heard: _Heard) -> tuple[Reason, ...]:
        found = [Reason(ReasonKind.TREATY, t) for t in wanted.treaties if t in heard.treaties]
        found += wanted.names.in_text(heard.plain)
        found += [Reason(ReasonKind.GROUP, g) for g in wanted.groups if g in heard.groups]
        found += goals(heard.plain, asked.sdg_target)
        of_theme = sorted(self._vocabulary[word] for word in wanted.theme & heard.words)
        found += [Reason(ReasonKind.THEME, term) for term in of_theme[:_MOST_TERMS]]
        return tuple(found)

    def _marks(self, wanted: _Asked, heard: _Heard, shared: frozenset[str]) -> tuple[Mark, ...]:
        marks = list(refusals(heard.refusing, shared)) if shared and heard.refusing else []
        other_treaties = others(wanted.treaties, heard.treaties)
        if other_treaties:
            marks.append(Mark(MarkKind.OTHER_TREATY, ", ".join(other_treaties)))
        other_groups = others(wanted.groups, heard.groups)
        if other_groups:
            marks.append(Mark(MarkKind.OTHER_GROUP, ", ".join(other_groups)))
        return tuple(marks)


def _begins_treaty(word: str) -> bool:
    return word.startswith(TRIGGERS)


def _tells_nothing(word: str) -> bool:
    return word in _NO_TERM or (len(word) <= _SHORT and word.isascii())
