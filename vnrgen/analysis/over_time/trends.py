"""Headlines over time, cut wherever two neighbours may not be joined by a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vnrgen.analysis.evidence import Estimate, Period, Trend, TrendSegment
from vnrgen.analysis.partition import Partition, Strand
from vnrgen.dossier.model import SourceKind
from vnrgen.dossier.model.observations import ObservationStatus

_BREAK = ObservationStatus.SERIES_BREAK
_OTHER_DEFINITION = ObservationStatus.DEFINITION_DIFFERS

# Where no figure of a line has one of these marks, all of its figures are comparable.
CUTTING = (_BREAK, _OTHER_DEFINITION)


def trends_of(found: Partition) -> tuple[Trend, ...]:
    """Return one trend per place, kind of source and definition, sorted by id.

    Sources of one kind share a trend, each in segments of its own; official and citizen figures
    never do. Figures of another unit, frequency or definition make a trend of their own.
    """
    lines: dict[tuple[str, SourceKind, Strand], list[Mapping[Period, Estimate]]] = {}
    for strand, periods in found.headlines.items():
        kind = next(iter(periods.values())).source_kind
        whole = Strand(strand.place_id, str(kind), strand.context)
        lines.setdefault((strand.place_id, kind, whole), []).append(periods)
    return tuple(
        Trend(
            finding_id=whole.key(series=found.series, kind="trend"),
            place_id=place_id,
            source_kind=kind,
            segments=segments(sources),
            context=dict(whole.context),
        )
        for (place_id, kind, whole), sources in sorted(lines.items(), key=_line_key)
    )


def segments(sources: Iterable[Mapping[Period, Estimate]]) -> tuple[TrendSegment, ...]:
    """Return the runs of comparable estimates, each source apart, by their first period.

    A run ends before an estimate that its source marks as a break in the series, and where the
    mark "definition differs" begins or ends.
    """
    runs = [run for periods in sources for run in _runs([periods[key] for key in sorted(periods)])]
    runs.sort(key=lambda run: (run[0].period, run[0].source_id))
    return tuple(TrendSegment(estimates=tuple(run)) for run in runs)


def _runs(estimates: Sequence[Estimate]) -> list[list[Estimate]]:
    runs: list[list[Estimate]] = []
    for estimate in estimates:
        if runs and are_comparable(runs[-1][-1], estimate):
            runs[-1].append(estimate)
        else:
            runs.append([estimate])
    return runs


def are_comparable(before: Estimate, after: Estimate) -> bool:
    """Tell whether two neighbours of one source may be joined, by the marks of the source."""
    if after.status is _BREAK:
        return False
    return (before.status is _OTHER_DEFINITION) == (after.status is _OTHER_DEFINITION)


def _line_key(
    line: tuple[tuple[str, SourceKind, Strand], list[Mapping[Period, Estimate]]],
) -> str:
    (_, _, whole), _ = line
    return "|".join((whole.place_id, whole.source_id, *(f"{d}={c}" for d, c in whole.context)))
