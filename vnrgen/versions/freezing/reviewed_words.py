"""Copies of people's own words in ``reviews/``: found, and erased when they are withdrawn."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vnrgen.dossier.files.delimited import TooManyCellsError, split_rows
from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.problems import InvalidInputError, Location, Problem
from vnrgen.whole_file import write_whole

REVIEWS: Final = "reviews"
_BACKUPS: Final = "before-*"
_MOST_BYTES: Final = 30_000_000
_COPIES: Final = frozenset({"words", "in_the_dossier", "in_word"})
"""Columns of the lists in which words of a source are repeated."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """A file that holds somebody's words; ``left`` is what stays of it, None for nothing."""

    path: Path
    testimony_id: str
    left: bytes | None


def in_reviews(dossier: Path, ids: Iterable[str]) -> tuple[str, ...]:
    """Return which of these stories and findings have copies of their words in ``reviews/``."""
    wanted = sorted(set(ids))
    return tuple(key for key in wanted if next(_copies(dossier, key), None) is not None)


def erase_from_reviews(dossier: Path, ids: Iterable[str]) -> tuple[str, ...]:
    """Erase the words of stories and findings from ``reviews/``; return the ids that were there.

    Sources of stories, and tables with a finding, that a pull kept as they were before it are
    erased whole; in lists the cells that repeat the words become empty. What a reviewer says of
    them is not erased.

    Raises:
        InvalidInputError: A file cannot be erased (VER009) or written (PUB007).
    """
    erased = []
    for key in sorted(set(ids)):
        found = list(_copies(dossier, key))
        for copy in found:
            if copy.left is None:
                _unlink(dossier, copy.path)
            else:
                write_whole(copy.path, copy.left)
        if found:
            erased.append(key)
    return tuple(erased)


def _copies(dossier: Path, key: str) -> Iterator[_Copy]:
    reviews = dossier / REVIEWS
    names = {key}
    for path in sorted(dossier.glob("stories/*")):
        if _is_story_of(dossier, path, key):
            names.add(path.name)
    for path in sorted(reviews.glob(f"{_BACKUPS}/stories/*")):
        if _is_story_of(dossier, path, key):
            names.add(path.name)
            yield _Copy(path, key, None)
    for path in sorted(reviews.glob(f"{_BACKUPS}/qualitative.*")):
        if _holds_finding(dossier, path, key):
            yield _Copy(path, key, None)
    for path in sorted(reviews.glob("*.csv")):
        left = _without_words(_data(dossier, path), names)
        if left is not None:
            yield _Copy(path, key, left)


def _data(dossier: Path, path: Path) -> bytes:
    try:
        return read_inside(path, dossier, most=_MOST_BYTES)
    except UnreadableFileError:
        return b""


def _is_story_of(dossier: Path, path: Path, key: str) -> bool:
    text = decode(_data(dossier, path)).text
    return (
        re.search(rf"(?m)^story_id\s*:\s*[\"']?{re.escape(key)}[\"']?\s*(?:#.*)?$", text)
        is not None
    )


def _holds_finding(dossier: Path, path: Path, key: str) -> bool:
    from vnrgen.dossier.files.workbook import looks_like_workbook, read_sheet

    data = _data(dossier, path)
    if looks_like_workbook(data):
        rows: Sequence[Sequence[object]] = read_sheet(data, path.stem).rows
    else:
        rows = _rows(data)[0]
    return any(str(cell).strip() == key for row in rows for cell in row)


def _rows(data: bytes) -> tuple[list[list[str]], str]:
    try:
        split = split_rows(decode(data).text, lambda cells: sum(c in _COPIES for c in cells))
    except TooManyCellsError:
        return [], ","
    return split.rows, split.delimiter


def _without_words(data: bytes, names: Iterable[str]) -> bytes | None:
    """Return a list with the words about somebody emptied, None where it has none."""
    rows, delimiter = _rows(data)
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if "place" not in header:
        return None
    known = "|".join(re.escape(name) for name in sorted(names))
    about = re.compile(rf"(?<![\w-])(?:{known})(?![\w-])")
    place, changed = header.index("place"), False
    for row in rows[1:]:
        if len(row) <= place or not about.search(row[place]):
            continue
        for column, name in enumerate(header[: len(row)]):
            if name in _COPIES and row[column]:
                row[column], changed = "", True
    if not changed:
        return None
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def _unlink(dossier: Path, path: Path) -> None:
    try:
        path.unlink()
    except OSError as error:
        raise InvalidInputError(
            [
                Problem(
                    "VER009",
                    Location(path.relative_to(dossier).as_posix()),
                    f"these withdrawn words cannot be erased: {error.strerror or error}",
                    "make the file yours to write, and withdraw again",
                )
            ]
        ) from error
