"""Puts the pieces of lines together that a page draws apart: bullets, marks, justified words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from vnrgen.pdftext.lines import Line, Page, around
from vnrgen.pdftext.marking import BULLET, is_marker, is_power

_CLOSING = frozenset((",", ".", ")", "]"))  # no blank stands before them where a mark was raised
_MOST_LINES = 600  # of a page that is one; plain text without ends of pages has more


def whole_lines(page: Page) -> list[Line]:
    """Return the lines of a page with all that belongs to a line put into it.

    Those are bullets that are drawn or stand apart, raised marks of notes, and words that stand
    wide apart in a justified line.
    """
    with_bullets(page)
    return with_markers(with_stretched(with_note_marks(page.lines)))


def with_stretched(lines: Sequence[Line]) -> list[Line]:
    """Put justified lines together again whose words stand as wide apart as cells do.

    Such a line ends where the line before or after it ends, and its blanks are all as wide.
    """
    groups: list[list[Line]] = []
    for line in lines:
        if groups and groups[-1][-1].beside(line):
            groups[-1].append(line)
        else:
            groups.append([line])
    out: list[Line] = []
    groups = [_close_together(group) for group in groups]
    for place, group in enumerate(groups):
        near = groups[max(place - 1, 0) : place] + groups[place + 1 : place + 2]
        if len(group) > 1 and any(_is_stretched(group, other) for other in near):
            out.append(_as_one(group))
        else:
            out += group
    return out


def _close_together(group: Sequence[Line]) -> list[Line]:
    """Put pieces together that a raised mark or another font parted, no blank standing between."""
    out = list(group[:1])
    for line in group[1:]:
        if -1 <= line.left - out[-1].right < 0.45 * line.size and not _may_be_mark(line.text):
            out[-1] = _as_one([out[-1], line])
        else:
            out.append(line)
    return out


def _is_stretched(group: Sequence[Line], other: Sequence[Line]) -> bool:
    words, beside = _without_marker(group), _without_marker(other)
    if len(words) < 2:
        return False
    em, whole, near = words[0].size, around(words), around(beside)
    lefts = (whole.left, min(line.left for line in group))
    aligned = [
        any(abs(left - near.left) < 0.35 * em for left in lefts),
        abs(whole.right - near.right) < 0.35 * em,
    ]
    inside = near.right <= whole.right + em and near.left >= min(lefts) - em
    close = abs(words[0].base - beside[0].base) < 1.8 * em
    if not inside or not close or not _is_level(words) or not _is_level(beside):
        return False
    if len(beside) == 1:
        return all(aligned) or (any(aligned) and len(words) > 2)
    figures = sum(any(c.isdigit() for c in w.text) for w in (*words, *beside))
    return all(aligned) and len(words) + len(beside) > 4 and 2 * figures < len(words) + len(beside)


def _without_marker(group: Sequence[Line]) -> Sequence[Line]:
    return group[1:] if len(group) > 1 and is_marker(group[0].text.strip()) else group


def _is_level(words: Sequence[Line]) -> bool:
    """Whether all blanks between words are as wide."""
    blanks = [
        max(two.left - one.right, one.left - two.right) for one, two in itertools.pairwise(words)
    ]
    em = words[0].size
    return not blanks or (max(blanks) - min(blanks) < 0.12 * em + 1 and max(blanks) < 9 * em)


def _as_one(group: Sequence[Line]) -> Line:
    first = group[0]
    area = around(group)
    said = [line.text.strip() for line in group]
    text = said[0] + "".join(t if t[:1] in _CLOSING else f" {t}" for t in said[1:])
    notes = tuple(mark for line in group for mark in line.notes)
    return replace(
        first,
        text=text,
        left=area.left,
        bottom=area.bottom,
        right=area.right,
        top=area.top,
        bold=all(line.bold for line in group),
        italic=all(line.italic for line in group),
        notes=notes,
    )


def with_markers(lines: Sequence[Line]) -> list[Line]:
    """Join each mark of an item or paragraph that stands apart with the text beside it."""
    taken: set[int] = set()
    marks: dict[int, Line] = {}
    for place, line in enumerate(lines):
        if not is_marker(line.text.strip()):
            continue
        # Bullets may be painted after all text.
        everywhere = len(lines) <= _MOST_LINES and BULLET.match(line.text) is not None
        near = range(len(lines)) if everywhere else range(max(place - 2, 0), place + 3)
        fitting = [
            i for i in near if i < len(lines) and i not in marks and _is_marked(line, lines[i])
        ]
        beside = min(fitting, key=lambda i: _apart(line, lines[i]), default=None)
        if beside is not None:
            marks[beside] = line
            taken.add(place)
    for place, mark in marks.items():
        line = lines[place]
        line.text = f"{mark.text.strip()} {line.text}"
        line.left, line.right = min(line.left, mark.left), max(line.right, mark.right)
    return [line for place, line in enumerate(lines) if place not in taken]


def with_note_marks(lines: Sequence[Line]) -> list[Line]:
    """Give each raised number or sign that stands apart to the line that it is raised at."""
    out: list[Line] = []
    waiting: Line | None = None
    for line in (*lines, None):
        if waiting is not None and not _is_given(waiting, out, line):
            out.append(waiting)
        waiting = None
        if line is not None and _may_be_mark(line.text.strip()):
            waiting = line
        elif line is not None:
            out.append(line)
    return out


def _may_be_mark(sign: str) -> bool:
    return (sign.isdecimal() and len(sign) < 4) or sign in {"*", "†", "‡", "**", "***"}


def _is_given(mark: Line, before: Sequence[Line], after: Line | None) -> bool:
    """Give a mark to the line it is raised at, and say whether there is one."""
    sign = mark.text.strip()
    last = before[-1] if before and _is_raised(mark, before[-1]) else None
    if last is not None and last.right <= mark.left + 1:
        if is_power(last.text, sign):
            last.text = last.text.rstrip() + sign
            last.right = mark.right
        else:
            last.notes = (*last.notes, sign)
        return True
    if after is not None and _is_raised(mark, after) and after.left >= mark.right - 1:
        after.mark = sign
        return True
    return False


def _is_raised(mark: Line, line: Line) -> bool:
    small = mark.size < 0.85 * line.size
    raised = 0.1 * line.size < mark.base - line.base < 0.7 * line.size
    apart = max(line.left - mark.right, mark.left - line.right)
    return small and raised and -0.3 * line.size <= apart < 2.5 * line.size


def with_bullets(page: Page) -> None:
    """Write a bullet before each line that one is drawn at."""
    drawn = [
        s for s in page.shapes if 1 < s.height < 8 and abs(s.width - s.height) < 0.3 * s.height
    ]
    for dot in drawn[:300]:
        for line in page.lines:
            level = line.base - 1 < dot.bottom and dot.top < line.base + 0.9 * line.size
            apart = max(line.left - dot.right, dot.left - line.right)
            if level and dot.height < 0.7 * line.size and 0 < apart < 2 * line.size:
                line.text = f"\u2022 {line.text.lstrip()}"
                line.left, line.right = min(line.left, dot.left), max(line.right, dot.right)
                break


def _is_marked(mark: Line, line: Line) -> bool:
    near = abs(mark.base - line.base) <= 0.35 * line.size
    within = -1 <= _apart(mark, line) < 5 * line.size
    return near and within and not is_marker(line.text.strip())


def _apart(one: Line, two: Line) -> float:
    return max(two.left - one.right, one.left - two.right)
