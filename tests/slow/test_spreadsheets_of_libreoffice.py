"""Files saved by LibreOffice, in its own ways of writing them, are read as those they came from."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.builders_damage import a_dossier
from tests.builders_good_files import good_files
from tests.builders_ooxml import cell, row, text, workbook
from vnrgen.dossier.files.workbook import UnreadableWorkbookError, read_sheet
from vnrgen.dossier.importing import import_files
from vnrgen.dossier.inspection.reading import inspect_file
from vnrgen.problems import InvalidInputError

OFFICE = shutil.which("soffice")
CALC = Path(OFFICE or "/").resolve().parent / "libsclo.so"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CALC.is_file(), reason="LibreOffice Calc is not installed"),
]


def saved(path: Path, ending: str, *, reading: str = "") -> Path:
    """Return the file as LibreOffice saves it."""
    target = path.parent / "saved"
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = [str(OFFICE), "--headless", profile, "--convert-to", ending, "--outdir", str(target)]
    if reading:
        command.append(f"--infilter={reading}")
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
    return target / f"{path.stem}.{ending.partition(':')[0]}"


# CSV with a comma, UTF-8, from the first row, every column as text.
CSV = "CSV:44,34,76,1,," + "0,false,true"


@pytest.mark.parametrize("number", [1, 2, 5, 6, 10, 11])
def test_every_table_reads_the_same_from_a_workbook_of_libreoffice(
    number: int, tmp_path: Path
) -> None:
    good = good_files(tmp_path)[number]
    before = tmp_path / "before"
    before.mkdir()
    path = good.write(before)
    after = saved(path, "xlsx", reading=CSV if path.suffix == ".csv" else "")
    one, two = (inspect_file(p, options=dict(good.options)) for p in (path, after))
    assert one.figures > 0
    assert (one.layout, one.figures, one.gaps) == (two.layout, two.figures, two.gaps)
    assert (one.periods, one.units, one.places) == (two.periods, two.units, two.places)
    given = {"source_id": "src", **good.options}
    found = import_files(good.layout, [after], a_dossier(tmp_path / "d"), given)
    assert found.figures == one.figures + one.gaps


def test_brackets_that_it_makes_negative_are_reported_at_their_row(tmp_path: Path) -> None:
    good = good_files(tmp_path)[0]
    after = saved(good.write(tmp_path), "xlsx", reading=CSV)
    with pytest.raises(InvalidInputError) as caught:
        import_files(good.layout, [after], a_dossier(tmp_path / "d"), {})
    [problem] = caught.value.problems
    assert (problem.code, problem.where.row) == ("OBS008", 3)
    assert "(29.5)" in problem.fix


def test_formulas_percentages_and_dates_survive_a_save(tmp_path: Path) -> None:
    made = tmp_path / "made.xlsx"
    made.write_bytes(
        workbook(
            row(1, cell("A1", "0", "s"), cell("B1", "0.25", style=1), cell("C1", "43831", style=2)),
            row(2, cell("A2", "1"), cell("B2", "2", formula="A2*2"), cell("C2", "", formula="1/0")),
            strings=[text("share")],
        )
    )
    found = read_sheet(saved(made, "xlsx").read_bytes())
    assert found.rows[0] == ["share", "25%", "2020-01-01"]
    assert found.rows[1][:2] == ["1", "2"]
    assert [place[:2] for place in found.errors] == [(2, 3)]


@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_other_formats_of_libreoffice_are_called_by_their_names(
    tmp_path: Path, ending: str
) -> None:
    made = tmp_path / "made.xlsx"
    made.write_bytes(workbook(row(1, cell("A1", "1"))))
    with pytest.raises(UnreadableWorkbookError, match="ods" if ending == "ods" else "damaged"):
        read_sheet(saved(made, ending).read_bytes())
