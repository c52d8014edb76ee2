"""Rows added to or changed in the register's file, everything else of it left as it is.

A CSV keeps its encoding, byte order mark, separator, line ends and the order of its columns; rows
that do not change keep their bytes. Columns that are needed and missing are added at the end.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from vnrgen.dossier.files.cell_text import clean_cell
from vnrgen.dossier.files.delimited import split_rows
from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.grid import header_key
from vnrgen.dossier.files.workbook import looks_like_workbook
from vnrgen.dossier.files.workbook_edits import with_rows
from vnrgen.dossier.tables.action import RECOMMENDATION_COLUMNS
from vnrgen.problems import InvalidInputError, Location, Problem

FILE_NAME = "recommendations.csv"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_KEYS = {header_key(name): name for name in RECOMMENDATION_COLUMNS.names}

Cells = Mapping[str, str]


def new_register(added: Sequence[Cells]) -> bytes:
    """Return a register of rows, as CSV that spreadsheets open right."""
    names = RECOMMENDATION_COLUMNS.names
    lines = [_line(names, ",", "\n")]
    lines += [_line([cells.get(n, "") for n in names], ",", "\n") for cells in added]
    return "".join(lines).encode("utf-8-sig")


def extended(
    path: Path, data: bytes, added: Sequence[Cells], changed: Mapping[int, Cells]
) -> bytes:
    """Return a register with rows added at its end and cells of others changed.

    Args:
        path: The file, for problems.
        data: Its bytes.
        added: Cells of new rows by column.
        changed: New cells by the number of the row, the header being row 1.

    Raises:
        InvalidInputError: It cannot be written without changing more than that (RIM016).
    """
    if looks_like_workbook(data):
        return with_rows(data, path.stem, _names_of, _needed(added, changed), added, changed)
    return _extended_csv(path, data, added, changed)


def _needed(added: Sequence[Cells], changed: Mapping[int, Cells]) -> tuple[str, ...]:
    """Return the columns that the new cells need, in the order of the documentation."""
    used = {name for cells in (*added, *changed.values()) for name, v in cells.items() if v}
    return tuple(name for name in RECOMMENDATION_COLUMNS.names if name in used)


def _names_of(header: Sequence[str]) -> list[str]:
    """Return the documented names of a header's columns, "" for those that have none."""
    return [_KEYS.get(header_key(clean_cell(cell)), "") for cell in header]


def _extended_csv(
    path: Path, data: bytes, added: Sequence[Cells], changed: Mapping[int, Cells]
) -> bytes:
    decoded = decode(data)
    mark = next((m for m in _MARKS if decoded.is_certain and data.startswith(m)), b"")
    text = decoded.text
    if mark + _encoded(text, decoded.encoding) != data:
        raise _refused(path, "some of its characters cannot be read")
    split = split_rows(text, lambda cells: sum(map(bool, _names_of(cells))))
    body = text
    hint = text[: len(text) - len(_without_separator_line(text))]
    body = text[len(hint) :]
    records = split_records(body, split.delimiter)
    if split.faults or len(records) != len(split.rows):
        raise _refused(path, "its quotation marks cannot be told apart from its text")
    end = _line_end(body)
    names = _names_of(split.rows[0])
    fresh = [name for name in _needed(added, changed) if name not in names]
    made = [hint]
    for number, (record, row) in enumerate(zip(records, split.rows, strict=True), start=1):
        if number in changed:
            cells = [*row, *[""] * (len(names) - len(row)), *[""] * len(fresh)]
            for name, value in changed[number].items():
                cells[[*names, *fresh].index(name)] = value
            made.append(_line(cells, split.delimiter, end))
        elif not fresh or not record.strip():
            made.append(record)
        else:
            more = fresh if number == 1 else [""] * len(fresh)
            padding = split.delimiter * (len(names) - len(row))
            bare = record.rstrip("\r\n")
            made.append(bare + padding + "".join(split.delimiter + m for m in more) + end)
    if made[-1] and not made[-1].endswith(("\r", "\n")):
        made.append(end)
    order = [*names, *fresh]
    made += [_line([cells.get(n, "") for n in order], split.delimiter, end) for cells in added]
    try:
        return mark + "".join(made).encode(decoded.encoding)
    except UnicodeEncodeError as error:
        letter = error.object[error.start]
        what = f"it is saved as {decoded.encoding_name}, which has no “{letter}”"
        raise _refused(path, what) from error


def _without_separator_line(text: str) -> str:
    """Return a text without the line ``sep=;`` that Excel hides."""
    first, _end, _rest = text.partition("\n")
    bare = first.strip().strip('"').casefold()
    return text[len(first) + 1 :] if bare.startswith("sep=") and len(bare) == 5 else text


def split_records(text: str, delimiter: str) -> list[str]:
    r"""Return the rows of a delimited text as they are written, line ends with them.

    >>> split_records('a,b\n"1\n2",c\n', ",")
    ['a,b\n', '"1\n2",c\n']
    """
    records: list[str] = []
    start = at = 0
    in_quotes, at_start = False, True
    while at < len(text):
        char = text[at]
        if in_quotes:
            if char == '"':
                in_quotes = text[at + 1 : at + 2] == '"'
                at += in_quotes
        elif char == '"' and at_start:
            in_quotes = True
        elif char in "\r\n":
            at += text[at : at + 2] == "\r\n"
            records.append(text[start : at + 1])
            start = at + 1
        at_start = not in_quotes and char in (delimiter, "\r", "\n")
        at += 1
    if start < len(text):
        records.append(text[start:])
    return records


def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, errors="replace")


def _line_end(text: str) -> str:
    if "\r\n" in text:
        return "\r\n"
    return "\r" if "\r" in text and "\n" not in text else "\n"


def _line(cells: Sequence[str], delimiter: str, end: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerow(cells)
    return stream.getvalue()


def _refused(path: Path, what: str) -> InvalidInputError:
    return InvalidInputError(
        [
            Problem(
                "RIM016",
                Location(path.name),
                f"nothing can be added to the register: {what}",
                "open it in a spreadsheet and save it as CSV UTF-8, then import again",
            )
        ]
    )
