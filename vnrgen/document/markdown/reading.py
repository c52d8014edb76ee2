"""How one Markdown text is read: where it comes from, and what stands in it for what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from vnrgen.document.blocks import Block, Inlines, NoteMark
from vnrgen.document.blocks.identity import IdBook
from vnrgen.document.call_errors import CallError
from vnrgen.problems import Location, ProblemLog


@dataclass(frozen=True, slots=True)
class Placed:
    """What a call gave: blocks, which stand alone, or inlines, which stand in text.

    ``message`` is the English message behind the inlines, so that ids do not depend on the
    language; ``key`` is the id of the section whose title this is; ``goal`` its Goal.
    """

    blocks: tuple[Block, ...] = ()
    inlines: Inlines = ()
    message: str = ""
    key: str = ""
    goal: int | None = None

    def __str__(self) -> str:
        raise CallError(
            "TPL002", "what a call gives cannot be joined to a text", "write them side by side"
        )


@dataclass(slots=True, kw_only=True)
class Reading:
    """How one Markdown text is read.

    ``evaluate`` gives the inlines of a ``{{ … }}``; ``place`` cuts a text at the marks of what a
    template placed; ``note`` keeps a footnote and gives its mark; ``look_at`` sees all running
    text with its line. Ids are ``prefix/…``; all blocks get an origin of ``kind`` and ``path``.
    """

    kind: str
    path: str
    prefix: str
    problems: ProblemLog
    ids: IdBook
    evaluate: Callable[[str, Location], Inlines] | None = None
    place: Callable[[str], list[str | Placed]] | None = None
    note: Callable[[str, Inlines], NoteMark] | None = None
    look_at: Callable[[str, int], None] | None = None
    footnotes: dict[int, NoteMark] = field(default_factory=dict)

    def at(self, line: int) -> Location:
        """Return the location of a line of this text."""
        return Location(self.path, line)
