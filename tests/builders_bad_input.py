"""Puts the folders of ``tests/bad`` over a valid dossier and says what is then wrong with it."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from vnrgen.dossier.load import load_dossier
from vnrgen.problems import InvalidInputError, ProblemLog

BAD = Path(__file__).resolve().parent / "bad"
VALID = BAD / "valid"
EXPECTED = "expected.txt"
REMOVED = "removed.txt"


def problems_of(folder: Path, scratch: Path) -> str:
    """Return the problems of the valid dossier with the files of ``folder`` laid over it.

    ``removed.txt`` names files of the valid dossier that are not there.
    """
    shutil.copytree(VALID, scratch)
    for path in sorted(folder.rglob("*")):
        target = scratch / path.relative_to(folder)
        if path.is_file() and path.name not in {EXPECTED, REMOVED}:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    if (folder / REMOVED).is_file():
        for name in (folder / REMOVED).read_text(encoding="utf-8").split():
            (scratch / name).unlink()
    problems = ProblemLog()
    with contextlib.suppress(InvalidInputError):  # the log holds the same problems
        load_dossier(scratch, problems)
    return "".join(f"{problem}\n" for problem in problems)
