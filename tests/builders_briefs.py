"""Builders for the tests of briefs: a huge dossier, files of the global database, what is made."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from vnrgen.build import BuildRequest, Product, make
from vnrgen.dossier.area import AreaRequest

_SETTINGS = """\
title: Nobody out of sight
country: Ilmarra
iso3: XIL
m49: "999"
fictional: true
year: 2026
cycle: 2
previous_year: 2021
language: en
coalition: A coalition
as_of: 2026-03-31
dimensions:
  people:
    label: People
    role: group
    categories: {{{categories}}}
data:
  - {{path: data/figures.csv, layout: canonical}}
"""
_LONG = "people who for many generations have lived and worked far from every road and register"
GROUP_HEAD = [
    "group_id",
    "label",
    "definition",
    "identification_method",
    "dimension",
    "sdmx_dim",
    "sdmx_code",
    "agenda2030",
    "self_identified",
    "population",
]
RECOMMENDATION_HEAD = [
    "rec_id",
    "cycle",
    "text",
    "addressee",
    "sdg_target",
    "groups",
    "theme",
    "evidence",
    "submitted_on",
    "submitted_in",
    "position",
    "position_source",
    "due_on",
    "repeats",
]


def table(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])


def group_name(number: int) -> str:
    """The name of one of the many groups of ``a_huge_dossier``."""
    return f"Group {number}: {_LONG}"


def a_huge_dossier(root: Path, *, groups: int = 60, silent: int = 40, series: int = 50) -> Path:
    """Write a dossier of many groups with long names, ``silent`` of them without any figure."""
    names = {f"g{n}": group_name(n) for n in range(groups)}
    listed = ", ".join(f'G{n}: "{group_name(n)}"' for n in range(groups))
    root.mkdir(parents=True)
    (root / "dossier.yaml").write_text(_SETTINGS.format(categories=listed), encoding="utf-8")
    rows = [
        (key, name, "As they say.", "Census.", "people", "people", key.upper(), "yes", "yes", "")
        for key, name in names.items()
    ]
    table(root / "groups.csv", GROUP_HEAD, rows)
    _evidence(root, groups - silent, series)
    table(root / "places.csv", ("place_id", "label", "level", "parent"),
          [("ilmarra", "Ilmarra", "country", "")])  # fmt: skip
    asked = "Build and staff, by the end of 2029, one office within two hours of every such village"
    table(
        root / "recommendations.csv",
        RECOMMENDATION_HEAD,
        [
            (f"R{n}", 2, f"{asked} ({n}).", "Ministry", "1.4", f"g{n}", "Reach", "indicator:1.4.1",
             "2026-01-01", "a letter", "", "", "", "")
            for n in range(40)
        ],
    )  # fmt: skip
    return root


def _evidence(root: Path, counted: int, series: int) -> None:
    label = "People who can reach the services that the law of the country promises to everybody"
    head = ("indicator_id", "series", "label", "unit", "unit_label", "decimals", "favourable")
    table(
        root / "indicators.csv",
        (*head, "scale"),
        [("1.4.1", f"S{n}", f"{label}, service {n}", "PT", "per cent", 1, "higher", 100)
         for n in range(series)],
    )  # fmt: skip
    table(
        root / "sources.csv",
        ("source_id", "title", "producer", "kind", "method", "fieldwork", "published"),
        [(f"s{n}", f"Household survey of living conditions, round {n}", "Bureau of Statistics",
          "official", "Survey", "2025", "2026") for n in range(series)],
    )  # fmt: skip
    rows = []
    for n in range(series):
        for year in (2020, 2025):
            rows.append(("1.4.1", f"S{n}", "ilmarra", year, "", 60 + n / 10, 9000, f"s{n}"))
            rows += [
                ("1.4.1", f"S{n}", "ilmarra", year, f"G{g}", 20 + g + n / 10, 400, f"s{n}")
                for g in range(counted)
            ]
    head = ("indicator_id", "series", "place", "period", "people", "value", "n_unweighted")
    table(root / "data" / "figures.csv", (*head, "source_id"), rows)


PORTAL = [
    "Goal",
    "Target",
    "Indicator",
    "SeriesCode",
    "SeriesDescription",
    "GeoAreaCode",
    "GeoAreaName",
    "TimePeriod",
    "Value",
    "Source",
    "FootNote",
    "[Age]",
    "[Location]",
    "[Nature]",
    "[Reporting Type]",
    "[Sex]",
    "[Units]",
    "[Education level]",
]


def portal_row(
    series: str = "SH_H2O_SAFE",
    *,
    indicator: str = "6.1.1",
    area: tuple[str, str] = ("524", "Nepal"),
    year: int = 2020,
    value: object = 50.0,
    sex: str = "BOTHSEX",
    location: str = "ALLAREA",
    level: str = "",
) -> tuple[object, ...]:
    """One row of the global database's portal."""
    goal, target = indicator.split(".", maxsplit=1)[0], ".".join(indicator.split(".")[:2])
    words = f"Words of the file for {series}"
    return (goal, target, indicator, series, words, *area, year, value, "A survey", "", "ALLAGE",
            location, "C", "G", sex, "PERCENT", level)  # fmt: skip


def a_global_file(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    """Write a file as the portal gives it."""
    table(path, PORTAL, rows)
    return path


def brief_of(dossier: Path, *formats: str) -> Product:
    """Make the brief of a dossier, and write nothing."""
    return make(
        BuildRequest(
            dossier=dossier, output=dossier / "out", outline="brief", formats=formats or ("pdf",)
        )
    )


def brief_of_area(data: Path, area: str, *formats: str) -> Product:
    """Make the brief of a country from the global database, and write nothing."""
    asked = AreaRequest(area=area, data=data)
    return make(
        BuildRequest(
            dossier=data.parent,
            output=data.parent / "out",
            outline="brief",
            formats=formats or ("pdf",),
            area=asked,
        )
    )


def pages_of(pdf: bytes) -> int:
    """The number of pages of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


def words_of(pdf: bytes) -> str:
    """The words of a PDF, spaces as one."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    said = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return " ".join(" ".join(said).split())
