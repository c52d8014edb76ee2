"""How fast the command starts, beside importing Click alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.whole_process import compare, report

ROOT = Path(__file__).resolve().parent.parent


def run(pairs: int) -> Iterator[str]:
    """Yield the line of ``vnrgen --help`` beside ``import click``."""
    vnrgen = str(Path(sys.executable).parent / "vnrgen")
    floor = [sys.executable, "-c", "import click"]
    compared = compare(
        "vnrgen --help", [vnrgen, "--help"], "import click", floor, folder=ROOT, pairs=pairs
    )
    yield report(compared, bar=2.0)
