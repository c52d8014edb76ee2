"""Questions about a style or a box that the PDF engine asks very often, answered in few steps.

Nothing of it changes a byte of what is written. The engine has no hook for any of them: its
functions are replaced, one rendering at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

import pydyf
from weasyprint.formatting_structure.boxes import Box
from weasyprint.layout import background, inline
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, gobject, pango

from vnrgen.render.pdf.remembered import replaced

_CORNERS = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)
_STRAIGHT = ((0, "px"), (0, "px"))
_IN_LINE = frozenset({"static", "relative"})

_Ask = Callable[[Any], Any]
_SetUp = Callable[[Any, Any], None]


@contextmanager
def known_styles() -> Iterator[None]:
    """While this holds, the engine finds answers about styles and boxes sooner."""
    radii = background.resolve_radii_percentages
    with ExitStack() as stack:
        for owner, name, quicker in (
            (inline, "strut", _once_a_style(inline.strut)),
            (line_break.Layout, "setup", _set_up(line_break.Layout.setup)),
            (background, "resolve_radii_percentages", _cornered(radii)),
            (Box, "is_in_normal_flow", _in_normal_flow(Box.is_in_normal_flow)),
            (pydyf, "_to_bytes", _to_bytes),
        ):
            stack.enter_context(replaced(owner, name, quicker))
        yield


def _once_a_style(ask: _Ask) -> _Ask:
    """Ask once for each style; what is remembered keeps the style, and so its identity, alive."""
    known: dict[int, tuple[object, Any]] = {}

    def answer(style: Any) -> Any:  # noqa: ANN401 - the engine is not typed
        found = known.get(id(style))
        if found is None:
            found = known[id(style)] = style, ask(style)
        return found[1]

    return answer


class _Setting(NamedTuple):
    """How text of one style is set: Pango's objects, which no line changes."""

    style: Any
    context: Any
    language: Any
    font: Any
    features: Any


class _Overheard:
    """Pango as the engine calls it, which notes down what a layout is made with."""

    context: Any = None
    font: Any = None
    features: Any = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(pango, name)

    def pango_layout_new(self, context: Any) -> Any:  # noqa: ANN401
        self.context = context
        return pango.pango_layout_new(context)

    def pango_layout_set_font_description(self, layout: Any, font: Any) -> None:  # noqa: ANN401
        self.font = font
        pango.pango_layout_set_font_description(layout, font)

    def pango_attr_list_insert(self, attributes: Any, features: Any) -> None:  # noqa: ANN401
        self.features = features
        pango.pango_attr_list_insert(attributes, features)


def _set_up(original: _SetUp) -> _SetUp:
    """Describe the font of a style once, not for each piece of text twice."""
    known: dict[int, _Setting] = {}

    def setup(layout: Any, style: Any) -> None:  # noqa: ANN401
        found = known.get(id(style))
        if found is None:
            heard = _Overheard()
            with replaced(line_break, "pango", heard):
                original(layout, style)
            if style["text_decoration_line"] == "none":  # else lines of the font are measured
                known[id(style)] = _Setting(
                    style, heard.context, layout.language, heard.font, heard.features
                )
            return
        layout.style = style
        layout.first_line_direction = 0
        layout.language = found.language
        made = pango.pango_layout_new(found.context)
        layout.layout = ffi.gc(made, gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(made, False)  # noqa: FBT003 - not ours
        pango.pango_layout_set_font_description(made, found.font)
        layout.ascent = layout.underline_position = layout.strikethrough_position = None
        if found.features is not None:
            attributes = pango.pango_attr_list_new()
            pango.pango_attr_list_insert(attributes, found.features)
            pango.pango_layout_set_attributes(made, attributes)

    return setup


def _cornered(original: _Ask) -> _Ask:
    """Give boxes with straight corners, which are nearly all, their radii at once."""

    def resolve_radii_percentages(box: Any) -> None:  # noqa: ANN401
        style = box.style
        for corner in _CORNERS:
            if style[corner] != _STRAIGHT:
                original(box)
                return
        for corner in _CORNERS:  # set as the engine does: a box may stand in for another
            setattr(box, corner, (0, 0))

    return resolve_radii_percentages


def _in_normal_flow(original: _Ask) -> _Ask:
    def is_in_normal_flow(box: Any) -> bool:  # noqa: ANN401
        style = box.style
        if style["float"] == "none" and style["position"] in _IN_LINE:
            return True
        return bool(original(box))

    return is_in_normal_flow


def _to_bytes(item: Any) -> bytes:  # noqa: ANN401
    """Write a value of a PDF as pydyf does, the commonest kinds first."""
    kind = type(item)
    if kind is bytes:
        return item  # type: ignore[no-any-return]
    if kind is str:
        return item.encode("ascii")  # type: ignore[no-any-return]
    if kind is int:
        return b"%d" % item
    if kind is float:
        if item.is_integer():
            return b"%d" % item
        return (b"%f" % item).rstrip(b"0")
    if isinstance(item, pydyf.Object):
        return item.data  # type: ignore[no-any-return]
    return _slow(item)


_slow: Callable[[Any], bytes] = pydyf._to_bytes  # noqa: SLF001 - as it was before it was replaced
