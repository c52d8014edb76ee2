"""By which dimensions a series could be broken down, and by which the dossier does.

The yardstick is the content constraints of the global SDG data structure (IAEG-SDGs:SDG): for each
series of the global database the dimensions of people it may be broken down by. A dimension that
is fixed by definition (women in 5.2.1, children under 5 in 2.2.1) is not among them, nor are kinds
of hazards, skills or goods. Indicators without any such series stand in the table with no
dimension: of these nothing is expected.

Source:
    UN Statistics Division, SDMX content constraints of the global SDG data structure, as shipped
    with sdg-build (open-sdg/sdg-build, sdg/outputs/sdmx_global_content_constraints.csv).
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from vnrgen.analysis.evidence import Breakdown, Intersection, Reliability
from vnrgen.analysis.findings import Disaggregated, DisaggregationRow, ExpectedDisaggregation
from vnrgen.analysis.partition import PLACE, role_of
from vnrgen.dossier.model import Dimension, DimensionRole, Series

_TABLE = Path(__file__).parent / "codes" / "breakdowns_allowed.csv"


def expected_of(
    series: Series,
    latest: Iterable[Breakdown],
    crossed: Iterable[Intersection],
    counted: Iterable[DisaggregationRow],
    dimensions: Mapping[str, Dimension],
) -> tuple[ExpectedDisaggregation, ...]:
    """Return every dimension that a series could or does have, expected ones first.

    A dimension that the dossier gives another role than group for this series is no breakdown of
    people here, and one that the series fixes is none at all, unless there are figures by it (the
    unemployment of all from 15 on, and of the young).

    Args:
        series: Of the dossier.
        latest: Its newest breakdowns.
        crossed: Its newest crossings of two dimensions and more.
        counted: For how many groups there is a value, see ``disaggregation``.
        dimensions: The dossier's, for roles.
    """
    allowed, basis = allowed_dimensions(series)
    breakdowns: dict[str, list[Breakdown]] = {}
    for breakdown in latest:
        if breakdown.dimension_id != PLACE:
            breakdowns.setdefault(breakdown.dimension_id, []).append(breakdown)
    may_be = {
        name
        for name in allowed
        if (name not in series.fixed or name in breakdowns)
        and role_of(name, series, dimensions) is DimensionRole.GROUP
    }
    crossings = {name for crossing in crossed for name in crossing.dimension_ids}
    counts = {row.dimension_id: row for row in counted}
    found = []
    for name in sorted({*may_be, *breakdowns, *crossings}, key=lambda n: (n not in may_be, n)):
        row = counts.get(name)
        found.append(
            ExpectedDisaggregation(
                indicator_id=series.indicator_id,
                series=series.series,
                dimension_id=name,
                is_expected=None if not basis else name in may_be,
                status=_status(row, breakdowns.get(name, ()), is_crossed=name in crossings),
                with_value=row.with_value if row else 0,
                expected=row.expected if row else 0,
                basis=basis if name in may_be else (),
            )
        )
    return tuple(found)


def allowed_dimensions(series: Series) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the dimensions that the global list allows for a series, and what says so.

    A series that the global list names has its own; any other that of all series of its
    indicator together. The second value names the global series (or the indicator, where it has
    none of its own); it is empty for an indicator that the list does not know.
    """
    by_series = _allowed().get(series.indicator_id)
    if by_series is None:
        return frozenset(), ()
    if series.series in by_series:
        return by_series[series.series], (series.series,)
    together = frozenset(name for allowed in by_series.values() for name in allowed)
    named = tuple(sorted(name for name in by_series if name))
    return together, named or (series.indicator_id,)


def _status(
    row: DisaggregationRow | None, breakdowns: Sequence[Breakdown], *, is_crossed: bool
) -> Disaggregated:
    if row is None or not breakdowns:
        return Disaggregated.CROSSED if is_crossed else Disaggregated.MISSING
    if row.with_value:
        whole = row.with_value >= row.expected
        return Disaggregated.COMPLETE if whole else Disaggregated.IN_PART
    told = {m.estimate.reliability for b in breakdowns for m in b.members}
    return Disaggregated.WITHHELD if Reliability.WITHHELD in told else Disaggregated.EMPTY


@functools.cache
def _allowed() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Return indicator → global series → dimensions."""
    allowed: dict[str, dict[str, frozenset[str]]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            dimensions = frozenset(row["dimensions"].split())
            allowed.setdefault(row["indicator_id"], {})[row["series"]] = dimensions
    return allowed
