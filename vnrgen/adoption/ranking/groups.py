"""The groups that the United Nations' documents name, found in the words of a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from vnrgen.adoption.ranking.group_names import NAMES
from vnrgen.adoption.ranking.words import beginning_so, distinct
from vnrgen.adoption.ranking.words import words as words_of

_Phrase = tuple[tuple[str, ...], str]  # its words, and the group that it names

# What is written together with an Arabic word before it: "and", "to", "by", "so", "as", "the".
_BEFORE_ARABIC = ("", "و", "ل", "ول", "ب", "وب", "ف", "ك")
_ARTICLE = "ال"
_BARE_ALEF = str.maketrans("أإآ", "ااا")  # as hurried writers write it


@cache
def _common() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return the names that are known of every group, with all forms of those in Arabic."""
    return {
        group: tuple(form for name in names.split("; ") for form in _forms(name))
        for group, names in NAMES.items()
    }


def _forms(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the words by which a name stands in a text that is cut into words."""
    if "\u4e00" <= name[0] <= "\u9fff":
        yield tuple(words_of(name))  # Chinese, as overlapping pieces
    elif "\u0600" <= name[0] <= "\u06ff":
        for spelled in dict.fromkeys((name, name.translate(_BARE_ALEF))):
            first, *rest = spelled.split()
            for form in _arabic(first):
                yield (form, *rest)
    else:
        yield tuple(name.split())


def _arabic(word: str) -> Iterator[str]:
    """Yield a noun with what can be written before it; one with an article keeps it."""
    bare = word.removeprefix(_ARTICLE)
    if bare == word:
        yield from (before + word for before in _BEFORE_ARABIC)
    for before in ("", "و", "ب", "وب", "ف", "ك"):
        yield before + _ARTICLE + bare
    yield from ("لل" + bare, "ولل" + bare)  # "to the" drops a letter
    if bare.startswith("ل"):
        yield from ("ل" + bare, "ول" + bare)


@cache
def _tables() -> tuple[dict[str, list[_Phrase]], dict[str, list[_Phrase]]]:
    """Return the common names by their first words, and by what their first words begin with."""
    exact: dict[str, list[_Phrase]] = {}
    begun: dict[str, list[_Phrase]] = {}
    for group, forms in _common().items():
        for form in forms:
            table = begun if form[0][-1] == "*" else exact
            table.setdefault(form[0].removesuffix("*"), []).append((form, group))
    return exact, begun


class GroupFinder:
    """Finds the groups a text names, among those known and those of a dossier."""

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        """Take the dossier's groups, id to name; a name is found word by word, as it is."""
        exact, begun = _tables()
        self._exact, self._begun = dict(exact), begun
        self._beginnings: dict[str, list[str]] = {}
        for beginning in begun:
            self._beginnings.setdefault(beginning[:2], []).append(beginning)
        self._own: list[_Phrase] = []
        self._of_word: dict[str, list[_Phrase]] = {}
        for name in (names or {}).values():
            parts = tuple(words_of(name))
            if parts:
                phrase = (parts, self._known(parts) or name)
                self._own.append(phrase)
                self._exact[parts[0]] = [*self._exact.get(parts[0], ()), phrase]
        self._first_letters = {head[:2] for head in (*self._exact, *self._begun)}

    def _known(self, parts: tuple[str, ...]) -> str | None:
        """Return the common name of a dossier's group that bears it, or a phrase above, whole."""
        for group in NAMES:
            if tuple(words_of(group)) == parts:
                return group
        for phrase, group in self._phrases(parts[0]):
            if len(phrase) == len(parts) and _stands(phrase, parts):
                return group
        return None

    @property
    def heads(self) -> tuple[Collection[str], Collection[str]]:
        """The words, and the beginnings of words, with which the names of groups begin."""
        return self._exact.keys(), self._begun.keys()

    def begins(self, word: str) -> bool:
        """Tell whether a folded word begins the name of a group."""
        if word[:2] not in self._first_letters:
            return False  # most words, and quickly told
        return word in self._exact or word.startswith(tuple(self._beginnings.get(word[:2], ())))

    def groups(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the groups that folded words name, in alphabetical order."""
        first = self._first_letters  # most words are passed over by them
        may = [place for place, word in enumerate(words) if word[:2] in first]
        return self.groups_at(words, [place for place in may if self.begins(words[place])])

    def groups_at(self, words: Sequence[str], places: Iterable[int]) -> tuple[str, ...]:
        """Return the groups whose names begin at some places of folded words, sorted."""
        found = set()
        for place in places:
            for parts, group in self._phrases_at(words[place]):
                if len(parts) == 1 or _stands(parts, words[place : place + len(parts)]):
                    found.add(group)
        return tuple(sorted(found))

    def said_as(self, group: str, vocabulary: Sequence[str]) -> tuple[str, ...]:
        """Return the phrases by which a report with this vocabulary can name a group.

        A phrase is one if the report has all its words; a single beginning of words stands for
        all words of the report that begin so. The vocabulary is sorted.
        """
        found: list[str] = []
        own = (parts for parts, named in self._own if named == group)
        for parts in (*_common().get(group, ()), *own):
            if len(parts) == 1 and parts[0].endswith("*"):
                found += _words_of(parts[0], vocabulary)
            elif all(_words_of(part, vocabulary) for part in parts):
                found.append(" ".join(parts).replace("*", ""))
        return distinct(found)

    def _phrases_at(self, word: str) -> list[_Phrase]:
        if word not in self._of_word:
            self._of_word[word] = self._phrases(word)
        return self._of_word[word]

    def _phrases(self, word: str) -> list[_Phrase]:
        heads = self._beginnings.get(word[:2], ())
        begun = [self._begun[head] for head in heads if word.startswith(head)]
        return [*self._exact.get(word, ()), *(phrase for part in begun for phrase in part)]


def _stands(parts: tuple[str, ...], words: Sequence[str]) -> bool:
    if len(words) < len(parts):
        return False
    return all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(parts, words, strict=True)
    )


def _words_of(part: str, vocabulary: Sequence[str]) -> Sequence[str]:
    """Return the words of a sorted vocabulary that are a part of a phrase, or begin so."""
    beginning = part.removesuffix("*")
    if part != beginning:
        return beginning_so(beginning, vocabulary)
    first = bisect_left(vocabulary, beginning)
    return [part] if vocabulary[first : first + 1] == [part] else []


def others(asked: Iterable[str], named: Iterable[str]) -> tuple[str, ...]:
    """Return the groups named where none of those asked for is among them, else nothing."""
    wanted, given = set(asked), set(named)
    return tuple(sorted(given)) if wanted and given and not wanted & given else ()
