"""The pages of a PDF as lines of text, read in a process that can do nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from vnrgen.confined import Fault, run_confined
from vnrgen.pdftext import pdf_sandbox
from vnrgen.pdftext.passages import PageText
from vnrgen.problems import InvalidInputError, Location, Problem

_SECONDS, _MEGABYTES = 30, 1500  # address space; a 1,000-page report takes a tenth of both
_FAULTS = {
    Fault.TIME: f"reading it takes longer than {_SECONDS} seconds",
    Fault.MEMORY: "reading it takes too much memory",
    Fault.SIZE: "it holds more text than a report can have",
    Fault.CRASH: "the file is damaged",
}


def pdf_pages(path: Path) -> list[PageText]:
    """Return the text of every page in file order, with the page label where the file has one.

    Raises:
        InvalidInputError: The file is damaged, locked or absurdly large (REP012).
    """
    answer = run_confined(
        Path(pdf_sandbox.__file__), path.read_bytes(), seconds=_SECONDS, megabytes=_MEGABYTES
    )
    if answer.fault:
        raise InvalidInputError([_unreadable(path, _FAULTS[answer.fault])])
    records: list[dict[str, Any]] = [json.loads(line) for line in answer.content.splitlines()]
    last = records.pop() if records else {"fault": _FAULTS[Fault.CRASH]}
    if "fault" in last:
        raise InvalidInputError([_unreadable(path, str(last["fault"]))])
    return [
        PageText(
            number, str(page["label"] or number), tuple(str(line[0]) for line in page["lines"])
        )
        for number, page in enumerate(records, start=1)
    ]


def _unreadable(path: Path, reason: str) -> Problem:
    return Problem(
        "REP012",
        Location(path.name),
        f"the PDF cannot be opened ({reason})",
        "save it anew without a password",
    )
