"""What a reader who cannot see needs from a file: judged on what was read out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from vnrgen.problems import Location, Problem, Severity

_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSeen:
    """A table of a file: what it is called, whether heads are marked, whether it is described.

    ``is_panel`` is true of a layout that says itself that it has no heads.
    """

    name: str
    has_heads: bool
    is_described: bool
    is_panel: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSeen:
    """What a file says to a program that reads it aloud.

    ``headings`` are ranks from 1 with their words, in reading order; ``pictures`` names each
    picture with its alternative text (None: it has none and is not marked as decoration);
    ``links`` are the words of each link. ``faint`` are styles whose words stand out too little from
    their ground, with their contrast; ``empty_lines`` counts empty paragraphs that stand for space.
    """

    title: str
    language: str
    headings: tuple[tuple[int, str], ...]
    pictures: tuple[tuple[str, str | None], ...]
    tables: tuple[TableSeen, ...]
    links: tuple[str, ...]
    faint: tuple[tuple[str, float], ...] = ()
    empty_lines: int = 0


def judge(seen: FileSeen, where: Location) -> Iterator[Problem]:
    """Yield what keeps people from using a file (ACC001 to ACC010), as warnings."""
    for code, what in _shortcomings(seen):
        fix = _FIXES[code]
        yield Problem(code, where, what, fix, Severity.WARNING)


def judge_pdf(
    where: Location, *, has_title: bool, has_language: bool, has_tags: bool
) -> Iterator[Problem]:
    """Yield what a PDF does not say (ACC001, ACC002, ACC011), as warnings."""
    for code, is_there, what in (
        ("ACC001", has_title, _NO_TITLE),
        ("ACC002", has_language, _NO_LANGUAGE),
        (
            "ACC011",
            has_tags,
            "the PDF has no tags: headings, tables and pictures are not told apart",
        ),
    ):
        if not is_there:
            yield Problem(code, where, what, _FIXES[code], Severity.WARNING)


_NO_TITLE = "the file says no title"
_NO_LANGUAGE = "the file does not say its language"
_REPORT = "if the dossier is not the cause, report it: the file is made without it"
_FIXES = {
    "ACC001": f"give the chapter a title in dossier.yaml; {_REPORT}",
    "ACC002": f"name the language in dossier.yaml; {_REPORT}",
    "ACC003": f"describe the picture in words where the dossier names it; {_REPORT}",
    "ACC004": f"restore the templates that came with vnrgen; {_REPORT}",
    "ACC005": f"let no part of the outline skip a rank; {_REPORT}",
    "ACC006": f"give every part of the outline a title; {_REPORT}",
    "ACC007": f"restore the templates that came with vnrgen; {_REPORT}",
    "ACC008": f"write words in the brackets of the link; {_REPORT}",
    "ACC009": f"give the paragraphs around it space in their style instead; {_REPORT}",
    "ACC010": f"give the style a darker colour or a lighter ground; {_REPORT}",
    "ACC011": "build the PDF again; a file that is printed to a PDF loses its tags",
}


def _shortcomings(seen: FileSeen) -> Iterator[tuple[str, str]]:
    if not seen.title.strip():
        yield "ACC001", _NO_TITLE
    if not seen.language.strip():
        yield "ACC002", _NO_LANGUAGE
    for name, alternative in seen.pictures:
        if not (alternative or "").strip():
            yield "ACC003", f"{_named('the picture', name)} has no alternative text"
    for table in seen.tables:
        name = _named("the table", table.name)
        if not (table.has_heads or table.is_panel):
            yield "ACC004", f"{name} has no header row"
        if not table.is_described:
            yield "ACC007", f"{name} has neither caption nor description"
    yield from _heading_shortcomings(seen.headings)
    yield from _shortcomings_of_the_look(seen)
    if any(not words.strip() for words in seen.links):
        yield "ACC008", f"{sum(not words.strip() for words in seen.links)} links have no words"


def _shortcomings_of_the_look(seen: FileSeen) -> Iterator[tuple[str, str]]:
    if seen.empty_lines:
        yield "ACC009", f"{seen.empty_lines} empty paragraphs stand for space"
    for name, ratio in seen.faint:
        yield "ACC010", f"{_named('the style', name)} has a contrast of {ratio:.1f} to 1 only"


def _heading_shortcomings(headings: tuple[tuple[int, str], ...]) -> Iterator[tuple[str, str]]:
    if not headings:
        yield "ACC005", "the file has no heading"
    elif headings[0][0] != 1:
        rank, words = headings[0]
        yield "ACC005", f"the first heading, {_named('', words)}, is of rank {rank}"
    for (before, _), (rank, words) in pairwise(headings):
        if rank > before + 1:
            yield "ACC005", f"{_named('the heading', words)} goes from rank {before} to {rank}"
    for index, (rank, words) in enumerate(headings):
        if not words.strip():
            after = _named("after", headings[index - 1][1]) if index else "at the beginning"
            yield "ACC006", f"a heading of rank {rank} is empty, {after}"


def _named(kind: str, words: str) -> str:
    shown = " ".join(words.split())
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    return f'{kind} "{shown}"'.strip()
