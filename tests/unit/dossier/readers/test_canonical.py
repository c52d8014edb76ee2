"""The canonical layout: what a row says, as it was published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders_records import SOURCE
from vnrgen.dossier.model import (
    Category,
    DataFile,
    Dimension,
    DimensionRole,
    Label,
    Place,
    PlaceLevel,
    Series,
)
from vnrgen.dossier.model.observations import Observation, ObservationStatus
from vnrgen.dossier.readers.canonical import read
from vnrgen.dossier.readers.contract import ReadingContext
from vnrgen.problems import ProblemLog

HEADER = "indicator_id;series;place;period;source_id;"
KEY = "3.1.2;SBA;ostara;2024;survey;"


def a_series(unit: str = "PT", *, may_be_negative: bool = False) -> Series:
    return Series(
        indicator_id="3.1.2",
        series="SBA",
        label=Label(texts={"en": "Births attended"}),
        unit=unit,
        unit_label=Label(texts={"en": "per cent"}),
        decimals=1,
        favourable=True,
        scale=100.0 if unit == "PT" else None,
        target=None,
        target_year=None,
        may_be_negative=may_be_negative,
    )


def a_context(root: Path, series: Series | None = None, mark: str = ".") -> ReadingContext:
    place = Place(
        place_id="ostara",
        label=Label(texts={"en": "Ostara"}),
        level=PlaceLevel.COUNTRY,
        parent=None,
    )
    source = replace(SOURCE, source_id="survey", title="Survey", producer="Office")
    ethnicity = Dimension(
        dimension_id="ethnicity",
        label=Label(texts={"en": "Ethnic group"}),
        role=DimensionRole.GROUP,
        categories={"Tarrun": Category(code="Tarrun", label=Label(texts={"en": "Tarrun"}))},
    )
    made = series or a_series()
    return ReadingContext(
        root=root,
        decimal_mark=mark,
        places={"ostara": place},
        sources={"survey": source},
        series={made.key: made},
        dimensions={"ethnicity": ethnicity},
    )


def read_rows(
    root: Path, header: str, *rows: str, series: Series | None = None, mark: str = "."
) -> tuple[list[Observation], ProblemLog]:
    (root / "f.csv").write_text("\n".join((HEADER + header, *rows)) + "\n", encoding="utf-8")
    problems = ProblemLog()
    file = DataFile(path="f.csv", layout="canonical")
    return list(read(file, a_context(root, series, mark), problems).observations), problems


@pytest.mark.parametrize(
    ("cell", "value", "status", "text"),
    [
        ("71.2", 71.2, "normal", ""),
        ("0", 0.0, "normal", ""),
        ("(29.5)", 29.5, "low_reliability", "(29.5)"),
        ("(*)", None, "suppressed", "(*)"),
        ("*", None, "suppressed", "*"),
        ("-", None, "not_applicable", "-"),
        ("<5", None, "censored", "<5"),
        ("> 95", None, "censored", "> 95"),
        ("..", None, "missing", ".."),
        ("71.2%", 71.2, "normal", ""),
    ],
)
def test_a_mark_says_why_and_is_kept_as_published(
    tmp_path: Path, cell: str, value: float | None, status: str, text: str
) -> None:
    (observation,), problems = read_rows(tmp_path, "value", KEY + cell)

    assert (observation.value, str(observation.obs_status), observation.value_text) == (
        value,
        status,
        text,
    )
    assert not problems.sorted()


def test_a_gap_with_a_note_is_missing_and_a_status_says_more(tmp_path: Path) -> None:
    found, _ = read_rows(
        tmp_path, "value;obs_status;note", KEY + ";;not asked", KEY + ";Q;few cases"
    )

    assert [o.obs_status for o in found] == [
        ObservationStatus.MISSING,
        ObservationStatus.SUPPRESSED,
    ]


def test_the_multiplier_scales_the_value_and_its_interval_exactly(tmp_path: Path) -> None:
    (found,), _ = read_rows(
        tmp_path,
        "value;value_lower;value_upper;se;unit_mult",
        KEY + "1.1;1.07;1.13;0.015;3",
        series=a_series("NUMBER"),
    )

    # 1.1 thousand is 1100 and not 1100.0000000000002
    assert (found.value, found.value_lower, found.value_upper, found.se) == (1100, 1070, 1130, 15)


def test_a_decimal_comma_counts_where_it_is_declared(tmp_path: Path) -> None:
    (found,), problems = read_rows(tmp_path, "value;se", KEY + "71,2;0,64", mark=",")

    assert (found.value, found.se) == (71.2, 0.64)
    assert not problems.sorted()


def test_codes_are_spelled_as_the_lists_have_them_and_empty_means_everybody(
    tmp_path: Path,
) -> None:
    found, _ = read_rows(
        tmp_path,
        "value;sex;Disability status;ethnicity",
        KEY + "1;Female;;tarrun",
        KEY + "2;Both sexes;PWD;_T",
    )

    codes = [(o.dimensions["sex"], o.dimensions["disability_status"]) for o in found]
    assert codes == [("F", "_T"), ("_T", "PWD")]
    assert [o.dimensions["ethnicity"] for o in found] == ["Tarrun", "_T"]


def test_a_change_may_be_negative_where_the_indicator_says_so(tmp_path: Path) -> None:
    found, problems = read_rows(
        tmp_path, "value", KEY + "-1.5", series=a_series(may_be_negative=True)
    )

    assert [o.value for o in found] == [-1.5]
    assert not problems.sorted()


def test_every_wrong_cell_of_a_row_is_reported_at_once(tmp_path: Path) -> None:
    found, problems = read_rows(
        tmp_path, "value;n_unweighted", "3.1.2;SBA;kesh;last year;survy;many;some"
    )

    assert found == []
    assert [(p.code, p.where.row, p.where.column) for p in problems] == [
        ("OBS001", 2, "period"),
        ("REF002", 2, "place"),
        ("REF004", 2, "source_id"),
        ("OBS002", 2, "value"),
    ]


def test_a_percent_format_in_a_workbook_is_read_as_it_is_shown(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([*HEADER.split(";")[:-1], "value"])
    sheet.append(["3.1.2", "SBA", "ostara", 2024, "survey", 0.713])
    sheet.append(["3.1.2", "SBA", "ostara", 2023, "survey", 71.3])
    sheet["F2"].number_format = "0.0%"
    book.save(tmp_path / "f.xlsx")
    problems = ProblemLog()

    found = read(
        DataFile(path="f.xlsx", layout="canonical"), a_context(tmp_path, mark=","), problems
    ).observations

    assert [(o.period_label, o.value) for o in found] == [("2024", 71.3), ("2023", 71.3)]
    assert not problems.sorted()
