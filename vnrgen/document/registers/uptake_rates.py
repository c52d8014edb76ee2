"""How many earlier recommendations were taken up: counts with their bounds, and a chart of them."""

from __future__ import annotations

from collections import Counter

from vnrgen.analysis.findings import UptakeRate
from vnrgen.analysis.uptake import assessor_agreement
from vnrgen.document.blocks import (
    Binding,
    Block,
    BoundNumber,
    Chart,
    Column,
    Inlines,
    Paragraph,
    Table,
    TableRole,
    Text,
)
from vnrgen.document.blocks import Row as TableRow
from vnrgen.document.context import GENERATED, SectionContext
from vnrgen.document.drawings import Axis, Bars, Point, Row, Tick
from vnrgen.document.registers.grid import words
from vnrgen.document.registers.uptake import uptakes
from vnrgen.document.wording import Wording
from vnrgen.dossier.decisions import AssessorKind, Uptake

_FEWEST_FOR_PERCENT = 10  # below, a percentage would feign precision
_FEWEST_FOR_CHART = 5
_FEWEST_COMPARED = 5  # recommendations on which agreement of two assessors means anything
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_MOST_TICKS = 6


def uptake_rates(section: SectionContext) -> tuple[Block, ...]:
    """Return, for each earlier review, how many of the eligible were taken up, and a chart.

    The register is complete and no sample: what is not yet assessed bounds the count, and there is
    no confidence interval.
    """
    found = section.evidence.findings
    cycle = section.evidence.settings.cycle
    rates = [r for r in found.uptake_rates if r.cycle < cycle and r.eligible]
    if not rates or not found.uptake:
        message = section.wording.text(
            "It has not been assessed yet which earlier recommendations were taken up."
        )
        return (section.fallback("uptake", message),)
    blocks: list[Block] = []
    for rate in rates:
        if rate.not_assessed == rate.eligible:
            continue
        said = counted(rate, section.wording, _year(rate, section))
        if _state_read(rate, section):
            said += (Text(" "), *_not_counted(section.wording))
        blocks.append(_paragraph(section, ("uptake", str(rate.cycle)), said))
        if rate.eligible - rate.not_assessed >= _FEWEST_FOR_CHART:
            blocks.append(_chart(rate, section))
    agreement = _agreement(section)
    if agreement:
        blocks.append(_paragraph(section, ("agreement",), agreement))
    return tuple(blocks)


def _state_read(rate: UptakeRate, section: SectionContext) -> bool:
    """Whether the State has read its own report for a recommendation of this review."""
    of_cycle = {r.rec_id for r in section.evidence.recommendations if r.cycle == rate.cycle}
    return any(
        row.rec_id in of_cycle and row.assessor_kind == AssessorKind.STATE
        for row in section.evidence.findings.uptake
    )


def _not_counted(wording: Wording) -> Inlines:
    return wording.inlines(
        "What the State itself reads in its report is shown beside the others, and is not counted,"
        " nor is it where readers are said to differ."
    )


def continuity(section: SectionContext) -> tuple[Block, ...]:
    """Return one sentence on what is new, sustained, evolved or dropped since earlier reviews.

    Repeating one that was split repeats its parts; one that was merged, the one it went into.
    """
    wording, evidence = section.wording, section.evidence
    cycle = evidence.settings.cycle
    by_id = {r.rec_id: r for r in evidence.recommendations}
    standing = [
        r
        for r in evidence.recommendations
        if r.withdrawn_on is None and not r.merged_into and not r.out_of_scope_reason
    ]
    split = {r.parent_id for r in evidence.recommendations if r.parent_id}
    now = [r for r in standing if r.cycle == cycle]
    before = [r for r in standing if r.cycle < cycle and r.rec_id not in split]
    if not now or not before:
        return ()
    kinds = Counter(
        "new"
        if r.repeats not in by_id
        else "sustained"
        if _same(r.text, by_id[r.repeats].text)
        else "evolved"
        for r in now
    )
    repeated = [by_id[r.repeats] for r in now if r.repeats in by_id]
    kept = {r.merged_into or r.rec_id for r in repeated}
    dropped = sum(kept.isdisjoint((r.rec_id, r.parent_id)) for r in before)
    numbers = {name: _bound(kinds[name], f"continuity/{name}", wording) for name in kinds}
    for name in ("new", "sustained", "evolved"):
        numbers.setdefault(name, _bound(0, f"continuity/{name}", wording))
    content = wording.inlines(
        "Of the {all} recommendations of this review, new: {new}; repeated in the same words: "
        "{sustained}; repeated and developed: {evolved}. Of the {before} made before, not repeated:"
        " {dropped}.",
        all=_bound(len(now), "continuity/all", wording),
        before=_bound(len(before), "continuity/before", wording),
        dropped=_bound(dropped, "continuity/dropped", wording),
        **numbers,
    )
    return (_paragraph(section, ("continuity",), content),)


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _paragraph(section: SectionContext, key: tuple[str, ...], content: Inlines) -> Paragraph:
    return Paragraph(block_id=section.block_id(*key), content=content, origin=GENERATED)


def _bound(count: int, reference: str, wording: Wording) -> BoundNumber:
    return BoundNumber(wording.number(count), Binding("finding", f"uptake/{reference}", "count"))


def _year(rate: UptakeRate, section: SectionContext) -> int | None:
    """Return the year of the review, which the dossier names for the last one only."""
    settings = section.evidence.settings
    return settings.previous_year if rate.cycle == settings.cycle - 1 else None


def _review(cycle: int, year: int | None, wording: Wording) -> str:
    if year is None:
        return wording.number(cycle)
    return wording.text("{number} ({year})", number=wording.number(cycle), year=str(year))


def counted(rate: UptakeRate, wording: Wording, year: int | None = None) -> Inlines:
    """Say how many of the eligible were taken up, what is not counted, and what is still open.

    ``year`` is that of the review, where it is known.
    """
    key = str(rate.cycle)
    content = wording.inlines(
        "Of {submitted} recommendations to review {cycle}, {eligible} can be counted{excluded}. "
        "Adopted: {adopted}; adopted at least in part: {inclusive}.",
        submitted=_bound(rate.submitted, f"{key}/submitted", wording),
        cycle=_review(rate.cycle, year, wording),
        eligible=_bound(rate.eligible, f"{key}/eligible", wording),
        excluded=_excluded(rate, wording),
        adopted=_share(rate.adopted, rate, "adopted", wording),
        inclusive=_share(rate.inclusive, rate, "inclusive", wording),
    )
    if rate.not_assessed:
        content += (Text(" "), *_open(rate, wording))
    if rate.disputed:
        content += (
            Text(" "),
            *wording.inlines(
                "Where those who read the report differ ({disputed}), the less favourable reading "
                "is counted.",
                disputed=_bound(rate.disputed, f"{key}/disputed", wording),
            ),
        )
    return content


def _excluded(rate: UptakeRate, wording: Wording) -> str:
    names = {
        "withdrawn": wording.text("withdrawn"),
        "out_of_scope": wording.text("out of scope"),
        "merged": wording.text("merged into others"),
        "split": wording.text("split into parts that are counted"),
    }
    parts = [
        wording.text("{reason}: {count}", reason=names[str(reason)], count=wording.number(len(ids)))
        for reason, ids in (rate.excluded or {}).items()
    ]
    return wording.text(" ({reasons})", reasons="; ".join(parts)) if parts else ""


def _share(count: int, rate: UptakeRate, name: str, wording: Wording) -> Inlines:
    number = _bound(count, f"{rate.cycle}/{name}", wording)
    of = _bound(rate.eligible, f"{rate.cycle}/eligible", wording)
    if rate.eligible < _FEWEST_FOR_PERCENT:
        return wording.inlines("{count} of {all}", count=number, all=of)
    percent = BoundNumber(
        wording.percent(100 * count / rate.eligible),
        Binding("finding", f"uptake/{rate.cycle}/{name}", "rate"),
    )
    return wording.inlines("{count} of {all} ({percent})", count=number, all=of, percent=percent)


def _open(rate: UptakeRate, wording: Wording) -> Inlines:
    key = str(rate.cycle)
    return wording.inlines(
        "Not yet assessed: {open}; once all are, between {least} and {most} will have been adopted "
        "at least in part.",
        open=_bound(rate.not_assessed, f"{key}/open", wording),
        least=_bound(rate.inclusive_bounds[0], f"{key}/least", wording),
        most=_bound(rate.inclusive_bounds[1], f"{key}/most", wording),
    )


def _agreement(section: SectionContext) -> Inlines:
    """Say how far those who read the reports agree."""
    wording = section.wording
    sentences: list[Inlines] = []
    for pair in assessor_agreement(section.evidence.findings.uptake):
        if pair.compared < _FEWEST_COMPARED:
            continue
        one, other = (section.whole.own_words(name) for name in pair.assessors)
        key = "agreement/" + "|".join(pair.assessors)
        said = wording.inlines(
            "{one} and {other} give the same status to {agreed} of the {compared} that both "
            "assessed",
            one=one,
            other=other,
            agreed=_bound(pair.agreed, f"{key}/agreed", wording),
            compared=_bound(pair.compared, f"{key}/compared", wording),
        )
        if pair.kappa is not None and pair.compared >= _FEWEST_FOR_PERCENT:
            kappa = BoundNumber(
                wording.number(pair.kappa, 2), Binding("finding", f"uptake/{key}", "kappa")
            )
            said += wording.inlines(" (Cohen’s kappa {kappa})", kappa=kappa)
        sentences.append((*said, Text(". ")))
    if not sentences:
        return ()
    last = sentences[-1][:-1]
    return tuple(i for sentence in (*sentences[:-1], (*last, Text("."))) for i in sentence)


# --- the chart ---------------------------------------------------------------------------------


def _chart(rate: UptakeRate, section: SectionContext) -> Chart:
    wording = section.wording
    counts = [(status, name, rate.counts[status]) for status, name in uptakes(wording).items()]
    title = wording.inlines(
        "Adopted at least in part: {inclusive}",
        inclusive=_share(rate.inclusive, rate, "inclusive", wording),
    )
    said = wording.listing(
        [
            wording.text("{status}: {count}", status=name, count=wording.number(count))
            for _, name, count in counts
        ]
    )
    return Chart(
        block_id=section.block_id("chart", "uptake", str(rate.cycle)),
        label="",
        title=title,
        subtitle=words(
            wording.text(
                "Recommendations to review {cycle} by what the national report says",
                cycle=_review(rate.cycle, _year(rate, section), wording),
            )
        ),
        drawing=Bars(
            rows=tuple(
                Row(
                    label=name,
                    points=(Point(value=float(count), text=wording.number(count), label=""),),
                )
                for _, name, count in counts
            ),
            axis=_axis(max(count for *_, count in counts), wording),
            reference=None,
        ),
        alternative=wording.text("Bars, one for each status. {counts}.", counts=said),
        table=_table(counts, rate, section),
        origin=GENERATED,
    )


def _axis(most: int, wording: Wording) -> Axis:
    step = next((s for s in _STEPS if most <= s * _MOST_TICKS), _STEPS[-1])
    count = max(1, -(-most // step))
    ticks = tuple(
        Tick(value=float(step * n), text=wording.number(step * n)) for n in range(count + 1)
    )
    title = wording.text("recommendations")
    return Axis(title=title, minimum=0.0, maximum=float(step * count), ticks=ticks)


def _table(counts: list[tuple[str, str, int]], rate: UptakeRate, section: SectionContext) -> Table:
    wording = section.wording
    rows = tuple(
        TableRow(
            row_id=status,
            cells=(words(name), (_bound(count, f"{rate.cycle}/{status}", wording),)),
        )
        for status, name, count in counts
    )
    return Table(
        block_id=section.block_id("table", "uptake", str(rate.cycle)),
        label="",
        caption=(),
        description=wording.text(
            "One row for each of {count} statuses.", count=wording.number(len(Uptake))
        ),
        columns=(
            Column(column_id="status", head=words(wording.text("In the national report"))),
            Column(column_id="count", head=words(wording.text("Recommendations")), numeric=True),
        ),
        rows=rows,
        role=TableRole.FIGURES,
    )
