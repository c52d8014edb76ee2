"""What the compiler leaves undone in an accessible PDF: heads of rows, and what a link says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vnrgen.render.typst.heads import bind_heads, text_string
from vnrgen.render.typst.objects import Objects, objects_of

_DESTINATION = re.compile(rb"/Dest\(([a-z0-9-]+)\)")
_SAID = re.compile(rb"/Contents(?:\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>)", re.DOTALL)


def finish(pdf: bytes, spoken: Mapping[str, str], summaries: list[str]) -> bytes:
    """Complete the tags of a PDF.

    Args:
        pdf: What the compiler wrote.
        spoken: What a link says, by the name of the place that it leads to. The compiler says
            "Section, page 3", in the few languages that it knows.
        summaries: What each table holds in words, in the order of the document.
    """
    file = objects_of(pdf)
    bind_heads(file, summaries)
    _name_links(file, spoken)
    return file.written()


def _name_links(file: Objects, spoken: Mapping[str, str]) -> None:
    for number, part in file.parts.items():
        if not part.startswith(b"<</Type/Annot/Subtype/Link"):
            continue
        place = _DESTINATION.search(part)
        words = spoken.get(place[1].decode()) if place else None
        found = _SAID.search(part)
        if words and found:
            said = b"/Contents" + text_string(words)
            file.parts[number] = part[: found.start()] + said + part[found.end() :]
