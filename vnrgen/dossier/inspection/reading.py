"""What would be read from a file, before anything of it is in a dossier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vnrgen.dossier.codes import codelists
from vnrgen.dossier.files.grid import header_key, read_grid
from vnrgen.dossier.inspection.recognition import Recognised, other_form, recognise
from vnrgen.dossier.inspection.surveys import inspect_survey
from vnrgen.dossier.load import load_context
from vnrgen.dossier.model import (
    DataFile,
    Dimension,
    Label,
    Place,
    PlaceLevel,
    Series,
    Source,
    SourceKind,
)
from vnrgen.dossier.model.observations import TOTAL
from vnrgen.dossier.observations.dimensions import KnownDimensions, build_dimensions
from vnrgen.dossier.observations.merging import merged_observations
from vnrgen.dossier.observations.rows import ObservationRows
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.registry import reader_for
from vnrgen.dossier.settings.yaml_edits import entry_lines
from vnrgen.problems import InvalidInputError, Location, Problem, ProblemLog, Severity

# Problems that ask for a mapping of something, as against figures that are wrong.
_UNMAPPED = ("MAP", "LAY", "DIM", "WID", "SDX", "UNS", "DHS", "HEA", "OSG")
SOURCE = "SOURCE_ID"


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionFound:
    """A dimension of the file: id, name, role, and its categories as (code, words).

    ``role`` is "definition or group" where it differs between series.
    """

    dimension_id: str
    label: str
    role: str
    is_ordered: bool
    categories: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFound:
    """A series of the file; ``indicator_id`` is "" where nothing says it."""

    indicator_id: str
    series: str
    label: str
    unit: str
    favourable: bool | None
    figures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """Everything that would be read from one file, and the lines that would import it."""

    path: str
    layout: str
    because: str
    figures: int
    gaps: int
    series: tuple[SeriesFound, ...]
    dimensions: tuple[DimensionFound, ...]
    groups: tuple[str, ...]
    places: tuple[str, ...]
    periods: tuple[str, ...]
    units: tuple[str, ...]
    unmapped: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    entry: str

    def as_record(self) -> dict[str, object]:
        """Return the inspection as ``--json`` prints it."""
        return {
            "path": self.path,
            "layout": self.layout,
            "because": self.because,
            "figures": self.figures,
            "gaps": self.gaps,
            "series": [
                {
                    "indicator_id": s.indicator_id,
                    "series": s.series,
                    "label": s.label,
                    "unit": s.unit,
                    "favourable": s.favourable,
                    "figures": s.figures,
                }
                for s in self.series
            ],
            "dimensions": [
                {
                    "dimension_id": d.dimension_id,
                    "label": d.label,
                    "role": d.role,
                    "is_ordered": d.is_ordered,
                    "categories": dict(d.categories),
                }
                for d in self.dimensions
            ],
            "groups": list(self.groups),
            "places": list(self.places),
            "periods": list(self.periods),
            "units": list(self.units),
            "unmapped": [problem.as_record() for problem in self.unmapped],
            "problems": [problem.as_record() for problem in self.problems],
            "entry": self.entry,
        }


def inspect_file(
    path: Path,
    *,
    layout: str = "",
    options: Mapping[str, object] | None = None,
    dossier: Path | None = None,
) -> Inspection:
    """Say what would be read from a file.

    Args:
        path: The file, or a folder of Open SDG files.
        layout: Its layout; by default the one that its headers show.
        options: Options of the layout.
        dossier: A dossier whose places, groups and series it is read with.

    Raises:
        InvalidInputError: No layout is recognised (INS001), or the dossier cannot be read.
    """
    found = Recognised(layout=layout, because="it was named", options={})
    if not layout:
        found = _recognised(path, str((options or {}).get("sheet", "")))
    given = {**found.options, **(options or {})}
    if found.layout == "kobo" and "indicators" not in given:
        return inspect_survey(path, found, given)
    context = _context(path, dossier, found.layout)
    names_sources = found.layout == "canonical"
    if dossier is not None and len(context.sources) == 1 and not names_sources:
        given.setdefault("source_id", next(iter(context.sources)))
    problems = ProblemLog()
    file = DataFile(path=path.name, layout=found.layout, options=given, where=Location(path.name))
    reader = reader_for(file, problems)
    result = reader(file, context, problems) if reader else ReadResult()
    rows = merged_observations(result.observations, problems)
    known = KnownDimensions(context.dimensions, [result.dimensions], context.groups, "en")
    dimensions = build_dimensions(rows, known, problems)
    return _described(path, found, given, rows, dimensions, result, context, problems)


def _recognised(path: Path, sheet: str) -> Recognised:
    found = recognise(path, sheet)
    if found is None:
        problem = Problem(
            "INS001",
            Location(path.name),
            "no layout is recognised by the headers of this file",
            other_form(path)
            or "name it with --layout; docs/layouts.md describes those there are. A sheet laid out "
            "for the eye is --layout wide with the options header and labels",
        )
        raise InvalidInputError([problem])
    return found


def _context(path: Path, dossier: Path | None, layout: str) -> ReadingContext:
    """Return what the file is read with: the dossier's, or none at all."""
    if dossier is not None:
        problems = ProblemLog()
        found = load_context(dossier, problems)
        return replace(found, root=path.parent)
    empty = ReadingContext(root=path.parent, is_trial=True)
    return _stand_in(path, empty) if layout in {"canonical", "open-sdg", "kobo"} else empty


def _stand_in(path: Path, context: ReadingContext) -> ReadingContext:
    """Make up the places, sources and series that a file names, to look at it without a dossier."""
    country = _place("country")
    sources = {SOURCE: _source(SOURCE)}
    grid = read_grid(path, path.parent, ProblemLog()) if path.is_file() else None
    header = [header_key(cell) for cell in grid.rows[0]] if grid and grid.rows else []
    rows = grid.rows[1:] if grid and "indicatorid" in header else []
    cells = [{key: row[n] if n < len(row) else "" for n, key in enumerate(header)} for row in rows]
    places = {name: _place(name) for row in cells if (name := row.get("place", ""))}
    sources |= {name: _source(name) for row in cells if (name := row.get("sourceid", ""))}
    series = [_series(row) for row in cells if row.get("indicatorid") and row.get("series")]
    return replace(
        context,
        places=places or {country.place_id: country},
        sources=sources,
        series={one.key: one for one in series},
    )


def _place(name: str) -> Place:
    return Place(
        place_id=name, label=Label(texts={"en": name}), level=PlaceLevel.COUNTRY, parent=None
    )


def _source(name: str) -> Source:
    return Source(
        source_id=name,
        title=name,
        producer="",
        kind=SourceKind.OFFICIAL,
        method="",
        fieldwork="",
        sample_size=None,
        url="",
        licence="",
    )


def _series(row: Mapping[str, str]) -> Series:
    unit = codelists.unit(row.get("unit", ""))
    code = unit.code if unit else row.get("unit", "")
    return Series(
        indicator_id=row["indicatorid"],
        series=row["series"],
        label=Label(texts={"en": row["series"]}),
        unit=code,
        unit_label=Label(texts={"en": code}),
        decimals=1,
        favourable=None,
        scale=unit.scale if unit else None,
        target=None,
        target_year=None,
    )


def _described(
    path: Path,
    found: Recognised,
    options: Mapping[str, object],
    observations: ObservationRows,
    dimensions: Mapping[str, Dimension],
    result: ReadResult,
    context: ReadingContext,
    problems: ProblemLog,
) -> Inspection:
    everything = problems.sorted()
    unmapped = tuple(
        p for p in everything if p.code.startswith(_UNMAPPED) and p.severity is not Severity.NOTICE
    )
    places = {**context.places, **result.places}
    columns = observations.columns
    named = {name: places[name] for name in columns["place"] if name in places}
    periods = dict(zip(columns["period_label"], columns["period_end"], strict=True))
    gaps = columns["value"].count(None)
    return Inspection(
        path=path.name,
        layout=found.layout,
        because=found.because,
        figures=len(observations) - gaps,
        gaps=gaps,
        series=_series_found(observations, {**context.series, **result.series}),
        dimensions=tuple(
            _dimensions_found(observations, dimensions, {**context.series, **result.series})
        ),
        groups=_groups_found(observations, dimensions, context),
        places=tuple(sorted(p.label.within("en") for p in named.values())),
        periods=tuple(sorted(periods, key=lambda label: (periods[label], label))),
        units=tuple(sorted(set(filter(None, columns["unit"])))),
        unmapped=unmapped,
        problems=tuple(p for p in everything if p not in unmapped),
        entry=entry_lines(
            f"data/{path.name}", found.layout, _options(found.layout, options, everything)
        ),
    )


def _options(
    layout: str, options: Mapping[str, object], problems: Sequence[Problem]
) -> dict[str, object]:
    """Return the options of the entry, with those that are still to be filled in."""
    found: dict[str, object] = dict(options)
    asks = {problem.code for problem in problems}
    if layout != "canonical":  # which names the source in every row
        found.setdefault("source_id", SOURCE)
    if "MAP008" in asks or "WID005" in asks:
        found.setdefault("indicator", {"SERIES": "SDG CODE"})
    if "MAP010" in asks:
        found.setdefault("unit", "UNIT")
    return found


def _series_found(
    observations: ObservationRows, known: Mapping[tuple[str, str], Series]
) -> tuple[SeriesFound, ...]:
    counts = Counter(observations.series_keys())
    return tuple(
        SeriesFound(
            indicator_id=key[0],
            series=key[1],
            label=known[key].label.within("en"),
            unit=known[key].unit,
            favourable=known[key].favourable,
            figures=count,
        )
        for key, count in sorted(counts.items())
        if key in known
    )


def _dimensions_found(
    observations: ObservationRows,
    dimensions: Mapping[str, Dimension],
    known: Mapping[tuple[str, str], Series],
) -> list[DimensionFound]:
    used: dict[str, set[str]] = {}
    roles: dict[str, set[str]] = {}
    shared, which = observations.shared_dimensions(), map(id, observations.columns["dimensions"])
    for key, each in dict.fromkeys(zip(observations.series_keys(), which, strict=True)):
        series = known.get(key)
        own = series.roles if series else {}
        for name, code in shared[each].items():
            if code != TOTAL:
                used.setdefault(name, set()).add(code)
                roles.setdefault(name, set()).add(own.get(name, dimensions[name].role))
    return [
        DimensionFound(
            dimension_id=name,
            label=dimensions[name].label.within("en"),
            role=" or ".join(sorted(roles[name])),
            is_ordered=dimensions[name].is_ordered,
            categories=tuple(
                (code, category.label.within("en"))
                for code, category in dimensions[name].categories.items()
                if code in codes
            ),
        )
        for name, codes in used.items()
    ]


def _groups_found(
    observations: ObservationRows,
    dimensions: Mapping[str, Dimension],
    context: ReadingContext,
) -> tuple[str, ...]:
    """Return the groups of groups.csv of which the file has figures."""
    used = {one for codes in observations.shared_dimensions().values() for one in codes.items()}
    found = {
        category.group_id
        for name, dimension in dimensions.items()
        for code, category in dimension.categories.items()
        if (name, code) in used and category.group_id in context.groups
    }
    return tuple(sorted(group for group in found if group))
