"""The 163 recommendations to Slovenia of 2014 come into a register exactly, in either form."""

from __future__ import annotations

import csv
import os
import shutil
from pathlib import Path

import pytest

from tests.builders_bad_input import VALID
from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.model import Origin, Recommendation
from vnrgen.dossier.register.importing import Wish, plan_import, write_plan
from vnrgen.problems import ProblemLog

pytestmark = pytest.mark.real

WISH = Wish(cycle=1, origin=Origin.UPR)


@pytest.fixture(scope="module")
def data() -> Path:
    folder = os.environ.get("VNRGEN_REAL_DATA")
    if not folder:
        pytest.skip("VNRGEN_REAL_DATA is not set")
    return Path(folder) / "upr_slovenia_2019"


def imported(source: Path, root: Path) -> tuple[Recommendation, ...]:
    shutil.copytree(VALID, root)
    write_plan(plan_import(source, root, WISH))
    problems = ProblemLog()
    found = load_dossier(root, problems).recommendations
    assert problems.blocking() == ()
    return found


@pytest.mark.parametrize("name", ["recs_c2_2014.csv", "c2_2014_thematic_list.txt"])
def test_every_recommendation_is_there_word_for_word(data: Path, tmp_path: Path, name: str) -> None:
    with (data / "recs_c2_2014.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["rec_id"]: row for row in csv.DictReader(stream)}
    found = imported(data / name, tmp_path / "dossier")
    assert len(found) == len(rows) == 163
    for item in found:
        row = rows[item.rec_id]
        given = [item.text, str(item.position), item.position_source, item.theme, item.themes]
        asked = [row[n] for n in ("text", "position", "position_source", "theme", "themes")]
        asked[1] = asked[1].casefold()
        assert given == [text.strip() for text in asked]
        persons = [p.strip() for p in row["persons"].split(";") if p.strip()]
        assert item.persons == "; ".join(persons)
        assert item.recommended_by, item.text


def test_both_forms_make_one_register(data: Path, tmp_path: Path) -> None:
    imported(data / "recs_c2_2014.csv", tmp_path / "dossier")
    plan = plan_import(data / "c2_2014_thematic_list.txt", tmp_path / "dossier", WISH)
    assert (plan.after, plan.unchanged) == (None, 163)
