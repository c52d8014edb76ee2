"""Calls whose numbers left their paragraph: which they are, and which came back nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vnrgen.dossier.encoding import decode
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


def unbound(hosts: Hosts, files: Mapping[str, bytes], edited: Sequence[Leaf]) -> Iterator[NotTaken]:
    """Yield numbers that stand where a call printed them, but no longer come from the data.

    Args:
        hosts: What is printed today, and from which calls.
        files: The sources that change.
        edited: The paragraphs of the edited file.
    """
    texts = [decode(files.get(path, file.data)).text for path, file in sorted(hosts.files.items())]
    told: set[str] = set()
    for number, found in sorted(hosts.anatomies.items()):
        path = hosts.of[number].path
        for hole in found.holes:
            is_number = any(c.isdigit() for c in hole.text)
            if path not in files or hole.source in told or not is_number:
                continue
            left = sum(text.count(hole.source) for text in texts)
            places = [leaf.words for leaf in edited if known_in(hole, leaf.words)]
            if len(places) > left:
                told.add(hole.source)
                yield NotTaken(why=Why.UNBOUND, place=path, dossier=hole.source, word=places[-1])
