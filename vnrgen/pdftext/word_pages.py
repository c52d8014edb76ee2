"""Where pages begin in a Word file, as Word noted when it last laid the file out."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from vnrgen.pdftext.model import PageStart
from vnrgen.pdftext.roman import roman
from vnrgen.pdftext.word_numbering import W


class WordPages:
    """Counts the pages while a body is read; without Word's notes no page is known."""

    def __init__(self, body: Element) -> None:
        self._known = next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None
        self._sections = list(body.iter(f"{W}sectPr"))
        self._section = 0
        self.page: int | None = 1 if self._known else None
        self._printed = self._start() or 1
        self._restart: int | None = None

    def inside(self, node: Element) -> None:
        """Count a page that begins within a paragraph."""
        if self.page is None or node.tag != f"{W}lastRenderedPageBreak":
            return
        self.page += 1
        self._printed = self._printed + 1 if self._restart is None else self._restart
        self._restart = None

    def after(self, properties: Element | None) -> None:
        """Go on to the next section after the paragraph that ends one."""
        if properties is None or properties.find(f"{W}sectPr") is None:
            return
        self._section = min(self._section + 1, len(self._sections) - 1)
        self._restart = self._start()

    def start(self, offset: int) -> PageStart:
        """Return the page that is being read as the place where a text goes on."""
        if self.page is None:
            return PageStart(offset, None, "")
        return PageStart(offset, self.page, self._shown())

    def _numbering(self) -> Element | None:
        if not self._sections:
            return None
        return self._sections[self._section].find(f"{W}pgNumType")

    def _start(self) -> int | None:
        kind = self._numbering()
        start = kind.get(f"{W}start", "") if kind is not None else ""
        return int(start) if start.isdecimal() and len(start) < 6 else None

    def _shown(self) -> str:
        kind = self._numbering()
        form = kind.get(f"{W}fmt", "decimal") if kind is not None else "decimal"
        if form in {"lowerRoman", "upperRoman"}:
            shown = roman(self._printed)
            return shown if form == "lowerRoman" else shown.upper()
        return str(self._printed)
