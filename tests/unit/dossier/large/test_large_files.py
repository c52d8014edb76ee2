"""Very large tables say what reading them whole says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.unsd_file import PORTAL
from tests.builders_large_files import row
from tests.builders_records import Reading, read_as
from vnrgen.dossier.inspection.reading import inspect_file
from vnrgen.dossier.large import head
from vnrgen.problems import Problem


def read_twice(
    path: Path, monkeypatch: pytest.MonkeyPatch, **options: object
) -> tuple[Reading, Reading]:
    """Read a file whole, and as a large one."""
    plain = read_as("unsd", path, options)
    with monkeypatch.context() as patch:
        patch.setattr(head, "FROM_BYTES", 0)
        patch.setattr("vnrgen.dossier.readers.records.sheets.read_grid", None)
        return plain, read_as("unsd", path, options)


def said(problems: tuple[Problem, ...]) -> list[str]:
    return sorted(map(str, problems))


AREAS = ("404,Kenya", '"404",Kenya', "4,Chad", ",Kenya", ",", '1,"World, all"', "834,Kenya", "KEN,")


ROWS = st.builds(
    row,
    st.sampled_from(AREAS),
    value=st.sampled_from(["70.4", "<5", "NaN", "", "404", "N"]),
    year=st.integers(2015, 2022),
    note=st.sampled_from(["", '"two\nlines,404,x"', '"a ""word"""', "é", "too,many", "\u202e"]),
    sex=st.sampled_from(["FEMALE", "MALE", "BOTHSEX"]),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    body=st.lists(st.one_of(ROWS, st.sampled_from(["", ",,,", "3,3.1"])), max_size=12),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    mark=st.sampled_from([",", ";", "\t"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_a_large_file_says_what_the_same_file_read_whole_says(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    body: list[str],
    encoding: str,
    mark: str,
    end: str,
) -> None:
    header = PORTAL
    text = end.join((header, row("404,Kenya"), *body)).replace(",", mark) + end
    path = tmp_path / "unsd.csv"
    path.write_bytes(text.encode(encoding))
    plain, large = read_twice(path, monkeypatch)
    assert large.rows == plain.rows
    hidden = [p for p in plain.problems if p.code == "TXT001"]
    kept = [p for p in plain.problems if p not in hidden]
    assert said(tuple(p for p in large.problems if p.code != "TXT001")) == said(tuple(kept))


def test_bytes_of_another_encoding_are_told_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "unsd.csv"
    lines = (PORTAL, row("404,Kenya", note="Côte d’Ivoire né"))
    path.write_bytes("\n".join(lines).encode("cp1252"))
    plain, large = read_twice(path, monkeypatch)
    assert "Côte d’Ivoire né" in large.rows[0].note
    assert said(large.problems) == said(plain.problems)
    assert "TAB016" in large.codes


def test_damage_in_rows_of_others_is_reported_at_its_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "unsd.csv"
    wide = row("4,Chad") + ",one,two"
    for damage, code in ((wide, "TAB021"), (row("4,Chad", note='"open'), "TAB013")):
        lines = (PORTAL, row("404,Kenya", note='"a\nb"'), damage)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        plain, large = read_twice(path, monkeypatch)
        assert large.problem(code).where.row == plain.problem(code).where.row == 3
        assert said(large.problems) == said(plain.problems)
    path.write_bytes(path.read_bytes().replace(b"Chad", b"Ch\x00d").replace(b'"open', b""))
    plain, large = read_twice(path, monkeypatch)
    assert large.problem("TAB014") == plain.problem("TAB014")


def test_a_large_file_looked_at_without_a_dossier_says_that_it_was_looked_at_in_part(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(head, "FROM_BYTES", 0)
    monkeypatch.setattr("vnrgen.dossier.readers.records.scanning.LOOKED_AT", 250)
    found = inspect_file(world)
    assert "the 201 rows of 1 of them" in next(p.what for p in found.problems if p.code == "LRG001")
    assert found.places == ("Africa",)
    named = inspect_file(world, options={"area": "1"})
    assert named.places == ("World",)
    assert not (world.parent / ".vnrgen").exists()


@pytest.mark.parametrize(
    ("header", "area"),
    [
        ("DATAFLOW,FREQ,SERIES,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE", "KEN"),
        (
            (
                "DATAFLOW,FREQ: Frequency,SERIES: Series,REF_AREA: Area,SEX: Sex,TIME_PERIOD: Time,"
                "OBS_VALUE: Value,UNIT_MEASURE: Unit"
            ),
            "404: Kenya",
        ),
    ],
)
def test_a_large_sdmx_file_says_what_the_same_file_read_whole_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, header: str, area: str
) -> None:
    path = tmp_path / "sdmx.csv"
    lines = [
        f"IAEG-SDGs:DF(1.0),A,SH_STA_BRTC,{place},{sex},2020,{value},PT"
        for place, sex, value in [
            (area, "F", "70"),
            ("4", "F", "1"),
            (area, "M", "71"),
            ("1", "M", "2"),
        ]
    ]
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    options = {"indicator": {"SH_STA_BRTC": "3.1.2"}}
    plain = read_as("sdmx-csv", path, options)
    monkeypatch.setattr(head, "FROM_BYTES", 0)
    monkeypatch.setattr("vnrgen.dossier.readers.records.sheets.read_grid", None)
    large = read_as("sdmx-csv", path, options)
    assert large.rows == plain.rows
    assert [one.value for one in large.rows] == [70.0, 71.0]
    assert said(large.problems) == said(plain.problems)
