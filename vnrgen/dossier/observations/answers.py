"""Definitions that are the answers to one question, of which no one direction can hold for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from vnrgen.dossier.model import Dimension, DimensionRole, Series
from vnrgen.dossier.model.observations import TOTAL, Observations
from vnrgen.problems import Location, Problem, Severity

# Answers of the same people add up to the whole within so much, relative to it, more where they are
# published without decimals; so nearly always, and so often at least, as it may be chance once.
_WHOLE = 0.004
_WHOLE_OF_INTEGERS = 0.011
_NEARLY_ALWAYS = 0.9
_LEAST_SETS = 3

_Key = tuple[str, str]
_Sets = dict[tuple[object, ...], dict[str, float]]


def with_answers(
    series: Mapping[_Key, Series],
    dimensions: Mapping[str, Dimension],
    observations: Observations,
) -> tuple[dict[_Key, Series], list[Problem]]:
    """Return the series, those that are measured by answers without a direction for all of them.

    "Safe", "rather safe" and "unsafe" of the same people add up to 100: more of one is less of
    another, so that "higher is better" turns some of them upside down. Where the series says which
    answer it is about (``fixed``), its direction holds for that one; ``answers`` names the
    dimension, by whose other codes nobody is ranked.

    Args:
        series: By indicator and series.
        dimensions: With their roles.
        observations: All rows.

    Returns:
        All series, and a problem for each that has lost its direction.
    """
    found = dict(series)
    problems = []
    for name in observations.dimensions:
        measured = {
            key: one
            for key, one in found.items()
            if one.favourable is not None and one.scale and _is_definition(name, one, dimensions)
        }
        if not measured:
            continue
        for key, (sets, where) in sorted(_sets_of(name, measured, observations).items()):
            one = measured[key]
            if not _add_up(sets, one.scale or 0.0):
                continue
            found[key] = replace(found[key], answers=found[key].answers | {name})
            if name not in one.fixed:
                found[key] = replace(found[key], favourable=None)
                problems.append(_without_direction(one, name, len(sets), where))
    return found, problems


def _is_definition(name: str, series: Series, dimensions: Mapping[str, Dimension]) -> bool:
    known = dimensions.get(name)
    role = series.roles.get(name) or (known.role if known else None)
    return role is DimensionRole.DEFINITION


def _sets_of(
    name: str, measured: Mapping[_Key, Series], observations: Observations
) -> dict[_Key, tuple[_Sets, Location]]:
    """Return the figures by code of a dimension, of all that is the same in everything else."""
    columns = observations.columns
    codes = columns[name]
    if codes.count(TOTAL) == len(codes):
        return {}
    others = [columns[other] for other in observations.dimensions if other != name]
    about = [columns[n] for n in ("place", "source_id", "period_start", "period_end", "unit")]
    found: dict[_Key, tuple[_Sets, Location]] = {}
    keys = zip(columns["indicator_id"], columns["series"], strict=True)
    for position, (key, code) in enumerate(zip(keys, codes, strict=True)):
        value = columns["value"][position]
        if code == TOTAL or value is None or key not in measured:
            continue
        where = Location(columns["file"][position], columns["row"][position])
        sets, _ = found.setdefault(key, ({}, where))
        same = (*(c[position] for c in about), *(c[position] for c in others))
        sets.setdefault(same, {})[code] = value
    return found


def _add_up(sets: _Sets, scale: float) -> bool:
    told = [list(values.values()) for values in sets.values() if len(values) > 1]
    if len(told) < _LEAST_SETS or any(min(values) < 0 for values in told):
        return False
    return sum(map(bool, _wholes(told, scale))) >= _NEARLY_ALWAYS * len(told)


def _wholes(told: list[list[float]], scale: float) -> Iterator[bool]:
    for values in told:
        whole_numbers = all(float(value).is_integer() for value in values)
        least = _WHOLE_OF_INTEGERS if whole_numbers else _WHOLE
        yield abs(sum(values) - scale) <= least * scale


def _without_direction(series: Series, name: str, sets: int, where: Location) -> Problem:
    direction = "higher" if series.favourable else "lower"
    return Problem(
        "IND003",
        where,
        f'the figures of series "{series.series}" of {series.indicator_id} by {name} add up to '
        f"{series.scale:g} ({sets} times): they are answers to one question, and {direction} "
        "cannot be better for all of them; its groups are not ranked",
        f"name the answer that the indicator counts: fixed {name}=CODE in indicators.csv",
        Severity.WARNING,
    )
