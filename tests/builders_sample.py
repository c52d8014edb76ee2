"""Builders for the sample dossier's tests: the sample loaded once, and its rows put together."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.model import Dossier, Series
from vnrgen.dossier.model.observations import TOTAL, Observation
from vnrgen.problems import ProblemLog

SAMPLE = Path(__file__).parents[1] / "sample_data"


@cache
def loaded_sample() -> tuple[Dossier, ProblemLog]:
    """The sample as loaded once for all tests."""
    problems = ProblemLog()
    return load_dossier(SAMPLE, problems), problems


def key_of(row: Observation) -> tuple[str, str, str, str]:
    """What a headline and its parts share (the place aside)."""
    return (row.indicator_id, row.series, row.period_label, row.source_id)


def breakdown_of(row: Observation, series: Series) -> tuple[str, ...]:
    """The dimensions of a row that are neither total nor what defines the indicator."""
    return tuple(
        sorted(
            name
            for name, code in row.dimensions.items()
            if code not in (TOTAL, series.fixed.get(name))
        )
    )


def is_share(sample: Dossier, row: Observation) -> bool:
    """Whether the row belongs to a series in per cent."""
    return sample.series[(row.indicator_id, row.series)].scale == 100
