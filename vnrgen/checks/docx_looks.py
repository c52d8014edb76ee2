"""What of a Word file's looks keeps people from reading it: faint words, and empty lines for space.

The look may come from a designer's reference file, so that it is judged in the finished file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from xml.etree import ElementTree as ET

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF: Final = {"0", "false", "off", "none"}
_CONTENT: Final = tuple(
    f"{_W}{name}" for name in ("t", "delText", "drawing", "pict", "object", "fldChar", "sym",
                               "bookmarkStart", "sectPr", "br", "fldSimple")
)  # fmt: skip
_SIZE: Final = re.compile(r"[0-9]{1,6}")
_PAPER: Final = "FFFFFF"
_INK: Final = "000000"
_LEAST: Final = 4.5  # WCAG 2.2, 1.4.3
_LEAST_OF_LARGE: Final = 3.0
_LARGE: Final = 36  # half points
_LARGE_BOLD: Final = 28
_USUAL_SIZE: Final = 20  # half points; what Word takes where nothing is said


@dataclass(frozen=True, slots=True)
class Shade:
    """What decides how well words can be told from their ground; None where it is not said."""

    colour: str | None = None
    fill: str | None = None
    size: int | None = None
    bold: bool | None = None

    def over(self, below: Shade) -> Shade:
        """Return this, with what it does not say taken from ``below``."""
        return Shade(
            colour=below.colour if self.colour is None else self.colour,
            fill=below.fill if self.fill is None else self.fill,
            size=below.size if self.size is None else self.size,
            bold=below.bold if self.bold is None else self.bold,
        )


class Looks:
    """The styles of a file, each with what it takes over from those it is based on."""

    def __init__(self, styles: ET.Element) -> None:
        """Read ``word/styles.xml``."""
        self._own: dict[str, ET.Element] = {
            style.get(f"{_W}styleId", ""): style for style in styles.iter(f"{_W}style")
        }
        run = styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        said = Shade() if run is None else _shade(run)
        self._usual = said.over(Shade(colour=_INK, size=_USUAL_SIZE, bold=False))
        self._default = next(
            (
                style_id
                for style_id, style in self._own.items()
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") == "1"
            ),
            "",
        )
        self._shades: dict[str, Shade] = {}
        self._paragraphs: dict[str, Shade] = {}
        self._written: dict[tuple[str, str, str | None], Shade] = {}

    def name(self, style_id: str) -> str:
        """Return what people know a style by."""
        style = self._own.get(style_id)
        name = None if style is None else style.find(f"{_W}name")
        return style_id if name is None else name.get(f"{_W}val", style_id)

    def shade(self, style_id: str) -> Shade:
        """Return what a style and those it is based on say."""
        if style_id not in self._shades:
            found = Shade()
            for style in self._line_of(style_id):
                found = found.over(_shade_of_style(style))
            self._shades[style_id] = found
        return self._shades[style_id]

    def written(self, style_id: str, run_style: str, ground: str | None) -> Shade:
        """Return how words of a character style look in a paragraph of a style, on a ground.

        Most paragraphs of a file have one of few styles, so that it is worked out once for each.
        """
        key = (style_id, run_style, ground)
        if key not in self._written:
            around = replace(self.paragraph(style_id), fill=ground)
            self._written[key] = self.shade(run_style).over(around)
        return self._written[key]

    def is_framed(self, style_id: str) -> bool:
        """Tell whether a paragraph style draws borders, as panels do."""
        return any(s.find(f"{_W}pPr/{_W}pBdr") is not None for s in self._line_of(style_id))

    def head_fill(self, style_id: str) -> str | None:
        """Return the ground of the first row of a table style."""
        for style in self._line_of(style_id):
            for part in style.iter(f"{_W}tblStylePr"):
                if part.get(f"{_W}type") == "firstRow":
                    return _fill(part.find(f"{_W}tcPr"))
        return None

    def fill(self, style_id: str) -> str | None:
        """Return the ground of a paragraph style, None where it has none."""
        return self.paragraph(style_id).fill

    def paragraph(self, style_id: str) -> Shade:
        """Return how a paragraph looks where nothing else is said."""
        if style_id not in self._paragraphs:
            shade = self.shade(style_id or self._default).over(self._usual)
            self._paragraphs[style_id] = shade
        return self._paragraphs[style_id]

    def _line_of(self, style_id: str) -> Iterator[ET.Element]:
        seen: set[str] = set()
        while style_id in self._own and style_id not in seen:
            seen.add(style_id)
            yield self._own[style_id]
            based = self._own[style_id].find(f"{_W}basedOn")
            style_id = "" if based is None else based.get(f"{_W}val", "")


def faint_styles(parts: Iterable[ET.Element], looks: Looks) -> Mapping[str, float]:
    """Return the styles whose words stand out too little, with the lowest contrast of each."""
    found: dict[str, float] = {}
    judged: set[tuple[str, str, Shade]] = set()
    for part in parts:
        for style_id, run_style, shade in _runs(part, looks, None):
            if (style_id, run_style, shade) in judged:
                continue
            judged.add((style_id, run_style, shade))
            ratio = contrast(shade.colour or _INK, shade.fill or _PAPER)
            if ratio < _least(shade):
                name = looks.name(run_style or style_id)
                found[name] = min(ratio, found.get(name, ratio))
    return dict(sorted(found.items()))


def empty_lines(body: ET.Element, looks: Looks, headings: Collection[str]) -> int:
    """Count the empty paragraphs that stand for space; ``headings`` are styles that do not.

    Word needs an empty paragraph between tables, and between panels that would grow together;
    those are not counted, nor those that mark a place.
    """
    blocks = [child for child in body if child.tag in {f"{_W}p", f"{_W}tbl"}]
    around = [None, *blocks, None]
    return sum(
        _is_empty(block)
        and _style_of(block) not in headings
        and not _is_needed(before, after, looks)
        for before, block, after in zip(around, blocks, around[2:], strict=False)
    )


def contrast(colour: str, ground: str) -> float:
    """Return the contrast of two colours (WCAG 2.2), from 1 to 21.

    >>> round(contrast("767676", "FFFFFF"), 2)
    4.54
    """
    lighter, darker = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _least(shade: Shade) -> float:
    size = shade.size or _USUAL_SIZE
    is_large = size >= (_LARGE_BOLD if shade.bold else _LARGE)
    return _LEAST_OF_LARGE if is_large else _LEAST


def _runs(
    element: ET.Element, looks: Looks, ground: str | None
) -> Iterator[tuple[str, str, Shade]]:
    """Yield paragraph style, character style and look of every run that has words."""
    for child in element:
        if child.tag == f"{_W}tbl":
            yield from _table_runs(child, looks, ground)
        elif child.tag == f"{_W}p":
            yield from _paragraph_runs(child, looks, ground)
        elif child.tag not in {f"{_W}pPr", f"{_W}rPr"}:
            yield from _runs(child, looks, ground)


def _table_runs(
    table: ET.Element, looks: Looks, ground: str | None
) -> Iterator[tuple[str, str, Shade]]:
    style = table.find(f"{_W}tblPr/{_W}tblStyle")
    look = table.find(f"{_W}tblPr/{_W}tblLook")
    heads = None
    if style is not None and look is not None and look.get(f"{_W}firstRow") == "1":
        heads = looks.head_fill(style.get(f"{_W}val", ""))
    for index, row in enumerate(_own(table, "tr")):
        of_row = (heads if index == 0 else None) or ground
        for cell in _own(row, "tc"):
            yield from _runs(cell, looks, _fill(cell.find(f"{_W}tcPr")) or of_row)


def _own(element: ET.Element, name: str) -> Iterator[ET.Element]:
    """Yield the rows of a table or cells of a row, not those of tables inside it."""
    for child in element:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag not in {f"{_W}tr", f"{_W}tc", f"{_W}tbl", f"{_W}p"}:
            yield from _own(child, name)  # a content control or a tracked change around it


def _paragraph_runs(
    paragraph: ET.Element, looks: Looks, ground: str | None
) -> Iterator[tuple[str, str, Shade]]:
    properties, style_id = paragraph.find(f"{_W}pPr"), _style_of(paragraph)
    fill = _fill(properties) or looks.fill(style_id) or ground
    for run in paragraph.iter(f"{_W}r"):
        text = run.find(f"{_W}t")
        if text is None or not (text.text or "").strip():
            continue
        own = run.find(f"{_W}rPr")
        run_style = "" if own is None else _value(own, "rStyle")
        around = looks.written(style_id, run_style, fill)
        yield style_id, run_style, around if own is None else _shade(own).over(around)


def _shade_of_style(style: ET.Element) -> Shade:
    run = style.find(f"{_W}rPr")
    found = Shade() if run is None else _shade(run)
    return replace(found, fill=found.fill or _fill(style.find(f"{_W}pPr")))


def _shade(run: ET.Element) -> Shade:
    """Return what the properties of a run say."""
    colour, size, bold = _value(run, "color"), _value(run, "sz"), run.find(f"{_W}b")
    return Shade(
        colour=colour.upper() if _is_colour(colour) else None,
        fill=_fill(run),
        size=int(size) if _SIZE.fullmatch(size) else None,
        bold=None if bold is None else bold.get(f"{_W}val", "1") not in _OFF,
    )


def _fill(properties: ET.Element | None) -> str | None:
    shading = None if properties is None else properties.find(f"{_W}shd")
    fill = "" if shading is None else shading.get(f"{_W}fill", "")
    return fill.upper() if _is_colour(fill) else None


def _is_colour(text: str) -> bool:
    return len(text) == len(_INK) and all(c in "0123456789abcdefABCDEF" for c in text)


def _value(properties: ET.Element, name: str) -> str:
    element = properties.find(f"{_W}{name}")
    return "" if element is None else element.get(f"{_W}val", "")


def _is_empty(block: ET.Element) -> bool:
    return block.tag == f"{_W}p" and not any(e.tag in _CONTENT for e in block.iter())


def _is_needed(before: ET.Element | None, after: ET.Element | None, looks: Looks) -> bool:
    around = [block for block in (before, after) if block is not None]
    if any(block.tag == f"{_W}tbl" for block in around):
        return True
    return len(around) == 2 and all(looks.is_framed(_style_of(block)) for block in around)


def _style_of(paragraph: ET.Element) -> str:
    properties = paragraph.find(f"{_W}pPr")
    return "" if properties is None else _value(properties, "pStyle")
