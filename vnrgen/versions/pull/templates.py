"""Words of a section's template get others, in the dossier's own copy of that template."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Final

from vnrgen.document.prose_sources import SourceLeaf, SourcePart
from vnrgen.versions.pull.leaves import Line
from vnrgen.versions.pull.merge import two_way
from vnrgen.versions.pull.rewording import Pool, anatomy, reworded

_MESSAGE: Final = re.compile(r'(?<!\w)_\(\s*("(?:[^"\\]|\\.)*")')
_NAME: Final = re.compile(r"\{(\w+)\}")


def with_message(
    template: str, today: Line, edited: Line, translate: Callable[[str], str]
) -> str | None:
    """Return a template in which a message says what a writer made of it.

    Args:
        template: Its text.
        today: What is printed of the message.
        edited: What stands in Word.
        translate: Gives a message in the language of the edition.

    Returns:
        None where no message was printed like that, or where a value in it was overwritten.
    """
    for found in _MESSAGE.finditer(template):
        try:
            message = json.loads(found[1])
        except ValueError:
            continue
        made = _reworded(translate(message), today, edited)
        if made is not None:
            fresh = json.dumps(made, ensure_ascii=False)
            return template[: found.start(1)] + fresh + template[found.end(1) :]
    return None


def _reworded(message: str, today: Line, edited: Line) -> str | None:
    parts = tuple(_parts(message))
    leaf = SourceLeaf(kind="paragraph", first=1, last=1, content=message, parts=parts)
    of = anatomy(today, leaf)
    if of is None or not today.text:
        return None
    pool = Pool({mark: hole for hole in of.holes for mark in hole.marks}, of.holes)
    made = reworded(of, two_way(today, edited), edited, pool, looks=False)
    sources = [word.source for word in made.words if word.source]
    if made.numbers or sorted(sources) != sorted(hole.source for hole in of.holes):
        return None
    if any(word.text in {"{", "}"} for word in made.words):
        return None
    return "".join(word.source or word.text for word in made.words)


def _parts(message: str) -> Iterator[SourcePart]:
    at = 0
    for found in _NAME.finditer(message):
        if found.start() > at:
            yield SourcePart(message[at : found.start()])
        yield SourcePart(None, found[0])
        at = found.end()
    if at < len(message):
        yield SourcePart(message[at:])
