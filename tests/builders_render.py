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

from vnrgen.disclosure.testimony import Testimony
from vnrgen.document.blocks import (
    Binding,
    Block,
    BoundNumber,
    BulletList,
    Callout,
    ChangeKind,
    ChangeMark,
    Chart,
    Column,
    ColumnGroup,
    Contents,
    ContentsEntry,
    CoverageMatrix,
    CrossReference,
    Deleted,
    Document,
    Emphasis,
    Inlines,
    Inserted,
    KeyFigure,
    KeyFigures,
    LanguageSpan,
    Link,
    ListItem,
    Marked,
    MatrixMark,
    MatrixRow,
    Metadata,
    Note,
    NoteList,
    NoteMark,
    PageBreak,
    Paragraph,
    ParagraphRole,
    QualityCard,
    QualityCriterion,
    Quote,
    RecommendationEntry,
    RecommendationTable,
    Row,
    RowKind,
    Section,
    Story,
    Strong,
    Table,
    TableRole,
    Text,
    Tone,
)
from vnrgen.document.drawings import Axis, Bars, Drawing, Dumbbell, Equiplot, Point, Producer, Tick
from vnrgen.document.drawings import Emphasis as Part
from vnrgen.document.drawings import Row as DrawnRow

ARABIC = "عدم ترك أحد خلف الركب"
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
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
GROUPS = (
    "Highland communities",
    "Persons with disabilities",
    "Women who head a household",
    "Older persons living alone",
    "Seasonal migrants",
    "Children out of school",
)


def words(text: str) -> Inlines:
    """Return plain words."""
    return (Text(text),)


def bound(text: str, reference: str = "obs-1", measure: str = "value") -> BoundNumber:
    """Return a displayed number bound to an observation."""
    return BoundNumber(text, Binding("observation", reference, measure))


def a_paragraph(block_id: str, *parts: str | Any, role: str = "body") -> Paragraph:
    """Return a paragraph of words and other inlines."""
    content = tuple(Text(part) if isinstance(part, str) else part for part in parts)
    return Paragraph(block_id=block_id, content=content, role=ParagraphRole(role))


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


def behind_table(block_id: str, rows: int = 4) -> Table:
    """Return the unnumbered table behind a chart."""
    body = tuple(
        Row(
            row_id=f"r{index}",
            cells=(
                words(GROUPS[index % len(GROUPS)] if index < len(GROUPS) else f"District {index}"),
                (bound(f"{41.5 - index:.1f}", f"obs-{index}"),),
                words(f"{38.2 - index:.1f} to {44.9 - index:.1f}"),
                words(str(1204 - 31 * index)),
            ),
        )
        for index in range(rows)
    )
    return Table(
        block_id=block_id,
        label="",
        caption=words("Births attended by skilled health personnel, per cent"),
        description="One row per group with the share, its interval and the sample.",
        columns=(
            Column(column_id="group", head=words("Group"), weight=2.4),
            Column(column_id="value", head=words("Per cent"), numeric=True),
            Column(column_id="interval", head=words("95% interval"), numeric=True, weight=1.4),
            Column(column_id="n", head=words("Women asked"), numeric=True),
        ),
        rows=body,
    )


def _axis() -> Axis:
    ticks = tuple(Tick(value=float(v), text=str(v)) for v in range(0, 101, 20))
    return Axis(title="Per cent", minimum=0.0, maximum=100.0, ticks=ticks)


def _point(value: float, label: str, **changes: Any) -> Point:
    return Point(value=value, text=f"{value:.1f}", label=label, **changes)


def an_equiplot() -> Equiplot:
    """Return an equiplot of three years."""
    rows = tuple(
        DrawnRow(
            label=str(year),
            points=(
                _point(31.0 + step, "Highland communities", emphasis=Part.BEHIND),
                _point(71.0 + step, "National", emphasis=Part.NATIONAL),
                _point(96.5 + step / 10, "Capital district", emphasis=Part.AHEAD),
            ),
        )
        for step, year in ((0, 2014), (5, 2019), (9, 2024))
    )
    return Equiplot(rows=rows, axis=_axis())


def some_bars(count: int = 30) -> Bars:
    """Return bars of ``count`` rows, the last one without a value."""
    rows = [
        DrawnRow(
            label=f"District {index} of the highland province",
            points=(
                _point(
                    90.0 - 2 * index,
                    "",
                    lower=86.0 - 2 * index,
                    upper=min(94.0 - 2 * index, 100.0),
                    emphasis=Part.BEHIND if index > count - 4 else Part.PLAIN,
                ),
            ),
        )
        for index in range(count - 1)
    ]
    rows.append(DrawnRow(label="Nomadic herders", points=(), absent="no data collected"))
    return Bars(rows=tuple(rows), axis=_axis(), reference=_point(71.0, "National"))


def a_dumbbell() -> Dumbbell:
    """Return official beside citizen values for three groups."""
    rows = tuple(
        DrawnRow(
            label=group,
            points=(
                _point(60.0 + 4 * index, "official"),
                _point(48.0 + 3 * index, "citizen", producer=Producer.CITIZEN),
            ),
        )
        for index, group in enumerate(GROUPS[:3])
    )
    return Dumbbell(
        rows=rows,
        axis=_axis(),
        official_label="Official: health survey 2024",
        citizen_label="Citizen: clinic scorecard 2025",
    )


def a_chart(block_id: str, label: str, drawing: Drawing, rows: int = 4) -> Chart:
    """Return a chart with its data table."""
    return Chart(
        block_id=block_id,
        label=label,
        title=(
            Text("Six in ten highland mothers give birth without skilled help; in the capital, "),
            bound("one in thirty"),
        ),
        subtitle=words("Births attended by skilled health personnel, per cent, Ostara, 2024"),
        drawing=drawing,
        alternative="Highland communities 41.5 per cent, national 71.0, capital district 96.6.",
        table=behind_table(f"{block_id}/data", rows),
        notes=(words("(29.5): estimate from 25 to 49 cases."),),
        source=words("Source: Ostara Demographic and Health Survey 2024 (official)."),
    )


def a_long_table() -> Table:
    """Return 47 rows under two levels of heads, in groups, with a total and a very long word."""
    rows: list[Row] = []
    for index in range(47):
        if index % 12 == 0:
            head = f"Province {index // 12 + 1}"
            rows.append(Row(row_id=f"g{index}", cells=(words(head),), kind=RowKind.GROUP))
        name = LONG_WORD if index == 3 else f"District {index + 1}"
        values = tuple(
            words(text)
            for text in (f"{60 + index / 10:.1f}", f"{55 - index / 10:.1f}", "(29.5)", "*")
        )
        rows.append(Row(row_id=f"r{index}", cells=(words(name), *values)))
    total = (words("Ostara"), words("64.8"), words("51.2"), words("70.1"), words("58.3"))
    rows.append(Row(row_id="total", cells=total, kind=RowKind.TOTAL))
    heads = ("District", "Women", "Men", "Women", "Men")
    columns = tuple(
        Column(column_id=f"c{i}", head=words(head), numeric=i > 0, weight=2.2 if i == 0 else 1.0)
        for i, head in enumerate(heads)
    )
    return Table(
        block_id="annex/table/districts",
        label="Table 2",
        caption=words("Adults who can read, by district and sex, per cent"),
        description="One row per district in four provinces; women and men in 2019 and 2024.",
        columns=columns,
        column_groups=(
            ColumnGroup(head=(), span=1),
            ColumnGroup(head=words("2019"), span=2),
            ColumnGroup(head=words("2024"), span=2),
        ),
        rows=tuple(rows),
        notes=(
            words("(29.5): estimate from 25 to 49 cases."),
            words("*: fewer than 25 cases, not shown."),
        ),
        source=words("Source: Ostara Labour Force Survey, 2019 and 2024 (official)."),
    )


def a_grid() -> Table:
    """Return a table of words: groups against policies."""
    columns = tuple(
        Column(column_id=name, head=words(name), weight=weight)
        for name, weight in (("Group", 1.0), ("Policy", 2.0), ("Budget", 1.0), ("Body", 1.4))
    )
    rows = tuple(
        Row(
            row_id=f"p{index}",
            cells=(
                words(group),
                words("No policy identified" if index == 2 else "Strategy on inclusion, 2023-2027"),
                words("2.4 million" if index != 2 else "–"),
                words("Ministry of Social Affairs" if index != 2 else "–"),
            ),
        )
        for index, group in enumerate(GROUPS[:4])
    )
    return Table(
        block_id="policy/table/responses",
        label="Table 1",
        caption=words("What is being done for each group"),
        description="One row per group: policy, budget and responsible body.",
        columns=columns,
        rows=rows,
        role=TableRole.GRID,
    )


def a_matrix() -> CoverageMatrix:
    """Return a coverage matrix with every mark in it."""
    named = {
        MatrixMark.FILLED: "official",
        MatrixMark.HATCHED: "citizen only",
        MatrixMark.WITHHELD: "withheld",
        MatrixMark.EMPTY: "none",
    }
    marks = tuple(MatrixMark)
    kinds = ("Health", "Education", "Work and income", "Housing", "Safety", "Participation")
    rows = tuple(
        MatrixRow(
            row_id=f"m{index}",
            head=words(group),
            cells=tuple(
                (mark, named[mark])
                for mark in (marks[(index * index + column) % 4] for column in range(len(kinds)))
            ),
        )
        for index, group in enumerate(GROUPS)
    )
    return CoverageMatrix(
        block_id="who/matrix/coverage",
        label="Figure 1",
        caption=words("Where evidence exists about each group, and where it is missing"),
        description="Six groups against six kinds of evidence.",
        corner=words("Group"),
        columns=tuple(words(kind) for kind in kinds),
        rows=rows,
        legend=tuple((mark, named[mark]) for mark in marks),
        notes=(words("Withheld: too few cases to be shown without harm."),),
    )


def key_figures(block_id: str = "glance/key/strip") -> KeyFigures:
    """Return a strip of four key figures."""
    figures = (
        ("k1", "41.5%", "of highland births are attended", "national: 71.0%", 3),
        ("k2", "1 in 4", "persons with disabilities finished school", "others: 2 in 3", 4),
        ("k3", "12 of 36", "cells have no evidence at all", "6 groups, 6 kinds", 10),
        ("k4", "7", "earlier recommendations are done", "of 24 made in 2021", 16),
    )
    return KeyFigures(
        block_id=block_id,
        figures=tuple(
            KeyFigure(
                figure_id=name,
                value=(bound(value),),
                label=words(label),
                detail=words(detail),
                goal=goal,
            )
            for name, value, label, detail, goal in figures
        ),
    )


def testimonies() -> dict[str, Testimony]:
    """Return a story with a photo, one in Arabic, and a quote."""
    told = (
        "I walked **six hours** to the clinic. When I came there, *nobody* was on duty.\n\n"
        "Now a nurse comes:\n\n- every second week\n- when the road is open\n\n"
        "> Tell them the road is the problem.\n"
    )
    return {
        "story-road": Testimony(
            testimony_id="story-road",
            text=told,
            language="en",
            attribution="Mother of two, 27",
            photo=a_photo(),
            photo_alternative="A dirt road across a river in the highlands",
        ),
        "story-arabic": Testimony(
            testimony_id="story-arabic",
            text=f"{ARABIC}. {ARABIC}.",
            language="ar",
            attribution="امرأة، 44",
        ),
        "quote-1": Testimony(
            testimony_id="quote-1",
            text="They ask us for papers nobody ever gave us.",
            language="en",
            attribution="Seasonal migrant",
        ),
    }


def a_photo() -> bytes:
    """Return a small JPEG without metadata."""
    from PIL import Image

    image = Image.linear_gradient("L").resize((480, 320)).convert("RGB")
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=70)
    return stream.getvalue()


def a_story(
    block_id: str = "people/story/road",
    testimony_id: str = "story-road",
    title: str = "The road is the problem",
) -> Story:
    """Return a story with its indicator beside it."""
    return Story(
        block_id=block_id,
        testimony_id=testimony_id,
        title=words(title),
        meta=words("A highland district, May 2025. Told with consent for publication."),
        beside=key_figures().figures[:1],
    )


def recommendations() -> RecommendationTable:
    """Return three recommendations with their details."""
    entries = tuple(
        RecommendationEntry(
            rec_id=f"R{index + 1}",
            text=words(text),
            details=(
                ("Target", words("3.1")),
                ("Addressed to", words("Ministry of Health")),
                ("Group", words(GROUPS[index])),
                ("Evidence", (CrossReference("say/chart/births", "Figure 2"), Text(", story"))),
            ),
            goal=goal,
        )
        for index, (text, goal) in enumerate(
            (
                ("Post a midwife in every highland commune by 2028.", 3),
                ("Make every school reachable for a child with a disability.", 4),
                ("Let seasonal workers register where they work.", 8),
            )
        )
    )
    return RecommendationTable(
        block_id="ask/recommendations/all",
        label="Table 3",
        caption=words("What we recommend"),
        entries=entries,
    )


def a_card() -> QualityCard:
    """Return the quality card of a citizen source with every mark."""
    marks = (
        ("pass", "met"),
        ("partial", "partly met"),
        ("fail", "not met"),
        ("unknown", "not known"),
    )
    names = ("Relevant", "Accurate", "Timely", "Comparable")
    return QualityCard(
        block_id="how/card/scorecard",
        title=words("Community clinic scorecard 2025"),
        badge="Citizen data",
        facts=(
            ("Producer", words("Highland Women's Network")),
            ("Method", words("Scorecard meetings in 14 clinics")),
            ("Sample", words("612 participants, not a probability sample")),
        ),
        criteria=tuple(
            QualityCriterion(label=name, mark=mark, mark_label=label)
            for name, (mark, label) in zip(names, marks, strict=True)
        ),
    )


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
            a_paragraph(
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
            ),
            BulletList(
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
            ),
            Callout(
                block_id="glance/callout",
                title=words("How to read this chapter"),
                tone=Tone.INFORM,
                blocks=(
                    a_paragraph("glance/c1", "Filled circles are official, diamonds citizen."),
                ),
            ),
            NoteList(
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
