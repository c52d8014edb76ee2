"""Finding the one observation that a writer means, or saying which ones there are."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vnrgen.disclosure.publishable import Publishable
from vnrgen.document.call_errors import CallError
from vnrgen.dossier.model import DimensionRole, PlaceLevel, Series
from vnrgen.dossier.model.observations import TOTAL, Observation, Observations

SHOWN_CHOICES = 6
"""How many choices a message lists; more would not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a call to ``value`` or ``gap`` asks for; None where the writer did not say."""

    indicator: str
    series: str | None = None
    group: str | tuple[str, ...] | None = None
    place: str | None = None
    period: str | None = None
    source: str | None = None


def one_series(asked: Asked, evidence: Publishable) -> Series:
    """Return the series a call means (CallError VAL001 or VAL003 where that is not clear)."""
    of_indicator = [s for key, s in evidence.series.items() if key[0] == asked.indicator]
    if not of_indicator:
        known = sorted({key[0] for key in evidence.series})
        raise CallError(
            "VAL001", f'there is no indicator "{asked.indicator}"', _closest(asked.indicator, known)
        )
    fitting = [s for s in of_indicator if asked.series in (None, s.series)]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(s.series for s in of_indicator)
    if not fitting:
        what = f'the indicator {asked.indicator} has no series "{asked.series}"'
        raise CallError("VAL001", what, f"use one of: {names}")
    raise CallError(
        "VAL003",
        f"the indicator {asked.indicator} has several series: {names}",
        f'name one: value("{asked.indicator}", series="{fitting[0].series}")',
    )


def one_observation(asked: Asked, series: Series, evidence: Publishable) -> Observation:
    """Return the one newest observation that fits what a call asks for.

    Raises:
        CallError: None fits (VAL002), or several do (VAL003), which are listed.
    """
    fitting = _fitting(asked, series, evidence)
    if not fitting:
        raise CallError(
            "VAL002",
            f"no observation of {asked.indicator} fits this call",
            _what_there_is(series, evidence),
        )
    rows = _newest(fitting, evidence)
    if len(rows) == 1:
        return rows[0]
    choices = sorted(_described(row, evidence) for row in rows)
    raise CallError(
        "VAL003",
        f"{len(rows)} observations of {asked.indicator} fit this call",
        "say which one: " + "; ".join(choices[:SHOWN_CHOICES]),
    )


def _newest(rows: Sequence[Observation], evidence: Publishable) -> list[Observation]:
    """Keep the rows of the newest period; official and citizen figures never replace each other."""
    producers = {_is_citizen(row.source_id, evidence) for row in rows}
    newest: list[Observation] = []
    for citizen in sorted(producers):
        of_producer = [r for r in rows if _is_citizen(r.source_id, evidence) is citizen]
        last = max((r.period_end, r.period_start) for r in of_producer)
        newest += [r for r in of_producer if (r.period_end, r.period_start) == last]
    return newest


def _is_citizen(source_id: str, evidence: Publishable) -> bool:
    source = evidence.sources.get(source_id)
    return source is not None and source.kind.is_citizen


def _fitting(asked: Asked, series: Series, evidence: Publishable) -> list[Observation]:
    place = asked.place or country_place(evidence)
    if place is not None and place not in evidence.places:
        raise CallError(
            "VAL001", f'there is no place "{place}"', _closest(place, list(evidence.places))
        )
    sources = _sources(asked.source, evidence)
    codes = dimension_codes(asked.group, evidence)
    allowed = _allowed_codes(codes, series, evidence)
    return [
        row
        for row in _rows(series, evidence)
        if place in (None, row.place)
        and asked.period in (None, row.period_label)
        and (sources is None or row.source_id in sources)
        and all(code == row.dimensions.get(d, TOTAL) for d, code in codes.items())
        and all(row.dimensions[d] in kept for d, kept in allowed.items())
    ]


def _sources(source: str | None, evidence: Publishable) -> frozenset[str] | None:
    """Return the ids of a source, or of all sources of a kind; None where none was named."""
    if source is None:
        return None
    fitting = {s.source_id for s in evidence.sources.values() if source in (s.source_id, s.kind)}
    if not fitting:
        raise CallError(
            "VAL001", f'there is no source "{source}"', _closest(source, list(evidence.sources))
        )
    return frozenset(fitting)


def _allowed_codes(
    codes: Mapping[str, str], series: Series, evidence: Publishable
) -> dict[str, tuple[str, ...]]:
    """Return the codes of a headline in every dimension that the writer did not name.

    Definitions and methods are free: several of them are a choice the writer must make.
    """
    allowed: dict[str, tuple[str, ...]] = {}
    for dimension in evidence.observations.dimensions:
        declared = evidence.dimensions.get(dimension)
        role = series.roles.get(dimension, declared.role if declared else DimensionRole.GROUP)
        is_people_or_area = role in (DimensionRole.GROUP, DimensionRole.AREA)
        if dimension not in codes and is_people_or_area:
            allowed[dimension] = (TOTAL, series.fixed.get(dimension, TOTAL))
    return allowed


class _RowsBySeries:
    """Keeps the observations of the evidence read last, by series."""

    def __init__(self) -> None:
        self._of: Observations | None = None
        self._kept: dict[tuple[str, str], tuple[Observation, ...]] = {}

    def __call__(self, series: Series, evidence: Publishable) -> tuple[Observation, ...]:
        if self._of is not evidence.observations:
            self._of, self._kept = evidence.observations, {}
        if series.key not in self._kept:
            self._kept[series.key] = tuple(evidence.observations.select(*series.key))
        return self._kept[series.key]


_rows = _RowsBySeries()


def country_place(evidence: Publishable) -> str | None:
    """Return the id of the one place of the level ``country``, or None."""
    for place in evidence.places.values():
        if place.level is PlaceLevel.COUNTRY:
            return place.place_id
    return None


def dimension_codes(group: str | tuple[str, ...] | None, evidence: Publishable) -> dict[str, str]:
    """Return the codes that pick the rows of a group (or of several at once).

    A group is named by its ``group_id``, or as ``dimension=code`` where it has none.

    Raises:
        CallError: There is no such group (VAL001), or no codes are said of it (VAL002).
    """
    names = () if group is None else (group,) if isinstance(group, str) else group
    codes: dict[str, str] = {}
    for name in names:
        dimension, equals, code = name.partition("=")
        if equals:
            codes[dimension.strip()] = code.strip()
            continue
        found = evidence.groups.get(name)
        if found is None:
            raise CallError(
                "VAL001", f'there is no group "{name}"', _closest(name, list(evidence.groups))
            )
        if found.sdmx_dim is None or found.sdmx_code is None:
            raise CallError(
                "VAL002",
                f'groups.csv does not say which observations speak of "{name}"',
                "fill sdmx_dim and sdmx_code for this group",
            )
        codes[found.sdmx_dim] = found.sdmx_code
    return codes


def _closest(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5) or sorted(known)
    shown = ", ".join(near[:SHOWN_CHOICES])
    return f"use one of: {shown}" if shown else "add it to the dossier first"


def _what_there_is(series: Series, evidence: Publishable) -> str:
    rows = _rows(series, evidence)
    choices = sorted({_described(row, evidence) for row in rows})
    if not choices:
        return "there is no observation of this indicator yet; add it to the data"
    return "there is: " + "; ".join(choices[:SHOWN_CHOICES])


def _described(row: Observation, evidence: Publishable) -> str:
    return call_for(row, evidence)[2:-2].strip()


def call_for(row: Observation, evidence: Publishable) -> str:
    """Return the ``{{ value(…) }}`` that a writer would type for an observation."""
    named = {d: c for d, c in sorted(row.dimensions.items()) if c != TOTAL}
    series = evidence.series.get((row.indicator_id, row.series))
    fixed = series.fixed if series is not None else {}
    groups = [_group_name(d, c, evidence) for d, c in named.items() if fixed.get(d) != c]
    arguments = [f'"{row.indicator_id}"']
    if sum(key[0] == row.indicator_id for key in evidence.series) > 1:
        arguments.append(f'series="{row.series}"')
    if len(groups) == 1:
        arguments.append(f'group="{groups[0]}"')
    elif groups:
        arguments.append("group=[" + ", ".join(f'"{g}"' for g in groups) + "]")
    if row.place != country_place(evidence):
        arguments.append(f'place="{row.place}"')
    arguments += [f'period="{row.period_label}"', f'source="{row.source_id}"']
    return "{{ value(" + ", ".join(arguments) + ") }}"


def _group_name(dimension: str, code: str, evidence: Publishable) -> str:
    for group in evidence.groups.values():
        if (group.sdmx_dim, group.sdmx_code) == (dimension, code):
            return group.group_id
    return f"{dimension}={code}"
