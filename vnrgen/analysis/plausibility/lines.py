"""Lines of figures that do not hold together: units, sources, jumps, the newest figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from statistics import median

from vnrgen.analysis.evidence import Estimate, Period
from vnrgen.analysis.over_time.trends import segments
from vnrgen.analysis.partition import PLACE, Codes, Row, Strand
from vnrgen.analysis.plausibility.doubts import DoubtKind
from vnrgen.analysis.plausibility.jumps import jumps
from vnrgen.analysis.plausibility.suspicions import Looked, Mark, Suspicion, also, doubt
from vnrgen.dossier.model.observations import ObservationStatus
from vnrgen.problems import Severity

# A jump among so many figures of the end of a line makes those after it doubtful too.
_STILL_NEW = 3
# Before a newest figure can be of another kind there must be so many of one kind.
_LEAST_NEIGHBOURS = 3
# Spans of annual, three-year and quarterly figures differ by more than this; years by less.
_OTHER_SPAN = 1.5

_period, _period_of_row = attrgetter("period"), attrgetter("estimate.period")

_TELLING = {
    ObservationStatus.ESTIMATED: "an estimate",
    ObservationStatus.PROVISIONAL: "provisional",
    ObservationStatus.LOW_RELIABILITY: "of low reliability",
    ObservationStatus.DEFINITION_DIFFERS: "of another definition",
}


@dataclass(frozen=True, slots=True)
class _Found:
    """Something found in one line: its rows, the one to look at first leading, and its words."""

    place_id: str
    rows: tuple[Estimate, ...]
    what: str

    @property
    def newest(self) -> Period:
        return max(row.period for row in self.rows)


def doubtful_lines(looked: Looked) -> Iterator[Suspicion]:
    """Yield what does not hold together over time, once per kind and series, at the newest."""
    for kind, check, fix, severity in _CHECKS:
        found = list(check(looked))
        if not found:
            continue
        newest = max(found, key=lambda f: (f.newest, f.rows[0].observation_id))
        others = [one.rows[0] for one in found if one is not newest]
        jumps = found if kind is DoubtKind.TOTAL_JUMPS else ()
        yield Suspicion(
            doubt=doubt(kind, newest.place_id, None, newest.rows, len(found)),
            where=looked.at(newest.rows[0]),
            what=newest.what + also(len(found), looked.rows_of(others)),
            fix=fix,
            severity=severity,
            marks=tuple(dict.fromkeys(mark for one in jumps for mark in _beside(looked, one))),
        )


def _beside(looked: Looked, found: _Found) -> Iterator[Mark]:
    """Yield the breakdowns by place in which the figures of a jump stand beside others.

    Near the end of a line nothing says whether the figures before or after the jump are right, so
    all from there on are doubtful; further back, the two of the jump.
    """
    after, before = found.rows
    for family in looked.families:
        if family.dimension_id != PLACE or after.place_id not in family.categories:
            continue
        line = {
            p: cells[after.place_id]
            for p, cells in family.periods.items()
            if after.place_id in cells
        }
        if line.get(after.period) != after:
            continue
        told = sorted(line)
        is_new = before.period in told[-_STILL_NEW:]
        for period in told:
            if period in (before.period, after.period) or (is_new and period > after.period):
                yield Mark(family.strand, family.name, period)


def _units_that_change(looked: Looked) -> Iterator[_Found]:
    """Yield lines that go on in another unit; two units side by side are two measurements."""
    usual = looked.found.series.unit
    if not any(name == "unit" for strand in looked.found.strands for name, _ in strand.context):
        return
    lines: dict[tuple[Strand, Codes], dict[str, list[Estimate]]] = {}
    for row in looked.found.rows:
        if row.estimate.value is None:
            continue
        context = dict(row.strand.context)
        unit = context.pop("unit", usual)
        plain = Strand(row.strand.place_id, row.strand.source_id, tuple(sorted(context.items())))
        lines.setdefault((plain, row.breakdown), {}).setdefault(unit, []).append(row.estimate)
    for (strand, _), units in sorted(lines.items()):
        for (unit, before), (other, after) in pairwise(_by_end(units)):
            first, last = after[0], before[-1]
            if first.period > last.period:
                yield _Found(
                    strand.place_id,
                    (first, last),
                    f"the unit is {other} from {first.period.label} on, and {unit} up to "
                    f"{last.period.label}: the figures are not joined",
                )


def _sources_that_change(looked: Looked) -> Iterator[_Found]:
    """Yield headlines that another source of the same kind goes on with, no break being marked."""
    lines: dict[tuple[str, str, Codes], dict[str, list[Estimate]]] = {}
    for strand, periods in looked.found.headlines.items():
        valued = [e for e in periods.values() if e.value is not None]
        for estimate in valued:
            key = (strand.place_id, str(estimate.source_kind), strand.context)
            lines.setdefault(key, {}).setdefault(strand.source_id, []).append(estimate)
    for (place_id, _, _), sources in sorted(lines.items()):
        for (source, before), (other, after) in pairwise(_by_end(sources)):
            first, last = after[0], before[-1]
            marked = first.status is ObservationStatus.SERIES_BREAK
            if first.period > last.period and not marked:
                yield _Found(
                    place_id,
                    (first, last),
                    f"the source is {other} from {first.period.label} on, and {source} up to "
                    f"{last.period.label}: the line is cut there",
                )


def _jumps(looked: Looked) -> Iterator[_Found]:
    """Yield headlines with one step, or one figure, out of all proportion to the others."""
    for strand, periods in looked.found.headlines.items():
        for segment in segments([periods]):
            run = [e for e in segment.estimates if e.value is not None]
            for before, after in jumps(run):
                if len(run) == 2 and looked.found.series.scale is None:
                    continue  # of two figures, only shares are known to be of one size
                yield _Found(
                    strand.place_id,
                    (after, before),
                    f"the total jumps from {before.value:g} ({before.period.label}) to "
                    f"{after.value:g} ({after.period.label}), out of proportion to the "
                    "rest of the line",
                )


def _latest_of_another_kind(looked: Looked) -> Iterator[_Found]:
    """Yield lines whose newest figure is of another kind than all before it."""
    as_of = looked.dossier.settings.as_of
    natures = looked.dossier.observations.columns["nature"]
    for (strand, _), rows in sorted(_lines(looked.found.rows).items()):
        rows.sort(key=_period_of_row)
        newest = rows[-1].estimate
        kind = _kind_of_latest(rows, natures, as_of)
        if kind:
            neighbours = tuple(row.estimate for row in rows[-1 - _LEAST_NEIGHBOURS : -1])
            yield _Found(
                strand.place_id,
                (newest, *neighbours),
                f"the newest figure ({newest.period.label}) is {kind}",
            )


def _lines(rows: Iterable[Row]) -> dict[tuple[Strand, Codes], list[Row]]:
    """Return the rows with a value of every headline and group, but of no crossing."""
    lines: dict[tuple[Strand, Codes], list[Row]] = {}
    # Rows of one kind share their strand and breakdown, and numbers are hashed sooner than those.
    of_kind: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        if row.estimate.value is None or len(row.breakdown) > 1:
            continue
        kind = (id(row.strand), id(row.breakdown))
        if kind not in of_kind:
            of_kind[kind] = lines.setdefault((row.strand, row.breakdown), [])
        of_kind[kind].append(row)
    return lines


def _kind_of_latest(rows: Sequence[Row], natures: Sequence[str], as_of: date) -> str:
    """Return in what way the newest of a line is of another kind, "" where it is not.

    ``natures`` are those of all rows of the dossier.
    """
    *before, last = rows
    newest = last.estimate
    if newest.period.end > as_of:
        return f"for a time that ends after {as_of.isoformat()}, the day of the dossier"
    if len(before) < _LEAST_NEIGHBOURS:
        return ""
    statuses = [row.estimate.status for row in before[-_LEAST_NEIGHBOURS:]]
    if newest.status in _TELLING and newest.status not in statuses:
        return f"{_TELLING[newest.status]}, those before it are not"
    usual = {natures[row.position] for row in before}
    nature = natures[last.position]
    if len(usual) == 1 and nature not in usual and "" not in {nature, *usual}:
        return f"of nature {nature}, those before it of nature {usual.pop()}"
    if _days(newest.period) == _days(before[-1].estimate.period):
        return ""  # as of most: then it is no further from the others than those are
    spans = [_days(row.estimate.period) for row in before]
    alike = max(spans) <= _OTHER_SPAN * min(spans)
    if alike and not 1 / _OTHER_SPAN <= _days(newest.period) / median(spans) <= _OTHER_SPAN:
        return "for a span of another length than those before it"
    return ""


@lru_cache(maxsize=1024)  # a dossier has some dozen periods, and asks for each some hundred times
def _days(period: Period) -> int:
    return (period.end - period.start).days + 1


def _by_end(
    lines: Mapping[str, Iterable[Estimate]],
) -> list[tuple[str, list[Estimate]]]:
    """Return lines that are told one after the other, each sorted by period, by their ends."""
    told = [(name, sorted(line, key=_period)) for name, line in lines.items()]
    return sorted(told, key=lambda line: (line[1][-1].period, line[0]))


_Check = tuple[DoubtKind, Callable[[Looked], Iterator[_Found]], str, Severity]
_CHECKS: tuple[_Check, ...] = (
    (
        DoubtKind.UNIT_CHANGES,
        _units_that_change,
        "convert the figures to one unit, or make two series of them in indicators.csv",
        Severity.WARNING,
    ),
    (
        DoubtKind.SOURCE_CHANGES,
        _sources_that_change,
        "nothing needs to be done; if the two sources do measure the same, say so in the prose",
        Severity.NOTICE,
    ),
    (
        DoubtKind.TOTAL_JUMPS,
        _jumps,
        "check the figure and its unit; if the definition changed, write series_break",
        Severity.WARNING,
    ),
    (
        DoubtKind.LATEST_DIFFERS,
        _latest_of_another_kind,
        "nothing needs to be done if this is so; else correct obs_status, nature or the period",
        Severity.NOTICE,
    ),
)
