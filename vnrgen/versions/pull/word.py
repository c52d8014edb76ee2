"""A Word file, as Word, LibreOffice or vnrgen saved it → paragraphs, comments, source map."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from vnrgen.dossier.archive import RefusedArchiveError, repacked
from vnrgen.render.docx.source_map import NAMESPACE, NOTE_SIGN, PREFIX, MapEntry, read_source_map
from vnrgen.versions.pull.leaves import Form, Leaf, Look, Piece
from vnrgen.visible import visible

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
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
_DEEPEST: Final = 200
_MOST_LEAVES: Final = 200_000
_LABELS: Final = frozenset(
    {
        *("heading number", "recommendation id", "note number", "detail label", "badge"),
        *("caption label",),
    }
)
_HYPERLINK: Final = re.compile(r'\bHYPERLINK\s+(?:\\l\s+)?"([^"]*)"')
_REFERENCE: Final = re.compile(r"\b(?:REF|PAGEREF)\s+(\S+)")
_HEADING: Final = re.compile(r"heading (\d)")
_TRACKED_IN: Final = frozenset({f"{W}ins", f"{W}moveTo"})
_TRACKED_OUT: Final = frozenset({f"{W}del", f"{W}moveFrom"})
_THROUGH: Final = frozenset(f"{W}{name}" for name in ("smartTag", "customXml", "bdo", "dir"))


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
    """What is read of a Word file. ``entries`` is empty where it has lost its source map."""

    leaves: list[Leaf]
    comments: tuple[Comment, ...]
    entries: tuple[MapEntry, ...]


@dataclass(slots=True)
class _Parts:
    """The parts of a file that say what its text means."""

    names: Mapping[str, str]
    links: Mapping[str, str]
    orders: Mapping[tuple[str, str], str]
    style_lists: Mapping[str, tuple[str, str]]
    notes: Mapping[str, str]


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
        entries = _map(raw)
        reader = _Reader(_parts(trees), tracked, (*entries, *known))
        if body is not None:
            reader.blocks(body, None, 0)
            reader.finish()
        resolved = _resolved(trees.get("word/commentsExtended.xml"))
        comments = _comments(trees.get("word/comments.xml"), reader, resolved)
    except (ParseError, DefusedXmlException, RecursionError) as error:
        raise RefusedArchiveError("its text is no XML that can be read") from error
    return WordFile(leaves=reader.leaves, comments=comments, entries=entries)


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


def _map(raw: Mapping[str, bytes]) -> tuple[MapEntry, ...]:
    """Return the source map, empty where there is none or somebody has damaged it."""
    for name in sorted(raw):
        if name.startswith("customXml/") and NAMESPACE.encode() in raw[name]:
            try:
                return read_source_map(raw[name])
            except (ValueError, KeyError, SyntaxError):
                continue
    return ()


def _value(element: Element | None, path: str) -> str:
    found = element.find(path) if element is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def _parts(trees: Mapping[str, Element]) -> _Parts:
    styles = trees.get("word/styles.xml")
    names, style_lists = {}, {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        key = style.get(f"{W}styleId", "")
        names[key] = _value(style, f"{W}name").casefold()
        list_id = _value(style, f"{W}pPr/{W}numPr/{W}numId")
        if list_id:
            style_lists[key] = (list_id, _value(style, f"{W}pPr/{W}numPr/{W}ilvl") or "0")
    relations = trees.get("word/_rels/document.xml.rels")
    links = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in (relations if relations is not None else ())
        if relation.get("Type", "").endswith("/hyperlink")
    }
    notes = {}
    for kind in ("footnote", "endnote"):
        root = trees.get(f"word/{kind}s.xml")
        for note in root.iter(f"{W}{kind}") if root is not None else ():
            if note.get(f"{W}type") in {None, "normal"}:
                notes[f"{kind}/{note.get(f'{W}id', '')}"] = _plain(note)
    return _Parts(names, links, _orders(trees.get("word/numbering.xml")), style_lists, notes)


def _orders(root: Element | None) -> dict[tuple[str, str], str]:
    """Return the number format of each level of each list."""
    if root is None:
        return {}
    levels: dict[str, dict[str, str]] = {}
    for abstract in root.iter(f"{W}abstractNum"):
        levels[abstract.get(f"{W}abstractNumId", "")] = {
            level.get(f"{W}ilvl", "0"): _value(level, f"{W}numFmt")
            for level in abstract.iter(f"{W}lvl")
        }
    return {
        (num.get(f"{W}numId", ""), level): form
        for num in root.iter(f"{W}num")
        for level, form in levels.get(_value(num, f"{W}abstractNumId"), {}).items()
    }


def _plain(element: Element) -> str:
    return " ".join(
        "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
        for paragraph in element.iter(f"{W}p")
    ).strip()


@dataclass(slots=True)
class _Field:
    """A field of Word being read: its instruction until its result begins."""

    code: str = ""
    in_result: bool = False


@dataclass(slots=True)
class _Paragraph:
    """A paragraph being read, and those whose marks were deleted that go on in it."""

    pieces: list[Piece] = field(default_factory=list)
    starts: list[str] = field(default_factory=list)
    open: tuple[str, ...] = ()
    tracked: list[str] = field(default_factory=list)
    has_picture: bool = False
    begun: bool = False


class _Reader:
    """Walks through the text of a file and gathers its paragraphs."""

    def __init__(self, parts: _Parts, tracked: Tracked, known: Sequence[MapEntry]) -> None:
        self._parts = parts
        self._marks = {e.bookmark for e in known if e.kind in {"BoundNumber", "NoteMark"}}
        self._notes = {e.bookmark for e in known if e.kind == "Note"}
        self._accepted = tracked is Tracked.ACCEPTED
        self._fields: list[_Field] = []
        self._names: dict[str, str] = {}  # of bookmarks that are open, by id
        self._starts: list[str] = []
        self._now = _Paragraph()
        self._tables = 0
        self._boxes: list[Element] = []
        self.leaves: list[Leaf] = []
        self.ranges: dict[str, tuple[int, list[str]]] = {}
        self._comments: dict[str, list[str]] = {}

    # --- blocks --------------------------------------------------------------------------------

    def blocks(  # noqa: C901 - one case a kind
        self, parent: Element, cell: tuple[int, int, int] | None, depth: int
    ) -> None:
        """Read paragraphs and tables in their order."""
        if depth > _DEEPEST or len(self.leaves) > _MOST_LEAVES:
            raise RefusedArchiveError("it holds more than a chapter can hold")
        for element in parent:
            tag = element.tag
            if tag == f"{W}p":
                self._paragraph(element, cell, depth)
            elif tag == f"{W}tbl":
                self._table(element, depth)
            elif tag in _TRACKED_OUT:
                if not self._accepted:
                    self.blocks(element, cell, depth + 1)
            elif tag in _TRACKED_IN:
                if self._accepted:
                    self.blocks(element, cell, depth + 1)
            elif tag == f"{_MC}AlternateContent":
                self._choice(element, lambda chosen: self.blocks(chosen, cell, depth + 1))
            elif tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml"}:
                self.blocks(element, cell, depth + 1)
            else:
                self._anchor(element)

    def _table(self, element: Element, depth: int) -> None:
        self._tables += 1
        table = self._tables
        for row_number, row in enumerate(_found(element, "tr")):
            removed = row.find(f"{W}trPr/{W}del") is not None
            added = row.find(f"{W}trPr/{W}ins") is not None
            if (removed and self._accepted) or (added and not self._accepted):
                continue
            for column, cell in enumerate(_found(row, "tc")):
                self.blocks(cell, (table, row_number, column), depth + 1)

    def _paragraph(self, element: Element, cell: tuple[int, int, int] | None, depth: int) -> None:
        now = self._now
        if not now.begun:
            now.begun = True
            now.open = tuple(self._names.values())
        now.starts += self._starts
        self._starts = []
        self._inside(element, Look(), depth + 1)
        mark = element.find(f"{W}pPr/{W}rPr")
        removed = mark is not None and any(mark.find(t) is not None for t in _TRACKED_OUT)
        added = mark is not None and any(mark.find(t) is not None for t in _TRACKED_IN)
        if removed or added:
            now.tracked.append("¶")
        if (removed and self._accepted) or (added and not self._accepted):
            return  # the paragraph goes on in the next one
        self._end(self._form(element, cell))

    def _end(self, form: Form) -> None:
        now, self._now = self._now, _Paragraph()
        pieces = tuple(now.pieces)
        if form.heading:
            pieces = tuple(
                Piece(p.text, replace(p.look, strong=False, emphasis=False)) for p in pieces
            )
        self.leaves.append(
            Leaf(
                pieces=pieces,
                form=form,
                starts=tuple(now.starts),
                open=now.open,
                tracked=tuple(now.tracked),
                has_picture=now.has_picture,
                number=len(self.leaves),
            )
        )
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box, form.cell, _DEEPEST // 2)

    def finish(self) -> None:
        """Keep what stands in a last paragraph whose mark was deleted."""
        if self._now.pieces or self._now.starts:
            self._end(Form(style="body text"))

    def _form(self, element: Element, cell: tuple[int, int, int] | None) -> Form:
        properties = self._decided(element.find(f"{W}pPr"), "pPr")
        key = _value(properties, f"{W}pStyle")
        style = self._parts.names.get(key, key.casefold())
        heading = _HEADING.fullmatch(style)
        list_id = _value(properties, f"{W}numPr/{W}numId")
        level = _value(properties, f"{W}numPr/{W}ilvl")
        if not list_id and key in self._parts.style_lists:
            list_id, level = self._parts.style_lists[key]
        item = ""
        if list_id not in {"", "0"} and heading is None:
            kind = self._parts.orders.get((list_id, level or "0"), "bullet")
            item = "bullet" if kind in {"bullet", "none", ""} else "number"
        return Form(
            heading=int(heading[1]) if heading else 0,
            item=item,
            depth=int(level) if level.isdecimal() and item else 0,
            style=style or "normal",
            cell=cell,
        )

    # --- inside a paragraph --------------------------------------------------------------------

    def _inside(self, parent: Element, look: Look, depth: int) -> None:  # noqa: C901 - one case a kind
        if depth > _DEEPEST:
            raise RefusedArchiveError("it holds more than a chapter can hold")
        for element in parent:
            tag = element.tag
            if tag == f"{W}r":
                self._run(element, look)
            elif tag == f"{W}hyperlink":
                self._inside(element, self._linked(element, look), depth + 1)
            elif tag == f"{W}fldSimple":
                code = element.get(f"{W}instr", "")
                self._inside(element, _by_field(code, look), depth + 1)
            elif tag in _TRACKED_IN | _TRACKED_OUT:
                self._now.tracked.append(_plain_run(element))
                if (tag in _TRACKED_IN) == self._accepted:
                    self._inside(element, look, depth + 1)
            elif tag in _THROUGH or tag in {f"{W}sdt", f"{W}sdtContent"}:
                self._inside(element, look, depth + 1)
            elif tag == f"{_MC}AlternateContent":
                self._choice(element, lambda c: self._inside(c, look, depth + 1))
            elif tag.endswith(("}oMath", "}oMathPara")):
                self._say(
                    "".join(t.text or "" for t in element.iter() if t.tag.endswith("}t")), look
                )
            else:
                self._anchor(element)

    def _choice(self, element: Element, read: Callable[[Element], None]) -> None:
        chosen = element.find(f"{_MC}Choice")
        if chosen is None:
            chosen = element.find(f"{_MC}Fallback")
        if chosen is not None:
            read(chosen)

    def _anchor(self, element: Element) -> None:
        """Read the ends of a bookmark or of a comment's range."""
        tag, identifier = element.tag, element.get(f"{W}id", "")
        if tag == f"{W}bookmarkStart":
            name = element.get(f"{W}name", "")
            if name.startswith(PREFIX):
                self._names[identifier] = name
                (self._now.starts if self._now.begun else self._starts).append(name)
        elif tag == f"{W}bookmarkEnd":
            self._names.pop(identifier, None)
        elif tag == f"{W}commentRangeStart":
            self._comments[identifier] = []
            self.ranges.setdefault(identifier, (len(self.leaves), self._comments[identifier]))
        elif tag == f"{W}commentRangeEnd":
            self._comments.pop(identifier, None)

    def _linked(self, element: Element, look: Look) -> Look:
        target = self._parts.links.get(element.get(f"{_R}id", ""), "")
        anchor = element.get(f"{W}anchor", "")
        if target:
            return replace(look, href=target + (f"#{anchor}" if anchor else ""))
        return replace(look, mark=anchor) if anchor.startswith(PREFIX) else look

    def _run(self, run: Element, look: Look) -> None:  # noqa: C901 - one case a kind
        here = self._looked(run.find(f"{W}rPr"), look)
        for element in run:
            tag = element.tag
            if tag in {f"{W}t", f"{W}delText"}:
                self._say(element.text or "", here)
            elif tag in {f"{W}br", f"{W}cr", f"{W}tab", f"{W}ptab"}:
                self._say(" ", here)
            elif tag == f"{W}noBreakHyphen":
                self._say("-", here)
            elif tag == f"{W}sym":
                code = element.get(f"{W}char", "")
                self._say(chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else "", here)
            elif tag == f"{W}fldChar":
                self._field(element.get(f"{W}fldCharType", ""))
            elif tag == f"{W}instrText" and self._fields:
                self._fields[-1].code += element.text or ""
            elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                kind = tag.removeprefix(W).removesuffix("Reference")
                text = self._parts.notes.get(f"{kind}/{element.get(f'{W}id', '')}", "")
                if text:
                    self._now.pieces.append(Piece("*", Look(note=visible(text))))
            elif tag == f"{W}commentReference":
                self.ranges.setdefault(element.get(f"{W}id", ""), (len(self.leaves), []))
            elif tag in {f"{W}drawing", f"{W}pict", f"{W}object"}:
                self._picture(element)
            elif tag == f"{_MC}AlternateContent":
                self._choice(element, self._picture)

    def _picture(self, element: Element) -> None:
        boxes = list(element.iter(f"{W}txbxContent"))
        self._boxes += boxes
        self._now.has_picture |= not boxes

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _say(self, text: str, look: Look) -> None:
        if not text or any(not f.in_result for f in self._fields):
            return
        for each in self._fields:
            look = _by_field(each.code, look)
        if not look.mark:
            look = replace(look, mark=self._innermost())
        text = visible(unicodedata.normalize("NFC", text))
        self._now.pieces.append(self._piece(text, look))
        for heard in self._comments.values():
            heard.append(text)

    def _piece(self, text: str, look: Look) -> Piece:
        """Return words as they are compared: which number a note has is not theirs to say."""
        if look.mark not in self._notes or look.label:
            return Piece(text, look)
        before = self._now.pieces[-1] if self._now.pieces else None
        goes_on = before is not None and before.look.mark == look.mark and bool(before.raw)
        return Piece("" if goes_on else NOTE_SIGN, look, text)

    def _innermost(self) -> str:
        """Return the bookmark of the number or mark that words stand in."""
        return next((n for n in reversed(self._names.values()) if n in self._marks), "")

    def _decided(self, properties: Element | None, name: str) -> Element | None:
        """Return properties as they were before a tracked change of them, where it is rejected."""
        if properties is None or self._accepted:
            return properties
        before = properties.find(f"{W}{name}Change/{W}{name}")
        return properties if before is None else before

    def _looked(self, properties: Element | None, look: Look) -> Look:
        properties = self._decided(properties, "rPr")
        if properties is None:
            return look
        style = self._parts.names.get(_value(properties, f"{W}rStyle"), "")
        strong = _on(properties, "b")
        emphasis = _on(properties, "i")
        return replace(
            look,
            strong=look.strong or (strong if strong is not None else style == "strong"),
            emphasis=look.emphasis or (emphasis if emphasis is not None else style == "emphasis"),
            label=style in _LABELS,
        )


def _on(properties: Element, name: str) -> bool | None:
    found = properties.find(f"{W}{name}")
    if found is None:
        return None
    return found.get(f"{W}val", "1") not in {"0", "false", "off"}


def _by_field(code: str, look: Look) -> Look:
    link, reference = _HYPERLINK.search(code), _REFERENCE.search(code)
    if link and "\\l" not in code[: link.end()]:
        return replace(look, href=link[1])
    if link:
        return replace(look, mark=link[1])
    if reference and reference[1].startswith(PREFIX):
        return replace(look, mark=reference[1])
    return look


def _plain_run(element: Element) -> str:
    return "".join(t.text or "" for t in element.iter() if t.tag in {f"{W}t", f"{W}delText"})


def _found(parent: Element, name: str) -> Iterator[Element]:
    """Yield rows or cells, also those in content controls and tracked wrappers."""
    for element in parent:
        if element.tag == f"{W}{name}":
            yield element
        elif element.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"}:
            yield from _found(element, name)


def _resolved(root: Element | None) -> frozenset[str]:
    """Return the ids of the last paragraphs of comments that were resolved."""
    return frozenset(
        element.get(f"{_W15}paraId", "")
        for element in (root.iter(f"{_W15}commentEx") if root is not None else ())
        if element.get(f"{_W15}done") in {"1", "true"}
    )


def _comments(
    root: Element | None, reader: _Reader, resolved: frozenset[str]
) -> tuple[Comment, ...]:
    found = []
    for element in root.iter(f"{W}comment") if root is not None else ():
        leaf, quoted = reader.ranges.get(element.get(f"{W}id", ""), (-1, []))
        found.append(
            Comment(
                author=visible(element.get(f"{W}author", "")),
                date=element.get(f"{W}date", ""),
                text=visible(_plain(element)),
                quoted=" ".join("".join(quoted).split()),
                leaf=min(leaf, len(reader.leaves) - 1),
                done=any(p.get(f"{_W14}paraId") in resolved for p in element.iter(f"{W}p")),
            )
        )
    return tuple(found)
