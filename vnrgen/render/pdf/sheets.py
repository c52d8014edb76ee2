"""Style sheets and fonts as the PDF engine has read them, kept from one document to the next.

Reading them takes a third of the time of two pages. A brief is laid out more than once, a batch
makes many, and all of one language have the same sheets. Fonts are read where they are: the
engine would copy each into a folder of the system for every document.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import weasyprint
import weasyprint.css
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from vnrgen.render.html.fonts import all_faces

_MOST = 4  # styles of pages: languages, and the chapter's beside the brief's
_START, _END = "<style>", "</style>"


@dataclass(slots=True)
class Sheets:
    """What the engine knows once it has read the style of a page.

    ``fonts`` is for ``HTML.render``; what else was read is filled in when it is read first.
    """

    fonts: FontConfiguration
    read: dict[str, _Read] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Read:
    """One sheet, and what reading it added to the lists of its document."""

    sheet: Any
    page_rules: list[Any]
    layers: list[Any]
    counters: CounterStyle
    profiles: dict[str, Any]


@contextmanager
def kept_sheets(page: str) -> Iterator[Sheets]:
    """While this holds, the engine reads the style of a page only if it has not read it before.

    One rendering at a time (``quick_steps`` holds others off).

    Args:
        page: The whole HTML; its style is the text of its one ``style`` element.
    """
    start = page.index(_START) + len(_START)
    sheets = _sheets(page[start : page.index(_END, start)])
    original = weasyprint.css.CSS
    weasyprint.css.CSS = functools.partial(_known, original, sheets)
    try:
        yield sheets
    finally:
        weasyprint.css.CSS = original


@functools.lru_cache(maxsize=_MOST)
def _sheets(_style: str) -> Sheets:
    return Sheets(_PackagedFonts({face.address: face.path.absolute() for face in all_faces()}))


def _known(original: Any, sheets: Sheets, *, string: str = "", **named: Any) -> Any:  # noqa: ANN401
    """Return a sheet as ``CSS`` does, and add to the lists of the document what it holds.

    A sheet about which the engine complained is read again each time: it is to complain again.
    """
    if named.get("font_config") is not sheets.fonts or not string:
        return original(string=string or None, **named)
    found = sheets.read.get(string)
    if found is None:
        with _said() as complaints:
            found = _first_read(original, string, named)
        if not complaints:
            sheets.read[string] = found
    named["page_rules"].extend(found.page_rules)
    named["layers"].extend(found.layers)
    named["counter_style"].update(found.counters)
    named["color_profiles"].update(found.profiles)
    return found.sheet


def _first_read(original: Any, string: str, named: dict[str, Any]) -> _Read:  # noqa: ANN401
    found = _Read(None, [], [], CounterStyle(), {})
    into = {
        "page_rules": found.page_rules,
        "layers": found.layers,
        "counter_style": found.counters,
        "color_profiles": found.profiles,
    }
    sheet = original(string=string, **named | into)
    return _Read(sheet, found.page_rules, found.layers, found.counters, found.profiles)


@contextmanager
def _said() -> Iterator[list[str]]:
    """Yield a list that gets what the engine complains about meanwhile."""
    said: list[str] = []
    listener = _Listener(said)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        yield said
    finally:
        logger.removeHandler(listener)


class _Listener(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(record.getMessage())


# --- fonts -------------------------------------------------------------------------------------


class _PackagedFonts(FontConfiguration):  # type: ignore[misc]  # WeasyPrint is not typed
    """Fonts of the package, by their addresses; any other font is treated as the engine does."""

    _folder: Any

    def __init__(self, places: Mapping[str, Path]) -> None:
        super().__init__()
        self._places = places

    def add_font_face(self, rule_descriptors: Any, url_fetcher: Any) -> Any:  # noqa: ANN401
        found = [self._places.get(url) for _, url in rule_descriptors["src"]]
        if len(found) != 1 or found[0] is None:
            return super().add_font_face(rule_descriptors, url_fetcher)
        folder, self._folder = self._folder, _Where(found[0])
        try:
            return super().add_font_face(rule_descriptors, url_fetcher)
        finally:
            self._folder = folder


@dataclass(frozen=True, slots=True)
class _Where:
    """Stands for the engine's folder of copies: whatever it writes there is a file already."""

    place: Path

    def __truediv__(self, _name: str) -> _Where:
        return self

    def exists(self) -> bool:
        return False  # or the engine would take the font for known

    def write_bytes(self, _content: bytes) -> None:
        return None

    def as_posix(self) -> str:
        return self.place.as_posix()
