"""A document with every kind of block and every hard case a renderer meets, for renderers' tests.

All persons, places and numbers are invented. ``a_document()`` is valid by default; pass keyword
changes for another metadata. ``pictures_of`` stands in for the charts room: plain SVG and PNG.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tests.builders_blocks import (
    ARABIC,
    a_card,
    a_paragraph,
    a_story,
    bound,
    key_figures,
    recommendations,
    testimonies,
    words,
)
from tests.builders_drawn_blocks import (
    a_chart,
    a_dumbbell,
    a_grid,
    a_long_table,
    a_matrix,
    an_equiplot,
    some_bars,
)
from vnrgen.document.blocks import (
    Block,
    BulletList,
    Callout,
    ChangeKind,
    ChangeMark,
    Chart,
    Contents,
    ContentsEntry,
    CrossReference,
    Deleted,
    Document,
    Emphasis,
    Inserted,
    LanguageSpan,
    Link,
    ListItem,
    Marked,
    Metadata,
    Note,
    NoteList,
    NoteMark,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    Strong,
    Text,
    Tone,
)

FURNITURE = {
    "contents": "Contents",
    "notes": "Notes",
    "back_to_text": "Back to the text, note",
    "data_behind_chart": "Data behind this figure",
    "skip_to_content": "Skip to content",
    "page": "Page",
    "continued": "continued",
    "note": "Note",
    "figure": "Figure",
    "table": "Table",
    "story": "Story",
    "photo": "Photo",
    "key_figures": "Key figures",
    "quality_card": "Quality card",
    "recommendation": "Recommendation",
    "version": "Version",
    "inserted": "inserted",
    "deleted": "deleted",
    "moved": "moved",
}


def metadata(**changes: Any) -> Metadata:
    """Return the metadata of a draft of a fictional country."""
    values: dict[str, Any] = {
        "title": "Leaving no one behind",
        "subtitle": "Chapter for the third Voluntary National Review",
        "country": "Republic of Ostara",
        "iso3": "XOS",
        "year": 2026,
        "language": "en",
        "direction": "ltr",
        "coalition": "Ostara Civil Society Coalition for the 2030 Agenda",
        "as_of": date(2026, 3, 31),
        "date_text": "31 March 2026",
        "status": "draft",
        "version": "0.3",
        "stamp": "Draft, version 0.3",
        "banner": "Ostara is a fictional country: every person, place and number is invented",
        "audience_note": "May be shared with the public",
        "contact": "coalition@example.org",
        "running_head": "Republic of Ostara · 2026 · Leaving no one behind",
    }
    return Metadata(**(values | changes))


def _glance() -> Section:
    return Section(
        block_id="glance",
        title=words("At a glance"),
        level=1,
        number="1",
        starts_page=True,
        blocks=(
            a_paragraph(
                "glance/lead",
                "Six groups are left behind in Ostara, and for a third of what we asked about "
                "them there is no figure at all.",
                role="lead",
            ),
            key_figures(),
            _with_every_inline(),
            _list_in_a_list(),
            Callout(
                block_id="glance/callout",
                title=words("How to read this chapter"),
                tone=Tone.INFORM,
                blocks=(
                    a_paragraph("glance/c1", "Filled circles are official, diamonds citizen."),
                ),
            ),
            _notes(),
        ),
    )


def _with_every_inline() -> Paragraph:
    """Return a paragraph with every kind of inline in it."""
    return a_paragraph(
        "glance/p1",
        "In the highlands, ",
        bound("41.5"),
        " per cent of births are attended",
        NoteMark("note-1", "1"),
        ", against 71.0 per cent nationally (see ",
        CrossReference("say/chart/births", "Figure 2"),
        "). ",
        Strong((Text("The gap has "), Emphasis(words("not")), Text(" closed"))),
        " since 2014. The principle is known as ",
        LanguageSpan("ar", words(ARABIC)),
        " and as ",
        LanguageSpan("fr", words("ne laisser personne de côté")),
        "; see the ",
        Link("https://example.org/agenda", words("2030 Agenda")),
        NoteMark("note-2", "2"),
        ".",
    )


def _list_in_a_list() -> BulletList:
    """Return a list with an ordered list in an item."""
    return BulletList(
        block_id="glance/list",
        items=(
            ListItem(block_id="glance/li1", blocks=(a_paragraph("glance/lp1", "Count."),)),
            ListItem(
                block_id="glance/li2",
                blocks=(
                    a_paragraph("glance/lp2", "Reach, and say who was not reached:"),
                    BulletList(
                        block_id="glance/sub",
                        ordered=True,
                        items=(
                            ListItem(
                                block_id="glance/li3",
                                blocks=(a_paragraph("glance/lp3", "by place"),),
                            ),
                            ListItem(
                                block_id="glance/li4",
                                blocks=(a_paragraph("glance/lp4", "by group"),),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )


def _notes() -> NoteList:
    """Return the notes that are called in the paragraph."""
    return NoteList(
        block_id="glance/notes",
        title=words("Notes"),
        notes=(
            Note(
                note_id="note-1",
                label="1",
                content=words("Ostara Demographic and Health Survey 2024, table 9.2."),
            ),
            Note(
                note_id="note-2",
                label="2",
                content=(
                    Text("General Assembly resolution 70/1, "),
                    Link("https://example.org/70-1", words("example.org/70-1")),
                    Text("."),
                ),
            ),
        ),
    )


def _figures() -> Section:
    story = a_story()
    return Section(
        block_id="say",
        title=words("What the figures and the people say"),
        level=1,
        number="2",
        starts_page=True,
        blocks=(
            a_paragraph("say/lead", "Distance decides who gets care.", role="lead"),
            a_matrix(),
            Section(
                block_id="say/health",
                title=words("Health and well-being"),
                level=2,
                number="2.1",
                goal=3,
                blocks=(
                    a_paragraph("say/finding", "Highland mothers are behind.", role="finding"),
                    a_chart("say/chart/births", "Figure 2", an_equiplot()),
                    a_paragraph("say/p2", "The pattern holds in every province. " * 6),
                    a_chart("say/chart/districts", "Figure 3", some_bars(), rows=30),
                    a_chart("say/chart/both", "Figure 4", a_dumbbell(), rows=3),
                    story,
                    Quote(
                        block_id="say/quote",
                        testimony_id="quote-1",
                        attribution=words("Focus group, border province, June 2025"),
                    ),
                ),
            ),
            Section(
                block_id="say/schools",
                title=words("Quality education"),
                level=2,
                number="2.2",
                goal=4,
                blocks=(
                    a_paragraph("say/muted", "No story was told about schools.", role="muted"),
                    a_story("say/story/arabic", "story-arabic", "Nobody behind"),
                    a_card(),
                    Callout(
                        block_id="say/caution",
                        title=words("A break in the series"),
                        tone=Tone.CAUTION,
                        blocks=(a_paragraph("say/c2", "The question changed in 2019."),),
                    ),
                    Callout(
                        block_id="say/method",
                        title=words("Method"),
                        tone=Tone.METHOD,
                        blocks=(a_paragraph("say/c3", "Intervals are at 95 per cent."),),
                    ),
                ),
            ),
        ),
    )


def _asks() -> Section:
    return Section(
        block_id="ask",
        title=words("What we recommend"),
        level=1,
        number="3",
        starts_page=True,
        blocks=(
            a_paragraph("ask/lead", "Three steps reach most of those left behind.", role="lead"),
            a_grid(),
            PageBreak(block_id="ask/break"),
            recommendations(),
            a_paragraph("ask/source", "Source: coalition records.", role="source"),
            a_paragraph("ask/note", "Numbered as handed in.", role="note"),
        ),
    )


def _annex() -> Section:
    return Section(
        block_id="annex",
        title=words("Tables by district"),
        level=1,
        number="A",
        starts_page=True,
        blocks=(a_long_table(),),
    )


def contents_of(*sections: Section) -> Contents:
    """Return the contents of two levels of sections."""

    def entries(section: Section) -> Iterator[ContentsEntry]:
        title = "".join(part.text for part in section.title if isinstance(part, Text))
        yield ContentsEntry(
            target_id=section.block_id, number=section.number, title=title, level=section.level
        )
        for block in section.blocks:
            if isinstance(block, Section):
                yield from entries(block)

    listed = tuple(entry for section in sections for entry in entries(section))
    return Contents(block_id="contents", title=words("Contents"), entries=listed)


def a_document(*blocks: Block, **changes: Any) -> Document:
    """Return a document: of ``blocks`` where given, else of every kind of block there is."""
    sections = (_glance(), _figures(), _asks(), _annex())
    return Document(
        metadata=metadata(**changes),
        blocks=blocks or (contents_of(*sections), *sections),
        furniture=FURNITURE,
        testimonies=testimonies(),
    )


def a_difference() -> Document:
    """Return a document with whole blocks and words marked as changed."""
    changed = a_paragraph(
        "d/p1", "It is ", Deleted(words("41.0")), Inserted(words("41.5")), " per cent."
    )
    added = a_paragraph("d/p2", "A new sentence.")
    gone = replace(added, block_id="d/p3", content=words("A sentence that went."))
    return a_document(
        Section(
            block_id="d",
            title=words("Changes"),
            level=1,
            number="1",
            blocks=(
                changed,
                Marked(
                    block_id="d/p2/mark",
                    mark=ChangeMark(change_id="c", kind=ChangeKind.INSERT),
                    block=added,
                ),
                Marked(
                    block_id="d/p3/mark",
                    mark=ChangeMark(change_id="c", kind=ChangeKind.DELETE),
                    block=gone,
                ),
            ),
        )
    )


def charts_in(blocks: tuple[Block, ...]) -> Iterator[Chart]:
    """Walk the charts of a tree in reading order."""
    for block in blocks:
        if isinstance(block, Chart):
            yield block
        elif isinstance(block, Section | Callout):
            yield from charts_in(block.blocks)
        elif isinstance(block, Marked):
            yield from charts_in((block.block,))


def pictures_of(document: Document) -> Mapping[str, bytes]:
    """Return a plain SVG for every chart of a document, by block id."""
    return {chart.block_id: _placeholder(chart) for chart in charts_in(document.blocks)}


def _placeholder(chart: Chart) -> bytes:
    rows = getattr(chart.drawing, "rows", ())
    height = 40 + 16 * len(rows)
    lines = "".join(
        f'<g transform="translate(0 {24 + 16 * index})"><path d="M150 0H440" stroke="#ccc"/>'
        + "".join(
            f'<circle cx="{150 + 2.9 * point.value:.1f}" cy="0" r="4" fill="#0072B2"/>'
            for point in getattr(row, "points", ())
        )
        + "</g>"
        for index, row in enumerate(rows)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="460pt" height="{height}pt" '
        f'viewBox="0 0 460 {height}"><title>{chart.label}</title>{lines}</svg>'
    ).encode()


def pngs_of(document: Document) -> Mapping[str, bytes]:
    """Return a small PNG for every chart of a document, by block id."""
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (460, 200), "white").save(stream, "PNG")
    return {chart.block_id: stream.getvalue() for chart in charts_in(document.blocks)}
