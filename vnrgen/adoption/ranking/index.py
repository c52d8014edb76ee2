"""A report's passages as counted words, and how strongly each answers to a set of asked words."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.adoption.ranking.kernel import WordKernel, word_kernel
from vnrgen.adoption.ranking.words import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]


_OFTEN = 0.2  # share of the passages from which a word is kept as a full row


@dataclass(frozen=True, slots=True)
class ReportIndex:
    """Passages and sections of one report over one vocabulary.

    ``texts[starts[w]:starts[w + 1]]`` are the texts that hold the word ``w``, ``strengths`` is
    1 + log of how often; texts are the passages and, after them, the sections. ``section_of``
    gives each passage's section as such a text, ``spread`` each word's share of the passages (0
    to 1), ``in_order`` each passage's words as they follow each other.
    """

    vocabulary: dict[str, int]
    starts: Integers
    texts: Integers
    strengths: NDArray[np.float32]
    section_of: Integers
    spread: Floats
    in_order: Sequence[Sequence[int]]


def index_report(
    texts: Sequence[str], sections: Sequence[tuple[str, ...]], titles: Sequence[str]
) -> ReportIndex:
    """Count the words of passages and of the sections they stand in.

    A passage counts the words of its section's title as its own: what a passage is about is
    often said there only.

    Args:
        texts: The passages, in the report's order.
        sections: Of each passage what its section is known by: equal ones are one section.
        titles: Of each passage the title of its section, "" where it says nothing.
    """
    import numpy as np

    vocabulary: dict[str, int] = defaultdict(itertools.count().__next__)
    number_of = vocabulary.__getitem__  # a new word gets the next number
    in_order = [list(map(number_of, words(text))) for text in texts]
    numbers: dict[tuple[str, ...], int] = {}
    section = [numbers.setdefault(known_by, len(numbers)) for known_by in sections]
    said = dict(zip(section, titles, strict=True))
    of_title = [list(map(number_of, words(said[number]))) for number in range(len(numbers))]
    section_of = np.array(section, dtype=np.int64) + len(texts)
    own_text, own_word = _pairs(in_order)
    title_text, title_word = _pairs([of_title[number] for number in section])
    of_section, section_word = _pairs(of_title)
    text = np.concatenate((own_text, title_text, section_of[own_text], of_section + len(texts)))
    word = np.concatenate((own_word, title_word, own_word, section_word))
    count = len(texts) + len(numbers)
    cells, times = np.unique(word * max(count, 1) + text, return_counts=True)
    held, holder = np.divmod(cells, max(count, 1))
    spread = np.bincount(held[holder < len(texts)], minlength=len(vocabulary)) / max(len(texts), 1)
    return ReportIndex(
        dict(vocabulary),
        np.searchsorted(held, np.arange(len(vocabulary) + 1)),
        holder,
        (1 + np.log(times)).astype(np.float32),
        section_of,
        spread,
        in_order,
    )


def _pairs(lists: Sequence[Sequence[int]]) -> tuple[Integers, Integers]:
    import numpy as np

    sizes = np.fromiter(map(len, lists), np.int64, len(lists))
    flat = np.fromiter(itertools.chain.from_iterable(lists), np.int64, int(sizes.sum()))
    return np.repeat(np.arange(len(lists)), sizes), flat


class Matcher:
    """Scores of the passages and sections of one report for many questions."""

    def __init__(self, index: ReportIndex, questions: Iterable[str]) -> None:
        """Compare all words of the questions with the report's vocabulary at once."""
        import numpy as np

        asked = sorted({word for question in questions for word in words(question)})
        self.index = index
        self.asked = {word: place for place, word in enumerate(asked)}
        self.kernel: WordKernel = word_kernel(asked, list(index.vocabulary), index.spread)
        word = np.repeat(np.arange(len(index.vocabulary)), np.diff(index.starts))
        count = len(index.in_order) + len(set(index.section_of.tolist()))
        mass = np.bincount(index.texts, index.strengths * self.kernel.lengths[word], count)
        self._roots = np.sqrt(np.maximum(mass, 1e-9))
        # Words of many texts are multiplied as a full matrix, which is faster than by postings.
        self._often = np.flatnonzero(index.spread > _OFTEN)
        self._seldom = index.spread <= _OFTEN
        self._full = np.zeros((len(self._often), len(self._roots)), np.float32)
        at, owner = _ranges(index.starts[self._often], index.starts[self._often + 1])
        self._full[owner, index.texts[at]] = index.strengths[at]

    def scores(self, questions: Iterable[str]) -> Iterator[tuple[Floats, Floats]]:
        """Yield for each question a score of every passage and of every passage's section.

        A score is the sum, over the words of both, of the weights of the letter groups they
        share, divided by the root of the text's length in such groups; 0 where they share none.
        """
        import numpy as np

        passages = len(self.index.in_order)
        for question in questions:
            weights = self._word_weights(question)
            # Not by BLAS: its threads cost more than they save here, and its sums vary by machine.
            full = np.einsum("w,wt->t", weights[self._often].astype(np.float32), self._full)
            sums = (full + self._by_postings(weights)) / self._roots
            yield sums[:passages], sums[self.index.section_of]

    def answering(self, word: str) -> tuple[list[int], list[float]]:
        """Return the report's words that are like an asked word, and how like (cosine)."""
        place = self.asked[word]
        here = slice(self.kernel.starts[place], self.kernel.starts[place + 1])
        return self.kernel.words[here].tolist(), self.kernel.cosines[here].tolist()

    def _word_weights(self, question: str) -> Floats:
        """Return how much each word of the report answers to the words asked."""
        import numpy as np

        counts = Counter(words(question))
        places = np.array([self.asked[word] for word in counts], dtype=np.int64)
        at, owner = _ranges(self.kernel.starts[places], self.kernel.starts[places + 1])
        times = np.array(list(counts.values()), dtype=float)[owner]
        values = self.kernel.weights[at] * times
        size = len(self.index.vocabulary)
        return np.bincount(self.kernel.words[at], values, size).astype(np.float64, copy=False)

    def _by_postings(self, weights: Floats) -> Floats:
        import numpy as np

        held = np.flatnonzero((weights > 0) & self._seldom)
        at, owner = _ranges(self.index.starts[held], self.index.starts[held + 1])
        values = self.index.strengths[at] * weights[held][owner]
        size = len(self._roots)
        return np.bincount(self.index.texts[at], values, size).astype(np.float64, copy=False)


def _ranges(starts: Integers, ends: Integers) -> tuple[Integers, Integers]:
    """Return the whole numbers of all ranges one after the other, and the range of each."""
    import numpy as np

    sizes = ends - starts
    owner = np.repeat(np.arange(len(sizes)), sizes)
    return np.arange(len(owner)) + (starts - np.cumsum(sizes) + sizes)[owner], owner
