"""What we recommend, on which evidence, and what became of what was recommended before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vnrgen.analysis.findings import UptakeRate, UptakeRow
from vnrgen.document.blocks import (
    Binding,
    Block,
    BoundNumber,
    Inlines,
    Paragraph,
    RecommendationEntry,
    RecommendationTable,
    Row,
    Text,
)
from vnrgen.document.context import GENERATED, SectionContext, table_origin
from vnrgen.document.registers.coverage import series_name
from vnrgen.document.registers.grid import Head, register, words
from vnrgen.document.registers.participation import method_name
from vnrgen.document.wording import Wording
from vnrgen.dossier.model import Position, Recommendation
from vnrgen.problems import Location

_SMALLEST_FOR_RATE = 10


def recommendations(section: SectionContext) -> Block:
    """Return the recommendations of this cycle, each with its details."""
    wording, cycle = section.wording, section.evidence.settings.cycle
    current = [r for r in section.evidence.recommendations if r.cycle == cycle and _stands(r)]
    if not current:
        message = wording.text("No recommendation has been agreed yet.")
        return section.fallback("recommendations", message)
    return RecommendationTable(
        block_id=section.block_id("recommendations"),
        label="",
        caption=words(
            wording.text("Recommendations, with whom they are for and what they rest on")
        ),
        entries=tuple(_entry(r, section) for r in current),
        origin=table_origin(Location("recommendations.csv")),
    )


def _stands(recommendation: Recommendation) -> bool:
    return recommendation.withdrawn_on is None and not recommendation.merged_into


def _entry(item: Recommendation, section: SectionContext) -> RecommendationEntry:
    wording, whole = section.wording, section.whole
    details = [
        (wording.text("Addressee"), whole.own_words(item.addressee)),
        (wording.text("For"), words(whole.groups(item.group_ids))),
        (wording.text("SDG target"), words(item.sdg_target)),
        (wording.text("Theme"), whole.own_words(item.theme)),
        (wording.text("Evidence"), _evidence(item.evidence_ids, section)),
        (wording.text("By"), words(wording.date(item.due_on)) if item.due_on else ()),
        (wording.text("Repeats"), words(item.repeats or "")),
    ]
    required = {details[0][0], details[1][0], details[2][0]}
    missing = words(wording.text("not stated"))
    kept = [
        (label, content or missing) for label, content in details if content or label in required
    ]
    return RecommendationEntry(
        rec_id=item.rec_id,
        text=whole.own_words(item.text),
        details=tuple(kept),
        goal=_goal(item.sdg_target),
    )


def _goal(target: str) -> int | None:
    number = target.split(".", maxsplit=1)[0]
    return int(number) if number.isdigit() and 1 <= int(number) <= 17 else None


def _evidence(evidence_ids: Iterable[str], section: SectionContext) -> Inlines:
    """Name the evidence that may be shown; what is withheld is not named at all."""
    named = [n for evidence_id in evidence_ids if (n := _piece(evidence_id, section))]
    if not named:
        return words(section.wording.text("No evidence named"))
    return section.wording.listing_inlines(named)


def _piece(evidence_id: str, section: SectionContext) -> Inlines:
    evidence, whole = section.evidence, section.whole
    kind, _colon, key = evidence_id.partition(":")
    if kind == "indicator":
        indicator, _slash, series = key.partition("/")
        found = evidence.findings.of(indicator, series or None)
        return words(series_name(found.series.key, section)) if found is not None else ()
    if evidence_id in evidence.sources:
        title = whole.own_words(evidence.sources[evidence_id].title)
        return (*title, section.cite(evidence_id))
    for story in evidence.stories:
        if story.story_id == evidence_id:
            return section.wording.inlines("story “{title}”", title=whole.own_words(story.title))
    for finding in evidence.qualitative:
        if finding.finding_id == evidence_id:
            name = method_name(finding.method, section.wording)
            day = whole.day(finding.held_on)
            return words(section.wording.text("{meeting} ({date})", meeting=name, date=day))
    return ()


# --- earlier recommendations -------------------------------------------------------------------


def positions(wording: Wording) -> dict[Position, str]:
    """Return the answers to a recommendation in words."""
    return {
        Position.SUPPORTED: wording.text("supported"),
        Position.SUPPORTED_IN_PART: wording.text("supported in part"),
        Position.NOTED: wording.text("noted"),
        Position.REJECTED: wording.text("rejected"),
        Position.NO_RESPONSE: wording.text("no response"),
        Position.NOT_APPLICABLE: wording.text("not applicable"),
    }


def uptakes(wording: Wording) -> dict[str, str]:
    """Return in words what became of a recommendation in a national report."""
    return {
        "adopted": wording.text("adopted"),
        "adopted_in_part": wording.text("adopted in part"),
        "reflected": wording.text("reflected: the issue is mentioned, the action is not"),
        "contradicted": wording.text("contradicted"),
        "not_found": wording.text("not found"),
        "not_assessed": wording.text("not yet assessed"),
    }


def earlier_recommendations(section: SectionContext) -> Block:
    """Return earlier recommendations: the answer to each, and where each stands."""
    wording, evidence = section.wording, section.evidence
    earlier = [r for r in evidence.recommendations if r.cycle < evidence.settings.cycle]
    if not earlier:
        message = wording.text("No recommendation of an earlier review is on record.")
        return section.fallback("earlier", message)
    common = _common_answer(earlier)
    return register(
        section,
        "earlier",
        caption=wording.text("Recommendations made for earlier reviews, and what became of them"),
        heads=(
            Head(wording.text("Recommendation"), 3.4),
            Head(wording.text("Submitted"), 1.4),
            Head(wording.text("Answer of the addressee"), 2.8),
            Head(wording.text("In the national report"), 1.6),
        ),
        rows=[_earlier_row(r, section, common) for r in earlier],
        file="recommendations.csv",
        notes=_answer_note(common, section),
    )


def _common_answer(earlier: Sequence[Recommendation]) -> str:
    """Return where all answers were given, if it is one place for several, else ""."""
    given = [r.position_source for r in earlier if r.position is not None]
    return given[0] if len(given) > 1 and len(set(given)) == 1 else ""


def _answer_note(common: str, section: SectionContext) -> tuple[Inlines, ...]:
    if not common:
        return ()
    source = section.whole.own_words(common)
    return (section.wording.inlines("All answers: {source}.", source=source),)


def _earlier_row(item: Recommendation, section: SectionContext, common: str) -> Row:
    wording, whole = section.wording, section.whole
    text: Inlines = (Text(f"{item.rec_id}. "), *whole.own_words(item.text))
    if item.position is None:
        answer = words(wording.text("no answer on record"))
    else:
        answer = words(positions(wording)[item.position])
        if item.position_source and item.position_source != common:
            answer = wording.inlines(
                "{answer} ({source})", answer=answer, source=whole.own_words(item.position_source)
            )
    return Row(
        row_id=item.rec_id,
        cells=(text, words(whole.day(item.submitted_on)), answer, _standing(item, section)),
    )


def _standing(item: Recommendation, section: SectionContext) -> Inlines:
    wording = section.wording
    if item.withdrawn_on is not None:
        return words(wording.text("withdrawn"))
    if item.merged_into:
        return words(wording.text("merged into {rec_id}", rec_id=item.merged_into))
    if item.out_of_scope_reason:
        reason = section.whole.own_words(item.out_of_scope_reason)
        return wording.inlines("out of scope: {reason}", reason=reason)
    rows = [row for row in section.evidence.findings.uptake if row.rec_id == item.rec_id]
    if not rows:
        return words(wording.text("not yet assessed"))
    parts: list[Inlines] = [_uptake(row, section) for row in rows]
    return tuple(
        inline
        for number, part in enumerate(parts)
        for inline in (*((Text("; "),) if number else ()), *part)
    )


def _uptake(row: UptakeRow, section: SectionContext) -> Inlines:
    wording = section.wording
    status = uptakes(wording).get(row.uptake, row.uptake)
    page = row.print_page or (str(row.pdf_page) if row.pdf_page is not None else "")
    who = wording.text(
        "{status} ({assessor}, {date})",
        status=status,
        assessor=row.assessor,
        date=section.whole.day(row.assessed_on),
    )
    quoted = wording.text(", page {page}", page=page) if page else ""
    if row.quote:
        quoted += wording.text(": “{quote}”", quote=row.quote)
    return words(who + quoted)


def uptake_rates(section: SectionContext) -> tuple[Block, ...]:
    """Return one sentence per earlier cycle: how many of the eligible were taken up."""
    cycle = section.evidence.settings.cycle
    rates = [r for r in section.evidence.findings.uptake_rates if r.cycle < cycle and r.eligible]
    if not rates or not section.evidence.findings.uptake:
        message = section.wording.text(
            "It has not been assessed yet which earlier recommendations were taken up."
        )
        return (section.fallback("uptake", message),)
    return tuple(
        Paragraph(
            block_id=section.block_id("uptake", str(rate.cycle)),
            content=_rate(rate, section.wording),
            origin=GENERATED,
        )
        for rate in rates
    )


def _rate(rate: UptakeRate, wording: Wording) -> Inlines:
    """Say the rate; below ten eligible recommendations as "n of N" without a percentage."""
    reference = f"uptake/{rate.cycle}"

    def bound(number: str, measure: str) -> BoundNumber:
        return BoundNumber(number, Binding("finding", reference, measure))

    parts: dict[str, str | BoundNumber] = {
        "cycle": wording.number(rate.cycle),
        "adopted": bound(wording.number(rate.adopted), "count"),
        "partly": bound(wording.number(rate.adopted_in_part), "count"),
        "eligible": bound(wording.number(rate.eligible), "count"),
        "open": bound(wording.number(rate.not_assessed), "count"),
    }
    if rate.eligible < _SMALLEST_FOR_RATE:
        return wording.plural_inlines(
            "Review {cycle}: adopted {adopted} of {eligible} recommendation, in part {partly} more;"
            " not yet assessed {open}.",
            "Review {cycle}: adopted {adopted} of {eligible} recommendations, in part {partly}"
            " more; not yet assessed {open}.",
            rate.eligible,
            **parts,
        )
    percent = 100 * rate.adopted / rate.eligible
    return wording.inlines(
        "Review {cycle}: adopted {adopted} of {eligible} recommendations ({percent}%), in part"
        " {partly} more; not yet assessed {open}.",
        percent=bound(wording.number(percent), "rate"),
        **parts,
    )


# --- what comes next ---------------------------------------------------------------------------


def next_steps(section: SectionContext) -> Block:
    """Return the recommendations of this review by the year in which they fall due."""
    wording, evidence = section.wording, section.evidence
    cycle = evidence.settings.cycle
    open_ones = [
        r
        for r in evidence.recommendations
        if r.cycle == cycle and r.withdrawn_on is None and not r.merged_into
    ]
    if not open_ones:
        message = wording.text("No recommendation has been agreed yet.")
        return section.fallback("next-steps", message)
    years: dict[int | None, list[Recommendation]] = {}
    for item in open_ones:
        years.setdefault(item.due_on.year if item.due_on is not None else None, []).append(item)
    ordered = sorted(years, key=lambda year: (year is None, year or 0))
    return register(
        section,
        "next-steps",
        caption=wording.text("What falls due when, and who answers for it"),
        heads=(Head(wording.text("By the end of"), 0.6), Head(wording.text("What and who"), 4.0)),
        rows=[_due_row(year, years[year], section) for year in ordered],
    )


def _due_row(year: int | None, items: Sequence[Recommendation], section: SectionContext) -> Row:
    wording = section.wording
    label = wording.text("no date set") if year is None else str(year)
    by_body: dict[str, list[str]] = {}
    for item in items:
        by_body.setdefault(item.addressee, []).append(item.rec_id)
    parts: list[Inlines] = []
    for body, ids in sorted(by_body.items()):
        named = section.whole.own_words(body) or words(wording.text("nobody named"))
        said = wording.inlines(
            "{body}: {recommendations}", body=named, recommendations=", ".join(ids)
        )
        parts += [(Text("; "),), said] if parts else [said]
    return Row(
        row_id=str(year or "none"),
        cells=(words(label), tuple(inline for part in parts for inline in part)),
    )
