"""Tables that are no tables, or far too much of one, and cells that are programs elsewhere."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.builders_attacks import (
    a_dossier,
    assert_soon_and_small,
    codes_of,
    measured,
    problems_of,
)

HEADER = "place_id,label,level,parent\n"
ROWS = "ostara,Ostara,country,\nkesh,Kesh,district,ostara\n"
FIGURES = "indicator_id,series,place,period,ethnicity,value,source_id\n3.1.2,SH_STA_BRTC,ostara,"
WIDE = ",".join(f"column{n}" for n in range(100_000))

REFUSED: dict[str, tuple[str | bytes, set[str]]] = {
    "100,000 columns": (f"{WIDE}\n{'1,' * 99_999}1\n", {"TAB023"}),
    "a cell of a megabyte": (HEADER + f"ostara,{'x' * 1_000_000},country,\n", {"TAB024"}),
    "a quote never closed over a megabyte": (HEADER + 'ostara,"O' + "x,\n" * 400_000, {"TAB024"}),
    "null bytes": (HEADER + "ostara,Ost\x00ara,country,\n", {"TAB014"}),
    "nothing but null bytes": (b"\x00" * 100_000, {"TAB014", "TAB020"}),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, {"TAB014", "TAB020"}),
    "a program": (b"\x7fELF" + bytes(range(256)) * 50, {"TAB014", "TAB020"}),
    "an HTML page": ("<html><script>alert(1)</script></html>", {"TAB020"}),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000), {"TAB003"}),
    "three million blank lines": ("\n" * 3_000_000, {"TAB023"}),
    "a text that turns": (HEADER + "ostara,\u202eevil\u202c Ostara,country,\n", {"TXT001"}),
    "isolates in an id": (HEADER + "\u2066ostara\u2069,Ostara,country,\n", {"TXT001"}),
    "tags nobody sees": (HEADER + "ostara,O\U000e0041\U000e0042stara,country,\n", {"TXT001"}),
    "a bell and an escape": (HEADER + "ostara,\x07\x1b[31mOstara,country,\n", {"TXT001"}),
    "half of a wide character": (
        (HEADER + "ostara,O").encode("utf-16") + b"\x00\xd8" + ",x,,\n".encode("utf-16-le"),
        {"TAB015"},
    ),
    "a header that never ends": ("place_id" * 200_000, {"TAB024", "TAB020"}),
    "a parent of itself": (
        HEADER + "ostara,Ostara,country,ostara\n",
        {"REF008"},
    ),
}


@pytest.mark.parametrize(("content", "codes"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_table_is_refused(content: str | bytes, codes: set[str], tmp_path: Path) -> None:
    found = problems_of(a_dossier(tmp_path, {"places.csv": content}))

    assert {p.code for p in found if p.where.path == "places.csv"} & codes


NUMBERS = [
    "1e999",
    "-1e999",
    "NaN",
    "inf",
    "9" * 400,
    "0x10",
    "1_000",
    "1e-999",
    "--5",
    "٣٫٥",
    "=1+1",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_that_is_none_does_no_harm(number: str, tmp_path: Path) -> None:
    row = f"{FIGURES}2024,,{number},survey\n"
    problems_of(a_dossier(tmp_path, {"data/figures.csv": row}))


@pytest.mark.parametrize("period", ["0000", "99999", "2024-13", "9" * 50, "1/0", "2024/2023", "-1"])
def test_a_period_that_is_none_is_refused(period: str, tmp_path: Path) -> None:
    row = f"{FIGURES}{period},,5,survey\n"
    found = codes_of(a_dossier(tmp_path, {"data/figures.csv": row}))

    assert {code[:3] for code in found} & {"OBS", "CEL"}


FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://evil","x")',
    '=IMPORTXML("http://evil","//a")',
    "=1+1\n=2+2",
    "\uff1d1+1",
    "\uff0b1",
    "\uff20SUM(A1)",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_text_in_the_data_we_publish(formula: str) -> None:
    from vnrgen.render.data import csv_bytes

    (cell,) = list(csv.reader(io.StringIO(csv_bytes(["a"], [[formula]]).decode("utf-8-sig"))))[1]

    assert cell.startswith("'")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("begin", "repeat", "times", "code"),
    [
        (HEADER, "a,b,c,d\n", 7_400_000, "TAB023"),
        (HEADER, "a,b,c,d\n", 8_750_000, "TAB006"),
        ("", "a,", 29_900_000, "TAB023"),
        ('"', "a", 59_000_000, "TAB0"),
        (HEADER, "क,ख,ग,घ\n", 3_700_000, "TAB023"),
    ],
    ids=["60 MB", "70 MB", "60 MB in one row", "60 MB in one cell", "letters of three bytes"],
)
def test_an_absurd_table_is_refused_soon_and_in_small_memory(
    begin: str, repeat: str, times: int, code: str, tmp_path: Path
) -> None:
    root = a_dossier(tmp_path, {"places.csv": begin + repeat * times})

    assert_soon_and_small(measured("check", str(root), cwd=tmp_path), code)
