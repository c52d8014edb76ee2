"""Calls whose numbers left their paragraph: which they are, and which came back nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vnrgen.versions.pull.align import Alignment
from vnrgen.versions.pull.hosts import Hosts
from vnrgen.versions.pull.leaves import Leaf
from vnrgen.versions.pull.outcome import NotTaken, Why
from vnrgen.versions.pull.rewording import Hole, known_in, stands_in


def lost_holes(hosts: Hosts, pairs: Alignment, edited: Sequence[Leaf]) -> list[Hole]:
    """Return calls whose paragraph no longer prints them, longest first."""
    lost = []
    for number, found in hosts.anatomies.items():
        partner = pairs.edited.get(number)
        text = edited[partner].words if partner is not None else ""
        lost += [
            hole
            for hole in found.holes
            if any(c.isdigit() for c in hole.text) and not stands_in(hole.text, text)
        ]
    return sorted(lost, key=lambda hole: (-len(hole.text), hole.source))


def unbound(
    hosts: Hosts, pairs: Alignment, written: Mapping[int, str], edited: Sequence[Leaf]
) -> Iterator[NotTaken]:
    """Yield numbers that stand where a call printed them, but no longer come from the data.

    Every paragraph answers for its own calls: the same call elsewhere does not stand in for one
    that was lost here.

    Args:
        hosts: What is printed today, and from which calls.
        pairs: Which paragraph is which.
        written: The Markdown that was made of edited paragraphs, by their numbers.
        edited: The paragraphs of the edited file.
    """
    calls = _calls(hosts)
    for number, markdown in sorted(written.items()):
        leaf = edited[number]
        today = pairs.today.get(number)
        path = hosts.of[today].path if today is not None else _path_before(number, hosts, pairs)
        for source, holes in calls.items():
            typed = _times(holes, leaf.words) - markdown.count(source)
            if typed > (0 if today is None else _typed_before(hosts, today, source, holes)):
                yield NotTaken(why=Why.UNBOUND, place=path, dossier=source, word=leaf.words)


def _calls(hosts: Hosts) -> dict[str, list[Hole]]:
    """Return the calls that print numbers, wherever they stand, by what is written for them."""
    calls: dict[str, list[Hole]] = {}
    for _number, found in sorted(hosts.anatomies.items()):
        for hole in found.holes:
            if any(c.isdigit() for c in hole.text):
                calls.setdefault(hole.source, []).append(hole)
    return dict(sorted(calls.items()))


def _times(holes: Sequence[Hole], text: str) -> int:
    return len({at for hole in holes for at in known_in(hole, text)})


def _typed_before(hosts: Hosts, today: int, source: str, holes: Sequence[Hole]) -> int:
    """Return how often a paragraph had the number of a call typed before it was edited."""
    found = hosts.anatomies.get(today)
    own = sum(hole.source == source for hole in found.holes) if found is not None else 0
    return max(0, _times(holes, hosts.leaves[today].words) - own)


def _path_before(number: int, hosts: Hosts, pairs: Alignment) -> str:
    """Return the file of the nearest prose before a new paragraph, a dash where there is none."""
    for place in range(number - 1, -1, -1):
        today = pairs.today.get(place)
        if today is not None and hosts.of[today].kind == "prose":
            return hosts.of[today].path
    return "-"
