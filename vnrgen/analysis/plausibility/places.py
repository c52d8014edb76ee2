"""Rankings of what does not stand side by side: levels mixed, and places from before a reform."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from vnrgen.analysis.estimates import COUNT_UNITS
from vnrgen.analysis.evidence import Estimate, Period
from vnrgen.analysis.families import Family
from vnrgen.analysis.partition import PLACE
from vnrgen.analysis.plausibility.doubts import DoubtKind
from vnrgen.analysis.plausibility.suspicions import Looked, Mark, Suspicion, also, doubt
from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.model import Place
from vnrgen.problems import listed

# One of so many categories that is as large as all others together is their sum, not one of them.
_LEAST_BESIDE_A_SUM = 4
_MOST_NAMED = 3
_SUM_WITHIN = 0.001


def doubtful_places(looked: Looked) -> Iterator[Suspicion]:
    """Yield what makes a ranking compare unlike with unlike, once per dimension of a series."""
    yield from _levels_mixed(looked)
    yield from _outside_their_time(looked)
    yield from _replaced_by_others(looked)


def _levels_mixed(looked: Looked) -> Iterator[Suspicion]:
    names = _names_of(looked.dossier.places)
    found: dict[str, list[tuple[Family, str, list[Estimate]]]] = {}
    for family in looked.families:
        mixed = _mixed(family, looked.dossier.places, names)
        if mixed:
            found.setdefault(family.dimension_id, []).append((family, *mixed))
    for dimension_id, lines in sorted(found.items()):
        family, what, rows = max(lines, key=lambda line: line[2][0].period)
        yield Suspicion(
            doubt=doubt(
                DoubtKind.LEVELS_MIXED, family.strand.place_id, dimension_id, rows, len(lines)
            ),
            where=looked.at(rows[0]),
            what=f"by {dimension_id}, {what}" + also(len(lines)) + "; they are not ranked",
            fix="give each place its own level and parent in places.csv, or take the rows of the "
            "wider places out of this breakdown",
            marks=tuple(Mark(one.strand, one.name) for one, _, _ in lines),
        )


def _mixed(
    family: Family, places: Mapping[str, Place], names: Mapping[str, set[str]]
) -> tuple[str, list[Estimate]] | None:
    """Return the words and rows of a family in which wide and narrow stand side by side."""
    period = max(family.periods)
    cells = family.periods[period]
    if family.dimension_id == PLACE:
        above = _code_above(cells, places)
        if above:
            inside = [c for c in sorted(cells) if c != above][:1]
            return (
                f'the code of "{above}" begins those of others, as that of a wider place does',
                [cells[above], *(cells[c] for c in inside)],
            )
    else:
        levels = _levels_named(family, cells, names)
        if len(levels) > 1:
            told = ", ".join(f"{code} ({level})" for level, code in sorted(levels.items()))
            return (
                f"places of several levels stand side by side: {told}",
                [cells[code] for _, code in sorted(levels.items())],
            )
    whole = _sum_of_the_others(family, cells)
    if whole:
        return f'"{whole}" is as large as all others together', [cells[whole]]
    return None


def _levels_named(
    family: Family, cells: Mapping[str, Estimate], names: Mapping[str, set[str]]
) -> dict[str, str]:
    """Return the levels of the places that categories are named after, each with a category."""
    levels: dict[str, str] = {}
    for code in sorted(cells):
        category = family.categories[code]
        if category.is_total or category.is_residual:
            continue
        texts = {fold(code), *(fold(text) for text in category.label.texts.values())}
        of_code = {level for text in texts for level in names.get(text, ())}
        # A name that two levels share (a city and its province) tells nothing.
        if len(of_code) == 1:
            levels.setdefault(of_code.pop(), code)
    return levels


def _names_of(places: Mapping[str, Place]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for place in places.values():
        for text in (place.place_id, *place.label.texts.values()):
            names.setdefault(fold(text), set()).add(str(place.level))
    return names


def _code_above(cells: Iterable[str], places: Mapping[str, Place]) -> str | None:
    """Return a place whose code begins those of two others beside it, as in nested code lists."""
    codes: dict[str, dict[str, str]] = {}
    for place_id in cells:
        for kind, code in places[place_id].codes.items():
            codes.setdefault(kind, {})[place_id] = code
    for _, of_kind in sorted(codes.items()):
        for place_id, code in sorted(of_kind.items()):
            within = [c for c in of_kind.values() if c != code and c.startswith(code)]
            if len(code) > 1 and len(within) > 1:
                return place_id
    return None


def _sum_of_the_others(family: Family, cells: Mapping[str, Estimate]) -> str | None:
    """Return the category that is as large as all others together, by people or by count."""
    named = [c for c in sorted(cells) if not family.categories[c].is_total]
    counts = [cells[c].population for c in named]
    if family.series.unit in COUNT_UNITS and None in counts:
        counts = [cells[c].value for c in named]
    if len(named) < _LEAST_BESIDE_A_SUM or any(size is None for size in counts):
        return None
    sizes = [size or 0.0 for size in counts]
    rest = math.fsum(sizes) - max(sizes)
    alike = rest > 0 and abs(max(sizes) - rest) <= _SUM_WITHIN * rest
    return named[sizes.index(max(sizes))] if alike else None


def _outside_their_time(looked: Looked) -> Iterator[Suspicion]:
    """Yield places with a value for a time at which, by places.csv, they did not exist."""
    places = looked.dossier.places
    rows: list[Estimate] = []
    marks: list[Mark] = []
    for family in looked.families:
        if family.dimension_id != PLACE:
            continue
        for period, cells in sorted(family.periods.items()):
            gone = [
                cells[code]
                for code in sorted(cells)
                if cells[code].value is not None and not _existed(places[code], period)
            ]
            if gone:
                rows += gone
                marks.append(Mark(family.strand, family.name, period))
    if rows:
        first = max(rows, key=lambda e: (e.period, e.observation_id))
        yield Suspicion(
            doubt=doubt(
                DoubtKind.BOUNDARIES_CHANGE,
                first.place_id,
                PLACE,
                [first, *(e for e in rows if e is not first)],
                len(rows),
            ),
            where=looked.at(first),
            what=f'"{first.place_id}" has a value for {first.period.label}, when by places.csv it '
            "did not exist" + also(len(rows)) + "; the places are not ranked for that time",
            fix="correct valid_from and valid_to in places.csv, or give the value to the place "
            "that existed then",
            marks=tuple(marks),
        )


def _existed(place: Place, period: Period) -> bool:
    """Tell whether a place existed at any day of a period."""
    begun = place.valid_from is None or place.valid_from <= period.end
    return begun and (place.valid_to is None or place.valid_to >= period.start)


def _replaced_by_others(looked: Looked) -> Iterator[Suspicion]:
    """Yield breakdowns by place in which some places end where others begin, as by a reform."""
    for family in looked.families:
        changes = _changes(family) if family.dimension_id == PLACE else []
        if not changes:
            continue
        period, gone, begun = changes[-1]
        cells = family.periods[period]
        yield Suspicion(
            doubt=doubt(
                DoubtKind.BOUNDARIES_CHANGE,
                family.strand.place_id,
                PLACE,
                [cells[code] for code in begun],
                len(changes),
            ),
            where=looked.at(cells[begun[0]]),
            what=f"from {period.label} on there are figures for {listed(begun, _MOST_NAMED)}, and "
            f"no longer for {listed(gone, _MOST_NAMED)}: nothing is compared across that time",
            fix="write valid_from and valid_to of the places in places.csv; a place whose borders "
            "changed needs an id of its own",
            cuts=tuple(Mark(family.strand, family.name, change) for change, _, _ in changes),
        )


def _changes(family: Family) -> list[tuple[Period, list[str], list[str]]]:
    """Return the periods from which places are new, others being gone for good, most staying.

    Where few stay, another sample of places was visited, which is no reform.
    """
    periods = sorted(family.periods)
    told = [{c for c, e in family.periods[p].items() if e.value is not None} for p in periods]
    changes = []
    for place, (before, after) in enumerate(pairwise(told)):
        gone = sorted(before - set().union(*told[place + 1 :]))
        begun = sorted(after - set().union(*told[: place + 1]))
        stayed = len(before & after)
        if gone and begun and stayed >= max(len(gone), len(begun)):
            changes.append((periods[place + 1], gone, begun))
    return changes
