"""Who is furthest behind over all indicators: the matrix of standings, its words, its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vnrgen.analysis.findings import GroupStanding, SeriesFindings
from vnrgen.document.blocks import (
    Block,
    Chart,
    Column,
    Inlines,
    Paragraph,
    ParagraphRole,
    Row,
    Table,
    Text,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.document.context import GENERATED, SectionContext
from vnrgen.document.drawings import Standing, StandingMatrix, StandingRow
from vnrgen.document.registers.grid import words
from vnrgen.document.registers.standing_marks import Standings, standings_of
from vnrgen.document.registers.standing_words import (
    columns_of,
    is_often,
    names_of,
    next_title,
    notes_of,
    sentences_of,
    title,
)

_TABLED = tuple(mark for mark in Standing if mark is not Standing.ABSENT)
_MOST_COLUMNS = 24  # indicators whose names stand legibly over one matrix


def standings(section: SectionContext) -> tuple[Block, ...]:
    """Return who is furthest behind indicator by indicator: by official figures, then by citizens'.

    Every group that the dossier names has a row, and every other that has the worst figure on
    most indicators; a note names the rest, and how often they have it. Figures of citizens have
    a matrix of their own where they compare a group often enough.
    """
    listed = section.evidence.findings.standings
    official = [group for group in listed if not group.is_citizen]
    citizen = [group for group in listed if group.is_citizen]
    blocks = list(_matrices(section, official, is_citizen=False))
    if any(group.is_enough for group in citizen):
        blocks += _matrices(section, citizen, is_citizen=True)
    if not blocks:
        message = section.wording.text("No group can be compared with another yet.")
        return (section.fallback("standings", message),)
    return tuple(blocks)


def _matrices(
    section: SectionContext, groups: Sequence[GroupStanding], *, is_citizen: bool
) -> list[Block]:
    found = standings_of(section, is_citizen=is_citizen)
    if not found.series:
        return []
    shown = sorted(
        (group for group in groups if group.group_id is not None or is_often(group)),
        key=lambda group: not group.compared,
    )
    kind = "citizen" if is_citizen else "official"
    # What a matrix of citizens' figures lacks, that of official ones has said or shows.
    sentences = () if is_citizen else sentences_of(section, shown)
    blocks: list[Block] = []
    if sentences:
        blocks.append(
            Paragraph(
                block_id=section.block_id("standings", kind, "words"),
                content=sentences,
                origin=GENERATED,
                role=ParagraphRole.FINDING,
            )
        )
    columns = columns_of(found.series)
    for start in range(0, len(found.series), _MOST_COLUMNS):
        part = slice(start, start + _MOST_COLUMNS)
        key = kind if not start else f"{kind}-{start}"
        notes = notes_of(section, found, groups, shown) if part.stop >= len(found.series) else ()
        chart = _chart(section, found, shown, columns, part, key, is_citizen=is_citizen)
        blocks.append(chart(notes))
    return blocks


# --- the drawing and its table -----------------------------------------------------------------


def _chart(
    section: SectionContext,
    found: Standings,
    groups: Sequence[GroupStanding],
    columns: dict[tuple[str, str], str],
    part: slice,
    key: str,
    *,
    is_citizen: bool,
) -> Callable[[tuple[Inlines, ...]], Chart]:
    wording, series = section.wording, found.series[part]
    block_id = section.block_id("standings", key)
    headline = title(section, groups) if not part.start else next_title(section, columns, series)
    table = _table(section, found, groups, columns, series, block_id)
    names = [columns[item.series.key] for item in series]
    alternative = wording.text(
        "Matrix of groups and indicators ({groups} by {indicators}). {title}. The table behind it"
        " says for each group on which indicators it has the worst figure.",
        groups=wording.number(len(groups)),
        indicators=wording.number(len(names)),
        title=plain(headline),
    )
    subtitle = (
        wording.text("Citizen data: each group beside the others of its kind, newest figures")
        if is_citizen
        else wording.text("Each group beside the others of its kind, newest figures")
    )
    return lambda notes: Chart(
        block_id=block_id,
        label="",
        title=headline,
        subtitle=words(subtitle),
        drawing=_drawing(section, found, groups, names, series),
        alternative=alternative,
        table=table,
        notes=notes,
        source=wording.inlines("Sources: as named under the figures of each indicator"),
        origin=GENERATED,
    )


def _drawing(
    section: SectionContext,
    found: Standings,
    groups: Sequence[GroupStanding],
    names: Sequence[str],
    series: Sequence[SeriesFindings],
) -> StandingMatrix:
    rows = tuple(
        StandingRow(
            label=name,
            standings=tuple(found.of(group, item) for item in series),
            total=_total(section, group),
        )
        for group, name in zip(groups, names_of(section, groups), strict=True)
    )
    used = {mark for row in rows for mark in row.standings}
    keys = _mark_names(section)
    return StandingMatrix(
        columns=tuple(names),
        rows=rows,
        key=tuple((mark, keys[mark]) for mark in Standing if mark in used),
        total_label=section.wording.text("Worst figure"),
    )


def _mark_names(section: SectionContext) -> dict[Standing, str]:
    say = section.wording.text
    return {
        Standing.FURTHEST: say("furthest behind"),
        Standing.AMONG: say("may be furthest behind: not told apart, or few cases"),
        Standing.BEHIND: say("behind everybody’s figure"),
        Standing.LEVEL: say("not behind it, or not surely"),
        Standing.ABSENT: say("not compared"),
    }


def _total(section: SectionContext, group: GroupStanding) -> str:
    if not group.compared:
        say = section.wording.text
        return say("not compared") if _has_figure(section, group) else say("no figure")
    parts = {
        "count": section.wording.number(group.furthest),
        "all": section.wording.number(group.compared),
    }
    if group.is_enough:
        return section.wording.text("{count} of {all}", **parts)
    return section.wording.text("too few")


def _has_figure(section: SectionContext, group: GroupStanding) -> bool:
    """Whether there is a figure of a group that no other stands beside."""
    kind = "citizen" if group.is_citizen else "official"
    return any(
        row.group_id == group.group_id and row.counts.get(kind, 0) > 0
        for row in section.evidence.findings.coverage
    )


def _table(
    section: SectionContext,
    found: Standings,
    groups: Sequence[GroupStanding],
    columns: dict[tuple[str, str], str],
    series: Sequence[SeriesFindings],
    block_id: str,
) -> Table:
    """Return the matrix as words: for each group, on which indicators it stands where."""
    wording, keys = section.wording, _mark_names(section)
    rows = []
    for group, name in zip(groups, names_of(section, groups), strict=True):
        listed: dict[Standing, list[str]] = {mark: [] for mark in Standing}
        for item in series:
            listed[found.of(group, item)].append(columns[item.series.key])
        cells = (words(", ".join(listed[mark]) or "–") for mark in _TABLED)
        row_id = "/".join((group.dimension_id, group.category.code))
        rows.append(Row(row_id=row_id, cells=((Text(name),), *cells)))
    heads = (wording.text("Group"), *(keys[mark] for mark in _TABLED))
    return Table(
        block_id=f"{block_id}/table",
        label="",
        caption=(),
        description=wording.text("For each group, the indicators on which it stands where."),
        columns=tuple(
            Column(column_id=f"c{n}", head=(Text(head),), weight=1.5 if n == 0 else 1.2)
            for n, head in enumerate(heads)
        ),
        rows=tuple(rows),
    )
