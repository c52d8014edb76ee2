"""A stranger follows docs/uptake.md word for word, from real recommendations to the public site."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.builders_pages import opened, served
from tests.slow.test_review_page import decide_uptake, press, say_who
from tests.validators.browser import chromium
from vnrgen.adoption.ledger.transfer import decisions_of

pytestmark = [pytest.mark.slow, pytest.mark.real]
ROOT = Path(__file__).resolve().parents[2]
VNRGEN = Path(sys.executable).parent / "vnrgen"
_HEADING = "## From recommendations to the tracker\n"
_DECISIONS = 30


def walk() -> tuple[list[list[str]], str]:
    """Return the commands of the docs in their order, and the lines for reports.yaml."""
    text = (ROOT / "docs" / "uptake.md").read_text(encoding="utf-8")
    section = text.partition(_HEADING)[2].partition("\n## ")[0]
    consoles = re.findall(r"```console\n(.*?)```", section, re.DOTALL)
    commands = [line[2:] for console in consoles for line in console.splitlines()]
    (described,) = re.findall(r"```yaml\n(.*?)```", section, re.DOTALL)
    return [shlex.split(command) for command in commands], described


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with the two files that the docs speak of."""
    real = os.environ.get("VNRGEN_REAL_DATA")
    if not real:
        pytest.skip("VNRGEN_REAL_DATA is not set")
    source = Path(real) / "upr_slovenia_2019"
    for name, given in (
        ("thematic-list.txt", "c2_2014_thematic_list.txt"),
        ("national-report.txt", "c3_2019_national_report_A_HRC_WG6_34_SVN_1.txt"),
    ):
        shutil.copyfile(source / given, tmp_path / name)
    return tmp_path


def program(command: list[str]) -> list[str]:
    return [str(VNRGEN), *command[1:]] if command[0] == "vnrgen" else command


def decide(command: list[str], place: Path) -> None:
    with (
        chromium() as browser,
        served(program(command), place) as (address, _),
        opened(browser, address) as page,
    ):
        say_who(page)
        press(page, "n")
        page.wait_for_selector("#decision")
        for turn in range(_DECISIONS):
            decide_uptake(page, turn)


def test_the_whole_way_of_the_docs_can_be_gone(place: Path) -> None:
    commands, described = walk()
    said: dict[str, str] = {}
    for command in commands:
        name = " ".join(command[1:3] if command[1] == "recs" else command[:2])
        if name == "recs review":
            decide(command, place)
            continue
        done = subprocess.run(
            program(command), cwd=place, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (command, done.stderr)
        said[name] = done.stdout
        if command[0] == "cp":
            target = place / "slovenia" / "reports" / "reports.yaml"
            target.write_text(described, encoding="utf-8")
    assert "163 added" in said["recs import"]
    assert said["recs scan"].count(" in report-2019: ") == 164
    decisions = decisions_of(place / "slovenia")
    assert len({d.rec_id for d in decisions}) == _DECISIONS
    theirs = [d for d in decisions if d.rec_id.startswith("115.")]
    adopted = sum(d.value == "adopted" for d in theirs)
    assert (
        f"163 submitted, 163 eligible\n  adopted                   {adopted} of 163"
        in (said["recs rate"])
    )
    assert_told(theirs, adopted, place)


def assert_told(theirs: list[Any], adopted: int, place: Path) -> None:
    """Assert that chapter and site tell every decision with the words of the report."""
    tree = json.loads((place / "chapter" / "document.json").read_text(encoding="utf-8"))
    chapter = json.dumps(tree, ensure_ascii=False)
    tracker = json.loads((place / "tracker" / "tracker.json").read_text(encoding="utf-8"))
    told = json.dumps(tracker, ensure_ascii=False)
    for decision in theirs:
        assert f"{decision.rec_id}. " in chapter
        if decision.evidence:
            quoted = json.dumps(decision.evidence.quote, ensure_ascii=False)[1:-1]
            assert quoted in chapter
            assert quoted in told
    assert '"uptake/others/adopted"' in chapter
    assert len(tracker["recommendations"]) == 166
    assert (place / "tracker" / "index.html").is_file()
    assert adopted > 5
