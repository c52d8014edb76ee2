"""The candidates of a whole dossier: its recommendations against its national reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from vnrgen.adoption.candidates import candidate_passages
from vnrgen.adoption.decide import unknown_ids
from vnrgen.pdftext.passages import misread_pages, read_passages, read_report, scanned_pages
from vnrgen.problems import InvalidInputError, Location, Problem, Severity

if TYPE_CHECKING:
    from vnrgen.adoption.candidates import Candidate
    from vnrgen.adoption.ranking.semantic import SentenceEncoder
    from vnrgen.dossier.model import Dossier

_REPORTS = Location("reports/reports.yaml")


def scan_reports(
    dossier: Dossier,
    *,
    most: int = 5,
    report_id: str | None = None,
    rec_id: str | None = None,
    encoder: SentenceEncoder | None = None,
) -> dict[str, dict[str, tuple[Candidate, ...]]]:
    """Rank the passages of each report for what was recommended up to its cycle.

    Returns:
        Candidates by ``report_id`` and ``rec_id``.

    Raises:
        InvalidInputError: The report or recommendation named is unknown (LED002, LED001), or a
            report cannot be read (REP010 to REP012).
    """
    unknown = tuple(unknown_ids(dossier, rec_id, report_id))
    if unknown:
        raise InvalidInputError(unknown)
    language = dossier.settings.language
    names = {group_id: group.label.within(language) for group_id, group in dossier.groups.items()}
    found = {}
    for report in dossier.reports:
        if report_id in {None, report.report_id}:
            asked = [
                r
                for r in dossier.recommendations
                if r.cycle <= report.cycle and rec_id in {None, r.rec_id}
            ]
            passages = read_passages(report.path)
            found[report.report_id] = candidate_passages(
                asked, passages, most=most, group_names=names, encoder=encoder
            )
    return found


def nothing_to_look_for(
    dossier: Dossier, found: Mapping[str, Mapping[str, object]]
) -> tuple[Problem, ...]:
    """Return a warning where a scan has nothing to show, though nothing is wrong with a report.

    Codes: WEB001 where the dossier has no report, WEB002 where none closes a cycle in which
    something was recommended.
    """
    if not dossier.reports:
        return (replace(no_report(), severity=Severity.WARNING),)
    if any(found.values()):
        return ()
    return (replace(nothing_to_ask(), severity=Severity.WARNING),)


def no_report() -> Problem:
    """Return what is to be said of a dossier without a report (WEB001)."""
    return Problem(
        "WEB001",
        _REPORTS,
        "there is no report to review",
        "put the report into the folder reports and describe it in reports.yaml",
    )


def nothing_to_ask() -> Problem:
    """Return what is to be said where no report can answer a recommendation (WEB002)."""
    return Problem(
        "WEB002",
        Location("recommendations.csv"),
        "no recommendation is old enough for a report: each has a later cycle, was "
        "withdrawn, or is out of scope",
        "give recommendations the cycle in which they were made, and reports the cycle "
        "that they close",
    )


def language_notices(
    dossier: Dossier, reports: Iterable[str], *, semantic: bool
) -> tuple[Problem, ...]:
    """Return a notice for each report that words, or meanings, can hardly find answers in.

    Codes: RNK001 where the report is in another language than the dossier and only words are
    compared, RNK003 where meanings are and the model does not know one of the languages.
    """
    from vnrgen.adoption.ranking.semantic import LANGUAGES

    own = _base(dossier.settings.language)
    wanted = set(reports)
    notices = []
    for report in dossier.reports:
        other = _base(report.language)
        if report.report_id not in wanted or not own or not other:
            continue
        if semantic and not {own, other} <= LANGUAGES:
            notices.append(_not_known(report.report_id, sorted({own, other} - LANGUAGES)))
        elif not semantic and own != other:
            notices.append(_other_language(report.report_id, own, other))
    return tuple(notices)


def unread_pages(dossier: Dossier, reports: Iterable[str]) -> tuple[Problem, ...]:
    """Return a warning for each report some of whose pages are not read, or read wrongly.

    Codes: REP013 for pictures without text, REP014 for a text that is not what is drawn.

    Raises:
        InvalidInputError: A report cannot be read (REP010 to REP012).
    """
    wanted = set(reports)
    found = (
        fault(report.path, read_report(report.path))
        for report in dossier.reports
        if report.report_id in wanted
        for fault in (scanned_pages, misread_pages)
    )
    return tuple(problem for problem in found if problem is not None)


def _base(tag: str) -> str:
    return tag.lower().replace("_", "-").partition("-")[0]


def _other_language(report_id: str, own: str, other: str) -> Problem:
    return Problem(
        "RNK001",
        _REPORTS,
        f'the report "{report_id}" is in the language "{other}", the recommendations are in '
        f'"{own}"; only names and words that look alike can be found',
        "add the report in the language of the recommendations, or compare meanings: --semantic",
        Severity.NOTICE,
    )


def _not_known(report_id: str, languages: list[str]) -> Problem:
    names = ", ".join(f'"{language}"' for language in languages)
    return Problem(
        "RNK003",
        _REPORTS,
        f'the model that compares meanings was not made for {names}, a language of "{report_id}"',
        "read the proposals with care, or leave out --semantic",
        Severity.NOTICE,
    )
