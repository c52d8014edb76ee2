"""Counts the numbers that Word shows before paragraphs and does not write in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from vnrgen.pdftext.roman import roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered."""

    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each is counted."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next_label(self, number_id: str, level: int) -> tuple[str, str]:
        """Return the label of the next paragraph of a list, and the form of its number."""
        levels = self.lists.get(number_id, {})
        found = levels.get(level)
        if found is None:
            return "", ""
        counts = self.counts.setdefault(self.shared.get(number_id, number_id), {})
        counts[level] = counts.get(level, found.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if found.form == "bullet":
            return found.text, "bullet"

        def shown(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            given = levels.get(at, Level())
            return _as_number(counts.get(at, given.start), given.form)

        return _PLACE.sub(shown, found.text).strip(), found.form


def read_numbering(root: Element | None) -> Numbering:
    """Return the lists of the part "numbering.xml"."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract = {
        node.get(f"{W}abstractNumId", ""): dict(_levels(node))
        for node in root.findall(f"{W}abstractNum")
    }
    for node in root.findall(f"{W}num"):
        number_id = node.get(f"{W}numId", "")
        name = value(node, "abstractNumId")
        levels = dict(abstract.get(name, {}))
        own = False
        for override in node.findall(f"{W}lvlOverride"):
            at = _whole(override.get(f"{W}ilvl"), 0)
            start = value(override, "startOverride")
            levels.update(_levels(override))
            if start and at in levels:
                levels[at] = Level(levels[at].form, levels[at].text, _whole(start, 1))
                own = True
        numbering.lists[number_id] = levels
        numbering.shared[number_id] = f"{name}/{number_id}" if own else name
    return numbering


def _levels(node: Element) -> Iterator[tuple[int, Level]]:
    for level in node.findall(f"{W}lvl"):
        form, text = value(level, "numFmt") or "decimal", value(level, "lvlText")
        yield (
            _whole(level.get(f"{W}ilvl"), 0),
            Level(form, text, _whole(value(level, "start"), 1)),
        )


def value(node: Element | None, *names: str) -> str:
    """Return the value of a property, found by its path of names, or ""."""
    found = node.find("/".join(f"{W}{name}" for name in names)) if node is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else otherwise


def _as_number(number: int, form: str) -> str:
    if form in {"lowerRoman", "upperRoman"}:
        return roman(number) if form == "lowerRoman" else roman(number).upper()
    if form in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form == "decimalZero":
        return f"{number:02d}"
    zero = {"hindiNumbers": 0x0966, "hindiCounting": 0x0966, "arabicIndic": 0x0660}.get(form)
    plain = str(number)
    return plain if zero is None else "".join(chr(zero + int(digit)) for digit in plain)
