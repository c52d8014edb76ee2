"""The glyphs of a line of text, and which letters each of them stands for."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango

NOTHING = "\u2060"  # a word joiner: an empty text makes the map malformed


@dataclass(slots=True)
class Glyph:
    """A glyph as it is drawn.

    Attributes:
        font: The engine's font.
        number: Its number in the font.
        raised: Whether it is drawn off the line.
        place: Where it is drawn from the start of the line, right and up, in pixels.
        text: The letters it stands for.
        more: Letters that follow its own on the page and have no glyph.
        whole: The letters of its cluster, where its glyphs cannot share them out; else empty.
        first: Whether it opens its cluster, in the order of drawing.
        last: Whether it closes its cluster.
    """

    font: Any
    number: int
    raised: bool
    place: tuple[float, float]
    text: str = NOTHING
    more: str = ""
    whole: str = ""
    first: bool = False
    last: bool = False

    @property
    def silent(self) -> bool:
        """Whether it is drawn as a shape: the letters of its cluster are said by the others."""
        return self.raised and self.text == NOTHING


def glyphs_of(stream: Any, layout: Any) -> tuple[list[Glyph], float]:  # noqa: ANN401
    """Return the glyphs of a layout's first line as they will be drawn, and their size."""
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)  # noqa: FBT003 - Pango's
    text = layout.text.encode()
    found: list[Glyph] = []
    start, size = 0, 0.0
    run = layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        font, size = stream.add_font(run.data.item.analysis.font)
        glyphs, start = _run(font, run.data, text, start)
        found.extend(glyphs)
        run = run.next
    return found, size


def _run(font: Any, item: Any, text: bytes, start: int) -> tuple[list[Glyph], int]:  # noqa: ANN401
    """Return the glyphs of a run with their letters, left to right, and where the run ends."""
    backward = item.item.analysis.level % 2 > 0
    places, start = _places(item.glyphs, start)
    clusters = list(_clusters(font, item, text, places))
    drawn = [glyph for _, glyphs in clusters for glyph in glyphs]
    if backward:
        clusters = [(letters, glyphs[::-1]) for letters, glyphs in reversed(clusters)]
    for letters, glyphs in _joined(clusters):
        _share(letters, glyphs, backward=backward)
    return drawn, start


def _places(string: Any, start: int) -> tuple[list[tuple[float, float]], int]:  # noqa: ANN401
    """Return where each glyph of a string is drawn, and where the string ends."""
    places = []
    for info in string.glyphs[0 : string.num_glyphs]:
        box = info.geometry
        places.append(((start + box.x_offset) * FROM_UNITS, -box.y_offset * FROM_UNITS))
        start += box.width
    return places, start


def _joined(clusters: list[tuple[str, list[Glyph]]]) -> list[tuple[str, list[Glyph]]]:
    """Join letters that have no glyph on the line to those before them."""
    joined: list[tuple[str, list[Glyph]]] = []
    for letters, glyphs in clusters:
        if joined and all(glyph.raised for glyph in glyphs):
            before, glyphs_before = joined.pop()
            joined.append((before + letters, glyphs_before + glyphs))
        else:
            joined.append((letters, glyphs))
    return joined


def _clusters(
    font: Any,  # noqa: ANN401
    item: Any,  # noqa: ANN401
    text: bytes,
    places: list[tuple[float, float]],
) -> Iterator[tuple[str, list[Glyph]]]:
    """Yield the letters and the glyphs of each cluster of a run, left to right."""
    string = item.glyphs
    starts = list(string.log_clusters[0 : string.num_glyphs])
    bounds = sorted({*starts, item.item.length})
    following = dict(itertools.pairwise(bounds))
    offset, index = item.item.offset, 0
    while index < len(starts):
        start, glyphs = starts[index], []
        while index < len(starts) and starts[index] == start:
            info = string.glyphs[index]
            if info.glyph != pango.PANGO_GLYPH_EMPTY:
                raised = info.geometry.y_offset != 0
                glyphs.append(Glyph(font, info.glyph, raised, places[index]))
            index += 1
        yield text[offset + start : offset + following[start]].decode(), glyphs


def _share(letters: str, glyphs: list[Glyph], *, backward: bool) -> None:
    """Share the letters of a cluster out among its glyphs in their order, the rest to the last.

    A raised glyph gets none: readers order what they find by its place, and would put its letter
    elsewhere, or break the line there. Where there are fewer letters than glyphs, composed
    letters are taken apart; where that does not help, the cluster is said as a whole.
    Right-to-left text has no such spans, and one letter a code: readers turn around what they
    find, code by code.
    """
    spelling = [glyph for glyph in glyphs if not glyph.raised] or glyphs[:1]
    count = len(spelling)
    spelt = letters if len(letters) >= count else unicodedata.normalize("NFD", letters)
    for index, glyph in enumerate(spelling):
        glyph.text = (spelt[index:] if index == count - 1 else spelt[index : index + 1]) or NOTHING
    if backward and spelling and len(spelling[-1].text) > 1:
        turned = spelling[-1].text[::-1]
        spelling[-1].text, spelling[-1].more = turned[0], turned[1:]
    elif not backward and count > len(letters) and len(spelling) == len(glyphs):
        for glyph in glyphs:
            glyph.whole = letters
        glyphs[0].first = glyphs[-1].last = True
