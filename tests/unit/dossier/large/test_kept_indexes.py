"""What is kept of a very large table saves going through it, and is trusted only where it holds."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.unsd_file import PORTAL, rows
from tests.builders_large_files import row, rows_of
from vnrgen.dossier.large import head, store
from vnrgen.dossier.large.index import Layout
from vnrgen.dossier.large.store import AreaStore, sha256_of
from vnrgen.dossier.large.verify import changed_files
from vnrgen.dossier.model import DataFile
from vnrgen.dossier.readers import unsd
from vnrgen.dossier.readers.contract import ReadingContext
from vnrgen.problems import ProblemLog


def layout_of(path: Path) -> Layout:
    width = len(PORTAL.split(","))
    return Layout(delimiter=",", width=width, columns=(5, 6))


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.areas"))


def test_the_second_time_the_file_is_not_gone_through(
    tmp_path: Path, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    areas = AreaStore(tmp_path / ".vnrgen" / "areas")
    first = areas.index(world, layout_of(world))
    monkeypatch.setattr(store, "index_of", None)
    again = areas.index(world, layout_of(world))
    assert again.parts == first.parts
    assert rows_of(again, world) == rows_of(first, world)
    text = kept(tmp_path / ".vnrgen" / "areas")[0].read_bytes()
    assert b"World" in text
    assert b"Proportion" not in text  # positions and names of areas, no cell besides


def test_a_changed_file_is_gone_through_again(tmp_path: Path, world: Path) -> None:
    areas = AreaStore(tmp_path / "areas")
    areas.index(world, layout_of(world))
    with world.open("a", encoding="utf-8") as stream:
        stream.write(next(rows("portal", 1)).replace("1,World", "404,Kenya"))
    os.utime(world, (1_700_000_100, 1_700_000_100))
    again = areas.index(world, layout_of(world))
    assert again.parts["404", "Kenya"].count == 1


def test_rows_that_moved_under_the_same_size_and_time_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    header = PORTAL
    path = tmp_path / "unsd.csv"
    monkeypatch.setattr(head, "FROM_BYTES", 0)
    context = ReadingContext(root=tmp_path, is_trial=True, m49="404", store=tmp_path / "areas")
    for body in (("404,Kenya", "4,Chad!!"), ("4,Chad!!", "404,Kenya")):
        path.write_text("\n".join((header, *map(row, body))) + "\n", encoding="utf-8")
        os.utime(path, (1_700_000_000, 1_700_000_000))
        file = DataFile(path=path.name, layout="unsd", options={"area": "404"})
        found = unsd.read(file, context, ProblemLog())
        assert [one.place for one in found.observations] == ["Kenya"]


def test_a_kept_index_that_is_torn_or_forged_is_made_anew(tmp_path: Path, world: Path) -> None:
    areas = AreaStore(tmp_path / "areas")
    good = areas.index(world, layout_of(world))
    [file] = kept(tmp_path / "areas")
    data = file.read_bytes()
    for bad in (b"", data[:40], data[:-7], data[:60] + b"9" + data[61:], b"x" * len(data)):
        file.write_bytes(bad)
        again = areas.index(world, layout_of(world))
        assert again.parts == good.parts
        assert file.read_bytes() == data


def test_where_nothing_can_be_written_all_works_without(
    tmp_path: Path, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    areas = AreaStore(tmp_path / "areas")
    monkeypatch.setattr(store.tempfile, "mkstemp", full)
    assert areas.index(world, layout_of(world)).parts
    assert kept(tmp_path / "areas") == []
    monkeypatch.setattr(Path, "mkdir", full)
    assert AreaStore(tmp_path / "other").index(world, layout_of(world)).parts


def test_nothing_is_written_through_a_link(tmp_path: Path, world: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".vnrgen").symlink_to(tmp_path / "elsewhere")
    AreaStore(tmp_path / ".vnrgen" / "areas").index(world, layout_of(world))
    assert list((tmp_path / "elsewhere").rglob("*")) == []


def test_a_file_as_young_as_its_index_is_not_trusted(tmp_path: Path, world: Path) -> None:
    os.utime(world)
    AreaStore(tmp_path / "areas").index(world, layout_of(world))
    assert kept(tmp_path / "areas") == []


def test_a_process_killed_while_writing_leaves_nothing_that_is_read(
    tmp_path: Path, world: Path
) -> None:
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from vnrgen.dossier.large import store\n"
        "from vnrgen.dossier.large.index import Layout\n"
        "store.os.fdopen = lambda *a: os._exit(9)\n"
        "layout = Layout(delimiter=',', width=24, columns=(5, 6))\n"
        "store.AreaStore(Path(sys.argv[1])).index(Path(sys.argv[2]), layout)\n"
    )
    folder = tmp_path / "areas"
    done = subprocess.run([sys.executable, "-c", script, str(folder), str(world)], check=False)
    assert done.returncode == 9
    assert kept(folder) == []
    assert len(list(folder.glob("*.part"))) == 1
    assert AreaStore(folder).index(world, layout_of(world)).parts
    assert len(kept(folder)) == 1
    assert list(folder.glob("*.part")) == []


def test_two_processes_make_one_index(tmp_path: Path, world: Path) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from vnrgen.dossier.large import store\n"
        "from vnrgen.dossier.large.index import Layout\n"
        "made = store.index_of\n"
        "store.index_of = lambda *a: (print('made'), __import__('time').sleep(0.5), made(*a))[2]\n"
        "layout = Layout(delimiter=',', width=24, columns=(5, 6))\n"
        "print(len(store.AreaStore(Path(sys.argv[1])).index(Path(sys.argv[2]), layout).parts))\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "areas"), str(world)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [process.communicate()[0].split() for process in both]
    assert sum(words.count("made") for words in outputs) == 1
    assert outputs[0][-1] == outputs[1][-1]


def test_the_hash_of_a_file_is_kept_and_compared(
    tmp_path: Path, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    areas = AreaStore(tmp_path / "areas")
    areas.index(world, layout_of(world))
    assert areas.digest(world) == sha256_of(world)
    with monkeypatch.context() as patch:
        patch.setattr(store, "sha256_of", None)
        assert len(areas.digest(world)) == 64
    assert areas.is_same(world)
    data = world.read_bytes()
    world.write_bytes(data.replace(b"World", b"Xorld", 1))
    os.utime(world, (1_700_000_000, 1_700_000_000))
    assert not areas.is_same(world)
    assert kept(tmp_path / "areas") == []
    assert areas.digest(world) == sha256_of(world)


def test_a_file_changed_under_its_time_is_found_when_it_is_verified(
    tmp_path: Path, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(head, "FROM_BYTES", 0)
    assert list(changed_files(tmp_path, [world])) == []
    world.write_bytes(world.read_bytes().replace(b"World", b"Xorld", 1))
    os.utime(world, (1_700_000_000, 1_700_000_000))
    assert [p.code for p in changed_files(tmp_path, [world])] == ["LRG002"]
    assert list(changed_files(tmp_path, [world])) == []


def test_briefs_of_all_areas_go_through_the_file_once(
    tmp_path: Path, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(head, "FROM_BYTES", 0)
    kept_in = tmp_path / "briefs" / "areas"
    parts = unsd.areas_in(world, kept_in)
    assert [(part.area, part.count) for part in parts][:2] == [
        (("1", "World"), 200),
        (("2", "Africa"), 201),
    ]
    monkeypatch.setattr(store, "index_of", None)
    context = ReadingContext(root=tmp_path, is_trial=True, store=kept_in)
    for part in parts:
        file = DataFile(path=world.name, layout="unsd", options={"area": part.area[0]})
        found = unsd.read(file, context, ProblemLog())
        assert {one.place for one in found.observations} == {part.area[1]}
        assert len(found.observations) == part.count
