"""The words around the matrix of standings: names, title, hedges, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from vnrgen.analysis.findings import LEAST_COMPARED, GroupStanding, SeriesFindings
from vnrgen.document.blocks import Inlines, Text
from vnrgen.document.context import SectionContext
from vnrgen.document.registers.coverage import dimension_name
from vnrgen.document.registers.grid import words
from vnrgen.document.registers.standing_marks import Standings

_MOST_NAMED = 12  # more groups than this are counted in a note, not listed


def columns_of(series: Sequence[SeriesFindings]) -> dict[tuple[str, str], str]:
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


def names_of(section: SectionContext, groups: Sequence[GroupStanding]) -> list[str]:
    """Return the names of groups; with their dimension where it needs it to be understood."""
    plain_names = [name_of(section, group) for group in groups]
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


def name_of(section: SectionContext, standing: GroupStanding) -> str:
    """Return the name of a group."""
    group = section.evidence.groups.get(standing.group_id or "")
    return section.whole.label(group.label if group is not None else standing.category.label)


def is_often(group: GroupStanding) -> bool:
    """Whether a group has the worst figure on more than half of enough indicators."""
    return group.is_enough and 2 * group.furthest > group.compared


def _is_sure(group: GroupStanding) -> bool:
    """Whether it still does without those on which no interval tells it from every other."""
    sure = group.furthest - group.uncertain - group.unknown
    return group.is_enough and 2 * sure > group.compared


def title(section: SectionContext, groups: Sequence[GroupStanding]) -> Inlines:
    """Return who is furthest behind on most indicators, and whether that is sure, as a title."""
    wording = section.wording
    sure = [group for group in groups if _is_sure(group)]
    if sure:
        return wording.inlines(
            "Furthest behind on most of the indicators that compare them: {groups}",
            groups=wording.listing(names_of(section, sure)),
        )
    often = [group for group in groups if is_often(group)]
    if often:
        return wording.inlines(
            "Worst figure on most of the indicators that compare them, though not surely: {groups}",
            groups=wording.listing(names_of(section, often)),
        )
    return wording.inlines("No group has the worst figure on most indicators that compare it")


def next_title(
    section: SectionContext,
    columns: dict[tuple[str, str], str],
    series: Sequence[SeriesFindings],
) -> Inlines:
    """Return the title of a matrix that goes on with further indicators."""
    return section.wording.inlines(
        "Furthest behind, indicators {first} to {last}",
        first=columns[series[0].series.key],
        last=columns[series[-1].series.key],
    )


def sentences_of(section: SectionContext, groups: Sequence[GroupStanding]) -> Inlines:
    """Say who is mostly not told apart, and of whom too little is known to say anything."""
    wording = section.wording
    named = [group for group in groups if group.group_id is not None]
    # Where nobody is sure the title itself names those that are often last.
    has_sure = any(_is_sure(group) for group in groups)
    often = [group for group in groups if has_sure and is_often(group) and not _is_sure(group)]
    few = [group for group in named if group.compared and not group.is_enough]
    silent = [group for group in named if not group.compared]
    parts: list[Inlines] = []
    if often:
        sure = [group for group in groups if _is_sure(group)]
        parts += [
            wording.inlines(
                "Furthest behind on most of the indicators that compare them: {groups}.",
                groups=wording.listing(names_of(section, sure)),
            ),
            wording.inlines(
                "Also with the worst figure on most, but often not told apart from another group:"
                " {groups}.",
                groups=wording.listing(names_of(section, often)),
            ),
        ]
    if few:
        parts.append(_compared_seldom(section, few))
    if silent:
        parts.append(_never_compared(section, silent))
    joined: list[Inlines] = []
    for part in parts:
        joined += [(Text(" "),), part] if joined else [part]
    return tuple(inline for part in joined for inline in part)


def _compared_seldom(section: SectionContext, groups: Sequence[GroupStanding]) -> Inlines:
    wording = section.wording
    if len(groups) > _MOST_NAMED:
        return wording.inlines(
            "{groups} groups are compared on fewer than {count} indicators, too few to say where"
            " they stand: see the last column.",
            groups=wording.number(len(groups)),
            count=wording.number(LEAST_COMPARED),
        )
    return wording.inlines(
        "Too few indicators (fewer than {count}) compare these to say where they stand: {groups}.",
        count=wording.number(LEAST_COMPARED),
        groups=wording.listing(names_of(section, groups)),
    )


def _never_compared(section: SectionContext, groups: Sequence[GroupStanding]) -> Inlines:
    wording = section.wording
    if len(groups) > _MOST_NAMED:
        return wording.inlines(
            "Of {groups} groups nobody can say on any indicator where they stand: see the last"
            " column.",
            groups=wording.number(len(groups)),
        )
    return wording.inlines(
        "No indicator says where these stand: {groups}.",
        groups=wording.listing(names_of(section, groups)),
    )


def notes_of(
    section: SectionContext,
    found: Standings,
    groups: Sequence[GroupStanding],
    shown: Sequence[GroupStanding],
) -> tuple[Inlines, ...]:
    """Return what the names of columns stand for, what has no margin, and who has no row."""
    wording, columns = section.wording, columns_of(found.series)
    notes = [
        words(
            wording.text(
                "In the table, an indicator that a row does not list is not compared for that"
                " group: it has no figure, or nothing to stand beside."
            )
        )
    ]
    lettered = [item for item in found.series if " " in columns[item.series.key]]
    if lettered:
        named = wording.apart(
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
    if found.doubted:
        codes = wording.listing([columns[item.series.key] for item in found.doubted])
        told = wording.text(
            "Some figures contradict others for: {codes}. The group with the worst figure is not"
            " surely furthest behind there.",
            codes=codes,
        )
        notes.append(words(told))
    others = [group for group in groups if group not in shown]
    seldom = [group for group in others if group.furthest]
    never = [group for group in others if not group.furthest]
    if seldom:
        notes.append(words(_without_a_row(section, seldom)))
    if never:
        notes.append(words(_nowhere(section, never)))
    return tuple(notes)


def _without_a_row(section: SectionContext, groups: Sequence[GroupStanding]) -> str:
    """Return the groups that have no row though theirs is the worst figure somewhere."""
    wording = section.wording
    if len(groups) > _MOST_NAMED:
        return wording.plural(
            "Without a row, but with the worst figure: {count} group, see the table of standings.",
            "Without a row, but with the worst figure: {count} groups, see the table of standings.",
            len(groups),
        )
    listed = [
        wording.text(
            "{group} ({count} of {all})",
            group=name,
            count=wording.number(group.furthest),
            all=wording.number(group.compared),
        )
        for group, name in zip(groups, names_of(section, groups), strict=True)
    ]
    names = wording.listing(listed)
    return wording.text("Without a row, but with the worst figure: {groups}.", groups=names)


def _nowhere(section: SectionContext, groups: Sequence[GroupStanding]) -> str:
    wording = section.wording
    if len(groups) > _MOST_NAMED:
        return wording.plural(
            "Nowhere with the worst figure: {count} group, see the table of standings.",
            "Nowhere with the worst figure: {count} groups, see the table of standings.",
            len(groups),
        )
    names = wording.listing(names_of(section, groups))
    return wording.text("Nowhere with the worst figure: {groups}.", groups=names)
