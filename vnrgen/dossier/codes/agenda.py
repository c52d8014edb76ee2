"""Which targets the Goals of the 2030 Agenda have."""

from __future__ import annotations

# Of each Goal the last numbered target and the last with a letter: 169 in all (A/RES/71/313).
_LAST = (
    *((5, "b"), (5, "c"), (9, "d"), (7, "c"), (6, "c"), (6, "b"), (3, "b"), (10, "b"), (5, "c")),
    *((7, "c"), (7, "c"), (8, "c"), (3, "b"), (7, "c"), (9, "c"), (10, "b"), (19, "")),
)


def is_target(goal: int, part: str) -> bool:
    """Tell whether a Goal has a target of this number or small letter.

    >>> is_target(6, "6"), is_target(6, "10"), is_target(3, "d"), is_target(17, "a")
    (True, False, True, False)
    """
    if not 1 <= goal <= len(_LAST):
        return False
    number, letter = _LAST[goal - 1]
    return 1 <= int(part) <= number if part.isdigit() else "a" <= part <= letter
