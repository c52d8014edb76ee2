"""Official and citizen figures side by side, group by group; never averaged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vnrgen.analysis.findings import Agreement, OfficialCitizen, OfficialCitizenPair
from vnrgen.document.blocks import Block, Inlines, Row, TableRole
from vnrgen.document.context import SectionContext
from vnrgen.document.registers.grid import Head, register, words
from vnrgen.document.series.context import SeriesContext, context_of

_ORDER = (Agreement.DIFFER, Agreement.UNDECIDED, Agreement.AGREE)


@dataclass(frozen=True, slots=True)
class _Pair:
    ctx: SeriesContext
    found: OfficialCitizen
    pair: OfficialCitizenPair


def compared(section: SectionContext) -> tuple[Block, ...]:
    """Return a row for every group of which both have a figure, those that differ first."""
    wording = section.wording
    pairs = _in_turn(sorted(_pairs(section), key=_rank))
    if not pairs:
        message = wording.text("No group has an official and a citizen figure of the same thing.")
        return (section.fallback("compared", message),)
    kept = section.whole.room.take("compared", [(pair, _name(pair)) for pair in pairs])
    if not kept:
        return ()
    table = register(
        section,
        "compared",
        caption=wording.text("What the State counts, and what people counted themselves"),
        heads=(
            Head(wording.text("Indicator"), 2.6),
            Head(wording.text("Group"), 1.6),
            Head(wording.text("Official"), 1.2),
            Head(wording.text("Citizen"), 1.2),
            Head(wording.text("Together"), 2.2),
        ),
        rows=[_row(pair, section) for pair in kept],
        role=TableRole.REGISTER,
        notes=_notes(kept),
    )
    return (table,)


def _pairs(section: SectionContext) -> list[_Pair]:
    found = []
    for item in section.evidence.findings.series:
        ctx = context_of(item, section)
        for both in item.official_citizen:
            found += [_Pair(ctx, both, pair) for pair in both.pairs if pair.agreement in _ORDER]
    return found


def _rank(one: _Pair) -> tuple[int, bool, float, tuple[str, str], str, str]:
    """Put what differs first, the country before its parts, the furthest apart first.

    Percentages are compared with percentages: of other units the difference means nothing here.
    """
    apart = abs(one.pair.difference or 0.0) if one.ctx.is_percentage else 0.0
    code = one.pair.category.code if one.pair.category else ""
    in_part = not one.ctx.is_country(one.found.place_id)
    return (_ORDER.index(one.pair.agreement), in_part, -apart, one.ctx.series.key,
            one.found.finding_id, f"{one.pair.dimension_id}/{code}")  # fmt: skip


def _in_turn(ranked: Sequence[_Pair]) -> list[_Pair]:
    """Put the first pair of every indicator before the second of any, within one agreement."""
    nth: dict[tuple[Agreement, tuple[str, str]], int] = {}
    turns = []
    for place, one in enumerate(ranked):
        key = (one.pair.agreement, one.ctx.series.key)
        nth[key] = nth.get(key, -1) + 1
        turns.append((_ORDER.index(one.pair.agreement), nth[key], place))
    order = sorted(range(len(ranked)), key=turns.__getitem__)
    return [ranked[index] for index in order]


def _group(one: _Pair) -> str:
    category = one.pair.category
    name = one.ctx.wording.text("Everybody")
    if category is not None:
        name = one.ctx.named(one.pair.dimension_id or "", category)
    if one.ctx.is_country(one.found.place_id):
        return name
    place = one.ctx.place(one.found.place_id)
    return one.ctx.wording.text("{group}, {place}", group=name, place=place)


def _name(one: _Pair) -> str:
    return one.ctx.wording.text(
        "{code} {indicator}: {group}",
        code=one.ctx.series.indicator_id,
        indicator=one.ctx.indicator,
        group=_group(one),
    )


def _row(one: _Pair, section: SectionContext) -> Row:
    official, citizen = one.pair.official, one.pair.citizen
    code = one.pair.category.code if one.pair.category else ""
    key = (one.found.finding_id, one.pair.dimension_id or "", code)
    ends = []
    for estimate in (official, citizen):
        told: Inlines = words("–")
        if estimate is not None:
            told = one.ctx.wording.inlines(
                "{value} ({period}){note}",
                value=one.ctx.value_in_words(estimate),
                period=estimate.period.label,
                note=section.cite(estimate.source_id),
            )
        ends.append(told)
    name = f"{one.ctx.series.indicator_id} {one.ctx.indicator}"
    cells = (words(name), words(_group(one)), *ends, _verdict(one))
    return Row(row_id="/".join(key), cells=cells)


def _verdict(one: _Pair) -> Inlines:
    say, pair = one.ctx.wording.inlines, one.pair
    if pair.is_same_definition is False:
        return say("other definitions: no difference is computed")
    if pair.agreement is Agreement.AGREE:
        return say("agree within their margins of error")
    if pair.agreement is Agreement.UNDECIDED or pair.difference is None:
        return say("cannot be told apart or not, without margins of error")
    distance = one.ctx.distance(one.found.finding_id, abs(pair.difference))
    if pair.difference > 0:
        return say("differ: citizen figure higher by {distance}", distance=distance)
    return say("differ: citizen figure lower by {distance}", distance=distance)


def _notes(kept: Sequence[_Pair]) -> tuple[Inlines, ...]:
    """Say that unexplained differences are unexplained, and explain the marks in use."""
    ctx = kept[0].ctx
    used = [e for one in kept for e in (one.pair.official, one.pair.citizen) if e is not None]
    notes = list(ctx.mark_notes(used))
    lacking = [one for one in kept if one.pair.agreement is Agreement.DIFFER]
    unexplained = sorted(
        {one.ctx.series.indicator_id for one in lacking if one.found.needs_explanation}
    )
    if unexplained:
        codes = ctx.wording.listing(unexplained)
        notes.append(
            ctx.wording.inlines("Nobody has explained yet why these differ: {codes}.", codes=codes)
        )
    return tuple(notes)
