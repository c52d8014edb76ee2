"""Sort the rows of a dossier, series by series, into headlines, groups and intersections.

A dossier has many rows and few kinds of them: what a row is about is worked out once for all that
differ in nothing but their period and their figure, and columns are gone through, not rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, count, pairwise
from typing import Any

from vnrgen.analysis.estimates import estimates
from vnrgen.analysis.evidence import Estimate, Period
from vnrgen.analysis.partition import Codes, Partition, Row, Strand, role_of
from vnrgen.dossier.model import DimensionRole, Dossier, Series
from vnrgen.dossier.model.observations import TOTAL, Observations
from vnrgen.dossier.observations.selection import selected

_USUAL_FREQUENCY = "A"
_USUAL_REPORTING_TYPE = "N"

# What is measured, beside the dimensions
_MANNER = ("freq", "reporting_type", "unit")


@dataclass(frozen=True, slots=True)
class _Kind:
    """What all rows of one kind are about, in one series."""

    strand: Strand
    breakdown: Codes


class SortedRows:
    """The rows of a dossier beside one another: the estimate of each, and the number of its kind.

    Two rows of one kind have the same place, source, codes, unit, frequency and reporting type.
    """

    def __init__(self, dossier: Dossier) -> None:
        """Take the rows of all series, declared or not."""
        observations = dossier.observations
        columns = observations.columns
        self._dossier = dossier
        self._names = (*_telling(observations), *_MANNER)
        self._estimates = estimates(observations, dossier.sources, dossier.settings.thresholds)
        self._files, self._rows = columns["file"], columns["row"]
        self._ranks = (self._rows, self._files, *_ranks(self._estimates))
        numbers = defaultdict[tuple[str, ...], int](count().__next__)
        told = ("place", "source_id", *self._names)
        rows = zip(*(columns[name] for name in told), strict=True)
        self._numbers = list(map(numbers.__getitem__, rows))
        self._codes = list(numbers)
        self._totals = {name: self._totals_of(name) for name in self._names}

    def of(self, series: Series, positions: Sequence[int]) -> Partition:
        """Return the rows of one series by what they describe; of rows alike the best stays.

        Args:
            series: The series all rows belong to.
            positions: Where they are among the observations of the dossier, in their order.
        """
        order = self._best_first(positions)
        numbers = selected(self._numbers, order)
        kinds = self._kinds(series, dict.fromkeys(numbers))
        of_rows = list(map(kinds.__getitem__, numbers))
        rows = zip(
            order,
            selected(self._estimates, order),
            [kind.strand for kind in of_rows],
            [kind.breakdown for kind in of_rows],
            selected(self._files, order),
            selected(self._rows, order),
            strict=True,
        )
        found = tuple(map(partial(tuple.__new__, Row), rows))  # ``_make``, without a call for each
        return _partition(series, found, kinds, numbers)

    def _best_first(self, positions: Sequence[int]) -> list[int]:
        """Return positions in the order among rows that say the same.

        One with a value comes first, then the one that names more of what is fixed for the series
        (age under 5 before no age at all), then by id and by where it stands.
        """
        order = list(positions)
        for ranks in self._ranks:  # sorts are stable: the last one counts most
            order.sort(key=ranks.__getitem__)
        return order

    def _kinds(self, series: Series, numbers: Iterable[int]) -> dict[int, _Kind]:
        """Return what the rows of some kinds are about in a series, by number."""
        own = dict(
            zip(_MANNER, (_USUAL_FREQUENCY, _USUAL_REPORTING_TYPE, series.unit), strict=True)
        )
        fixed = {**series.fixed, **own}
        groups = {name for name in self._names if name not in own and self._is_group(name, series)}
        kinds = {}
        for number in numbers:
            place, source, *codes = self._codes[number]
            telling = [
                (name, code)
                for name, code in zip(self._names, codes, strict=True)
                if code != fixed.get(name) and code not in self._totals[name]
            ]
            context = tuple([pair for pair in telling if pair[0] not in groups])
            breakdown = tuple([pair for pair in telling if pair[0] in groups])
            kinds[number] = _Kind(Strand(place, source, context), breakdown)
        return kinds

    def _is_group(self, name: str, series: Series) -> bool:
        return role_of(name, series, self._dossier.dimensions) is DimensionRole.GROUP

    def _totals_of(self, name: str) -> frozenset[str]:
        """Return the codes of a column that tell nothing apart in any series."""
        if name in _MANNER:
            return frozenset({""})
        dimension = self._dossier.dimensions.get(name)
        categories = dimension.categories.values() if dimension else ()
        return frozenset({TOTAL, "", *(c.code for c in categories if c.is_total)})


def positions_by_series(observations: Observations) -> dict[tuple[str, str], Sequence[int]]:
    """Return where the rows of every series are; a range, where they stand together."""
    columns = observations.columns
    keys = list(zip(columns["indicator_id"], columns["series"], strict=True))
    starts = [place for place, (a, b) in enumerate(pairwise(keys), 1) if a != b]
    runs: dict[tuple[str, str], list[range]] = {}
    for first, end in pairwise([0, *starts, len(keys)] if keys else []):
        runs.setdefault(keys[first], []).append(range(first, end))
    return {
        key: found[0] if len(found) == 1 else list(chain.from_iterable(found))
        for key, found in runs.items()
    }


def _telling(observations: Observations) -> list[str]:
    """Return the dimensions in which some row is not total, by name."""
    columns = observations.columns
    return [
        name
        for name in sorted(observations.dimensions)
        if columns[name].count(TOTAL) < len(columns[name])
    ]


def _ranks(found: Sequence[Estimate]) -> tuple[list[Any], ...]:
    """Return what of estimates that say the same makes one the better, the weightiest last."""
    ids = [estimate.observation_id for estimate in found]
    return ids, [-name.count("=") for name in ids], [estimate.value is None for estimate in found]


def _partition(
    series: Series, rows: tuple[Row, ...], kinds: Mapping[int, _Kind], numbers: Sequence[int]
) -> Partition:
    """Put rows, the best first, where they belong; ``numbers`` tell the kind of each."""
    headlines: dict[Strand, dict[Period, Estimate]] = {}
    groups: dict[tuple[Strand, str], dict[Period, dict[str, Estimate]]] = {}
    crossed: dict[
        tuple[Strand, tuple[str, ...]], dict[Period, dict[tuple[str, ...], Estimate]]
    ] = {}
    lines: dict[int, dict[Period, Estimate]] = {}
    tables: dict[int, tuple[Any, dict[Period, dict[Any, Estimate]]]] = {}
    for number, kind in kinds.items():
        names = tuple([name for name, _ in kind.breakdown])
        codes = tuple([code for _, code in kind.breakdown])
        if not names:
            lines[number] = headlines.setdefault(kind.strand, {})
        elif len(names) == 1:
            tables[number] = codes[0], groups.setdefault((kind.strand, names[0]), {})
        else:
            tables[number] = codes, crossed.setdefault((kind.strand, names), {})
    for number, row in zip(numbers, rows, strict=True):
        estimate = row.estimate
        if number in lines:
            lines[number].setdefault(estimate.period, estimate)
        else:
            code, table = tables[number]
            table.setdefault(estimate.period, {}).setdefault(code, estimate)
    return Partition(
        series=series,
        headlines=dict(sorted(headlines.items())),
        groups=dict(sorted(groups.items())),
        intersections=dict(sorted(crossed.items())),
        rows=rows,
    )
