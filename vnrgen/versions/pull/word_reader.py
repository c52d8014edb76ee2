"""The body of a Word file, element by element → its paragraphs, and the ranges of comments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from vnrgen.dossier.files.archive import RefusedArchiveError
from vnrgen.render.docx.source_map import NOTE_SIGN, PREFIX, MapEntry
from vnrgen.versions.pull.leaves import Form, Leaf, Look, Piece
from vnrgen.versions.pull.parted import reach_through
from vnrgen.versions.pull.word_fields import Fields, by_field
from vnrgen.versions.pull.word_parts import Parts, W, value_of
from vnrgen.visible import visible

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DEEPEST: Final = 200
_MOST_LEAVES: Final = 200_000
_LABELS: Final = frozenset(
    {
        *("heading number", "recommendation id", "note number", "detail label", "badge"),
        *("caption label",),
    }
)
_HEADING: Final = re.compile(r"heading (\d)")
_TRACKED_IN: Final = frozenset({f"{W}ins", f"{W}moveTo"})
_TRACKED_OUT: Final = frozenset({f"{W}del", f"{W}moveFrom"})
_THROUGH: Final = frozenset(f"{W}{name}" for name in ("smartTag", "customXml", "bdo", "dir"))


@dataclass(slots=True)
class _Paragraph:
    """A paragraph being read, and those whose marks were deleted that go on in it."""

    pieces: list[Piece] = field(default_factory=list)
    starts: list[str] = field(default_factory=list)
    open: tuple[str, ...] = ()
    tracked: list[str] = field(default_factory=list)
    has_picture: bool = False
    beside: list[str] = field(default_factory=list)
    begun: bool = False


class Reader:
    """Walks through the text of a file and gathers its paragraphs."""

    def __init__(self, parts: Parts, known: Sequence[MapEntry], *, accepted: bool) -> None:
        """Begin; ``known`` are bookmarks to look for, ``accepted`` says which changes stand."""
        self._parts = parts
        self._marks = {e.bookmark for e in known if e.kind in {"BoundNumber", "NoteMark"}}
        self._notes = {e.bookmark for e in known if e.kind == "Note"}
        self._accepted = accepted
        self._fields = Fields()
        self._names: dict[str, str] = {}  # of bookmarks that are open, by id
        self._ended: set[str] = set()  # ids that have an end: what has none is a mark at one place
        self._starts: list[str] = []
        self._starts_beside: list[str] = []
        self._now = _Paragraph()
        self._tables = 0
        self._boxes: list[Element] = []
        self.leaves: list[Leaf] = []
        self.ranges: dict[str, tuple[int, list[str]]] = {}
        self._comments: dict[str, list[str]] = {}

    def read(self, body: Element) -> None:
        """Read all of a text."""
        self._fields.know(body)
        self._ended = {end.get(f"{W}id", "") for end in body.iter(f"{W}bookmarkEnd")}
        self.blocks(body, None, 0)
        if self._now.pieces or self._now.starts or self._starts_beside:
            self._now.beside += self._starts_beside
            self._end(Form(style="body text"))  # a last paragraph whose mark was deleted
        reach_through(self.leaves)

    # --- blocks --------------------------------------------------------------------------------

    def blocks(  # noqa: C901 - one case a kind
        self, parent: Element, cell: tuple[int, int, int] | None, depth: int
    ) -> None:
        """Read paragraphs and tables in their order.

        Raises:
            RefusedArchiveError: They are nested deeper, or are more, than a chapter can hold.
        """
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
            elif tag == f"{W}altChunk":
                self._starts_beside.append("embedded document")
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
        now.beside += self._starts_beside
        self._starts, self._starts_beside = [], []
        self._inside(element, Look(), depth + 1)
        self._fields.end_paragraph()
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
                beside=tuple(now.beside),
                number=len(self.leaves),
            )
        )
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box, form.cell, _DEEPEST // 2)

    def _form(self, element: Element, cell: tuple[int, int, int] | None) -> Form:
        properties = self._decided(element.find(f"{W}pPr"), "pPr")
        key = value_of(properties, f"{W}pStyle")
        style = self._parts.names.get(key, key.casefold())
        heading = _HEADING.fullmatch(style)
        list_id = value_of(properties, f"{W}numPr/{W}numId")
        level = value_of(properties, f"{W}numPr/{W}ilvl")
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
                self._inside(element, by_field(code, look), depth + 1)
            elif tag in _TRACKED_IN | _TRACKED_OUT:
                self._now.tracked.append(_plain_run(element))
                if (tag in _TRACKED_IN) == self._accepted:
                    self._inside(element, look, depth + 1)
            elif tag in _THROUGH or tag in {f"{W}sdt", f"{W}sdtContent"}:
                self._inside(element, look, depth + 1)
            elif tag == f"{_MC}AlternateContent":
                self._choice(element, lambda c: self._inside(c, look, depth + 1))
            elif tag.endswith(("}oMath", "}oMathPara")):
                formula = "".join(t.text or "" for t in element.iter() if t.tag.endswith("}t"))
                self._say(formula, look)
                self._now.beside.append(f"equation: {formula}")
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
                if identifier in self._ended:
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

    def _run(  # noqa: C901, PLR0912 - one case a kind
        self, run: Element, look: Look
    ) -> None:
        properties = self._decided(run.find(f"{W}rPr"), "rPr")
        here = self._looked(properties, look)
        if self._is_out_of_sight(run, properties):
            return
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
                self._fields.meet(element)
            elif tag == f"{W}instrText":
                self._fields.instruct(element.text or "")
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
            elif tag == f"{W}ruby":
                for run_of_base in element.iterfind(f"{W}rubyBase/{W}r"):
                    self._run(run_of_base, here)
                above = "".join(t.text or "" for t in element.iterfind(f"{W}rt//{W}t"))
                self._now.beside.append(f"reading aid: {visible(above)}")

    def _picture(self, element: Element) -> None:
        boxes = list(element.iter(f"{W}txbxContent"))
        self._boxes += boxes
        if not boxes:
            self._now.has_picture = True
            named = (e.get("descr") or e.get("title") or "" for e in element.iter())
            self._now.beside.append(f"picture: {visible(next(filter(None, named), '')).strip()}")

    def _say(self, text: str, look: Look) -> None:
        if not text or self._fields.hides:
            return
        look = self._fields.looked(look)
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

    def _is_out_of_sight(self, run: Element, properties: Element | None) -> bool:
        """Whether words are hidden; they and those struck through are told, not only taken."""
        if properties is None:
            return False
        is_hidden = _on(properties, "vanish") is True
        is_struck = _on(properties, "strike") is True or _on(properties, "dstrike") is True
        words = visible(_plain_run(run)).strip()
        if words and (is_hidden or is_struck):
            self._now.beside.append(f"{'hidden' if is_hidden else 'struck through'}: {words}")
        return is_hidden

    def _looked(self, properties: Element | None, look: Look) -> Look:
        if properties is None:
            return look
        style = self._parts.names.get(value_of(properties, f"{W}rStyle"), "")
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


def _plain_run(element: Element) -> str:
    return "".join(t.text or "" for t in element.iter() if t.tag in {f"{W}t", f"{W}delText"})


def _found(parent: Element, name: str) -> Iterator[Element]:
    """Yield rows or cells, also those in content controls and tracked wrappers."""
    for element in parent:
        if element.tag == f"{W}{name}":
            yield element
        elif element.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"}:
            yield from _found(element, name)
