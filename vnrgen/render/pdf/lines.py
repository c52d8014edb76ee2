"""Lines that end where they are full: a space at the end of one takes no room.

The engine measures that space with the words before a link, a number or a mark. Where only the
space is too wide, it breaks after the first word instead of before the link.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import inline

from vnrgen.render.pdf.remembered import replaced

_NARROWEST = 4  # letters of the width of their size: text with more of them cannot fit


@contextmanager
def full_lines() -> Iterator[None]:
    """While this holds, the engine lets a space at the end of a line hang over its edge."""
    with replaced(inline, "split_first_line", _hanging(inline.split_first_line)):
        yield


def _hanging(split: Callable[..., Any]) -> Callable[..., Any]:
    def split_first_line(
        text: str,
        style: Any,  # noqa: ANN401 - the engine is not typed
        context: Any,  # noqa: ANN401
        max_width: float | None,
        *rest: Any,  # noqa: ANN401
        **named: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        found = split(text, style, context, max_width, *rest, **named)
        if found[2] is None or max_width is None or not text.endswith(" "):
            return found
        words = text.rstrip(" ")
        most = max_width * _NARROWEST / style["font_size"]
        if style["white_space"] != "normal" or not words or len(words) > most:
            return found
        layout, length, resume_at, width, *metrics = split(
            words, style, context, max_width, *rest, **named
        )
        if resume_at is not None or width > max_width:
            return found
        return (layout, length, len(text.encode()), width, *metrics)

    return split_first_line
