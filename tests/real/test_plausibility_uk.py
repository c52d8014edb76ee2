"""What is doubtful in the United Kingdom's published files (OGL v3.0): each looked at by hand."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.builders_uk import write_dossier
from vnrgen.analysis.plausibility.report import implausible_figures
from vnrgen.dossier.load import load_dossier
from vnrgen.problems import Problem, ProblemLog

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Problem]:
    folder = os.environ.get("VNRGEN_REAL_DATA")
    if not folder:
        pytest.skip("VNRGEN_REAL_DATA is not set")
    root = tmp_path_factory.mktemp("uk")
    write_dossier(root, Path(folder))
    return list(implausible_figures(load_dossier(root, ProblemLog())))


def test_twelve_files_raise_ten_doubts_and_all_are_right(found: list[Problem]) -> None:
    codes = Counter(problem.code for problem in found)
    assert codes == {"IMP003": 6, "IMP007": 2, "IMP010": 1, "IMP011": 1}


@pytest.mark.parametrize(
    ("code", "file", "says"),
    [
        # It lies above both parts: women whose country of birth is not known are in neither.
        ("IMP003", "3-1-1", "the total 10.9 for 2018-20 lies outside its parts"),
        # In one to three years it lies outside every part; nothing in the file says why.
        ("IMP003", "11-1-1", "the total 1.6 for 2011 lies outside its parts by deprivation_decile"),
        ("IMP003", "11-1-1", "the total 1.6 for 2011 lies outside its parts by income_quintile"),
        ("IMP003", "11-1-1", "the total 8.3 for 2011 lies outside its parts by workless"),
        # Published with slipped rows: figures of men and women stand one or two rows too low.
        ("IMP003", "5-4-1", "the total 24 for 2020/21 lies outside its parts by sex"),
        # The figures of 2013/14 by age and by employment stand in other rows than in other years:
        # half of all children care for somebody, and a quarter of girls.
        ("IMP011", "5-4-1", "the figure of "),
        ("IMP003", "5-4-1", "the total 14 for 2013/14 is that of one of its parts by sex"),
        # The same slip: 9 % of carers in well-paid households in 2020/21, 22 % a year later.
        ("IMP007", "5-4-1", "the total jumps from 9 (2020/21) to 22 (2021/22)"),
        # The House of Lords Act of 1999 took most hereditary peers their seats.
        ("IMP007", "5-5-1", "the total jumps from 8.90566 (1999) to 15.873 (2000)"),
        ("IMP010", "3-1-2", "the newest figure (2021) is provisional"),
    ],
)
def test_each_doubt_has_a_reason_in_the_file(
    found: list[Problem], code: str, file: str, says: str
) -> None:
    assert [p for p in found if p.code == code and file in p.where.path and p.what.startswith(says)]
