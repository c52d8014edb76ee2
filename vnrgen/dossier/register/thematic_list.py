"""OHCHR's thematic lists of UPR recommendations: the Word tables of all cycles, and their text.

Lists of the second and third cycle have the columns Recommendation, Position, Full list of themes
(with the Goals and the affected persons as lists under it) and an empty one for comments; those of
the fourth have the Goals apart and call the persons groups of persons. A row of one cell names the
theme of the rows below it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from vnrgen.dossier.register.drafts import Found
from vnrgen.dossier.register.vocabulary import column_of, fold_words, position_of
from vnrgen.dossier.register.word_blocks import WordCell, WordTable
from vnrgen.problems import Location

_THEME_ROW = re.compile(r"(?:theme|thème|tema)\s*:\s*(?P<theme>.+)", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"(?P<id>\d{1,3}\.\d{1,3})[.)]?\s+(?P<text>\S.*)", re.DOTALL)
_SOURCE = re.compile(
    r"\(?\s*source (?:of|de la) posi(?:tion|ción)\s*:\s*(?P<source>.+?)\s*\)?", re.IGNORECASE
)
_GOAL = re.compile(r"(?:[-–•]\s*)?(?:SDG\s*)?(1[0-7]|[1-9])\s*[-–—]\s*[^\W\d].*")
_LABELS = {
    "sdgs": "sdgs",
    "relevant sdgs": "sdgs",
    "sustainable development goals": "sdgs",
    "affected persons": "persons",
    "groups of persons": "persons",
    "group of persons": "persons",
    "themes": "themes",
    "full list of themes": "themes",
    "human rights themes": "themes",
}
_HEADER = frozenset({"text", "position", "themes"})


class _Part(StrEnum):
    THEMES = "themes"
    PERSONS = "persons"
    GOALS = "sdgs"


@dataclass(slots=True)
class _Entry:
    """What is gathered of one recommendation."""

    rec_id: str
    text: str
    theme: str
    where: Location
    position: str = ""
    source: str = ""
    themes: list[str] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)

    def found(self) -> Found:
        """Return it as a row of the register would have it."""
        text = " ".join(self.text.split())
        cells = {
            "rec_id": self.rec_id,
            "text": text,
            "theme": self.theme or (self.themes[0] if self.themes else ""),
            "themes": "; ".join(dict.fromkeys(self.themes)),
            "persons": ";".join(dict.fromkeys(self.persons)),
            "sdg_target": ";".join(dict.fromkeys(self.goals)),
            "position": self.position,
            "position_source": self.source,
        }
        return Found({name: value for name, value in cells.items() if value}, self.where)

    def add(self, line: str, part: _Part) -> None:
        """Keep a line of a list."""
        item = re.sub(r"^[-–•*]\s*", "", line).strip()
        goal = _GOAL.fullmatch(line)
        if goal:
            self.goals.append(goal[1])
        elif part is _Part.GOALS:
            self.goals.append(item)
        elif part is _Part.PERSONS:
            self.persons.append(item)
        else:
            self.themes.append(item)


def columns_of(header: Sequence[WordCell]) -> dict[int, str]:
    """Return which column of a table holds what, {} where it is no thematic list."""
    columns: dict[int, str] = {}
    at = 0
    for cell in header:
        name = column_of(" ".join(cell.lines))
        if name:
            columns[at] = name
        at += cell.span
    return columns if set(columns.values()) >= _HEADER else {}


def from_tables(tables: Iterable[WordTable], path: str) -> list[Found]:
    """Return the recommendations of all tables of a list; a row's place counts through them all."""
    entries: list[_Entry] = []
    columns: dict[int, str] = {}
    theme, row_number = "", 0
    for table in tables:
        for row in table.rows:
            row_number += 1
            header = columns_of(row)
            if header:
                columns = header
                continue
            named = _theme_of(row) or (_title_of(row) if columns else "")
            if named:
                theme = named
            elif columns:
                where = Location(path, row_number)
                _add_row(entries, _by_column(row, columns), theme, where)
    return [entry.found() for entry in entries]


def _theme_of(row: Sequence[WordCell]) -> str:
    texts = list(dict.fromkeys(" ".join(cell.lines) for cell in row if cell.lines))
    match = _THEME_ROW.fullmatch(texts[0]) if len(texts) == 1 else None
    return " ".join(match["theme"].split()) if match else ""


def _title_of(row: Sequence[WordCell]) -> str:
    """Return the words of a cell over all columns, as lists name their themes without saying so.

    A cell over all columns that holds a recommendation or its source names no theme.
    """
    if len(row) != 1 or row[0].span == 1:
        return ""
    lines = row[0].lines
    if any(_NUMBER.fullmatch(line) or _SOURCE.fullmatch(line) for line in lines):
        return ""
    return " ".join(" ".join(lines).split())


def _by_column(row: Sequence[WordCell], columns: dict[int, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    at = 0
    for cell in row:
        if at in columns:
            found[columns[at]] = cell.lines
        at += cell.span
    return found


def _add_row(
    entries: list[_Entry], row: dict[str, tuple[str, ...]], theme: str, where: Location
) -> None:
    """Add the recommendations of a row; one without any goes on with the last (a page break)."""
    fresh: list[_Entry] = []
    for line in row.get("text", ()):
        _add_text_line(fresh, entries, line, theme, where)
    meant = fresh or entries[-1:]
    for entry in meant:
        entry.position = entry.position or " ".join(row.get("position", ()))
        for column, part in (("themes", _Part.THEMES), ("sdg_target", _Part.GOALS)):
            _add_lists(entry, row.get(column, ()), part)
        _add_lists(entry, row.get("persons", ()), _Part.PERSONS)
    entries += fresh


def _add_text_line(
    fresh: list[_Entry], entries: list[_Entry], line: str, theme: str, where: Location
) -> None:
    number, source = _NUMBER.fullmatch(line), _SOURCE.fullmatch(line)
    if number:
        fresh.append(_Entry(number["id"], number["text"], theme, where))
    elif source:
        for entry in fresh or entries[-1:]:
            entry.source = entry.source or source["source"]
    elif fresh or entries:
        entry = fresh[-1] if fresh else entries[-1]
        entry.text += " " + line
    else:
        fresh.append(_Entry("", line, theme, where))


def _add_lists(entry: _Entry, lines: Iterable[str], part: _Part) -> None:
    for line in lines:
        head, _colon, rest = line.partition(":")
        label = _LABELS.get(fold_words(head)) if _colon or fold_words(line) in _LABELS else None
        if label:
            part = _Part(label)
            if rest.strip():
                entry.add(rest.strip(), part)
        else:
            entry.add(line, part)


def is_thematic_text(text: str) -> bool:
    """Tell the text of a thematic list: numbered recommendations, each with its source."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return any(map(_SOURCE.fullmatch, lines)) and any(map(_NUMBER.fullmatch, lines))


def from_text(text: str, path: str) -> list[Found]:
    """Return the recommendations of a thematic list that was saved as text, line by line."""
    entries: list[_Entry] = []
    theme, part = "", _Part.THEMES
    for row, raw in enumerate(text.splitlines(), start=1):
        line = " ".join(html.unescape(raw).split())
        number, named = _NUMBER.fullmatch(line), _THEME_ROW.fullmatch(line)
        if named:
            theme = named["theme"].strip()
        elif number:
            entries.append(_Entry(number["id"], number["text"], theme, Location(path, row)))
            part = _Part.THEMES
        elif line and entries:
            part = _add_line(entries[-1], line, part)
    return [entry.found() for entry in entries]


def _add_line(entry: _Entry, line: str, part: _Part) -> _Part:
    source = _SOURCE.fullmatch(line)
    label = _LABELS.get(fold_words(line))
    if source:
        entry.source = source["source"]
    elif label:
        return _Part(label)
    elif not entry.position and position_of(line):
        entry.position = line
    elif entry.source or entry.position:
        entry.add(line, part)
    else:
        entry.text += " " + line
    return part
