"""Places, sources and dates that contradict themselves or the day the dossier speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vnrgen.dossier.model import Dossier, PlaceLevel, Source
from vnrgen.dossier.tables.dates import Precision, precision_of
from vnrgen.problems import Location, Problem, Severity

_ENGAGING_STAGES = ("design", "collection")


def check_places(dossier: Dossier) -> Iterator[Problem]:
    """Yield problems of the tree of places: one country, levels that narrow, validity in order."""
    countries = [p for p in dossier.places.values() if p.level is PlaceLevel.COUNTRY]
    if dossier.places and len(countries) != 1:
        where = countries[1].where if countries else Location("places.csv", 1)
        yield Problem(
            "PLA001",
            Location(where.path, where.row, "level"),
            f"{len(countries)} places have the level country",
            "give the level country to the one place that is the whole country",
        )
    levels = list(PlaceLevel)
    for place in dossier.places.values():
        if place.valid_from and place.valid_to and place.valid_to < place.valid_from:
            yield Problem(
                "DAT001",
                Location(place.where.path, place.where.row, "valid_to"),
                f"the place ends ({place.valid_to}) before it begins ({place.valid_from})",
                "correct valid_from or valid_to",
            )
        parent = dossier.places.get(place.parent or "")
        if place.level is PlaceLevel.COUNTRY:
            continue
        if parent and levels.index(parent.level) >= levels.index(place.level):
            yield Problem(
                "PLA002",
                Location(place.where.path, place.where.row, "parent"),
                f"a {place.level} cannot lie in a {parent.level} ({parent.place_id})",
                "correct the level or the parent",
                Severity.WARNING,
            )


def check_groups(dossier: Dossier) -> Iterator[Problem]:
    """Yield groups whose code says the opposite of their name.

    In the international code list PD is *with* disability and PWD is *without*; to most people
    PWD is the abbreviation of "persons with disabilities".
    """
    for group in dossier.groups.values():
        without = any("without" in text.casefold() for text in group.label.texts.values())
        if (group.sdmx_dim, group.sdmx_code) == ("disability_status", "PWD") and not without:
            yield Problem(
                "GRP005",
                Location(group.where.path, group.where.row, "sdmx_code"),
                "PWD is the SDMX code for persons without disability",
                "write PD for persons with disabilities, here and in the data",
            )


def check_sources(dossier: Dossier) -> Iterator[Problem]:
    """Yield what citizen sources lack, by the Copenhagen Framework and good practice."""
    for source in dossier.sources.values():
        if source.kind.is_citizen:
            yield from _check_citizen(source)


def _check_citizen(source: Source) -> Iterator[Problem]:
    if not any(stage in source.citizen_stage.casefold() for stage in _ENGAGING_STAGES):
        yield Problem(
            "SRC001",
            Location(source.where.path, source.where.row, "citizen_stage"),
            f'citizens took part in neither design nor collection of "{source.source_id}", so '
            "it is not citizen data as the Copenhagen Framework understands it",
            "write the stages they took part in (design; collection; analysis), or change kind",
            Severity.WARNING,
        )
    if not source.consent_basis:
        yield Problem(
            "SRC002",
            Location(source.where.path, source.where.row, "consent_basis"),
            f'nothing says on which consent "{source.source_id}" rests',
            "write how people agreed: who was asked, orally or in writing, and what for",
            Severity.WARNING,
        )
    if not source.quality:
        yield Problem(
            "SRC003",
            Location(source.where.path, source.where.row),
            f'no quality criterion of "{source.source_id}" is assessed',
            "fill the columns relevance to sustainability with pass, partial, fail or unknown",
            Severity.WARNING,
        )


def check_dates(dossier: Dossier) -> Iterator[Problem]:
    """Yield dates that lie after the day to which the dossier speaks, or in the wrong order."""
    as_of = dossier.settings.as_of
    dated: list[tuple[date | None, Location, str]] = [
        *((f.held_on, f.where, "held_on") for f in dossier.qualitative),
        *((s.held_on, s.where, "date") for s in dossier.scorecards),
        *((s.told_on, s.where, "told_on") for s in dossier.stories),
        *((c.held_on, c.where, "held_on") for c in dossier.consultations),
        *((r.submitted_on, r.where, "submitted_on") for r in dossier.recommendations),
        *((r.withdrawn_on, r.where, "withdrawn_on") for r in dossier.recommendations),
        *((r.published_on, r.where, "published_on") for r in dossier.reports),
    ]
    for day, where, column in dated:
        if day is not None and _is_after(day, as_of):
            yield Problem(
                "DAT002",
                Location(where.path, where.row, column),
                f"{_shown(day)} lies after as_of ({as_of})",
                "correct the date, or move as_of in dossier.yaml",
                Severity.WARNING,
            )
    yield from _future_periods(dossier)


def _future_periods(dossier: Dossier) -> Iterator[Problem]:
    """Yield one problem for each data file with periods that have not begun."""
    as_of = dossier.settings.as_of.isoformat()
    columns = dossier.observations.columns
    late: dict[str, list[int]] = {}
    rows = zip(columns["period_start"], columns["file"], columns["row"], strict=True)
    for start, file, row in rows:
        if start > as_of:
            late.setdefault(file, []).append(row)
    for file, found in sorted(late.items()):
        yield Problem(
            "DAT003",
            Location(file, found[0], "period"),
            f"{_rows(len(found))} for a period that begins after as_of ({as_of})",
            "correct the period, or move as_of in dossier.yaml",
            Severity.WARNING,
        )


def _rows(count: int) -> str:
    return "1 row is" if count == 1 else f"{count} rows are"


def _is_after(day: date, as_of: date) -> bool:
    """Compare as exactly as the day is known: "2026" is not after 31 March 2026."""
    if precision_of(day) is Precision.YEAR:
        return day.year > as_of.year
    if precision_of(day) is Precision.MONTH:
        return (day.year, day.month) > (as_of.year, as_of.month)
    return day > as_of


def _shown(day: date) -> str:
    length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[precision_of(day)]
    return day.isoformat()[:length]
