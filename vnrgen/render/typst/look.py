"""Colours and pictograms as data, taken from the style sheets: they have one source."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote

from vnrgen.resources import templates_folder

_TOKEN = re.compile(r"--([a-z-]+): (#[0-9A-Fa-f]{6});")
_PICTURE = r'url\("data:image/svg\+xml,([^"]+)"\)'
_GOAL = re.compile(r"\.goal-(\d+) \{ --goal: (#[0-9A-F]{6}); --goal-tag: " + _PICTURE)
_MARK = re.compile(r"\.(?:criterion|evidence)\.(\w+) \{[^}]*background-image: " + _PICTURE)
_QUOTATION = re.compile(r"\.story > \.told \{[^}]*background: " + _PICTURE)


@functools.cache
def tokens() -> Mapping[str, str]:
    """Return the colours of every format, by name, as ``#RRGGBB``."""
    return dict(_TOKEN.findall(_sheet("tokens")))


def pictograms(names: Iterable[str]) -> dict[str, str]:
    """Return the SVG of marks, by the name that the style sheet gives them."""
    return {name: _pictograms()[name] for name in sorted(set(names))}


def goals(numbers: Iterable[int]) -> dict[str, Any]:
    """Return the colour and the numbered tag (SVG) of goals, by number."""
    return {str(number): _goals()[number] for number in sorted(set(numbers))}


def cover_picture() -> str:
    """Return the drawing of the cover as SVG."""
    return (templates_folder() / "html" / "cover.svg").read_text(encoding="utf-8")


@functools.cache
def _pictograms() -> Mapping[str, str]:
    sheet = _sheet("print")
    found = {name: unquote(svg) for name, svg in _MARK.findall(sheet)}
    return found | {"quotation": unquote(_QUOTATION.findall(sheet)[0])}


@functools.cache
def _goals() -> Mapping[int, Mapping[str, str]]:
    found = _GOAL.findall(_sheet("goals"))
    return {int(number): {"colour": colour, "tag": unquote(svg)} for number, colour, svg in found}


def _sheet(name: str) -> str:
    return (templates_folder() / "css" / f"{name}.css").read_text(encoding="utf-8")
