"""Make matplotlib's SVG small and quick to lay out: no defaults, no ids but those needed.

Nothing that is seen changes. What goes: comments, metadata, per-element style sheets (they become
attributes, which a PDF engine reads several times faster), empty groups, and digits beyond a
hundredth of a point.
"""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum
from xml.etree import ElementTree as ET

from vnrgen.charts.outlines import join_outlines, share_outlines

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_SPACES = re.compile(r"\s*\n\s*|\s{2,}")
_AFTER_LETTER = re.compile(r"(?<=[A-Za-z])\s+|\s+(?=[A-Za-z-])")


class Form(StrEnum):
    """What an SVG is made for: words as whole outlines, or as letters that are outlined once."""

    PAPER = "paper"
    SCREEN = "screen"


def lean_svg(svg: bytes, key: str, title: str, description: str, form: Form = Form.PAPER) -> bytes:
    """Return the same drawing, smaller, named for those who cannot see it.

    Args:
        svg: What matplotlib wrote.
        key: Makes the ids of this drawing unlike those of others on the same page.
        title: The ``title`` element, first child, which readers and PDF engines take as name.
        description: The ``desc`` element; left out on a screen, where the page around says it.
        form: What the SVG is made for.
    """
    root = ET.fromstring(svg)
    on_paper = form is Form.PAPER
    if on_paper:
        join_outlines(root)
    else:
        share_outlines(root)
    prefix = "c" + hashlib.sha256(key.encode()).hexdigest()[:8] + "-" if on_paper else "c"
    names: dict[str, str] = {}
    for use in root.iter(f"{_SVG}use"):
        reference = use.attrib[_HREF].removeprefix("#")
        names.setdefault(reference, f"{prefix}{len(names)}")
    _clean(root, names)
    _describe(root, title, description if on_paper else "")
    if not on_paper:
        for use in root.iter(f"{_SVG}use"):
            use.set("href", use.attrib.pop(_HREF))  # every browser knows the short name
    ET.register_namespace("", _SVG[1:-1])
    ET.register_namespace("xlink", _HREF[1 : _HREF.index("}")])
    text: str = ET.tostring(root, encoding="unicode")
    return text.replace(" />", "/>").encode()


def _describe(root: ET.Element, title: str, description: str) -> None:
    for tag, words in (("desc", description), ("title", title)):
        if words:
            element = ET.Element(_SVG + tag)
            element.text = words
            root.insert(0, element)
    root.set("role", "img")
    root.set("stroke-linejoin", "round")


def _clean(parent: ET.Element, names: dict[str, str]) -> None:
    parent.text = parent.tail = None
    for child in list(parent):
        if child.tag in {f"{_SVG}metadata", f"{_SVG}style"}:
            parent.remove(child)
            continue
        _clean(child, names)
        _shorten(child, names)
        if child.tag in {f"{_SVG}g", f"{_SVG}defs"} and not len(child):
            parent.remove(child)
    _lift_bare_groups(parent)


def _lift_bare_groups(parent: ET.Element) -> None:
    children: list[ET.Element] = []
    for child in parent:
        bare = child.tag == f"{_SVG}g" and not child.attrib
        children.extend(child if bare else [child])
    parent[:] = children


def _shorten(element: ET.Element, names: dict[str, str]) -> None:
    attributes = element.attrib
    identity = attributes.pop("id", None)
    if identity in names:
        attributes["id"] = names[identity]
    if _HREF in attributes:
        attributes[_HREF] = "#" + names[attributes[_HREF].removeprefix("#")]
    for declaration in attributes.pop("style", "").split(";"):
        if declaration.strip():
            name, value = declaration.split(":", maxsplit=1)
            attributes[name.strip()] = value.strip()
    for name, digits in (("x", 2), ("y", 2), ("transform", 6)):
        if name in attributes:
            attributes[name] = _rounded(attributes[name], digits)
    if attributes.get("d", "").startswith("M"):  # outlines of letters begin with m and are short
        path = _SPACES.sub(" ", _rounded(attributes["d"], 2))
        attributes["d"] = _AFTER_LETTER.sub("", path).strip()


def _rounded(text: str, digits: int) -> str:
    def short(match: re.Match[str]) -> str:
        number = f"{float(match.group()):.{digits}f}".rstrip("0").rstrip(".")
        return "0" if number in {"-0", ""} else number

    return _NUMBER.sub(short, text)
