"""A national report as numbered passages, each with the pages and section it stands in."""

from __future__ import annotations

import codecs
import functools
from collections.abc import Sequence
from pathlib import Path

from vnrgen.pdftext.assemble import report_of_pages
from vnrgen.pdftext.model import Kind, Passage, Report
from vnrgen.pdftext.plain import plain_pages
from vnrgen.problems import InvalidInputError, Location, Problem, Severity

__all__ = [
    "Passage",
    "Report",
    "misread_pages",
    "page_ranges",
    "read_passages",
    "read_report",
    "scanned_pages",
]

_MOST_BYTES = 200_000_000
_MOST_TEXT = 20_000_000
_MOST_LINES = 200_000  # of plain text; a report of 1,000 pages has some 60,000
_MOST_PASSAGES = 50_000  # a report of 1,000 pages has some 10,000


def read_passages(path: Path) -> tuple[Passage, ...]:
    """Read a report (PDF, DOCX or text) into passages of every kind, in reading order.

    Raises:
        InvalidInputError: As ``read_report`` raises it.
    """
    return read_report(path).passages


def read_report(path: Path) -> Report:
    """Read a report (PDF, DOCX or text).

    Raises:
        InvalidInputError: The file has no text (REP010), is of another kind (REP011), or cannot be
            read (REP012).
    """
    _check_size(path)
    found = path.stat()
    return _read_once(path, (found.st_mtime_ns, found.st_size))


@functools.lru_cache(maxsize=4)
def _read_once(path: Path, _stamp: tuple[int, int]) -> Report:
    """Read a report once, as long as its file is the same."""
    report = _read(path)
    if len(report.passages) > _MOST_PASSAGES:
        raise InvalidInputError([_too_long(path)])
    if not any(passage.kind is not Kind.FOOTER for passage in report.passages):
        raise InvalidInputError([_without_text(path, report)])
    return report


def _read(path: Path) -> Report:
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        from vnrgen.pdftext.pdf import pdf_pages

        pages, outline = pdf_pages(path)
        return report_of_pages(pages, outline)
    if suffix == ".docx":
        from vnrgen.pdftext.word import word_report

        return word_report(path)
    if suffix in {".txt", ".md"}:
        text = _plain_text(path)
        if text.count("\n") > _MOST_LINES:
            raise InvalidInputError([_too_long(path)])
        pages = plain_pages(text)
        if sum(len(page.lines) for page in pages) > _MOST_LINES:
            raise InvalidInputError([_too_long(path)])
        return report_of_pages(pages)
    problem = Problem(
        "REP011",
        Location(path.name),
        f"{suffix or 'a file without ending'} is not a kind of report that can be read",
        "save the report as PDF, DOCX or plain text",
    )
    raise InvalidInputError([problem])


def _plain_text(path: Path) -> str:
    """Return what a text file says, its lines ended alike.

    Raises:
        InvalidInputError: It is neither UTF-8 nor UTF-16 (REP012): no quote with an accent would
            be found, or it would be printed wrongly.
    """
    data = path.read_bytes()
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem(
            "REP012",
            Location(path.name),
            f"line {line} of the text is not UTF-8, so that its letters are not known",
            "open it in the program that shows it rightly, and save it as text in UTF-8",
        )
        raise InvalidInputError([problem]) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def scanned_pages(path: Path, report: Report) -> Problem | None:
    """Return a warning that names the pages that are pictures without text, if there are any."""
    if not report.scanned:
        return None
    return Problem(
        "REP013",
        Location(path.name),
        f"pages without text, only pictures, are not read: {page_ranges(report.scanned)}",
        "run character recognition (OCR) on the file first",
        Severity.WARNING,
    )


def misread_pages(path: Path, report: Report) -> Problem | None:
    """Return a warning that names the pages whose text is not what is drawn, if there are any."""
    if not report.misread:
        return None
    return Problem(
        "REP014",
        Location(path.name),
        "the letters recorded in the file are not those that are drawn, on the pages "
        f"{page_ranges(report.misread)}; what is read there is wrong",
        "use the Word file of the report, or run character recognition (OCR) on this one",
        Severity.WARNING,
    )


def page_ranges(pages: Sequence[int]) -> str:
    """Return pages as they are cited.

    >>> page_ranges([1, 2, 3, 7])
    '1-3, 7'
    """
    groups: list[list[int]] = []
    for page in pages:
        if groups and page == groups[-1][-1] + 1:
            groups[-1].append(page)
        else:
            groups.append([page])
    return ", ".join(f"{g[0]}-{g[-1]}" if len(g) > 1 else str(g[0]) for g in groups)


def _without_text(path: Path, report: Report) -> Problem:
    where = f" (pages {page_ranges(report.scanned)})" if report.scanned else ""
    return Problem(
        "REP010",
        Location(path.name),
        f"the report holds no text that can be read; it may be a scan{where}",
        "run character recognition (OCR) on it first",
    )


def _too_long(path: Path) -> Problem:
    return Problem(
        "REP012",
        Location(path.name),
        f"the report has more than {_MOST_PASSAGES:,} paragraphs",
        "keep the part that answers the recommendations",
    )


def _check_size(path: Path) -> None:
    try:
        size, is_plain = path.stat().st_size, path.is_file()
    except OSError:
        size, is_plain = 0, False
    most = _MOST_TEXT if path.suffix.lower() in {".txt", ".md"} else _MOST_BYTES
    if size > most or not is_plain:
        problem = Problem(
            "REP012",
            Location(path.name),
            f"the file has {size // 1_000_000} MB" if is_plain else "the file cannot be opened",
            "keep the text of the report and leave out its pictures",
        )
        raise InvalidInputError([problem])
