"""What every reader of observations is given and what it hands back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vnrgen.dossier.observations.rows import ObservationRows
from vnrgen.dossier.settings.rulings import Rulings
from vnrgen.dossier.tables.unread import UnreadIds

if TYPE_CHECKING:
    from vnrgen.dossier.model import DataFile, Dimension, Group, Place, Series, Source
    from vnrgen.problems import ProblemLog


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingContext:
    """What the rest of the dossier already says when a data file is read.

    ``root`` is the dossier's folder; ``DataFile.path`` is relative to it. ``decimal_mark`` is "."
    or ",". ``dimensions`` are those declared in ``dossier.yaml``: their labels and roles rule.
    ``series`` are the rows of indicators.csv, ``places`` those of places.csv, and so on.
    ``fiscal_year_start`` is the month (1-12) in which a year written "2014/15" begins, and None
    where nobody has said. ``m49`` and ``iso3`` are the country's codes; layouts that hold the
    whole world read its rows. ``is_trial`` is True where a file is only looked at, with no dossier
    around: places are made up, sources not asked for, and every area is read. ``rulings`` say which
    of two rows that contradict each other holds. ``store`` is the folder where indexes of very
    large files are kept; None keeps none. ``unread`` are the ids of rows that could not be read.
    """

    root: Path
    decimal_mark: str = "."
    places: Mapping[str, Place] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    series: Mapping[tuple[str, str], Series] = field(default_factory=dict)
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    fiscal_year_start: int | None = None
    m49: str = ""
    iso3: str = ""
    is_trial: bool = False
    rulings: Rulings = field(default_factory=Rulings)
    store: Path | None = None
    unread: UnreadIds = field(default_factory=UnreadIds)

    def path_of(self, file: DataFile) -> Path:
        """Return where a declared file is on disk; it need not exist."""
        return self.root / file.path


@dataclass(slots=True, kw_only=True)
class ReadResult:
    """What a reader found in one data file or folder.

    ``places`` holds only what places.csv does not have yet. ``series`` holds the series the file
    defines; one that indicators.csv has too comes back as that row, with the roles and fixed
    dimensions filled in that the data show, so that what is here may replace what was there.
    ``dimensions`` hold the categories that occur in this file; a dimension of the same id from
    another file is the same dimension, and its categories are added up by code.
    """

    observations: ObservationRows = field(default_factory=ObservationRows)
    dimensions: dict[str, Dimension] = field(default_factory=dict)
    series: dict[tuple[str, str], Series] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    input_files: list[Path] = field(default_factory=list)


class Reader(Protocol):
    """A layout: every module of this package offers such a function as ``read``."""

    def __call__(self, file: DataFile, context: ReadingContext, problems: ProblemLog) -> ReadResult:
        """Read one declared file; what is wrong with it goes to ``problems``, never up."""
