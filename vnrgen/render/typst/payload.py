"""The whole document as the one piece of data that the typst template reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vnrgen.document.blocks import (
    Block,
    CoverageMatrix,
    KeyFigures,
    Metadata,
    QualityCard,
    RecommendationTable,
    Section,
    Story,
)
from vnrgen.document.tree.walk import every_block
from vnrgen.render.direction import pieces, reads_rightwards
from vnrgen.render.typst.blocks import blocks_data
from vnrgen.render.typst.look import cover_picture, goals, pictograms, tokens
from vnrgen.render.typst.setting import Setting, language_parts

_COVER = (
    "title",
    "subtitle",
    "country",
    "coalition",
    "date_text",
    "stamp",
    "banner",
    "audience_note",
    "contact",
    "running_head",
)


def document_data(setting: Setting) -> dict[str, Any]:
    """Return a document as data; of looks, only what it uses."""
    document = setting.document
    metadata = document.metadata
    blocks = tuple(every_block(document.blocks))
    shown = {name: setting.words(getattr(metadata, name)) for name in _COVER}
    return {
        "said": {name: _said(words, metadata) for name, words in shown.items()},
        "metadata": shown
        | {
            "year": str(metadata.year),
            "direction": metadata.direction,
            "layout": str(metadata.layout),
        },
        "language": language_parts(metadata.language),
        "families": setting.families,
        "leading": setting.leading,
        "tokens": dict(tokens()),
        "cover": cover_picture(),
        "goals": goals(_goals(blocks)),
        "pictograms": pictograms(_marks(blocks)),
        "blocks": blocks_data(document.blocks, setting),
    }


def _said(words: str, metadata: Metadata) -> dict[str, Any]:
    """Return a line of the cover or of running heads in parts, and whether it is turned."""
    turned = metadata.direction == "rtl" and reads_rightwards(words)
    return {
        "turned": turned,
        "parts": list(pieces(words, metadata)) if turned else [[words, False]],
    }


def _goals(blocks: Iterable[Block]) -> Iterator[int]:
    for block in blocks:
        match block:
            case Section(goal=goal) if goal:
                yield goal
            case KeyFigures(figures=figures) | Story(beside=figures):
                yield from (figure.goal for figure in figures if figure.goal)
            case RecommendationTable(entries=entries):
                yield from (entry.goal for entry in entries if entry.goal)
            case _:
                pass


def _marks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Story():
                yield "quotation"
            case QualityCard(criteria=criteria):
                yield from (criterion.mark for criterion in criteria)
            case CoverageMatrix(rows=rows, legend=legend):
                yield from (str(mark) for mark, _ in legend)
                yield from (str(mark) for row in rows for mark, _ in row.cells)
            case _:
                pass
