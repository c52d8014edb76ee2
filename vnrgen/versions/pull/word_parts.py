"""The parts of a Word file that say what its text means: styles, lists, links and notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(slots=True)
class Parts:
    """The parts of a file that say what its text means."""

    names: Mapping[str, str]
    links: Mapping[str, str]
    orders: Mapping[tuple[str, str], str]
    style_lists: Mapping[str, tuple[str, str]]
    notes: Mapping[str, str]
    language: str = ""


def value_of(element: Element | None, path: str) -> str:
    """Return the value of what stands at a path in an element, empty where there is none."""
    found = element.find(path) if element is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def parts_of(trees: Mapping[str, Element]) -> Parts:
    """Gather what the parts of a file say, by their names in the archive."""
    styles = trees.get("word/styles.xml")
    names, style_lists = {}, {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        key = style.get(f"{W}styleId", "")
        names[key] = value_of(style, f"{W}name").casefold()
        list_id = value_of(style, f"{W}pPr/{W}numPr/{W}numId")
        if list_id:
            style_lists[key] = (list_id, value_of(style, f"{W}pPr/{W}numPr/{W}ilvl") or "0")
    relations = trees.get("word/_rels/document.xml.rels")
    links = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in (relations if relations is not None else ())
        if relation.get("Type", "").endswith("/hyperlink")
    }
    notes = {}
    for kind in ("footnote", "endnote"):
        root = trees.get(f"word/{kind}s.xml")
        for note in root.iter(f"{W}{kind}") if root is not None else ():
            if note.get(f"{W}type") in {None, "normal"}:
                notes[f"{kind}/{note.get(f'{W}id', '')}"] = plain_words(note)
    orders = _orders(trees.get("word/numbering.xml"))
    spoken = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"
    return Parts(names, links, orders, style_lists, notes, value_of(styles, spoken))


def _orders(root: Element | None) -> dict[tuple[str, str], str]:
    """Return the number format of each level of each list."""
    if root is None:
        return {}
    levels: dict[str, dict[str, str]] = {}
    for abstract in root.iter(f"{W}abstractNum"):
        levels[abstract.get(f"{W}abstractNumId", "")] = {
            level.get(f"{W}ilvl", "0"): value_of(level, f"{W}numFmt")
            for level in abstract.iter(f"{W}lvl")
        }
    return {
        (num.get(f"{W}numId", ""), level): form
        for num in root.iter(f"{W}num")
        for level, form in levels.get(value_of(num, f"{W}abstractNumId"), {}).items()
    }


def plain_words(element: Element) -> str:
    """Return the words of all paragraphs in an element as one text."""
    return " ".join(
        "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
        for paragraph in element.iter(f"{W}p")
    ).strip()
