"""What is gathered while a document is written: paragraphs, bookmarks, lists and relationships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from vnrgen.document.blocks import Binding, Document, Origin
from vnrgen.render.direction import reads_rightwards
from vnrgen.render.docx.fonts import script_font
from vnrgen.render.docx.heads import Head, paragraph_head
from vnrgen.render.docx.markup import attribute, toggle, words
from vnrgen.render.docx.source_map import (
    NOTE_SIGN,
    MapEntry,
    MapPicture,
    bookmark_name,
    words_digest,
)

if TYPE_CHECKING:
    from vnrgen.render.docx.package import Package

FIRST_ID: Final = 100
"""Below are the ids of the reference file itself."""

_RIGHT_TO_LEFT: Final = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How the words being written look and what they belong to."""

    block_id: str = ""
    language: str = ""
    strong: bool = False
    emphasis: bool = False
    linked: bool = False
    style: str = ""
    panel: str = ""
    rightwards: bool = False  # a sentence in Latin letters in a document from right to left
    depth: int = 0
    keep_next: bool = False  # keep paragraphs on one page with what follows

    def within(self, block_id: str) -> Setting:
        """Return the same setting inside another block."""
        return replace(self, block_id=block_id)


@dataclass(slots=True)
class Mark:
    """A bookmark being written: its XML ends, and where its words began."""

    name: str
    start: str
    end: str
    position: int
    first_word: int


@dataclass(slots=True)
class Writer:
    """Collects the body of one DOCX; every id in it counts from 1 in the order of writing."""

    document: Document
    package: Package
    labels: Mapping[str, str]
    note_ids: frozenset[str]
    decimal_mark: str
    comparing: bool = False  # written beside another document, paragraph by paragraph
    body: list[str] = field(default_factory=list)
    entries: list[MapEntry] = field(default_factory=list)
    pictures: list[MapPicture] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    note_numbers: set[int] = field(default_factory=set)
    sequences: Counter[str] = field(default_factory=Counter)
    _names: dict[str, int] = field(default_factory=dict)
    _numbers: Counter[str] = field(default_factory=Counter)
    _pending: list[str] = field(default_factory=list)
    _break: bool = True  # the body begins on the page after the cover
    _panel_end: int = 0  # how long the body was when a panel ended
    _looks: dict[tuple[str, str, bool, bool, bool], str] = field(default_factory=dict)
    _heads: dict[Head, str] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)
    last_id: int = FIRST_ID

    @property
    def rtl(self) -> bool:
        """Whether the document runs from right to left."""
        return self.document.metadata.direction == "rtl"

    def next_id(self) -> int:
        """Return an id that nothing else in the file has."""
        self.last_id += 1
        return self.last_id

    # --- bookmarks -----------------------------------------------------------------------------

    def begin(
        self,
        block_id: str,
        kind: str,
        part: str = "",
        *,
        origin: Origin | None = None,
        binding: Binding | None = None,
    ) -> Mark:
        """Begin the bookmark of a block, or of a part of one."""
        key = f"{block_id}\x1f{part}"
        repeat = self._names.get(key, 0)
        name = bookmark_name(block_id, part, repeat)
        self._names[key] = repeat + 1
        number = self.next_id()
        self.entries.append(
            MapEntry(
                bookmark=name,
                block_id=block_id,
                part=part,
                kind=kind,
                digest="",
                origin=origin,
                binding=binding,
            )
        )
        return Mark(
            name=name,
            start=f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>',
            end=f'<w:bookmarkEnd w:id="{number}"/>',
            position=len(self.entries) - 1,
            first_word=len(self.spoken),
        )

    def end(self, mark: Mark) -> str:
        """Return the end of a bookmark; the words written since its beginning are its own."""
        said = "".join(self.spoken[mark.first_word :])
        entry = self.entries[mark.position]
        digest = self._digests.get(said)  # half of all words are those of another range, too
        if digest is None:
            digest = self._digests[said] = words_digest(said)
        entry.digest = digest
        if entry.keeps_words:
            entry.words = " ".join(self._written(mark.first_word).split())
        return mark.end

    def _written(self, first_word: int) -> str:
        """Return the words written since a place, a sign for the number of each note."""
        return "".join(
            NOTE_SIGN if place in self.note_numbers else text
            for place, text in enumerate(self.spoken[first_word:], start=first_word)
        )

    def number_part(self, block_id: str) -> str:
        """Return the name of the next bound number of a block."""
        self._numbers[block_id] += 1
        return f"number/{self._numbers[block_id]}"

    def open(self, mark: Mark) -> None:
        """Let a bookmark start with the next paragraph."""
        self._pending.append(mark.start)

    def close(self, mark: Mark) -> None:
        """Let a bookmark end with the last paragraph written."""
        end = self.end(mark)
        if mark.start in self._pending:  # nothing was written since
            self.add(self.paragraph("Separator", ""))
        last = self.body[-1]
        if last.endswith("</w:p>"):
            self.body[-1] = f"{last[: -len('</w:p>')]}{end}</w:p>"
        else:
            self.body.append(end)

    # --- paragraphs ----------------------------------------------------------------------------

    def add(self, xml: str) -> None:
        """Append a finished paragraph or table to the body."""
        self.body.append(xml)

    def break_page(self) -> None:
        """Let the next paragraph start a page."""
        self._break = True

    def stay_on_page(self) -> None:
        """Let the next paragraph stand on the page that is there."""
        self._break = False

    def open_on_new_page(self, block_id: str) -> None:
        """Bookmark a page break: the paragraph after it begins a page."""
        mark = self.begin(block_id, "PageBreak")
        self.break_page()
        self._pending.append(mark.start + self.end(mark))

    def settle(self) -> None:
        """Write what waits for a paragraph where a table comes next, on the table's page."""
        if self._pending or self._break:
            self.add(self.paragraph("Separator", "", keep_next=True))

    def end_table(self) -> None:
        """Write the space after a table that nothing follows: Word joins tables that touch."""
        if self.body[-1].endswith("</w:tbl>"):
            self.add(self.paragraph("Table end", ""))

    def begin_panel(self) -> None:
        """Keep two panels apart: Word joins neighbours with the same ground and bars."""
        if self.body and self._panel_end == len(self.body):
            self.add(self.paragraph("Separator", ""))

    def end_panel(self) -> None:
        """Remember that a panel ended here."""
        self._panel_end = len(self.body)

    def paragraph(
        self,
        style: str,
        content: str,
        *,
        keep_next: bool = False,
        numbering: tuple[int, int] | None = None,
        layout: str = "",
    ) -> str:
        """Return a paragraph in a named style.

        Args:
            style: The name of a paragraph style of the reference file.
            content: Finished runs.
            keep_next: Keep on one page with the next paragraph.
            numbering: List and level, where they differ from what the style says.
            layout: Borders, tabs and indents of this paragraph alone, in schema order.
        """
        starts, self._pending = "".join(self._pending), []
        key = (style, keep_next, self._break, numbering, layout)
        head = self._heads.get(key)  # 7,000 paragraphs of a chapter have a hundred
        if head is None:
            head = self._heads[key] = paragraph_head(self.package.style(style), key, rtl=self.rtl)
        self._break = False
        self.spoken.append("\n")
        return f"<w:p><w:pPr>{head}</w:pPr>{starts}{content}</w:p>"

    # --- runs ----------------------------------------------------------------------------------

    def run(self, text: str, setting: Setting) -> str:
        """Return words as one run."""
        if not text:
            return ""
        self.spoken.append(text)
        if self.rtl and not setting.rightwards and reads_rightwards(text):
            setting = replace(setting, rightwards=True)
        return self.raw_run(f'<w:t xml:space="preserve">{words(text)}</w:t>', setting)

    def raw_run(self, content: str, setting: Setting) -> str:
        """Return any run content (a tab, a drawing, a field mark) as one run."""
        return f"<w:r>{self._run_properties(setting)}{content}</w:r>"

    def _run_properties(self, setting: Setting) -> str:
        key = (
            setting.style,
            setting.language,
            setting.strong,
            setting.emphasis,
            setting.rightwards,
        )
        if key not in self._looks:
            self._looks[key] = self._look(setting)
        return self._looks[key]

    def _look(self, setting: Setting) -> str:
        language = setting.language
        tag = attribute(language)
        fonts = "".join(f' w:{s}="{font}"' for s, font in script_font(language).items())
        properties = (
            (f'<w:rStyle w:val="{self.package.style(setting.style)}"/>' if setting.style else "")
            + (f"<w:rFonts{fonts}/>" if fonts else "")
            + ("<w:b/><w:bCs/>" if setting.strong else "")
            + ("<w:i/><w:iCs/>" if setting.emphasis else "")
            + toggle("rtl", on=is_rtl(language) if language else self._turned(setting))
            + (f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="{tag}"/>' if language else "")
        )
        return f"<w:rPr>{properties}</w:rPr>" if properties else ""

    def _turned(self, setting: Setting) -> bool:
        """Whether words go with a document from right to left: Word sets their full stops so."""
        return self.rtl and not setting.rightwards


def is_rtl(language: str) -> bool:
    """Return whether a language is written from right to left.

    >>> is_rtl("ar-EG"), is_rtl("fr")
    (True, False)
    """
    return language.split("-", maxsplit=1)[0].lower() in _RIGHT_TO_LEFT
