"""Spreadsheets of recommendations: civil society's own, IMPACT OSS and UPR Info, by their headers.

A header may stand below a title; cells merged down hold for every row they cover. Columns of no
meaning for the register, and those with judgements (which belong into the ledger), are named and
left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from vnrgen.dossier.model import Settings
from vnrgen.dossier.register.drafts import Found
from vnrgen.dossier.register.vocabulary import (
    column_of,
    fold_words,
    header_rank,
    origin_of,
    position_of,
    target_of,
)
from vnrgen.problems import Location, ProblemLog

ROWS_LOOKED_AT = 30  # for a header
_MERGED = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_MOST_FILLED = 200_000  # cells of merged ranges
# Headers that only these systems use.
IMPACT_OSS = frozenset({"framework id", "support level"})
UPR_INFO = frozenset({"recommending state", "recommending states", "state under review", "sur"})
_FORMULA = ("'=", "'+", "'-", "'@")
# Columns that are understood and are not written into the register as they are.
_HANDLED = frozenset({"status", "category", "under_review", "judgement"})


def header_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the index of the row with the most known headers, a text among them."""
    best, most = None, 0
    for index, row in enumerate(rows[:ROWS_LOOKED_AT]):
        known = {column_of(cell) for cell in row if cell} - {""}
        if "text" in known and len(known) > most:
            best, most = index, len(known)
    return best


def filled(rows: list[list[str]], merged: Sequence[str]) -> list[list[str]]:
    """Return rows in which every cell of a merged range holds what its first one shows."""
    left = _MOST_FILLED
    made = [list(row) for row in rows]
    for area in merged:
        match = _MERGED.fullmatch(area)
        if match is None:
            continue
        first, last = _index(match[1]), _index(match[3])
        top, bottom = int(match[2]) - 1, min(int(match[4]), len(made))
        left -= (last - first + 1) * max(bottom - top, 0)
        if left < 0 or top >= len(made) or first >= len(made[top]):
            continue
        value = made[top][first]
        for row in made[top:bottom]:
            row.extend([""] * (last + 1 - len(row)))
            row[first : last + 1] = [value] * (last + 1 - first)
    return made


def _index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def from_rows(
    rows: Sequence[Sequence[str]],
    path: str,
    settings: Settings,
    problems: ProblemLog,
    before: int = 0,
) -> list[Found]:
    """Return the recommendations of a table; [] where no row is its header.

    Args:
        rows: All rows as they are, titles above the header included.
        path: The file as problems show it.
        settings: The dossier's, for its country.
        problems: Receives what is left out.
        before: How many rows of the file stand before these.
    """
    at = header_row(rows)
    if at is None:
        return []
    header = rows[at]
    columns = _columns(header)
    names = {name: header[index] for index, name in columns.items()}
    found: list[Found] = []
    notes: list[Location] = []
    above = ""
    for index in range(at + 1, len(rows)):
        where = Location(path, before + index + 1)
        cells = {name: rows[index][i] for i, name in columns.items() if i < len(rows[index])}
        if _stands_alone(rows[index], columns):
            above = next(filter(None, rows[index]))
            notes.append(where)
        elif any(cells.values()) and rows[index] != header:
            under = {"theme": above} if above and not cells.get("theme") else {}
            notes = [] if under else notes
            told = {name: _unquoted(value) for name, value in (cells | under).items()}
            found.append(Found(told, where, names))
    _report_notes(notes, problems)
    _report_left_out(header, columns, rows[at + 1 :], Location(path, before + at + 1), problems)
    found = _of_this_state(found, settings, problems)
    found = _with_status(found, problems)
    return [_with_category(item) for item in found]


def _stands_alone(row: Sequence[str], columns: Mapping[int, str]) -> bool:
    """Whether a row is a title of those below, or a note: one text, over all cells or in the first.

    One text in the column of recommendations alone is a recommendation.
    """
    said = {cell for cell in row if cell}
    if len(said) != 1:
        return False
    texts = [i for i, name in columns.items() if name == "text"]
    is_text = any(i < len(row) and row[i] for i in texts)
    return not is_text or sum(map(bool, row)) > 1


def _report_notes(rows: Sequence[Location], problems: ProblemLog) -> None:
    """Name rows of one text that no recommendation stands under."""
    for where in rows:
        problems.notice(
            "RIM002",
            where,
            "the row holds one text and no recommendation; it is taken for a note, and left out",
            "write a recommendation into the column for it, if the row is one",
        )


def _columns(header: Sequence[str]) -> dict[int, str]:
    """Return the meaning of each column; of two for one meaning the surer header is taken."""
    by_name: dict[str, int] = {}
    for index, cell in enumerate(header):
        name = column_of(cell)
        if name and (name not in by_name or _rank(header[by_name[name]]) > _rank(cell)):
            by_name[name] = index
    return {index: name for name, index in by_name.items()}


def _rank(header: str) -> int:
    return header_rank(header)


def _unquoted(text: str) -> str:
    """Return a cell without the mark that keeps text from being run as a formula."""
    return text[1:] if text.startswith(_FORMULA) else text


def _report_left_out(
    header: Sequence[str],
    columns: Mapping[int, str],
    rows: Sequence[Sequence[str]],
    where: Location,
    problems: ProblemLog,
) -> None:
    def holds(index: int) -> bool:
        return any(index < len(row) and row[index] for row in rows)

    left = [h for i, h in enumerate(header) if h and i not in columns and holds(i)]
    judged = [header[i] for i, name in columns.items() if name == "judgement" and holds(i)]
    if left:
        problems.notice(
            "RIM009",
            where,
            "columns without a place in the register are left out: " + ", ".join(left),
            "rename a column that is needed as docs/dossier.md has it; else nothing",
        )
    if judged:
        problems.warning(
            "RIM010",
            where,
            f"what was judged is not imported: {', '.join(judged)}",
            "record it with its assessor, date and quote: vnrgen recs decide --from",
        )


def _of_this_state(found: list[Found], settings: Settings, problems: ProblemLog) -> list[Found]:
    """Leave out what was recommended to other States, where the file says to whom."""
    own = {fold_words(settings.country), fold_words(settings.iso3)}

    def is_of_other(item: Found) -> bool:
        state = item.cells.get("under_review", "")
        return bool(state) and fold_words(state) not in own

    others = [f for f in found if is_of_other(f)]
    if not others:
        return found
    states = sorted({f.cells["under_review"] for f in others})
    problems.warning(
        "RIM011",
        others[0].at("under_review"),
        f"{len(others)} recommendations to others than {settings.country} are left out: "
        + ", ".join(states[:8])
        + (" …" if len(states) > 8 else ""),
        "where one of them is this country by another name, write the name of dossier.yaml",
    )
    return [f for f in found if not is_of_other(f)]


def _with_status(found: list[Found], problems: ProblemLog) -> list[Found]:
    """Take a column "Status" for the position where all of it is one; else leave it out."""
    words = [f.cells["status"] for f in found if f.cells.get("status")]
    if not words:
        return found
    first = next(f for f in found if f.cells.get("status"))
    has_position = any(f.cells.get("position") for f in found)
    if has_position or not all(map(position_of, words)):
        problems.warning(
            "RIM010",
            first.at("status"),
            f'the column "{first.headers["status"]}" holds more than answers to recommendations, '
            "and is not imported",
            "answers belong into a column Position; judgements of what was done are recorded with "
            "vnrgen recs decide --from",
        )
        return found
    problems.notice(
        "RIM013",
        first.at("status"),
        f'the column "{first.headers["status"]}" is taken for the position of the addressee',
        "call it Position, if that is what it is",
    )
    return [
        Found(
            {**f.cells, "position": f.cells.get("status", "")},
            f.where,
            {**f.headers, "position": f.headers["status"]},
        )
        for f in found
    ]


def _with_category(item: Found) -> Found:
    """Sort the categories of IMPACT OSS into Goals, mechanism and themes."""
    names = [n.strip() for n in re.split(r"[;,\n]", item.cells.get("category", "")) if n.strip()]
    goals = [n for n in names if re.search(r"(?i)sdg|goal|\d", n) and target_of(n)]
    origins = [o for n in names if (o := origin_of(n))]
    themes = [n for n in names if n not in goals and not origin_of(n)]
    cells = {name: value for name, value in item.cells.items() if name not in _HANDLED}
    if goals and not cells.get("sdg_target"):
        cells["sdg_target"] = ";".join(goals)
    if len(set(origins)) == 1 and not cells.get("origin"):
        cells["origin"] = origins[0]
    if themes:
        cells.setdefault("themes", "; ".join(themes))
        cells.setdefault("theme", themes[0])
    headers = dict(item.headers)
    if "category" in headers:
        headers = {
            **dict.fromkeys(("sdg_target", "origin", "theme"), headers["category"]),
            **headers,
        }
    return Found(cells, item.where, headers)
