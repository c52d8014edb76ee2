"""Who is furthest behind over all indicators: the matrix of standings, its words, its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from vnrgen.analysis.findings import LEAST_COMPARED, GroupStanding, SeriesFindings
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
from vnrgen.document.context import GENERATED, SectionContext
from vnrgen.document.drawings import Standing, StandingMatrix, StandingRow
from vnrgen.document.plain import plain
from vnrgen.document.registers.coverage import dimension_name
from vnrgen.document.registers.grid import Head, register, words
from vnrgen.document.standing_marks import Standings, standings_of

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
    shown = [group for group in groups if group.group_id is not None or _is_often(group)]
    kind = "citizen" if is_citizen else "official"
    sentences = _sentences(section, shown)
    blocks: list[Block] = []
    if sentences:
        blocks.append(
            Paragraph(
                block_id=section.block_id("standings", kind, "words"),
                content=sentences,
                origin=GENERATED,
                role=ParagraphRole.BODY if is_citizen else ParagraphRole.FINDING,
            )
        )
    columns = _columns(found.series)
    for start in range(0, len(found.series), _MOST_COLUMNS):
        part = slice(start, start + _MOST_COLUMNS)
        key = kind if not start else f"{kind}-{start}"
        notes = _notes(section, found, groups, shown) if part.stop >= len(found.series) else ()
        chart = _chart(section, found, shown, columns, part, key, is_citizen=is_citizen)
        blocks.append(chart(notes))
    return blocks


def _columns(series: Sequence[SeriesFindings]) -> dict[tuple[str, str], str]:
    """Return short names of series: the code of the indicator, with a letter where it has two."""
    often = Counter(found.series.indicator_id for found in series)
    seen: Counter[str] = Counter()
    names = {}
    for found in series:
        code = found.series.indicator_id
        letter = chr(ord("a") + seen[code]) if often[code] > 1 else ""
        seen[code] += 1
        names[found.series.key] = f"{code} {letter}".strip()
    return names


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
    title = _title(section, groups) if not part.start else _next_title(section, columns, series)
    table = _table(section, found, groups, columns, series, block_id)
    names = [columns[item.series.key] for item in series]
    alternative = wording.text(
        "Matrix of groups and indicators ({groups} by {indicators}). {title}. The table behind it"
        " says for each group on which indicators it has the worst figure.",
        groups=wording.number(len(groups)),
        indicators=wording.number(len(names)),
        title=plain(title),
    )
    subtitle = (
        wording.text("Citizen data: each group beside the others of its kind, newest figures")
        if is_citizen
        else wording.text("Each group beside the others of its kind, newest figures")
    )
    return lambda notes: Chart(
        block_id=block_id,
        label="",
        title=title,
        subtitle=words(subtitle),
        drawing=_drawing(section, found, groups, names, series),
        alternative=alternative,
        table=table,
        notes=notes,
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
        for group, name in zip(groups, _names(section, groups), strict=True)
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
        Standing.ABSENT: say("no figure"),
    }


def _total(section: SectionContext, group: GroupStanding) -> str:
    if not group.compared:
        return section.wording.text("no figure")
    parts = {
        "count": section.wording.number(group.furthest),
        "all": section.wording.number(group.compared),
    }
    if group.is_enough:
        return section.wording.text("{count} of {all}", **parts)
    return section.wording.text("too few")


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
    for group, name in zip(groups, _names(section, groups), strict=True):
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


def _names(section: SectionContext, groups: Sequence[GroupStanding]) -> list[str]:
    """Return the names of groups; with their dimension where it needs it to be understood."""
    plain_names = [_name(section, group) for group in groups]
    often = Counter(plain_names)
    return [
        name
        if often[name] == 1 and any(character.isalpha() for character in name)
        else section.wording.text(
            "{group} ({dimension})",
            group=name,
            dimension=dimension_name(group.dimension_id, section),
        )
        for name, group in zip(plain_names, groups, strict=True)
    ]


def _name(section: SectionContext, standing: GroupStanding) -> str:
    group = section.evidence.groups.get(standing.group_id or "")
    return section.whole.label(group.label if group is not None else standing.category.label)


# --- words -------------------------------------------------------------------------------------


def _is_often(group: GroupStanding) -> bool:
    """Whether a group has the worst figure on more than half of enough indicators."""
    return group.is_enough and 2 * group.furthest > group.compared


def _is_sure(group: GroupStanding) -> bool:
    """Whether it still does without those on which it is not told apart from another."""
    return group.is_enough and 2 * (group.furthest - group.uncertain) > group.compared


def _title(section: SectionContext, groups: Sequence[GroupStanding]) -> Inlines:
    wording = section.wording
    sure = [group for group in groups if _is_sure(group)]
    if sure:
        return wording.inlines(
            "Furthest behind on most indicators, each among its own kind: {groups}",
            groups=wording.listing(_names(section, sure)),
        )
    return wording.inlines("No group is surely furthest behind on most indicators")


def _next_title(
    section: SectionContext,
    columns: dict[tuple[str, str], str],
    series: Sequence[SeriesFindings],
) -> Inlines:
    return section.wording.inlines(
        "Furthest behind, indicators {first} to {last}",
        first=columns[series[0].series.key],
        last=columns[series[-1].series.key],
    )


def _sentences(section: SectionContext, groups: Sequence[GroupStanding]) -> Inlines:
    """Say who is mostly not told apart, and of whom too little is known to say anything."""
    wording = section.wording
    named = [group for group in groups if group.group_id is not None]
    often = [group for group in groups if _is_often(group) and not _is_sure(group)]
    few = [group for group in named if group.compared and not group.is_enough]
    silent = [group for group in named if not group.compared]
    parts: list[Inlines] = []
    if often:
        parts.append(
            wording.inlines(
                "Worst figure on most indicators, but often not told apart from another group:"
                " {groups}.",
                groups=wording.listing(_names(section, often)),
            )
        )
    if few:
        parts.append(
            wording.inlines(
                "Compared on fewer than {count} indicators, too few to say where they stand:"
                " {groups}.",
                count=wording.number(LEAST_COMPARED),
                groups=wording.listing(_names(section, few)),
            )
        )
    if silent:
        parts.append(
            wording.inlines(
                "On no indicator can anybody say where these stand: {groups}.",
                groups=wording.listing(_names(section, silent)),
            )
        )
    joined: list[Inlines] = []
    for part in parts:
        joined += [(Text(" "),), part] if joined else [part]
    return tuple(inline for part in joined for inline in part)


def _notes(
    section: SectionContext,
    found: Standings,
    groups: Sequence[GroupStanding],
    shown: Sequence[GroupStanding],
) -> tuple[Inlines, ...]:
    wording, columns = section.wording, _columns(found.series)
    notes = [
        words(
            wording.text(
                "In the table, an indicator that a row does not list has no figure of that group."
            )
        )
    ]
    lettered = [item for item in found.series if " " in columns[item.series.key]]
    if lettered:
        named = "; ".join(
            wording.text(
                "{code}: {name}",
                code=columns[item.series.key],
                name=section.whole.label(item.series.label),
            )
            for item in lettered
        )
        notes.append(words(named))
    if found.unmeasured:
        codes = wording.listing([columns[item.series.key] for item in found.unmeasured])
        notes.append(
            words(wording.text("No margin of error was published for: {codes}.", codes=codes))
        )
    others = [group for group in groups if group not in shown]
    seldom = [group for group in others if group.furthest]
    never = [group for group in others if not group.furthest]
    if seldom:
        listed = [
            wording.text(
                "{group} ({count} of {all})",
                group=name,
                count=wording.number(group.furthest),
                all=wording.number(group.compared),
            )
            for group, name in zip(seldom, _names(section, seldom), strict=True)
        ]
        names = wording.listing(listed)
        notes.append(words(wording.text("With the worst figure at times: {groups}.", groups=names)))
    if never:
        names = wording.listing(_names(section, never))
        notes.append(words(wording.text("Nowhere with the worst figure: {groups}.", groups=names)))
    return tuple(notes)


# --- the annex ---------------------------------------------------------------------------------


def standings_table(section: SectionContext) -> tuple[Block, ...]:
    """Return how every group stands over all indicators, with what the intervals leave open."""
    wording, listed = section.wording, section.evidence.findings.standings
    if not any(group.compared for group in listed):
        message = wording.text("No group can be compared with another yet.")
        return (section.fallback("standings", message),)
    rows = [
        _standing_row(section, group, name)
        for group, name in zip(listed, _names_of_producers(section, listed), strict=True)
        if group.compared
    ]
    return (
        register(
            section,
            "standings",
            caption=wording.text("How each group stands over all indicators"),
            heads=(
                Head(wording.text("Group"), 2.0),
                Head(wording.text("Compared by"), 1.4),
                Head(wording.text("Indicators"), 0.8, numeric=True),
                Head(wording.text("Worst figure"), 0.8, numeric=True),
                Head(wording.text("of them not told apart"), 0.9, numeric=True),
                Head(wording.text("of them without a margin of error"), 1.0, numeric=True),
                Head(wording.text("Average standing"), 1.2, numeric=True),
                Head(wording.text("Without a figure"), 0.8, numeric=True),
            ),
            rows=rows,
            notes=(
                words(
                    wording.text(
                        "Average standing: 0 if a group always has the best figure of those it is"
                        " compared with, 1 if always the worst. In square brackets: from the least"
                        " to the greatest that the margins of error allow; without them where one"
                        " was not published. Only groups of one kind are compared."
                    )
                ),
            ),
        ),
    )


def _names_of_producers(section: SectionContext, groups: Sequence[GroupStanding]) -> list[str]:
    named = []
    for group in groups:
        name = _name(section, group)
        if group.is_citizen:
            name = section.wording.text("{group} (citizen data)", group=name)
        named.append(name)
    return named


def _standing_row(section: SectionContext, group: GroupStanding, name: str) -> Row:
    wording = section.wording
    average = wording.number(group.average or 0.0, 2)
    if group.lowest is not None and group.highest is not None:
        average = wording.text(
            "{value} [{lower}–{upper}]",
            value=average,
            lower=wording.number(group.lowest, 2),
            upper=wording.number(group.highest, 2),
        )
    numbers = (group.compared, group.furthest, group.uncertain, group.unknown)
    producer = "citizen" if group.is_citizen else "official"
    return Row(
        row_id="/".join((producer, group.dimension_id, group.category.code)),
        cells=(
            words(name),
            words(dimension_name(group.dimension_id, section)),
            *(words(wording.number(number)) for number in numbers),
            words(average),
            words(wording.number(group.without_figure)),
        ),
    )
