"""The fonts of charts: files that travel with the package, never those of the machine."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from vnrgen.charts.look import LINE_HEIGHT
from vnrgen.document.language.scripts import (
    BOLD,
    DEJAVU,
    LATIN,
    REGULAR,
    SCRIPTS,
    coverage,
    scripts_in,
)
from vnrgen.resources import templates_folder

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

# Family names of our own, so that a font of the same name on the machine is never preferred.
_OURS = "vnrgen "
_BREAKS = re.compile(r"[^\S\u00a0\u202f]+")


@functools.cache
def prepare() -> None:
    """Read the style file and register the fonts, once in the life of the process."""
    import matplotlib
    from matplotlib import font_manager

    style = templates_folder() / "charts.mplstyle"
    # Only what the style names: everything else is set to the library's own default, so that a
    # matplotlibrc on the machine changes nothing.
    matplotlib.rcdefaults()
    parameters = matplotlib.rc_params_from_file(style, use_default_template=False)
    matplotlib.rcParams.update(parameters)
    for family, weight, path in _files():
        entry = font_manager.FontEntry(
            fname=str(path), name=family, style="normal", weight=weight, size="scalable"
        )
        font_manager.fontManager.ttflist.append(entry)


def _files() -> Iterator[tuple[str, int, Path]]:
    for script in (LATIN, *SCRIPTS, DEJAVU):
        if script.installed:
            for weight in (REGULAR, BOLD):
                yield _OURS + script.family, weight, script.path(weight)


def font_files() -> tuple[Path, ...]:
    """Return the files of all fonts that a chart may be drawn in, each once."""
    return tuple(dict.fromkeys(path for _, _, path in _files()))


@functools.lru_cache(maxsize=4096)
def families_for(text: str) -> tuple[str, ...]:
    """Return the font families for a text, first one that has all of its characters.

    A word is shaped in one font: were the letters of an Arabic word taken from two, they would
    not join. The others follow for the rare text that no single family covers.
    """
    if text.isascii():
        return (_OURS + LATIN.family,)
    scripts = (LATIN, *scripts_in(text))
    characters = {ord(c) for c in text if not c.isspace()}
    complete = [script for script in scripts if characters <= coverage(script)][:1]
    ordered = (*complete, *(script for script in scripts if script not in complete))
    return tuple(_OURS + script.family for script in ordered)


def properties(text: str, size: float, weight: int) -> FontProperties:
    """Return the matplotlib font for a text of this size (points) and weight; not to be changed."""
    return _properties(families_for(text), size, weight)


@functools.lru_cache(maxsize=256)
def _properties(families: tuple[str, ...], size: float, weight: int) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    prepare()
    return FontProperties(family=list(families), size=size, weight=weight)


@functools.lru_cache(maxsize=4096)
def text_width(text: str, size: float, weight: int = REGULAR) -> float:
    """Return how wide a single line of text is drawn, in points."""
    if not text:
        return 0.0
    from matplotlib.textpath import text_to_path

    font = properties(text, size, weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width)


@functools.lru_cache(maxsize=4096)
def wrapped(text: str, size: float, width: float, weight: int = REGULAR) -> tuple[str, ...]:
    """Break a text into lines no wider than ``width`` points; a longer word is cut.

    What no-break spaces join stays in one line; it is drawn with plain ones, which every font has.
    """
    lines: list[str] = []
    line = ""
    for joined in _BREAKS.split(text.strip()):
        word = " ".join(joined.split())
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, weight) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, size, width, weight)
        lines.extend(full)
    return (*lines, line) if line or not lines else tuple(lines)


def _pieces(word: str, size: float, width: float, weight: int) -> list[str]:
    if text_width(word, size, weight) <= width:
        return [word]
    pieces, piece = [], ""
    for letter in word:
        if piece and text_width(piece + letter, size, weight) > width:
            pieces.append(piece)
            piece = letter
        else:
            piece += letter
    return [*pieces, piece]


def block_height(lines: tuple[str, ...], size: float) -> float:
    """Return the height of wrapped lines, in points."""
    return len(lines) * size * LINE_HEIGHT
