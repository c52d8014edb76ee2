"""How many of the recommendations to one review were taken up, in sentences with their bounds."""

from __future__ import annotations

from vnrgen.analysis.findings import UptakeRate
from vnrgen.analysis.uptake_findings import decimals_of_share
from vnrgen.document.blocks import Binding, BoundNumber, Inline, Inlines, Text
from vnrgen.document.context import SectionContext
from vnrgen.document.language.statuses import not_counted
from vnrgen.document.language.wording import Wording
from vnrgen.dossier.register.state import State

FEWEST_FOR_PERCENT = 10
"""Recommendations below which a percentage would feign precision."""


def counted(rate: UptakeRate, wording: Wording, year: int | None = None) -> Inlines:
    """Say how many of the eligible were taken up, what is not counted, and what is still open.

    ``year`` is that of the review, where it is known.
    """
    key = str(rate.cycle)
    content = _eligible(rate, wording, year)
    if rate.not_assessed == rate.eligible:  # "adopted: 0%" would read like a result
        none = wording.inlines("None has been assessed yet.")
        return (*content, Text(" "), *none, *_left_out(rate, wording))
    content += (
        Text(" "),
        *wording.inlines(
            "Adopted: {adopted}; adopted at least in part: {inclusive}.",
            adopted=share(rate.adopted, rate, "adopted", wording),
            inclusive=share(rate.inclusive, rate, "inclusive", wording),
        ),
    )
    if rate.not_assessed:
        content += (Text(" "), *_open(rate, wording))
    content += _left_out(rate, wording)
    if rate.disputed:
        content += (
            Text(" "),
            *wording.inlines(
                "Where those who read the report differ ({disputed}), the less favourable reading "
                "is counted.",
                disputed=bound_count(rate.disputed, f"{key}/disputed", wording),
            ),
        )
    return content


def _eligible(rate: UptakeRate, wording: Wording, year: int | None) -> Inlines:
    """Say how many of those submitted can be counted; the review by its year where it is known."""
    key = str(rate.cycle)
    parts: dict[str, str | Inline | Inlines] = {
        "submitted": bound_count(rate.submitted, f"{key}/submitted", wording),
        "eligible": bound_count(rate.eligible, f"{key}/eligible", wording),
        "excluded": _excluded(rate, wording),
    }
    if year is not None:
        return wording.plural_inlines(
            "Of {submitted} recommendation to the review of {year}, {eligible} can be"
            " counted{excluded}.",
            "Of {submitted} recommendations to the review of {year}, {eligible} can be"
            " counted{excluded}.",
            rate.submitted,
            year=str(year),
            **parts,
        )
    return wording.plural_inlines(
        "Of {submitted} recommendation to review {cycle}, {eligible} can be counted{excluded}.",
        "Of {submitted} recommendations to review {cycle}, {eligible} can be counted{excluded}.",
        rate.submitted,
        cycle=wording.number(rate.cycle),
        **parts,
    )


def _excluded(rate: UptakeRate, wording: Wording) -> str:
    names = not_counted(wording)
    parts = [
        wording.text(
            "{reason}: {count}", reason=names[State(reason)], count=wording.number(len(ids))
        )
        for reason, ids in (rate.excluded or {}).items()
    ]
    return wording.text(" ({reasons})", reasons=wording.apart(parts)) if parts else ""


def share(count: int, rate: UptakeRate, name: str, wording: Wording) -> Inlines:
    """Say how many of the eligible; in per cent too where there are enough for it."""
    number = bound_count(count, f"{rate.cycle}/{name}", wording)
    of = bound_count(rate.eligible, f"{rate.cycle}/eligible", wording)
    if rate.eligible < FEWEST_FOR_PERCENT:
        return wording.inlines("{count} of {all}", count=number, all=of)
    percent = BoundNumber(
        wording.percent(100 * count / rate.eligible, decimals_of_share(count, rate.eligible)),
        Binding("finding", f"uptake/{rate.cycle}/{name}", "rate"),
    )
    return wording.inlines("{count} of {all} ({percent})", count=number, all=of, percent=percent)


def _open(rate: UptakeRate, wording: Wording) -> Inlines:
    key = str(rate.cycle)
    return wording.inlines(
        "Not yet assessed: {open}; once all are, between {least} and {most} will have been adopted "
        "at least in part.",
        open=bound_count(rate.not_assessed, f"{key}/open", wording),
        least=bound_count(rate.inclusive_bounds[0], f"{key}/least", wording),
        most=bound_count(rate.inclusive_bounds[1], f"{key}/most", wording),
    )


def _left_out(rate: UptakeRate, wording: Wording) -> Inlines:
    """Say on how many recommendations a decision is not counted, with a blank before it."""
    count = len(rate.unfounded)
    if not count:
        return ()
    said = wording.plural_inlines(
        "A decision on {count} recommendation is left out, because the report or the words it "
        "rests on could not be found.",
        "Decisions on {count} recommendations are left out, because the report or the words they "
        "rest on could not be found.",
        count,
        count=bound_count(count, f"{rate.cycle}/unfounded", wording),
    )
    return (Text(" "), *said)


def reviewed(cycle: int, year: int | None, wording: Wording) -> str:
    """Return what a chart of one review shows; the review by its year where that is known."""
    if year is None:
        return wording.text(
            "Recommendations to review {cycle} by what the national report says",
            cycle=wording.number(cycle),
        )
    return wording.text(
        "Recommendations to the review of {year} by what the national report says", year=str(year)
    )


def year_of(rate: UptakeRate, section: SectionContext) -> int | None:
    """Return the year of the review, which the dossier names for the last one only."""
    settings = section.evidence.settings
    return settings.previous_year if rate.cycle == settings.cycle - 1 else None


def bound_count(count: int, reference: str, wording: Wording) -> BoundNumber:
    """Return a count about uptake, bound to its finding."""
    return BoundNumber(wording.number(count), Binding("finding", f"uptake/{reference}", "count"))
