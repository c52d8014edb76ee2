"""Inlines as data: plain words are strings, all else is a list that begins with its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, assert_never

from vnrgen.document.blocks import (
    BoundNumber,
    CrossReference,
    Deleted,
    Emphasis,
    Inline,
    Inserted,
    LanguageSpan,
    Link,
    NoteMark,
    Strong,
    Text,
)
from vnrgen.render.direction import END, RIGHTWARDS, is_scrambled
from vnrgen.render.html.inlines import is_outward, plain
from vnrgen.render.typst.setting import Setting

Run = list[Any]
"""Words of a paragraph or a cell: strings and lists."""


def run(content: Iterable[Inline], setting: Setting) -> Run:
    """Return inlines as data; neighbouring plain words are one string.

    In a document from right to left a sentence in Latin letters keeps its own direction.
    """
    parts = tuple(content)
    joined = _joined(parts, setting)
    if not setting.mirrored or not is_scrambled(plain(parts)):
        return joined
    return [RIGHTWARDS, *joined, END]


def _joined(content: Iterable[Inline], setting: Setting) -> Run:
    joined: Run = []
    for part in content:
        for piece in _pieces(part, setting):
            if isinstance(piece, str) and joined and isinstance(joined[-1], str):
                joined[-1] += piece
            elif piece != "":
                joined.append(piece)
    return joined


def _pieces(part: Inline, setting: Setting) -> Iterator[Any]:  # noqa: C901 - one case per kind
    match part:
        case Text(text=text) | BoundNumber(text=text):
            yield setting.words(text)
        case Strong(children=children):
            yield ["strong", _joined(children, setting)]
        case Emphasis(children=children):
            yield ["emphasis", _joined(children, setting)]
        case Link(href=href, children=children):
            if is_outward(href):
                setting.links.append("")
                yield ["link", href, _joined(children, setting)]
            else:
                yield from _joined(children, setting)
        case NoteMark():
            yield _note_mark(part, setting)
        case CrossReference(target_id=target_id, text=text):
            shown = setting.words(text)
            label = setting.target(target_id, shown)
            yield ["reference", label, shown] if label else shown
        case LanguageSpan(language=language, children=children):
            yield ["language", setting.language(language), _joined(children, setting)]
        case Inserted(children=children):
            yield ["inserted", _joined(children, setting)]
        case Deleted(children=children):
            yield ["deleted", _joined(children, setting)]
        case _:
            assert_never(part)


def call_label(note_label: str) -> str:
    """Return the name of the place where a note is called first."""
    return f"{note_label}-call"


def _note_mark(mark: NoteMark, setting: Setting) -> list[str]:
    name = setting.document.furniture["note"]
    label = setting.target(mark.note_id, f"{name} {mark.label}")
    setting.calls[mark.note_id] += 1
    first = label and setting.calls[mark.note_id] == 1
    return ["note", label, setting.words(mark.label), call_label(label) if first else ""]
