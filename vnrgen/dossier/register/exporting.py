"""The register as a table for other programs, in which no text comes alive as a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date

from vnrgen.dossier.files.workbook_edits import new_workbook
from vnrgen.dossier.model import Recommendation
from vnrgen.dossier.register.view import Entry
from vnrgen.dossier.tables.action import RECOMMENDATION_COLUMNS
from vnrgen.dossier.tables.dates import written

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (*RECOMMENDATION_COLUMNS.names, "state", "uptake")
_LISTS = {
    "groups": "group_ids",
    "evidence": "evidence_ids",
    "recommended_by": "recommended_by",
    "further_targets": "further_targets",
}


def as_csv(entries: Iterable[Entry]) -> bytes:
    """Return the entries as CSV with the mark by which spreadsheets know UTF-8."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(text) for text in _texts(entry)] for entry in entries)
    return stream.getvalue().encode("utf-8-sig")


def as_workbook(entries: Iterable[Entry]) -> bytes:
    """Return the entries as a workbook in which every cell is text, ids like 115.10 too."""
    return new_workbook("recommendations", COLUMNS, (_texts(entry) for entry in entries))


def as_json(entries: Iterable[Entry]) -> bytes:
    """Return the entries as JSON, lists as lists and what is not there as null."""
    records = [as_record(entry) for entry in entries]
    text = json.dumps({"recommendations": records}, ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def as_record(entry: Entry) -> dict[str, object]:
    """Return an entry by the names of the register's columns."""
    item = entry.recommendation
    record: dict[str, object] = {}
    for name in RECOMMENDATION_COLUMNS.names:
        value = _value(item, name)
        if name in _LISTS:
            record[name] = list(value) if isinstance(value, tuple) else []
        else:
            record[name] = value if isinstance(value, int) else (str(value or "") or None)
    record |= {"state": str(entry.state), "uptake": str(entry.uptake) if entry.uptake else None}
    return record


def _value(item: Recommendation, name: str) -> object:
    value: object = getattr(item, _LISTS.get(name, name))
    return written(value) if isinstance(value, date) else value


def _texts(entry: Entry) -> Sequence[str]:
    texts = []
    for value in as_record(entry).values():
        if isinstance(value, list):
            texts.append(";".join(value))
        else:
            texts.append("" if value is None else str(value))
    return texts


def _harmless(text: str) -> str:
    """Return a text with a quote before what a spreadsheet would run (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_FORMULA) else text
