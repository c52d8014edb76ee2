"""Words as outlines: where each letter stands, and the shape of each, in units of the font.

Both are worked out once for all charts, sizes and places: a unit is a hundredth of the size.
Where letters join or change places, matplotlib's shaping engine says how.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from vnrgen.charts.fonts import properties
from vnrgen.charts.shapes import UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

_MOVE, _LINE, _QUADRATIC, _CUBIC, _CLOSE = 1, 2, 3, 4, 79  # matplotlib.path.Path
_CODES = {"M": _MOVE, "L": _LINE, "C": _CUBIC, "Z": _CLOSE}
CLOSE = _CLOSE
"""The code of the end of a line, which has no point."""

_Point = tuple[float, float]


class Letter(NamedTuple):
    """A glyph: a key that tells glyphs apart, and where it stands, y upwards."""

    key: str
    x: float
    y: float


class Outline(NamedTuple):
    """An outline to be placed: its points one after the other, and its commands around them.

    ``commands`` is a format for the coordinates of all points: absolute moves, lines and cubic
    curves, which need the least work from whoever reads them. ``codes`` are the same as
    ``matplotlib.path.Path`` numbers them: one for each point, and one for each end of a line.
    """

    points: np.ndarray[tuple[int, int], np.dtype[np.float64]]
    commands: str
    codes: np.ndarray[tuple[int], np.dtype[np.uint8]]


@functools.lru_cache(maxsize=4096)
def letters_of(text: str, weight: int) -> tuple[Letter, ...]:
    """Return the letters of a line of text in the order in which they are drawn."""
    from matplotlib.textpath import text_to_path

    font = text_to_path._get_font(properties(text, UNITS, weight))  # type: ignore[attr-defined]  # noqa: SLF001 - as its own backends do
    found, shapes, _ = text_to_path.get_glyphs_with_font(font, text)
    for key, (points, codes) in shapes.items():
        if key not in _COMMANDS:
            _COMMANDS[key] = _commands(points.tolist(), codes.tolist())
    return tuple(Letter(key, float(x), float(y)) for key, x, y, _ in found)


Command = tuple[str, tuple[_Point, ...]]
_COMMANDS: dict[str, tuple[Command, ...]] = {}  # what fonts hold does not change


def shape_of(letter: Letter) -> tuple[Command, ...]:
    """Return the outline of a letter at the origin: M, L, Q, C and Z with absolute points."""
    return _COMMANDS[letter.key]


@functools.lru_cache(maxsize=4096)
def outline_of(text: str, weight: int) -> Outline:
    """Return the outline of a line of text that begins at the origin, y upwards."""
    import numpy as np

    letters = letters_of(text, weight)
    shapes = [_outline_of_letter(letter.key) for letter in letters]
    if not shapes:
        return _outline(())
    placed = [
        np.add(shape.points, (x, y)) for shape, (_, x, y) in zip(shapes, letters, strict=True)
    ]
    return Outline(
        np.concatenate(placed),
        "".join(shape.commands for shape in shapes),
        np.concatenate([shape.codes for shape in shapes]),
    )


@functools.cache  # as long as ``_COMMANDS``
def _outline_of_letter(key: str) -> Outline:
    """Return the outline of a letter at the origin, which texts have in common."""
    return _outline(_with_cubic_curves(_COMMANDS[key]))


def _outline(commands: Sequence[Command]) -> Outline:
    import numpy as np

    points = [place for _, places in commands for place in places]
    codes = [_CODES[name] for name, places in commands for _ in places or ((),)]
    return Outline(
        np.array(points, dtype=float).reshape(-1, 2),
        "".join(name + " ".join(["%g %g"] * len(places)) for name, places in commands),
        np.array(codes, dtype=np.uint8),
    )


def _commands(points: list[_Point], codes: list[int]) -> tuple[Command, ...]:
    takes = {_MOVE: ("M", 1), _LINE: ("L", 1), _QUADRATIC: ("Q", 2), _CUBIC: ("C", 3)}
    found: list[Command] = []
    index = 0
    while index < len(codes):
        if codes[index] == _CLOSE:
            found.append(("Z", ()))
            index += 1
            continue
        name, count = takes[codes[index]]
        found.append((name, tuple((x, y) for x, y in points[index : index + count])))
        index += count
    return tuple(found)


def _with_cubic_curves(commands: tuple[Command, ...]) -> list[Command]:
    """Replace quadratic curves by the cubic ones that are the same."""
    found: list[Command] = []
    here = (0.0, 0.0)
    for name, places in commands:
        if name == "Q":
            (x0, y0), (x1, y1), (x2, y2) = here, *places
            first = (x0 + 2 * x1) / 3, (y0 + 2 * y1) / 3
            second = (x2 + 2 * x1) / 3, (y2 + 2 * y1) / 3
            found.append(("C", (first, second, (x2, y2))))
        else:
            found.append((name, places))
        here = places[-1] if places else here
    return found
