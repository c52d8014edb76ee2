"""A long CSV file is gone through in shares, all but the first by processes beside this one.

Threads would not do: numpy lets go of the interpreter's lock in each of its many short steps, and
two threads that hand it to and fro are no faster than one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from vnrgen.beside import Beside, LostProcessError, beside, processors
from vnrgen.dossier.large.index import Layout
from vnrgen.dossier.large.scan import LONGEST_ROW, FoundRows, IrregularError, SplitError, scan

HEAD_START = 50_331_648  # bytes that this process goes through while another starts
_MOST_SHARES = 4
Answer = FoundRows | IrregularError | SplitError


def scan_in_shares(path: Path, layout: Layout) -> FoundRows:
    """Return what a file holds.

    Where a share begins is a guess that the one before it proves: a row begins there only if one
    ends there outside of quotation marks. Where a share does not prove it, or its process is lost,
    this process goes through the file from the start of that share to the end.

    Raises:
        IrregularError: The quoting breaks the rules, there are null bytes, or a row is too long.
        OSError: The file cannot be read.
    """
    starts = [layout.start, *_later_starts(path, layout)]
    stops = [*starts[1:], None]
    shares: list[FoundRows] = []
    with ExitStack() as started:
        others = [started.enter_context(beside(__name__, scan_share.__name__)) for _ in starts[1:]]
        for process, start, stop in zip(others, starts[1:], stops[1:], strict=True):
            if process:
                process.give(path, layout, start, stop)
        answer: Answer | None = scan_share(path, layout, starts[0], stops[0])
        for process, start in zip([*others, None], starts, strict=True):
            if isinstance(answer, IrregularError):
                raise answer
            if not isinstance(answer, FoundRows):
                shares.append(scan(path, layout, start, None))
                break
            shares.append(answer)
            answer = _answer_of(process)
    return FoundRows.joined(list(_counted_on(shares)))


def make_ready() -> None:
    """Import what going through a share needs while the process waits for it."""
    import numpy as np

    np.zeros(1)


def scan_share(path: Path, layout: Layout, start: int, stop: int | None) -> Answer:
    """Return what a share of a file holds, its rows counted from 1, or why nobody can tell.

    Raises:
        OSError: The file cannot be read.
    """
    try:
        return scan(path, layout, start, stop)
    except (IrregularError, SplitError) as error:
        return error


def _answer_of(process: Beside | None) -> FoundRows | IrregularError | SplitError | None:
    """Wait for what a share holds; None where its process was lost or never began."""
    try:
        answer: FoundRows | IrregularError | SplitError | None = (
            process.answer() if process else None
        )
    except LostProcessError:
        return None
    return answer


def _later_starts(path: Path, layout: Layout) -> Iterator[int]:
    """Yield where rows of the header's width seem to begin, for shares that end together."""
    size = path.stat().st_size - layout.start
    count = min(processors(), _MOST_SHARES, size // (2 * HEAD_START))
    own = (size + (count - 1) * HEAD_START) // max(count, 1)
    for number in range(1, count):
        wanted = layout.start + own + (number - 1) * (size - own) // (count - 1)
        found = _row_after(path, layout, wanted)
        if found is None:
            return
        yield found


def _row_after(path: Path, layout: Layout, place: int) -> int | None:
    """Return where a row of the header's width seems to begin after a byte; None if nowhere."""
    with path.open("rb") as stream:
        stream.seek(place)
        lines = stream.read(LONGEST_ROW * 2).decode("latin-1").split("\n")
    for line, following in pairwise(lines[:-1]):
        place += len(line) + 1
        try:
            cells = next(csv.reader([following], delimiter=layout.delimiter, strict=True), [])
        except csv.Error:
            continue
        if len(cells) == layout.width:
            return place
    return None


def _counted_on(shares: Sequence[FoundRows]) -> Iterator[FoundRows]:
    """Yield shares with their rows counted on from those before, the header included."""
    rows = 0
    for share in shares:
        share.runs["row"] += rows
        odd = tuple((offset, length, row + rows) for offset, length, row in share.odd)
        yield replace(share, odd=odd)
        rows += share.count
