"""Marks above and below the line, drawn as shapes.

As text each would be a piece of its own beside the line, and readers would take it for a line.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from typing import Any, Protocol


class Mark(Protocol):
    """A glyph with its place from the start of the line, right and up, in pixels."""

    font: Any
    number: int
    place: tuple[float, float]


def draw_marks(stream: Any, marks: Sequence[Mark], size: float, matrix: Any) -> None:  # noqa: ANN401
    """Draw glyphs as shapes in the colour of the text, and go on with the text.

    Args:
        stream: The engine's stream, in the middle of a text.
        marks: What to draw.
        size: The size of the font in pixels.
        matrix: The engine's matrix from the line to the page.
    """
    if not marks:
        return
    stream.end_text()
    with stream.stacked():
        stream.transform(*matrix.values)
        for mark in marks:
            scale = size / mark.font.upem
            with stream.stacked():
                stream.transform(a=scale, d=scale, e=mark.place[0], f=mark.place[1])
                stream.stream.append(_shape(mark.font.file_content, mark.font.index, mark.number))
    stream.begin_text()


@functools.lru_cache(maxsize=8)
def opened(content: bytes, index: int) -> Any:  # noqa: ANN401 - fontTools is not typed
    """Return the font of a file."""
    from fontTools.ttLib import TTFont

    return TTFont(io.BytesIO(content), fontNumber=index, lazy=True)


@functools.lru_cache(maxsize=512)
def _shape(content: bytes, index: int, number: int) -> bytes:
    """Return the outline of a glyph as PDF operators that fill it, in units of the font."""
    from fontTools.pens.basePen import BasePen

    class Operators(BasePen):  # type: ignore[misc]  # fontTools is not typed
        """Writes down what a glyph draws; composite parts and quadratic curves are resolved."""

        def __init__(self, glyphs: Any) -> None:  # noqa: ANN401
            super().__init__(glyphs)
            self.written: list[str] = []

        def _write(self, operator: str, *points: tuple[float, float]) -> None:
            self.written += [f"{x:.5g} {y:.5g}" for x, y in points]
            self.written.append(operator)

        def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            self._write("m", point)

        def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            self._write("l", point)

        def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
            self._write("c", *points)

        def _closePath(self) -> None:  # noqa: N802
            self._write("h")

    font = opened(content, index)
    glyphs = font.getGlyphSet()
    pen = Operators(glyphs)
    glyphs[font.getGlyphName(number)].draw(pen)
    return " ".join([*pen.written, "f"]).encode() if pen.written else b""
