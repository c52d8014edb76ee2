"""The lists of comments in ``reviews/``: written by a pull, worked on by people, read for Word."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vnrgen.dossier.files.delimited import TooManyCellsError, split_rows
from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.problems import Location, ProblemLog
from vnrgen.render.docx.remarks import Remark
from vnrgen.versions.pull.leaves import said
from vnrgen.versions.pull.word import Comment

REVIEWS: Final = "reviews"
COLUMNS: Final = ("number", "author", "date", "place", "words", "comment", "done")
_NEEDED: Final = frozenset({"place", "comment"})
_MOST_BYTES: Final = 20_000_000
_NOT_DONE: Final = frozenset({"", "no", "0", "false", "open"})
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_MINUTE: Final = len("2026-04-02T10:00")

Placed = tuple[Comment, str]


@dataclass(frozen=True, slots=True)
class ReviewList:
    """One list: its header as written, its rows by column name, and how it is written."""

    path: str
    data: bytes
    header: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    delimiter: str

    def remarks(self) -> Iterator[tuple[Remark, bool]]:
        """Yield what the list says, and whether it is done."""
        for number, row in self.rows:
            if not row.get("comment", "").strip():
                continue
            marks = (row.get(name, "").strip().casefold() for name in ("done", "status"))
            remark = Remark(
                author=_plain(row.get("author", "")),
                date=_plain(row.get("date", "")).strip(),
                place=_plain(row.get("place", "")).strip(),
                words=_plain(row.get("words", "")),
                text=_plain(row["comment"]),
                where=Location(self.path, number),
            )
            yield remark, any(mark not in _NOT_DONE for mark in marks)

    def with_more(self, comments: Sequence[Placed]) -> bytes:
        """Return the list with further rows; those it has keep their bytes."""
        stream = io.StringIO()
        end = "\r\n" if b"\r\n" in self.data else "\n"
        writer = csv.writer(stream, delimiter=self.delimiter, lineterminator=end)
        for number, row in enumerate(_rows(comments), start=len(self.rows) + 1):
            cells = dict(zip(COLUMNS, (str(number), *row[1:]), strict=True))
            writer.writerow([cells.get(name, "") for name in self.header])
        decoded = decode(self.data)
        text = stream.getvalue()
        if not decoded.text.endswith(("\n", "\r")):
            text = end + text
        try:
            return self.data + text.encode(decoded.encoding)
        except UnicodeEncodeError:
            return (decoded.text + text).encode("utf-8-sig")


def review_lists(dossier: Path, problems: ProblemLog) -> tuple[ReviewList, ...]:
    """Read the lists of comments of a dossier; other tables in its folder are none.

    Problems name lists that cannot be read, as warnings of their own codes.
    """
    found = []
    for path in sorted((dossier / REVIEWS).glob("*.csv")):
        name = f"{REVIEWS}/{path.name}"
        try:
            data = read_inside(path, dossier, most=_MOST_BYTES)
        except UnreadableFileError as error:
            problems.add(error.problem)
            continue
        each = read_list(name, data)
        if each is not None:
            found.append(each)
    return tuple(found)


def read_list(path: str, data: bytes) -> ReviewList | None:
    """Return a list of comments, None where a table is none."""
    text = decode(data).text
    try:
        split = split_rows(text, lambda cells: sum(c.strip().casefold() in COLUMNS for c in cells))
    except TooManyCellsError:
        return None
    if not split.rows:
        return None
    header = tuple(cell.strip().casefold() for cell in split.rows[0])
    if not set(header) >= _NEEDED:
        return None
    rows = tuple(
        (number, dict(zip(header, cells, strict=False)))
        for number, cells in enumerate(split.rows[1:], start=2)
        if any(cell.strip() for cell in cells)
    )
    return ReviewList(path, data, header, rows, split.delimiter)


def open_remarks(dossier: Path, problems: ProblemLog) -> tuple[Remark, ...]:
    """Return what reviewers said and nobody has called done, in the order of the lists."""
    return tuple(
        remark
        for each in review_lists(dossier, problems)
        for remark, done in each.remarks()
        if not done
    )


def not_listed(comments: Iterable[Placed], lists: Iterable[ReviewList]) -> list[Placed]:
    """Return the comments of a Word file that no list has yet: those put into it come back too."""
    known = [remark for each in lists for remark, _done in each.remarks()]
    fresh = []
    for comment, place in comments:
        same = next((r for r in known if _is_same(comment, r)), None)
        if same is None:
            fresh.append((comment, place))
        else:
            known.remove(same)
    return fresh


def _is_same(comment: Comment, remark: Remark) -> bool:
    """Whether it is the same remark; a date that a spreadsheet wrote anew is no difference."""
    if comment.author.strip() != remark.author.strip():
        return False
    if said([comment.text]) != said([remark.text]):
        return False
    one, other = comment.date[:_MINUTE], remark.date[:_MINUTE]
    return one == other or not one or not other[:4].isdigit()


def new_list(comments: Sequence[Placed]) -> bytes:
    """Return comments as a list that spreadsheets open right; ``place`` is a block."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(comments))
    return stream.getvalue().encode("utf-8-sig")


def _rows(comments: Sequence[Placed]) -> Iterator[tuple[str, ...]]:
    for number, (c, place) in enumerate(comments, start=1):
        done = "yes" if c.done else ""
        cells = (str(number), c.author, c.date, place, c.quoted, c.text, done)
        yield tuple(harmless(cell) for cell in cells)


def harmless(cell: str) -> str:
    """Keep a spreadsheet from taking words for a formula."""
    return "'" + cell if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    """Take the sign away that kept a spreadsheet from reading a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
