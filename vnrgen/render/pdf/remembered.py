"""Styles, sizes and objects that the PDF engine works out again and again, worked out once.

Nothing of it changes a byte of what is written. The engine has no hook for any of them: its
functions are replaced, one rendering at a time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from operator import attrgetter, itemgetter
from typing import Any

import pydyf
from weasyprint import css
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.formatting_structure import boxes
from weasyprint.layout import percent

from vnrgen.beside import processors

_SIDES = ("top", "right", "bottom", "left")
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_SIZES = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{most}{axis}" for axis in ("width", "height") for most in ("", "min_", "max_")),
    *_BORDERS,
)
_DECIDING = itemgetter(*_SIZES, "border_collapse", "box_sizing")
_COLLAPSE = len(_SIZES)  # its place in what decides
_SPECIAL = frozenset({"float", "display", "position", "page"})  # each needs others
_MANY_OPERATORS = 20_000  # in the streams of a file: fewer are not worth a thread
_Missing = Callable[[Any, str], Any]
_Resolve = Callable[[Any, Any], None]


@contextmanager
def remembered_steps() -> Iterator[None]:
    """While this holds, the engine does not work out the same again."""
    resolve = percent.resolve_percentages
    sized = _sized(resolve)
    users = [
        module
        for name, module in sorted(sys.modules.items())
        if name.startswith("weasyprint.") and vars(module).get("resolve_percentages") is resolve
    ]
    with ExitStack() as stack:
        for module in users:
            stack.enter_context(replaced(module, "resolve_percentages", sized))
        style = css.ComputedStyle
        stack.enter_context(replaced(style, "__missing__", _styled(style.__missing__)))
        stack.enter_context(replaced(pydyf.PDF, "write", _written_once(pydyf.PDF.write)))
        yield


@contextmanager
def replaced(owner: Any, name: str, value: object) -> Iterator[None]:  # noqa: ANN401
    """Replace an attribute of a module or class meanwhile."""
    original = vars(owner)[name]
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, original)


def _styled(work_out: _Missing) -> _Missing:
    """Take a property that no rule names from the parent, or its first value, without detours."""
    inherited = {key for key in INHERITED if _is_plain(key)}
    initial = {key for key in INITIAL_VALUES if _is_plain(key)} - inherited - INITIAL_NOT_COMPUTED
    logical = {
        key: frozenset(name(block="ttb", inline=inline) for inline in ("ltr", "rtl"))
        for key, name in PHYSICAL_FUNCTIONS.items()
    }
    none: frozenset[str] = frozenset()

    def missing(style: Any, key: str) -> Any:  # noqa: ANN401 - the engine is not typed
        cascaded = style.cascaded
        if key in cascaded or not logical.get(key, none).isdisjoint(cascaded):
            return work_out(style, key)
        if key in initial:
            value = style[key] = INITIAL_VALUES[key]
            return value
        if key in inherited and style.parent_style is not None:
            value = style.parent_style[key]
            if not _may_hold_mathematics(value):
                style[key] = value
                return value
        return work_out(style, key)

    return missing


def _is_plain(key: str) -> bool:
    return key not in _SPECIAL and not key.startswith(("text_decoration_", "__"))


def _may_hold_mathematics(value: object) -> bool:
    """Tell values like calc(100% - 2cm), alone or among others, which each element solves anew."""
    if isinstance(value, tuple):
        return type(value) is tuple and not all(isinstance(part, str) for part in value)
    return getattr(value, "type", None) == "function"


def _sized(resolve: _Resolve) -> _Resolve:
    """Turn the percentages of the same style in a place of the same size into lengths once."""
    known: dict[tuple[object, ...], dict[str, object]] = {}

    def resolve_percentages(box: Any, containing_block: Any) -> None:  # noqa: ANN401
        is_box = isinstance(containing_block, boxes.Box)
        size = (
            (containing_block.width, containing_block.height) if is_box else tuple(containing_block)
        )
        deciding = _DECIDING(box.style)
        has = vars(box)
        # What neighbours with one common border agreed on stands in the box, not in its style.
        agreed = tuple(map(has.get, _BORDERS)) if deciding[_COLLAPSE] == "collapse" else ()
        key = (deciding, size, agreed, isinstance(box, boxes.PageBox))
        try:
            found = known.get(key)
        except TypeError:  # mathematics cannot be compared
            resolve(box, containing_block)
            return
        if found is None:
            resolve(box, containing_block)
            known[key] = {name: has[name] for name in _SIZES}
        else:
            has.update(found)

    return resolve_percentages


def _written_once(write: Callable[..., None]) -> Callable[..., None]:
    """Write each object once: the engine compresses all of them again for a hash of the file.

    They are compressed on two processors where there are two: the one that wrote Word is idle.
    """

    def write_once(pdf: Any, *rest: Any, **named: Any) -> None:  # noqa: ANN401
        known = _compressed(pdf)
        with ExitStack() as stack:
            for kind in (pydyf.Stream, pydyf.Dictionary):
                data = property(_remembered(vars(kind)["data"].fget, known))
                stack.enter_context(replaced(kind, "data", data))
            write(pdf, *rest, **named)

    return write_once


def _compressed(pdf: Any) -> dict[int, tuple[object, bytes]]:  # noqa: ANN401
    """Return what each stream of a file is written as, by its id, with the stream."""
    streams = [item for item in pdf.objects if isinstance(item, pydyf.Stream)]
    if sum(len(item.stream) for item in streams) < _MANY_OPERATORS:
        return {}
    with ThreadPoolExecutor(processors()) as pool:
        written = pool.map(attrgetter("data"), streams)
        return {id(item): (item, data) for item, data in zip(streams, written, strict=True)}


def _remembered(
    make: Callable[[Any], bytes], known: dict[int, tuple[object, bytes]]
) -> Callable[[Any], bytes]:
    def data(item: Any) -> bytes:  # noqa: ANN401
        if item.number is None:  # part of another object
            return make(item)
        found = known.get(id(item))
        if found is None:  # the object is kept, so that no other gets its id
            found = known[id(item)] = item, make(item)
        return found[1]

    return data
