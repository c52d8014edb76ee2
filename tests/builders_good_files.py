"""One good file of every layout, with the options it is read with."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from tests import builders_kobo
from tests.unit.dossier.readers import (
    test_dhs_api,
    test_heat,
    test_report_table,
    test_sdmx_csv,
    test_sdmx_ml,
    test_sdmx_ml_2_0,
    test_unsd,
)


@dataclass(frozen=True)
class Good:
    """One good file: its name and bytes, the options it is read with and the files beside it."""

    layout: str
    name: str
    data: bytes
    options: Mapping[str, object] = field(default_factory=dict)
    beside: Mapping[str, bytes] = field(default_factory=dict)

    def write(self, folder: Path, data: bytes | None = None) -> Path:
        for name, content in {
            **self.beside,
            self.name: self.data if data is None else data,
        }.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return folder / self.name


def _text(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _book(rows: list[list[object]], title: str = "Sheet") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _csv(rows: list[list[object]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode()


def good_files(folder: Path) -> list[Good]:
    """Return a good file of every layout; ``folder`` is for programs that must write."""
    structure = folder / "structure.xml"
    test_sdmx_ml.write_structure(structure)
    builders_kobo.write_survey(folder)
    survey = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.xlsx")}
    export = next(name for name in survey if "form" not in name)
    kobo = builders_kobo.settings(
        {"series": "piped", "question": "water", "numerator": ["piped"], "by": ["sex_head"]},
        {"series": "hours", "question": "hours", "numerator": ">= 12"},
        source_id="src",
        place="KEN",
    )
    births = [test_unsd.portal_row(str(50 + n), year=str(2015 + n)) for n in range(5)]
    sheets: list[list[object]] = [
        ["Table 4.2: Literacy by sex"],
        ["Indicator", "Unit", 2019, 2021, 2022],
        ["Literacy rate", "%", 80.5, 82, 83],
        ["Literacy rate, women", "%", 70.25, 74, 75.5],
    ]
    wide = {
        "header": {"2": "year"},
        "labels": {"A": "indicator", "B": "unit"},
        "indicator": {"Literacy rate": "4.6.1/all", "Literacy rate, women": "4.6.1/women"},
    }
    sba = {"indicator": {"SBA": "3.1.2", "SH_STA_BRTC": "3.1.2"}}
    canonical = (
        "indicator_id,series,place,period,sex,value,source_id,n_unweighted,obs_status,note",
        "3.1.2,SBA,KEN,2022,F,58.3,src,120,A,côte",
        "3.1.2,SBA,KEN,2019/20,,(29.5),src,,,",
        "3.1.2,SBA,KEN,2022,,60,src,400,A,",
    )
    open_sdg = ("Year,Sex,Region,Units,GeoCode,Value", "2020,,,%,,1.5", "2020,Female,,%,,2",
                "2021/22,,Nord,%,X1,3")  # fmt: skip
    dhs = [test_dhs_api.HEADER, test_dhs_api.row("Residence", "Urban", "40"),
           test_dhs_api.row("Residence", "Rural", "39")]  # fmt: skip
    return [
        Good("canonical", "data.csv", _text(*canonical)),
        Good("dhs-api", "data.csv", _csv(dhs), test_dhs_api.OPTIONS),
        Good(
            "heat-plus",
            "data.xlsx",
            _book([list(test_heat.HEADER), *test_heat.quintiles()], "template"),
            test_heat.ROLES,
        ),
        Good(
            "kobo", export, survey[export], kobo, {k: v for k, v in survey.items() if k != export}
        ),
        Good("open-sdg", "indicator_3-1-1.csv", _text(*open_sdg)),
        Good("report-table", "data.xlsx", _book(test_report_table.ROWS), test_report_table.OPTIONS),
        Good(
            "sdmx-csv",
            "data.csv",
            _text(test_sdmx_csv.V1, test_sdmx_csv.v1_row(), test_sdmx_csv.v1_row("60", sex="F")),
            sba,
        ),
        Good("sdmx-ml", "data.xml", test_sdmx_ml.GENERIC.encode(), sba),
        Good(
            "sdmx-ml",
            "data.xml",
            test_sdmx_ml.SPECIFIC.encode(),
            {**sba, "structure": "structure.xml"},
            {"structure.xml": structure.read_bytes()},
        ),
        Good("sdmx-ml", "data.xml", test_sdmx_ml_2_0.GENERIC.encode(), sba),
        Good("unsd", "data.csv", _text(test_unsd.HEADER, *births)),
        Good("wide", "data.xlsx", _book(sheets), wide),
    ]
