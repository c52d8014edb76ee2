"""A Word file, as Word, LibreOffice or vnrgen saved it → paragraphs, comments, source map."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from vnrgen.dossier.files.archive import RefusedArchiveError, repacked
from vnrgen.render.docx.source_map import (
    NAMESPACE,
    MapEntry,
    MapPicture,
    read_map_pictures,
    read_source_map,
)
from vnrgen.versions.pull.leaves import Leaf
from vnrgen.versions.pull.word_parts import W, parts_of, plain_words
from vnrgen.versions.pull.word_reader import Reader
from vnrgen.visible import visible

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_T = TypeVar("_T")
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
MOST_BYTES: Final = 200_000_000


class Tracked(StrEnum):
    """What to do with tracked changes that nobody has decided on."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ONLY_ACCEPTED = "only-accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A remark in the margin: who, when, what, and on which words of which paragraph.

    ``done`` tells that somebody has resolved it in Word.
    """

    author: str
    date: str
    text: str
    quoted: str
    leaf: int
    done: bool = False


@dataclass(slots=True, kw_only=True)
class WordFile:
    """What is read of a Word file. ``entries`` is empty where it has lost its source map.

    ``language`` is that of the whole document, "" where it says none; ``running`` are the words of
    its running heads and feet, fields aside; ``pictures`` those that vnrgen put into it.
    """

    leaves: list[Leaf]
    comments: tuple[Comment, ...]
    entries: tuple[MapEntry, ...]
    language: str = ""
    running: tuple[str, ...] = ()
    pictures: tuple[MapPicture, ...] = ()


def read_word(
    data: bytes, tracked: Tracked = Tracked.ACCEPTED, known: Iterable[MapEntry] = ()
) -> WordFile:
    """Read a DOCX file; nothing in it is trusted.

    Args:
        data: The file.
        tracked: Whether what was inserted with tracked changes stands, or what was deleted.
        known: Entries of another source map, whose bookmarks are looked for too.

    Raises:
        RefusedArchiveError: It is damaged, too large, no Word file, or holds what it must not.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    clean = repacked(data, most=MOST_BYTES, keep=("word/", "customXml/"))
    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        raw = {name: _usual(archive.read(name)) for name in archive.namelist()}
    if "word/document.xml" not in raw:
        raise RefusedArchiveError("it is a ZIP archive, but no Word document (.docx)")
    try:
        trees: dict[str, Element] = {name: fromstring(raw[name]) for name in _WANTED if name in raw}
        body = trees["word/document.xml"].find(f"{W}body")
        entries = _map(raw, read_source_map)
        parts = parts_of(trees)
        reader = Reader(parts, (*entries, *known), accepted=tracked is Tracked.ACCEPTED)
        if body is not None:
            reader.read(body)
        running = [words for name in sorted(raw) for words in _running(name, raw[name])]
        resolved = _resolved(trees.get("word/commentsExtended.xml"))
        comments = _comments(trees.get("word/comments.xml"), reader, resolved)
    except (ParseError, DefusedXmlException, RecursionError) as error:
        raise RefusedArchiveError("its text is no XML that can be read") from error
    return WordFile(
        leaves=reader.leaves,
        comments=comments,
        entries=entries,
        language=parts.language,
        running=tuple(running),
        pictures=_map(raw, read_map_pictures),
    )


def _running(name: str, data: bytes) -> Iterator[str]:
    """Yield the paragraphs of a part that is a running head or foot."""
    from defusedxml.ElementTree import fromstring

    if not name.startswith(("word/header", "word/footer")) or not name.endswith(".xml"):
        return
    root = fromstring(data)
    simple = {id(text) for field in root.iter(f"{W}fldSimple") for text in field.iter(f"{W}t")}
    for paragraph in root.iter(f"{W}p"):
        words = " ".join(visible("".join(_outside_fields(paragraph, simple))).split())
        if any(character.isalpha() for character in words):
            yield words


def _outside_fields(paragraph: Element, simple: set[int]) -> Iterator[str]:
    """Yield the texts of a paragraph that no field makes, such as the number of its page."""
    depth = 0
    for element in paragraph.iter():
        if element.tag == f"{W}fldChar":
            depth += {"begin": 1, "end": -1}.get(element.get(f"{W}fldCharType", ""), 0)
        elif element.tag == f"{W}t" and depth <= 0 and id(element) not in simple:
            yield element.text or ""


_WANTED: Final = (
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/comments.xml",
    "word/commentsExtended.xml",
    "word/footnotes.xml",
    "word/endnotes.xml",
    "word/_rels/document.xml.rels",
)


def _usual(data: bytes) -> bytes:
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return data


def _map(raw: Mapping[str, bytes], read: Callable[[bytes], tuple[_T, ...]]) -> tuple[_T, ...]:
    """Return what the source map has, nothing where there is none or somebody has damaged it."""
    for name in sorted(raw):
        if name.startswith("customXml/") and NAMESPACE.encode() in raw[name]:
            try:
                return read(raw[name])
            except (ValueError, KeyError, SyntaxError):
                continue
    return ()


def _resolved(root: Element | None) -> frozenset[str]:
    """Return the ids of the last paragraphs of comments that were resolved."""
    return frozenset(
        element.get(f"{_W15}paraId", "")
        for element in (root.iter(f"{_W15}commentEx") if root is not None else ())
        if element.get(f"{_W15}done") in {"1", "true"}
    )


def _comments(
    root: Element | None, reader: Reader, resolved: frozenset[str]
) -> tuple[Comment, ...]:
    found = []
    for element in root.iter(f"{W}comment") if root is not None else ():
        leaf, quoted = reader.ranges.get(element.get(f"{W}id", ""), (-1, []))
        found.append(
            Comment(
                author=visible(element.get(f"{W}author", "")),
                date=element.get(f"{W}date", ""),
                text=visible(plain_words(element)),
                quoted=" ".join("".join(quoted).split()),
                leaf=min(leaf, len(reader.leaves) - 1),
                done=any(p.get(f"{_W14}paraId") in resolved for p in element.iter(f"{W}p")),
            )
        )
    return tuple(found)
