"""What is not known: groups without figures, all of them named, and breakdowns that are missing."""

from __future__ import annotations

from vnrgen.analysis.findings import Disaggregated, Standing
from vnrgen.document.blocks import Block, Inlines, Paragraph, ParagraphRole, Strong, Text
from vnrgen.document.context import GENERATED, SectionContext
from vnrgen.document.registers.coverage import dimension_name

_MOST_DIMENSIONS = 6


def missing(section: SectionContext) -> tuple[Block, ...]:
    """Return which groups have no figures, only citizen ones, or withheld ones; every one named."""
    wording = section.wording
    kinds = (
        ("none", wording.text("No figures at all, official or citizen")),
        ("citizen", wording.text("Citizen figures only")),
        ("withheld", wording.text("Official figures withheld, because too few were asked")),
    )
    found = [(kind, name) for kind, _ in kinds for name in _groups(section, kind)]
    kept = section.whole.room.take("missing", [(one, one[1]) for one in found])
    blocks: list[Block] = []
    for kind, head in kinds:
        names = [name for of, name in kept if of == kind]
        whole = sum(of == kind for of, _ in found)
        if whole:
            blocks.append(_paragraph(section, kind, head, names, whole))
    if section.evidence.groups and not found:
        message = wording.text("Every group has at least one official figure.")
        blocks.append(section.fallback("missing", message))
    unbroken = _not_broken_down(section)
    if unbroken is not None:
        blocks.append(_told(section, "breakdowns", *unbroken))
    return tuple(blocks)


def _groups(section: SectionContext, kind: str) -> list[str]:
    """Return the names of the groups that have official figures in no other way than ``kind``."""
    found = {row.group_id: row.kinds for row in section.evidence.findings.coverage}
    names = []
    for group in section.evidence.groups.values():
        kinds = found.get(group.group_id, {})
        if _kind(kinds.get("official"), kinds.get("citizen")) == kind:
            names.append(section.whole.label(group.label))
    return names


def _kind(official: Standing | None, citizen: Standing | None) -> str:
    if official is Standing.PRESENT:
        return "official"
    if official is Standing.WITHHELD:
        return "withheld"
    return "none" if citizen in (None, Standing.EMPTY) else "citizen"


def _paragraph(
    section: SectionContext, kind: str, head: str, names: list[str], whole: int
) -> Paragraph:
    wording = section.wording
    further = whole - len(names)
    said = wording.apart(names)  # names of groups have "and" in them: women and girls
    if further:
        more = wording.plural("{count} more group", "{count} more groups", further)
        none = wording.plural("{count} group", "{count} groups", whole)
        said = wording.listing([said, more]) if names else none
    return _told(section, kind, head, (Text(said),))


def _told(section: SectionContext, kind: str, head: str, content: Inlines) -> Paragraph:
    words = section.wording.inlines(
        "{what}: {which}.", what=(Strong((Text(head),)),), which=content
    )
    return Paragraph(
        block_id=section.block_id("missing", kind),
        content=words,
        role=ParagraphRole.BODY,
        origin=GENERATED,
    )


def _not_broken_down(section: SectionContext) -> tuple[str, Inlines] | None:
    """Count by dimension the series that the global list breaks down and the evidence does not.

    Returns:
        Of what it is a list, and the list; None where nothing is lacking.
    """
    lacking: dict[str, int] = {}
    expected: dict[str, int] = {}
    for row in section.evidence.findings.expected_disaggregation:
        if row.is_expected:
            expected[row.dimension_id] = expected.get(row.dimension_id, 0) + 1
            absent = row.status in (Disaggregated.MISSING, Disaggregated.EMPTY)
            lacking[row.dimension_id] = lacking.get(row.dimension_id, 0) + absent
    wording = section.wording
    worst = sorted((n for n in lacking if lacking[n]), key=lambda n: (-lacking[n], n))
    worst = worst[:_MOST_DIMENSIONS]
    if not worst:
        return None
    names = [dimension_name(name, section) for name in worst]
    if len(section.evidence.findings.series) == 1:
        head = wording.text("What the indicator could be broken down by, and is not")
        return head, (Text(wording.listing(names)),)
    parts = [
        wording.text(
            "{dimension} ({count} of {all})",
            dimension=shown,
            count=wording.number(lacking[name]),
            all=wording.number(expected[name]),
        )
        for name, shown in zip(worst, names, strict=True)
    ]
    head = wording.text("Indicators that could be broken down, and are not")
    return head, (Text(wording.listing(parts)),)
