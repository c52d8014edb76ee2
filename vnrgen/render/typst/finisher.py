"""What the compiler leaves undone: heads of rows, what a link says, and data that is carried."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from vnrgen.render.typst.attachments import attach
from vnrgen.render.typst.heads import bind_heads
from vnrgen.render.typst.objects import Objects, objects_of
from vnrgen.render.typst.tags import elements, kind_of, text_string

_ANNOTATION = re.compile(rb"/Type/OBJR/Pg \d+ 0 R/Obj (\d+) 0 R")
_SAID = re.compile(rb"/Contents(?:\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>)", re.DOTALL)


def finish(
    pdf: bytes,
    links: Sequence[str],
    summaries: Sequence[str],
    attachments: Mapping[str, bytes],
    moment: datetime,
) -> bytes:
    """Complete the tags of a PDF, and attach files.

    Args:
        pdf: What the compiler wrote.
        links: What each link says, in the order of the document; "" where its address says it.
            The compiler says "Section, page 3", in the few languages that it knows.
        summaries: What each table holds in words, in the order of the document.
        attachments: Data to carry inside, by file name.
        moment: When all of it was made.
    """
    file = objects_of(pdf)
    bind_heads(file, summaries)
    _name_links(file, links)
    attach(file, attachments, moment)
    return file.written()


def _name_links(file: Objects, links: Sequence[str]) -> None:
    tags = [number for number in elements(file) if kind_of(file, number) == b"Link"]
    if len(tags) != len(links):  # better what the compiler says than what belongs to another
        return
    for tag, words in zip(tags, links, strict=True):
        if words:
            for found in _ANNOTATION.finditer(file.parts[tag]):
                _describe(file, int(found[1]), words)


def _describe(file: Objects, annotation: int, words: str) -> None:
    part = file.parts[annotation]
    found = _SAID.search(part)
    if found:
        said = b"/Contents" + text_string(words)
        file.parts[annotation] = part[: found.start()] + said + part[found.end() :]
