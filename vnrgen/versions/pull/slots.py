"""Where in a section's template new words may stand, found by marks that a trial edition prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from vnrgen.problems import InvalidInputError
from vnrgen.versions.pull.editions import Edition
from vnrgen.versions.pull.leaves import Leaf
from vnrgen.versions.pull.word import WordFile

_MARK: Final = re.compile(r"vnrgenplace(\d+)of(\d+)")
_OPENS: Final = re.compile(r"\{%-?\s*(?:for|if)\b")
_CLOSES: Final = re.compile(r"\{%-?\s*end(?:for|if)\b")
_NARRATIVE: Final = re.compile(r"\{\{-?\s*narrative\(\s*\)\s*-?\}\}")

Read = Callable[[str], bytes | None]
Printed = Callable[[Mapping[str, bytes]], WordFile]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a template: before which line of it, and before which paragraph of today's."""

    line: int
    today: int


@dataclass(slots=True)
class Slots:
    """The places of every section, looked for once and only if somebody asks.

    ``templates`` has the path of the template of each section; ``printed`` gives the Word file of
    the dossier with some files changed.
    """

    today: Sequence[Leaf]
    sections: Mapping[str, str]
    templates: Mapping[str, str]
    read: Read
    edition: Edition
    printed: Printed
    _found: dict[str, list[Slot]] | None = field(default=None, init=False)

    def of(self, section: str) -> list[Slot]:
        """Return the places of a section in their order; none where they cannot be found."""
        if self._found is None:
            self._found = self._look()
        return self._found.get(section, [])

    def has_prose_between(self, section: str, first: Slot, last: Slot) -> bool:
        """Whether the section's own prose would be printed between two of its places."""
        lines = self._text(self.templates[section]).split("\n")[first.line : last.line]
        return any(_NARRATIVE.search(line) for line in lines)

    def _text(self, path: str) -> str:
        return (self.read(path) or b"").decode("utf-8-sig", errors="replace")

    def _look(self) -> dict[str, list[Slot]]:
        files = sorted(set(self.templates.values()))
        marked = {
            self.edition.own_template(path): _marked(self._text(path), number).encode()
            for number, path in enumerate(files)
        }
        try:
            leaves = self.printed(marked).leaves
        except InvalidInputError:
            return {}
        found: dict[str, list[Slot]] = {}
        place, section = 0, ""
        for leaf in leaves:
            mark = _MARK.fullmatch(leaf.words)
            if mark is not None:
                found.setdefault(section, []).append(Slot(int(mark[1]), place))
            elif place < len(self.today) and _is_same(leaf, self.today[place]):
                section = next(
                    (self.sections[n] for n in leaf.starts if n in self.sections), section
                )
                place += 1
        return found if place == len(self.today) else {}


def _is_same(one: Leaf, other: Leaf) -> bool:
    return (one.words, one.starts, one.form.style) == (other.words, other.starts, other.form.style)


def _marked(template: str, number: int) -> str:
    lines = template.split("\n")
    for line in reversed(list(places_in(template))):
        lines[line:line] = [f"vnrgenplace{line}of{number}", ""]
        if line and lines[line - 1].strip():
            lines.insert(line, "")
    return "\n".join(lines)


def places_in(template: str) -> Iterator[int]:
    r"""Yield the lines before which a paragraph may be put: between others, and in no loop.

    >>> list(places_in("a\n\nb\n{% if c %}\n\nd\n{% endif %}\n"))
    [0, 2, 7]
    """
    lines = template.split("\n")
    depth, in_remark, is_free = 0, False, True
    for number, line in enumerate(lines):
        if is_free and line.strip() and depth == 0 and not in_remark:
            yield number
        depth += len(_OPENS.findall(line)) - len(_CLOSES.findall(line))
        in_remark = line.rfind("{#") > line.rfind("#}") or (in_remark and "#}" not in line)
        is_free = not line.strip()
    if depth == 0 and not in_remark:
        yield len(lines) - (1 if lines[-1] == "" else 0)


def with_lines(template: str, placed: Mapping[int, Sequence[str]]) -> str:
    """Return a template with new lines before some of its own, each a paragraph."""
    lines = template.split("\n")
    for line, fresh in sorted(placed.items(), reverse=True):
        block = [part for each in fresh for part in (each, "")]
        if line and lines[line - 1].strip():
            block.insert(0, "")
        if not "".join(lines[line:]):
            block.pop()  # at its end
        lines[line:line] = block
    return "\n".join(lines)
