"""Character codes that say which letters a glyph stands for, so that shaped text copies right.

The engine uses a glyph's number as its code and lets it stand for the letters where it was met
first. In scripts that reorder, join or split letters one glyph stands for different letters in
different places: here each pair of a glyph and its letters gets a code of its own.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pydyf
import weasyprint.draw.text as engine

from vnrgen.render.pdf.glyphs import Glyph, glyphs_of
from vnrgen.render.pdf.marks import draw_marks, opened

# Thaana, Hebrew and Arabic to Myanmar, Khmer, the Arabic forms: scripts with more than one glyph
# a letter or more than one letter a glyph. Everything else keeps the engine's codes.
_SHAPED = re.compile("[\u0590-\u109f\u1780-\u17ff\u1a20-\u1aaf\ua840-\uabff\ufb1d-\ufeff]")
_STRING = re.compile(r"<([0-9a-f]*)>|[^<]+")
_PATCHING = threading.Lock()


@dataclass(slots=True)
class Codes:
    """The codes beyond a font's own glyph numbers, by font, glyph and letters."""

    added: dict[str, dict[tuple[int, str], int]] = field(default_factory=dict)

    def of(self, font: Any, number: int, text: str) -> int:  # noqa: ANN401
        """Return the code under which a glyph of a font stands for a text."""
        if font.to_unicode.setdefault(number, text) == text:
            return number
        added = self.added.setdefault(font.hash, {})
        free: int = font.glyph_count + len(added)
        if font.missing or free > 0xFFFF or "glyf" not in font.tables:
            return number
        return added.setdefault((number, text), free)

    def write(self, fonts: Any, pdf: Any) -> None:  # noqa: ANN401 - WeasyPrint is not typed
        """Add the codes to the fonts of a PDF: their widths, glyphs and letters."""
        known = {font.name: font for font in fonts if font.hash in self.added}
        for item in [item for item in pdf.objects if _is_composite(item)]:
            font = known.get(item["BaseFont"])
            if font is not None:
                _write(font, self.added[font.hash], item, pdf)


@contextmanager
def true_letters() -> Iterator[Codes]:
    """While this holds, the engine draws shaped text with codes of ours; yields the codes.

    The engine has no hook for text: its function is wrapped, one rendering at a time.
    """
    codes = Codes()
    with _PATCHING:
        original = engine.draw_first_line

        def drawn(stream: Any, textbox: Any, *rest: Any) -> Any:  # noqa: ANN401
            if not _SHAPED.search(textbox.text) or textbox.style["font_size"] < 1e-6:
                return original(stream, textbox, *rest)
            glyphs, size = glyphs_of(stream, textbox.pango_layout)
            stream.show_text = _Rewriter(stream, codes, glyphs).show_text
            try:
                emojis = original(stream, textbox, *rest)
            finally:
                del stream.show_text
            *_, matrix = rest
            draw_marks(stream, [glyph for glyph in glyphs if glyph.silent], size, matrix)
            return emojis

        engine.draw_first_line = drawn
        try:
            yield codes
        finally:
            engine.draw_first_line = original


class _Rewriter:
    """Replaces the glyph numbers in what the engine shows by codes, in step with the glyphs."""

    def __init__(self, stream: Any, codes: Codes, glyphs: list[Glyph]) -> None:  # noqa: ANN401
        self._stream = stream
        self._show = stream.show_text
        self._codes = codes
        self._glyphs = iter(glyphs)

    def show_text(self, text: str) -> None:
        """Show a line's glyphs, clusters that no code can spell inside a span that spells them."""
        pending: list[str] = []
        for match in _STRING.finditer(text):
            numbers = match.group(1)
            if numbers is None:
                pending.append(f"{match.group()} ")  # the engine may show one number after another
                continue
            for start in range(0, len(numbers), 4):
                self._one(int(numbers[start : start + 4], 16), pending)
        self._flush(pending)

    def _one(self, number: int, pending: list[str]) -> None:
        glyph = next(self._glyphs)
        if glyph.number != number:
            raise AssertionError(f"glyph {number} is drawn where {glyph.number} was expected")
        if glyph.silent:
            width = glyph.font.widths.setdefault(number, _width(glyph.font, number))
            pending.append(f"{-width} ")
            return
        if glyph.whole and glyph.first:
            self._flush(pending)
            said = ("\ufeff" + glyph.whole).encode("utf-16-be").hex()
            self._stream.stream.append(f"/Span <</ActualText <{said}>>> BDC".encode())
        pending.append(f"<{self._codes.of(glyph.font, number, glyph.text):04x}>")
        if glyph.more:
            pending.extend(self._blanks(glyph))
        if glyph.whole and glyph.last:
            self._flush(pending)
            self._stream.stream.append(b"EMC")

    def _blanks(self, glyph: Glyph) -> Iterator[str]:
        """Yield blanks that stand for the letters a glyph holds beyond its own, laid over it."""
        font, (space, blank) = glyph.font, _space(glyph.font)
        width = font.widths.setdefault(glyph.number, _width(font, glyph.number))
        step = round(width / (len(glyph.more) + 1))
        gone = width
        for index, letter in enumerate(glyph.more, 1):
            yield f"{gone - index * step}<{self._codes.of(font, space, letter):04x}>"
            gone = index * step + blank
        yield f"{gone - width} "

    def _flush(self, pending: list[str]) -> None:
        if pending:
            self._show("".join(pending).replace("><", ""))
            pending.clear()


def _space(font: Any) -> tuple[int, int]:  # noqa: ANN401
    """Return the number and the width (thousandths of the size) of a font's space."""
    face = opened(font.file_content, font.index)
    number: int = face.getGlyphID(face.getBestCmap()[0x20])
    font.to_unicode.setdefault(number, " ")
    width: int = font.widths.setdefault(number, _width(font, number))
    return number, width


def _width(font: Any, number: int) -> int:  # noqa: ANN401
    face = opened(font.file_content, font.index)
    advance: int = face["hmtx"][face.getGlyphName(number)][0]
    units: int = font.upem
    return round(advance * 1000 / units)


def _is_composite(item: object) -> bool:
    return isinstance(item, dict) and item.get("Subtype") == "/Type0"


def _write(font: Any, added: dict[tuple[int, str], int], item: Any, pdf: Any) -> None:  # noqa: ANN401
    glyph_of = {code: number for (number, _), code in added.items()}
    descendant = pdf.objects[int(item["DescendantFonts"][0].split()[0])]
    widths = pydyf.Array(font.widths[glyph_of[code]] for code in sorted(glyph_of))
    descendant["W"].extend([font.glyph_count, widths])
    numbers = [*range(font.glyph_count), *(glyph_of[code] for code in sorted(glyph_of))]
    table = b"".join(number.to_bytes(2, "big") for number in numbers)
    glyph_map = pydyf.Stream([table], compress=True)
    pdf.add_object(glyph_map)
    descendant["CIDToGIDMap"] = glyph_map.reference
    unicode_map = pdf.objects[int(item["ToUnicode"].split()[0])]
    lines = [
        f"<{code:04x}> <{text.encode('utf-16-be').hex()}>".encode()
        for (_, text), code in added.items()
    ]
    batches: list[bytes] = []
    for start in range(0, len(lines), 100):
        batch = lines[start : start + 100]
        batches.extend([f"{len(batch)} beginbfchar".encode(), *batch, b"endbfchar"])
    end = unicode_map.stream.index(b"endcmap")
    unicode_map.stream[end:end] = batches
