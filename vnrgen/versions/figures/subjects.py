"""Whom a figure counts and what of them, read from the id that it is bound to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vnrgen.document.blocks import Binding
from vnrgen.versions.figures.shown import observed

_TOTAL = "_T"
_YEAR = re.compile(r"\d{4}")
_OF_BREAKDOWNS = frozenset(
    ("breakdown", "intersection", "gap-trend", "gap-progress", "furthest-behind")
)

Member = tuple[str, str]
"""A dimension and a code of it; a place has the dimension ``place``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What an id says.

    Attributes:
        kind: ``observation``, or what was computed, as ``breakdown``; "" for other counts.
        indicator: The code of its indicator, or "".
        series: The series of it.
        members: The groups that it counts; of what is computed, how the others were chosen.
        place: The id of its place, or "".
        dimensions: What its groups are compared by, where it compares groups.
        period: Its period, or "".
        source: The id of its source, or what kind of source it is.
        index: The sign of a measure of inequality, or "".
    """

    kind: str = ""
    indicator: str = ""
    series: str = ""
    members: frozenset[Member] = frozenset()
    place: str = ""
    dimensions: tuple[str, ...] = ()
    period: str = ""
    source: str = ""
    index: str = ""


def subject_of(binding: Binding) -> Subject:
    """Return what the id of an observation or of a finding says of it."""
    about = observed(binding)
    if about is not None:
        return Subject(
            kind="observation",
            indicator=about.indicator,
            series=about.series,
            members=_members(about.dimensions),
            place=about.place,
            period=about.period,
            source=about.source,
        )
    kind, *parts = binding.reference.split("|")
    if len(parts) >= 2:
        return _computed(kind, parts)
    kind, *parts = binding.reference.split("/")
    if kind in ("target", "disaggregation") and len(parts) >= 2:
        named = tuple(parts[2:3])
        return Subject(kind=kind, indicator=parts[0], series=parts[1], dimensions=named)
    return Subject()


def _computed(kind: str, parts: list[str]) -> Subject:
    """Return what the parts of a finding's id say; what is not there is left open."""
    indicator, series, *rest = parts
    names, places = (rest[:1], rest[1:]) if kind in _OF_BREAKDOWNS else ([], rest)
    place, source, *more = (*places, "", "")
    period, _slash, index = next((p for p in reversed(more) if p), "").partition("/")
    return Subject(
        kind=kind,
        indicator=indicator,
        series=series,
        members=frozenset(m for part in more for m in _members(part)),
        place=place,
        dimensions=tuple(names[0].split("*")) if names else (),
        period=period if _YEAR.match(period) else "",
        source=source,
        index=index,
    )


def _members(said: str) -> frozenset[Member]:
    """Return the members that an id names as ``income=Q1;sex=F``."""
    found = (part.partition("=") for part in said.split(";") if part != _TOTAL)
    return frozenset((name, code) for name, equals, code in found if equals)
