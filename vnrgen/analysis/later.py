"""A sequence whose items are made when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

_OfT = TypeVar("_OfT")
_MadeT = TypeVar("_MadeT")


class Later(Sequence[_MadeT], Generic[_OfT, _MadeT]):
    """What a function makes of each item of a sequence, each made once and not before it is needed.

    It is compared and shown like the tuple of all of them. The function must say the same
    whenever it is called.
    """

    __slots__ = ("_made", "_make", "_of")

    def __init__(self, make: Callable[[_OfT], _MadeT], of: Sequence[_OfT]) -> None:
        """Keep the function and what it will be called with."""
        self._make, self._of = make, of
        self._made: dict[int, _MadeT] = {}

    def __len__(self) -> int:
        return len(self._of)

    @overload
    def __getitem__(self, place: int) -> _MadeT: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[_MadeT, ...]: ...

    def __getitem__(self, place: int | slice) -> _MadeT | tuple[_MadeT, ...]:
        if isinstance(place, slice):
            return tuple([self[index] for index in range(len(self))[place]])
        index = range(len(self))[place]
        if index not in self._made:
            self._made[index] = self._make(self._of[index])
        return self._made[index]

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[type, tuple[tuple[_MadeT, ...]]]:
        return tuple, (tuple(self),)
