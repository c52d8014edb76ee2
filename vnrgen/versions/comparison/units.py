"""What stands together in the common order of two lists: one thing, or one and its pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vnrgen.versions.comparison.alignment import steps
from vnrgen.versions.comparison.division import Division

Positions = tuple[int, ...]


class Units:
    """The things of two lists, of which some are one on one side and several on the other."""

    def __init__(self, pairs: Mapping[int, int], old: int, new: int) -> None:
        """Take the matched positions and the lengths of the older and the newer list."""
        self._pairs = dict(pairs)
        self._old: dict[int, Positions] = {i: (i,) for i in range(old)}
        self._new: dict[int, Positions] = {j: (j,) for j in range(new)}

    def split(self, division: Division) -> None:
        """Make one older thing and its newer pieces one unit, unless they are in another."""
        self._divide(division, self._old, self._new, self._pairs)

    def join(self, division: Division) -> None:
        """Make one newer thing and its older pieces one unit, unless they are in another."""
        back = {j: i for i, j in self._pairs.items()}
        self._divide(division, self._new, self._old, back)
        self._pairs = {i: j for j, i in back.items()}

    def in_order(self) -> Iterator[tuple[Positions, Positions]]:
        """Yield what stands at each place of the common list; one of the two may be empty."""
        old, new = sorted(self._old), sorted(self._new)
        place = {j: n for n, j in enumerate(new)}
        pairs = {n: place[self._pairs[i]] for n, i in enumerate(old) if i in self._pairs}
        for step in steps(pairs, len(old), len(new)):
            gone = () if step.old is None else self._old[old[step.old]]
            come = () if step.new is None else self._new[new[step.new]]
            yield gone, come

    @staticmethod
    def _divide(
        division: Division,
        ones: dict[int, Positions],
        others: dict[int, Positions],
        pairs: dict[int, int],
    ) -> None:
        first = division.several[0]
        if ones.get(division.one) != (division.one,):
            return
        if any(others.get(j) != (j,) for j in division.several):
            return
        owners = {i for i, j in pairs.items() if j in division.several}
        if owners - {division.one}:
            return  # a piece is another thing already
        for i in [i for i, j in pairs.items() if j in division.several]:
            del pairs[i]
        pairs[division.one] = first
        others[first] = division.several
        for j in division.several[1:]:
            del others[j]
