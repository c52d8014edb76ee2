"""Small pieces of WordprocessingML as strings: escaping, namespaces, and ordered properties."""

from __future__ import annotations

import re
from html import escape
from typing import Final

# Said by what is in them, not by what is not: to compile the ranges of all letters takes 3 ms each.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""

_UNUSUAL: Final = re.compile('[\x00-\x1f"&<>\ud800-\udfff\ufffe\uffff]')
"""What an element or attribute cannot hold as it is; most texts have nothing of it."""

PREFIXES: Final = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
NAMESPACES: Final = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())


def words(text: str) -> str:
    r"""Return text as XML character data on one line, without characters XML cannot hold.

    >>> words("a < b\n& c")
    'a &lt; b &amp; c'
    """
    return text if _UNUSUAL.search(text) is None else escape(one_line(text), quote=False)


def attribute(text: str) -> str:
    """Return text fit for an attribute in double quotes.

    >>> attribute('5" & more')
    '5&quot; &amp; more'
    """
    if _UNUSUAL.search(text) is None:
        return text
    return escape(one_line(text), quote=False).replace('"', "&quot;")


def one_line(text: str) -> str:
    """Return text with line breaks and tabs as spaces and forbidden characters dropped."""
    if _UNUSUAL.search(text) is None:
        return text
    return re.sub(r"[\t\n\r]+", " ", _FORBIDDEN.sub("", text))


def toggle(name: str, *, on: bool) -> str:
    """Return an empty element such as ``<w:b/>``, or nothing.

    >>> toggle("b", on=True), toggle("b", on=False)
    ('<w:b/>', '')
    """
    return f"<w:{name}/>" if on else ""
