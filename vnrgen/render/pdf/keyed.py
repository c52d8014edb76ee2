"""Chinese fonts numbered as the text shows them: by glyph, not by a number of the font's own."""

from __future__ import annotations

import io
from typing import Any


def number_by_glyph(pdf: Any) -> None:  # noqa: ANN401 - WeasyPrint is not typed
    """Make the characters of keyed fonts in a PDF count as their glyphs do.

    A keyed font finds what to draw by its list of character numbers. The engine shows glyph
    numbers, which are others: readers that go by the list draw other characters, or none.
    """
    for item in pdf.objects:
        extra = getattr(item, "extra", None) or {}
        if extra.get("Subtype") == "/OpenType":
            item.stream = [_renumbered(item.stream[0])]


def _renumbered(content: bytes) -> bytes:
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(content), recalcTimestamp=False, recalcBBoxes=False) as font:
        top = font["CFF "].cff.topDictIndex[0]
        if not hasattr(top, "ROS"):
            return content
        shapes = top.CharStrings
        before = list(top.charset)
        after = [".notdef", *(f"cid{number:05d}" for number in range(1, len(before)))]
        found = shapes.charStrings
        shapes.charStrings = {
            name: found[old] for name, old in zip(after, before, strict=True) if old in found
        }
        top.charset = after
        font.setGlyphOrder(after)
        packed = io.BytesIO()
        font.save(packed)
    return packed.getvalue()
