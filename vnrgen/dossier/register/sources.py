"""A file of recommendations in any form people have it, told by what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path

from vnrgen.dossier.files.archive import RefusedArchiveError
from vnrgen.dossier.files.cell_text import clean_cell
from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.grid import read_grid, report_guessed
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.dossier.files.workbook import UnreadableWorkbookError, each_sheet, looks_like_workbook
from vnrgen.dossier.files.workbook_parts import kind_of_archive
from vnrgen.dossier.model import Origin, Settings
from vnrgen.dossier.register.drafts import Found
from vnrgen.dossier.register.lists import from_markdown, from_word
from vnrgen.dossier.register.spreadsheets import (
    IMPACT_OSS,
    ROWS_LOOKED_AT,
    UPR_INFO,
    filled,
    from_rows,
    header_row,
)
from vnrgen.dossier.register.thematic_list import (
    columns_of,
    from_tables,
    from_text,
    is_thematic_text,
)
from vnrgen.dossier.register.vocabulary import fold_words, known_headers
from vnrgen.dossier.register.word_blocks import WordCell, WordTable, read_word
from vnrgen.problems import Location, ProblemLog
from vnrgen.visible import visible_lines

_MOST_BYTES = 60_000_000
_MOST_TEXT = 5_000_000


class Form(StrEnum):
    """The form a file has."""

    SPREADSHEET = "spreadsheet"
    IMPACT_OSS = "IMPACT OSS"
    UPR_INFO = "UPR Info"
    THEMATIC_LIST = "OHCHR thematic list"
    LIST = "list"

    @property
    def origin(self) -> Origin:
        """Whose the recommendations are where the file does not say it."""
        of_others = {
            Form.IMPACT_OSS: Origin.OTHER,
            Form.UPR_INFO: Origin.UPR,
            Form.THEMATIC_LIST: Origin.UPR,
        }
        return of_others.get(self, Origin.CSO)


@dataclass(frozen=True, slots=True)
class Source:
    """What a file holds."""

    form: Form
    found: tuple[Found, ...]


def read_source(path: Path, settings: Settings, problems: ProblemLog) -> Source:
    """Read the recommendations of a file.

    Args:
        path: A CSV or XLSX, DOCX, Markdown or text file.
        settings: The dossier's.
        problems: Receives what is wrong; RIM001 where nothing can be made of the file.
    """
    try:
        data = read_inside(path, path.parent, most=_MOST_BYTES)
    except UnreadableFileError as error:
        problems.add(error.problem)
        return Source(Form.LIST, ())
    if looks_like_workbook(data) and "Word" in kind_of_archive(data):
        source = _word(data, path.name, settings, problems)
    elif path.suffix.casefold() in {".md", ".markdown", ".txt"}:
        source = _text(data, path, settings, problems)
    else:
        source = _spreadsheet(path, settings, problems)
    if not source.found and not problems.blocking():
        problems.error(
            "RIM001",
            Location(path.name),
            "no recommendations are found in the file",
            "a table needs a column Recommendation, a list needs numbers or bullets; Excel, CSV, "
            "Word, Markdown and text can be read",
        )
    return source


def _word(data: bytes, path: str, settings: Settings, problems: ProblemLog) -> Source:
    try:
        blocks = read_word(data)
    except RefusedArchiveError as error:
        problems.error(
            "RIM001",
            Location(path),
            f"the Word file cannot be read: {error}",
            "open it in Word or LibreOffice and save it anew as DOCX",
        )
        return Source(Form.LIST, ())
    tables = [block for block in blocks if isinstance(block, WordTable)]
    if any(columns_of(row) for table in tables for row in table.rows):
        return Source(Form.THEMATIC_LIST, tuple(from_tables(tables, path)))
    found: list[Found] = []
    before = 0
    for table in tables:
        rows = [_spread(row) for row in table.rows]
        found += from_rows(rows, path, settings, problems, before)
        before += len(rows)
    if found:
        return Source(Form.SPREADSHEET, tuple(found))
    return Source(Form.LIST, tuple(from_word(blocks, path)))


def _spread(row: tuple[WordCell, ...]) -> list[str]:
    cells: list[str] = []
    for cell in row:
        cells += [cell.text, *[""] * (cell.span - 1)]
    return cells


def _text(data: bytes, path: Path, settings: Settings, problems: ProblemLog) -> Source:
    if len(data) > _MOST_TEXT:
        problems.error(
            "RIM001",
            Location(path.name),
            f"the file has more than {_MOST_TEXT // 1_000_000} MB of text",
            "keep the pages with the recommendations",
        )
        return Source(Form.LIST, ())
    decoded = decode(data)
    if not decoded.is_certain:
        report_guessed(Location(path.name), decoded.encoding_name, problems)
    plain = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    text = visible_lines(plain, path.name, problems)
    if is_thematic_text(text):
        return Source(Form.THEMATIC_LIST, tuple(from_text(text, path.name)))
    found = from_markdown(text, path.name)
    if not found and "\t" in text:
        return _spreadsheet(path, settings, problems)
    return Source(Form.LIST, tuple(found))


def _spreadsheet(path: Path, settings: Settings, problems: ProblemLog) -> Source:
    grid = read_grid(
        path,
        path.parent,
        problems,
        known=known_headers(),
        sheet=_sheet_with_header(path),
        as_laid_out=True,
    )
    rows = filled(grid.rows, grid.merged)
    at = header_row(rows)
    headers = {fold_words(cell) for cell in rows[at]} if at is not None else set()
    form = Form.SPREADSHEET
    if headers & IMPACT_OSS:
        form = Form.IMPACT_OSS
    elif headers & UPR_INFO:
        form = Form.UPR_INFO
    found = from_rows(rows, grid.path, settings, problems)
    return Source(form, tuple(found))


def _sheet_with_header(path: Path) -> str:
    """Return the first sheet of a workbook that has a header, "" where the usual one is read.

    A sheet named like the file is the one that is meant; explanations often stand on the first.
    """
    try:
        data = read_inside(path, path.parent, most=_MOST_BYTES)
        if not looks_like_workbook(data):
            return ""
        found = [
            title
            for title, rows in each_sheet(data)
            if header_row([list(map(clean_cell, row)) for row in islice(rows, ROWS_LOOKED_AT)])
            is not None
        ]
    except (UnreadableFileError, UnreadableWorkbookError):
        return ""  # reading it says so
    same = any(title.casefold() == path.stem.casefold() for title in found)
    return "" if same or not found else found[0]
