"""Publishing: all at once or not at all, and nothing of anybody's is lost."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from vnrgen.problems import EnvironmentFailureError, InvalidInputError
from vnrgen.render import publish as publishing
from vnrgen.render.publish import MANIFEST, manifest_bytes, publish, recover

OLD = {"chapter.html": b"old", "data/observations.csv": b"1"}
NEW = {"chapter.html": b"new", "chapter.pdf": b"2"}


def put(folder: Path, files: dict[str, bytes]) -> None:
    publish(folder, files, manifest_bytes({}, (), files))


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def codes(error: pytest.ExceptionInfo[InvalidInputError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_a_second_build_replaces_the_whole_of_the_first(tmp_path: Path) -> None:
    put(tmp_path / "out", OLD)
    put(tmp_path / "out", NEW)
    assert content(tmp_path / "out") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_manifest_names_every_output_with_its_hash(tmp_path: Path) -> None:
    put(tmp_path / "out", NEW)
    manifest = json.loads((tmp_path / "out" / MANIFEST).read_bytes())
    assert [o["path"] for o in manifest["outputs"]] == ["chapter.html", "chapter.pdf"]
    assert manifest["outputs"][0]["sha256"] == publishing.sha256(b"new")


def test_a_folder_of_somebody_elses_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InvalidInputError) as error:
        put(tmp_path, NEW)
    assert codes(error) == ["PUB002"]
    assert content(tmp_path) == {"notes.txt": b"mine"}


def test_a_file_somebody_added_to_an_output_is_not_lost(tmp_path: Path) -> None:
    put(tmp_path / "out", OLD)
    (tmp_path / "out" / "letter.docx").write_bytes(b"mine")
    with pytest.raises(InvalidInputError) as error:
        put(tmp_path / "out", NEW)
    assert codes(error) == ["PUB003"]
    assert content(tmp_path / "out") == {**OLD, "letter.docx": b"mine"}


def test_an_output_edited_by_hand_is_replaced_only_when_asked(tmp_path: Path) -> None:
    put(tmp_path / "out", OLD)
    (tmp_path / "out" / "chapter.html").write_bytes(b"edited in Word")
    with pytest.raises(InvalidInputError) as error:
        put(tmp_path / "out", NEW)
    assert codes(error) == ["PUB004"]
    publish(tmp_path / "out", NEW, manifest_bytes({}, (), NEW), replace_edited=True)
    assert content(tmp_path / "out") == NEW


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(InvalidInputError) as error:
        put(tmp_path / "out", NEW)
    assert codes(error) == ["PUB001"]


def test_a_full_disk_leaves_the_previous_output_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "out", OLD)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentFailureError) as error:
        put(tmp_path / "out", NEW)
    assert [problem.code for problem in error.value.problems] == ["PUB005"]
    assert "disk is full" in error.value.problems[0].what
    assert content(tmp_path / "out") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_without_an_atomic_exchange_the_swap_still_ends_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "_exchange_call", lambda: None)
    put(tmp_path / "out", OLD)
    put(tmp_path / "out", NEW)
    assert content(tmp_path / "out") == NEW


def test_a_crash_between_the_two_renames_is_recovered(tmp_path: Path) -> None:
    put(tmp_path / "out", OLD)
    (tmp_path / "out").rename(tmp_path / ".out.old")
    (tmp_path / ".out.new-abc").mkdir()
    recover(tmp_path / "out")
    assert content(tmp_path / "out") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
