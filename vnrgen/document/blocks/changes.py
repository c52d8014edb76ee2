"""What a comparison of two documents marks; ``vnrgen.document.tree.marks`` reads it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What happened between two versions; what moved stands at both places, told apart."""

    INSERT = "insert"
    DELETE = "delete"
    MOVE_FROM = "move_from"
    MOVE_TO = "move_to"
    REVISE = "revise"

    @property
    def is_old(self) -> bool:
        """Whether what is marked stands in the older version only."""
        return self in (ChangeKind.DELETE, ChangeKind.MOVE_FROM)

    @property
    def is_new(self) -> bool:
        """Whether what is marked stands in the newer version only."""
        return self in (ChangeKind.INSERT, ChangeKind.MOVE_TO)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMark:
    """One change.

    ``change_id`` is the same whenever the same two versions are compared; ``pair_id`` is shared
    by the two ends of a move, and empty otherwise. ``form`` says that only the form changed:
    emphasis, numbering, ids, a place in the sources; no word, number or picture.
    """

    change_id: str
    kind: ChangeKind
    pair_id: str = ""
    form: bool = False
