"""What the styles of a Word file say of a paragraph: heading, contents, or in a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from vnrgen.pdftext.word_numbering import W, value

_HEADING = re.compile(r"^heading ([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|contents|table of figures)\b", re.IGNORECASE)
_MOST_PARENTS = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says; ``level`` is that of a heading from 1, or 0."""

    name: str = ""
    level: int = 0
    contents: bool = False
    number_id: str = ""
    number_level: int = 0
    bold: bool = False


def read_styles(root: Element | None) -> dict[str, Style]:
    """Return the paragraph styles of the part "styles.xml" by id, with what each inherits."""
    nodes = {
        node.get(f"{W}styleId", ""): node
        for node in (root.findall(f"{W}style") if root is not None else ())
    }
    return {name: _style(name, nodes) for name in nodes}


def outline_level(properties: Element | None) -> int | None:
    """Return the outline level of paragraph properties from 1, 0 for text, None where unsaid."""
    level = value(properties, "outlineLvl")
    if not level.isdecimal():
        return None
    return int(level) + 1 if int(level) < 9 else 0


def _style(name: str, nodes: dict[str, Element]) -> Style:
    chain: list[Element] = []
    node = nodes.get(name)
    while node is not None and len(chain) < _MOST_PARENTS and node not in chain:
        chain.append(node)
        node = nodes.get(value(node, "basedOn"))
    level: int | None = None
    number_id, number_level, bold = "", "", False
    for node in chain:
        properties = node.find(f"{W}pPr")
        heading = _HEADING.match(value(node, "name"))
        if level is None:
            level = outline_level(properties)
        if level is None and heading:
            level = int(heading[1])
        number_id = number_id or value(properties, "numPr", "numId")
        number_level = number_level or value(properties, "numPr", "ilvl")
        bold = bold or is_on(node.find(f"{W}rPr"), "b")
    shown = value(chain[0], "name") if chain else ""
    return Style(
        shown,
        level or 0,
        _CONTENTS.match(shown) is not None,
        number_id,
        int(number_level) if number_level.isdecimal() else (level or 1) - 1,
        bold,
    )


def is_on(properties: Element | None, name: str) -> bool:
    """Whether a property that is on or off is on."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found is not None and found.get(f"{W}val", "1") not in {"0", "false", "off", "none"}
