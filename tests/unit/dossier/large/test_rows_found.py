"""Every row of a very large table is found, in one pass or in shares, as by reading it whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from benchmarks.unsd_file import LONG, PORTAL, rows
from tests.builders_large_files import Numbered, rows_of
from vnrgen.beside import Beside, beside
from vnrgen.dossier.files.cell_text import clean_cell
from vnrgen.dossier.files.delimited import split_rows
from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.large import scan, shares
from vnrgen.dossier.large.finding import index_of
from vnrgen.dossier.large.head import read_head
from vnrgen.dossier.large.index import AreaIndex, Layout

HEADER = "Series,Area,Name,Value"


ONE_SHARE = 1_000_000_000


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
