"""A canvas as SVG: no defaults, no ids but those needed, lengths to a hundredth of a point.

On paper a line of words is one path of absolute lines and curves, which a PDF engine can copy as
it stands. Where the file itself is carried, as in Word, the path is relative, so that the same
letters are the same text in it: compressed it is a quarter. On a screen each letter is outlined
once a chart and referred to where it stands: a page that carries its charts inside is a third of
what it would be.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from vnrgen.charts.fonts import prepare
from vnrgen.charts.letters import Command, letters_of, outline_of, shape_of
from vnrgen.charts.look import PAPER
from vnrgen.charts.shapes import Box, Line, Lines, Mark, Place, Shape, Words, start_of

if TYPE_CHECKING:
    from vnrgen.charts.canvas import Canvas

_DECIMALS = 2
_DECIMALS_OF_LETTERS = 1  # where a letter is outlined a hundred units high
_CIRCLE = "o"


class Form(StrEnum):
    """What an SVG is made for, which decides how words stand in it."""

    PAPER = "paper"
    CARRIED = "carried"
    SCREEN = "screen"


def svg_of(canvas: Canvas, title: str, description: str, form: Form = Form.PAPER) -> bytes:
    """Return a canvas as SVG, named for those who cannot see it.

    Args:
        canvas: What to show, on white.
        title: The ``title`` element, first child, which readers and PDF engines take as name.
        description: The ``desc`` element; left out on a screen, where the page around says it.
        form: What the SVG is made for.
    """
    prepare()
    width, height = _short(canvas.width, 4), _short(canvas.height, 4)
    letters: dict[str, str] = {}
    writers = {Form.PAPER: _outlined, Form.CARRIED: _joined, Form.SCREEN: _referring(letters)}
    writer = writers[form]
    names = {"title": title, "desc": "" if form is Form.SCREEN else description}
    shapes = "".join(_written(shape, writer) for shape in canvas.shapes)
    definitions = "".join(letters.values())
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt"',
            f' viewBox="0 0 {width} {height}" role="img" stroke-linejoin="round">',
            *(
                f"<{tag}>{escape(words, quote=False)}</{tag}>"
                for tag, words in names.items()
                if words
            ),
            f"<defs>{definitions}</defs>" if definitions else "",
            f'<path d="M0 0L{width} 0L{width} {height}L0 {height}Z" fill="{_colour(PAPER)}"/>',
            shapes,
            "</svg>",
        )
    ).encode()


_Writer = Callable[[Words, Place], str]


def _written(shape: Shape, words: _Writer) -> str:
    match shape:
        case Line():
            dashes = _dashes(shape.dashes)
            return _stroked([(shape.start, shape.end)], shape.colour, shape.width, dashes)
        case Lines():
            return _stroked(shape.segments, shape.colour, shape.width)
        case Box():
            return _box(shape)
        case Mark():
            return _mark(shape)
        case Words():
            return words(shape, start_of(shape))


def _stroked(
    segments: list[tuple[Place, Place]] | tuple[tuple[Place, Place], ...],
    colour: str,
    width: float,
    dashes: str = "",
) -> str:
    path = "".join(f"M{_place(start)}L{_place(end)}" for start, end in segments)
    return f'<path d="{path}" fill="none"{dashes}{_stroke(colour, width)}/>'


def _box(box: Box) -> str:
    right, bottom = box.left + box.width, box.top + box.height
    corners = ((box.left, box.top), (right, box.top), (right, bottom), (box.left, bottom))
    edge = ""
    if box.edge:
        edge = f'{_dashes(box.dashes)}{_stroke(box.edge, box.edge_width)} stroke-linejoin="miter"'
    path = "L".join(map(_place, corners))
    return f'<path d="M{path}Z" fill="{_colour(box.fill)}"{edge}/>'


def _mark(mark: Mark) -> str:
    """Return a mark as matplotlib has it; each but a circle has sharp corners."""
    x, y = mark.place
    look = f'fill="{_colour(mark.fill)}"{_stroke(mark.edge, mark.edge_width)}'
    if mark.shape == _CIRCLE:
        return f'<circle cx="{_short(x)}" cy="{_short(y)}" r="{_short(mark.size / 2)}" {look}/>'
    from matplotlib.markers import MarkerStyle

    style = MarkerStyle(mark.shape)
    outline = style.get_path().transformed(style.get_transform())
    path = ""
    for points, code in outline.iter_segments():
        closed = code == outline.CLOSEPOLY
        place = (x + mark.size * float(points[0]), y - mark.size * float(points[1]))
        path += "Z" if closed else ("M" if code == outline.MOVETO else "L") + _place(place)
    return f'<path d="{path}" {look} stroke-linejoin="miter"/>'


def _outlined(words: Words, start: Place) -> str:
    """Return words as one outline."""
    style = words.style
    points, commands, _ = outline_of(words.text, style.weight)
    if not commands:
        return ""
    scale = words.unit
    along, up = points[:, 0] * scale, points[:, 1] * scale
    x, y = start
    placed = points.copy()
    if words.rising:
        placed[:, 0], placed[:, 1] = x - up, y - along
    else:
        placed[:, 0], placed[:, 1] = x + along, y - up
    path = commands % tuple(placed.round(_DECIMALS).ravel().tolist())
    return f'<path d="{path}" fill="{_colour(style.colour)}"/>'


def _joined(words: Words, start: Place) -> str:
    """Return words as one outline, each letter as it is everywhere else."""
    style = words.style
    left, base = (0.0, 0.0) if words.rising else start
    parts: list[str] = []
    x = y = 0.0  # where the pen stands, rounded, so that errors never add up
    for letter in letters_of(words.text, style.weight):
        steps = _small_steps(shape_of(letter), words.unit)
        if steps is None:
            continue
        across = round(left + letter.x * words.unit, _DECIMALS)
        down = round(base - letter.y * words.unit, _DECIMALS)
        move = [across + steps.first[0] - x, down + steps.first[1] - y]
        parts.append(f"m{_compact(move, _DECIMALS)}{steps.rest}")
        x, y = across + steps.last[0], down + steps.last[1]
    turn = f' transform="translate({_place(start)})rotate(-90)"' if words.rising else ""
    path = "".join(parts)
    return f'<path d="{path}"{turn} fill="{_colour(style.colour)}"/>' if path else ""


def _referring(known: dict[str, str]) -> _Writer:
    """Return a writer of words that notes down each letter as it meets it."""

    def refer(words: Words, start: Place) -> str:
        style = words.style
        uses = []
        for letter in letters_of(words.text, style.weight):
            key = letter.key
            if key not in known:
                known[key] = _definition(shape_of(letter), len(known))
            if known[key]:
                x, y = (_short(value, _DECIMALS_OF_LETTERS) for value in (letter.x, letter.y))
                at = "".join(f' {name}="{v}"' for name, v in (("x", x), ("y", y)) if v != "0")
                uses.append(f'<use{at} href="#{_id(known[key])}"/>')
        turn = "rotate(-90)" if words.rising else ""
        scale = _short(words.unit, 4)
        move = f"translate({_place(start)}){turn}scale({scale} -{scale})"
        return f'<g transform="{move}" fill="{_colour(style.colour)}">{"".join(uses)}</g>'

    return refer


def _id(definition: str) -> str:
    return definition.split('"', 2)[1]


def _definition(commands: tuple[Command, ...], number: int) -> str:
    """Define a letter to refer to; "" for one without an outline, like a space."""
    steps = _steps(commands, 1.0, 1.0, _DECIMALS_OF_LETTERS)
    if steps is None:
        return ""
    move = _compact(list(steps.first), _DECIMALS_OF_LETTERS)
    return f'<path id="c{number}" d="m{move}{steps.rest}"/>'


class _Steps(NamedTuple):
    """An outline as relative commands: its first place, the rest, and where the pen ends."""

    first: Place
    rest: str
    last: Place


@functools.lru_cache(maxsize=4096)
def _small_steps(commands: tuple[Command, ...], unit: float) -> _Steps | None:
    return _steps(commands, unit, -unit, _DECIMALS)


def _steps(commands: tuple[Command, ...], across: float, up: float, decimals: int) -> _Steps | None:
    """Return an outline, scaled, in rounded relative commands; None where it is empty.

    Each goes on from the rounded place the last one led to, so that errors never add up.
    """
    parts: list[str] = []
    here = start = (0.0, 0.0)
    for name, places in commands:
        if name == "Z":
            parts.append("z")
            here = start
            continue
        rounded = [(round(across * x, decimals), round(up * y, decimals)) for x, y in places]
        steps = [value for x, y in rounded for value in (x - here[0], y - here[1])]
        parts.append(name.lower() + _compact(steps, decimals))
        here = rounded[-1]
        start = here if name == "M" else start
    if not parts:
        return None
    x, y = commands[0][1][0]
    first = round(across * x, decimals), round(up * y, decimals)
    return _Steps(first, "".join(parts[1:]), here)


def _compact(numbers: list[float], decimals: int) -> str:
    written = ""
    for number in numbers:
        text = _short(number, decimals)
        text = text.replace("0.", ".", 1) if abs(number) < 1 else text
        written += text if not written or text.startswith("-") else f" {text}"
    return written


def _stroke(colour: str, width: float) -> str:
    return f' stroke="{_colour(colour)}" stroke-width="{_short(width)}"'


def _dashes(dashes: tuple[float, float] | None) -> str:
    return f' stroke-dasharray="{dashes[0]:g},{dashes[1]:g}"' if dashes else ""


def _place(place: Place) -> str:
    return f"{_short(place[0])} {_short(place[1])}"


def _short(number: float, decimals: int = _DECIMALS) -> str:
    text = f"{number:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _colour(colour: str) -> str:
    return colour.lower()
