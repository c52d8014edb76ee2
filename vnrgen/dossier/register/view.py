"""The register as a person asks for it: by group, goal, addressee, status, origin and so on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vnrgen.dossier.model import Recommendation
from vnrgen.dossier.model.decisions import Uptake
from vnrgen.dossier.register.state import State, states
from vnrgen.dossier.register.vocabulary import fold_words

STATUSES = (*map(str, State), *map(str, Uptake))


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked for; what is empty is not asked. Of several values of one kind any will do."""

    groups: Sequence[str] = ()
    targets: Sequence[str] = ()
    goals: Sequence[int] = ()
    cycles: Sequence[int] = ()
    addressees: Sequence[str] = ()
    statuses: Sequence[str] = ()
    origins: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A recommendation, its state, and its uptake as the rates count it (None: nothing decided)."""

    recommendation: Recommendation
    state: State
    uptake: Uptake | None = None


def entries(
    recommendations: Iterable[Recommendation],
    uptakes: Mapping[str, Uptake],
    filters: Filters,
) -> tuple[Entry, ...]:
    """Return the recommendations that are asked for, in the order of the register.

    Args:
        recommendations: The whole register.
        uptakes: What was decided, by id.
        filters: What is asked for.
    """
    register = tuple(recommendations)
    state = states(register)
    made = (Entry(r, state[r.rec_id], uptakes.get(r.rec_id)) for r in register)
    return tuple(entry for entry in made if _is_asked(entry, filters))


def _is_asked(entry: Entry, filters: Filters) -> bool:
    item = entry.recommendation
    uptake = entry.uptake or (Uptake.NOT_ASSESSED if entry.state is State.STANDS else None)
    return (
        _any(filters.groups, item.group_ids)
        and _any(filters.targets, item.targets)
        and _any(filters.goals, item.goals)
        and _any(filters.cycles, (item.cycle,))
        and _any(filters.origins, (str(item.origin),))
        and _any(filters.statuses, (str(entry.state), str(uptake)))
        and (
            not filters.addressees
            or any(fold_words(a) in fold_words(item.addressee) for a in filters.addressees)
        )
    )


def _any(asked: Sequence[object], there: Iterable[object]) -> bool:
    return not asked or not set(asked).isdisjoint(there)


def by_goals(found: Iterable[Entry]) -> dict[int, tuple[Entry, ...]]:
    """Return entries by Goal, those of several Goals under each; 0 holds those of none."""
    made: dict[int, list[Entry]] = {}
    for entry in found:
        for goal in entry.recommendation.goals or (0,):
            made.setdefault(goal, []).append(entry)
    return {goal: tuple(made[goal]) for goal in sorted(made)}
