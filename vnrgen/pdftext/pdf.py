"""The pages of a PDF as lines of text, read in a process that can do nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from vnrgen.confined import Fault, run_confined
from vnrgen.pdftext import pdf_sandbox
from vnrgen.pdftext.lines import Area, Line, OutlineEntry, Page, mirror
from vnrgen.pdftext.marking import is_power
from vnrgen.problems import InvalidInputError, Location, Problem

_SECONDS, _MEGABYTES = 30, 1500  # address space; a 1,000-page report takes a tenth of both
_FAULTS = {
    Fault.TIME: f"reading it takes longer than {_SECONDS} seconds",
    Fault.MEMORY: "reading it takes too much memory",
    Fault.SIZE: "it holds more text than a report can have",
    Fault.CRASH: "the file is damaged",
}

_NOTE_MARKS = re.compile(r"\d{1,3}|[*†‡§¶]+|(?<![^\W\d_])[a-z](?![^\W\d_])")


def pdf_pages(path: Path) -> tuple[list[Page], list[OutlineEntry]]:
    """Return the pages of a PDF in file order, and its outline.

    Raises:
        InvalidInputError: The file is damaged, locked or absurdly large (REP012).
    """
    answer = run_confined(
        Path(pdf_sandbox.__file__), path.read_bytes(), seconds=_SECONDS, megabytes=_MEGABYTES
    )
    if answer.fault:
        raise InvalidInputError([_unreadable(path, _FAULTS[answer.fault])])
    records: list[dict[str, Any]] = [json.loads(line) for line in answer.content.splitlines()]
    last: dict[str, Any] = records.pop() if records else {"fault": _FAULTS[Fault.CRASH]}
    if "fault" in last:
        raise InvalidInputError([_unreadable(path, str(last["fault"]))])
    outline = [
        OutlineEntry(level + 1, None if page is None else page + 1, str(title))
        for level, page, title in last["outline"]
    ]
    return [_page(number, page) for number, page in enumerate(records, start=1)], outline


def _page(number: int, record: dict[str, Any]) -> Page:
    lines = [line for given in record["lines"] if (line := _line(*given)).text.strip()]
    page = Page(
        number,
        lines,
        label=str(record["label"]),
        width=float(record["size"][0]),
        height=float(record["size"][1]),
        shapes=[Area(*shape) for shape in record["shapes"]],
        images=float(record["images"]),
    )
    mirror(page)
    return page


def _line(text: str, *given: Any) -> Line:  # noqa: ANN401 - as JSON gives it
    *places, bold, italic, raised = given
    notes: list[str] = []
    mark = ""
    for offset, said in reversed(raised):
        found = _NOTE_MARKS.findall(said)
        if "".join(found) != re.sub(r"[\s,;()\[\]]+", "", said) or is_power(text[:offset], said):
            text = text[:offset] + said + text[offset:]  # "m²" and "1st" are words
        elif not text[:offset].strip():
            mark = found[0] if found else ""
        else:
            notes[:0] = found
    left, bottom, right, top, base, size = (place / 10 for place in places)
    return Line(
        text, left, bottom, right, top, base, size, bool(bold), bool(italic), tuple(notes), mark
    )


def _unreadable(path: Path, reason: str) -> Problem:
    return Problem(
        "REP012",
        Location(path.name),
        f"the PDF cannot be opened ({reason})",
        "save it anew without a password",
    )
