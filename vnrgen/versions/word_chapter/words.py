"""Words of a Word file, with the looks they stand in → inlines of the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from vnrgen.document.blocks import (
    BoundNumber,
    CrossReference,
    Emphasis,
    Inline,
    Inlines,
    Link,
    NoteMark,
    Strong,
    Text,
)
from vnrgen.document.tree.marks import normal_words
from vnrgen.render.docx.source_map import MapEntry
from vnrgen.versions.pull.leaves import Leaf, Look, Piece

Entries = Mapping[str, MapEntry]
"""The entries of a file's source map by the name of their bookmark."""

_HYPHEN = "\u00ad"


def inlines_of(leaves: Iterable[Leaf], entries: Entries) -> Inlines:
    """Return the words of paragraphs in normal form, without labels; a space between two."""
    content: list[Inline] = []
    for leaf in leaves:
        words = _of_pieces([p for p in leaf.pieces if not p.look.label], entries)
        if words and content:
            content.append(Text(" "))
        content += words
    return normal_words(tuple(content))


def _of_pieces(pieces: Sequence[Piece], entries: Entries) -> Inlines:
    content: list[Inline] = []
    for look, run in groupby(_trimmed(pieces), key=lambda piece: piece.look):
        inline = _inline(look, list(run), entries)
        if inline is not None:
            content.append(inline)
    return normal_words(tuple(content))


def _trimmed(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces whose spaces are one each, with none at the ends and no hidden hyphens."""
    told: list[Piece] = []
    is_open = False  # whether a space would stand after a word
    for piece in pieces:
        text = ""
        for sign in piece.text.replace(_HYPHEN, ""):
            if not sign.isspace() or sign in "\u00a0\u202f":
                text, is_open = text + sign, True
            elif is_open:
                text, is_open = f"{text} ", False
        if text or piece.raw:
            told.append(Piece(text, piece.look, piece.raw))
    while told and not told[-1].raw and not told[-1].text.rstrip(" "):
        told.pop()
    if told:
        last = told[-1]
        told[-1] = Piece(last.text.rstrip(" "), last.look, last.raw)
    return told


def _inline(look: Look, run: Sequence[Piece], entries: Entries) -> Inline | None:
    """Return neighbouring words in one look as what they were printed from."""
    text = "".join(piece.text for piece in run)
    entry = entries.get(look.mark)
    if entry is not None and entry.binding is not None:
        return _styled(BoundNumber(text, entry.binding), look) if text else None
    if entry is not None and entry.kind in {"Note", "NoteMark"}:
        return NoteMark(entry.block_id, "".join(piece.raw for piece in run) or text)
    if entry is not None and text:
        return _styled(CrossReference(entry.block_id, text), look)
    if look.note:
        return Text(f" [{look.note}]")
    return _styled(Text(text), look) if text else None


def _styled(inline: Inline, look: Look) -> Inline:
    if look.emphasis:
        inline = Emphasis((inline,))
    if look.strong:
        inline = Strong((inline,))
    return Link(look.href, (inline,)) if look.href else inline
