"""A file is replaced whole, with its permissions and where its link leads, or stays as it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from vnrgen.problems import InvalidInputError
from vnrgen.whole_file import write_whole

posix = pytest.mark.skipif(os.name != "posix", reason="permissions and pipes of POSIX")


def test_a_full_disk_leaves_the_file_as_it_was_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "register.csv"
    file.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InvalidInputError) as caught:
        write_whole(file, b"new")

    assert [problem.code for problem in caught.value.problems] == ["PUB007"]
    assert "No space left" in caught.value.problems[0].what
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"register.csv": b"old"}


@posix
def test_a_private_file_stays_private(tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_bytes(b"old")
    file.chmod(0o600)

    write_whole(file, b"new")

    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o600


@posix
def test_a_new_file_is_as_open_as_any_that_its_owner_makes(tmp_path: Path) -> None:
    made, other = tmp_path / "made", tmp_path / "other"
    before = os.umask(0o077)
    try:
        write_whole(made, b"new")
        other.touch()
    finally:
        os.umask(before)

    assert made.stat().st_mode == other.stat().st_mode


@posix
def test_a_link_goes_on_leading_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    file, link = tmp_path / "kept" / "register.csv", tmp_path / "register.csv"
    file.write_bytes(b"old")
    link.symlink_to(file)

    write_whole(link, b"new")

    assert link.is_symlink()
    assert file.read_bytes() == b"new"


@posix
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"new")
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)

    assert pipe.is_fifo()
