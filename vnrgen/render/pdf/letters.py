"""Letters that none of our fonts has: the engine takes a font of the machine, without a word."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

from vnrgen.document.language.scripts import letters_missing
from vnrgen.problems import Location, Problem, Severity, listed
from vnrgen.render.html.fonts import all_faces

_SHOWN = 12


def check_letters(page: str, pdf: Any, where: Location) -> Iterator[Problem]:  # noqa: ANN401
    """Yield a problem where text was set in a font that is not ours.

    Args:
        page: The text that was set.
        pdf: The engine's PDF with its fonts in it.
        where: The file to name.
    """
    fonts = foreign_fonts(pdf)
    if not fonts:
        return
    letters = letters_missing(page)
    named = listed([f"{letter} (U+{ord(letter):04X})" for letter in letters], _SHOWN)
    what = f"no font of vnrgen has {named}: " if letters else ""
    yield Problem(
        "PDF004",
        where,
        f"{what}fonts of this machine were used ({', '.join(fonts)})",
        "write such letters otherwise; as it is, the file differs from machine to machine",
        Severity.WARNING,
    )


def foreign_fonts(pdf: Any) -> tuple[str, ...]:  # noqa: ANN401 - pydyf is not typed
    """Return the names of embedded fonts that do not come with vnrgen, sorted."""
    written = [item["FontName"] for item in pdf.objects if _is_font(item)]
    names = {name.decode() if isinstance(name, bytes) else str(name) for name in written}
    shown = {name.removeprefix("/").rpartition("+")[2] for name in names}
    return tuple(sorted(name for name in shown if not _ours().match(name)))


def _is_font(item: object) -> bool:
    return isinstance(item, dict) and "FontName" in item


@functools.cache
def _ours() -> re.Pattern[str]:
    families = sorted({face.family.replace(" ", "-") for face in all_faces()})
    return re.compile(f"(?:{'|'.join(families)})(?:[-,]|$)")
