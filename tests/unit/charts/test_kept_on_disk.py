"""Drawings are kept from build to build: those of use, and for those who would draw the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnrgen.charts import kept_on_disk
from vnrgen.charts.kept_on_disk import DrawingsOnDisk


def built(dossier: Path, edition: str, *keys: str) -> int:
    """Build with these drawings; return how many had to be drawn."""
    drawings = DrawingsOnDisk.of(dossier, [edition])
    drawn = 0
    for key in keys:
        if drawings.get(key) is None:
            drawings[key] = b"drawing of " + key.encode()
            drawn += 1
    drawings.settle()
    return drawn


def kept(dossier: Path) -> set[str]:
    return {path.stem for path in (dossier / ".vnrgen" / "charts").glob("*.drawing")}


def test_a_second_build_draws_what_changed_and_the_rest_is_forgotten(tmp_path: Path) -> None:
    assert built(tmp_path, "public", "a", "b") == 2
    assert built(tmp_path, "public", "a", "b2") == 1
    assert kept(tmp_path) == {"a", "b2"}


def test_editions_share_drawings_and_do_not_drive_each_others_out(tmp_path: Path) -> None:
    built(tmp_path, "public", "a", "b")
    assert built(tmp_path, "partners", "a", "c") == 1
    assert built(tmp_path, "public", "a", "b") == 0
    assert kept(tmp_path) == {"a", "b", "c"}
    built(tmp_path, "public", "a")
    assert kept(tmp_path) == {"a", "c"}


def test_what_is_kept_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_on_disk, "_MOST_LISTS", 3)
    for number in range(6):
        built(tmp_path, f"edition {number}", f"drawing {number}")
    assert kept(tmp_path) == {"drawing 3", "drawing 4", "drawing 5"}
    monkeypatch.setattr(kept_on_disk, "_MOST_BYTES", 30)  # each has 19
    assert built(tmp_path, "edition 5", "drawing 5", "drawing 6") == 1
    assert kept(tmp_path) == {"drawing 5"}


def test_a_damaged_list_or_drawing_is_made_again(tmp_path: Path) -> None:
    built(tmp_path, "public", "a")
    for path in (tmp_path / ".vnrgen" / "charts").iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    assert built(tmp_path, "partners", "a") == 1
    assert built(tmp_path, "public", "a") == 0
