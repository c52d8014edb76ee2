"""How much evidence there is of each group, by kind, as a map whose empty cells are the message."""

from __future__ import annotations

from collections.abc import Mapping

from vnrgen.analysis.findings import CoverageRow, Standing
from vnrgen.document.blocks import (
    Binding,
    Block,
    BoundNumber,
    Chart,
    Column,
    Inlines,
    Row,
    Table,
    Text,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.document.context import GENERATED, SectionContext
from vnrgen.document.drawings import CoverageCell, CoverageMap, Depth
from vnrgen.document.drawings import CoverageRow as DrawnRow
from vnrgen.document.language.wording import Wording
from vnrgen.document.registers.coverage import evidence_kinds
from vnrgen.document.registers.grid import words

_SOME, _MUCH = 2, 5  # from so many on there is some evidence, and much


def evidence_map(section: SectionContext) -> Block:
    """Return every group against every kind of evidence: how many, and where there is none."""
    wording, evidence = section.wording, section.evidence
    if not evidence.groups:
        return section.fallback("evidence", wording.text("No group has been named yet."))
    kinds = evidence_kinds(wording)
    found = {row.group_id: row for row in evidence.findings.coverage}
    told = {
        group.group_id: {kind: _told(found.get(group.group_id), kind, wording) for kind in kinds}
        for group in evidence.groups.values()
    }
    title = _title(section, told)
    block_id = section.block_id("evidence")
    return Chart(
        block_id=block_id,
        label="",
        title=title,
        subtitle=words(
            wording.text(
                "Number of indicators with a figure, findings, stories, recommendations and"
                " policies on each group"
            )
        ),
        drawing=_drawing(section, kinds, told),
        alternative=wording.text(
            "Map of groups and kinds of evidence ({groups} by {kinds}). {title}. The table behind"
            " it has the number in every cell.",
            groups=wording.number(len(told)),
            kinds=wording.number(len(kinds)),
            title=plain(title),
        ),
        table=_table(section, kinds, told, block_id),
        source=wording.inlines("Source: own count of the data, stories and lists behind this text"),
        origin=GENERATED,
    )


_Told = Mapping[str, Mapping[str, CoverageCell]]


def _told(row: CoverageRow | None, kind: str, wording: Wording) -> CoverageCell:
    """Return a cell: its number, or that there is nothing, or nothing that may be shown."""
    count = row.counts.get(kind, 0) if row is not None else 0
    standing = row.kinds.get(kind, Standing.EMPTY) if row is not None else Standing.EMPTY
    if count:
        depth = Depth.MUCH if count >= _MUCH else Depth.SOME if count >= _SOME else Depth.LITTLE
        return CoverageCell(text=wording.number(count), depth=depth)
    if standing is Standing.WITHHELD:
        return CoverageCell(text=wording.text("withheld"), depth=Depth.LITTLE)
    if standing is Standing.HEARD:  # the list of consultations says so; nobody would believe "none"
        return CoverageCell(text=wording.text("none shown"), depth=Depth.LITTLE)
    if standing is Standing.PRESENT:  # known to be there, and not counted
        return CoverageCell(text=wording.text("yes"), depth=Depth.LITTLE)
    return CoverageCell(text=wording.text("none"), depth=Depth.EMPTY)


def _title(section: SectionContext, told: _Told) -> Inlines:
    wording = section.wording
    cells = [cell for of_group in told.values() for cell in of_group.values()]
    empty = sum(cell.depth is Depth.EMPTY for cell in cells)
    silent = [
        section.whole.group(group_id)
        for group_id, of_group in told.items()
        if all(of_group[kind].depth is Depth.EMPTY for kind in ("official", "citizen"))
    ]
    counts: dict[str, str | Inlines] = {
        "empty": _bound(empty, "empty", wording),
        "all": _bound(len(cells), "cells", wording),
    }
    if not empty:
        return wording.inlines("There is evidence of every kind on every group")
    if not silent:
        return wording.inlines("No evidence in {empty} of {all} cells", **counts)
    return wording.inlines(
        "No evidence in {empty} of {all} cells; no figure at all for: {groups}",
        groups=wording.listing(silent),
        **counts,
    )


def _bound(count: int, kind: str, wording: Wording) -> Inlines:
    return (BoundNumber(wording.number(count), Binding("finding", f"coverage/{kind}", "count")),)


def _drawing(section: SectionContext, kinds: Mapping[str, str], told: _Told) -> CoverageMap:
    wording = section.wording
    used = {cell.depth for of_group in told.values() for cell in of_group.values()}
    names = {
        Depth.EMPTY: wording.text("none"),
        Depth.LITTLE: wording.text("one, or not shown"),
        Depth.SOME: wording.text("two to four"),
        Depth.MUCH: wording.text("five or more"),
    }
    return CoverageMap(
        columns=tuple(kinds.values()),
        rows=tuple(
            DrawnRow(
                label=section.whole.group(group_id),
                cells=tuple(of_group[kind] for kind in kinds),
            )
            for group_id, of_group in told.items()
        ),
        key=tuple((depth, names[depth]) for depth in Depth if depth in used),
    )


def _table(section: SectionContext, kinds: Mapping[str, str], told: _Told, block_id: str) -> Table:
    wording = section.wording
    rows = []
    for group_id, of_group in told.items():
        cells = [_bound_cell(of_group[kind], group_id, kind) for kind in kinds]
        name = (Text(section.whole.group(group_id)),)
        rows.append(Row(row_id=group_id, cells=(name, *cells)))
    return Table(
        block_id=f"{block_id}/table",
        label="",
        caption=(),
        description=wording.text("How much evidence of each kind there is on each group."),
        columns=(
            Column(column_id="name", head=words(wording.text("Group")), weight=1.8),
            *(
                Column(column_id=kind, head=words(name), numeric=True)
                for kind, name in kinds.items()
            ),
        ),
        rows=tuple(rows),
    )


def _bound_cell(cell: CoverageCell, group_id: str, kind: str) -> Inlines:
    if not any(character.isdigit() for character in cell.text):
        return words(cell.text)
    return (BoundNumber(cell.text, Binding("finding", f"coverage/{group_id}/{kind}", "count")),)
