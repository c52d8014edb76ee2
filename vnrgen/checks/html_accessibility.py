"""Reads out of an HTML file what its accessibility is judged by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from vnrgen.checks.accessibility import FileSeen, TableSeen, judge
from vnrgen.checks.published import DamagedFileError, read_page, text_of_page, unreadable
from vnrgen.problems import Location, Problem

_EMBEDDED = re.compile(rb"base64,[A-Za-z0-9+/=]+")
_HEADING = re.compile(r"h([1-6])")


def html_accessibility(page: bytes, name: str = "chapter.html") -> Iterator[Problem]:
    """Yield what keeps people from using an HTML file (ACC001 to ACC008, PUB008)."""
    try:
        seen = read_html(page)
    except DamagedFileError as error:
        yield unreadable(name, str(error))
    else:
        yield from judge(seen, Location(name))


def read_html(page: bytes) -> FileSeen:
    """Return what an HTML file says to a program that reads it aloud.

    Raises:
        DamagedFileError: It is no text in UTF-8.
    """
    reader = _Reader()
    read_page(reader, text_of_page(_EMBEDDED.sub(b"", page)))
    return FileSeen(
        title=reader.title,
        language=reader.language,
        headings=tuple(reader.headings),
        pictures=tuple(reader.pictures),
        tables=tuple(reader.tables),
        links=tuple(reader.links),
    )


class _Reader(HTMLParser):
    """Gathers the parts of a page; ``_words`` holds the words of each part still open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.language = ""
        self.headings: list[tuple[int, str]] = []
        self.pictures: list[tuple[str, str | None]] = []
        self.tables: list[TableSeen] = []
        self.links: list[str] = []
        self._words: dict[str, list[str]] = {}
        self._label = ""
        self._described = False
        self._has_heads = False
        self._drawings = 0  # how many lie around this place

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self._drawings += tag == "svg"
        if tag == "title" and self._drawings:
            return  # a drawing has a title of its own
        if tag == "html":
            self.language = said.get("lang", "")
        elif tag == "img":
            self.pictures.append((said.get("id") or "in the page", said.get("alt")))
            for words in self._words.values():
                words.append(said.get("alt", ""))
        elif tag == "table":
            self._has_heads = False
            self._described = bool(said.get("aria-label") or said.get("aria-describedby"))
        elif tag == "th":
            self._has_heads = True
        if tag in {"title", "caption", "table", "a"} or _HEADING.fullmatch(tag):
            self._words[tag] = []
        if tag == "a":
            self._label = said.get("aria-label", "")

    def handle_data(self, data: str) -> None:
        for words in self._words.values():
            words.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._drawings -= tag == "svg"
        if tag not in self._words:
            return
        words = "".join(self._words.pop(tag))
        heading = _HEADING.fullmatch(tag)
        if heading:
            self.headings.append((int(heading[1]), words))
        elif tag == "title":
            self.title = self.title or words
        elif tag == "caption":
            self._described = self._described or bool(words.strip())
        elif tag == "a":
            self.links.append(self._label or words)
        elif tag == "table":
            self.tables.append(
                TableSeen(name=words, has_heads=self._has_heads, is_described=self._described)
            )
