"""The pictures of a Word file: what each shows, by its hash, and the words around it."""

from __future__ import annotations

import hashlib
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from vnrgen.dossier.files.archive import repacked
from vnrgen.render.docx.source_map import MapEntry
from vnrgen.versions.changes.pictures import Picture
from vnrgen.versions.pull.word import MOST_BYTES
from vnrgen.visible import visible

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OWNERS: Final = frozenset({"Chart", "Story", "Quote"})
_PARTS: Final = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_PICTURES: Final = frozenset({"drawing", "pict", "object"})
_GONE: Final = frozenset({"del", "moveFrom", "Fallback"})  # tracked changes read as accepted
_LEADS: Final = "hyperlink"
_CHART: Final = "chart"
_SAID: Final = frozenset({"v", "t"})  # of a chart: values and names, and words
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
_SAME: Final = {".jpeg": ".jpg", ".jpe": ".jpg", ".tiff": ".tif"}
_CHUNK: Final = 1 << 20


def pictures_of(data: bytes, entries: Sequence[MapEntry]) -> tuple[Picture, ...]:
    """Return the pictures of a Word file in reading order, those of headers and footers last.

    Args:
        data: The file, of which the text was read already.
        entries: Its source map; empty in a file from elsewhere.

    Raises:
        RefusedArchiveError: It is no archive that can be read.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    clean = repacked(data, most=MOST_BYTES, keep=("word/",))
    found: list[Picture] = []
    with zipfile.ZipFile(io.BytesIO(clean)) as texts, zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = _Files(texts, archive)
        for name in sorted(n for n in texts.namelist() if _PARTS.fullmatch(n)):
            try:
                root: Element = fromstring(texts.read(name))
                links = _links(texts, name)
            except (ParseError, DefusedXmlException, RecursionError):
                continue  # the text was read; a header that is no XML has no picture
            part = "body" if name == "word/document.xml" else "margin"
            found += _Seeing(root, links, files, entries, part).pictures()
    return tuple(found)


# --- parts -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Link:
    """What an id in a part stands for: the kind of relation, and the part or address."""

    kind: str
    target: str
    is_outside: bool


def _links(texts: zipfile.ZipFile, name: str) -> dict[str, _Link]:
    from defusedxml.ElementTree import fromstring

    folder, own = posixpath.split(name)
    rels = f"{folder}/_rels/{own}.rels"
    if rels not in texts.namelist():
        return {}
    root: Element = fromstring(texts.read(rels))
    return {
        one.get("Id", ""): _Link(
            kind=one.get("Type", "").rpartition("/")[2],
            target=_target(folder, one),
            is_outside=one.get("TargetMode") == "External",
        )
        for one in root
    }


def _target(folder: str, relation: Element) -> str:
    target = relation.get("Target", "")
    if relation.get("TargetMode") == "External":
        return target
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


@dataclass(slots=True)
class _Files:
    """Takes hashes of parts, within a bound for all of them."""

    texts: zipfile.ZipFile
    archive: zipfile.ZipFile
    left: int = MOST_BYTES
    known: dict[str, str] = field(default_factory=dict)

    def digest(self, link: _Link) -> str:
        """Return the SHA-256 of what is shown; of what lies elsewhere, of its address."""
        key = f"{link.kind} {link.target} {link.is_outside}"
        if key not in self.known:
            self.known[key] = self._digest(link)
        return self.known[key]

    def _digest(self, link: _Link) -> str:
        if link.is_outside or link.target not in self.archive.namelist():
            return hashlib.sha256(link.target.encode()).hexdigest()
        if link.kind == _CHART and link.target in self.texts.namelist():
            return hashlib.sha256(_said(self.texts.read(link.target))).hexdigest()
        return self._streamed(self.archive.getinfo(link.target))

    def _streamed(self, member: zipfile.ZipInfo) -> str:
        content = hashlib.sha256()
        try:
            with self.archive.open(member) as part:
                while self.left > 0 and (chunk := part.read(_CHUNK)):
                    self.left -= len(chunk)
                    content.update(chunk)
        except _DAMAGED:
            content.update(b"damaged")
        if self.left <= 0:  # what the archive says of it has to do
            content = hashlib.sha256(f"{member.CRC} {member.file_size}".encode())
        return content.hexdigest()


def _said(chart: bytes) -> bytes:
    """Return the kinds, values and words of a chart that Word draws; Word saves the rest anew."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root: Element = fromstring(chart)
    except (ParseError, DefusedXmlException, RecursionError):
        return chart
    said = []
    for element in root.iter():
        name = _name(element.tag)
        if name.endswith("Chart") or name in _SAID:
            said.append(f"{name} {element.text or ''}".strip())
    return "\n".join(said).encode()


# --- what is seen ------------------------------------------------------------------------------


class _Seeing:
    """Goes through one part in reading order."""

    def __init__(
        self,
        root: Element,
        links: Mapping[str, _Link],
        files: _Files,
        entries: Sequence[MapEntry],
        part: str,
    ) -> None:
        self._elements = list(_in_order(root))
        self._links = links
        self._files = files
        self._part = part
        self._owned = _ranges(self._elements, entries)
        self._cover = _first_block(self._elements, entries)
        self._paragraphs: list[list[str]] = [[]]

    def pictures(self) -> Iterator[Picture]:
        """Yield the pictures."""
        found: list[tuple[Picture, int]] = []
        within: set[int] = set()  # a picture may stand in a drawing, of which it is a part
        for place, element in enumerate(self._elements):
            name = _name(element.tag)
            if name == "p":
                self._paragraphs.append([])
            elif name == "t":
                self._paragraphs[-1].append(element.text or "")
            elif name in _PICTURES and id(element) not in within:
                within.update(map(id, element.iter()))
                picture = self._picture(element, place)
                if picture is not None:
                    found.append((picture, len(self._paragraphs) - 1))
        words = [visible(" ".join("".join(texts).split())) for texts in self._paragraphs]
        for picture, paragraph in found:
            yield _placed(picture, words, paragraph)

    def _picture(self, element: Element, place: int) -> Picture | None:
        shows: dict[str, str] = {}
        name = alternative = crop = ""
        for inner in _in_order(element):
            tag = _name(inner.tag)
            if tag in {"docPr", "shape"}:
                alternative = alternative or inner.get("descr") or inner.get("alt") or ""
            elif tag == "srcRect":
                crop += "".join(f" {key}={value}" for key, value in sorted(inner.attrib.items()))
            for form, link in self._shown(inner):
                name = name or posixpath.basename(link.target)
                shows.setdefault(form, self._files.digest(link))
        if not shows:
            return None
        if crop:  # another part of the same picture is another picture
            shows = {
                f: hashlib.sha256(f"{one}{crop}".encode()).hexdigest() for f, one in shows.items()
            }
        owner = next((e for e, start, end in self._owned if start <= place <= end), None)
        return Picture(
            shows=tuple(sorted(shows.items())),
            alternative=visible(" ".join(alternative.split())),
            name=visible(name),
            owner=owner.block_id if owner else "",
            kind=owner.kind if owner else "",
            part=self._part,
            is_cover=place < self._cover,
        )

    def _shown(self, element: Element) -> Iterator[tuple[str, _Link]]:
        """Yield what an element shows of other parts, with its form."""
        for attribute, value in element.attrib.items():
            space, _brace, name = attribute.rpartition("}")
            link = self._links.get(value)
            if link is None or not space.endswith("/relationships") or link.kind == _LEADS:
                continue
            form = posixpath.splitext(link.target)[1].casefold()
            form = _SAME.get(form, form)
            yield (_CHART if link.kind == _CHART else f"{name}{form}"), link


def _in_order(root: Element) -> Iterator[Element]:
    """Yield elements in reading order, without what was deleted and what older readers show."""
    stack = [root]
    while stack:
        element = stack.pop()
        yield element
        inner = [one for one in element if _name(one.tag) not in _GONE]
        stack += reversed(inner)


def _ranges(
    elements: Sequence[Element], entries: Sequence[MapEntry]
) -> list[tuple[MapEntry, int, int]]:
    """Return where charts and stories begin and end: one may have been saved in pieces."""
    known = {e.bookmark: e for e in entries if not e.part and e.kind in _OWNERS}
    names: dict[str, str] = {}
    ranges: dict[str, tuple[int, int]] = {}
    for place, element in enumerate(elements):
        tag = _name(element.tag)
        if tag not in {"bookmarkStart", "bookmarkEnd"}:
            continue
        own = {_name(key): value for key, value in element.attrib.items()}
        if tag == "bookmarkStart" and own.get("name", "") in known:
            names[own.get("id", "")] = own["name"]
            ranges.setdefault(own["name"], (place, place))
        elif tag == "bookmarkEnd" and own.get("id", "") in names:
            name = names[own["id"]]
            ranges[name] = (ranges[name][0], place)
    return [(known[name], *ends) for name, ends in ranges.items()]


def _first_block(elements: Sequence[Element], entries: Sequence[MapEntry]) -> int:
    """Return where the first block of vnrgen begins; 0 where none is known."""
    known = {entry.bookmark for entry in entries}
    for place, element in enumerate(elements if known else ()):
        if _name(element.tag) == "bookmarkStart" and known & {*element.attrib.values()}:
            return place
    return 0


def _placed(picture: Picture, words: Sequence[str], paragraph: int) -> Picture:
    """Return a picture with the words before it, and beside or after it."""
    before = next((text for text in reversed(words[:paragraph]) if text), "")
    after = next((text for text in words[paragraph:] if text), "")
    return replace(picture, before=before, after=after)


def _name(tag: object) -> str:
    return str(tag).rpartition("}")[2]
