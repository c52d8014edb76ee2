"""What this review takes up again of the recommendations to earlier ones, and what it drops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from vnrgen.document.blocks import Block, Paragraph
from vnrgen.document.context import GENERATED, SectionContext
from vnrgen.document.registers.uptake_words import bound_count
from vnrgen.dossier.model import Recommendation
from vnrgen.dossier.register.state import in_force

_COUNTED = ("all", "new", "sustained", "evolved", "before", "dropped")


def continuity(section: SectionContext) -> tuple[Block, ...]:
    """Return one sentence on what is new, sustained, evolved or dropped since earlier reviews.

    Repeating one that was split repeats its parts; one that was merged, the one it went into. A
    part repeats what it says itself, or else what the whole repeats.
    """
    wording, evidence = section.wording, section.evidence
    cycle = evidence.settings.cycle
    by_id = {r.rec_id: r for r in evidence.recommendations}
    standing = in_force(evidence.recommendations)
    now = [r for r in standing if r.cycle == cycle]
    before = [r for r in standing if r.cycle < cycle]
    if not now or not before:
        return ()
    taken_up = [(r, _repeated(r, by_id)) for r in now]
    kept = {_gone_into(old, by_id) for _, old in taken_up if old is not None}
    counts = Counter(_kind(r, old) for r, old in taken_up)
    counts["all"], counts["before"] = len(now), len(before)
    counts["dropped"] = sum(kept.isdisjoint((r.rec_id, r.parent_id)) for r in before)
    content = wording.inlines(
        "Recommendations of this review: {all}, of which new: {new}; repeated in the same words: "
        "{sustained}; repeated and developed: {evolved}. Made before: {before}, of which not"
        " repeated: {dropped}.",
        **{name: bound_count(counts[name], f"continuity/{name}", wording) for name in _COUNTED},
    )
    block_id = section.block_id("continuity")
    return (Paragraph(block_id=block_id, content=content, origin=GENERATED),)


def _repeated(item: Recommendation, by_id: Mapping[str, Recommendation]) -> Recommendation | None:
    whole = by_id.get(item.parent_id or "")
    return by_id.get(item.repeats or (whole.repeats if whole is not None else None) or "")


def _kind(item: Recommendation, earlier: Recommendation | None) -> str:
    if earlier is None:
        return "new"
    is_same = item.text.casefold().split() == earlier.text.casefold().split()
    return "sustained" if is_same else "evolved"


def _gone_into(item: Recommendation, by_id: Mapping[str, Recommendation]) -> str:
    """Return the id of what stands for a recommendation now, over any number of mergers."""
    seen = {item.rec_id}
    while (into := by_id.get(item.merged_into or "")) is not None and into.rec_id not in seen:
        seen.add(into.rec_id)
        item = into
    return item.rec_id
