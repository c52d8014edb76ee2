"""A long invented report as a list of what it holds, and as files of four programs that set it.

What a page of a file prints is known from how the file was made (front matter in roman numbers, the
body counted from 1 again); on which page of the file an item stands is looked up with a word that
occurs in that item alone.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

_WORDS = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "for",
    "with",
    "on",
    "by",
    "from",
    "are",
    "has",
    "were",
    "which",
    "this",
    "that",
    "their",
    "its",
    "government",
    "ministry",
    "people",
    "women",
    "children",
    "girls",
    "persons",
    "disabilities",
    "national",
    "regional",
    "local",
    "public",
    "policy",
    "budget",
    "programme",
    "services",
    "schools",
    "health",
    "water",
    "energy",
    "income",
    "poverty",
    "employment",
    "training",
    "farmers",
    "households",
    "villages",
    "islands",
    "migrants",
    "statistics",
    "indicators",
    "survey",
    "progress",
    "target",
    "goal",
    "review",
    "consultation",
    "recommendation",
    "implementation",
    "legislation",
    "parliament",
    "council",
    "office",
    "authority",
    "increased",
    "improved",
    "adopted",
    "established",
    "provided",
    "reached",
    "remained",
    "planned",
    "supported",
    "financed",
    "low-income",
    "long-term",
    "decision-making",
    "civil-society",
    "well-being",
    "cross-border",
    "co-operation",
    "accessibility",
    "infrastructure",
    "responsibility",
    "discrimination",
    "environmental",
    "sustainable",
    "inclusive",
    "coordination",
    "strengthening",
    "vulnerable",
    "communities",
    "participation",
    "transparency",
    "accountability",
]
TITLE = "Voluntary National Review of Ilmarra"


@dataclass(frozen=True)
class Planted:
    """One thing in the report: kind as ``Kind`` names it, text, and what belongs to it."""

    kind: str
    text: str
    code: str
    section: str = ""
    level: int = 0
    number: str = ""
    cells: tuple[str, ...] = ()
    note: Planted | None = None
    columns: bool = False


class Author:
    """Writes an invented report of some chapters, the same for the same seed."""

    def __init__(self, seed: int, *, chapters: int, paragraphs: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - not for secrets
        self._codes = 0
        self._notes = 0
        self._number = 0
        self._section = ""
        self.items: list[Planted] = []
        self._front()
        for chapter in range(1, chapters + 1):
            self._chapter(chapter, paragraphs)

    def _code(self) -> str:
        self._codes += 1
        return f"K{self._codes:04d}x"

    def _sentence(self, least: int = 9, most: int = 24) -> str:
        words = [self._random.choice(_WORDS) for _ in range(self._random.randint(least, most))]
        if self._random.random() < 0.25:
            words.insert(len(words) // 2, f"{self._random.randint(2, 99)} per cent in 2019, and")
        return words[0].capitalize() + " " + " ".join(words[1:]) + "."

    def _prose(self, sentences: int, code: str) -> str:
        text = " ".join(self._sentence() for _ in range(sentences))
        first, _, rest = text.partition(" ")
        return f"{first} {code} {rest}"

    def _add(self, kind: str, text: str, code: str, **more: object) -> None:
        item = Planted(kind, text, code, section=self._section, **more)  # type: ignore[arg-type]
        self.items.append(item)

    def _heading(self, level: int, lead: str = "", *, columns: bool = False) -> None:
        code = self._code()
        words = [self._random.choice(_WORDS[20:80]) for _ in range(self._random.randint(2, 5))]
        text = f"{lead}{' '.join(words).capitalize()} {code}"
        self._section = text
        self._add("heading", text, code, level=level, columns=columns)

    def _paragraph(
        self, *, numbered: bool = False, noted: bool = False, columns: bool = False
    ) -> None:
        code, note = self._code(), None
        if noted:
            self._notes += 1
            mark = self._code()
            text = f"See {mark} {self._sentence(5, 30)}"
            note = Planted("footnote", text, mark, number=str(self._notes))
        if numbered:
            self._number += 1
        text = self._prose(self._random.randint(2, 7), code)
        number = str(self._number) if numbered else ""
        self._add("text", text, code, number=number, note=note, columns=columns)

    def _items(self, *, columns: bool = False) -> None:
        for _ in range(self._random.randint(3, 6)):
            code = self._code()
            text = self._prose(1, code).rstrip(".")
            self._add("item", text, code, columns=columns)

    def _table(self) -> None:
        head = ("Region", "Indicator", "2015", "2020")
        self._row(tuple(f"{name} {self._code()}" for name in head))
        for _ in range(self._random.randint(3, 7)):
            words = " ".join(
                self._random.choice(_WORDS[:90]) for _ in range(self._random.randint(2, 9))
            )
            place = self._random.choice(_WORDS[20:90]).capitalize()
            figures = (
                f"{self._random.randint(10, 99)}.{self._random.randint(0, 9)}" for _ in range(2)
            )
            self._row((f"{place} {self._code()}", words, *figures))

    def _row(self, cells: tuple[str, ...]) -> None:
        code = next(word for word in cells[0].split() if re.fullmatch(r"K\d{4}x", word))
        self._add("row", " | ".join(cells), code, cells=cells)

    def _box(self) -> None:
        code = self._code()
        self._add("box", self._prose(3, code), code)

    def _front(self) -> None:
        self._heading(1)
        for _ in range(3):
            self._paragraph()

    def _chapter(self, chapter: int, paragraphs: int) -> None:
        columns = chapter % 3 == 0
        self._heading(1, f"{chapter}. " if chapter % 2 else "", columns=columns)
        for section in range(1, 4):
            lead = f"{chapter}.{section} " if chapter % 2 else ""
            self._heading(2, lead, columns=columns)
            for index in range(paragraphs):
                if index == 3:
                    self._heading(3, columns=columns)
                noted = self._random.random() < 0.3
                self._paragraph(numbered=chapter % 4 == 1, noted=noted, columns=columns)
                if index == 1:
                    self._items(columns=columns)
                if index == 2 and not columns:
                    self._table()
                if index == 4 and not columns and section == 2:
                    self._box()


def flat(items: list[Planted]) -> list[Planted]:
    """Return the items with their notes, each note after the item that refers to it."""
    return [found for item in items for found in (item, item.note) if found]


def notes_of(items: list[Planted]) -> list[Planted]:
    """Return the notes of a report, in their order."""
    return [item.note for item in items if item.note]
