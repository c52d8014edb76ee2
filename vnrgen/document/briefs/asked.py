"""What is recommended, and what became of the same demand at the last review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vnrgen.analysis.findings import UptakeRow
from vnrgen.document.blocks import (
    Block,
    BulletList,
    Inlines,
    ListItem,
    Paragraph,
    ParagraphRole,
    Strong,
    Text,
)
from vnrgen.document.context import GENERATED, SectionContext, table_origin
from vnrgen.document.figures.glance import first_leads
from vnrgen.document.language.statuses import uptakes
from vnrgen.document.registers.uptake_words import counted, year_of
from vnrgen.dossier.model import Recommendation
from vnrgen.dossier.model.decisions import AssessorKind, Uptake
from vnrgen.dossier.register.state import in_force
from vnrgen.problems import Location


def recommendations(section: SectionContext) -> tuple[Block, ...]:
    """Return the first recommendations of this review, each with the uptake of what it repeats.

    First those for a group that is furthest behind in the key figures, then those made before,
    then the others, as the register has them.
    """
    wording, cycle = section.wording, section.evidence.settings.cycle
    current = [r for r in in_force(section.evidence.recommendations) if r.cycle == cycle]
    if not current:
        message = wording.text("No recommendation has been agreed yet.")
        return (section.fallback("recommendations", message),)
    behind = {gap.behind.category.group_id for _, _, gap in first_leads(section)}
    ranked = sorted(current, key=lambda r: (not behind.intersection(r.group_ids), not r.repeats))
    named = [(item, f"{item.rec_id} {item.text}") for item in ranked]
    kept = section.whole.room.take("recommendations", named)
    if not kept:
        return ()
    items = tuple(_item(item, section) for item in kept)
    origin = table_origin(Location("recommendations.csv"))
    block_id = section.block_id("recommendations")
    return (BulletList(block_id=block_id, items=items, origin=origin),)


def _item(item: Recommendation, section: SectionContext) -> ListItem:
    block_id = section.block_id("recommendation", item.rec_id)
    content: list[Inlines] = [
        (Strong((Text(f"{item.rec_id}."),)), Text(" ")),
        section.whole.own_words(item.text),
        (Text(" "),),
        _for_whom(item, section),
    ]
    before = _before(item, section)
    if before:
        content += [(Text(" "),), before]
    words = tuple(inline for part in content for inline in part)
    paragraph = Paragraph(
        block_id=f"{block_id}/text", content=words, origin=table_origin(item.where)
    )
    return ListItem(block_id=block_id, blocks=(paragraph,))


def _for_whom(item: Recommendation, section: SectionContext) -> Inlines:
    wording = section.wording
    addressee = section.whole.own_words(item.addressee) or (Text(wording.text("not stated")),)
    if not item.group_ids:
        return wording.inlines("(To: {addressee}.)", addressee=addressee)
    groups = section.whole.groups(item.group_ids)
    return wording.inlines("(To: {addressee}. For: {groups}.)", addressee=addressee, groups=groups)


def _before(item: Recommendation, section: SectionContext) -> Inlines:
    """Say what became of the recommendation that this one repeats."""
    if not item.repeats:
        return ()
    wording = section.wording
    status = _statuses(item.repeats, section)
    return wording.inlines(
        "Asked before as {rec_id}: {status}.",
        rec_id=item.repeats,
        status=(Strong((Text(status),)),),
    )


def _statuses(rec_id: str, section: SectionContext) -> str:
    """Return how those who read the reports judge a recommendation, the State's own word apart."""
    wording, known = section.wording, uptakes(section.wording)
    found = section.evidence.findings.uptake
    rows = [row for row in found if row.rec_id == rec_id and not row.unfounded]
    if not rows:
        return wording.text("not yet assessed")
    said = _distinct([r for r in rows if r.assessor_kind != AssessorKind.STATE], known)
    own = _distinct([r for r in rows if r.assessor_kind == AssessorKind.STATE], known)
    parts = list(said)
    parts += [wording.text("{status} (the State itself)", status=status) for status in own]
    return wording.apart(parts)


def _distinct(rows: Sequence[UptakeRow], known: Mapping[Uptake, str]) -> list[str]:
    return list(dict.fromkeys(known[Uptake(row.uptake)] for row in rows))


def uptake(section: SectionContext) -> tuple[Block, ...]:
    """Return, for the last review alone, how many recommendations were taken up."""
    found = section.evidence.findings
    cycle = section.evidence.settings.cycle
    rates = [r for r in found.uptake_rates if r.cycle < cycle and r.eligible]
    told = [r for r in rates if r.not_assessed < r.eligible or r.unfounded]
    if not told:
        if not rates:
            return ()
        message = section.wording.text(
            "It has not been assessed yet which earlier recommendations were taken up."
        )
        return (section.fallback("uptake", message),)
    rate = max(told, key=lambda r: r.cycle)
    content = counted(rate, section.wording, year_of(rate, section))
    block_id = section.block_id("uptake", str(rate.cycle))
    role = ParagraphRole.FINDING
    return (Paragraph(block_id=block_id, content=content, role=role, origin=GENERATED),)
