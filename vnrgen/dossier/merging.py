"""Observations of all files put together: the same value once, contradictions reported."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from vnrgen.dossier.observations import Observation, breakdown_id
from vnrgen.dossier.rulings import Rulings
from vnrgen.problems import Location, ProblemLog


def merged_observations(
    observations: Iterable[Observation], problems: ProblemLog, rulings: Rulings | None = None
) -> list[Observation]:
    """Return each published value once, in an order that does not depend on the files.

    The same value given twice for one key is kept once, with a notice; two different values for
    one key are an error, because no one but the writer can say which is right; ``rulings`` are
    what the writer has said.
    """
    kept: dict[str, Observation] = {}
    told: dict[int, tuple[Mapping[str, str], str]] = {}
    for observation in observations:
        key = _key(observation, told)
        first = kept.setdefault(key, observation)
        if first is observation:
            continue
        settled = None
        if rulings is not None and not _says_the_same(first, observation):
            settled = rulings.settle(first, observation, problems)
        if settled is None:
            _report(first, observation, problems)
        else:
            kept[key] = settled
    numbers = {name: _numbers(name) for name in {o.indicator_id for o in kept.values()}}
    days = {day: day.isoformat() for day in {o.period_start for o in kept.values()}}
    order = sorted(
        (numbers[o.indicator_id], o.series, days[o.period_start], key) for key, o in kept.items()
    )
    return [kept[key] for *_, key in order]


def _key(observation: Observation, told: dict[int, tuple[Mapping[str, str], str]]) -> str:
    """Return ``observation_id``; ``told`` keeps the breakdown of codes that observations share."""
    dimensions = observation.dimensions
    known = told.get(id(dimensions))
    if known is None:  # the codes are kept with it, so that nothing else gets their id
        known = told[id(dimensions)] = (dimensions, breakdown_id(dimensions))
    return observation.id_with(known[1])


def _numbers(indicator_id: str) -> tuple[str, ...]:
    """Return the parts of an indicator such that 1.10 comes after 1.9."""
    return tuple(part.zfill(3) for part in indicator_id.split("."))


def _report(first: Observation, second: Observation, problems: ProblemLog) -> None:
    place = f"{first.file} row {first.row}"
    where = Location(second.file, second.row, "value")
    if _says_the_same(first, second):
        problems.notice(
            "OBS012",
            where,
            f"the same value is already in {place}; it counts once",
            "delete one of the two rows",
        )
        return
    problems.error(
        "OBS013",
        where,
        f"{_shown(second)} contradicts {_shown(first)} in {place}, the same value of one source",
        "keep the right one; if both are right, they differ in a dimension, the source or the "
        "series: say so in its column; where the file cannot be changed, say which holds under "
        "contradictions: in dossier.yaml",
    )


def _says_the_same(first: Observation, second: Observation) -> bool:
    if first.value is None or second.value is None:
        return first.value is second.value and first.value_text == second.value_text
    return math.isclose(first.value, second.value, rel_tol=1e-12, abs_tol=0.0)


def _shown(observation: Observation) -> str:
    if observation.value is not None:
        return f"{observation.value:.15g}"
    return observation.value_text or str(observation.obs_status).replace("_", " ")
