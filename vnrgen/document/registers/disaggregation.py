"""How far the figures are broken down, beside what the global list provides for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from vnrgen.analysis.findings import Disaggregated, ExpectedDisaggregation
from vnrgen.document.blocks import (
    Binding,
    Block,
    BoundNumber,
    Inline,
    Inlines,
    Paragraph,
    ParagraphRole,
    Row,
    TableRole,
    Text,
)
from vnrgen.document.blocks.plain import plain
from vnrgen.document.context import GENERATED, SectionContext
from vnrgen.document.registers.coverage import dimension_name, series_name
from vnrgen.document.registers.grid import Head, register, words

_MOST_COLUMNS = 8  # dimensions beyond which a column each is too narrow to read

_Key = tuple[str, str]
_Cells = Mapping[_Key, Mapping[str, ExpectedDisaggregation]]


def disaggregation(section: SectionContext) -> tuple[Block, ...]:
    """Return how far each indicator is broken down, and what is missing by the global list."""
    wording, findings = section.wording, section.evidence.findings
    listed = findings.expected_disaggregation
    if not listed:
        message = wording.text("No figure is broken down, and none is expected to be.")
        return (section.fallback("disaggregation", message),)
    cells: dict[_Key, dict[str, ExpectedDisaggregation]] = {
        found.series.key: {} for found in findings.series
    }
    for item in listed:
        cells.setdefault((item.indicator_id, item.series), {})[item.dimension_id] = item
    often = Counter(item.dimension_id for item in listed)
    dimensions = sorted(often, key=lambda name: (-often[name], name))
    table = (
        _by_column(cells, dimensions, section)
        if len(dimensions) <= _MOST_COLUMNS
        else _by_line(cells, section)
    )
    return (*_overview(listed, section), table)


def _overview(listed: Sequence[ExpectedDisaggregation], section: SectionContext) -> list[Block]:
    """Say how much of what the global list provides for there is; nothing where it knows none."""
    expected = [item for item in listed if item.is_expected]
    if not expected:
        return []
    counts = Counter(item.status for item in expected)
    whole, part = counts[Disaggregated.COMPLETE], counts[Disaggregated.IN_PART]
    parts: dict[str, str | Inlines] = {
        "all": _bound(len(expected), "expected", section),
        "whole": _bound(whole, "complete", section),
        "part": _bound(part, "in-part", section),
        "none": _bound(len(expected) - whole - part, "missing", section),
    }
    content = section.wording.inlines(
        "Of {all} breakdowns that the global list of indicators provides for, the figures have"
        " {whole} in full, {part} in part and {none} not at all. Breakdowns beyond that list are"
        " shown, but not counted here.",
        **parts,
    )
    return [
        Paragraph(
            block_id=section.block_id("disaggregation", "words"),
            content=content,
            role=ParagraphRole.FINDING,
            origin=GENERATED,
        )
    ]


def _bound(count: int, kind: str, section: SectionContext) -> Inlines:
    binding = Binding("finding", f"disaggregation/{kind}", "count")
    return (BoundNumber(section.wording.number(count), binding),)


def _by_column(cells: _Cells, dimensions: Sequence[str], section: SectionContext) -> Block:
    wording = section.wording
    rows = [
        Row(
            row_id="/".join(("disaggregation", *key)),
            cells=(
                words(series_name(key, section)),
                *(_cell(found.get(name), section) for name in dimensions),
            ),
        )
        for key, found in cells.items()
    ]
    return register(
        section,
        "disaggregation",
        caption=wording.text("How far each indicator is broken down"),
        heads=(
            Head(wording.text("Indicator"), 3.2),
            *(Head(dimension_name(name, section)) for name in dimensions),
        ),
        rows=rows,
        role=TableRole.LOOKUP,
        notes=(
            *_notes(section),
            words(wording.text("–: neither there nor provided for by the global list.")),
        ),
    )


def _by_line(cells: _Cells, section: SectionContext) -> Block:
    """Return the same in two columns, where there are too many dimensions for a column each."""
    wording = section.wording
    return register(
        section,
        "disaggregation",
        caption=wording.text("How far each indicator is broken down"),
        heads=(
            Head(wording.text("Indicator"), 1.0),
            Head(wording.text("Broken down by"), 1.4),
            Head(wording.text("Missing, though provided for"), 1.2),
        ),
        rows=[
            Row(
                row_id="/".join(("disaggregation", *key)),
                cells=(
                    words(series_name(key, section)),
                    _listed(_there(found), section),
                    words(_absent(found, section)),
                ),
            )
            for key, found in cells.items()
        ],
        notes=_notes(section),
    )


def _there(found: Mapping[str, ExpectedDisaggregation]) -> list[ExpectedDisaggregation]:
    return [item for item in found.values() if not _is_absent(item)]


def _is_absent(item: ExpectedDisaggregation) -> bool:
    """Whether a breakdown has no figure and is provided for: the overview counts it as missing."""
    if item.status is Disaggregated.MISSING:
        return True
    return bool(item.is_expected) and item.status not in (
        Disaggregated.COMPLETE,
        Disaggregated.IN_PART,
    )


def _absent(found: Mapping[str, ExpectedDisaggregation], section: SectionContext) -> str:
    names = sorted(_absent_name(item, section) for item in found.values() if _is_absent(item))
    return section.wording.apart(names) or "–"


def _absent_name(item: ExpectedDisaggregation, section: SectionContext) -> str:
    """Return what is missing and, where it is there without a figure, how."""
    name = dimension_name(item.dimension_id, section)
    if item.status is Disaggregated.MISSING:
        return name
    how = plain(_cell(item, section))
    return section.wording.text("{name} ({how})", name=name, how=how)


def _listed(items: Sequence[ExpectedDisaggregation], section: SectionContext) -> Inlines:
    named = sorted(
        ((dimension_name(item.dimension_id, section), item) for item in items),
        key=lambda pair: (pair[0].casefold(), pair[1].dimension_id),
    )
    listed: list[Inlines] = []
    for label, item in named:
        said = section.wording.inlines(
            "{dimension}: {counted}", dimension=label, counted=_cell(item, section)
        )
        said = tuple(_unbroken(part, label) for part in said)
        listed += [(Text(section.wording.semicolon),), said] if listed else [said]
    if not listed:
        return words(section.wording.text("not broken down"))
    return tuple(inline for part in listed for inline in part)


def _unbroken(inline: Inline, label: str) -> Inline:
    """Return words that break in the label alone: "Sex: 2" at the end of a line says nothing."""
    if not isinstance(inline, Text):
        return inline
    before, found, after = inline.text.rpartition(label)
    return Text(before.replace(" ", "\u00a0") + found + after.replace(" ", "\u00a0"))


def _cell(item: ExpectedDisaggregation | None, section: SectionContext) -> Inlines:
    """Return for how many groups there is a value, or what there is instead."""
    wording = section.wording
    if item is None:
        return words("–")
    match item.status:
        case Disaggregated.MISSING:
            return words(wording.text("missing"))
        case Disaggregated.CROSSED:
            return words(wording.text("only crossed"))
        case Disaggregated.WITHHELD:
            return words(wording.text("withheld"))
        case Disaggregated.EMPTY:
            return words(wording.text("no value"))
        case _:
            return _counted(item, section)


def _counted(item: ExpectedDisaggregation, section: SectionContext) -> Inlines:
    wording = section.wording
    if item.expected == 0:
        return words(wording.text("not applicable"))
    reference = f"disaggregation/{item.indicator_id}/{item.series}/{item.dimension_id}"
    with_value = BoundNumber(
        wording.number(item.with_value), Binding("finding", reference, "count")
    )
    return wording.inlines(
        "{with_value} of {expected}",
        with_value=with_value,
        expected=wording.number(item.expected),
    )


def _notes(section: SectionContext) -> tuple[Inlines, ...]:
    say = section.wording.text
    return (
        words(
            say(
                "Groups with a value in the newest period of each indicator, in any source, of all"
                " that have one in some period or that this document names (of ages only those that"
                " the indicator is about). Missing: the global list of indicators provides for this"
                " breakdown, and there are no figures by it, or none that may be shown."
            )
        ),
    )
