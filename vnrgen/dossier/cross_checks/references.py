"""Ids that one file of the dossier names and another must have."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from vnrgen.dossier.model import Dossier
from vnrgen.dossier.model.observations import SDMX_DIMENSIONS
from vnrgen.dossier.tables.suggestions import did_you_mean
from vnrgen.dossier.tables.unread import UnreadIds
from vnrgen.problems import Location, Problem

_INDICATOR_PREFIX = "indicator:"
_EVIDENCE_TABLES = ("qualitative", "consultations", "stories")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of id: its problem code, the word for it and the file it is defined in."""

    code: str
    noun: str
    file: str


_PLACE = _Kind("REF002", "place", "places.csv")
_GROUP = _Kind("REF003", "group", "groups.csv")
_SOURCE = _Kind("REF004", "source", "sources.csv")
_INDICATOR = _Kind("REF005", "indicator", "indicators.csv")
_RECOMMENDATION = _Kind("REF006", "recommendation", "recommendations.csv")


def check_references(dossier: Dossier, unread: UnreadIds) -> Iterator[Problem]:
    """Yield a problem for every id that resolves to nothing, with the nearest one that does.

    Ids of rows that could not be read are no problem here: those rows have one of their own.
    """
    yield from _groups(dossier)
    yield from _places(dossier)
    yield from _sources(dossier)
    yield from _indicators(dossier, unread)
    yield from _recommendations(dossier, unread)
    yield from _evidence(dossier, unread)
    yield from _parents(dossier)


def _unknown(
    kind: _Kind, identifier: str | None, known: Collection[str], where: Location, column: str
) -> Iterator[Problem]:
    if identifier is None or identifier in known:
        return
    if not known and kind is not _RECOMMENDATION:
        return  # the table is missing, empty or unreadable, which is a problem of its own
    fix = did_you_mean(identifier, known)
    if "," in identifier:
        fix = "separate several ids by ; and not by a comma."
    yield Problem(
        kind.code,
        Location(where.path, where.row, column),
        f'the {kind.noun} "{identifier}" is not in {kind.file}',
        f"{fix} Or add it to {kind.file}",
    )


def _groups(dossier: Dossier) -> Iterator[Problem]:
    uses: list[tuple[Iterable[str | None], Location, str]] = [
        *(((g.parent,), g.where, "parent") for g in dossier.groups.values()),
        *((f.group_ids, f.where, "groups") for f in dossier.qualitative),
        *(((s.group or None,), s.where, "group") for s in dossier.scorecards),
        *(((s.group_id,), s.where, "group") for s in dossier.stories),
        *((r.group_ids, r.where, "groups") for r in dossier.recommendations),
        *(((p.group_id,), p.where, "group") for p in dossier.policies),
        *(((f.group_id,), f.where, "group") for f in dossier.factors),
        *((c.group_ids, c.where, "groups") for c in dossier.consultations),
        *((p.group_ids, p.where, "groups") for p in dossier.practices),
        *(((c.group_id or None,), c.where, "group") for c in dossier.corrections),
    ]
    yield from _all_unknown(_GROUP, uses, dossier.groups)


def _places(dossier: Dossier) -> Iterator[Problem]:
    uses: list[tuple[Iterable[str | None], Location, str]] = [
        *(((p.parent,), p.where, "parent") for p in dossier.places.values()),
        *(((f.place_id,), f.where, "place") for f in dossier.qualitative),
        *(((s.place_id,), s.where, "place") for s in dossier.scorecards),
        *(((s.place_id,), s.where, "place") for s in dossier.stories),
        *(((c.place_id,), c.where, "place") for c in dossier.consultations),
        *(((c.place_id or None,), c.where, "place") for c in dossier.corrections),
    ]
    yield from _all_unknown(_PLACE, uses, dossier.places)


def _sources(dossier: Dossier) -> Iterator[Problem]:
    uses: list[tuple[Iterable[str | None], Location, str]] = [
        *(((f.source_id,), f.where, "source_id") for f in dossier.qualitative),
        *(((p.source_id,), p.where, "source_id") for p in dossier.policies),
        *(((c.source_id or None,), c.where, "source_id") for c in dossier.corrections),
    ]
    yield from _all_unknown(_SOURCE, uses, dossier.sources)


def _all_unknown(
    kind: _Kind,
    uses: Iterable[tuple[Iterable[str | None], Location, str]],
    known: Collection[str],
) -> Iterator[Problem]:
    for identifiers, where, column in uses:
        for identifier in identifiers:
            yield from _unknown(kind, identifier, known, where, column)


def _indicators(dossier: Dossier, unread: UnreadIds) -> Iterator[Problem]:
    known = sorted({indicator for indicator, _ in dossier.series})
    named = [
        *((c.indicator_id, c.where, "indicator_id") for c in dossier.corrections),
        *((s.linked_indicator, s.where, "linked_indicator") for s in dossier.stories),
    ]
    for identifier, where, column in named:
        if not unread.any_of("indicators"):
            yield from _unknown(_INDICATOR, identifier, known, where, column)
    names = (*SDMX_DIMENSIONS, *dossier.dimensions)
    for series in dossier.series.values():
        for column, dimensions in (("fixed", series.fixed), ("roles", series.roles)):
            for name in dimensions:
                if name not in names:
                    yield Problem(
                        "IND002",
                        Location(series.where.path, series.where.row, column),
                        f'"{name}" is no dimension of the observations',
                        f"{did_you_mean(name, names)} National dimensions are declared in "
                        "dossier.yaml",
                    )


def _recommendations(dossier: Dossier, unread: UnreadIds) -> Iterator[Problem]:
    known = [recommendation.rec_id for recommendation in dossier.recommendations]
    named = [
        *(
            (getattr(recommendation, column), recommendation.where, column)
            for recommendation in dossier.recommendations
            for column in ("repeats", "parent_id", "merged_into")
        ),
        *(
            (identifier, story.where, "linked_recommendations")
            for story in dossier.stories
            for identifier in story.linked_recommendations
        ),
    ]
    for identifier, where, column in named:
        if identifier and not unread.may_be("recommendations", identifier):
            yield from _unknown(_RECOMMENDATION, identifier, known, where, column)


def _evidence(dossier: Dossier, unread: UnreadIds) -> Iterator[Problem]:
    known = evidence_ids(dossier)
    named = [
        *((r.evidence_ids, r.where) for r in dossier.recommendations),
        *((f.evidence_ids, f.where) for f in dossier.factors),
    ]
    for identifiers, where in named:
        for identifier in identifiers:
            if not _is_unread_evidence(identifier, dossier, unread):
                yield from _unknown_evidence(identifier, known, where)


def _is_unread_evidence(identifier: str, dossier: Dossier, unread: UnreadIds) -> bool:
    """Whether evidence may be what a row or file says that could not be read."""
    if identifier.startswith(_INDICATOR_PREFIX):
        no_series = bool(dossier.settings.data) and not dossier.series
        return unread.any_of("indicators") or no_series
    return any(unread.may_be(table, identifier) for table in _EVIDENCE_TABLES)


def evidence_ids(dossier: Dossier) -> tuple[str, ...]:
    """Return every id that evidence may be named by."""
    indicators = sorted({indicator for indicator, _ in dossier.series})
    return (
        *dossier.sources,
        *(finding.finding_id for finding in dossier.qualitative),
        *(story.story_id for story in dossier.stories),
        *(consultation.consultation_id for consultation in dossier.consultations),
        *(_INDICATOR_PREFIX + indicator for indicator in indicators),
        *(f"{_INDICATOR_PREFIX}{i}/{name}" for i, name in sorted(dossier.series) if name),
    )


def _unknown_evidence(
    identifier: str, known: Collection[str], where: Location
) -> Iterator[Problem]:
    if identifier in known:
        return
    fix = did_you_mean(identifier, known)
    if _INDICATOR_PREFIX + identifier in known:
        fix = f"write {_INDICATOR_PREFIX}{identifier}"
    elif "," in identifier:
        fix = "separate several ids by ; and not by a comma."
    yield Problem(
        "REF007",
        Location(where.path, where.row, "evidence"),
        f'the evidence "{identifier}" is no source, finding, story, consultation or indicator',
        fix,
    )


def _parents(dossier: Dossier) -> Iterator[Problem]:
    recommendations = {r.rec_id: r for r in dossier.recommendations}
    yield from _cycles({p.place_id: (p.parent, p.where) for p in dossier.places.values()}, "parent")
    yield from _cycles({g.group_id: (g.parent, g.where) for g in dossier.groups.values()}, "parent")
    for column in ("parent_id", "merged_into", "repeats"):
        links = {i: (getattr(r, column), r.where) for i, r in recommendations.items()}
        yield from _cycles(links, column)


def _cycles(links: Mapping[str, tuple[str | None, Location]], column: str) -> Iterator[Problem]:
    """Yield one problem for each ring of ids that name each other as parents."""
    reported: set[str] = set()
    for start in links:
        path: list[str] = []
        current: str | None = start
        while current is not None and current in links and current not in path:
            path.append(current)
            current = links[current][0]
        if current is None or current not in path or current in reported:
            continue
        ring = path[path.index(current) :]
        reported.update(ring)
        where = links[ring[0]][1]
        yield Problem(
            "REF008",
            Location(where.path, where.row, column),
            "the ids lead back to themselves: " + " → ".join((*ring, ring[0])),
            f"correct {column} in one of these rows, so that the chain has an end",
        )
