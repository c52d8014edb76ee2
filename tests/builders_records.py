"""Files in the layouts of others on disk, and reading them with a dossier around."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vnrgen.dossier.model import (
    DataFile,
    Dimension,
    Group,
    Label,
    Place,
    PlaceLevel,
    Series,
    Source,
    SourceKind,
)
from vnrgen.dossier.model.observations import Observation
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.registry import LAYOUTS
from vnrgen.problems import Problem, ProblemLog

KENYA = Place(
    place_id="KEN", label=Label(texts={"en": "Kenya"}), level=PlaceLevel.COUNTRY, parent=None
)
SOURCE = Source(
    source_id="src",
    title="Source",
    producer="Producer",
    kind=SourceKind.OFFICIAL,
    method="",
    fieldwork="",
    sample_size=None,
    url="",
    licence="",
)


@dataclass(frozen=True)
class Reading:
    """A result with its problems, and short ways to ask for parts of it."""

    result: ReadResult
    problems: tuple[Problem, ...]

    @property
    def codes(self) -> list[str]:
        return sorted({problem.code for problem in self.problems})

    @property
    def errors(self) -> list[str]:
        return sorted(str(p) for p in self.problems if p.severity == "error")

    def problem(self, code: str) -> Problem:
        return next(problem for problem in self.problems if problem.code == code)

    @property
    def rows(self) -> list[Observation]:
        return list(self.result.observations)

    def row(self, number: int) -> Observation:
        return next(row for row in self.rows if row.row == number)

    def values(self, *dimensions: str) -> dict[tuple[str, ...], float | None]:
        """Return the values by the codes of some dimensions."""
        return {
            tuple(row.dimensions.get(name, "_T") for name in dimensions): row.value
            for row in self.rows
        }


def a_series(
    indicator_id: str = "3.1.2", series: str = "SBA", unit: str = "PT", label: str = "Births"
) -> Series:
    return Series(
        indicator_id=indicator_id,
        series=series,
        label=Label(texts={"en": label}),
        unit=unit,
        unit_label=Label(texts={"en": unit}),
        decimals=1,
        favourable=True,
        scale=100.0 if unit == "PT" else None,
        target=None,
        target_year=None,
    )


def read_as(
    layout: str,
    path: Path,
    options: Mapping[str, object] | None = None,
    *,
    places: Sequence[Place] = (KENYA,),
    groups: Sequence[Group] = (),
    series: Sequence[Series] = (),
    dimensions: Sequence[Dimension] = (),
    mark: str = ".",
    m49: str = "404",
    iso3: str = "KEN",
) -> Reading:
    """Read a file on disk in a layout; the source is declared unless the options say another."""
    context = ReadingContext(
        root=path.parent,
        decimal_mark=mark,
        places={place.place_id: place for place in places},
        groups={each.group_id: each for each in groups},
        sources={"src": SOURCE},
        series={each.key: each for each in series},
        dimensions={each.dimension_id: each for each in dimensions},
        m49=m49,
        iso3=iso3,
    )
    problems = ProblemLog()
    file = DataFile(path=path.name, layout=layout, options={"source_id": "src", **(options or {})})
    result = importlib.import_module(LAYOUTS[layout]).read(file, context, problems)
    return Reading(result, problems.sorted())
