"""The annex of measures: every one of every breakdown with its error, or why there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vnrgen.analysis.findings import (
    Breakdown,
    MeasuredValue,
    MeasureName,
    Measures,
    Reliability,
    SeriesFindings,
)
from vnrgen.analysis.measures.measure import Measure, MeasureUnit, Refusal
from vnrgen.analysis.measures.measured import FROM_EVERYBODY
from vnrgen.analysis.partition import is_comparable_between_groups
from vnrgen.document.blocks import Block, Column, Inlines, Row, Table, TableRole
from vnrgen.document.context import GENERATED, SectionContext
from vnrgen.document.language.measures import refusal_words
from vnrgen.document.language.quantities import in_parentheses
from vnrgen.document.language.wording import Wording
from vnrgen.document.registers.coverage import series_name
from vnrgen.document.registers.grid import group_row, words
from vnrgen.document.registers.measure_legend import measures_explained
from vnrgen.document.sentences.measures import measure_reference
from vnrgen.document.series.context import SeriesContext, context_of

_SETS = (
    (
        MeasureName.DIFFERENCE,
        MeasureName.RATIO,
        MeasureName.PAR,
        MeasureName.PAF,
        MeasureName.D_INDEX,
        MeasureName.HOI,
    ),
    (MeasureName.ACI, MeasureName.RCI, MeasureName.SII, MeasureName.RII),
    (
        MeasureName.MDMU,
        MeasureName.MDMW,
        MeasureName.MDBU,
        MeasureName.MDBW,
        MeasureName.MDRU,
        MeasureName.MDRW,
        MeasureName.BGSD,
    ),
    (
        MeasureName.BGV,
        MeasureName.COV,
        MeasureName.IDISU,
        MeasureName.IDISW,
        MeasureName.TI,
        MeasureName.MLD,
    ),
)
"""What stands in one table: two groups and everybody's gain; an order; spread in the unit of the
indicator; spread without a unit."""

_UNSTEADY = "‡"
_OF_THE_GROUPS = "†"

_DECIMALS = {
    MeasureUnit.RATIO: 2,
    MeasureUnit.INDEX: 3,
    MeasureUnit.PERCENT: 1,
    MeasureUnit.THOUSANDTHS: 1,
}


@dataclass(frozen=True, slots=True)
class _Line:
    """One breakdown with its measures."""

    ctx: SeriesContext
    breakdown: Breakdown
    measures: Measures


def measures_annex(section: SectionContext) -> tuple[Block, ...]:
    """Return what each measure is, then all of them: a row per breakdown, a letter for a refusal.

    Numbers of people have none: groups differ in size.
    """
    lines = [
        _Line(context_of(found, section), breakdown, measures)
        for found in section.evidence.findings.series
        if is_comparable_between_groups(found.series)
        for breakdown, measures in zip(found.breakdowns, found.measures, strict=False)
    ]
    if not any(line.measures.results for line in lines):
        message = section.wording.text("No measure of inequality could be computed.")
        return (section.fallback("measures", message),)
    letters = _letters(lines)
    tables = [_table(section, lines, nth, names, letters) for nth, names in enumerate(_SETS)]
    return (
        measures_explained(section, _results(lines)),
        *(table for table in tables if table is not None),
    )


def _results(lines: Iterable[_Line]) -> Iterable[MeasuredValue]:
    return (result for line in lines for result in line.measures.results)


def _letters(lines: Sequence[_Line]) -> dict[Refusal, str]:
    """Return a letter for each reason in use, in the order of the reasons."""
    used = {result.measure.refused for result in _results(lines)}
    reasons = [reason for reason in Refusal if reason in used]
    return {reason: chr(ord("a") + n) for n, reason in enumerate(reasons)}


def _table(
    section: SectionContext,
    lines: Sequence[_Line],
    nth: int,
    names: Sequence[MeasureName],
    letters: dict[Refusal, str],
) -> Block | None:
    kept = [line for line in lines if any(line.measures.of(name) for name in names)]
    used = [name for name in names if any(line.measures.of(name) for line in kept)]
    if not used:
        return None
    rows: list[Row] = []
    last: SeriesFindings | None = None
    shared = Counter((line.ctx.series.key, _name(line)) for line in lines)
    for line in kept:
        if line.ctx.findings is not last:
            last = line.ctx.findings
            name = words(series_name(last.series.key, section))
            rows.append(group_row(f"{nth}/{'/'.join(last.series.key)}", name))
        cells = (_cell(line, name, letters) for name in used)
        row_id = f"{nth}/{line.breakdown.finding_id}"
        is_shared = shared[line.ctx.series.key, _name(line)] > 1
        name = words(_name(line, with_source=is_shared))
        rows.append(Row(row_id=row_id, cells=(name, *cells)))
    return _laid_out(section, nth, used, rows, _notes(section, kept, used, letters))


def _laid_out(
    section: SectionContext,
    nth: int,
    used: Sequence[MeasureName],
    rows: Sequence[Row],
    notes: tuple[Inlines, ...],
) -> Table:
    wording = section.wording
    captions = (
        wording.text("Measures of two groups, and what everybody would gain"),
        wording.text("Measures along an order"),
        wording.text("Measures of the spread between groups, in the unit of the indicator"),
        wording.text("Measures of the spread between groups, without a unit or squared"),
    )
    return Table(
        block_id=section.block_id("measures", str(nth)),
        label="",
        caption=words(captions[nth]),
        description=wording.text(
            "A row for each breakdown, a column for each measure: {measures}.",
            measures=wording.listing([name.value for name in used]),
        ),
        columns=(
            Column(column_id="name", head=words(wording.text("Broken down by")), weight=2.4),
            *(
                Column(column_id=name.value, head=words(name.value), numeric=True, weight=1.1)
                for name in used
            ),
        ),
        rows=tuple(rows),
        notes=notes,
        role=TableRole.LOOKUP,
        origin=GENERATED,
    )


def _name(line: _Line, *, with_source: bool = False) -> str:
    """Return what is compared: the dimension, and in brackets where, when and by whom."""
    ctx, breakdown = line.ctx, line.breakdown
    when = ctx.dated(breakdown.members[0].estimate, breakdown.period.label)
    if with_source:
        when = f"{when}, {ctx.source_title(breakdown.source_id)}"
    if ctx.is_country(breakdown.place_id):
        return ctx.wording.text("{dimension} ({when})", dimension=ctx.by(breakdown), when=when)
    return ctx.wording.text(
        "{dimension} ({place}, {when})",
        dimension=ctx.by(breakdown),
        place=ctx.place(breakdown.place_id),
        when=when,
    )


def _cell(line: _Line, name: MeasureName, letters: dict[Refusal, str]) -> Inlines:
    """Return a measure with its standard error and mark, the letter of its refusal, or a dash."""
    measure, ctx = line.measures.of(name), line.ctx
    if measure is None:
        return words("–")
    if measure.value is None:
        return words(letters[measure.refused]) if measure.refused is not None else words("–")
    decimals = _DECIMALS.get(measure.unit, ctx.series.decimals)
    reference = measure_reference(line.measures, name)
    shown = ctx.wording.number(measure.value, decimals)
    if _rests_on_few(line, name):
        shown = in_parentheses(shown)
    signs = _signs(line, name, measure)
    mark = words(f" {signs}") if signs else ()
    value = ctx.found(reference, shown, "value")
    error = _error(measure, decimals)
    if error is None:
        return (value, *mark)
    se = ctx.found(reference, ctx.wording.number(*error), "se")
    return (*ctx.wording.inlines("{value} ± {error}", value=value, error=se), *mark)


def _signs(line: _Line, name: MeasureName, measure: Measure) -> str:
    """Return the marks after a value: measured from the groups' own average; unsteady."""
    is_own = name in FROM_EVERYBODY and not line.measures.average_is_published
    return (_OF_THE_GROUPS if is_own else "") + (_UNSTEADY if measure.is_unsteady else "")


def _error(measure: Measure, decimals: int) -> tuple[float, int] | None:
    """Return the standard error with its decimals; that of a logarithm needs two at least."""
    if measure.se is None:
        return None
    return measure.se, max(decimals, 2) if measure.se_of_log else decimals


def _rests_on_few(line: _Line, name: MeasureName) -> bool:
    """Whether a figure that a measure is made of rests on few cases."""
    used = [m for m in line.breakdown.members if m.estimate.value is not None]
    if name in (MeasureName.DIFFERENCE, MeasureName.RATIO):
        used = [m for m in (line.measures.behind, line.measures.ahead) if m is not None]
    return any(member.estimate.reliability is Reliability.SMALL for member in used)


def _valued(
    lines: Sequence[_Line], used: Sequence[MeasureName]
) -> list[tuple[_Line, MeasureName, Measure]]:
    """Return every value of a table with its line and its name."""
    return [
        (line, name, measure)
        for line in lines
        for name in used
        if (measure := line.measures.of(name)) is not None and measure.value is not None
    ]


def _error_notes(
    wording: Wording, lines: Sequence[_Line], used: Sequence[MeasureName]
) -> list[Inlines]:
    """Return what stands after ±, and why it does not stand after every share of everybody."""
    valued = _valued(lines, used)
    having = [(name, measure) for _, name, measure in valued if measure.se is not None]
    if not having:
        return []
    logs = [name.value for name in used if any(n is name and m.se_of_log for n, m in having)]
    notes = [
        wording.inlines(
            "After ±: the standard error; of {measures} that of the logarithm.",
            measures=wording.listing(logs),
        )
        if logs
        else wording.inlines("After ±: the standard error.")
    ]
    if any(_lacks_people(line, name, measure) for line, name, measure in valued):
        notes.append(
            wording.inlines(
                "{par} and {paf} have no standard error where the numbers of people in the groups"
                " are not known.",
                par=MeasureName.PAR.value,
                paf=MeasureName.PAF.value,
            )
        )
    return notes


def _lacks_people(line: _Line, name: MeasureName, measure: Measure) -> bool:
    """Whether a gain of everybody has no error though the difference of its groups has one."""
    if name not in (MeasureName.PAR, MeasureName.PAF) or measure.se is not None:
        return False
    difference = line.measures.of(MeasureName.DIFFERENCE)
    return difference is not None and difference.se is not None and measure.value != 0


def _notes(
    section: SectionContext,
    lines: Sequence[_Line],
    used: Sequence[MeasureName],
    letters: dict[Refusal, str],
) -> tuple[Inlines, ...]:
    wording = section.wording
    found = [measure for line in lines for name in used if (measure := line.measures.of(name))]
    notes = _error_notes(wording, lines, used)
    if any(_OF_THE_GROUPS in _signs(*value) for value in _valued(lines, used)):
        notes.append(
            wording.inlines(
                "{mark} No figure for everybody is published: measured from the average of the"
                " groups, each by its people.",
                mark=_OF_THE_GROUPS,
            )
        )
    if any(_rests_on_few(line, name) for line in lines for name in used):
        notes.append(wording.inlines("( ) A figure in it rests on few cases: read with caution."))
    if any(measure.is_unsteady for measure in found):
        notes.append(
            wording.inlines(
                "{mark} An end of the fitted line is near 0 or far from the figure of any group: it"
                " shows who is worse off, not by how much.",
                mark=_UNSTEADY,
            )
        )
    refused = {measure.refused for measure in found}
    reasons = [
        wording.text(
            "{letter}: {reason}", letter=letters[reason], reason=refusal_words(wording, reason)
        )
        for reason in letters
        if reason in refused
    ]
    if reasons:
        told = wording.apart(reasons)
        notes.append(wording.inlines("Not computed, because {reasons}.", reasons=told))
    notes.append(wording.inlines("Sources: as named under the figures of each indicator"))
    return tuple(notes)
