"""The index of a large table: found by its marks where they can be trusted, else row by row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from vnrgen.dossier.files.cell_text import clean_cell
from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.large.index import RUN, Area, AreaIndex, Fault, Layout, Part, area_of
from vnrgen.dossier.large.parse import Words, check_row, is_utf8, parse
from vnrgen.dossier.large.scan import IrregularError
from vnrgen.dossier.large.shares import scan_in_shares

if TYPE_CHECKING:
    from vnrgen.dossier.large.index import Runs
    from vnrgen.dossier.large.marks import Positions

_BOM = b"\xef\xbb\xbf"
_JUDGED = 20_000
_PIECE = 1_048_576
_LINE_NOT_ASCII = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*[\r\n]*")
_ASCII = bytes(range(128))


def index_of(path: Path, layout: Layout) -> AreaIndex:
    """Find the rows of every area of a file.

    Args:
        path: A CSV file that nobody writes to meanwhile.
        layout: Its header's delimiter and width, and the columns that name an area.

    Raises:
        OSError: The file cannot be read.
    """
    try:
        has_single_bytes = not layout.wide and layout.delimiter.isascii()
        return _scanned(path, layout) if has_single_bytes else _parsed(path, layout)
    except IrregularError:
        return _parsed(path, layout)


def _scanned(path: Path, layout: Layout) -> AreaIndex:
    found = scan_in_shares(path, layout)  # starts other processes before it imports numpy
    import numpy as np

    odd, faults = _odd(path, layout, found.odd)
    _, first, numbers = np.unique(found.keys, return_index=True, return_inverse=True)
    areas = list(_areas_at(path, layout, found.runs["offset"][first].tolist()))
    numbers = np.concatenate([numbers, np.arange(len(odd)) + len(areas)])
    areas += [area for area, _ in odd]
    runs = np.concatenate([found.runs, np.array([run for _, run in odd], RUN)])
    encoding = _encoding(path, layout, is_utf8=found.is_utf8)
    return _index(layout, encoding, areas, numbers, runs, faults)


def _areas_at(path: Path, layout: Layout, offsets: Iterable[int]) -> Iterator[Area]:
    """Yield the areas of the rows that begin at some bytes."""
    words = Words()
    with path.open("rb") as stream:
        for offset in offsets:
            area = area_of(_row_at(stream, offset, layout), layout.columns)
            yield tuple(words[cell] for cell in area)


def _row_at(stream: BinaryIO, offset: int, layout: Layout) -> list[str]:
    """Part the row that begins at a byte; each byte is a character."""
    stream.seek(offset)
    lines = (line.decode("latin-1") for line in stream)
    return next(csv.reader(lines, delimiter=layout.delimiter), [])


def _odd(
    path: Path, layout: Layout, rows: Iterable[tuple[int, int, int]]
) -> tuple[list[tuple[Area, tuple[int, int, int, int]]], list[Fault]]:
    """Return the rows of another width than the header, and what is wrong with them."""
    words = Words()
    faults: list[Fault] = []
    found = []
    with path.open("rb") as stream:
        for offset, length, row in rows:
            cells = _row_at(stream, offset, layout)
            check_row(cells, row, layout, faults, words.__getitem__)
            area = area_of([words[cell] for cell in cells], layout.columns)
            found.append((area, (offset, length, row, 1)))
    return found, faults


def _parsed(path: Path, layout: Layout) -> AreaIndex:
    import numpy as np

    found = parse(path, layout)
    areas = list(found.runs)
    flat = np.concatenate([np.empty(0, np.int64), *(np.asarray(found.runs[a]) for a in areas)])
    table = flat.reshape(-1, len(RUN))
    runs = np.zeros(len(table), RUN)
    for column, (name, _) in enumerate(RUN):
        runs[name] = table[:, column]
    numbers = np.repeat(np.arange(len(areas)), [len(found.runs[a]) // len(RUN) for a in areas])
    is_good = bool(layout.wide) or is_utf8(path, layout)
    encoding = _encoding(path, layout, is_utf8=is_good)
    index = _index(layout, encoding, areas, numbers, runs, found.faults)
    return replace(index, is_strict=found.is_strict)


def _index(
    layout: Layout,
    encoding: tuple[str, bool],
    areas: Sequence[Area],
    numbers: Positions,
    runs: Runs,
    faults: Sequence[Fault],
) -> AreaIndex:
    """Put runs in the order of areas; ``numbers`` says of each run which of ``areas`` it has."""
    import numpy as np

    recoded = [_recoded(area, layout, encoding[0]) for area in areas]
    place = {area: n for n, area in enumerate(dict.fromkeys(recoded))}
    own = np.array([place[area] for area in recoded], np.int64)[numbers]
    first = np.full(len(place), np.iinfo(np.int64).max)
    np.minimum.at(first, own, runs["row"])
    rank = np.empty(len(place), np.int64)
    rank[np.argsort(first)] = np.arange(len(place))
    own = rank[own]
    order = np.lexsort((runs["row"], own))
    edges = np.searchsorted(own[order], np.arange(len(place) + 1)).tolist()
    runs = runs[order]
    names = sorted(place, key=lambda area: int(rank[place[area]]))
    return AreaIndex(
        layout=layout,
        encoding=encoding[0],
        is_certain=encoding[1],
        parts={
            area: Part(area, int(runs["count"][begin:end].sum()), begin, end)
            for area, (begin, end) in zip(names, pairwise(edges), strict=True)
        },
        runs=runs.tobytes(),
        faults=tuple(faults),
    )


def _recoded(area: Area, layout: Layout, encoding: str) -> Area:
    """Return an area as it reads in the encoding of the file."""
    if layout.wide:
        return area
    data = (text.encode("utf-8", errors="surrogateescape") for text in area)
    return tuple(clean_cell(one.decode(encoding, errors="replace")) for one in data)


def _encoding(path: Path, layout: Layout, *, is_utf8: bool) -> tuple[str, bool]:
    """Return the encoding as reading the whole file would tell it, and whether it is certain."""
    with path.open("rb") as stream:
        opening = stream.read(4)
    if layout.wide:
        return layout.wide, opening.startswith((b"\xff\xfe", b"\xfe\xff"))
    if is_utf8 or opening.startswith(_BOM):
        return "utf-8", True
    return decode(b"".join(_evidence(path))).encoding, False


def _evidence(path: Path) -> Iterator[bytes]:
    """Yield what tells two encodings of single bytes apart: the first line, and lines not ASCII."""
    judged = 0
    seen: set[int] = set()
    rest = b""
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            data = rest + piece
            cut = data.rfind(b"\n") + 1 or len(data)
            rest = data[cut:]
            begin = 0
            if stream.tell() == len(piece):
                begin = min(data.find(b"\n") + 1, cut)
                yield data[:begin]
            for line in _LINE_NOT_ASCII.findall(data, begin, cut):
                told = line.translate(None, _ASCII)
                if judged < _JUDGED or not seen.issuperset(told):
                    judged += len(told)
                    seen.update(told)
                    yield line
    yield rest
