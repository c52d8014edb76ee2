"""Makes passages of the lines of a report's pages: furniture out, blocks, headings, notes, flow."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vnrgen.pdftext.blocks import Block, Numbers, Setting, blocks_of
from vnrgen.pdftext.contents import split_contents
from vnrgen.pdftext.decimal_numbers import numbered_by_decimals
from vnrgen.pdftext.flow import Run, runs_of
from vnrgen.pdftext.furniture import take_out_furniture
from vnrgen.pdftext.headings import heading_text, mark_headings
from vnrgen.pdftext.joining import Hyphens, joined_text
from vnrgen.pdftext.languages import Languages
from vnrgen.pdftext.letters import is_misread
from vnrgen.pdftext.lines import Line, OutlineEntry, Page, usual_leading, usual_size
from vnrgen.pdftext.marking import BULLET, LETTERED, NUMBERED, names_contents
from vnrgen.pdftext.model import Kind, PagePlace, PageStart, Passage, Report
from vnrgen.pdftext.notes import mark_notes, note_mark, without_mark
from vnrgen.pdftext.page_numbers import page_numbers, printed_pages
from vnrgen.pdftext.plain import LEADING
from vnrgen.pdftext.rows import rows_of
from vnrgen.visible import visible

_FEW_WORDS, _IMAGE = 5, 0.5  # a page with fewer words, half covered by pictures, is a scan
_CELLS = " | "


@dataclass(slots=True)
class Draft:
    """A passage before it is numbered: its text, kind and where its pages begin in the text."""

    text: str
    kind: Kind
    starts: tuple[PageStart, ...]
    level: int = 0
    paragraph: str = ""
    notes: tuple[str, ...] = ()
    language: str = ""


def report_of_pages(pages: Sequence[Page], outline: Sequence[OutlineEntry] = ()) -> Report:
    """Return the report whose pages these are; the pages' lines are taken apart on the way."""
    setting = _setting(pages)
    scanned = tuple(page.number for page in pages if page.number and _is_scan(page))
    misread = tuple(page.number for page in pages if page.number and _is_misread(page))
    numbers = page_numbers(pages)
    shown = printed_pages(pages, numbers)
    headers, footers = take_out_furniture(pages, numbers)
    hyphens = Hyphens(line for page in pages for line in page.lines)
    blocks: list[Block] = []
    goes_on, counted = False, Numbers()
    for index, page in enumerate(pages):
        page.lines, entries = split_contents(page.lines, goes_on=goes_on)
        goes_on = bool(entries) and not page.lines
        blocks += (Block(lines, index, Kind.HEADER) for lines in _single(headers[index]))
        blocks += (Block(lines, index, Kind.CONTENTS) for lines in entries)
        blocks += in_reading_order(rows_of(blocks_of(page, index, setting, counted)))
        blocks += (Block(lines, index, Kind.FOOTER) for lines in _single(footers[index]))
    blocks = _marked(blocks, setting, outline)
    places = [PagePlace(page.number, shown[i]) for i, page in enumerate(pages) if page.number]
    maker = _Drafts(hyphens, [(page.number, shown[i]) for i, page in enumerate(pages)])
    drafts = [draft for run in runs_of(blocks) if (draft := maker.draft(run)).text]
    return numbered(drafts, pages=tuple(places), scanned=scanned, misread=misread)


def _setting(pages: Sequence[Page]) -> Setting:
    size = usual_size(pages)
    measured = all(page.measured for page in pages)
    return Setting(size, usual_leading(pages, size) if measured else LEADING, measured)


def _is_scan(page: Page) -> bool:
    words = sum(len(line.text.split()) for line in page.lines)
    return words < _FEW_WORDS and page.images >= _IMAGE


def _is_misread(page: Page) -> bool:
    return is_misread("\n".join(line.text for line in page.lines))


def _single(lines: Sequence[Line]) -> Iterator[list[Line]]:
    return ([line] for line in lines)


def _marked(
    blocks: Sequence[Block], setting: Setting, outline: Sequence[OutlineEntry]
) -> list[Block]:
    """Return the blocks with their kinds."""
    mark_headings(blocks, setting, outline)
    blocks = mark_notes(blocks, setting)
    for block in blocks:
        if block.kind is Kind.HEADING and names_contents(block.text):
            block.kind, block.level = Kind.CONTENTS, 0
        elif block.kind is Kind.TEXT and block.box is not None:
            block.kind = Kind.BOX
        elif block.kind is Kind.TEXT:
            first = block.lines[0].text.lstrip()
            if BULLET.match(first) or LETTERED.match(first):
                block.kind = Kind.ITEM
    return blocks


def in_reading_order(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a page with each box moved to where it stands between the others.

    Files hold text in reading order, but often paint boxes before or after it.
    """
    flowing = [block for block in blocks if block.box is None]
    boxed = [block for block in blocks if block.box is not None]
    out = list(flowing)
    for _, group in itertools.groupby(boxed, key=lambda block: block.box):
        members = list(group)
        place = _place_of_box(members, out)
        out[place:place] = members
    return out


def _place_of_box(members: Sequence[Block], blocks: Sequence[Block]) -> int:
    """Return where a box stands between the blocks of a page: below those above it in its column.

    At the head of a column it stands before what is below it there; where it has a column of its
    own, after what begins beside it or above it.
    """
    top = max(member.area.top for member in members)
    area = members[0].area
    in_column = [
        (place, block)
        for place, block in enumerate(blocks)
        if min(block.area.right, area.right) > max(block.area.left, area.left)
    ]
    above = [place for place, block in in_column if block.area.bottom >= top - 1]
    if above:
        return above[-1] + 1
    if in_column:
        return in_column[0][0]
    beside = [place for place, block in enumerate(blocks) if block.area.top >= top]
    return beside[-1] + 1 if beside else 0


class _Drafts:
    """Makes a draft of each run of blocks."""

    def __init__(self, hyphens: Hyphens, places: Sequence[tuple[int | None, str]]) -> None:
        self._hyphens, self._places = hyphens, places

    def draft(self, run: Run) -> Draft:
        """Return a run as text with its pages, mark and notes."""
        first = run.parts[0]
        if first.kind is Kind.ROW:
            cells = [joined_text(cell.lines, self._hyphens) for cell in first.cells]
            text = _CELLS.join(visible(cell) for cell in cells)
            starts: tuple[PageStart, ...] = (self._start(0, first.page),)
        else:
            text, starts = self._text(run)
        draft = Draft(text, run.kind, starts, first.level)
        draft.notes = tuple(dict.fromkeys(mark for line in run.lines for mark in line.notes))
        if run.kind in {Kind.HEADING, Kind.RECOMMENDATIONS}:
            draft.text = heading_text(text)
        elif run.kind is Kind.FOOTNOTE:
            draft.paragraph = note_mark(first)
            _cut(draft, without_mark(text, draft.paragraph))
        elif run.kind in {Kind.TEXT, Kind.ITEM, Kind.BOX}:
            take_marker(draft)
        return draft

    def _start(self, offset: int, page: int) -> PageStart:
        return PageStart(offset, *self._places[page])

    def _text(self, run: Run) -> tuple[str, tuple[PageStart, ...]]:
        text = ""
        starts: list[PageStart] = []
        for part in run.parts:
            more = visible(joined_text(part.lines, self._hyphens))
            joined = self._hyphens.joined(text, more) if text else more
            if not starts or starts[-1].pdf_page != self._places[part.page][0]:
                starts.append(self._start(len(joined) - len(more) if text else 0, part.page))
            text = joined
        return text.strip(), tuple(starts)


def _cut(draft: Draft, text: str) -> None:
    """Leave out the beginning of a draft's text, and count its pages on from there."""
    gone = len(draft.text) - len(text)
    draft.text = text
    draft.starts = tuple(
        replace(start, offset=max(start.offset - gone, 0)) for start in draft.starts
    )


def take_marker(draft: Draft) -> None:
    """Take the mark of an item, or the number of a paragraph, out of a draft's text."""
    bullet = BULLET.match(draft.text)
    if bullet and (draft.kind is Kind.ITEM or draft.text[0] not in "-–—"):
        _cut(draft, draft.text[bullet.end() :])
        return
    found = NUMBERED.match(draft.text) or LETTERED.match(draft.text)
    if found and found.end() < len(draft.text):
        draft.paragraph = found[1]
        _cut(draft, draft.text[found.end() :])


def numbered(
    drafts: Sequence[Draft],
    *,
    pages: tuple[PagePlace, ...] = (),
    scanned: tuple[int, ...] = (),
    misread: tuple[int, ...] = (),
) -> Report:
    """Number drafts in reading order and give each the headings above it and its language."""
    for draft, number, end in tuple(numbered_by_decimals(drafts)):
        draft.paragraph = number
        _cut(draft, draft.text[end:])
    languages = Languages([d.text for d in drafts if d.kind.can_answer])
    path: list[tuple[int, str]] = []
    passages: list[Passage] = []
    for index, draft in enumerate(drafts, start=1):
        if draft.kind is Kind.HEADING:
            path = [entry for entry in path if entry[0] < draft.level]
        titles = tuple(title for _, title in path)
        passages.append(
            Passage(
                index=index,
                text=draft.text,
                section=titles[-1] if titles else "",
                paragraph=draft.paragraph,
                pdf_page=draft.starts[0].pdf_page,
                print_page=draft.starts[0].print_page,
                kind=draft.kind,
                level=draft.level,
                path=titles,
                language=draft.language or languages.of(draft.text),
                notes=draft.notes,
                starts=draft.starts,
            )
        )
        if draft.kind is Kind.HEADING:
            path.append((draft.level, re.sub(r"\s+", " ", draft.text)))
    return Report(
        passages=tuple(passages),
        pages=pages,
        scanned=scanned,
        misread=misread,
        language=languages.usual,
    )
