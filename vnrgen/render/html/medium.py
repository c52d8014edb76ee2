"""What block markup needs to know besides the block: the document, its pictures, the medium."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from vnrgen.disclosure.testimony import Testimony
from vnrgen.document.blocks import Document

SCHEME = "vnrgen"
"""The scheme of addresses that only our own fetcher answers: no path of the machine in a page."""

_PLAIN = re.compile(r"[^A-Za-z0-9._/-]")


class Medium(StrEnum):
    """Where the markup is read: in a browser, or on the pages of the PDF."""

    SCREEN = "screen"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture, got when it is asked for, and its media type."""

    get: Callable[[], bytes]
    kind: str

    @property
    def content(self) -> bytes:
        """Its bytes."""
        return self.get()


@dataclass(frozen=True, slots=True)
class Page:
    """One rendering of one document.

    ``pictures`` are SVG by chart block id, ``narrow`` those for a phone. ``calls`` counts the
    marks of each note met so far, so that every mark gets an id of its own and every note links
    back to all its marks. ``assets`` are the pictures of a printed page, by the address the markup
    names them by.
    """

    document: Document
    pictures: Mapping[str, bytes]
    medium: Medium
    narrow: Mapping[str, bytes] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    assets: dict[str, Asset] = field(default_factory=dict)

    @property
    def on_screen(self) -> bool:
        """Whether the markup is for a browser."""
        return self.medium is Medium.SCREEN

    @property
    def rightwards(self) -> bool:
        """Whether the document is read from left to right."""
        return self.document.metadata.direction != "rtl"

    def address(self, picture: Asset) -> str:
        """Return where a picture is found: inside the page for a browser, by name for the PDF."""
        if self.on_screen:
            content = base64.b64encode(picture.content).decode("ascii")
            return f"data:{picture.kind};base64,{content}"
        address = f"{SCHEME}:pictures/{len(self.assets) + 1}"
        self.assets[address] = picture
        return address

    def furniture(self, key: str) -> str:
        """Return a word of the page's own, in the language of the document."""
        return self.document.furniture[key]

    def testimony(self, testimony_id: str) -> Testimony | None:
        """Return a testimony, or None where it was withdrawn."""
        return self.document.testimonies.get(testimony_id)


def anchor(identifier: str) -> str:
    """Return an id that is valid in HTML and the same, unescaped, in a link to it.

    >>> anchor("figures/chart/3.1.2"), anchor("a b")
    ('figures/chart/3.1.2', 'a~20b')
    """
    return _PLAIN.sub(lambda match: f"~{ord(match[0]):x}", identifier)
