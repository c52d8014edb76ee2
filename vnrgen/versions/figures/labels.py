"""The words for groups, places and dimensions, learned from the heads of a document's tables.

A document names its groups where it prints their figures: whatever all figures of a row (or of a
column of a chart's table) have in common, and those of the other rows do not, is what its head
names. So a version that was kept, or a Word file, needs no dossier beside it to be told in words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import TypeVar

from vnrgen.document import blocks as b
from vnrgen.document.blocks import Document
from vnrgen.document.blocks.plain import plain
from vnrgen.document.language.wording import Wording
from vnrgen.document.tree.walk import bound_numbers
from vnrgen.versions.figures.shown import nodes
from vnrgen.versions.figures.subjects import Member, Subject, subject_of

PLACE = "place"
_K = TypeVar("_K")
_Series = tuple[str, str]
_Votes = dict[Member, Counter[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The words that a document has.

    Attributes:
        members: Groups and places by their dimension and code.
        dimensions: Dimensions by id.
        home: The id of the place that is not named: the country.
        fixed: What all figures of a series have in common and its title says.
    """

    members: Mapping[Member, str]
    dimensions: Mapping[str, str]
    home: str
    fixed: Mapping[_Series, frozenset[Member]]

    def told(self, subject: Subject) -> frozenset[Member]:
        """Return the groups and the place that set a figure apart from its series' headline."""
        fixed = self.fixed.get((subject.indicator, subject.series), frozenset())
        away = {(PLACE, subject.place)} if subject.place not in ("", self.home) else set()
        return (subject.members - fixed) | away


def labels_of(*documents: Document) -> Labels:
    """Return the words of documents; what several name is named as the last one does."""
    subjects = [
        subject for document in documents for subject in dict.fromkeys(_observed(document.blocks))
    ]
    headlines = [subject for document in documents for subject in _headlines(document)]
    bare = Labels(
        members={},
        dimensions={},
        home=_home(headlines or subjects),
        fixed=_fixed(subjects) | _fixed(headlines, are_headlines=True),
    )
    members: dict[Member, str] = {}
    dimensions: dict[str, str] = {}
    for document in documents:
        members |= _chosen(_member_votes(document, bare))
        dimensions |= _chosen(_dimension_votes(document))
    return Labels(members=members, dimensions=dimensions, home=bare.home, fixed=bare.fixed)


def _chosen(votes: Mapping[_K, Counter[str]]) -> dict[_K, str]:
    """Return the commonest words for each; of those as common the shortest."""
    return {
        key: min(counts, key=lambda word: (-counts[word], len(word), word))
        for key, counts in votes.items()
    }


def _fixed(
    subjects: Iterable[Subject], *, are_headlines: bool = False
) -> dict[_Series, frozenset[Member]]:
    """Return what defines a series: in all of its figures, and all there is to its headline."""
    by_series: dict[_Series, set[frozenset[Member]]] = defaultdict(set)
    for subject in subjects:
        by_series[subject.indicator, subject.series].add(subject.members)
    found = {key: reduce(frozenset.__and__, sets) for key, sets in by_series.items()}
    return {key: c for key, c in found.items() if are_headlines or {c} < by_series[key]}


def _headlines(document: Document) -> Iterator[Subject]:
    """Yield the figures of everybody: those under or beside the name of the country."""
    for table in nodes(document.blocks, b.Table):
        for head, found in (*_rows(table), *_columns(table)):
            if _names_country(head, document) and len({s.members for s in found}) == 1:
                yield from found


def _names_country(head: str, document: Document) -> bool:
    country = document.metadata.country
    return bool(country) and (head == country or head.startswith(f"{country}, "))


def _home(subjects: Iterable[Subject]) -> str:
    """Return the place of most figures; the country where they are those of everybody."""
    counts = Counter(subject.place for subject in subjects)
    return min(counts, key=lambda place: (-counts[place], place), default="")


# --- groups and places -------------------------------------------------------------------------


def _member_votes(document: Document, bare: Labels) -> _Votes:
    votes: _Votes = defaultdict(Counter)
    of_charts = {chart.table.block_id for chart in nodes(document.blocks, b.Chart)}
    for table in nodes(document.blocks, b.Table):
        heads = list(_rows(table))
        if table.block_id in of_charts:
            heads += _columns(table)
        subjects = [subject for _head, found in heads for subject in found]
        if len({(s.indicator, s.series) for s in subjects}) != 1:
            continue  # its rows are headed by indicators
        everywhere = _common(subjects, bare)
        for head, found in heads:
            own = _common(found, bare) - everywhere
            if head and len(own) == 1 and not _names_country(head, document):
                votes[next(iter(own))][head] += 1
    return votes


def _common(subjects: Iterable[Subject], bare: Labels) -> frozenset[Member]:
    sets = [bare.told(subject) for subject in subjects]
    return reduce(frozenset.__and__, sets) if sets else frozenset()


def _rows(table: b.Table) -> Iterator[tuple[str, list[Subject]]]:
    for row in table.rows:
        if row.cells:
            found = _observed(row.cells[1:])
            if found:
                yield plain(row.cells[0]), found


def _columns(table: b.Table) -> Iterator[tuple[str, list[Subject]]]:
    for n, column in enumerate(table.columns):
        found = _observed(tuple(row.cells[n] for row in table.rows if n < len(row.cells)))
        if n and found:
            yield plain(column.head), found


def _observed(cells: object) -> list[Subject]:
    return [subject_of(n.binding) for n in bound_numbers(cells) if n.binding.kind == "observation"]


# --- dimensions --------------------------------------------------------------------------------


def _dimension_votes(document: Document) -> dict[str, Counter[str]]:
    """Return what the rows that compare the groups of one dimension are headed."""
    wording = Wording(document.metadata.language)
    pattern = wording.text("{dimension} ({when})", dimension="\0", when="\1")
    bracket = pattern.partition("\0")[2].partition("\1")[0]
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in nodes(document.blocks, b.Row):
        found = {
            (subject.indicator, subject.dimensions)
            for number in bound_numbers(row.cells[1:])
            for subject in (subject_of(number.binding),)
            if subject.dimensions
        }
        head = plain(row.cells[0]) if row.cells else ""
        if len(found) == 1:
            ((indicator, names),) = found
            name = head.partition(bracket)[0] if bracket else head
            if len(names) == 1 and name and not head.startswith(indicator):
                votes[names[0]][name] += 1
    return votes
