"""New words between what vnrgen makes: a file of prose of their own, placed by the template."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from vnrgen.document.prose.narratives import FIGURES
from vnrgen.versions.pull.comparing import Comparison
from vnrgen.versions.pull.editions import Edition
from vnrgen.versions.pull.hosts import Read
from vnrgen.versions.pull.leaves import Leaf
from vnrgen.versions.pull.other_sources import OtherSources
from vnrgen.versions.pull.slots import Slot, Slots

_INDICATOR: Final = re.compile(r"[^/]+/indicator/(?P<code>[^-/]+)(?:-(?P<series>[^/]+))?")

Spot = tuple[str, int]
"""A file of prose, and the number of the paragraph after which words belong (-1: at its start)."""


@dataclass(slots=True)
class Between:
    """Finds places for new words that stand beside no prose.

    A place of the template is exact. Inside what one call prints there is none: words go to the
    prose of the indicator they stand under, else to the nearest place of the template, and that
    is told.
    """

    now: Comparison
    read: Read
    edition: Edition
    slots: Slots
    sources: OtherSources
    _made: dict[tuple[str, int], str] = field(default_factory=dict)

    def spot(self, leaf: Leaf) -> Spot | None:
        """Return the file for new words and where in it; None where no section is theirs."""
        around = self._around(leaf)
        section = self._section(around[0])
        if section is None:
            return None
        inside = self._slots(section, around)
        if not inside:
            return self._aside(leaf, section, around)
        if self.slots.has_prose_between(section, inside[0], inside[-1]):
            return self._end_of(self._prose_of(section))
        return self._part(section, inside[0])

    def heading(self, leaf: Leaf) -> str:
        """Put a heading that is no lower than the one above it into the template; "" where not.

        What follows a heading in a file of prose would stand below the heading above.
        """
        around = self._around(leaf)
        section = self._section(around[0])
        inside = self._slots(section, around) if section is not None else []
        if (
            section is None
            or not inside
            or self.slots.has_prose_between(section, inside[0], inside[-1])
        ):
            return ""
        slot = inside[0]
        if not 1 < leaf.form.heading <= self._level_above(slot):
            return ""
        if "{" in leaf.words or "}" in leaf.words:
            return ""
        self._made.pop((section, slot.line), None)
        signs, words = "#" * leaf.form.heading, json.dumps(leaf.words, ensure_ascii=False)
        template = self.slots.templates[section]
        return self.sources.place(template, slot.line, f"{signs} {{{{ _({words}) }}}}")

    # --- where it stands -----------------------------------------------------------------------

    def _around(self, leaf: Leaf) -> tuple[int, int]:
        """Return today's paragraphs before and after; -1, or how many there are, where none is."""
        before = self._nearest(range(leaf.number - 1, -1, -1), -1)
        after = self._nearest(
            range(leaf.number + 1, len(self.now.edited.leaves)), len(self.now.today.leaves), before
        )
        return before, after

    def _nearest(self, numbers: Iterable[int], default: int, least: int = -1) -> int:
        for number in numbers:
            today = self.now.pairs.today.get(number)
            is_known = today is not None and self.now.edited.leaves[number].words
            if today is not None and is_known and number not in self.now.moving and today > least:
                return today
        return default

    def _section(self, before: int) -> str | None:
        """Return the section that a paragraph of today stands in."""
        for number in range(before, -1, -1):
            section = self.now.hosts.of[number].block.split("/", maxsplit=1)[0]
            if section in self.slots.templates:
                return section
        return None

    def _slots(self, section: str, around: tuple[int, int]) -> list[Slot]:
        return [s for s in self.slots.of(section) if around[0] < s.today <= around[1]]

    def _level_above(self, slot: Slot) -> int:
        """Return the level of the heading below which a place of a template is."""
        for number in range(slot.today - 1, -1, -1):
            level = self.now.today.leaves[number].form.heading
            if level:
                return level
        return 0

    # --- where it goes -------------------------------------------------------------------------

    def _part(self, section: str, slot: Slot) -> Spot:
        """Return a file of its own for one place of a template."""
        key = (section, slot.line)
        if key not in self._made:
            number = 1
            while self._is_there(path := self._file(f"{section}/added-{number}")):
                number += 1
            self.now.hosts.open_new(path, b"")
            call = f'{{{{ narrative("{section}/added-{number}") }}}}'
            self.sources.place(self.slots.templates[section], slot.line, call)
            self._made[key] = path
        path = self._made[key]
        return path, -1

    def _file(self, name: str) -> str:
        return self.edition.in_its_folder(name)

    def _is_there(self, path: str) -> bool:
        return path in self.now.hosts.files or self.read(path) is not None

    def _aside(self, leaf: Leaf, section: str, around: tuple[int, int]) -> Spot:
        """Return the nearest place for words inside what one call prints, and tell of it."""
        path = self._of_indicator(around[0])
        if path:
            spot = self._end_of(path)
        elif slots := self.slots.of(section):
            before = [s for s in slots if s.today <= around[0]]
            later = [s for s in slots if s.today > around[1]]
            spot = self._part(section, (later or before[-1:])[0])
        else:
            spot = self._end_of(self._prose_of(section))
        self.now.outcome.moved_aside.append((spot[0], leaf.words))
        return spot

    def _of_indicator(self, before: int) -> str:
        """Return the prose of the indicator in whose part a paragraph stands, "" outside one."""
        heads = [n for n, e in enumerate(self.now.today.leaves[: before + 1]) if e.form.heading]
        found = _INDICATOR.fullmatch(self.now.hosts.of[heads[-1]].block) if heads else None
        if found is None:
            return ""
        blocks = (host.block for host in self.now.hosts.of if host.kind == "template")
        same = (each for each in map(_INDICATOR.fullmatch, blocks) if each)
        first = next((each for each in same if each["code"] == found["code"]), found)
        is_first = first["series"] == found["series"]
        own = "" if is_first or not found["series"] else f"-{found['series']}"
        return self._file(f"{FIGURES}{found['code']}{own}".lower())

    def _prose_of(self, section: str) -> str:
        """Return the file of the prose that a section prints, or will print."""
        paths = (
            h.path
            for h in self.now.hosts.of
            if h.kind == "prose" and h.path.endswith(f"/{section}.md") and h.path.count("/") == 2
        )
        return next(paths, self._file(section))

    def _end_of(self, path: str) -> Spot:
        """Return the end of a file, its notes aside."""
        if path not in self.now.hosts.files:
            self.now.hosts.open_new(path, self.read(path) or b"")
        leaves = self.now.hosts.files[path].leaves
        body = [number for number, leaf in enumerate(leaves) if leaf.kind != "note"]
        return path, body[-1] if body else -1


def is_part(path: str) -> bool:
    """Whether a file is the prose of a part of a section, which a template places.

    >>> is_part("narrative/en/who/added-1.md"), is_part("narrative/en/who.md")
    (True, False)
    """
    parts = path.split("/")
    return len(parts) > 3 and parts[2] != FIGURES.rstrip("/")
