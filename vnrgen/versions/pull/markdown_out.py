"""Words and their looks → Markdown that says the same, and is read back before it is trusted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from vnrgen.document.markdown.sources import source_leaves

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>{}|~]")
_ENTITY: Final = re.compile(r"&(?=#?\w{1,32};)")
_STARTS: Final = re.compile(r"(?:[#>|=+*~:-]|\d{1,9}(?=[.)](?:\s|$)))")
_UNBROKEN: Final = re.compile(r"\{\{.*?\}\}|\[[^\]\s]*\]\([^)\s]*\)|\S+|\s+")
_KEYS: Final = ("href", "language", "strong", "emphasis")


@dataclass(frozen=True, slots=True)
class Word:
    """A character as printed, or the ``source`` of what vnrgen prints there."""

    text: str
    source: str = ""
    strong: bool = False
    emphasis: bool = False
    href: str = ""
    language: str = ""


def markdown_of(words: Sequence[Word], *, in_cell: bool = False) -> tuple[str, bool]:
    """Return words as Markdown on one line, and whether their looks could be kept.

    Emphasis that Markdown cannot say, in the middle of a word for instance, is given up rather
    than printed as asterisks.
    """
    stripped = _stripped(words)
    made = _rendered(stripped, _KEYS)
    if in_cell or _says(made, stripped):
        return made, True
    plain = [replace(word, strong=False, emphasis=False) for word in stripped]
    made = _rendered(plain, _KEYS)
    return (made if _says(made, plain) else _rendered(plain, ())), False


def _stripped(words: Sequence[Word]) -> list[Word]:
    kept: list[Word] = []
    for word in words:
        is_space = not word.source and word.text == " "
        if is_space and (not kept or (kept[-1].text == " " and not kept[-1].source)):
            continue
        kept.append(word)
    while kept and kept[-1].text == " " and not kept[-1].source:
        kept.pop()
    return kept


def _rendered(words: Sequence[Word], keys: Sequence[str]) -> str:
    if not keys:
        return "".join(
            source or escaped("".join(w.text for w in group))
            for source, group in groupby(words, key=lambda w: w.source)
        )
    made = []
    for value, group in groupby(words, key=lambda w: getattr(w, keys[0])):
        inner = list(group)
        made.append(
            _wrapped(inner, keys[0], value, keys[1:]) if value else _rendered(inner, keys[1:])
        )
    return "".join(made)


def _wrapped(words: list[Word], key: str, value: object, rest: Sequence[str]) -> str:
    spaces = [w.text == " " and not w.source for w in words]
    first = spaces.index(False) if False in spaces else len(words)
    last = len(words) - (spaces[::-1].index(False) if False in spaces else 0)
    inside = _rendered(words[first:last], rest)
    before, after = " " * first, " " * (len(words) - last)
    if not inside:
        return before
    marks = {"strong": ("**", "**"), "emphasis": ("*", "*")}
    if key in marks:
        start, end = marks[key]
    elif key == "href":
        start, end = "[", f"]({_address(str(value))})"
    else:
        start, end = "[", f"]{{lang={value}}}"
    return f"{before}{start}{inside}{end}{after}"


def _address(href: str) -> str:
    return re.sub(r"[\s<>()\\\"]", lambda m: f"%{ord(m[0]):02X}", href)


def escaped(text: str) -> str:
    r"""Return plain words so that Markdown takes no sign in them for its own.

    >>> escaped("a*b {{ x }} &amp; [1]")
    'a\\*b \\{\\{ x \\}\\} \\&amp; \\[1\\]'
    """
    return _ENTITY.sub(r"\\&", _SPECIAL.sub(lambda m: "\\" + m[0], text))


def _says(made: str, words: Sequence[Word]) -> bool:
    """Whether Markdown, read as vnrgen reads it, says these words in these looks."""
    if not words:
        return not made
    notes = "".join(f"\n\n{note}: x" for note in sorted(set(re.findall(r"\[\^[^\]\s]+\]", made))))
    leaves = [leaf for leaf in source_leaves(guarded(made) + notes) if leaf.kind != "note"]
    if len(leaves) != 1 or leaves[0].kind != "paragraph" or leaves[0].item or leaves[0].boxed:
        return False
    read = [
        (c, p.strong, p.emphasis, p.href, p.language) if p.text is not None else (p.source,)
        for p in leaves[0].parts
        for c in (p.text if p.text is not None else ".")
    ]
    return _told(read) == _told(_meant(words))


def _meant(words: Sequence[Word]) -> Iterable[tuple[object, ...]]:
    for word in words:
        if word.source:
            yield from ((piece,) for piece in pieces_of_source(word.source))
        else:
            address = _address(word.href) if word.href else ""
            yield (word.text, word.strong, word.emphasis, address, word.language)


def pieces_of_source(source: str) -> list[str]:
    """Return the calls and marks of which a source is made."""
    return re.findall(r"\{\{.*?\}\}|\[\^[^\]]+\]|<!--.*?-->", source, re.DOTALL)


def _told(read: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Leave out the looks of spaces, which nobody sees."""
    return [
        (part[0],) if len(part) == 1 or part[0] == " " else (part[0], *part[1:3], bool(part[3]))
        for part in read
    ]


def guarded(text: str) -> str:
    r"""Return a line that begins a paragraph and nothing else.

    >>> guarded("1. May"), guarded("# 3"), guarded("May")
    ('1\\. May', '\\# 3', 'May')
    """
    found = _STARTS.match(text)
    if found is None or (text.startswith("*") and not text.startswith("* ")):
        return text
    at = found.end() if text[0].isdigit() else 0
    return text[:at] + "\\" + text[at:]


def folded(text: str, width: int) -> list[str]:
    """Return a line cut into lines of at most ``width`` characters; 0 leaves it whole.

    Calls and links stay on one line, and no line begins with what would begin a list or a heading.
    """
    if not width or len(text) <= width:
        return [text]
    lines = [""]
    for piece in _UNBROKEN.findall(text):
        if piece.isspace():
            lines[-1] += " "
        elif (
            len(lines[-1]) + len(piece) > width
            and lines[-1].endswith(" ")
            and guarded(piece + " ") == piece + " "
        ):
            lines[-1] = lines[-1].rstrip()
            lines.append(piece)
        else:
            lines[-1] += piece
    return [each.rstrip() for each in lines if each.strip()]
