"""Quality cards and recommendations: label and content, line by line."""

from __future__ import annotations

from dataclasses import replace

from vnrgen.document.blocks import (
    Inlines,
    Origin,
    QualityCard,
    RecommendationEntry,
    RecommendationTable,
)
from vnrgen.render.docx import look
from vnrgen.render.docx.inlines import inlines_xml
from vnrgen.render.docx.tables import write_caption
from vnrgen.render.docx.writer import Setting, Writer

TAB = "<w:tab/>"


def write_card(writer: Writer, card: QualityCard, setting: Setting) -> None:
    """Write a quality card: badge and title, facts, and each criterion with its mark."""
    here = setting.within(card.block_id)
    writer.begin_panel()
    mark = writer.begin(card.block_id, "QualityCard")
    writer.open(mark)
    badge = writer.run(card.badge, replace(here, style="Badge"))
    gap = writer.run("  ", here)
    title = inlines_xml(writer, card.title, here)
    writer.add(writer.paragraph("Card title", badge + gap + title))
    for label, content in card.facts:
        writer.add(_detail(writer, "Card", label, content, here))
    for number, criterion in enumerate(card.criteria, start=1):
        more = number < len(card.criteria)
        name = writer.run(criterion.label, replace(here, style="Detail label"))
        writer.spoken.append(" ")
        words = name + writer.raw_run(TAB, here) + writer.run(criterion.mark_label, here)
        style = f"Criterion {criterion.mark}"
        writer.add(writer.paragraph(style, words, keep_next=more))
    writer.close(mark)
    writer.end_panel()


def write_recommendations(writer: Writer, register: RecommendationTable, setting: Setting) -> None:
    """Write recommendations one under the other, each with its details."""
    here = setting.within(register.block_id)
    mark = writer.begin(register.block_id, "RecommendationTable", origin=register.origin)
    writer.open(mark)
    write_caption(writer, register.label, register.caption, "Table", here)
    for entry in register.entries:
        _write_entry(writer, entry, register.origin, here)
    writer.close(mark)


def _write_entry(
    writer: Writer, entry: RecommendationEntry, origin: Origin | None, setting: Setting
) -> None:
    number = writer.run(entry.rec_id, replace(setting, style="Recommendation id"))
    writer.spoken.append(" ")
    part = f"entry/{entry.rec_id}"
    mark = writer.begin(setting.block_id, "RecommendationEntry", part, origin=origin)
    words = inlines_xml(writer, entry.text, setting) + writer.end(mark)
    content = number + writer.raw_run(TAB, setting) + mark.start + words
    layout = goal_bar(writer, entry.goal)
    more = bool(entry.details)
    writer.add(writer.paragraph("Recommendation", content, layout=layout, keep_next=more))
    for index, (label, detail) in enumerate(entry.details, start=1):
        more = index < len(entry.details)
        name = f"detail/{entry.rec_id}/{index}"
        written = _detail(
            writer, "Recommendation detail", label, detail, setting, (name, origin), keep_next=more
        )
        writer.add(written)


def _detail(
    writer: Writer,
    style: str,
    label: str,
    content: Inlines,
    setting: Setting,
    marked: tuple[str, Origin | None] | None = None,
    *,
    keep_next: bool = False,
) -> str:
    """Return a label and its content; ``marked`` is the part of the block that the content is."""
    name = writer.run(label, replace(setting, style="Detail label"))
    writer.spoken.append(" ")
    head = name + writer.raw_run(TAB, setting)
    if marked is None:
        words = inlines_xml(writer, content, setting)
    else:
        part, origin = marked
        mark = writer.begin(setting.block_id, "Detail", part, origin=origin)
        words = mark.start + inlines_xml(writer, content, setting) + writer.end(mark)
    return writer.paragraph(style, head + words, keep_next=keep_next)


def goal_bar(writer: Writer, goal: int | None) -> str:
    """Return the layout of a paragraph with a bar in the colour of a Goal, or nothing."""
    colour = look.GOAL_COLOURS.get(goal or 0)
    if colour is None:
        return ""
    edge = "right" if writer.rtl else "left"  # Word's paragraph borders do not turn with the text
    bar = f'<w:{edge} w:val="single" w:sz="36" w:space="6" w:color="{colour}"/>'
    return f"<w:pBdr>{bar}</w:pBdr>"
