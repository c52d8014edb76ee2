"""One state of the previewed document: its page, and each problem beside what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vnrgen.document.blocks import Document, Origin
from vnrgen.document.tree.walk import every_block
from vnrgen.problems import Location, Problem, Severity
from vnrgen.render.html.medium import anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProblem:
    """A problem, and the id of the element of the page it is about ("" where there is none)."""

    problem: Problem
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What the preview shows: ``number`` counts from 1, and 0 is nothing yet.

    ``page`` is the newest page that could be made, empty until one could; ``is_current`` says
    whether it is of the sources as they are, or older because they have errors.
    """

    number: int = 0
    page: bytes = b""
    is_current: bool = False
    problems: tuple[ShownProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Where on a page the lines of each source file stand."""

    by_path: Mapping[str, tuple[tuple[int, int, str], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Places:
        """Gather the origins of all blocks of a document."""
        found: dict[str, list[tuple[int, int, str]]] = {}
        for block in every_block(document.blocks):
            origin = getattr(block, "origin", None)
            if isinstance(origin, Origin):
                lines = (origin.first_line, origin.last_line, anchor(block.block_id))
                found.setdefault(origin.path, []).append(lines)
        return cls({path: tuple(lines) for path, lines in found.items()})

    def anchor_of(self, where: Location) -> str:
        """Return the id of the element that stands for a place in the sources, "" without one.

        The innermost element around the line is meant; without one, the last element before it.
        """
        lines = self.by_path.get(where.path, ())
        if where.row is None or not lines:
            return lines[0][2] if lines else ""
        around = [x for x in lines if x[0] <= where.row <= x[1]]
        if around:
            return min(around, key=lambda x: x[1] - x[0])[2]
        before = [x for x in lines if 0 < x[0] <= where.row]
        return max(before, key=lambda x: x[0])[2] if before else lines[0][2]


def shown(problems: Iterable[Problem], places: Places) -> tuple[ShownProblem, ...]:
    """Return problems with their places on the page, errors first; notices are left out."""
    weighty = [p for p in problems if p.severity is not Severity.NOTICE]
    weighty.sort(key=lambda p: p.severity is not Severity.ERROR)
    return tuple(ShownProblem(problem=p, anchor=places.anchor_of(p.where)) for p in weighty)
