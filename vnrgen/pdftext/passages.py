"""A national report as numbered passages, each with the pages and section it stands in."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vnrgen.pdftext.model import Passage
from vnrgen.problems import InvalidInputError, Location, Problem
from vnrgen.visible import visible

_PARAGRAPH_NUMBER = re.compile(r"^(\d{1,3})\.\s+(?=\S)")
_MOST_BYTES = 200_000_000
_MOST_TEXT = 20_000_000
_MOST_PASSAGES = 50_000  # a report of 1,000 pages has some 10,000
_SHORT = 90  # characters: a line of running text is seldom a heading, a heading seldom longer


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of one page, empty lines between paragraphs kept."""

    pdf_page: int | None
    print_page: str
    lines: tuple[str, ...]


def read_passages(path: Path) -> tuple[Passage, ...]:
    """Read a report (PDF, DOCX or text) into passages.

    Raises:
        InvalidInputError: The file has no text (REP010), is of another kind (REP011), or cannot
            be read (REP012).
    """
    pages = _pages(path)
    passages = tuple(itertools.islice(_passages(pages), _MOST_PASSAGES + 1))
    if len(passages) > _MOST_PASSAGES:
        raise InvalidInputError([_too_long(path)])
    if not passages:
        raise InvalidInputError(
            [
                Problem(
                    "REP010",
                    Location(path.name),
                    "the report holds no text that can be read; it may be a scan",
                    "run character recognition (OCR) on it first",
                )
            ]
        )
    return passages


def _pages(path: Path) -> list[PageText]:
    suffix = path.suffix.lower()
    _check_size(path)
    if suffix == ".pdf":
        from vnrgen.pdftext.pdf import pdf_pages

        return pdf_pages(path)
    if suffix == ".docx":
        from vnrgen.pdftext.word import word_pages

        return word_pages(path)
    if suffix in {".txt", ".md"}:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        return [PageText(None, "", tuple(text.splitlines()))]
    problem = Problem(
        "REP011",
        Location(path.name),
        f"{suffix or 'a file without ending'} is not a kind of report that can be read",
        "save the report as PDF, DOCX or plain text",
    )
    raise InvalidInputError([problem])


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


def _passages(pages: Iterable[PageText]) -> Iterator[Passage]:
    section, index = "", 0
    for page in pages:
        for block in _paragraphs(page.lines):
            text = visible(_joined(block)).strip()
            if not text:
                continue
            if _is_heading(text):
                section = text.lstrip("#").strip()
                continue
            number = _PARAGRAPH_NUMBER.match(text)
            index += 1
            yield Passage(
                index=index,
                text=text[number.end() :] if number else text,
                section=section,
                paragraph=number.group(1) if number else "",
                pdf_page=page.pdf_page,
                print_page=page.print_page,
            )


def _paragraphs(lines: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        starts = bool(_PARAGRAPH_NUMBER.match(line.strip())) or line.startswith("#")
        if block and (not line.strip() or starts):
            yield block
            block = []
        if line.strip():
            block.append(line.strip())
            if line.startswith("#"):
                yield block
                block = []
    if block:
        yield block


def _joined(lines: list[str]) -> str:
    text = " ".join(lines)
    return re.sub(r"(?<=[a-z])[-\u00ad\u0002] (?=[a-z])", "", text)  # a word cut at the line's end


def _is_heading(text: str) -> bool:
    if text.startswith("#"):
        return True
    return len(text) <= _SHORT and not text.endswith((".", ";", ":", ",")) and text[:1].isupper()
