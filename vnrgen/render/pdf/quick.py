"""Inner steps of the PDF engine that take long, done faster; what is drawn is the same.

Measured on the sample (docs/performance.md). The engine has no hook for any of them: its functions
are replaced, one rendering at a time.
"""

from __future__ import annotations

import re
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import IO, Any

import pydyf
import tinyhtml5
import weasyprint
import weasyprint.layout.inline
import weasyprint.layout.preferred
import weasyprint.svg

from vnrgen.render.pdf.known_styles import known_styles
from vnrgen.render.pdf.remembered import remembered_steps, replaced
from vnrgen.render.pdf.tree import tree_of

_LEVEL = 6  # of 9: a third of the time, for files that are two in a hundred larger
_PLAIN = re.compile(r"[MLQCZmlqcz0-9.\s,-]*")
_COMMAND = re.compile(r"([MLQCZmlqcz])([^MLQCZmlqcz]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_PAIR = r"-?[0-9.]+ -?[0-9.]+"
_ABSOLUTE = re.compile(rf"(?:M{_PAIR}(?:L{_PAIR}|C{_PAIR} {_PAIR} {_PAIR})+Z?)*")
_STEP = re.compile(r"([MLC])([^MLCZ]*)")
_LOWER = str.maketrans({"M": "m", "L": "l", "C": "c", "Z": "h\n"})
_TAKES = {"m": 2, "l": 2, "q": 4, "c": 6}
_PATCHING = threading.Lock()

_Point = tuple[float, float]
_Draw = Callable[[Any, Any, float], None]


@contextmanager
def quick_steps() -> Iterator[None]:
    """While this holds, the engine reads, breaks lines, draws outlines and writes faster."""
    svg, layout = weasyprint.svg, weasyprint.layout
    tags = {**svg.TAGS, "path": _drawing(svg.TAGS["path"])}
    broken = _remembered(layout.inline.split_first_line)
    with (
        _PATCHING,
        remembered_steps(),
        known_styles(),
        replaced(weasyprint, "tinyhtml5", SimpleNamespace(parse=_parsed)),
        replaced(layout.inline, "split_first_line", broken),
        replaced(layout.preferred, "split_first_line", broken),
        replaced(svg, "TAGS", tags),
        replaced(pydyf, "zlib", SimpleNamespace(compressobj=_compressor, compress=zlib.compress)),
        replaced(pydyf.PDF, "page_references", property(_page_references)),
    ):
        yield


def operators(outline: str) -> list[bytes] | None:
    """Return the PDF operators of an SVG path; None where it has arcs or shortened curves.

    >>> operators("M1 2l3-1q1 0 1 1.5z")
    [b'1 2 m', b'4 1 l', b'4.667 1 5 1.5 5 2.5 c', b'h']
    >>> operators("M1 2L3 4C5 6 7 8 9 10ZM1 1L2 2")
    [b'1 2 m', b'3 4 l', b'5 6 7 8 9 10 c', b'h', b'1 1 m', b'2 2 l']
    >>> operators("M0 0A1 1 0 0 1 2 2")
    """
    if _ABSOLUTE.fullmatch(outline):  # as our own drawings have it: the operators come last
        return _STEP.sub(r"\2 \1\n", outline).translate(_LOWER).encode().splitlines()
    if not _PLAIN.fullmatch(outline):
        return None
    written: list[bytes] = []
    here = start = (0.0, 0.0)
    drawn = False
    for letter, rest in _COMMAND.findall(outline):
        kind = letter.lower()
        if kind == "z":
            if drawn:  # closing a mere point would draw one where ends of lines are round
                written.append(b"h")
                here, drawn = start, False
            continue
        numbers = [float(number) for number in _NUMBER.findall(rest)]
        takes = _TAKES[kind]
        if not numbers or len(numbers) % takes:
            return None
        for first in range(0, len(numbers), takes):
            # pairs of numbers after a move's own are lines
            step = "l" if kind == "m" and first else kind
            base = here if letter.islower() else (0.0, 0.0)
            text, end = _STEPS[step](here, base, numbers[first : first + takes])
            written.append(text)
            drawn = step != "m"
            start = start if drawn else end
            here = end
    return written


def _move(_here: _Point, base: _Point, numbers: list[float]) -> tuple[bytes, _Point]:
    x, y = base[0] + numbers[0], base[1] + numbers[1]
    return b"%s %s m" % (_short(x), _short(y)), (x, y)


def _line(_here: _Point, base: _Point, numbers: list[float]) -> tuple[bytes, _Point]:
    x, y = base[0] + numbers[0], base[1] + numbers[1]
    return b"%s %s l" % (_short(x), _short(y)), (x, y)


def _quadratic(here: _Point, base: _Point, numbers: list[float]) -> tuple[bytes, _Point]:
    """Return the cubic curve that is the same as a quadratic one."""
    (x0, y0), (dx, dy) = here, base
    x2, y2 = 2 * (dx + numbers[0]), 2 * (dy + numbers[1])
    x3, y3 = dx + numbers[2], dy + numbers[3]
    points = ((x0 + x2) / 3, (y0 + y2) / 3, (x3 + x2) / 3, (y3 + y2) / 3, x3, y3)
    return b"%s %s %s %s %s %s c" % tuple(map(_short, points)), (x3, y3)


def _cubic(_here: _Point, base: _Point, numbers: list[float]) -> tuple[bytes, _Point]:
    dx, dy = base
    points = [value + (dy if index % 2 else dx) for index, value in enumerate(numbers)]
    return b"%s %s %s %s %s %s c" % tuple(map(_short, points)), (points[4], points[5])


_STEPS = {"m": _move, "l": _line, "q": _quadratic, "c": _cubic}


def _short(value: float) -> bytes:
    """Return a number with three decimals at most: a thousandth of a point is not seen."""
    text = b"%.3f" % value
    text = text.rstrip(b"0").rstrip(b".")
    return b"0" if text in {b"-0", b""} else text


def _parsed(file: IO[str], **options: object) -> Any:  # noqa: ANN401 - tinyhtml5 is not typed
    page = file.read()
    tree = tree_of(page)
    return tinyhtml5.parse(page, **options) if tree is None else tree


def _remembered(split: Callable[..., Any]) -> Callable[..., Any]:
    """Break the same text in the same style at the same width once.

    The engine tries: each line of a table, a column or a box kept whole is broken two or three
    times. Styles are told apart by identity; what is remembered keeps them alive.
    """
    known: dict[tuple[object, ...], tuple[object, Any]] = {}

    def split_first_line(
        text: str,
        style: Any,  # noqa: ANN401
        context: Any,  # noqa: ANN401
        *rest: Any,  # noqa: ANN401
        **named: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        key = (text, id(style), rest, *named.items())
        if key not in known:
            known[key] = style, split(text, style, context, *rest, **named)
        return known[key][1]

    return split_first_line


def _drawing(slow: _Draw) -> _Draw:
    def path(svg: Any, node: Any, font_size: float) -> None:  # noqa: ANN401 - not typed
        marked = any(name.startswith("marker") for name in node.attrib)
        written = None if marked else operators(node.get("d", ""))
        if written is None:
            slow(svg, node, font_size)
        else:
            svg.stream.stream.extend(written)

    return path


def _compressor(level: int) -> Any:  # noqa: ANN401 - zlib has no name for its type
    return zlib.compressobj(level=min(level, _LEVEL))


def _page_references(pdf: Any) -> tuple[bytes, ...]:  # noqa: ANN401 - pydyf is not typed
    """Return the reference of each page; the engine asks for all of them with every tag."""
    kids = pdf.pages["Kids"]
    known: tuple[int, tuple[bytes, ...]] = getattr(pdf, "_references_known", (-1, ()))
    if known[0] != len(kids):
        known = len(kids), tuple(f"{number} 0 R".encode("ascii") for number in kids[::3])
        pdf._references_known = known  # noqa: SLF001 - ours, on an object that lives with the file
    return known[1]
