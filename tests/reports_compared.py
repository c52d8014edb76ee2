"""Compares what was read of a planted report with what was put into it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.builders_reports import Planted, flat
from vnrgen.pdftext.model import Kind, Passage, Report

_CODE = re.compile(r"K\d{4}x")


@dataclass(frozen=True)
class Compared:
    """Counts of what was planted and of what was read right, and examples of what was not."""

    passages: float
    headings: float
    pdf_pages: float
    print_pages: float
    sections: float
    wrong: tuple[str, ...]


def token_pages(path: Path) -> dict[str, int]:
    """Return the last page of the file that has each code, as the engine alone reads it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    found: dict[str, int] = {}
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage().get_text_range()
        found.update((code, number + 1) for code in _CODE.findall(text))
    document.close()
    return found


def compare(
    items: Sequence[Planted],
    report: Report,
    pages: dict[str, int] | None,
    printed: Callable[[int], str] | None,
    *,
    notes: bool = True,
) -> Compared:
    """Return the shares of planted items that were read right."""
    by_code = _by_code(report.passages)
    truth = flat(list(items)) if notes else list(items)
    if pages is not None:  # what the producer itself lost cannot be read
        truth = [item for item in truth if item.code in pages]
    wrong: list[str] = []
    right = {"passages": 0, "headings": 0, "pdf": 0, "print": 0, "sections": 0}
    headings = sum(item.kind == "heading" for item in truth)
    for item in truth:
        passage = by_code.get(item.code)
        if passage is None:
            wrong.append(f"missing {item.kind}: {item.text[:80]}")
            continue
        fault = _fault(item, passage)
        if fault:
            wrong.append(f"{fault}: {item.kind} {passage.kind} {_difference(item, passage)}")
        elif item.kind == "heading":
            right["headings"] += 1
        else:
            right["passages"] += 1
        if item.kind not in {"footnote", "heading"}:
            right["sections"] += _same(passage.section, item.section)
            if not _same(passage.section, item.section):
                wrong.append(f"section {passage.section!r} for {item.section!r} of {item.code}")
        if pages is not None and printed is not None:
            page = pages[item.code]
            right["pdf"] += page in {s.pdf_page for s in passage.starts}
            right["print"] += printed(page) in {s.print_page for s in passage.starts}
    others = len(truth) - headings
    placed = sum(item.kind not in {"footnote", "heading"} for item in truth)
    return Compared(
        right["passages"] / others,
        right["headings"] / headings,
        right["pdf"] / len(truth),
        right["print"] / len(truth),
        right["sections"] / placed,
        tuple(wrong),
    )


def _by_code(passages: Iterable[Passage]) -> dict[str, Passage]:
    found: dict[str, Passage] = {}
    for passage in passages:
        if passage.kind not in {Kind.CONTENTS, Kind.HEADER, Kind.FOOTER}:
            for code in _CODE.findall(passage.text):
                found.setdefault(code, passage)
    return found


def _fault(item: Planted, passage: Passage) -> str:
    if str(passage.kind) != item.kind:
        return "kind"
    if not _same(passage.text, item.text):
        return "text"
    if item.kind == "heading" and passage.level != item.level:
        return f"level {passage.level} for {item.level}"
    if item.number and passage.paragraph != item.number:
        return f"number {passage.paragraph} for {item.number}"
    if item.note and item.note.number not in passage.notes:
        return f"notes {passage.notes}"
    return ""


def _difference(item: Planted, passage: Passage) -> str:
    one, two = _plain(item.text), _plain(passage.text)
    at = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), len(two))
    around = slice(max(at - 40, 0), at + 40)
    return f"{item.code} page {passage.pdf_page}: {one[around]!r} / {two[around]!r}"


def _same(one: str, two: str) -> bool:
    return _plain(one) == _plain(two)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).replace("\u2010", "-").replace("\u2011", "-")
    return " ".join(folded.split())
