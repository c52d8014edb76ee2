"""Open remarks of reviewers as comments of the Word file, each at the block it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from vnrgen.problems import Location, ProblemLog
from vnrgen.render.docx.markup import NAMESPACES, attribute, words
from vnrgen.render.docx.source_map import MapEntry

_PARAGRAPH: Final = re.compile(r"<w:p(?=[ >])|</w:p>")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?")
_MOST_INITIALS: Final = 9  # letters; ISO/IEC 29500-1, ST_String of w:initials as Word takes it


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody said of a block. ``words`` are those it was said of, ``where`` its row."""

    author: str
    date: str
    place: str
    words: str
    text: str
    where: Location


def with_remarks(
    body: str,
    remarks: Sequence[Remark],
    entries: Sequence[MapEntry],
    problems: ProblemLog,
    *,
    rtl: bool = False,
) -> tuple[str, bytes]:
    """Put the ranges of comments into a finished body.

    Args:
        body: The paragraphs and tables of the file.
        remarks: What is to stand in the margin.
        entries: The bookmarks of the body.
        problems: Receives a notice for each remark whose block is not in this file (DOC004).
        rtl: Whether the document runs from right to left.

    Returns:
        The body, and the XML of the comments' own part; that is empty where there are none.
    """
    inserts: list[tuple[int, int, str]] = []
    said: list[str] = []
    for remark in remarks:
        span = _span_of(body, _bookmark(remark, entries))
        if span is None:
            _without_place(remark, problems)
            continue
        number = len(said)
        start, end = span
        reference = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        inserts.append((start, number, f'<w:commentRangeStart w:id="{number}"/>'))
        inserts.append((end, number, f'<w:commentRangeEnd w:id="{number}"/>{reference}'))
        said.append(_comment(number, remark, rtl=rtl))
    for at, _number, xml in sorted(inserts, reverse=True):
        body = body[:at] + xml + body[at:]
    if not said:
        return body, b""
    part = f"<w:comments {NAMESPACES}>{''.join(said)}</w:comments>"
    return body, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{part}'.encode()


def _without_place(remark: Remark, problems: ProblemLog) -> None:
    problems.notice(
        "DOC004",
        remark.where,
        f'the block "{remark.place}" that this comment is about is not in the Word file',
        'give another place, or "yes" in the column done',
    )


def _bookmark(remark: Remark, entries: Sequence[MapEntry]) -> str:
    """Return the bookmark of the block a remark is about, empty where it is not there.

    A block whose opening was rewritten has another id: then the words decide, if they stand in one
    block of the section alone.
    """
    own = [e for e in entries if e.block_id == remark.place]
    own = [e for e in own if not e.part] or own
    if own:
        return own[0].bookmark
    section = remark.place.partition("/")[0] + "/"
    quoted = " ".join(remark.words.split())
    holds = [
        e.bookmark
        for e in entries
        if quoted and e.words and quoted in e.words and e.block_id.startswith(section)
    ]
    return holds[0] if len(holds) == 1 else ""


def _span_of(body: str, bookmark: str) -> tuple[int, int] | None:
    """Return where in the body the words of the first paragraph of a bookmark begin and end."""
    found = body.find(f'w:name="{bookmark}"/>') if bookmark else -1
    if found < 0:
        return None
    start = body.index("/>", found) + len("/>")
    opened, closed = body.rfind("<w:p>", 0, start), body.rfind("</w:p>", 0, start)
    if opened <= closed:  # it begins between two paragraphs
        opened = body.find("<w:p>", start)
        if opened < 0:
            return None
        start = opened + len("<w:p>")
        if body.startswith("<w:pPr>", start):
            start = body.index("</w:pPr>", start) + len("</w:pPr>")
    end = _end_of_paragraph(body, opened)
    return None if end is None else (start, end)


def _end_of_paragraph(body: str, opened: int) -> int | None:
    """Return where a paragraph ends; those in a text box of it end before."""
    depth = 0
    for found in _PARAGRAPH.finditer(body, opened):
        depth += 1 if found[0] != "</w:p>" else -1
        if depth == 0:
            return found.start()
    return None


def _comment(number: int, remark: Remark, *, rtl: bool) -> str:
    moment = _moment(remark.date)
    date = f' w:date="{moment}"' if moment else ""
    initials = attribute("".join(_initials(remark.author)))
    turned = "<w:pPr><w:bidi/></w:pPr>" if rtl else ""
    look = "<w:rPr><w:rtl/></w:rPr>" if rtl else ""
    return (
        f'<w:comment w:id="{number}" w:author="{attribute(remark.author)}"{date}'
        f' w:initials="{initials}"><w:p>{turned}<w:r><w:annotationRef/></w:r>'
        f'<w:r>{look}<w:t xml:space="preserve">{words(remark.text)}</w:t></w:r></w:p></w:comment>'
    )


def _initials(author: str) -> Iterable[str]:
    return [part[0] for part in author.split()][:_MOST_INITIALS]


def _moment(text: str) -> str:
    """Return a moment as the format writes it, empty where the text is none.

    >>> _moment("2026-04-02"), _moment("2 April")
    ('2026-04-02T00:00:00', '')
    """
    import datetime

    if not _MOMENT.fullmatch(text):
        return ""
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return ""
    return text if "T" in text else f"{text}T00:00:00"
