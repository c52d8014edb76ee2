"""The page of the reference file: how wide text is, and how tall a picture may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from vnrgen.render.docx import look

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CAPTION_ROOM: Final = 1900  # twips for caption, source and notes on the page of a picture
_NARROWEST: Final = 2835  # 5 cm: what is narrower was not meant


@dataclass(frozen=True, slots=True)
class PageSize:
    """The width of the text and the height of the tallest picture, in twips."""

    text_width: int
    tallest_picture: int


def page_size(section: Any) -> PageSize:  # noqa: ANN401 - lxml is not typed
    """Return what the page of a section (``w:sectPr``) has room for; A4 where it does not say."""
    width = _measure(section, "pgSz", "w", look.PAGE_WIDTH)
    height = _measure(section, "pgSz", "h", look.PAGE_HEIGHT)
    sides = [
        _measure(section, "pgMar", "left", look.MARGIN_SIDE),
        _measure(section, "pgMar", "right", look.MARGIN_SIDE),
        _measure(section, "pgMar", "gutter", 0),
    ]
    ends = [
        _measure(section, "pgMar", "top", look.MARGIN_TOP),
        _measure(section, "pgMar", "bottom", look.MARGIN_BOTTOM),
    ]
    return PageSize(
        max(width - sum(sides), _NARROWEST), max(height - sum(ends) - _CAPTION_ROOM, _NARROWEST)
    )


def _measure(section: Any, name: str, attribute: str, usual: int) -> int:  # noqa: ANN401 - lxml
    """Return a measure in twips; a margin that must not grow is written as a negative number."""
    element = section.find(f"{_WORD}{name}")
    text = "" if element is None else element.get(f"{_WORD}{attribute}", "")
    return abs(int(text)) if text.lstrip("-").isdigit() else usual
