"""Drawings kept from one build to the next, each under the hash of all that it is drawn from."""

from __future__ import annotations

import functools
import hashlib
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vnrgen.charts.fonts import font_files
from vnrgen.charts.look import Sheet
from vnrgen.document.blocks.plain import plain
from vnrgen.document.language import scripts
from vnrgen.resources import templates_folder

if TYPE_CHECKING:
    from vnrgen.document.blocks import Chart


class KeptDrawings(Protocol):
    """Where drawings are kept, by key; a plain dictionary is one."""

    def get(self, key: str, /) -> bytes | None:
        """Return what is kept under a key, None where nothing is."""
        ...

    def __setitem__(self, key: str, drawing: bytes, /) -> None:
        """Keep a drawing."""
        ...


def key_of(chart: Chart, direction: str, sheet: Sheet, form: str) -> str:
    """Return the key of one drawing: the same only where the same bytes would be drawn.

    It covers the drawing and its names, the sheet, the form (an SVG for paper or screen, a PNG of
    so many dots), and the code and fonts that draw.
    """
    drawn = (
        chart.block_id,
        plain(chart.title),
        chart.alternative,
        chart.drawing,
        direction,
        sheet,
        form,
    )
    return hashlib.sha256(f"{_drawn_by()} {drawn!r}".encode()).hexdigest()


@functools.cache
def _drawn_by() -> str:
    """Return a hash of what draws: this package, its look, the libraries below it, and fonts.

    Those of other packages count too, and the code that chooses which of them a text is drawn in.
    """
    digest = hashlib.sha256()
    for library in ("matplotlib", "numpy", "pillow"):  # asked without being imported
        digest.update(metadata.version(library).encode())
    code = (*sorted(Path(__file__).parent.glob("*.py")), Path(scripts.__file__))
    for path in (*code, templates_folder() / "charts.mplstyle", *font_files()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
