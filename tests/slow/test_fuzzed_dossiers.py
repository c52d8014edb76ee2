"""Whatever a slip of the hand does to a dossier, reading it ends in problems and never a crash."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest

from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.scaffold import new_dossier
from vnrgen.problems import InvalidInputError, ProblemLog

SLIPS = ("", ";", ",", '"', "\n", "-1", "1e400", "nan", "2024-13-45", "9" * 30, "\x00", "é")
MARKUP = ("{", "[", ": ", "- ", "(", "*", "<", "%", "=", "&a", "T", "---\n")


def slip(path: Path, chance: random.Random) -> None:
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    place = chance.randrange(len(text) + 1)
    rest = text[place + chance.choice((0, 1, 1, 3, 20)) :]
    changed = text[:place] + chance.choice(SLIPS + MARKUP) + rest
    path.write_text(changed, encoding="utf-8", errors="surrogateescape")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100))
def test_slips_of_the_hand_make_problems_and_no_crash(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    files = [path for path in new_dossier(tmp_path / "dossier") if path.name != "README.md"]
    for _ in range(chance.randint(1, 6)):
        slip(chance.choice(files), chance)
    problems = ProblemLog()

    with contextlib.suppress(InvalidInputError):
        load_dossier(tmp_path / "dossier", problems)

    assert all(problem.what and problem.fix for problem in problems)
