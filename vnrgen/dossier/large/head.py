"""The header of a large CSV file, and how its cells are parted and encoded."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vnrgen.dossier.files.cell_text import clean_cell
from vnrgen.dossier.files.delimited import TooManyCellsError, split_rows
from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.grid import header_key
from vnrgen.dossier.files.workbook import looks_like_old_workbook, looks_like_workbook

FROM_BYTES = 24_000_000  # below, a file is read whole
MOST_BYTES = 8_000_000_000
_SAMPLE = 262_144
_MARKS = {b"\xef\xbb\xbf": 3, b"\xff\xfe": 2, b"\xfe\xff": 2}
_SEPARATOR_LINE = re.compile(r'"?sep=[,;|\t]"?\r?\n?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a CSV file; ``start`` is the byte it begins at.

    ``wide`` is the name of the encoding where characters have two bytes, else "".
    """

    header: tuple[str, ...]
    delimiter: str
    start: int
    wide: str


def is_large(path: Path, root: Path) -> bool:
    """Tell a file inside the dossier that is to be searched rather than read whole."""
    try:
        inside = path.resolve().is_relative_to(root.resolve())
        return inside and path.is_file() and FROM_BYTES < path.stat().st_size <= MOST_BYTES
    except (OSError, RuntimeError):  # RuntimeError: links in a circle
        return False


def read_head(path: Path, known: Iterable[str], delimiter: str = "") -> Head | None:
    """Return the header of a CSV file, None where the file is none or has no first row.

    Args:
        path: The file.
        known: Headers that help to tell the delimiter.
        delimiter: What is between the cells, where the layout says so.
    """
    try:
        with path.open("rb") as stream:
            sample = stream.read(_SAMPLE)
    except OSError:
        return None
    return _head_of(sample, tuple(known), delimiter)


@functools.lru_cache(maxsize=2)
def _head_of(sample: bytes, known: tuple[str, ...], delimiter: str) -> Head | None:
    """Return the header at the beginning of a file: of one file it is asked for each country."""
    if looks_like_workbook(sample) or looks_like_old_workbook(sample):
        return None
    decoded = decode(sample[: sample.rfind(b"\n") + 1] or sample)
    wide = decoded.encoding if decoded.encoding.startswith("utf-16") else ""
    if wide:
        decoded = decode(sample)
    names = frozenset(map(header_key, known))
    try:
        split = split_rows(
            decoded.text,
            lambda cells: sum(header_key(clean_cell(c)) in names for c in cells),
            delimiter,
        )
    except TooManyCellsError:
        return None
    if not split.rows or not any(split.rows[0]):
        return None
    mark = next((size for mark, size in _MARKS.items() if sample.startswith(mark)), 0)
    line = None if delimiter else _SEPARATOR_LINE.match(decoded.text)
    skipped = line.end() * (2 if wide else 1) if line else 0
    header = tuple(clean_cell(cell) for cell in split.rows[0])
    return Head(header, split.delimiter, mark + skipped, wide)
