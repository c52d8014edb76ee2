"""Bookmarks that LibreOffice wrote in parts: where each begins and ends among the paragraphs.

A bookmark whose ends stand in different tables or cells becomes one at each end, of which some may
be left open: it goes from its first beginning to its last. Where what begins beside it comes twice
as well it was copied, and each copy stands for itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from vnrgen.versions.pull.leaves import Leaf


def parted(leaves: Sequence[Leaf]) -> dict[str, tuple[int, int]]:
    """Return the numbers of the first and last paragraph of each such bookmark, in order."""
    begun: dict[str, list[int]] = defaultdict(list)
    beside: dict[str, set[str]] = {}
    for leaf in leaves:
        for name in dict.fromkeys(leaf.starts):
            begun[name].append(leaf.number)
            beside.setdefault(name, {*leaf.starts} - {name})
    several = {name for name, places in begun.items() if len(places) > 1}
    found = (name for name in several if beside[name].isdisjoint(several))
    return {
        name: (begun[name][0], begun[name][-1])
        for name in sorted(found, key=lambda one: (begun[one][0], -begun[one][-1], one))
    }


def reach_through(leaves: Sequence[Leaf]) -> None:
    """Let bookmarks in parts be open in the paragraphs between their ends."""
    around: dict[int, list[str]] = defaultdict(list)
    for name, (first, last) in parted(leaves).items():
        for number in range(first + 1, last + 1):
            around[number].append(name)
    for number, names in around.items():
        leaf = leaves[number]
        leaf.open = (*names, *(name for name in leaf.open if name not in names))
