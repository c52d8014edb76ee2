"""Every kind of block as Word paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, groupby, pairwise
from typing import Final, assert_never

from vnrgen.document.blocks import (
    Block,
    BulletList,
    Callout,
    Chart,
    Contents,
    CoverageMatrix,
    Divided,
    Document,
    KeyFigures,
    Layout,
    Marked,
    NoteList,
    PageBreak,
    Paragraph,
    ParagraphRole,
    QualityCard,
    Quote,
    RecommendationTable,
    Revised,
    Section,
    Story,
    Table,
    Tone,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.document.markdown.testimony import testimony_blocks
from vnrgen.document.tree.marks import Side, blocks_of_side
from vnrgen.render.docx.apparatus import write_contents, write_notes
from vnrgen.render.docx.figures import (
    Pictures,
    beside_xml,
    write_chart,
    write_charts_beside,
    write_key_figures,
    write_matrix,
)
from vnrgen.render.docx.inlines import inlines_xml
from vnrgen.render.docx.panels import goal_bar, write_card, write_recommendations
from vnrgen.render.docx.pictures import photo_xml
from vnrgen.render.docx.stylebook import LIST_HANG
from vnrgen.render.docx.tables import write_table
from vnrgen.render.docx.writer import Setting, Writer

_PHOTO = (4253, 4253)  # at most 7.5 by 7.5 cm
_BESIDE = 2  # charts of a brief
_LEVELS = 3  # of nested lists
_AFTER_OTHERS: Final = '<w:spacing w:before="560"/>'  # a chapter below the end of another
_LONG_LIST = 3  # items after the first, so that its first two and its last two are four
_TONES: Final = {Tone.INFORM: "Callout", Tone.CAUTION: "Caution", Tone.METHOD: "Method"}
_ROLES: Final = {
    ParagraphRole.BODY: "Body Text",
    ParagraphRole.LEAD: "Lead",
    ParagraphRole.FINDING: "Finding",
    ParagraphRole.SOURCE: "Remark",
    ParagraphRole.NOTE: "Remark",
    ParagraphRole.MUTED: "Muted",
}


def write_blocks(
    writer: Writer, blocks: Iterable[Block], pictures: Pictures, setting: Setting
) -> None:
    """Write blocks one after the other; in a brief, charts that are neighbours side by side."""
    if not _is_brief(writer):
        _write_run(writer, blocks, pictures, setting)
        return
    for _, run in groupby(blocks, key=lambda block: isinstance(block, Chart)):
        several = tuple(run)
        charts = [block for block in several if isinstance(block, Chart)]
        for first in range(0, len(charts), _BESIDE):
            write_charts_beside(writer, charts[first : first + _BESIDE], pictures, setting)
        if not charts:
            _write_run(writer, several, pictures, setting)


def _write_run(
    writer: Writer, blocks: Iterable[Block], pictures: Pictures, setting: Setting
) -> None:
    """Write blocks; a finding, its quote and who was heard do not part.

    The sources of a brief do not begin a page: what comes before them goes there with them.
    """
    last = _last_section(writer.document) if _is_brief(writer) else None
    for block, following in pairwise(chain(blocks, (None,))):
        if block is not None:
            tied = isinstance(block, Quote) and _is_source(following)
            tied |= isinstance(block, Paragraph) and isinstance(following, Quote)
            tied |= following is not None and following is last
            here = replace(setting, keep_next=True) if tied else setting
            _write(writer, block, pictures, here)


def _is_brief(writer: Writer) -> bool:
    return writer.document.metadata.layout is Layout.BRIEF


def _last_section(document: Document) -> Section | None:
    return next((b for b in reversed(document.blocks) if isinstance(b, Section)), None)


def _is_source(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.role is ParagraphRole.SOURCE


def _write(writer: Writer, block: Block, pictures: Pictures, setting: Setting) -> None:  # noqa: C901, PLR0912 - one case a kind
    match block:
        case Paragraph():
            _write_paragraph(writer, block, setting)
        case Section():
            _write_section(writer, block, pictures, setting)
        case BulletList():
            _write_list(writer, block, pictures, setting)
        case Table():
            write_table(writer, block, setting)
        case Chart():
            write_chart(writer, block, pictures, setting)
        case KeyFigures():
            write_key_figures(writer, block, setting)
        case Story():
            _write_story(writer, block, pictures, setting)
        case Quote():
            _write_quote(writer, block, pictures, setting)
        case RecommendationTable():
            write_recommendations(writer, block, setting)
        case CoverageMatrix():
            write_matrix(writer, block, setting)
        case QualityCard():
            write_card(writer, block, setting)
        case Callout():
            _write_callout(writer, block, pictures, setting)
        case NoteList():
            write_notes(writer, block, setting)
        case Contents():
            write_contents(writer, block, setting)
        case PageBreak():
            writer.open_on_new_page(block.block_id)
        case Marked() | Revised() | Divided():  # ``tracked`` prints what changed
            write_blocks(writer, blocks_of_side((block,), Side.NEW), pictures, setting)
        case _:
            assert_never(block)


def _write_paragraph(writer: Writer, paragraph: Paragraph, setting: Setting) -> None:
    _write_words(writer, paragraph, setting, setting.panel or _ROLES[paragraph.role])


def _write_words(
    writer: Writer,
    paragraph: Paragraph,
    setting: Setting,
    style: str,
    numbering: tuple[int, int] | None = None,
    layout: str = "",
) -> None:
    here = setting.within(paragraph.block_id)
    mark = writer.begin(paragraph.block_id, "Paragraph", origin=paragraph.origin)
    content = mark.start + inlines_xml(writer, paragraph.content, here) + writer.end(mark)
    keep = setting.keep_next
    written = writer.paragraph(style, content, keep_next=keep, numbering=numbering, layout=layout)
    writer.add(written)


def _write_section(writer: Writer, section: Section, pictures: Pictures, setting: Setting) -> None:
    here = setting.within(section.block_id)
    if section.starts_page:
        writer.break_page()
    number = ""
    if section.number:
        number = writer.run(section.number, replace(here, style="Heading number"))
        number += writer.run("  ", here)
    mark = writer.begin(section.block_id, "Section", origin=section.origin)
    title = mark.start + inlines_xml(writer, section.title, here) + writer.end(mark)
    style = f"heading {min(section.level, 4)}"
    layout = goal_bar(writer, section.goal)
    of_chapter = writer.document.metadata.layout is Layout.CHAPTER
    if of_chapter and section.level == 1 and not section.starts_page:
        layout += _AFTER_OTHERS
    writer.add(writer.paragraph(style, number + title, layout=layout))
    write_blocks(writer, section.blocks, pictures, setting)


# --- lists -------------------------------------------------------------------------------------


def _write_list(writer: Writer, listing: BulletList, pictures: Pictures, setting: Setting) -> None:
    mark = writer.begin(listing.block_id, "BulletList", origin=listing.origin)
    writer.open(mark)
    style = _list_style(setting.panel, ordered=listing.ordered)
    if listing.ordered:
        shared = listing.block_id if writer.comparing else ""
        list_id = writer.package.restarted_list(style, shared)
    else:
        list_id = writer.package.list_of(style)
    level = min(setting.depth, _LEVELS - 1)
    inner = replace(setting, depth=setting.depth + 1)
    last = len(listing.items) - 1
    for index, item in enumerate(listing.items):
        near_edge = index == last - 1 or (index == 0 and last >= _LONG_LIST)  # none stands alone
        inner = replace(inner, keep_next=near_edge or setting.keep_next)
        first, *rest = item.blocks or (None,)
        if isinstance(first, Paragraph):
            _write_words(writer, first, inner, style, (list_id, level))
        elif first is not None:
            rest = [first, *rest]
        for block in rest:
            if isinstance(block, Paragraph) and not setting.panel:
                _write_words(writer, block, inner, "List Continue", layout=_indent(writer, level))
            else:
                write_blocks(writer, (block,), pictures, inner)
    writer.close(mark)


def _list_style(panel: str, *, ordered: bool) -> str:
    if panel:
        return f"{panel} number" if ordered else f"{panel} bullet"
    return "List Number" if ordered else "List Bullet"


def _indent(writer: Writer, level: int) -> str:
    """Return the layout of a further paragraph of an item: the style's own on the first level."""
    if level == 0:
        return ""
    left = writer.package.left_indent("List Continue") + LIST_HANG * level
    return f'<w:ind w:left="{left}"/>'


# --- panels ------------------------------------------------------------------------------------


def _write_callout(writer: Writer, callout: Callout, pictures: Pictures, setting: Setting) -> None:
    panel = _TONES[callout.tone]
    here = replace(setting.within(callout.block_id), panel=panel)
    writer.begin_panel()
    mark = writer.begin(callout.block_id, "Callout", origin=callout.origin)
    writer.open(mark)
    if callout.title:
        title = inlines_xml(writer, callout.title, here)
        writer.add(writer.paragraph(f"{panel} title", title))
    write_blocks(writer, callout.blocks, pictures, here)
    writer.close(mark)
    writer.end_panel()


def _write_story(writer: Writer, story: Story, pictures: Pictures, setting: Setting) -> None:
    here = replace(setting.within(story.block_id), panel="Story")
    writer.begin_panel()
    mark = writer.begin(story.block_id, "Story", origin=story.origin)
    writer.open(mark)
    title = inlines_xml(writer, story.title, here)
    writer.add(writer.paragraph("Story title", title))
    _write_testimony(writer, story.testimony_id, pictures, here, plain(story.title))
    if story.meta:
        meta = inlines_xml(writer, story.meta, here)
        writer.add(writer.paragraph("Story meta", meta, keep_next=bool(story.beside)))
    for figure in story.beside:
        writer.add(beside_xml(writer, figure, here))
    writer.close(mark)
    writer.end_panel()


def _write_quote(writer: Writer, quote: Quote, pictures: Pictures, setting: Setting) -> None:
    here = replace(setting.within(quote.block_id), panel="Quote")
    mark = writer.begin(quote.block_id, "Quote", origin=quote.origin)
    writer.open(mark)
    _write_testimony(writer, quote.testimony_id, pictures, here, "")
    words = inlines_xml(writer, quote.attribution, here)
    keep = setting.keep_next
    writer.add(writer.paragraph("Quote attribution", words, keep_next=keep))
    writer.close(mark)


def _write_testimony(
    writer: Writer, testimony_id: str, pictures: Pictures, setting: Setting, title: str
) -> None:
    """Write a person's words and photo; after a withdrawal there are none."""
    testimony = writer.document.testimonies.get(testimony_id)
    if testimony is None:
        return
    language = testimony.language
    same = language == writer.document.metadata.language
    here = replace(setting, language="" if same else language)
    if testimony.photo is not None:
        alternative = testimony.photo_alternative or title
        photo = photo_xml(writer, testimony.photo, alternative, *_PHOTO, here)
        writer.add(writer.paragraph("Story photo", photo))
    mark = writer.begin(setting.block_id, "Testimony", "words")
    writer.open(mark)
    *words, last = testimony_blocks(testimony) or (None,)
    write_blocks(writer, words, pictures, here)
    if last is not None:  # who said it does not stand alone on the next page
        write_blocks(writer, (last,), pictures, replace(here, keep_next=True))
    writer.close(mark)
