"""What is kept is whole and was made here; where nothing can be kept, all works."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from vnrgen.dossier.files.kept import KeptFiles


@pytest.fixture
def files(tmp_path: Path) -> KeptFiles:
    return KeptFiles(tmp_path / ".vnrgen" / "charts")


def test_what_is_kept_is_found_under_its_name_only(files: KeptFiles) -> None:
    assert files.get("one") is None
    assert files.keep("one", b"drawing")
    assert files.get("one") == b"drawing"
    (files.folder / "one").rename(files.folder / "two")
    assert files.get("two") is None


def test_every_changed_byte_and_every_cut_is_noticed(files: KeptFiles) -> None:
    files.keep("one", b"draw")
    path = files.folder / "one"
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert files.get("one") is None
        path.write_bytes(whole[:place])
        assert files.get("one") is None
    path.write_bytes(whole)  # the same file, so still ours
    assert files.get("one") == b"draw"


def test_a_folder_that_was_copied_or_sent_is_not_believed(files: KeptFiles, tmp_path: Path) -> None:
    files.keep("one", b"drawing")
    copied = KeptFiles(tmp_path / "copy" / "charts")
    shutil.copytree(files.folder, copied.folder)
    assert copied.get("one") is None
    (copied.folder / "one").unlink()
    os.link(files.folder / "one", copied.folder / "one")  # the same file in another folder
    assert copied.get("one") is None
    shutil.copy2(files.folder / "one", files.folder / "other")
    (files.folder / "other").replace(files.folder / "one")  # put back from a backup
    assert files.get("one") is None


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_links_are_not_followed(files: KeptFiles, tmp_path: Path) -> None:
    files.keep("one", b"drawing")
    elsewhere = tmp_path / "elsewhere"
    files.folder.rename(elsewhere)
    files.folder.symlink_to(elsewhere)
    assert files.get("one") is None
    assert not files.keep("two", b"drawing")
    files.leave_only(())
    assert [path.name for path in elsewhere.iterdir()] == ["one"]


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / ".vnrgen").write_text("a file where the folder would be")
    files = KeptFiles(tmp_path / ".vnrgen" / "charts")
    assert not files.keep("one", b"drawing")
    assert files.get("one") is None
    assert files.names("") == []
    files.leave_only(())


def test_a_full_disk_leaves_nothing_behind(
    files: KeptFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.keep("one", b"drawing")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert not files.keep("two", b"drawing")
    assert [path.name for path in files.folder.iterdir()] == ["one"]


def test_what_is_not_wanted_and_what_a_killed_process_left_go(files: KeptFiles) -> None:
    for name in ("one", "two"):
        files.keep(name, b"drawing")
    (files.folder / "tmpabc.part").write_bytes(b"half")
    files.leave_only({"one"})
    assert [path.name for path in files.folder.iterdir()] == ["one"]
