"""The annex of doubts: what contradicts itself in the figures, and in which rows of which file."""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.analysis.estimates import observation_ids
from vnrgen.analysis.findings import Doubt, DoubtKind, SeriesFindings
from vnrgen.analysis.partition import PLACE
from vnrgen.document.blocks import Block, Row
from vnrgen.document.context import SectionContext
from vnrgen.document.language.wording import Wording
from vnrgen.document.registers.coverage import dimension_name, series_name
from vnrgen.document.registers.grid import Head, register, words

_MOST_ROWS = 8  # rows of a file that are named; of more, the first are


def doubts(section: SectionContext) -> tuple[Block, ...]:
    """Return every doubt about the figures with its rows, and what was done about it."""
    wording = section.wording
    found = [(item, doubt) for item in section.evidence.findings.series for doubt in item.doubts]
    if not found:
        message = wording.text("The checks of plausibility found nothing doubtful.")
        return (section.fallback("doubts", message),)
    places = _rows_by_observation(section)
    return (
        register(
            section,
            "doubts",
            caption=wording.text("Doubts about the figures, and what follows"),
            heads=(
                Head(wording.text("Indicator"), 1.8),
                Head(wording.text("What is doubtful"), 2.2),
                Head(wording.text("Where"), 1.6),
                Head(wording.text("What follows"), 1.2),
                Head(wording.text("Rows"), 2.0),
            ),
            rows=[
                _row(section, item, doubt, nth, places) for nth, (item, doubt) in enumerate(found)
            ],
            notes=(
                words(
                    wording.text(
                        "Nothing was corrected: every figure is printed as its source has it."
                    )
                ),
            ),
        ),
    )


def _row(
    section: SectionContext,
    item: SeriesFindings,
    doubt: Doubt,
    nth: int,
    places: dict[str, tuple[str, int]],
) -> Row:
    wording = section.wording
    follows = (
        wording.text("not ranked") if doubt.kind.forbids_ranking else wording.text("shown as it is")
    )
    return Row(
        row_id="/".join((*item.series.key, doubt.kind, str(nth))),
        cells=(
            words(series_name(item.series.key, section)),
            words(doubt_words(wording, doubt.kind)),
            words(_where(section, doubt)),
            words(follows),
            words(_listed(wording, doubt.observation_ids, places) or "–"),
        ),
    )


def doubt_words(wording: Wording, kind: DoubtKind) -> str:
    """Return what is doubtful, in a few words."""
    names = {
        DoubtKind.OFF_SCALE: wording.text("A share below 0 or above 100%"),
        DoubtKind.VALUE_WITHOUT_CASES: wording.text("A value that rests on no cases"),
        DoubtKind.TOTAL_OUTSIDE_PARTS: wording.text("The total is outside the range of its parts"),
        DoubtKind.DISTRIBUTION: wording.text(
            "The parts add up to the whole: they divide it and are no rates of groups"
        ),
        DoubtKind.UNIT_CHANGES: wording.text("The unit changes within the series"),
        DoubtKind.SOURCE_CHANGES: wording.text("Another source goes on without a marked break"),
        DoubtKind.TOTAL_JUMPS: wording.text("A jump far larger than any other change"),
        DoubtKind.LEVELS_MIXED: wording.text("Places of different levels stand side by side"),
        DoubtKind.BOUNDARIES_CHANGE: wording.text(
            "Places from before and after a reform stand side by side"
        ),
        DoubtKind.LATEST_DIFFERS: wording.text(
            "The newest figure is of another kind than those before"
        ),
        DoubtKind.GROUP_JUMPS: wording.text(
            "A figure of a group of another size than its others, while nobody else moves"
        ),
        DoubtKind.EXCHANGED: wording.text("The figures of two groups look exchanged"),
        DoubtKind.OUT_OF_TIME: wording.text("A figure that may stand at the wrong time"),
        DoubtKind.SHARES: wording.text("Figures that may be shares and no percentages"),
    }
    return names[kind]


def _where(section: SectionContext, doubt: Doubt) -> str:
    wording = section.wording
    parts = [section.whole.place(doubt.place_id) or doubt.place_id]
    if doubt.dimension_id is not None:
        name = (
            wording.text("Place")
            if doubt.dimension_id == PLACE
            else dimension_name(doubt.dimension_id, section)
        )
        parts.append(name)
    years = list(dict.fromkeys(str(day.year) for day in doubt.periods))
    if years:
        parts.append(
            years[0]
            if len(years) == 1
            else wording.text("{first} to {last}", first=years[0], last=years[-1])
        )
    said = ", ".join(parts)
    if doubt.lines > 1:
        return wording.plural(
            "{where}; the same in {count} line",
            "{where}; the same in {count} lines",
            doubt.lines,
            where=said,
        )
    return said


def _rows_by_observation(section: SectionContext) -> dict[str, tuple[str, int]]:
    """Return file and row of every observation, by its id."""
    observations = section.evidence.observations
    files, rows = (observations.frame[name].tolist() for name in ("file", "row"))
    ids = observation_ids(observations)
    return {key: (str(file), int(row)) for key, file, row in zip(ids, files, rows, strict=True)}


def _listed(
    wording: Wording, observation_ids: Sequence[str], places: dict[str, tuple[str, int]]
) -> str:
    """Return the rows by file: "data/work.csv: 3, 4 and 5"."""
    files: dict[str, list[int]] = {}
    for key in observation_ids:
        if key in places:
            file, row = places[key]
            files.setdefault(file, []).append(row)
    told = []
    for file, rows in files.items():
        listed = [str(row) for row in sorted(dict.fromkeys(rows))]
        more = len(listed) - _MOST_ROWS
        shown = wording.listing(listed[:_MOST_ROWS])
        if more > 0:
            shown = wording.plural("{rows}, {count} more", "{rows}, {count} more", more, rows=shown)
        told.append(wording.text("{file}: {rows}", file=file, rows=shown))
    return wording.apart(told)
