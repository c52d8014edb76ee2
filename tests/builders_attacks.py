"""A valid dossier to attack, and what is asked of every attack: a located problem, soon."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.builders_bad_input import VALID
from vnrgen.build import BuildRequest, compose_dossier
from vnrgen.problems import InvalidInputError, Problem

SECONDS = 10
MEGABYTES = 1024
STORY = """---
story_id: ST01
title: By the weather
group: highland
told_on: 2025-10-04
consent: {{status: yes, scope: public, given_on: 2025-10-04, recorded_by: team}}
{front}
---
{text}
"""


def a_dossier(folder: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """Return a valid dossier with some files laid over it."""
    root = folder / "dossier"
    shutil.copytree(VALID, root)
    for name, content in (files or {}).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        path.write_bytes(data)
    return root


def story(text: str = "She walks for four hours.", front: str = "") -> str:
    return STORY.format(front=front, text=text)


def settings_with(**lines: str) -> str:
    """Return the valid dossier.yaml with some keys replaced or added."""
    kept = [
        line
        for line in (VALID / "dossier.yaml").read_text(encoding="utf-8").splitlines()
        if line.partition(":")[0] not in lines
    ]
    return "\n".join([*(f"{key}: {value}" for key, value in lines.items()), *kept]) + "\n"


def data_from(path: str) -> str:
    """Return the valid dossier.yaml with one data file in the place of its own."""
    text = (VALID / "dossier.yaml").read_text(encoding="utf-8")
    return text.replace("data/figures.csv", path)


def problems_of(root: Path) -> list[Problem]:
    """Take a dossier as far as its composed document; within the time, and never a traceback."""
    before = _seconds()
    try:
        found = compose_dossier(BuildRequest(dossier=root, output=root / "none")).problems
    except InvalidInputError as error:
        found = error.problems
    assert _seconds() - before < SECONDS
    assert all(problem.what and problem.fix and problem.where.path for problem in found)
    return list(found)


def codes_of(root: Path) -> set[str]:
    return {problem.code for problem in problems_of(root)}


def _seconds() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it took: processor seconds and peak memory in MB."""

    code: int
    output: str
    errors: str
    seconds: float
    megabytes: float


def run(
    *arguments: str, environment: Mapping[str, str] | None = None, before: str = "", cwd: Path
) -> Ended:
    """Run ``vnrgen`` in a process of its own; ``before`` is Python to run first in it."""
    code = f"{before}\nfrom vnrgen.cli import main\nmain()\n"
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
            **(environment or {}),
        },
    )
    output, errors = process.communicate(timeout=120)
    return Ended(process.returncode, output, errors, 0.0, 0.0)


def measured(*arguments: str, cwd: Path) -> Ended:
    """Run ``vnrgen`` and say what it took, the processes it started included."""
    peak = cwd / "peak.txt"
    before = (
        "import atexit, pathlib, re, resource\n"
        "def tell():\n"
        "    kinds = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN\n"
        "    of = [resource.getrusage(kind) for kind in kinds]\n"
        "    spent = sum(u.ru_utime + u.ru_stime for u in of)\n"
        # ru_maxrss of this process would count what the tests held when they started it
        "    status = pathlib.Path('/proc/self/status').read_text()\n"
        "    own = int(re.search(r'VmHWM:\\s*(\\d+)', status)[1])\n"
        f"    pathlib.Path({str(peak)!r}).write_text(\n"
        "        f'{spent} {max(own, of[1].ru_maxrss) / 1024}')\n"
        "atexit.register(tell)\n"
    )
    started = time.monotonic()
    ended = run(*arguments, before=before, cwd=cwd)
    seconds, megabytes = map(float, peak.read_text(encoding="utf-8").split())
    assert time.monotonic() - started < 12 * SECONDS  # the machine may be busy
    return Ended(ended.code, ended.output, ended.errors, seconds, megabytes)


def assert_soon_and_small(ended: Ended, code: str) -> None:
    """Assert a located problem within ten seconds and one gigabyte, and no traceback."""
    assert ended.code in (0, 1), ended.errors[-2000:]
    assert "Traceback" not in ended.errors
    assert code in ended.errors
    assert ended.seconds < SECONDS, ended
    assert ended.megabytes < MEGABYTES, ended


def archive(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()
