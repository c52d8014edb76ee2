"""Gives the marks of one comparison their ids, and puts them around plain words quickly."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

from vnrgen.document.blocks import (
    ChangeKind,
    ChangeMark,
    Deleted,
    Inline,
    Inlines,
    Inserted,
    Text,
)

_Words = TypeVar("_Words", Inserted, Deleted)


class Marks:
    """The marks of one comparison: the same changes in the same order have the same ids."""

    def __init__(self, *, numbered: bool = True) -> None:
        """Begin to count; without ``numbered`` the ids are empty, for words shown on their own."""
        self._ids = (
            map("c".__add__, map(str, itertools.count(1))) if numbered else itertools.repeat("")
        )

    def __call__(self, kind: ChangeKind, *, form: bool = False, pair_id: str = "") -> ChangeMark:
        """Return the next mark."""
        return ChangeMark(change_id=next(self._ids), kind=kind, pair_id=pair_id, form=form)

    def around(self, changes: Iterable[tuple[str, str, str]]) -> Inlines:
        """Return plain words with the next marks.

        Args:
            changes: What stayed before a change, what went and what came; each may be empty.
        """
        content: list[Inline] = []
        ids = self._ids
        for stays, gone, come in changes:
            if stays:
                content.append(_text(stays))
            if gone:
                content.append(_gone(gone, next(ids)))
            if come:
                content.append(_come(come, next(ids)))
        return tuple(content)


# A long text that was much edited has thousands of marked words. The constructor of a frozen
# dataclass sets each field through a call of its own; setting the slots takes a third of its time.


def _setter(kind: type, name: str) -> Callable[[object, object], None]:
    slot: Any = kind.__dict__[name]
    setter: Callable[[object, object], None] = slot.__set__
    return setter


def _texts() -> Callable[[str], Text]:
    """Return what makes plain words."""
    new, set_text = object.__new__, _setter(Text, "text")

    def made(text: str) -> Text:
        plain = new(Text)
        set_text(plain, text)
        return plain

    return made


def _marked(around: type[_Words], kind: ChangeKind) -> Callable[[str, str], _Words]:
    """Return what makes plain words with a mark of a kind, of the words and the mark's id."""
    new, set_text = object.__new__, _setter(Text, "text")
    names = ("change_id", "kind", "pair_id", "form")
    set_id, set_kind, set_pair, set_form = (_setter(ChangeMark, name) for name in names)
    set_children, set_mark = (_setter(around, name) for name in ("children", "mark"))

    def made(text: str, change_id: str) -> _Words:
        plain = new(Text)
        set_text(plain, text)
        mark = new(ChangeMark)
        set_id(mark, change_id)
        set_kind(mark, kind)
        set_pair(mark, "")
        set_form(mark, False)  # noqa: FBT003 - a value
        words = new(around)
        set_children(words, (plain,))
        set_mark(words, mark)
        return words

    return made


_text: Final = _texts()
_gone: Final = _marked(Deleted, ChangeKind.DELETE)
_come: Final = _marked(Inserted, ChangeKind.INSERT)
