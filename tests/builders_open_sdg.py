"""Small Open SDG sites on disk, and reading them with a dossier around."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tests.builders_records import SOURCE, Reading
from vnrgen.dossier.model import (
    DataFile,
    DimensionRole,
    Group,
    Label,
    Place,
    PlaceLevel,
    Series,
    Source,
)
from vnrgen.dossier.readers.contract import ReadingContext
from vnrgen.dossier.readers.open_sdg.reader import read
from vnrgen.problems import ProblemLog

COUNTRY = Place(
    place_id="OST", label=Label(texts={"en": "Ostara"}), level=PlaceLevel.COUNTRY, parent=None
)
OFFICE = replace(SOURCE, source_id="nso", title="Statistics", producer="Statistics Ostara")
DECLARED: Mapping[str, object] = {
    "source_id": "nso",
    "place": "OST",
    "favourable": {"3.1.1": "lower"},
}


def group(group_id: str, dimension: str, code: str) -> Group:
    return Group(
        group_id=group_id,
        label=Label(texts={"en": group_id}),
        definition="",
        identification_method="",
        dimension=dimension,
        sdmx_dim=dimension,
        sdmx_code=code,
        agenda2030=False,
        self_identified=None,
        population=None,
    )


def write_site(root: Path, data: Mapping[str, str], meta: Mapping[str, str] | None = None) -> None:
    """Write ``data/indicator_<key>.csv`` and ``meta/<key>.md`` under ``root/site``."""
    for folder in ("data", "meta"):
        (root / "site" / folder).mkdir(parents=True, exist_ok=True)
    for key, text in data.items():
        (root / "site" / "data" / f"indicator_{key}.csv").write_text(text, encoding="utf-8")
    for key, text in (meta or {}).items():
        (root / "site" / "meta" / f"{key}.md").write_text(text, encoding="utf-8")


def read_folder(
    root: Path,
    path: str = "site",
    options: Mapping[str, object] = DECLARED,
    *,
    places: Sequence[Place] = (COUNTRY,),
    groups: Sequence[Group] = (),
    series: Sequence[Series] = (),
    sources: Sequence[Source] = (OFFICE,),
) -> Reading:
    context = ReadingContext(
        root=root,
        places={place.place_id: place for place in places},
        groups={each.group_id: each for each in groups},
        sources={source.source_id: source for source in sources},
        series={each.key: each for each in series},
    )
    problems = ProblemLog()
    result = read(DataFile(path=path, layout="open-sdg", options=options), context, problems)
    return Reading(result, problems.sorted())


def read_site(
    root: Path,
    csv: str,
    meta: str | None = None,
    options: Mapping[str, object] | None = None,
    **context: object,
) -> Reading:
    """Write and read a site with the one indicator 3.1.1; ``options`` add to ``DECLARED``."""
    write_site(root, {"3-1-1": csv}, {"3-1-1": meta} if meta is not None else None)
    return read_folder(root, "site", {**DECLARED, **(options or {})}, **context)  # type: ignore[arg-type]


GROUP, DEFINITION = DimensionRole.GROUP, DimensionRole.DEFINITION


PLAIN = "Year,Sex,Units,Value\n2020,,Percentage (%),7.5\n2020,Female,Percentage (%),8.25\n"
