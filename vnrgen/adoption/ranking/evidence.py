"""What is said of a proposed passage: the reasons for it and the marks against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.adoption.ranking.groups import GroupFinder, others
from vnrgen.adoption.ranking.index import Matcher
from vnrgen.adoption.ranking.marks import Mark, MarkKind, is_trigger, refusals
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
    may_refuse: bool


class EvidenceFinder:
    """Finds reasons and marks for the passages of one report."""

    def __init__(
        self,
        matcher: Matcher,
        passages: Sequence[Passage],
        titles: Sequence[str],
        group_names: Mapping[str, str],
    ) -> None:
        """Take a report as it was indexed, and the dossier's groups, id to name."""
        self.passages = passages
        self._matcher, self._titles = matcher, titles
        self._vocabulary = list(matcher.index.vocabulary)
        self._names = group_names
        self._groups = GroupFinder(group_names)
        self._heard: dict[int, _Heard] = {}
        self._asked: dict[str, _Asked] = {}
        self._terms_of: dict[str, tuple[int, ...]] = {}
        # Whether a passage can name a thing at all is told by its words: few need a closer look.
        self._of_groups = self._words_that(self._groups.begins)
        self._of_treaties = self._words_that(lambda word: word.startswith(TRIGGERS))
        self._of_refusals = self._words_that(is_trigger)

    def _words_that(self, may: Callable[[str], bool]) -> frozenset[int]:
        return frozenset(place for place, word in enumerate(self._vocabulary) if may(word))

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
        in_order = self._matcher.index.in_order[at]
        held = frozenset(in_order)
        groups: tuple[str, ...] = ()
        if held & self._of_groups:
            groups = self._groups.groups([self._vocabulary[word] for word in in_order])
        text = self.passages[at].text
        return _Heard(
            plain=folded(text),
            words=held,
            groups=groups or self._groups.groups(words(self._titles[at])),
            treaties=treaties(text) if held & self._of_treaties else (),
            may_refuse=bool(held & self._of_refusals),
        )

    def _what_is_asked(self, asked: Recommendation, text: str, labels: str) -> _Asked:
        names = [self._names.get(group, group.replace("_", " ")) for group in asked.group_ids]
        groups = {*self._groups.groups(words(text))}
        for name in names:
            groups |= set(self._groups.groups(words(name))) or {name}
        return _Asked(
            terms=self._terms(text),
            theme=frozenset(self._terms(labels)),
            groups=tuple(sorted(groups)),
            treaties=treaties(text) if any(w.startswith(TRIGGERS) for w in words(text)) else (),
            names=named(text),
        )

    def _terms(self, text: str) -> tuple[int, ...]:
        """Return the report's words that are forms of a text's telling words, rarest first."""
        spread = self._matcher.index.spread
        found = {like for word in words(text) for like in self._forms(word)}
        return tuple(sorted(found, key=lambda like: (spread[like], self._vocabulary[like])))

    def _forms(self, word: str) -> tuple[int, ...]:
        """Return the report's words that are forms of an asked word and tell something."""
        if word not in self._terms_of:
            spread = self._matcher.index.spread
            most = max(_COMMON, 1 / max(len(self.passages), 1))  # of three passages one is a third
            self._terms_of[word] = tuple(
                like
                for like, cosine in zip(*self._matcher.answering(word), strict=True)
                if cosine >= _SAME
                and spread[like] <= most
                and not _tells_nothing(self._vocabulary[like])
            )
        return self._terms_of[word]

    def _reasons(self, asked: Recommendation, wanted: _Asked, heard: _Heard) -> tuple[Reason, ...]:
        found = [Reason(ReasonKind.TREATY, t) for t in wanted.treaties if t in heard.treaties]
        found += wanted.names.in_text(heard.plain)
        found += [Reason(ReasonKind.GROUP, g) for g in wanted.groups if g in heard.groups]
        found += goals(heard.plain, asked.sdg_target)
        of_theme = sorted(self._vocabulary[word] for word in wanted.theme & heard.words)
        found += [Reason(ReasonKind.THEME, term) for term in of_theme[:_MOST_TERMS]]
        return tuple(found)

    def _marks(self, wanted: _Asked, heard: _Heard, shared: frozenset[str]) -> tuple[Mark, ...]:
        marks = list(refusals(heard.plain, shared)) if shared and heard.may_refuse else []
        other_treaties = others(wanted.treaties, heard.treaties)
        if other_treaties:
            marks.append(Mark(MarkKind.OTHER_TREATY, ", ".join(other_treaties)))
        other_groups = others(wanted.groups, heard.groups)
        if other_groups:
            marks.append(Mark(MarkKind.OTHER_GROUP, ", ".join(other_groups)))
        return tuple(marks)


def _tells_nothing(word: str) -> bool:
    return word in _NO_TERM or (len(word) <= _SHORT and word.isascii())
