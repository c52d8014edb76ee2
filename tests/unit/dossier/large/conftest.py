"""A file of the whole world, small enough for a test."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.unsd_file import PORTAL, rows


@pytest.fixture
def world(tmp_path: Path) -> Path:
    path = tmp_path / "world.csv"
    path.write_text(PORTAL + "\n" + "".join(rows("portal", 900)), encoding="utf-8", newline="")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path
