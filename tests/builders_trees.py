"""Random valid documents (a hypothesis strategy), for property tests of what reads trees.

``documents()`` gives documents with every kind of block and inline: ids are unique, tables are
regular, notes are listed, told words exist. All words are made up.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.builders_document import told
from vnrgen.document import blocks as b
from vnrgen.document import drawings as d

# Letters of several scripts, digits and punctuation; no control characters, no line ends.
WORDS = st.text(
    "abcdefgé ŽλЖन中ع.,;:%()-–'&<>\"{}[]*_#|0123456789", min_size=1, max_size=24
).filter(lambda text: bool(text.strip()))
BINDINGS = st.builds(
    b.Binding,
    st.sampled_from(["observation", "finding"]),
    st.sampled_from(["3.1.2|S|ost|2024|_T|nso", "gap|3.1.2"]),
    st.sampled_from(["value", "lower", "difference", "count"]),
)
LEAVES = st.one_of(
    st.builds(b.Text, WORDS),
    st.builds(b.BoundNumber, st.from_regex(r"[1-9]\d{0,3}(\.\d)?%?", fullmatch=True), BINDINGS),
)


def _wrapped(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    children = st.lists(inner, min_size=1, max_size=2).map(tuple)
    return st.one_of(
        st.builds(b.Strong, children),
        st.builds(b.Emphasis, children),
        st.builds(b.LanguageSpan, st.sampled_from(["fr", "ar", "ne"]), children),
        st.builds(
            b.Link,
            st.just("https://example.org/a?b=c&d"),
            st.lists(LEAVES, min_size=1, max_size=2).map(tuple),
        ),
    )


INLINES = st.lists(st.recursive(LEAVES, _wrapped, max_leaves=4), min_size=1, max_size=3).map(tuple)


class Ids:
    """Gives out ids that no other block of the document has."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def __call__(self, kind: str) -> str:
        return f"made/{kind}/{next(self._count)}"


@st.composite
def _table(draw: st.DrawFn, ids: Ids, *, label: str = "") -> b.Table:
    width = draw(st.integers(1, 4))
    columns = tuple(
        b.Column(column_id=f"c{n}", head=draw(INLINES), numeric=draw(st.booleans()))
        for n in range(width)
    )
    rows = []
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(list(b.RowKind)))
        cells = 1 if kind is b.RowKind.GROUP else width
        rows.append(
            b.Row(row_id=f"r{number}", cells=tuple(draw(INLINES) for _ in range(cells)), kind=kind)
        )
    groups: tuple[b.ColumnGroup, ...] = ()
    if width > 1 and draw(st.booleans()):
        first = draw(st.integers(1, width - 1))
        spans = (b.ColumnGroup(head=(), span=first), b.ColumnGroup(head=draw(INLINES), span=1))
        rest = width - first - 1
        groups = (*spans, *((b.ColumnGroup(head=draw(INLINES), span=rest),) if rest else ()))
    return b.Table(
        block_id=ids("table"),
        label=label,
        caption=draw(INLINES),
        description=draw(WORDS),
        columns=columns,
        rows=tuple(rows),
        column_groups=groups,
        notes=tuple(draw(st.lists(INLINES, max_size=2))),
        source=draw(st.one_of(st.just(()), INLINES)),
        role=draw(st.sampled_from(list(b.TableRole))),
    )


@st.composite
def _point(draw: st.DrawFn) -> d.Point:
    value = draw(st.floats(0, 100))
    has_interval = draw(st.booleans())
    return d.Point(
        value=value,
        text=draw(WORDS),
        label=draw(WORDS),
        producer=draw(st.sampled_from(list(d.Producer))),
        emphasis=draw(st.sampled_from(list(d.Emphasis))),
        lower=max(0.0, value - 5) if has_interval else None,
        upper=min(100.0, value + 5) if has_interval else None,
        small=draw(st.booleans()),
    )


@st.composite
def _drawing(draw: st.DrawFn) -> d.Drawing:
    axis = d.Axis(
        title=draw(WORDS),
        minimum=0.0,
        maximum=100.0,
        ticks=tuple(d.Tick(value=float(n), text=str(n)) for n in (0, 50, 100)),
    )
    one = st.lists(_point(), min_size=1, max_size=1).map(tuple)
    several = st.lists(_point(), min_size=1, max_size=3).map(tuple)
    kind = draw(st.sampled_from(["equiplot", "bars", "dumbbell", "over time", "matrix"]))
    if kind == "over time":
        return _over_time(draw, axis)
    if kind == "matrix":
        return _matrix(draw)
    points = several if kind == "equiplot" else one
    rows = st.builds(d.Row, label=WORDS, points=points, absent=st.just(""))
    drawn = tuple(draw(st.lists(rows, min_size=1, max_size=3)))
    if kind == "equiplot":
        return d.Equiplot(rows=drawn, axis=axis)
    if kind == "bars":
        return d.Bars(rows=drawn, axis=axis, reference=draw(st.none() | _point()))
    return d.Dumbbell(rows=drawn, axis=axis, official_label="official", citizen_label="citizen")


def _over_time(draw: st.DrawFn, axis: d.Axis) -> d.Slope | d.SmallMultiples:
    count = draw(st.integers(1, 3))
    words = st.just("") | WORDS
    moments = tuple(
        d.Moment(label=str(2015 + i), year=2015.0 + i, break_before=draw(words))
        for i in range(count)
    )
    values = st.lists(st.none() | _point(), min_size=count, max_size=count).map(tuple)
    line = st.builds(d.Line, label=WORDS, points=values)
    lines = tuple(draw(st.lists(line, max_size=2)))
    if draw(st.booleans()):
        return d.Slope(moments=moments, lines=lines, axis=axis, absent=draw(words))
    panels = (d.Panel(label=draw(WORDS), lines=lines, absent=draw(words)),)
    reference = draw(st.none() | line)
    return d.SmallMultiples(moments=moments, panels=panels, axis=axis, reference=reference)


def _matrix(draw: st.DrawFn) -> d.CoverageMap | d.StandingMatrix:
    columns = tuple(draw(st.lists(WORDS, min_size=1, max_size=3)))
    if draw(st.booleans()):
        cells = tuple(
            d.CoverageCell(text=draw(WORDS), depth=draw(st.sampled_from(list(d.Depth))))
            for _ in columns
        )
        rows = (d.CoverageRow(label=draw(WORDS), cells=cells),)
        return d.CoverageMap(columns=columns, rows=rows, key=((d.Depth.EMPTY, draw(WORDS)),))
    standings = tuple(draw(st.sampled_from(list(d.Standing))) for _ in columns)
    groups = (d.StandingRow(label=draw(WORDS), standings=standings, total=draw(WORDS)),)
    key = ((d.Standing.FURTHEST, draw(WORDS)),)
    return d.StandingMatrix(columns=columns, rows=groups, key=key, total_label=draw(WORDS))


@st.composite
def _chart(draw: st.DrawFn, ids: Ids) -> b.Chart:
    return b.Chart(
        block_id=ids("chart"),
        label="Figure 1",
        title=draw(INLINES),
        subtitle=draw(INLINES),
        drawing=draw(_drawing()),
        alternative=draw(WORDS),
        table=draw(_table(ids)),
        notes=tuple(draw(st.lists(INLINES, max_size=1))),
        source=draw(INLINES),
    )


def _key_figures(draw: st.DrawFn, ids: Ids, least: int) -> tuple[b.KeyFigure, ...]:
    return tuple(
        b.KeyFigure(
            figure_id=ids("figure"),
            value=draw(INLINES),
            label=draw(INLINES),
            detail=draw(INLINES),
            goal=draw(st.none() | st.integers(1, 17)),
        )
        for _ in range(draw(st.integers(least, 3)))
    )


@st.composite
def _register(draw: st.DrawFn, ids: Ids) -> b.Block:
    kind = draw(st.sampled_from(["recommendations", "matrix", "card", "figures"]))
    if kind == "figures":
        return b.KeyFigures(block_id=ids(kind), figures=_key_figures(draw, ids, 1))
    if kind == "card":
        return b.QualityCard(
            block_id=ids(kind),
            title=draw(INLINES),
            badge=draw(WORDS),
            facts=tuple(draw(st.lists(st.tuples(WORDS, INLINES), max_size=2))),
            criteria=(b.QualityCriterion(label="Relevance", mark="pass", mark_label="met"),),
        )
    if kind == "recommendations":
        entries = st.builds(
            b.RecommendationEntry,
            rec_id=st.from_regex(r"R\d{2}", fullmatch=True),
            text=INLINES,
            details=st.lists(st.tuples(WORDS, INLINES), max_size=2).map(tuple),
            goal=st.none() | st.integers(1, 17),
        )
        return b.RecommendationTable(
            block_id=ids(kind),
            label="Table 1",
            caption=draw(INLINES),
            entries=tuple(draw(st.lists(entries, min_size=1, max_size=2))),
        )
    width = draw(st.integers(1, 3))
    marks = st.tuples(st.sampled_from(list(b.MatrixMark)), WORDS)
    row = st.builds(
        b.MatrixRow,
        row_id=st.just("row"),
        head=INLINES,
        cells=st.lists(marks, min_size=width, max_size=width).map(tuple),
    )
    return b.CoverageMatrix(
        block_id=ids(kind),
        label="Table 2",
        caption=draw(INLINES),
        description=draw(WORDS),
        corner=draw(INLINES),
        columns=tuple(draw(INLINES) for _ in range(width)),
        rows=tuple(draw(st.lists(row, min_size=1, max_size=2))),
        legend=((b.MatrixMark.FILLED, "yes"), (b.MatrixMark.EMPTY, "none")),
    )


@st.composite
def _paragraph(draw: st.DrawFn, ids: Ids) -> b.Paragraph:
    return b.Paragraph(
        block_id=ids("paragraph"),
        content=draw(INLINES),
        role=draw(st.sampled_from(list(b.ParagraphRole))),
        origin=draw(st.none() | st.just(b.Origin("narrative", "narrative/en/who.md", 1, 2))),
    )


@st.composite
def _nesting(draw: st.DrawFn, ids: Ids) -> b.Block:
    inner = st.lists(_paragraph(ids), min_size=1, max_size=2).map(tuple)
    if draw(st.booleans()):
        return b.Callout(
            block_id=ids("box"),
            title=draw(INLINES),
            blocks=draw(inner),
            tone=draw(st.sampled_from(list(b.Tone))),
        )
    items = tuple(
        b.ListItem(block_id=ids("item"), blocks=draw(inner)) for _ in range(draw(st.integers(1, 2)))
    )
    return b.BulletList(block_id=ids("list"), items=items, ordered=draw(st.booleans()))


@st.composite
def _told(draw: st.DrawFn, ids: Ids) -> b.Block:
    testimony_id = ids("told")
    if draw(st.booleans()):
        return b.Quote(block_id=ids("quote"), testimony_id=testimony_id, attribution=draw(INLINES))
    return b.Story(
        block_id=ids("story"),
        testimony_id=testimony_id,
        title=draw(INLINES),
        meta=draw(INLINES),
        beside=_key_figures(draw, ids, 0),
    )


def _kinds(ids: Ids) -> list[Callable[[Ids], st.SearchStrategy[b.Block]]]:
    return [_paragraph, _nesting, _table, _chart, _register, _told]


@st.composite
def _section(draw: st.DrawFn, ids: Ids, number: str, level: int) -> b.Section:
    kinds = st.sampled_from(_kinds(ids))
    blocks = [draw(draw(kinds)(ids)) for _ in range(draw(st.integers(1, 3)))]
    if level < 3 and draw(st.booleans()):
        blocks.append(draw(_section(ids, f"{number}.1", level + 1)))
    if level == 1 and draw(st.booleans()):
        note_id = ids("note")
        mark = (b.Text("Noted"), b.NoteMark(note_id, "1"))
        blocks.append(b.Paragraph(block_id=ids("paragraph"), content=mark))
        note = b.Note(note_id=note_id, label="1", content=draw(INLINES))
        blocks.append(b.NoteList(block_id=ids("notes"), title=(b.Text("Notes"),), notes=(note,)))
    return b.Section(
        block_id=ids("section"),
        title=draw(INLINES),
        level=level,
        blocks=tuple(blocks),
        number=number,
        goal=draw(st.none() | st.integers(1, 17)),
        starts_page=draw(st.booleans()),
    )


METADATA = b.Metadata(
    title="Nobody out of sight",
    subtitle="",
    country="Ostara",
    iso3="OST",
    year=2026,
    language="en",
    direction="ltr",
    coalition="Ostara Coalition",
    as_of=date(2026, 3, 31),
    date_text="31 March 2026",
    status="draft",
    version="0.3",
    stamp="Draft",
)


@st.composite
def documents(draw: st.DrawFn) -> b.Document:
    """Draw a valid document of one to three sections, with contents and told words."""
    from vnrgen.document.furniture import furniture
    from vnrgen.document.language.wording import Wording
    from vnrgen.document.tree.walk import every_block

    ids = Ids()
    sections = [draw(_section(ids, str(n), 1)) for n in range(1, draw(st.integers(1, 3)) + 1)]
    entries = tuple(
        b.ContentsEntry(target_id=s.block_id, number=s.number, title=draw(WORDS), level=1)
        for s in sections
    )
    contents = b.Contents(block_id="contents", title=(b.Text("Contents"),), entries=entries)
    named = [x for x in every_block(sections) if isinstance(x, b.Story | b.Quote)]
    testimonies = {x.testimony_id: told(x.testimony_id, draw(WORDS)) for x in named}
    return b.Document(
        metadata=METADATA,
        blocks=(contents, *sections),
        furniture=furniture(Wording("en")),
        testimonies=testimonies,
    )
