"""Who changed something and when, and the ids that tell one change from another."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from vnrgen.document.blocks import Metadata
from vnrgen.render.docx.markup import attribute


class Status(StrEnum):
    """How words are tracked; the value is the element that Word has for it."""

    SAME = ""
    INSERTED = "ins"
    DELETED = "del"
    MOVED_FROM = "moveFrom"
    MOVED_TO = "moveTo"

    @property
    def is_old(self) -> bool:
        """Whether it stands in the older document only."""
        return self in (Status.DELETED, Status.MOVED_FROM)


_NO_AUTHOR: Final = "vnrgen"


@dataclass(frozen=True, slots=True)
class Revisions:
    """Gives each tracked change its id; ``names`` are the bookmarks of the newer document."""

    author: str
    day: str
    next_id: Callable[[], int]
    names: Collection[str]

    @classmethod
    def of(
        cls, metadata: Metadata, next_id: Callable[[], int], names: Collection[str]
    ) -> Revisions:
        """Return the changes that the coalition made, on the day of the newer document."""
        return cls(
            author=attribute(metadata.coalition or _NO_AUTHOR),
            day=f"{metadata.as_of.isoformat()}T00:00:00Z",
            next_id=next_id,
            names=names,
        )

    def attributes(self) -> str:
        """Return the attributes of one tracked change."""
        return f' w:id="{self.next_id()}" w:author="{self.author}" w:date="{self.day}"'

    def mark(self, status: Status) -> str:
        """Return the empty element that says what happened to a paragraph's end or to a row."""
        return f"<w:{status}{self.attributes()}/>" if status else ""

    def around(self, status: Status, content: str) -> str:
        """Return runs inside the element that tracks them."""
        if not status or not content:
            return content
        return f"<w:{status}{self.attributes()}>{content}</w:{status}>"

    def changed(self, name: str, content: str) -> str:
        """Return the element with former properties, such as ``w:pPrChange``."""
        return f"<w:{name}{self.attributes()}>{content}</w:{name}>"
