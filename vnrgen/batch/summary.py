"""Which countries were made, which not and why: for whoever ran the batch, not for publication.

Problems name files of the dossiers, those of stories that are not shown among them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from vnrgen import __version__
from vnrgen.batch.orders import Result, State
from vnrgen.problems import Problem
from vnrgen.render.data import csv_bytes

_COLUMNS = (
    "name",
    "state",
    "country",
    "iso3",
    "as_of",
    "severity",
    "code",
    "place",
    "what",
    "fix",
)


def summary_csv(results: Sequence[Result]) -> bytes:
    """Return a row for every problem, and one for each country without any."""
    return csv_bytes(_COLUMNS, (row for result in results for row in _rows(result)))


def _rows(result: Result) -> Iterator[tuple[str, ...]]:
    shown = result.profile
    names = (shown.country, shown.iso3, shown.as_of) if shown is not None else ("", "", "")
    head = (result.name, str(result.state), *names)
    for problem in (*result.problems, *result.missing):
        where = str(problem.where)
        yield (*head, str(problem.severity), problem.code, where, problem.what, problem.fix)
    if not result.problems and not result.missing:
        yield (*head, "", "", "", "", "")


def summary_json(results: Sequence[Result]) -> bytes:
    """Return the same as JSON, with the files made and a count of each outcome."""
    counts = Counter(result.state for result in results)
    summary = {
        "tool": "vnrgen",
        "tool_version": __version__,
        "counts": {str(state): counts[state] for state in State},
        "outputs": [_record(result) for result in results],
    }
    return (json.dumps(summary, ensure_ascii=False, indent=2) + "\n").encode()


def _record(result: Result) -> dict[str, object]:
    shown = result.profile
    return {
        "name": result.name,
        "state": str(result.state),
        "country": shown.country if shown is not None else None,
        "iso3": shown.iso3 if shown is not None else None,
        "as_of": shown.as_of if shown is not None else None,
        "files": dict(result.files),
        "problems": _records(result.problems),
        "missing": _records(result.missing),
    }


def _records(problems: Sequence[Problem]) -> list[dict[str, str | int | None]]:
    return [problem.as_record() for problem in problems]
