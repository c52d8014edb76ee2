"""A folder becomes a ``Dossier``: every file of it read, typed and checked against the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from vnrgen.dossier.collection import no_collection
from vnrgen.dossier.cross_checks.whole import check_dossier
from vnrgen.dossier.files.inside import check_folder
from vnrgen.dossier.folder import overriding_files, report_stray_files
from vnrgen.dossier.large.store import FOLDER as STORE
from vnrgen.dossier.model import Dimension, Dossier, Place, Series, Settings
from vnrgen.dossier.observations.answers import with_answers
from vnrgen.dossier.observations.dimensions import KnownDimensions, build_dimensions
from vnrgen.dossier.observations.merging import merged_observations
from vnrgen.dossier.observations.rows import ObservationRows, observations_from_rows
from vnrgen.dossier.prose_files import load_narratives, load_reports
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.registry import reader_for
from vnrgen.dossier.settings.dossier_yaml import FILE_NAME, load_settings
from vnrgen.dossier.settings.rulings import Rulings
from vnrgen.dossier.stories import load_stories
from vnrgen.dossier.tables.action import (
    load_factors,
    load_policies,
    load_practices,
    load_recommendations,
)
from vnrgen.dossier.tables.corrections import load_corrections
from vnrgen.dossier.tables.evidence import load_consultations, load_qualitative, load_scorecards
from vnrgen.dossier.tables.reference import (
    load_groups,
    load_places,
    load_series,
    load_sources,
)
from vnrgen.dossier.tables.rows import TableFolder
from vnrgen.problems import ProblemLog


@no_collection()
def load_dossier(root: Path, problems: ProblemLog) -> Dossier:
    """Read a whole dossier.

    Args:
        root: The folder that holds dossier.yaml.
        problems: Receives everything that is wrong, each with file, row and column. What could
            be read is returned all the same; the caller decides at its gate.

    Raises:
        InvalidInputError: Something in the folder must not be read (DOS010 to DOS014), or there is
            no dossier.yaml, or it is not YAML: nothing else can be read.
    """
    if root.is_dir():
        check_folder(root, problems)
    settings, declared = load_settings(root, problems)
    folder = TableFolder(
        root, settings.language, problems, settings.decimal_mark, files=[root / FILE_NAME]
    )
    context = _context(folder, settings, declared)
    evidence = _read_data(settings, context, problems)
    dossier = _assembled(settings, context, evidence, folder)
    report_stray_files(dossier, problems)
    problems.extend(check_dossier(dossier, folder.unread))
    return dossier


def load_context(root: Path, problems: ProblemLog) -> ReadingContext:
    """Read of a dossier what its data files are read with, and none of those files.

    Raises:
        InvalidInputError: There is no dossier.yaml, or it is not YAML.
    """
    settings, declared = load_settings(root, problems)
    folder = TableFolder(root, settings.language, problems, settings.decimal_mark)
    return _context(folder, settings, declared)


def _context(
    folder: TableFolder, settings: Settings, declared: dict[str, Dimension]
) -> ReadingContext:
    return ReadingContext(
        root=folder.root,
        decimal_mark=settings.decimal_mark,
        places=load_places(folder),
        groups=load_groups(folder),
        sources=load_sources(folder),
        series=load_series(folder),
        dimensions=declared,
        fiscal_year_start=settings.fiscal_year_start,
        m49=settings.m49,
        iso3=settings.iso3,
        rulings=Rulings(settings.rulings),
        store=folder.root / STORE,
        unread=folder.unread,
    )


@dataclass(slots=True)
class _Evidence:
    """What all data files together hold."""

    observations: ObservationRows = field(default_factory=ObservationRows)
    dimensions: list[dict[str, Dimension]] = field(default_factory=list)
    series: dict[tuple[str, str], Series] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    files: list[Path] = field(default_factory=list)

    def add(self, result: ReadResult) -> None:
        """Add one file's; where two files define a series or place, the first one is kept."""
        self.observations.extend(result.observations)
        self.dimensions.append(result.dimensions)
        self.series = result.series | self.series
        self.places = result.places | self.places
        self.files.extend(result.input_files)


def _read_data(settings: Settings, context: ReadingContext, problems: ProblemLog) -> _Evidence:
    evidence = _Evidence()
    for file in settings.data:
        reader = reader_for(file, problems)
        if reader is not None:
            evidence.add(reader(file, context, problems))
    evidence.observations = merged_observations(evidence.observations, problems, context.rulings)
    context.rulings.report_unused(problems)
    return evidence


def _assembled(
    settings: Settings, context: ReadingContext, evidence: _Evidence, folder: TableFolder
) -> Dossier:
    known = KnownDimensions(
        context.dimensions, evidence.dimensions, context.groups, settings.language
    )
    dimensions = build_dimensions(evidence.observations, known, folder.problems)
    observations = observations_from_rows(evidence.observations, dimensions)
    series = dict(context.series) | evidence.series
    series, undirected = with_answers(series, dimensions, observations)
    folder.problems.extend(undirected)
    return Dossier(
        root=folder.root,
        settings=settings,
        places=evidence.places | dict(context.places),
        groups=context.groups,
        sources=context.sources,
        dimensions=dimensions,
        series=series,
        observations=observations,
        qualitative=load_qualitative(folder),
        scorecards=load_scorecards(folder),
        stories=load_stories(folder),
        recommendations=load_recommendations(folder),
        policies=load_policies(folder),
        factors=load_factors(folder),
        consultations=load_consultations(folder),
        practices=load_practices(folder),
        corrections=load_corrections(folder),
        narratives=load_narratives(folder, settings),
        reports=load_reports(folder),
        input_files=_sorted_files(
            [*folder.files, *evidence.files, *overriding_files(folder.root)], folder.root
        ),
    )


def _sorted_files(files: Iterable[Path], root: Path) -> tuple[Path, ...]:
    return tuple(sorted(dict.fromkeys(files), key=lambda path: _name(path, root)))


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
