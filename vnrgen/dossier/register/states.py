"""The States that a recommendation of the UPR names at its end, in brackets."""

from __future__ import annotations

import re

_LAST_GROUP = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)\s*[;.,]?\s*$")


def recommending_states(text: str) -> tuple[str, ...]:
    """Return the States in brackets at the end of a recommendation of the UPR.

    >>> recommending_states("Ratify ICRMW (Senegal, Venezuela (Bolivarian Republic of),Peru);")
    ('Senegal', 'Venezuela (Bolivarian Republic of)', 'Peru')
    >>> recommending_states("Ratify the Convention (CMW) (Maldives) (Portugal);")
    ('Maldives', 'Portugal')
    """
    states: list[str] = []
    for clause in re.split(r"(?<=\)); (?=\S)", " ".join(text.split())):
        states += [s for s in _states_of(clause) if s not in states]
    return tuple(states)


def _states_of(clause: str) -> list[str]:
    groups: list[list[str]] = []
    rest = clause
    while match := _LAST_GROUP.search(rest):
        names = [n.strip() for n in re.split(r",\s*(?![^(]*\))", match[1]) if n.strip()]
        if not all(map(_may_be_state, names)):
            break
        groups.insert(0, names)
        rest = rest[: match.start()]
    return [name for group in groups for name in group]


def _may_be_state(name: str) -> bool:
    """Tell the name of a State from an acronym, an article or a remark, by its letters."""
    capital = name.removeprefix("the ").removeprefix("former ")[:1]
    return capital.isupper() and not name.isupper() and not re.search(r"\d", name)
