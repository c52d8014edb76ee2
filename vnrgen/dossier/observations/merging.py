"""Observations of all files put together: the same value once, contradictions reported."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from vnrgen.dossier.model.observations import Observation
from vnrgen.dossier.observations.rows import ObservationRows
from vnrgen.dossier.settings.rulings import Rulings
from vnrgen.problems import Location, ProblemLog

_FIRST_BY = ("indicator_id", "series", "period_start")


def merged_observations(
    observations: Iterable[Observation], problems: ProblemLog, rulings: Rulings | None = None
) -> ObservationRows:
    """Return each published value once, in an order that does not depend on the files.

    The same value given twice for one key is kept once, with a notice; two different values for
    one key are an error, because no one but the writer can say which is right; ``rulings`` are
    what the writer has said.
    """
    rows = ObservationRows.of(observations)
    keys = rows.ids()
    kept: Iterable[int] = range(len(keys))
    if len(set(keys)) < len(keys):
        rows, of_keys = _once(rows, keys, problems, rulings)
        kept, keys = of_keys.values(), list(of_keys)
    return rows.at(_in_order(rows, kept, keys))


def _once(
    rows: ObservationRows, keys: Sequence[str], problems: ProblemLog, rulings: Rulings | None
) -> tuple[ObservationRows, Mapping[str, int]]:
    """Return rows with those that were ruled, and the position of the one that each key keeps.

    That is the first of its rows, or what was ruled of them; the others are reported.
    """
    kept: dict[str, int] = {}
    settled = ObservationRows()
    for place, key in enumerate(keys):
        before = kept.setdefault(key, place)
        if before == place:
            continue
        own = before - len(rows)
        first, second = settled[own] if own >= 0 else rows[before], rows[place]
        ruled = None
        if rulings is not None and not _says_the_same(first, second):
            ruled = rulings.settle(first, second, problems)
        if ruled is None:
            _report(first, second, problems)
        else:
            kept[key] = len(rows) + len(settled)
            settled.extend([ruled])
    if not settled:
        return rows, kept
    every = ObservationRows()
    every.extend(rows)
    every.extend(settled)
    return every, kept


def _in_order(rows: ObservationRows, kept: Iterable[int], keys: Iterable[str]) -> list[int]:
    """Return the positions of rows with some keys by indicator, series, day and key."""
    columns = rows.columns
    named = list(zip(*map(columns.__getitem__, _FIRST_BY), strict=True))
    distinct = sorted(dict.fromkeys(named), key=lambda one: (_numbers(one[0]), *one[1:]))
    ranks = {one: rank for rank, one in enumerate(distinct)}
    order = sorted((ranks[named[place]], key, place) for place, key in zip(kept, keys, strict=True))
    return [place for _, _, place in order]


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
