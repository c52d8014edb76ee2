"""One invented report, set by four programs, is read as it was planted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.builders_report_files import PRODUCERS
from tests.builders_reports import Author
from tests.builders_reports_word import as_word
from tests.reports_compared import compare, token_pages
from vnrgen.pdftext.passages import read_report
from vnrgen.pdftext.roman import roman

LEAST = 0.98  # of passages, headings and both page numbers
NEEDED = {"libreoffice": "soffice", "chromium": "chromium"}
REPORTS = {
    "long": Author(7, chapters=24, paragraphs=8),
    "short": Author(19, chapters=5, paragraphs=5),
}

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("length", REPORTS)
@pytest.mark.parametrize("producer", PRODUCERS)
def test_planted_reports_are_read_as_they_were_planted(
    producer: str, length: str, tmp_path: Path
) -> None:
    if producer in NEEDED and shutil.which(NEEDED[producer]) is None:
        pytest.skip(f"{NEEDED[producer]} is not installed")
    items, path = REPORTS[length].items, tmp_path / f"{producer}.pdf"
    PRODUCERS[producer](items, path)
    pages = token_pages(path)
    body = pages[[item for item in items if item.level == 1][1].code]

    found = compare(
        items,
        read_report(path),
        pages,
        lambda page: str(page - body + 1) if page >= body else roman(page),
    )

    shares = (found.passages, found.headings, found.pdf_pages, found.print_pages, found.sections)
    assert min(shares) >= LEAST, (shares, found.wrong[:20])


def test_the_same_report_in_word_is_read_without_a_fault(tmp_path: Path) -> None:
    items, path = REPORTS["long"].items, tmp_path / "report.docx"
    as_word(items, path)
    assert compare(items, read_report(path), None, None).wrong == ()


def test_a_fault_in_what_is_read_is_seen(tmp_path: Path) -> None:
    items, path = REPORTS["short"].items, tmp_path / "report.docx"
    as_word(items[:-1], path)
    wrong = compare(items, read_report(path), None, None).wrong
    assert wrong
    assert all(fault.startswith("missing") for fault in wrong)
