"""The lists of one Word file: those of its reference file, and new ones that count from 1 again."""

from __future__ import annotations

from typing import Any, Final

from vnrgen.render.docx.markup import NAMESPACES
from vnrgen.render.docx.parts import parsed

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS: Final = "".join(
    f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
    for level in range(3)
)


class Lists:
    """Gives out lists; looked through once, since a document may have thousands."""

    def __init__(self, numbering: Any) -> None:  # noqa: ANN401 - lxml is not typed
        """Look through the root of the part of lists, which has at least one."""
        lists = list(numbering.iter(f"{_WORD}num"))
        self._last = lists[-1]
        self._signs: dict[int, int] = {}
        for found in lists:
            number = whole(found.get(f"{_WORD}numId"))
            signs = found.find(f"{_WORD}abstractNumId")
            self._signs.setdefault(number, 0 if signs is None else whole(signs.get(f"{_WORD}val")))
        self._highest = max(self._signs)

    def restarted(self, number: int) -> int:
        """Return a new list with the signs of another, counting from 1 again."""
        self._highest += 1
        new = parsed(
            f'<w:num {NAMESPACES} w:numId="{self._highest}">'
            f'<w:abstractNumId w:val="{self._signs[number]}"/>{_LEVELS}</w:num>'
        )
        self._last.addnext(new)  # what Word writes after the lists stays behind them
        self._last = new
        return self._highest


def whole(text: str | None) -> int:
    """Return a whole number of a reference file; 0 where there is none.

    >>> whole("-12"), whole("1.5"), whole(None)
    (-12, 0, 0)
    """
    return int(text) if text is not None and text.lstrip("-").isdecimal() else 0
