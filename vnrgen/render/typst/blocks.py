"""Blocks as data: one function per kind; the template alone says how each looks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, assert_never

from vnrgen.document.blocks import (
    Block,
    BulletList,
    Callout,
    Chart,
    Contents,
    CoverageMatrix,
    Divided,
    KeyFigures,
    Marked,
    NoteList,
    PageBreak,
    Paragraph,
    QualityCard,
    Quote,
    RecommendationTable,
    Revised,
    Section,
    Story,
    Table,
)
from vnrgen.document.markdown.testimony import testimony_blocks
from vnrgen.render.typst.inlines import call_label, run
from vnrgen.render.typst.panels import (
    Data,
    card_data,
    chart_data,
    key_figures_data,
    quote_data,
    recommendations_data,
    story_data,
)
from vnrgen.render.typst.setting import Setting
from vnrgen.render.typst.tables import matrix_data, table_data

_LONG_CALLOUT = 6
"""A callout of more blocks may go over the end of a page."""


def blocks_data(blocks: Iterable[Block], setting: Setting) -> list[Data]:
    """Return blocks one after the other."""
    return [part for block in blocks for part in _block(block, setting)]


def _block(block: Block, setting: Setting) -> list[Data]:  # noqa: C901, PLR0912 - a case per kind
    match block:
        case Paragraph():
            return [_paragraph(block, setting)]
        case Section():
            return [_section(block, setting)]
        case BulletList():
            return [_list(block, setting)]
        case Table():
            return [table_data(block, setting)]
        case Chart():
            return [chart_data(block, setting)]
        case KeyFigures():
            return [key_figures_data(block, setting)]
        case Story():
            return [story_data(block, lambda: _told(block, setting), setting)]
        case Quote():
            return [quote_data(block, _told(block, setting), setting)]
        case RecommendationTable():
            return [recommendations_data(block, setting)]
        case CoverageMatrix():
            return [matrix_data(block, setting)]
        case QualityCard():
            return [card_data(block, setting)]
        case Callout():
            return [_callout(block, setting)]
        case NoteList():
            return [_notes(block, setting)]
        case Contents():
            return [_contents(block, setting)]
        case PageBreak():
            return [{"kind": "page-break"}]
        case Marked():
            inner = blocks_data((block.block,), setting)
            return [{"kind": "changed", "change": str(block.mark.kind), "blocks": inner}]
        case Revised():
            return _block(block.block, setting)
        case Divided():
            return blocks_data(block.parts, setting)
        case _:
            assert_never(block)


def _told(block: Story | Quote, setting: Setting) -> list[Data]:
    testimony = setting.testimony(block.testimony_id)
    told = [] if testimony is None else blocks_data(testimony_blocks(testimony), setting)
    # what somebody cites within their own words is no box of the chapter's
    return [part | {"kind": "cited"} if part["kind"] == "callout" else part for part in told]


def _paragraph(paragraph: Paragraph, setting: Setting) -> Data:
    return {
        "kind": "paragraph",
        **setting.place(paragraph.block_id),
        "role": str(paragraph.role),
        "content": run(paragraph.content, setting),
    }


def _section(section: Section, setting: Setting) -> Data:
    return {
        "kind": "section",
        **setting.place(section.block_id),
        "level": section.level,
        "number": setting.words(section.number),
        "title": run(section.title, setting),
        "goal": str(section.goal) if section.goal else None,
        "starts-page": section.starts_page,
        "blocks": blocks_data(section.blocks, setting),
    }


def _list(listing: BulletList, setting: Setting) -> Data:
    return {
        "kind": "list",
        **setting.place(listing.block_id),
        "ordered": listing.ordered,
        "items": [blocks_data(item.blocks, setting) for item in listing.items],
    }


def _callout(callout: Callout, setting: Setting) -> Data:
    return {
        "kind": "callout",
        **setting.place(callout.block_id),
        "tone": str(callout.tone),
        "title": run(callout.title, setting),
        "blocks": blocks_data(callout.blocks, setting),
        "long": len(callout.blocks) > _LONG_CALLOUT,
    }


def _notes(listing: NoteList, setting: Setting) -> Data:
    return {
        "kind": "notes",
        **setting.place(listing.block_id),
        "title": run(listing.title, setting),
        "notes": [
            {
                **setting.place(note.note_id),
                "label": setting.words(note.label),
                "call": _call(note.note_id, note.label, setting),
                "content": run(note.content, setting),
            }
            for note in listing.notes
        ],
    }


def _call(note_id: str, words: str, setting: Setting) -> str:
    """Return the place where a note is called first, "" where nothing before it calls it."""
    if not setting.calls[note_id]:
        return ""
    setting.links.append(f"{setting.document.furniture['back_to_text']} {words}")
    return call_label(setting.labels[note_id])


def _contents(contents: Contents, setting: Setting) -> Data:
    entries: list[Any] = []
    for entry in contents.entries:
        title = setting.words(entry.title)
        label = setting.target(entry.target_id, " ".join(filter(None, (entry.number, title))))
        entries.append(
            {
                "target": label,
                "number": setting.words(entry.number),
                "title": title,
                "level": entry.level,
            }
        )
    return {
        "kind": "contents",
        **setting.place(contents.block_id),
        "title": run(contents.title, setting),
        "entries": entries,
    }
