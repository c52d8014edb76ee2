"""A paragraph taken apart into what can be tracked: words, fields, pictures, marks of bookmarks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from vnrgen.render.docx.markup import NAMESPACES, PREFIXES
from vnrgen.render.docx.markup import words as escaped
from vnrgen.render.docx.tracked.revisions import Status
from vnrgen.render.docx.tracked.sides import without_ids

WORD: Final = f"{{{PREFIXES['w']}}}"
_TOKEN: Final = re.compile(r"\d[\d.,]*%?|\w+|\s+|[^\w\s]")  # a number is one token
_DECLARED: Final = re.compile(rf' xmlns:(?:{"|".join(PREFIXES)})="[^"]*"')
_OPENING: Final = re.compile(r"<w:hyperlink[^>]*>")
Element = Any


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest piece that is kept, deleted or inserted.

    Attributes:
        key: The same for pieces that print and do the same.
        link: The opening tag of the hyperlink it stands in, or "".
        look: Its run properties as XML, for a word; pieces of other kinds have them in ``xml``.
        text: The word; None for other kinds.
        xml: Runs as they are, for other kinds.
        bookmark: "start" or "end" of a bookmark: prints nothing, and is not compared.
    """

    key: str
    link: str = ""
    look: str = ""
    text: str | None = None
    xml: str = ""
    bookmark: str = ""


def parsed(xml: str) -> Element:
    """Return elements of the body, inside one that declares the namespaces."""
    from lxml import etree

    return etree.fromstring(f"<w:body {NAMESPACES}>{xml}</w:body>")


def serialized(element: Element) -> str:
    """Return an element as it stands in the body, where the namespaces are declared."""
    from lxml import etree

    return _DECLARED.sub("", etree.tostring(element, encoding="unicode", with_tail=False))


def properties(element: Element, name: str) -> str:
    """Return the properties of a paragraph, row or cell as XML, or ""."""
    found = element.find(f"{WORD}{name}")
    return "" if found is None else serialized(found)


def atoms(paragraph: Element) -> list[Atom]:
    """Take the content of a paragraph apart."""
    found: list[Atom] = []
    for child in paragraph:
        if child.tag == f"{WORD}hyperlink":
            opening = _OPENING.match(serialized(child))
            found += _run_atoms(list(child), opening[0].rstrip("/>") + ">" if opening else "")
        elif child.tag != f"{WORD}pPr":
            found += _run_atoms([child], "")
    return list(_fields_joined(found))


def _run_atoms(elements: list[Element], link: str) -> Iterator[Atom]:
    for element in elements:
        if element.tag == f"{WORD}r":
            yield from _of_run(element, link)
            continue
        xml = serialized(element)
        if element.tag in {f"{WORD}bookmarkStart", f"{WORD}bookmarkEnd"}:
            kind = "start" if element.tag.endswith("Start") else "end"
            yield Atom("", link, xml=xml, bookmark=kind)
        else:
            yield Atom(without_ids(xml), link, xml=xml)


def _of_run(run: Element, link: str) -> Iterator[Atom]:
    look = properties(run, "rPr")
    content = [child for child in run if child.tag != f"{WORD}rPr"]
    if len(content) == 1 and content[0].tag == f"{WORD}t":
        for token in _TOKEN.findall(content[0].text or ""):
            yield Atom(f"{link}\x1f{look}\x1f{token}", link, look, token)
        return
    xml = serialized(run)
    yield Atom(f"{link}\x1f{without_ids(xml)}", link, xml=xml)


def _fields_joined(pieces: list[Atom]) -> Iterator[Atom]:
    """Yield pieces with each whole field as one: no part of a field is tracked alone."""
    waiting: list[Atom] = []
    depth = 0
    for piece in pieces:
        if 'w:fldCharType="begin"' in piece.xml:
            depth += 1
        if depth:
            waiting.append(piece)
        else:
            yield piece
        if 'w:fldCharType="end"' in piece.xml and depth:
            depth -= 1
            if not depth:
                yield _field(waiting)
                waiting = []
    yield from waiting


def _field(parts: list[Atom]) -> Atom:
    xml = "".join(part.xml or text_run(part.look, part.text or "") for part in parts)
    key = "\x1f".join(part.key for part in parts)
    return Atom(f"field\x1f{key}", parts[0].link, xml=xml)


def text_run(look: str, text: str) -> str:
    """Return words as one run."""
    return f'<w:r>{look}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def as_deleted(xml: str) -> str:
    """Return runs with the elements that Word has for what is deleted."""
    for name in ("t", "instrText"):
        deleted = "delText" if name == "t" else "delInstrText"
        xml = re.sub(rf"<(/?)w:{name}(?=[ >])", rf"<\1w:{deleted}", xml)
    return xml


def said(pieces: list[Atom]) -> str:
    """Return the words of a paragraph."""
    return "".join(piece.text or "" for piece in pieces)


def printed(status: Status, xml: str) -> str:
    """Return runs as they stand inside the element of their status."""
    return as_deleted(xml) if status is Status.DELETED else xml
