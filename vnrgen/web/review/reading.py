"""The report as it is read on the page: a stretch of it, its sections, or what a search found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.document.language.wording import Wording
from vnrgen.web.review.desk import OpenReport
from vnrgen.web.review.judgement import index_of
from vnrgen.web.review.search import Found, search
from vnrgen.web.review.shown import FURNITURE, ShownPassage, shown_passage

if TYPE_CHECKING:
    from vnrgen.pdftext.model import Passage

_STRETCH = 60  # passages a page
_LONGEST_TITLE = 220  # characters
_MOST_TITLES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A stretch of a report, or what a search found in it."""

    query: str
    found: Found
    passages: tuple[ShownPassage, ...]
    at: int | None
    back: int | None
    onward: int | None
    rec_id: str
    ask: str
    headings: tuple[tuple[int, str], ...]


def reading(opened: OpenReport, asked: Mapping[str, str], wording: Wording) -> Reading:
    """Return a stretch of the report around a passage, or what a search found."""
    query = asked.get("q", "").strip()
    readable = [p for p in opened.passages if p.kind not in FURNITURE]
    found = search(readable, query)
    at = index_of(asked.get("at", ""))
    start = next((i for i, p in enumerate(readable) if p.index == at), 0)
    start = max(start - 3, 0) if at is not None else start
    stretch = found.passages if query else tuple(readable[start : start + _STRETCH])
    end = start + _STRETCH
    return Reading(
        query=query,
        found=found,
        passages=tuple(shown_passage(p, opened, wording, query=query) for p in stretch),
        at=at,
        back=readable[max(start - _STRETCH + 3, 0)].index if start > 0 and not query else None,
        onward=readable[end].index if end < len(readable) and not query else None,
        rec_id=asked.get("rec", "") if opened.recommendation(asked.get("rec", "")) else "",
        ask=asked.get("ask", ""),
        headings=_headings(readable),
    )


def _headings(passages: Sequence[Passage]) -> tuple[tuple[int, str], ...]:
    """Return where each section begins: by its headings, or by the sections of its passages."""
    found: list[tuple[int, str]] = []
    for passage in passages:
        title = passage.section
        if title and (not found or found[-1][1] != title):
            found.append((passage.index, title))
    return tuple((index, title[:_LONGEST_TITLE]) for index, title in found[:_MOST_TITLES])
