"""Inlines as runs, hyperlinks, fields and bookmarks."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from vnrgen.document.blocks import (
    BoundNumber,
    CrossReference,
    Deleted,
    Emphasis,
    Inline,
    Inlines,
    Inserted,
    LanguageSpan,
    Link,
    NoteMark,
    Strong,
    Text,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.render.direction import reads_rightwards
from vnrgen.render.docx.fields import anchor, reference
from vnrgen.render.docx.markup import one_line
from vnrgen.render.docx.source_map import bookmark_name
from vnrgen.render.docx.writer import Setting, Writer


def inlines_xml(writer: Writer, content: Inlines, setting: Setting) -> str:
    """Return inlines as the content of a paragraph; of a comparison the newer words.

    In a document from right to left a sentence in Latin letters keeps its own direction.
    """
    if writer.rtl and not setting.rightwards and reads_rightwards(plain(content)):
        setting = replace(setting, rightwards=True)
    return "".join(_inline(writer, inline, setting) for inline in content)


def _inline(  # noqa: C901 - one case a kind
    writer: Writer, inline: Inline, setting: Setting
) -> str:
    match inline:
        case Text():
            return writer.run(inline.text, setting)
        case BoundNumber():
            return _bound_number(writer, inline, setting)
        case Strong():
            return inlines_xml(writer, inline.children, replace(setting, strong=True))
        case Emphasis():
            return inlines_xml(
                writer, inline.children, replace(setting, emphasis=not setting.emphasis)
            )
        case Link():
            return _link(writer, inline, setting)
        case NoteMark():
            return _note_mark(writer, inline, setting)
        case CrossReference():
            return reference(writer, inline, setting)
        case LanguageSpan():
            inner = replace(setting, language=inline.language)
            return inlines_xml(writer, inline.children, inner)
        case Inserted():
            return inlines_xml(writer, inline.children, setting)
        case Deleted():
            return ""
        case _:
            assert_never(inline)


def _bound_number(writer: Writer, number: BoundNumber, setting: Setting) -> str:
    part = writer.number_part(setting.block_id)
    mark = writer.begin(setting.block_id, "BoundNumber", part, binding=number.binding)
    return mark.start + writer.run(number.text, setting) + writer.end(mark)


def _link(writer: Writer, link: Link, setting: Setting) -> str:
    if setting.linked:  # a link in a link: the outer one holds
        return inlines_xml(writer, link.children, setting)
    inner = replace(setting, linked=True, style="Hyperlink")
    identifier = writer.package.link(one_line(link.href))
    content = inlines_xml(writer, link.children, inner)
    return f'<w:hyperlink r:id="{identifier}" w:history="1">{content}</w:hyperlink>'


def _note_mark(writer: Writer, mark: NoteMark, setting: Setting) -> str:
    inner = replace(setting, style="Note mark")
    if setting.linked or mark.note_id not in writer.note_ids:
        return writer.run(mark.label, inner)
    place = writer.begin(mark.note_id, "NoteMark", "mark")
    writer.note_numbers.add(len(writer.spoken))
    content = writer.run(mark.label, inner) + writer.end(place)
    return place.start + anchor(bookmark_name(mark.note_id, "note"), content)
