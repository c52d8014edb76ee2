"""What is said of a proposed passage: the reasons for it and the marks against it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from vnrgen.adoption.ranking.groups import GroupFinder, others
from vnrgen.adoption.ranking.index import Matcher
from vnrgen.adoption.ranking.marks import (
    REFUSED,
    TRIGGER_BEGINNINGS,
    TRIGGER_WORDS,
    Mark,
    MarkKind,
    Sentence,
    refusals,
    refusing_sentences,
)
from vnrgen.adoption.ranking.reasons import Named, Reason, ReasonKind, goals, named
from vnrgen.adoption.ranking.signals import signals
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


@dataclass(slots=True)
class _Asked:
    """What a recommendation names, found once for all its passages."""

    terms: frozenset[int]  # words of the report
    theme: frozenset[int]
    groups: tuple[str, ...]
    treaties: tuple[str, ...]
    names: Named


@dataclass(slots=True)
class _Heard:
    """What one passage names, found when it is first proposed.

    ``words`` are those that were asked for in some form, by any recommendation.
    """

    plain: str
    words: list[int]
    groups: tuple[str, ...]
    treaties: tuple[str, ...]


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
        self._rank, self._forms_of_all, self._starts = self._telling(most)
        self._as_reason: dict[int, Reason] = {}
        self._names = group_names
        self._groups = groups
        self._heard: dict[int, _Heard] = {}
        self._titled: dict[str, tuple[str, ...]] = {}
        self._asked: dict[str, _Asked] = {}
        self._refusing: dict[int, tuple[Sentence, ...]] = {}
        self._signals = signals(
            matcher.index,
            asked=self._rank,
            groups=self._words_that(*groups.heads),
            treaties=self._words_that((), TRIGGERS),
            triggers=self._words_that(TRIGGER_WORDS, TRIGGER_BEGINNINGS),
            refused=self._words_that((), REFUSED),
        )
        self._asked_groups = frozenset(filter(groups.begins, matcher.asked))
        self._asked_treaties = frozenset(word for word in matcher.asked if _begins_treaty(word))

    def _words_that(self, are: Iterable[str], begin: Iterable[str]) -> Collection[int]:
        """Return the numbers of the report's words that are, or begin as, one of some words."""
        index = self._matcher.index
        whole = (index.vocabulary.get(word, -1) for word in are)
        begun = (index.words_beginning(beginning) for beginning in begin)
        numbers = map(index.vocabulary.__getitem__, chain.from_iterable(begun))
        return {*numbers, *(number for number in whole if number >= 0)}

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
        rarest_first = sorted(wanted.terms.intersection(heard.words), key=self._rank.__getitem__)
        shared = {word: self._vocabulary[word] for word in rarest_first}
        terms = tuple(self._reason(word) for word in rarest_first[:_MOST_TERMS])
        reasons = (*self._reasons(asked, wanted, heard), *terms)
        marks = self._marks(wanted, heard, at, shared)
        return Evidence(tuple(term.text for term in terms), reasons, marks)

    def _reason(self, word: int) -> Reason:
        """Return a shared word as a reason, one object for all passages that hold it."""
        if word not in self._as_reason:
            self._as_reason[word] = Reason(ReasonKind.TERM, self._vocabulary[word])
        return self._as_reason[word]

    def _what_is_said(self, at: int) -> _Heard:
        text = self.passages[at].text
        groups: tuple[str, ...] = ()
        places = self._signals.groups.row(at)
        if places:
            named = [self._vocabulary[word] for word in self._matcher.index.words_of(at)]
            groups = self._groups.groups_at(named, places)
        return _Heard(
            plain=folded(text),
            words=self._signals.telling.row(at),
            groups=groups or self._groups_of_title(self._titles[at]),
            treaties=treaties(text) if self._signals.treaties[at] else (),
        )

    def _groups_of_title(self, title: str) -> tuple[str, ...]:
        if title not in self._titled:
            self._titled[title] = self._groups.groups(words(title))
        return self._titled[title]

    def _what_is_asked(self, asked: Recommendation, text: str, labels: str) -> _Asked:
        names = [self._names.get(group, group.replace("_", " ")) for group in asked.group_ids]
        in_order = self._matcher.words_asked(text)
        places = [at for at, word in enumerate(in_order) if word in self._asked_groups]
        groups = {*self._groups.groups_at(in_order, places)} if places else set()
        for name in names:
            groups |= set(self._groups.groups(words(name))) or {name}
        return _Asked(
            terms=self._terms(in_order),
            theme=self._terms(words(labels)) if labels else frozenset(),
            groups=tuple(sorted(groups)),
            treaties=() if self._asked_treaties.isdisjoint(in_order) else treaties(text),
            names=named(text),
        )

    def _terms(self, in_order: Iterable[str]) -> frozenset[int]:
        """Return the report's words that are forms of telling words asked."""
        return frozenset(chain.from_iterable(map(self._forms, in_order)))

    def _telling(self, most: float) -> tuple[dict[int, int], list[int], list[int]]:
        """Find the words of the report that are forms of asked words and tell something.

        Returns:
            Of these words the rank, the rarest first; of all asked words the forms, one asked
            word after the other; and where those of each begin.
        """
        import numpy as np

        kernel = self._matcher.kernel
        near = (kernel.cosines >= _SAME) & (self._matcher.index.spread[kernel.words] <= most)
        tells = np.zeros(len(self._vocabulary), bool)
        for word in set(kernel.words[near].tolist()):
            tells[word] = not _tells_nothing(self._vocabulary[word])
        near &= tells[kernel.words]
        starts = np.concatenate(([0], np.cumsum(near)))[kernel.starts]
        forms: list[int] = kernel.words[near].tolist()
        spread: list[float] = self._matcher.index.spread.tolist()
        ranked = sorted(set(forms), key=lambda word: (spread[word], self._vocabulary[word]))
        return {word: place for place, word in enumerate(ranked)}, forms, starts.tolist()

    def _forms(self, word: str) -> list[int]:
        """Return the report's words that are forms of an asked word."""
        place = self._matcher.asked[word]
        return self._forms_of_all[self._starts[place] : self._starts[place + 1]]

    def _reasons(self, asked: Recommendation, wanted: _Asked, heard: _Heard) -> tuple[Reason, ...]:
        found = [Reason(ReasonKind.TREATY, t) for t in wanted.treaties if t in heard.treaties]
        found += wanted.names.in_text(heard.plain)
        found += [Reason(ReasonKind.GROUP, g) for g in wanted.groups if g in heard.groups]
        found += goals(heard.plain, asked.sdg_target)
        if wanted.theme:
            of_theme = map(self._vocabulary.__getitem__, wanted.theme.intersection(heard.words))
            found += [Reason(ReasonKind.THEME, term) for term in sorted(of_theme)[:_MOST_TERMS]]
        return tuple(found)

    def _marks(
        self, wanted: _Asked, heard: _Heard, at: int, shared: dict[int, str]
    ) -> tuple[Mark, ...]:
        marks = list(self._refusals(heard, at, shared))
        for kind, of_asked, of_heard in (
            (MarkKind.OTHER_TREATY, wanted.treaties, heard.treaties),
            (MarkKind.OTHER_GROUP, wanted.groups, heard.groups),
        ):
            instead = others(of_asked, of_heard) if of_asked and of_heard else ()
            if instead:
                marks.append(Mark(kind, ", ".join(instead)))
        return tuple(marks)

    def _refusals(self, heard: _Heard, at: int, shared: dict[int, str]) -> tuple[Mark, ...]:
        """Return the refusals in a passage; its sentences are read where there may be one."""
        if not shared:
            return ()
        may_refuse = self._signals.refuses[at]
        if not may_refuse and shared.keys().isdisjoint(self._signals.denied.row(at)):
            return ()
        if at not in self._refusing:
            self._refusing[at] = refusing_sentences(heard.plain, may_refuse=may_refuse)
        return refusals(self._refusing[at], frozenset(shared.values()))


def _begins_treaty(word: str) -> bool:
    return word.startswith(TRIGGERS)


def _tells_nothing(word: str) -> bool:
    return word in _NO_TERM or (len(word) <= _SHORT and word.isascii())
