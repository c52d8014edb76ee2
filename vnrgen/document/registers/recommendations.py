"""What we recommend, on which evidence, and what falls due when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from vnrgen.document.blocks import (
    Block,
    Inlines,
    RecommendationEntry,
    RecommendationTable,
    Row,
    Text,
)
from vnrgen.document.context import SectionContext, table_origin
from vnrgen.document.registers.coverage import series_name
from vnrgen.document.registers.grid import Head, group_row, register, words
from vnrgen.document.registers.participation import method_in_a_list
from vnrgen.dossier.model import Recommendation
from vnrgen.dossier.register.state import in_force
from vnrgen.problems import Location

_LEAST_WORDS, _MOST_WORDS = 6, 22  # by which a recommendation is known again
_PAUSES = ",;:"


def recommendations(section: SectionContext) -> Block:
    """Return the recommendations of this cycle, each with its details."""
    wording, cycle = section.wording, section.evidence.settings.cycle
    current = [r for r in in_force(section.evidence.recommendations) if r.cycle == cycle]
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
            name = method_in_a_list(finding.method, section.wording)
            day = whole.day(finding.held_on)
            return words(section.wording.text("{meeting} ({date})", meeting=name, date=day))
    return ()


# --- what comes next ---------------------------------------------------------------------------


def next_steps(section: SectionContext) -> Block:
    """Return the recommendations of this review by the year in which they fall due."""
    wording, evidence = section.wording, section.evidence
    cycle = evidence.settings.cycle
    open_ones = [r for r in in_force(evidence.recommendations) if r.cycle == cycle]
    if not open_ones:
        message = wording.text("No recommendation has been agreed yet.")
        return section.fallback("next-steps", message)
    years: dict[int | None, list[Recommendation]] = {}
    for item in sorted(open_ones, key=lambda r: (r.due_on is None, r.due_on or date.min)):
        years.setdefault(item.due_on.year if item.due_on is not None else None, []).append(item)
    return register(
        section,
        "next-steps",
        caption=wording.text("What falls due when, and who answers for it"),
        heads=(Head(wording.text("Addressee"), 1.4), Head(wording.text("What falls due"), 3.8)),
        rows=[row for year in years for row in _due_rows(year, years[year], section)],
    )


def _due_rows(
    year: int | None, items: Sequence[Recommendation], section: SectionContext
) -> Iterator[Row]:
    """Yield a heading for a year, and its recommendations by their beginnings and addressees."""
    wording, whole = section.wording, section.whole
    label = (
        wording.text("No date set")
        if year is None
        else wording.text("By the end of {year}", year=str(year))
    )
    yield group_row(f"due/{year or 'none'}", words(label))
    for item in items:
        said = whole.own_words(beginning(item.text))
        body = whole.own_words(item.addressee) or words(wording.text("nobody named"))
        yield Row(row_id=f"due/{item.rec_id}", cells=(body, (Text(f"{item.rec_id}. "), *said)))


def beginning(text: str) -> str:
    r"""Return the first words of a recommendation, enough to know it by; a short one whole.

    It is cut where a reader would pause, if there is such a place.

    >>> beginning(
    ...     "Pay the fare of all women who travel before a birth, through the voucher that the"
    ...     " ministry has given to the women of the towns since 2019, by the end of 2027."
    ... )
    'Pay the fare of all women who travel before a birth\xa0…'
    """
    spoken = text.split()
    if len(spoken) <= _MOST_WORDS + 2:
        return text
    pauses = [n for n in range(_LEAST_WORDS, _MOST_WORDS + 1) if spoken[n - 1][-1] in _PAUSES]
    cut = pauses[-1] if pauses else _MOST_WORDS
    return f"{' '.join(spoken[:cut]).rstrip(_PAUSES)}\u00a0…"
