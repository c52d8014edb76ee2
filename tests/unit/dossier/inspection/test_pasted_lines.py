"""The lines that an inspection prints are pasted into dossier.yaml, and the figures are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builders_damage import a_dossier
from tests.builders_good_files import good_files
from vnrgen.cli import main
from vnrgen.dossier.inspection.reading import inspect_file
from vnrgen.dossier.load import load_dossier
from vnrgen.problems import ProblemLog

NAMES = (
    *("canonical", "dhs-api", "heat-plus", "kobo", "open-sdg", "report-table", "sdmx-csv"),
    *("generic", "specific", "version-2-0", "unsd", "wide"),
)
# What a person fills in, because no file says it.
DECISIONS = (
    ("SOURCE_ID", "src"),
    ("PLACE_ID", "KEN"),
    ("period: YEAR", 'period: "2022"'),
    ("UNIT", "PT"),
    ("{SERIES: SDG CODE}", '"3.1.2"'),
    ("indicator_id: SDG CODE", 'indicator_id: "6.1.1"'),
)


@pytest.mark.parametrize("number", range(len(NAMES)), ids=NAMES)
def test_what_is_printed_imports_the_file(number: int, tmp_path: Path) -> None:
    good = good_files(tmp_path)[number]
    dossier = a_dossier(tmp_path / "dossier")
    good.write(tmp_path / "dossier" / "data")
    known = {"structure", "form"} & set(good.options)
    options = {name: str(tmp_path / "dossier" / "data" / str(good.options[name])) for name in known}
    if "structure" in options:
        options["structure"] = str(good.options["structure"])
    printed = inspect_file(dossier / "data" / good.name, options=options)
    assert printed.layout == good.layout
    lines = printed.entry.replace("structure: structure.xml", "structure: data/structure.xml")
    for placeholder, decision in DECISIONS:
        lines = lines.replace(placeholder, decision)
    assert not re.search(r"[A-Z]{3,}_ID|SDG CODE|YEAR", lines), lines
    if good.layout == "kobo":
        series = re.findall(r"series: (\w+)", lines)
        with (dossier / "indicators.csv").open("a", encoding="utf-8") as stream:
            stream.writelines(
                f"6.1.1,{name},{name},PT,higher\n" for name in series if name != "hours"
            )
    with (dossier / "dossier.yaml").open("a", encoding="utf-8") as stream:
        stream.write("data:\n" + "".join(f"  {line}\n" for line in lines.splitlines()))
    problems = ProblemLog()
    loaded = load_dossier(dossier, problems)
    assert [str(p) for p in problems if p.severity == "error"] == []
    assert len(loaded.observations.frame) > 0


def test_the_command_prints_the_same_lines(tmp_path: Path) -> None:
    from click.testing import CliRunner

    good = good_files(tmp_path)[NAMES.index("unsd")]
    path = good.write(tmp_path)
    run = CliRunner().invoke(main, ["inspect", str(path)])
    for line in inspect_file(path).entry.splitlines():
        assert f"  {line}" in run.stdout


@pytest.mark.parametrize("number", range(len(NAMES)), ids=NAMES)
def test_a_file_is_not_imported_twice(number: int, tmp_path: Path) -> None:
    from tests.builders_damage import import_damaged

    good = good_files(tmp_path)[number]
    dossier = a_dossier(tmp_path / "dossier")
    (dossier / "data" / good.name).write_bytes(b"kept")
    place = tmp_path / "place"
    place.mkdir()
    said = import_damaged(good, good.data, place, dossier)
    assert "INS002" in {problem.code for problem in said}
    assert (dossier / "data" / good.name).read_bytes() == b"kept"
