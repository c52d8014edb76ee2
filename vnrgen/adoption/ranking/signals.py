"""Which passages of a report can name a thing or refuse: told by their words, for all at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.adoption.ranking.marks import NEAR, REACH

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vnrgen.adoption.ranking.index import ReportIndex

    Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Numbers in rows of different length: ``flat[starts[i]:starts[i + 1]]`` is the i-th row."""

    flat: Integers
    starts: Sequence[int]

    def row(self, at: int) -> list[int]:
        """Return one row."""
        found: list[int] = self.flat[self.starts[at] : self.starts[at + 1]].tolist()
        return found


@dataclass(frozen=True, slots=True)
class Signals:
    """What the words of each passage give away; few passages need to be read more closely.

    Attributes:
        telling: Of each passage the words that were asked for in some form.
        groups: Of each passage the places, from its start, of words that begin a group's name.
        treaties: For each passage whether a word of it can name a treaty.
        denied: Of each passage the words that stand right after a trigger of a refusal.
        refuses: For each passage whether a trigger stands near enough to what it can refuse.
    """

    telling: Rows
    groups: Rows
    treaties: Sequence[bool]
    denied: Rows
    refuses: Sequence[bool]


def signals(
    index: ReportIndex,
    *,
    asked: Collection[int],
    groups: Collection[int],
    treaties: Collection[int],
    triggers: Collection[int],
    refused: Collection[int],
) -> Signals:
    """Look for words of a report, by their numbers, in all its passages.

    Args:
        index: The report.
        asked: Words that are forms of what was asked.
        groups: Words that begin the name of a group.
        treaties: Words without which no treaty is named.
        triggers: Words without which nothing is refused or denied.
        refused: Words of which each refusal has one near its trigger.
    """
    import numpy as np

    said, ends = index.in_order, np.array(index.ends)
    kinds = _kinds(len(index.vocabulary), (asked, groups, treaties, triggers, refused))
    of_place = kinds[said]
    at_asked, at_groups, at_treaties, at_triggers = (
        np.flatnonzero((of_place & (1 << kind)) > 0)
        for kind in range(4)  # bools are quickest
    )
    first_group = np.searchsorted(at_groups, ends)
    owner = np.searchsorted(ends, at_groups, "right") - 1
    near = at_triggers[:, None] + np.arange(max(NEAR + 2, REACH))
    passage = np.searchsorted(ends, at_triggers, "right") - 1
    inside = near < ends[passage + 1][:, None]
    near = np.minimum(near, max(len(said) - 1, 0))
    refusing = ((of_place[near] & (1 << 4)) > 0) & inside
    refusing[:, REACH:] = False
    inside[:, NEAR + 2 :] = False
    inside[:, 0] = False
    of_denied = np.repeat(passage, inside.sum(axis=1))
    return Signals(
        telling=Rows(said[at_asked], np.searchsorted(at_asked, ends).tolist()),
        groups=Rows(at_groups - ends[owner], first_group.tolist()),
        treaties=(np.diff(np.searchsorted(at_treaties, ends)) > 0).tolist(),
        denied=Rows(said[near[inside]], np.searchsorted(of_denied, np.arange(len(ends))).tolist()),
        refuses=_among(passage[refusing.any(axis=1)], index.passages),
    )


def _kinds(count: int, kinds: Sequence[Collection[int]]) -> NDArray[np.uint8]:
    """Return for each word one bit for each kind of words it is among."""
    import numpy as np

    found = np.zeros(count, np.uint8)
    for bit, places in enumerate(kinds):
        found[np.fromiter(places, np.int64, len(places))] |= np.uint8(1 << bit)
    return found


def _among(places: Integers, count: int) -> list[bool]:
    import numpy as np

    found = np.zeros(count, bool)
    found[places] = True
    among: list[bool] = found.tolist()
    return among
