"""What became of earlier recommendations: status, quote and place in the report, never mixed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vnrgen.analysis.findings import UptakeRow
from vnrgen.disclosure.publishable import PublishedReport
from vnrgen.document.blocks import Block, Inlines, Link, Row, Strong, Table, Text
from vnrgen.document.context import SectionContext
from vnrgen.document.language.statuses import not_founded, positions, uptakes
from vnrgen.document.registers.grid import Head, register, words
from vnrgen.dossier.model import Recommendation
from vnrgen.dossier.model.decisions import AssessorKind, Uptake
from vnrgen.dossier.register.state import State, states

_READING_ORDER = (
    AssessorKind.CSO,
    AssessorKind.NHRI,
    AssessorKind.ACADEMIC,
    AssessorKind.UN,
    AssessorKind.STATE,
)

_FINAL = "final"  # what a report is unless the dossier names another version


def earlier_recommendations(section: SectionContext) -> Block:
    """Return earlier recommendations: the answer to each, and where each stands."""
    wording, evidence = section.wording, section.evidence
    earlier = [r for r in evidence.recommendations if r.cycle < evidence.settings.cycle]
    if not earlier:
        message = (
            wording.text("This is the first review, so nothing was recommended for an earlier one.")
            if evidence.settings.cycle == 1
            else wording.text("No recommendation of an earlier review is on record.")
        )
        return section.fallback("earlier", message)
    caption = wording.text("Recommendations made for earlier reviews, and what became of them")
    return earlier_register(section, "earlier", caption, earlier)


def reading_of(
    recommendations: Iterable[Recommendation], section: SectionContext
) -> tuple[UptakeRow, ...]:
    """Return what was read of some recommendations in the reports, ours or those of others."""
    ids = {r.rec_id for r in recommendations}
    return tuple(row for row in section.evidence.findings.uptake if row.rec_id in ids)


def earlier_register(
    section: SectionContext, kind: str, caption: str, shown: Sequence[Recommendation]
) -> Table:
    """Return recommendations with the answer to each and what was read of each in the reports.

    Args:
        section: Where it stands.
        kind: Its part of the block id.
        caption: Its title, a finished message.
        shown: What it holds, ours or those of others.
    """
    wording, common = section.wording, _common_answer(shown)
    state = states(_whole_register(section))
    return register(
        section,
        kind,
        caption=caption,
        heads=(
            Head(wording.text("Recommendation"), 3.0),
            Head(wording.text("Answer of the addressee"), 1.4),
            Head(wording.text("In the national report"), 4.2),
        ),
        rows=[_earlier_row(r, state[r.rec_id], section, common) for r in shown],
        file="recommendations.csv",
        notes=(*report_notes(shown, section), *_answer_note(common, section)),
    )


def _whole_register(section: SectionContext) -> tuple[Recommendation, ...]:
    evidence = section.evidence
    return (*evidence.recommendations, *evidence.recommendations_of_others)


def _common_answer(earlier: Sequence[Recommendation]) -> str:
    """Return where all answers were given, if it is one place for several, else ""."""
    given = [r.position_source for r in earlier if r.position is not None]
    return given[0] if len(given) > 1 and len(set(given)) == 1 else ""


def _answer_note(common: str, section: SectionContext) -> tuple[Inlines, ...]:
    if not common:
        return ()
    source = section.whole.own_words(common)
    return (section.wording.inlines("All answers: {source}.", source=source),)


def report_notes(shown: Sequence[Recommendation], section: SectionContext) -> tuple[Inlines, ...]:
    """Name the reports that were read, with their version and where they are found."""
    read = {row.report_id for row in reading_of(shown, section) if not row.unfounded}
    reports = [report for report in section.evidence.reports if report.report_id in read]
    if not reports:
        return ()
    named = section.wording.listing_inlines([_report_name(r, section) for r in reports])
    return (section.wording.inlines("Reports read: {reports}.", reports=named),)


def _report_name(report: PublishedReport, section: SectionContext) -> Inlines:
    title: Inlines = section.whole.own_words(report.title)
    if report.url:
        title = (Link(report.url, title),)
    if report.version == _FINAL:
        return section.wording.inlines("{report} ({year})", report=title, year=str(report.year))
    return section.wording.inlines(
        "{report} ({year}, version {version})",
        report=title,
        year=str(report.year),
        version=report.version,
    )


def _earlier_row(item: Recommendation, state: State, section: SectionContext, common: str) -> Row:
    wording, whole = section.wording, section.whole
    # In which language others made theirs is not on record.
    said = whole.own_words(item.text) if item.is_ours else whole.words_in(item.text, "")
    text: Inlines = (Text(f"{item.rec_id}. "), *said)
    if item.position is None:
        answer = words(wording.text("no answer on record"))
    else:
        answer = words(positions(wording)[item.position])
        if item.position_source and item.position_source != common:
            answer = wording.inlines(
                "{answer} ({source})", answer=answer, source=whole.own_words(item.position_source)
            )
    return Row(row_id=item.rec_id, cells=(text, answer, _standing(item, state, section)))


def _standing(item: Recommendation, state: State, section: SectionContext) -> Inlines:
    """Say where a recommendation stands: what became of it, or what was read of it in reports."""
    wording, whole = section.wording, section.whole
    match state:
        case State.WITHDRAWN:
            day = whole.day(item.withdrawn_on)
            if not item.withdrawn_reason:
                return words(wording.text("withdrawn, {date}", date=day))
            reason = whole.own_words(item.withdrawn_reason)
            return wording.inlines("withdrawn, {date}: {reason}", date=day, reason=reason)
        case State.OUT_OF_SCOPE:
            reason = whole.own_words(item.out_of_scope_reason)
            return wording.inlines("out of scope: {reason}", reason=reason)
        case State.MERGED:
            return words(wording.text("merged into {rec_id}", rec_id=item.merged_into))
        case State.SPLIT:
            parts = [r.rec_id for r in _whole_register(section) if r.parent_id == item.rec_id]
            return words(
                wording.text("split into {recommendations}", recommendations=wording.listing(parts))
            )
        case State.STANDS:
            return _read(item, section)


def _read(item: Recommendation, section: SectionContext) -> Inlines:
    rows = [row for row in section.evidence.findings.uptake if row.rec_id == item.rec_id]
    if not rows:
        return words(section.wording.text("not yet assessed"))
    alike: dict[tuple[str, ...], list[UptakeRow]] = {}
    left_out: dict[tuple[str, ...], list[UptakeRow]] = {}
    for row in sorted(rows, key=_precedence):
        said = (row.report_id or "", row.uptake, str(row.unfounded))
        (left_out if row.unfounded else alike).setdefault(said, []).append(row)
    parts = [_judgement(same, section) for same in alike.values()]
    if not parts:
        parts = [words(section.wording.text("not yet assessed"))]
    return _joined([*parts, *(_not_counted(same, section) for same in left_out.values())])


def _precedence(row: UptakeRow) -> tuple[str, int, str]:
    """Put the coalition's own reading first and the State's of itself last."""
    kind = _READING_ORDER.index(AssessorKind(row.assessor_kind))
    return row.report_id or "", kind, row.assessor


def _joined(parts: Iterable[Inlines]) -> Inlines:
    joined: list[Inlines] = []
    for part in parts:
        joined += [words("; "), part] if joined else [part]
    return tuple(inline for part in joined for inline in part)


def _judgement(rows: Sequence[UptakeRow], section: SectionContext) -> Inlines:
    """Say a status, the words of the report with their place, and all who say so.

    Args:
        rows: Of one recommendation, report and status; the first one that quotes is quoted.
        section: Where it stands.
    """
    wording = section.wording
    status: Inlines = (Strong(words(uptakes(wording)[Uptake(rows[0].uptake)])),)
    quoted = next((row for row in rows if row.quote), rows[0])
    who = wording.listing_inlines([_assessor(row, section) for row in rows])
    place = _place(quoted, section)
    by = wording.inlines("{place}; {who}", place=place, who=who) if place else who
    if not quoted.quote:
        return wording.inlines("{status} ({by})", status=status, by=by)
    return wording.inlines(
        "{status}: “{quote}” ({by})", status=status, quote=_quote(quoted, section), by=by
    )


def _not_counted(rows: Sequence[UptakeRow], section: SectionContext) -> Inlines:
    """Say a status that nobody can look up, and why; words that stand in no report are not told."""
    wording, (first, *_) = section.wording, rows
    if first.unfounded is None:
        return ()
    return wording.inlines(
        "not counted: {status} ({by}), since {reason}",
        status=uptakes(wording)[Uptake(first.uptake)],
        by=wording.listing_inlines([_assessor(row, section) for row in rows]),
        reason=not_founded(wording)[first.unfounded],
    )


def _assessor(row: UptakeRow, section: SectionContext) -> Inlines:
    wording, whole = section.wording, section.whole
    said, day = whole.own_words(row.assessor), whole.day(row.assessed_on)
    if row.assessor_kind == AssessorKind.STATE:
        return wording.inlines("{assessor} for the State itself, {date}", assessor=said, date=day)
    return wording.inlines("{assessor}, {date}", assessor=said, date=day)


def _quote(row: UptakeRow, section: SectionContext) -> Inlines:
    report = _report_of(row, section)
    return section.whole.words_in(row.quote, report.language if report else "")


def _report_of(row: UptakeRow, section: SectionContext) -> PublishedReport | None:
    return next((r for r in section.evidence.reports if r.report_id == row.report_id), None)


def _place(row: UptakeRow, section: SectionContext) -> str:
    """Name the page as printed, the page of the file where it differs, and the paragraph."""
    wording = section.wording
    parts = []
    if row.print_page:
        parts.append(wording.text("page {page}", page=row.print_page))
    if row.pdf_page is not None and str(row.pdf_page) != row.print_page:
        parts.append(wording.text("page {page} of the file", page=wording.number(row.pdf_page)))
    if row.paragraph:
        parts.append(wording.text("paragraph {number}", number=row.paragraph))
    found = section.evidence.findings.uptake
    several = len({r.report_id for r in found if not r.unfounded}) > 1
    report = _report_of(row, section)
    if several and report is not None:
        parts.insert(0, wording.text("{year} report", year=str(report.year)))
    return ", ".join(parts)
