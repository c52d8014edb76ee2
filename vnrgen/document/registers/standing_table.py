"""How each group stands over all indicators, in numbers: the table of the annex."""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.analysis.findings import GroupStanding
from vnrgen.document.blocks import Block, Inlines, Row, TableRole
from vnrgen.document.context import SectionContext
from vnrgen.document.registers.coverage import dimension_name
from vnrgen.document.registers.grid import Head, register, words
from vnrgen.document.registers.standing_words import name_of, names_of


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
                Head(wording.text("Of these, not told apart"), 0.9, numeric=True),
                Head(wording.text("Of these, without a margin of error"), 1.0, numeric=True),
                Head(wording.text("Average standing"), 1.7, numeric=True),
                Head(wording.text("Without a figure"), 0.8, numeric=True),
            ),
            rows=rows,
            role=TableRole.LOOKUP,
            notes=(
                words(
                    wording.text(
                        "Average standing: 0 if a group always has the best figure of those it is"
                        " compared with, 1 if always the worst. In square brackets: from the least"
                        " to the greatest that the margins of error allow; without them where one"
                        " was not published. Only groups of one kind are compared."
                    )
                ),
                *_of_doubts(section),
                *_never_compared(section),
            ),
        ),
    )


def _of_doubts(section: SectionContext) -> tuple[Inlines, ...]:
    """Say how figures that contradict others are counted, where there are any."""
    every = section.evidence.findings.series
    if not any(breakdown.doubts for found in every for breakdown in found.breakdowns):
        return ()
    return (
        words(
            section.wording.text(
                "Where some figures contradict others, the worst one counts as not told apart."
            )
        ),
    )


def _never_compared(section: SectionContext) -> tuple[Inlines, ...]:
    """Name the groups of the dossier that have no row, since no indicator compares them."""
    listed = section.evidence.findings.standings
    compared = {group.group_id for group in listed if group.compared}
    silent = [
        group
        for group in listed
        if group.group_id is not None and not group.is_citizen and group.group_id not in compared
    ]
    if not silent:
        return ()
    names = section.wording.listing(names_of(section, silent))
    return (
        section.wording.inlines(
            "Without a row, because no indicator compares them: {groups}.", groups=names
        ),
    )


def _names_of_producers(section: SectionContext, groups: Sequence[GroupStanding]) -> list[str]:
    named = []
    for group in groups:
        name = name_of(section, group)
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
