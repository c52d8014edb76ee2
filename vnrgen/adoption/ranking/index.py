"""A report's passages as counted words, and how strongly each answers to a set of asked words."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vnrgen.adoption.ranking.kernel import WordKernel, word_kernel
from vnrgen.adoption.ranking.words import beginning_so, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]


_OFTEN = 0.2  # share of the passages from which a word is kept as a full row


@dataclass(frozen=True, slots=True)
class ReportIndex:
    """Passages and sections of one report over one vocabulary, ``alphabet`` is it sorted.

    ``texts[starts[w]:starts[w + 1]]`` are the texts that hold the word ``w``, ``strengths`` is
    1 + log of how often; texts are the passages and, after them, the sections. ``section_of``
    gives each passage's section as such a text, ``spread`` each word's share of the passages (0
    to 1). ``in_order[ends[p]:ends[p + 1]]`` are the words of the passage ``p`` as they follow each
    other.
    """

    vocabulary: dict[str, int]
    alphabet: list[str]
    starts: Integers
    texts: Integers
    strengths: NDArray[np.float32]
    section_of: Integers
    spread: Floats
    in_order: Integers
    ends: Sequence[int]

    @property
    def passages(self) -> int:
        """How many passages there are."""
        return len(self.ends) - 1

    def words_of(self, passage: int) -> list[int]:
        """Return the words of a passage as they follow each other."""
        found: list[int] = self.in_order[self.ends[passage] : self.ends[passage + 1]].tolist()
        return found

    def words_beginning(self, beginning: str) -> Sequence[str]:
        """Return the report's words that begin so."""
        return beginning_so(beginning, self.alphabet)


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
    in_order, ends = _numbered(texts, number_of)
    numbers: dict[tuple[str, ...], int] = {}
    section = [numbers.setdefault(known_by, len(numbers)) for known_by in sections]
    said = dict(zip(section, titles, strict=True))
    titled, title_ends = _numbered([said[number] for number in range(len(numbers))], number_of)
    section_of = np.array(section, dtype=np.int64) + len(texts)
    count = max(len(texts) + len(numbers), 1)
    cell = _cells((in_order, ends), (titled, title_ends), section_of, len(vocabulary) * count)
    cells, times = np.unique(cell, return_counts=True)
    held, holder = np.divmod(cells, cells.dtype.type(count))
    spread = np.bincount(held[holder < len(texts)], minlength=len(vocabulary)) / max(len(texts), 1)
    return ReportIndex(
        dict(vocabulary),
        sorted(vocabulary),
        np.searchsorted(held, np.arange(len(vocabulary) + 1, dtype=held.dtype)),
        holder.astype(np.int64),
        _strengths(times),
        section_of,
        spread,
        in_order,
        ends,
    )


def _cells(
    passages: tuple[Integers, list[int]],
    titles: tuple[Integers, list[int]],
    section_of: Integers,
    most: int,
) -> NDArray[np.signedinteger[Any]]:
    """Return one number for each word in each text: the word times the count of texts, plus it.

    Args:
        passages: Their words, and where each ends.
        titles: The same of the sections' titles.
        section_of: Of each passage its section, as a text after all passages.
        most: What all numbers are below: half as many bytes are sorted twice as fast.
    """
    import numpy as np

    (own, ends), (titled, title_ends) = passages, titles
    before, count = len(ends) - 1, len(ends) + len(title_ends) - 2
    kind = np.dtype(np.int32 if most < 2**31 else np.int64)
    places = np.arange(count, dtype=kind)
    own_word, title_word = own.astype(kind), titled.astype(kind)
    own_word *= count
    title_word *= count
    own_text = np.repeat(places[:before], np.diff(ends))
    begin = np.array(title_ends)
    at, sizes = _ranges(begin[section_of - before], begin[section_of - before + 1])
    return np.concatenate((
        own_word + own_text,
        title_word[at] + np.repeat(places[:before], sizes),
        own_word + section_of.astype(kind)[own_text],
        title_word + np.repeat(places[before:], np.diff(title_ends)),
    ))  # fmt: skip


def _strengths(times: Integers) -> NDArray[np.float32]:
    """Return 1 + log of counts; few counts differ, so each logarithm is taken once."""
    import numpy as np

    known = 1 + np.log(np.arange(1, int(times.max(initial=1)) + 1))
    return known.astype(np.float32)[times - 1]


def _numbered(texts: Sequence[str], number_of: Callable[[str], int]) -> tuple[Integers, list[int]]:
    """Return the words of all texts as numbers, one after the other, and where each text ends."""
    import numpy as np

    flat: list[int] = []
    ends = [0]
    for text in texts:
        flat += map(number_of, words(text))
        ends.append(len(flat))
    return np.fromiter(flat, np.int64, len(flat)), ends


class Matcher:
    """Scores of the passages and sections of one report for many questions."""

    def __init__(self, index: ReportIndex, questions: Iterable[str]) -> None:
        """Compare all words of the questions with the report's vocabulary at once."""
        import numpy as np

        self._words_of = {question: words(question) for question in questions}
        asked = sorted(set().union(*self._words_of.values()))
        self.index = index
        self.asked = {word: place for place, word in enumerate(asked)}
        self.kernel: WordKernel = word_kernel(asked, list(index.vocabulary), index.spread)
        word = np.repeat(np.arange(len(index.vocabulary)), np.diff(index.starts))
        count = index.passages + len(set(index.section_of.tolist()))
        mass = np.bincount(index.texts, index.strengths * self.kernel.lengths[word], count)
        self._roots = np.sqrt(np.maximum(mass, 1e-9))
        # Words of many texts are multiplied as a full matrix, which is faster than by postings.
        self._often = np.flatnonzero(index.spread > _OFTEN)
        self._seldom = index.spread <= _OFTEN
        self._full = np.zeros((len(self._often), len(self._roots)), np.float32)
        at, sizes = _ranges(index.starts[self._often], index.starts[self._often + 1])
        owner = np.repeat(np.arange(len(self._often)), sizes)
        self._full[owner, index.texts[at]] = index.strengths[at]
        self._strengths = index.strengths.astype(np.float64)  # as they are summed
        self._sizes = np.diff(index.starts)
        self._count = np.arange(len(index.texts))

    def scores(self, questions: Iterable[str]) -> Iterator[tuple[Floats, Floats]]:
        """Yield for each question a score of every passage and of every passage's section.

        A score is the sum, over the words of both, of the weights of the letter groups they
        share, divided by the root of the text's length in such groups; 0 where they share none.
        """
        import numpy as np

        passages = self.index.passages
        for question in questions:
            weights = self._word_weights(question)
            # Not by BLAS: its threads cost more than they save here, and its sums vary by machine.
            often = weights[self._often].astype(np.float32)
            held = np.flatnonzero(often)
            full = np.einsum("w,wt->t", often[held], self._full[held])
            sums = (full + self._by_postings(weights)) / self._roots
            yield sums[:passages], sums[self.index.section_of]

    def words_asked(self, question: str) -> Sequence[str]:
        """Return the words of a question as they follow each other."""
        return self._words_of.get(question) or words(question)

    def _word_weights(self, question: str) -> Floats:
        """Return how much each word of the report answers to the words asked."""
        import numpy as np

        counts = Counter(self.words_asked(question))
        places = np.array([self.asked[word] for word in counts], dtype=np.int64)
        at, sizes = _ranges(self.kernel.starts[places], self.kernel.starts[places + 1])
        values = self.kernel.weights[at] * np.repeat(np.array([*counts.values()], float), sizes)
        size = len(self.index.vocabulary)
        return np.bincount(self.kernel.words[at], values, size).astype(np.float64, copy=False)

    def _by_postings(self, weights: Floats) -> Floats:
        import numpy as np

        held = np.flatnonzero((weights > 0) & self._seldom)
        sizes = self._sizes[held]
        at = np.repeat(self.index.starts[held] + sizes - np.cumsum(sizes), sizes)
        at += self._count[: len(at)]
        values = self._strengths.take(at)
        values *= np.repeat(weights[held], sizes)
        size = len(self._roots)
        return np.bincount(self.index.texts.take(at), values, size).astype(np.float64, copy=False)


def _ranges(starts: Integers, ends: Integers) -> tuple[Integers, Integers]:
    """Return the whole numbers of all ranges one after the other, and how many each has."""
    import numpy as np

    sizes = ends - starts
    last = np.cumsum(sizes)
    count = int(last[-1]) if len(last) else 0
    return np.arange(count) + np.repeat(starts - last + sizes, sizes), sizes
