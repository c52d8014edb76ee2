"""What evidence there is and where it is missing: coverage matrix and disaggregation."""

from __future__ import annotations

from vnrgen.analysis.findings import DisaggregationRow, Standing
from vnrgen.document.blocks import (
    Binding,
    Block,
    BoundNumber,
    BulletList,
    CoverageMatrix,
    ListItem,
    MatrixMark,
    MatrixRow,
    Paragraph,
    Row,
    Text,
)
from vnrgen.document.context import GENERATED, SectionContext
from vnrgen.document.registers.grid import Head, group_row, register, words
from vnrgen.document.wording import Wording
from vnrgen.dossier.model import Series

_MARKS = {
    Standing.PRESENT: MatrixMark.FILLED,
    Standing.CITIZEN_ONLY: MatrixMark.HATCHED,
    Standing.WITHHELD: MatrixMark.WITHHELD,
    Standing.EMPTY: MatrixMark.EMPTY,
}


def _standings(wording: Wording) -> dict[Standing, str]:
    return {
        Standing.PRESENT: wording.text("yes"),
        Standing.CITIZEN_ONLY: wording.text("citizen data only"),
        Standing.WITHHELD: wording.text("withheld"),
        Standing.EMPTY: wording.text("none"),
    }


def _kinds(wording: Wording) -> dict[str, str]:
    return {
        "official": wording.text("Official figures"),
        "citizen": wording.text("Citizen figures"),
        "qualitative": wording.text("Focus groups and interviews"),
        "story": wording.text("Stories"),
        "recommendation": wording.text("Recommendations"),
        "policy": wording.text("Policies"),
    }


def coverage(section: SectionContext) -> Block:
    """Return every group against every kind of evidence; the empty cell is the message."""
    wording, evidence = section.wording, section.evidence
    if not evidence.groups:
        return section.fallback("coverage", wording.text("No group has been named yet."))
    kinds, standings = _kinds(wording), _standings(wording)
    found = {row.group_id: row.kinds for row in evidence.findings.coverage}
    rows = []
    for group in evidence.groups.values():
        of_group = found.get(group.group_id, {})
        cells = [of_group.get(kind, Standing.EMPTY) for kind in kinds]
        rows.append(
            MatrixRow(
                row_id=group.group_id,
                head=words(section.whole.label(group.label)),
                cells=tuple((_MARKS[s], standings[s]) for s in cells),
            )
        )
    empty = sum(mark is MatrixMark.EMPTY for row in rows for mark, _text in row.cells)
    cells_in_all = len(rows) * len(kinds)
    return CoverageMatrix(
        block_id=section.block_id("coverage"),
        label="",
        caption=words(wording.text("What is known about each group, and what is missing")),
        description=wording.text(
            "{groups} groups, {kinds} kinds of evidence: {empty} of {cells} cells are empty.",
            groups=wording.number(len(rows)),
            kinds=wording.number(len(kinds)),
            empty=wording.number(empty),
            cells=wording.number(cells_in_all),
        ),
        corner=words(wording.text("Group")),
        columns=tuple(words(name) for name in kinds.values()),
        rows=tuple(rows),
        legend=tuple((_MARKS[s], text) for s, text in standings.items()),
    )


def disaggregation(section: SectionContext) -> Block:
    """Return, per indicator and dimension, for how many groups there is a value."""
    wording, findings = section.wording, section.evidence.findings
    if not findings.disaggregation:
        return section.fallback("disaggregation", wording.text("No data yet."))
    rows: list[Row] = []
    last: tuple[str, str] | None = None
    for item in findings.disaggregation:
        key = (item.indicator_id, item.series)
        if key != last:
            rows.append(group_row("/".join(key), words(series_name(key, section))))
            last = key
        rows.append(_disaggregation_row(item, section))
    return register(
        section,
        "disaggregation",
        caption=wording.text("How far each indicator is broken down"),
        heads=(
            Head(wording.text("Broken down by"), 2.0),
            Head(wording.text("Groups with a value"), 1.2, numeric=True),
            Head(wording.text("Status"), 1.2),
        ),
        rows=rows,
        notes=(
            words(wording.text("Counted in the newest period of each indicator, in all sources.")),
        ),
    )


def _disaggregation_row(item: DisaggregationRow, section: SectionContext) -> Row:
    wording = section.wording
    dimension = section.evidence.dimensions.get(item.dimension_id)
    name = item.dimension_id if dimension is None else section.whole.label(dimension.label)
    reference = f"disaggregation/{item.indicator_id}/{item.series}/{item.dimension_id}"
    with_value = BoundNumber(
        wording.number(item.with_value), Binding("finding", reference, "count")
    )
    counted = wording.inlines(
        "{with_value} of {expected}",
        with_value=with_value,
        expected=wording.number(item.expected),
    )
    return Row(row_id=reference, cells=(words(name), counted, words(_status(item, wording))))


def _status(item: DisaggregationRow, wording: Wording) -> str:
    if item.expected == 0:
        return wording.text("not applicable")
    if item.with_value >= item.expected:
        return wording.text("complete")
    return wording.text("in progress") if item.with_value else wording.text("not started")


def series_name(key: tuple[str, str], section: SectionContext) -> str:
    """Return an indicator's code and name."""
    series: Series | None = section.evidence.series.get(key)
    return key[0] if series is None else f"{key[0]} {section.whole.label(series.label)}"


def missing_evidence(section: SectionContext) -> Block:
    """Return the groups without official figures, and those without any, as a list."""
    wording, evidence = section.wording, section.evidence
    found = {row.group_id: row.kinds for row in evidence.findings.coverage}
    items = []
    for group in evidence.groups.values():
        kinds = found.get(group.group_id, {})
        official = kinds.get("official", Standing.EMPTY)
        citizen = kinds.get("citizen", Standing.EMPTY)
        if official in (Standing.PRESENT, Standing.WITHHELD):
            continue
        name = section.whole.label(group.label)
        text = (
            wording.text("{group}: no figures at all, official or citizen", group=name)
            if Standing.CITIZEN_ONLY is not official and citizen is Standing.EMPTY
            else wording.text("{group}: no official figures, only citizen data", group=name)
        )
        block_id = section.block_id("missing", group.group_id)
        paragraph = Paragraph(block_id=f"{block_id}/text", content=(Text(text),), origin=GENERATED)
        items.append(ListItem(block_id=block_id, blocks=(paragraph,)))
    if not items:
        message = wording.text("Every group has at least one official figure.")
        return section.fallback("missing", message)
    return BulletList(block_id=section.block_id("missing"), items=tuple(items), origin=GENERATED)
