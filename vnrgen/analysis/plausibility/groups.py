"""Groups whose figures leave their own line: slipped digits, exchanged rows, years of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from statistics import median

from vnrgen.analysis.estimates import COUNT_UNITS
from vnrgen.analysis.evidence import Estimate, Period
from vnrgen.analysis.partition import PLACE
from vnrgen.analysis.plausibility.doubts import DoubtKind
from vnrgen.analysis.plausibility.jumps import odd_one
from vnrgen.analysis.plausibility.suspicions import Looked, Mark, Suspicion, also, doubt
from vnrgen.analysis.uncertainty import distinguishable

# A figure of another size is so many times what its line and everybody else let expect; where there
# are two periods only, more, because nothing says which of the two is the usual one.
_OTHER_SIZE = 5.0
_OTHER_SIZE_OF_TWO = 7.0
_ALIKE = 2.0
# Where a line is otherwise at least so large a part of the whole, 0 was written for no figure.
_FAR_FROM_NOTHING = 0.1
_LEAST_OTHERS = 2
# Two figures are exchanged where each lies so many times its usual step, and such a part of itself,
# from where its line leads, and both together lie so much nearer once exchanged.
_STEPS_AWAY = 3.0
_PART_AWAY = 0.1
_SURELY = 0.99  # of a bound, where another that is worked out otherwise decides
_NEARER = 4.0
_LEAST_BEFORE_THE_END = 3
# Among many lines some pair fits by chance: they must fit better, and not at the end of a line.
_FEW = 3
_MOST_AWAY = 40

_Line = Mapping[Period, Estimate]
_EVERYBODY = ""


@dataclass(frozen=True, kw_only=True)
class _Block:
    """What stands side by side: lines of figures by code, all in one place and definition."""

    dimension_id: str
    name: str
    place_id: str
    mark: Callable[[Period], Mark]
    lines: Mapping[str, _Line]
    everybody: _Line
    scale: float | None

    @cached_property
    def periods(self) -> list[Period]:
        """All in which anybody has a figure, oldest first."""
        return sorted({period for line in self.lines.values() for period in line})

    @cached_property
    def values(self) -> Mapping[str, list[float]]:
        """The figures of every line, oldest first."""
        return {code: [e.value or 0.0 for e in line.values()] for code, line in self.lines.items()}

    def changes_beside(self, code: str, before: Period, after: Period) -> list[float]:
        """Return by how many times all others have changed between two periods."""
        others = [line for other, line in self.lines.items() if other != code]
        pairs = [(_value(line, before), _value(line, after)) for line in (*others, self.everybody)]
        return [new / old for old, new in pairs if old > 0 and new > 0]


@dataclass(frozen=True, slots=True)
class _Found:
    block: _Block
    rows: tuple[Estimate, ...]
    what: str

    @property
    def newest(self) -> tuple[Period, str]:
        return (max(row.period for row in self.rows), self.rows[0].observation_id)


def doubtful_groups(looked: Looked) -> Iterator[Suspicion]:
    """Yield what is wrong with the lines of groups, once per kind and series, at the newest."""
    blocks = list(_blocks(looked))
    is_rate = looked.found.series.unit not in COUNT_UNITS
    for kind, check, fix in _CHECKS:
        found = [one for block in blocks for one in check(block)] if is_rate else []
        if not found:
            continue
        newest = max(found, key=lambda one: one.newest)
        block = newest.block
        others = [one.rows[0] for one in found if one is not newest]
        yield Suspicion(
            doubt=doubt(kind, block.place_id, block.dimension_id, newest.rows, len(found)),
            where=looked.at(newest.rows[0]),
            what=newest.what + also(len(found), looked.rows_of(others)),
            fix=fix,
            marks=tuple(
                dict.fromkeys(
                    one.block.mark(period)
                    for one in found
                    for period in sorted({row.period for row in one.rows})
                )
            ),
        )


def _blocks(looked: Looked) -> Iterator[_Block]:
    """Yield every family, and every crossing of groups, with at least two periods."""
    scale = looked.found.series.scale
    for family in looked.families:
        if len(family.periods) > 1:
            yield _Block(
                dimension_id=family.dimension_id,
                name=family.dimension_id,
                place_id=family.strand.place_id,
                mark=lambda period, family=family: Mark(family.strand, family.name, period),  # type: ignore[misc]
                lines=_lines(family.periods),
                everybody=family.references,
                scale=scale,
            )
    for (strand, names), periods in looked.found.intersections.items():
        if len(periods) > 1:
            joined = {p: {"+".join(codes): e for codes, e in c.items()} for p, c in periods.items()}
            yield _Block(
                dimension_id=names[0],
                name=" and ".join(names),
                place_id=strand.place_id,
                mark=lambda period, strand=strand, names=names: Mark(
                    strand, "+".join(names), period
                ),  # type: ignore[misc]
                lines=_lines(joined),
                everybody=looked.found.headlines.get(strand, {}),
                scale=scale,
            )


def _lines(periods: Mapping[Period, Mapping[str, Estimate]]) -> Mapping[str, _Line]:
    lines: dict[str, dict[Period, Estimate]] = {}
    for period in sorted(periods):
        for code, estimate in periods[period].items():
            if estimate.value is not None:
                lines.setdefault(code, {})[period] = estimate
    return lines


def _of_another_size(block: _Block) -> Iterator[_Found]:
    """Yield figures that are many times, or a small part of, what their line leads one to expect.

    The totals of places are looked at as totals (see ``lines``), but for their zeros.
    """
    for code, line in sorted(block.lines.items()):
        values = block.values[code]
        if min(values) == 0:
            yield from _nothing_written_as_zero(block, code, list(line.values()))
        elif block.dimension_id != PLACE and max(values) >= _OTHER_SIZE * min(values):
            pair = _leaving(block, code, list(line.values()))
            if pair is not None and distinguishable(*pair) is not False:
                odd, beside = pair
                yield _Found(
                    block,
                    pair,
                    f'the figure of "{code}" by {block.name} is {odd.value:g} for '
                    f"{odd.period.label} and {beside.value:g} for {beside.period.label}, while "
                    "all others stay as they were",
                )


def _leaving(block: _Block, code: str, run: Sequence[Estimate]) -> tuple[Estimate, Estimate] | None:
    """Return the figure that leaves its line, with its neighbour; None where none does."""
    values = [estimate.value or 0.0 for estimate in run]
    least = _OTHER_SIZE if len(run) > 2 else _OTHER_SIZE_OF_TWO
    if len(run) == 2:
        place: int | None = 1
    else:
        place = odd_one(values)
        if place is None and all(estimate.period in block.everybody for estimate in run):
            totals = [_value(block.everybody, estimate.period) for estimate in run]
            shares = [v / t if t > 0 else 0.0 for v, t in zip(values, totals, strict=True)]
            place = odd_one(shares)
    if place is None:
        return None
    odd, beside = run[place], run[place - 1 if place else 1]
    own = (odd.value or 0.0) / (beside.value or 1.0)
    others = block.changes_beside(code, beside.period, odd.period)
    if not others and len(run) == 2:
        return None
    moved = own / median(others) if others else own
    stay = all(1 / _ALIKE <= change <= _ALIKE for change in others) or len(run) > 2
    is_apart = max(moved, 1 / moved) >= least and max(own, 1 / own) >= _OTHER_SIZE / _ALIKE
    return (odd, beside) if stay and is_apart else None


def _nothing_written_as_zero(block: _Block, code: str, run: Sequence[Estimate]) -> Iterator[_Found]:
    """Yield shares of 0 in a line that is otherwise nowhere near it, and nor is anybody else."""
    zeros = [estimate for estimate in run if estimate.value == 0]
    others = [estimate for estimate in run if estimate.value]
    if block.scale is None or len(others) < _LEAST_OTHERS:
        return
    least = min(estimate.value or 0.0 for estimate in others)
    beside = [_value(block.everybody, zero.period) for zero in zeros]
    if least >= _FAR_FROM_NOTHING * block.scale and all(total > 0 for total in beside):
        yield _Found(
            block,
            (zeros[-1], *zeros[:-1]),
            f'the figure of "{code}" by {block.name} is 0 for {_span(zeros)}, and {least:g} or '
            "more at all other times",
        )


def _exchanged(block: _Block) -> Iterator[_Found]:
    """Yield pairs of figures of one period that would each go on with the other's line."""
    few = len(block.lines) <= _FEW
    nearer = _NEARER if few else 2 * _NEARER
    lines, values = block.lines, block.values
    away = {code: _away(lines[code], values[code], with_ends=few) for code in sorted(lines)}
    if len([code for code, found in away.items() if found]) < 2:
        return
    for period in block.periods:
        here = [(code, found[period]) for code, found in away.items() if period in found]
        if not 1 < len(here) <= _MOST_AWAY:
            continue
        for (one, expected), (other, expected_other) in combinations(here, 2):
            row, other_row = block.lines[one][period], block.lines[other][period]
            value, other_value = row.value or 0.0, other_row.value or 0.0
            as_is = abs(value - expected) + abs(other_value - expected_other)
            if nearer * (abs(value - expected_other) + abs(other_value - expected)) < as_is:
                yield _Found(
                    block,
                    (row, other_row),
                    f'by {block.name}, the figures of "{one}" ({value:g}) and "{other}" '
                    f"({other_value:g}) for {period.label} look exchanged: each goes on with the "
                    "line of the other",
                )


def _away(line: _Line, values: Sequence[float], *, with_ends: bool) -> dict[Period, float]:
    """Return the periods whose figure lies far from where its line leads, with what is expected.

    ``values`` are the figures of the line.
    """
    if len(values) <= _LEAST_BEFORE_THE_END - 1 or max(values) <= (1 + _PART_AWAY) * min(values):
        return {}
    last = len(values) - 1
    # Most figures end here, before their usual step is looked for: it is half of what their
    # neighbours are apart, or more.
    part, steps_away = _SURELY * _PART_AWAY, _SURELY * _STEPS_AWAY
    places = [
        place
        for place, (before, value, after) in enumerate(_threes(values), 1)
        if (twice := abs(2 * value - before - after)) > steps_away * abs(after - before)
        and twice > part * 2 * value
    ]
    if with_ends and last >= _LEAST_BEFORE_THE_END:
        places += [0, last]
    if not places:
        return {}
    periods = list(line)
    steps = [abs(after - before) for before, after in pairwise(values)]
    found: dict[Period, float] = {}
    for place in places:
        expected = _expected(values, place)
        distance = abs(values[place] - expected)
        if distance > _PART_AWAY * max(values[place], expected) and (
            distance > _STEPS_AWAY * _usual_step(values, steps, place)
        ):
            found[periods[place]] = expected
    return found


def _threes(values: Sequence[float]) -> Iterator[tuple[float, float, float]]:
    return zip(values, values[1:], values[2:], strict=False)


def _usual_step(values: Sequence[float], steps: Sequence[float], place: int) -> float:
    """Return how far a line usually goes from one figure to the next, but for one of them.

    What its neighbours are apart counts as much as all other steps.
    """
    others = [step for n, step in enumerate(steps) if n not in (place - 1, place)]
    if not 0 < place < len(steps):
        return median(others)
    across = abs(values[place + 1] - values[place - 1])
    return (median(others) + across) / 2 if others else across


def _expected(values: Sequence[float], place: int) -> float:
    """Return what a line leads to at a place: between its neighbours, or as at the end of it."""
    last = len(values) - 1
    if 0 < place < last:
        return (values[place - 1] + values[place + 1]) / 2
    # One of the neighbours may be wrong itself: the middle one of three is not.
    return median(values[1:4] if place == 0 else values[last - 3 : last])


def _out_of_time(block: _Block) -> Iterator[_Found]:
    """Yield a figure that stands alone in its period, and is missing where all others stand."""
    everybody = {p: e for p, e in block.everybody.items() if _is_told(e)}
    if not any(line.keys() ^ everybody.keys() for line in block.lines.values()):
        return  # nothing is missing anywhere
    lines = {**block.lines, _EVERYBODY: everybody}
    have: dict[Period, list[str]] = {}
    for code, line in lines.items():
        for period in line:
            have.setdefault(period, []).append(code)
    for code, line in sorted(lines.items()):
        alone = [period for period in line if have[period] == [code]]
        if len(alone) != 1 or len(line) <= _LEAST_OTHERS:
            continue
        missing = [p for p in sorted(have) if code not in have[p] and len(have[p]) > 1]
        if len(missing) == 1 and len(have[missing[0]]) == len(lines) - 1:
            told = f'of "{code}" by {block.name}' if code else "of everybody"
            yield _Found(
                block,
                (line[alone[0]],),
                f"the figure {told} is the only one for {alone[0].label}, and the only one missing "
                f"for {missing[0].label}: one of the years may be wrong",
            )


def _is_told(estimate: Estimate) -> bool:
    return estimate.value is not None


def _value(line: _Line, period: Period) -> float:
    estimate = line.get(period)
    return (estimate.value or 0.0) if estimate else 0.0


def _span(estimates: Sequence[Estimate]) -> str:
    first, last = estimates[0].period.label, estimates[-1].period.label
    return first if first == last else f"{first} to {last}"


_Check = tuple[DoubtKind, Callable[[_Block], Iterator[_Found]], str]
_CHECKS: tuple[_Check, ...] = (
    (
        DoubtKind.GROUP_JUMPS,
        _of_another_size,
        "check the decimal mark, the unit and the row; where nothing was measured, leave it empty",
    ),
    (
        DoubtKind.EXCHANGED,
        _exchanged,
        "compare the rows with what was published, and exchange them if they were mixed up",
    ),
    (
        DoubtKind.OUT_OF_TIME,
        _out_of_time,
        "compare the period with what was published, and correct it if it is wrong",
    ),
)
