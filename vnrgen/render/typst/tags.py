"""The tags of a PDF that the compiler wrote: which there are, in which order, of which kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnrgen.render.typst.objects import Objects

ELEMENT = re.compile(rb"<</Type/StructElem/S/(\w+)/P (\d+) 0 R")
"""How every tag begins: its kind, and the tag that it belongs to."""

KIDS = re.compile(rb"/K\[(.*?)\](?:/Pg \d+ 0 R)?>>$", re.DOTALL)
"""How a tag ends that has something in it."""

_ROOT = b"/Type/StructTreeRoot"
_KIDS_OF_ROOT = re.compile(rb"/K\[([^\]]*)\]")
_DICTIONARY = re.compile(rb"<<.*?>>")
_REFERENCE = re.compile(rb"(\d+) 0 R")


def root_of(file: Objects) -> int:
    """Return the number of the object that all tags hang on."""
    return next(number for number, part in file.parts.items() if _ROOT in part)


def kind_of(file: Objects, number: int) -> bytes:
    """Return the kind of a tag, such as ``Table``."""
    found = ELEMENT.match(file.parts[number])
    return found[1] if found else b""


def elements(file: Objects, below: int | None = None) -> Iterator[int]:
    """Yield the tags below one, or all, in the order in which a document is read."""
    waiting = _kids(file, root_of(file) if below is None else below)[::-1]
    while waiting:
        number = waiting.pop()
        yield number
        waiting += _kids(file, number)[::-1]


def text_string(words: str) -> bytes:
    """Return words as a string object of a PDF."""
    return b"<" + (b"\xfe\xff" + words.encode("utf-16-be")).hex().upper().encode() + b">"


def _kids(file: Objects, number: int) -> list[int]:
    part = file.parts[number]
    found = (_KIDS_OF_ROOT if _ROOT in part else KIDS).search(part)
    if found is None:
        return []
    return [int(kid) for kid in _REFERENCE.findall(_DICTIONARY.sub(b"", found[1]))]
