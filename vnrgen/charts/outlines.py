"""Words as matplotlib places them, letter after letter by reference, in the form a medium wants.

For paper, one outline per line of words: a PDF engine builds every referenced letter anew, and one
relative path halves the time that a chart costs. For a screen, references, but short ones: each
letter is outlined once per chart, which a page that carries its charts inside is a third of.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree import ElementTree as ET

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+")
_NUMBER = re.compile(r"-?\d*\.?\d+")
_CALL = re.compile(r"(translate|scale)\(([^)]*)\)")
_DECIMALS = 2
_DECIMALS_OF_LETTERS = 1  # where a letter is outlined a hundred units high

_Placing = tuple[float, float, float, float]  # x = a * x + c, y = b * y + d: a, b, c, d


def join_outlines(root: ET.Element) -> None:
    """Replace every run of placed letters by one path, in place; what is seen stays the same."""
    letters = _letters(root)
    for group, uses in _runs(root):
        turned, placing = _turned(group.attrib.pop("transform"))
        if turned:
            group.set("transform", turned)
        outline = _outline(_placing(placing), uses, letters)
        for child in list(group):
            group.remove(child)
        ET.SubElement(group, f"{_SVG}path", {"d": outline})


def share_outlines(root: ET.Element) -> None:
    """Keep references to letters, in place, but let each say no more than where it stands.

    A letter becomes a path in the units of its font, rounded; what is seen stays the same.
    """
    for letter in _letters(root).values():
        a, b, c, d = _placing(letter.attrib.get("transform", ""))
        if "transform" in letter.attrib and c == d == 0:
            shape = _shape(letter.attrib.get("d", ""), a, b, _DECIMALS_OF_LETTERS)
            letter.set("d", shape.start + shape.rest)
            del letter.attrib["transform"]
    for group, uses in _runs(root):
        turned, placing = _turned(group.attrib["transform"])
        a, b, c, d = _placing(placing)
        group.set("transform", f"{turned}translate({_short(c)} {_short(d)})scale({a:g} {b:g})")
        for use in uses:
            _, _, dx, dy = _placing(use.attrib.pop("transform", ""))
            for name, value in (("x", dx), ("y", dy)):
                text = _short(value, _DECIMALS_OF_LETTERS)
                if text != "0":
                    use.set(name, text)


def _letters(root: ET.Element) -> dict[str, ET.Element]:
    return {e.attrib["id"]: e for e in root.iter(f"{_SVG}path") if "id" in e.attrib}


def _runs(root: ET.Element) -> list[tuple[ET.Element, list[ET.Element]]]:
    found = []
    for group in root.iter(f"{_SVG}g"):
        uses = group.findall(f"{_SVG}use")
        if uses and "transform" in group.attrib:
            found.append((group, uses))
    return found


def _turned(transform: str) -> tuple[str, str]:
    """Part a transform after its last turn: words that read upwards must go on doing so."""
    head, turn, rest = transform.rpartition("rotate(")
    if not turn:
        return "", transform
    angle, _, after = rest.partition(")")
    return f"{head}{turn}{angle})", after


def _placing(transform: str) -> _Placing:
    a, b, c, d = 1.0, 1.0, 0.0, 0.0
    for name, inside in _CALL.findall(transform):
        numbers = [float(number) for number in _NUMBER.findall(inside)]
        if name == "translate":
            dx, dy = numbers[0], numbers[1] if len(numbers) > 1 else 0.0
            c, d = c + a * dx, d + b * dy
        else:
            sx, sy = numbers[0], numbers[-1]
            a, b = a * sx, b * sy
    return a, b, c, d


def _within(outer: _Placing, inner: _Placing) -> _Placing:
    a, b, c, d = outer
    return a * inner[0], b * inner[1], a * inner[2] + c, b * inner[3] + d


def _outline(outer: _Placing, uses: list[ET.Element], letters: Mapping[str, ET.Element]) -> str:
    parts: list[str] = []
    x = y = 0.0  # where the pen stands, rounded, so that errors never add up
    for use in uses:
        letter = letters[use.attrib[_HREF].removeprefix("#")]
        placing = _within(outer, _placing(use.attrib.get("transform", "")))
        placing = _within(placing, _placing(letter.attrib.get("transform", "")))
        a, b, c, d = placing
        shape = _shape(letter.attrib.get("d", ""), a, b, _DECIMALS)
        if not shape.start:
            continue
        left, top = round(c, _DECIMALS), round(d, _DECIMALS)
        parts.append("m" + _compact([left + shape.x - x, top + shape.y - y]) + shape.rest)
        x, y = left + shape.end_x, top + shape.end_y
    return "".join(parts)


class _Shape(NamedTuple):
    """A letter as relative commands: its first move, the rest, and where the pen starts and ends.

    ``start`` is the first move as a command of its own; "" for a letter without an outline.
    """

    start: str
    rest: str
    x: float
    y: float
    end_x: float
    end_y: float


@functools.lru_cache(maxsize=4096)
def _shape(path: str, a: float, b: float, decimals: int) -> _Shape:
    """Return the outline of a letter scaled by ``a`` and ``b``, in rounded relative commands."""
    pen = _Pen(decimals)
    command, numbers = "", list[float]()
    for token in [*_TOKEN.findall(path), ""]:
        if token and not token.isalpha():
            numbers.append(float(token))
            continue
        if command:
            places = zip(numbers[::2], numbers[1::2], strict=True)
            pen.draw(command, [(a * x, b * y) for x, y in places])
        command, numbers = token, []
    if not pen.parts:
        return _Shape("", "", 0.0, 0.0, 0.0, 0.0)
    return _Shape(pen.parts[0], "".join(pen.parts[1:]), *pen.first, pen.x, pen.y)


class _Pen:
    """Writes relative commands from the rounded place it stands at, so that errors never add up."""

    def __init__(self, decimals: int) -> None:
        self._decimals = decimals
        self.parts: list[str] = []
        self.x = self.y = 0.0
        self.first = (0.0, 0.0)
        self._start = (0.0, 0.0)

    def draw(self, command: str, points: list[tuple[float, float]]) -> None:
        if not points:
            self.parts.append("z")
            self.x, self.y = self._start
            return
        rounded = [(round(x, self._decimals), round(y, self._decimals)) for x, y in points]
        steps = [value for x, y in rounded for value in (x - self.x, y - self.y)]
        if command == "M":
            self._start = rounded[-1]
            if not self.parts:
                self.first = rounded[-1]
        self.parts.append(command.lower() + _compact(steps, self._decimals))
        self.x, self.y = rounded[-1]


def _short(number: float, decimals: int = _DECIMALS) -> str:
    text = f"{number:.{decimals}f}"
    if decimals:
        text = text.rstrip("0").rstrip(".")
    if text in {"-0", ""}:
        return "0"
    return text.replace("0.", ".", 1) if abs(number) < 1 else text


def _compact(numbers: list[float], decimals: int = _DECIMALS) -> str:
    written = ""
    for number in numbers:
        text = _short(number, decimals)
        written += text if not written or text.startswith("-") else f" {text}"
    return written
