"""Very large tables: gone through once for positions, they say what reading them whole says."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from benchmarks.unsd_file import LONG, PORTAL, rows
from tests.builders_records import Reading, read_as
from vnrgen.beside import Beside, beside
from vnrgen.dossier.files.cell_text import clean_cell
from vnrgen.dossier.files.delimited import split_rows
from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.inspection.reading import inspect_file
from vnrgen.dossier.large import head, scan, shares, store
from vnrgen.dossier.large.finding import index_of
from vnrgen.dossier.large.head import read_head
from vnrgen.dossier.large.index import AreaIndex, Layout
from vnrgen.dossier.large.store import AreaStore, sha256_of
from vnrgen.dossier.large.verify import changed_files
from vnrgen.dossier.model import DataFile
from vnrgen.dossier.readers import unsd
from vnrgen.dossier.readers.contract import ReadingContext
from vnrgen.problems import Problem, ProblemLog

HEADER = "Series,Area,Name,Value"
ONE_SHARE = 1_000_000_000
Numbered = list[tuple[int, list[str]]]


@pytest.fixture(params=[64, 200, 4_194_304])
def block(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    size: int = request.param
    monkeypatch.setattr(scan, "BLOCK", size)
    return size


@dataclass(frozen=True)
class Here:
    """Stands for a process beside this one: it answers in this one."""

    given: list[Any] = field(default_factory=list)

    def give(self, *arguments: object) -> None:
        self.given.extend(arguments)

    def answer(self) -> object:
        return shares.scan_share(*self.given)


@contextmanager
def in_shares_of(size: int) -> Iterator[None]:
    """Go through files in shares of at least some bytes, all of them in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shares, "HEAD_START", (size + 1) // 2)
        patch.setattr(shares, "processors", lambda: 4)
        patch.setattr(shares, "beside", lambda *_: nullcontext(Here()))
        yield


def indexed(path: Path, columns: tuple[int, ...] = (1, 2)) -> AreaIndex:
    found = read_head(path, ("Series", "Area", "Value"))
    assert found is not None
    layout = Layout(
        delimiter=found.delimiter,
        width=len(found.header),
        columns=columns,
        start=found.start,
        wide=found.wide,
    )
    return index_of(path, layout)


def whole(path: Path) -> Numbered:
    """Return the rows as reading the whole file gives them, blank ones and the header left out.

    They have the width of the header.
    """
    split = split_rows(decode(path.read_bytes()).text, lambda cells: "Area" in cells)
    found = [(n, [clean_cell(cell) for cell in cells]) for n, cells in enumerate(split.rows, 1)]
    width = len(split.rows[0])
    fitted = [(n, cells[:width] + [""] * (width - len(cells)), any(cells)) for n, cells in found]
    return [(number, cells) for number, cells, is_filled in fitted[1:] if is_filled]


def rows_of(index: AreaIndex, path: Path) -> Numbered:
    """Return the rows of all areas, as an index finds them."""
    found = index.cells(path, list(index.parts))
    assert {cell for column in found.columns for cell in column} <= set(found.texts)
    return list(zip(found.numbers, map(list, zip(*found.columns, strict=True)), strict=True))


# Everything that parts, quotes, ends or hides, and letters of one, two and three bytes.
PIECES = st.sampled_from(
    [
        *(",", '"', "\n", "\r\n", "\r", '""', '","', "\t", ";", " "),
        *(
            "a",
            "404",
            "é",
            "’",
            "\u200b",
            "x,404,Kenya,1",
            's,"404","Ken\nya",2\n',
            ',"a\n,404,b",',
        ),
    ]
)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    pieces=st.lists(PIECES, max_size=40),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    size=st.sampled_from([64, 150, 4096]),
    parted=st.booleans(),
)
@example(pieces=['"', "a"], encoding="utf-8", size=64, parted=False)
@example(pieces=['a"b', ",", "404\n"], encoding="utf-8", size=64, parted=False)
@example(pieces=["s,404,Kenya,1\r\n"] * 9, encoding="utf-8-sig", size=64, parted=True)
def test_every_row_is_found_where_reading_the_whole_file_finds_it(
    tmp_path: Path, pieces: list[str], encoding: str, size: int, *, parted: bool
) -> None:
    text = HEADER + "\n" + "".join(pieces)
    path = tmp_path / "any.csv"
    path.write_bytes(text.encode(encoding, errors="replace"))
    before = scan.BLOCK
    scan.BLOCK = size
    try:
        with in_shares_of(1 if parted else ONE_SHARE):
            index = indexed(path)
    finally:
        scan.BLOCK = before
    found = rows_of(index, path)
    assert found == whole(path)
    assert sum(part.count for part in index.parts.values()) >= len(found)


def test_shares_find_what_one_pass_finds_also_where_a_share_begins_with_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vnrgen.dossier.large.finding._parsed", None)
    plain = "".join(f"S,{area},Name {area},{n}\n" for area in range(40) for n in range(9))
    quoted = 'S,404,"Kenya\n' + "S,8,Albania,7\n" * 400 + '",1\n'  # rows only to look at
    for body, parts in ((plain, 40), (quoted, 1), (quoted + plain, 41), (plain[:-1], 40)):
        path = tmp_path / "shares.csv"
        path.write_text(HEADER + "\n" + body, encoding="utf-8", newline="")
        once = indexed(path)
        with in_shares_of(100):
            shared = indexed(path)
        assert len(once.parts) == len(shared.parts) == parts
        assert rows_of(once, path) == rows_of(shared, path)


@pytest.mark.parametrize("is_lost", [False, True])
def test_processes_answer_what_one_pass_finds_and_are_done_without_where_they_are_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_lost: bool
) -> None:
    path = tmp_path / "shares.csv"
    body = "".join(f"S,{n % 7},Name é {n % 7},{n}\n" for n in range(3_000)) + "S,8\n,,,,x\n"
    path.write_text(HEADER + "\n" + body, encoding="utf-8", newline="")
    once = indexed(path)
    asked = []

    @contextmanager
    def started(module: str, function: str) -> Iterator[Beside | None]:
        with beside(module, function) as process:
            asked.append(process)
            if process and is_lost:
                process.process.kill()
            yield process

    monkeypatch.setattr(shares, "HEAD_START", 5_000)
    monkeypatch.setattr(shares, "processors", lambda: 3)
    monkeypatch.setattr(shares, "beside", started)
    shared = indexed(path)
    assert len(asked) == 2
    assert shared.faults == once.faults
    assert rows_of(shared, path) == rows_of(once, path)


@pytest.mark.parametrize("layout", ["portal", "long"])
def test_the_marks_alone_find_every_row_of_the_global_database(
    tmp_path: Path, block: int, layout: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if block < 1000:
        monkeypatch.setattr(scan, "BLOCK", block * 20)
    monkeypatch.setattr("vnrgen.dossier.large.finding._parsed", None)
    header = PORTAL if layout == "portal" else LONG
    path = tmp_path / "world.csv"
    path.write_text(header + "\n" + "".join(rows(layout, 1_500)), encoding="utf-8-sig", newline="")
    names = header.split(",")
    code = "GeoAreaCode" if layout == "portal" else "GeoArea_Code"
    columns = [names.index(code), names.index(code) + 1]
    columns += [names.index("ISO3CD")] if layout == "long" else []
    index = indexed(path, tuple(columns))
    assert rows_of(index, path) == whole(path)
    first = next(iter(index.parts.values()))
    assert first.area[:2] == ("1", "World")
    assert index.encoding == "utf-8"


def row(area: str, *, value: str = "70.4", year: int = 2022, note: str = "", sex: str = "F") -> str:
    return (
        f"3,3.1,3.1.2,SH_STA_BRTC,Births attended,{area},{year},{value},2022,,,,,DHS,,{note},"
        f"ALLAGE,ALLAREA,C,A,G,{sex},PERCENT"
    )


def read_twice(
    path: Path, monkeypatch: pytest.MonkeyPatch, **options: object
) -> tuple[Reading, Reading]:
    """Read a file whole, and as a large one."""
    plain = read_as("unsd", path, options)
    with monkeypatch.context() as patch:
        patch.setattr(head, "FROM_BYTES", 0)
        patch.setattr("vnrgen.dossier.readers.records.sheets.read_grid", None)
        return plain, read_as("unsd", path, options)


def said(problems: tuple[Problem, ...]) -> list[str]:
    return sorted(map(str, problems))


AREAS = ("404,Kenya", '"404",Kenya', "4,Chad", ",Kenya", ",", '1,"World, all"', "834,Kenya", "KEN,")
ROWS = st.builds(
    row,
    st.sampled_from(AREAS),
    value=st.sampled_from(["70.4", "<5", "NaN", "", "404", "N"]),
    year=st.integers(2015, 2022),
    note=st.sampled_from(["", '"two\nlines,404,x"', '"a ""word"""', "é", "too,many", "\u202e"]),
    sex=st.sampled_from(["FEMALE", "MALE", "BOTHSEX"]),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    body=st.lists(st.one_of(ROWS, st.sampled_from(["", ",,,", "3,3.1"])), max_size=12),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    mark=st.sampled_from([",", ";", "\t"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_a_large_file_says_what_the_same_file_read_whole_says(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    body: list[str],
    encoding: str,
    mark: str,
    end: str,
) -> None:
    header = PORTAL
    text = end.join((header, row("404,Kenya"), *body)).replace(",", mark) + end
    path = tmp_path / "unsd.csv"
    path.write_bytes(text.encode(encoding))
    plain, large = read_twice(path, monkeypatch)
    assert large.rows == plain.rows
    hidden = [p for p in plain.problems if p.code == "TXT001"]
    kept = [p for p in plain.problems if p not in hidden]
    assert said(tuple(p for p in large.problems if p.code != "TXT001")) == said(tuple(kept))


def test_bytes_of_another_encoding_are_told_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "unsd.csv"
    lines = (PORTAL, row("404,Kenya", note="Côte d’Ivoire né"))
    path.write_bytes("\n".join(lines).encode("cp1252"))
    plain, large = read_twice(path, monkeypatch)
    assert "Côte d’Ivoire né" in large.rows[0].note
    assert said(large.problems) == said(plain.problems)
    assert "TAB016" in large.codes


def test_damage_in_rows_of_others_is_reported_at_its_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "unsd.csv"
    wide = row("4,Chad") + ",one,two"
    for damage, code in ((wide, "TAB021"), (row("4,Chad", note='"open'), "TAB013")):
        lines = (PORTAL, row("404,Kenya", note='"a\nb"'), damage)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        plain, large = read_twice(path, monkeypatch)
        assert large.problem(code).where.row == plain.problem(code).where.row == 3
        assert said(large.problems) == said(plain.problems)
    path.write_bytes(path.read_bytes().replace(b"Chad", b"Ch\x00d").replace(b'"open', b""))
    plain, large = read_twice(path, monkeypatch)
    assert large.problem("TAB014") == plain.problem("TAB014")


@pytest.fixture
def world(tmp_path: Path) -> Path:
    path = tmp_path / "world.csv"
    path.write_text(PORTAL + "\n" + "".join(rows("portal", 900)), encoding="utf-8", newline="")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


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


def test_a_large_file_looked_at_without_a_dossier_says_that_it_was_looked_at_in_part(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(head, "FROM_BYTES", 0)
    monkeypatch.setattr("vnrgen.dossier.readers.records.scanning.LOOKED_AT", 250)
    found = inspect_file(world)
    assert "the 201 rows of 1 of them" in next(p.what for p in found.problems if p.code == "LRG001")
    assert found.places == ("Africa",)
    named = inspect_file(world, options={"area": "1"})
    assert named.places == ("World",)
    assert not (world.parent / ".vnrgen").exists()


def test_a_file_changed_under_its_time_is_found_when_it_is_verified(
    tmp_path: Path, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(head, "FROM_BYTES", 0)
    assert list(changed_files(tmp_path, [world])) == []
    world.write_bytes(world.read_bytes().replace(b"World", b"Xorld", 1))
    os.utime(world, (1_700_000_000, 1_700_000_000))
    assert [p.code for p in changed_files(tmp_path, [world])] == ["LRG002"]
    assert list(changed_files(tmp_path, [world])) == []


@pytest.mark.parametrize(
    ("header", "area"),
    [
        ("DATAFLOW,FREQ,SERIES,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE", "KEN"),
        (
            (
                "DATAFLOW,FREQ: Frequency,SERIES: Series,REF_AREA: Area,SEX: Sex,TIME_PERIOD: Time,"
                "OBS_VALUE: Value,UNIT_MEASURE: Unit"
            ),
            "404: Kenya",
        ),
    ],
)
def test_a_large_sdmx_file_says_what_the_same_file_read_whole_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, header: str, area: str
) -> None:
    path = tmp_path / "sdmx.csv"
    lines = [
        f"IAEG-SDGs:DF(1.0),A,SH_STA_BRTC,{place},{sex},2020,{value},PT"
        for place, sex, value in [
            (area, "F", "70"),
            ("4", "F", "1"),
            (area, "M", "71"),
            ("1", "M", "2"),
        ]
    ]
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    options = {"indicator": {"SH_STA_BRTC": "3.1.2"}}
    plain = read_as("sdmx-csv", path, options)
    monkeypatch.setattr(head, "FROM_BYTES", 0)
    monkeypatch.setattr("vnrgen.dossier.readers.records.sheets.read_grid", None)
    large = read_as("sdmx-csv", path, options)
    assert large.rows == plain.rows
    assert [one.value for one in large.rows] == [70.0, 71.0]
    assert said(large.problems) == said(plain.problems)


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
