"""Words of a section's template get others, or go, in the dossier's own copy of that template."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from vnrgen.document.markdown.sources import SourceLeaf, SourcePart
from vnrgen.versions.pull.leaves import Line
from vnrgen.versions.pull.merge import two_way
from vnrgen.versions.pull.rewording import Anatomy, Pool, anatomy, reworded

_MESSAGE: Final = re.compile(r"""(?<!\w)_\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_NAME: Final = re.compile(r"\{(\w+)\}")
_BEGIN: Final = re.compile(r"\{\{-?\s*\Z")
_SIGNS: Final = re.compile(r"\s*(?:(?:#{1,6}|[-*+>]|\d{1,9}[.)])\s+)*\Z")
_TEXT: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'')

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed of a message, and which it is of the ``times`` that the same is printed."""

    line: Line
    number: int = 0
    times: int = 1


@dataclass(frozen=True, slots=True)
class _Found:
    """A message: where its text in quotation marks stands, and its parts in what is printed."""

    start: int
    end: int
    text: str
    of: Anatomy


def with_message(template: str, today: Printed, edited: Line, translate: Translate) -> str | None:
    """Return a template, of as many lines, in which a message says what a writer made of it.

    Args:
        template: Its text.
        today: What is printed of the message.
        edited: What stands in Word.
        translate: Gives a message in the language of the edition.

    Returns:
        None where it is not one message of this template that is printed like that, or where a
        value in it was overwritten.
    """
    found = _message(template, today, translate)
    made = _reworded(found.of, today.line, edited) if found is not None else None
    if found is None or made is None:
        return None
    fresh = json.dumps(made, ensure_ascii=False)
    return template[: found.start] + fresh + template[found.end :]


def without_message(template: str, today: Printed, translate: Translate) -> str | None:
    """Return a template, of as many lines, in which a remark says which message was left out.

    Returns:
        None where it is not one message of this template that is printed like that, or where it
        shares its line with anything else.
    """
    found = _message(template, today, translate)
    span = _lines_of(template, found) if found is not None else None
    if found is None or span is None:
        return None
    words = " ".join(found.text.replace("#}", "# }").split())
    rest = "\n" * template.count("\n", *span)
    return f"{template[: span[0]]}{{# Left out in Word: {words} {rest}#}}{template[span[1] :]}"


def _message(template: str, today: Printed, translate: Translate) -> _Found | None:
    """Return the one message that was printed like that; None where several may have been."""
    fits = list(_fitting(template, today.line, translate))
    most = max((_own_words(found) for found in fits), default=0)
    fits = [found for found in fits if _own_words(found) == most]
    if len(fits) != today.times or len({found.text for found in fits}) != 1:
        return None
    return fits[today.number]


def _fitting(template: str, today: Line, translate: Translate) -> Iterator[_Found]:
    for found in _MESSAGE.finditer(template):
        try:
            text = str(ast.literal_eval(found[1]))
        except (ValueError, SyntaxError):
            continue
        told = translate(text)
        leaf = SourceLeaf(
            kind="paragraph", first=1, last=1, content=told, parts=tuple(_parts(told))
        )
        of = anatomy(today, leaf)
        if of is not None and today.text:
            yield _Found(found.start(1), found.end(1), text, of)


def _own_words(found: _Found) -> int:
    """Return how much of what is printed is the message's own, not that of a value in it."""
    return len(found.of.today) - sum(hole.end - hole.start for hole in found.of.holes)


def _lines_of(template: str, found: _Found) -> tuple[int, int] | None:
    """Return where the lines begin and end that print a message and nothing else."""
    begin = _BEGIN.search(template[: template.rindex("_(", 0, found.start)])
    stop = _end_of_call(template, found.end)
    if begin is None or stop is None:
        return None
    first = template.rfind("\n", 0, begin.start()) + 1
    last = template.find("\n", stop)
    last = len(template) if last < 0 else last
    if not _SIGNS.fullmatch(template[first : begin.start()]) or template[stop:last].strip():
        return None
    return first, last


def _end_of_call(template: str, at: int) -> int | None:
    """Return where the braces close that a message stands in."""
    while at < len(template):
        text = _TEXT.match(template, at)
        if text is not None:
            at = text.end()
        elif template.startswith("}}", at):
            return at + 2
        else:
            at += 1
    return None


def _reworded(of: Anatomy, today: Line, edited: Line) -> str | None:
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
