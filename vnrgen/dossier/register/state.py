"""Whether a recommendation still asks for something under its own id: decided here alone."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from vnrgen.dossier.model import Recommendation


class State(StrEnum):
    """What has become of a recommendation in the register; only one that stands is counted.

    A whole that was split is counted by its parts, a merged one by the one it went into.
    """

    STANDS = "stands"
    WITHDRAWN = "withdrawn"
    OUT_OF_SCOPE = "out_of_scope"
    MERGED = "merged"
    SPLIT = "split"


def states(register: Iterable[Recommendation]) -> dict[str, State]:
    """Return the state of every recommendation of the whole register, by id."""
    every = tuple(register)
    split = {r.parent_id for r in every if r.parent_id}
    return {r.rec_id: _state(r, is_split=r.rec_id in split) for r in every}


def in_force(register: Iterable[Recommendation]) -> tuple[Recommendation, ...]:
    """Return the recommendations of the whole register that stand, in its order."""
    every = tuple(register)
    found = states(every)
    return tuple(r for r in every if found[r.rec_id] is State.STANDS)


def _state(recommendation: Recommendation, *, is_split: bool) -> State:
    if recommendation.withdrawn_on:
        return State.WITHDRAWN
    if recommendation.out_of_scope_reason:
        return State.OUT_OF_SCOPE
    if recommendation.merged_into:
        return State.MERGED
    return State.SPLIT if is_split else State.STANDS
