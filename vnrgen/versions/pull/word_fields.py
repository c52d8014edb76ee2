"""Fields of Word as they are met in a text; one that lost its beginning or its end is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from vnrgen.render.docx.source_map import PREFIX
from vnrgen.versions.pull.leaves import Look
from vnrgen.versions.pull.word_parts import W

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HYPERLINK: Final = re.compile(r'\bHYPERLINK\s+(?:\\l\s+)?"([^"]*)"')
_REFERENCE: Final = re.compile(r"\b(?:REF|PAGEREF)\s+(\S+)")


@dataclass(slots=True)
class _Field:
    """A field being read: its instruction until its result begins; ``end`` is what closes it."""

    end: int
    code: str = ""
    in_result: bool = False


@dataclass(slots=True)
class Fields:
    """The fields that are open where the reader is.

    Somebody who deletes half of a field leaves a beginning without end, and all words behind it
    would be its instruction: such a beginning counts for nothing.
    """

    _ends: dict[int, int] = field(default_factory=dict)
    _open: list[_Field] = field(default_factory=list)

    def know(self, root: Element) -> None:
        """Find which beginnings of fields have an end."""
        waiting: list[int] = []
        for mark in root.iter(f"{W}fldChar"):
            kind = mark.get(f"{W}fldCharType", "")
            if kind == "begin":
                waiting.append(id(mark))
            elif kind == "end" and waiting:
                self._ends[waiting.pop()] = id(mark)

    def meet(self, mark: Element) -> None:
        """Take the beginning of a field, of its result, or its end."""
        kind = mark.get(f"{W}fldCharType", "")
        if kind == "begin" and id(mark) in self._ends:
            self._open.append(_Field(self._ends[id(mark)]))
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
        elif kind == "end" and any(each.end == id(mark) for each in self._open):
            while self._open.pop().end != id(mark):
                pass

    def instruct(self, text: str) -> None:
        """Take words of an instruction."""
        if self._open:
            self._open[-1].code += text

    def end_paragraph(self) -> None:
        """No instruction goes on in the next paragraph: what stands there is read."""
        for each in self._open:
            if not each.in_result:
                each.in_result, each.code = True, ""

    @property
    def hides(self) -> bool:
        """Whether words are part of an instruction, which nobody sees."""
        return any(not each.in_result for each in self._open)

    def looked(self, look: Look) -> Look:
        """Return the look of words in the results of the open fields."""
        for each in self._open:
            look = by_field(each.code, look)
        return look


def by_field(code: str, look: Look) -> Look:
    """Return the look of words in the result of a field."""
    link, reference = _HYPERLINK.search(code), _REFERENCE.search(code)
    if link and "\\l" not in code[: link.end()]:
        return replace(look, href=link[1])
    if link:
        return replace(look, mark=link[1])
    if reference and reference[1].startswith(PREFIX):
        return replace(look, mark=reference[1])
    return look
