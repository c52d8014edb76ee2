"""How the numbers of records are to be taken: their power of ten, frequency, type and nature."""

from __future__ import annotations

from dataclasses import dataclass

from vnrgen.dossier.codes import codelists
from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.readers.records.figures import FigureReading
from vnrgen.dossier.readers.records.model import Record

_FREQUENCIES = {code.casefold(): code for code in ("A", "S", "Q", "M", "W", "D")} | {
    "annual": "A",
    "quarterly": "Q",
    "monthly": "M",
}
_REPORTING_TYPES = {
    "n": "N",
    "g": "G",
    "r": "R",
    "national": "N",
    "global": "G",
    "regional": "R",
}
MANNER = ("multiplier", "frequency", "reporting", "nature")
"""The parts that say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a number is to be taken; ``freq`` is "" where the period says it."""

    power: int
    freq: str
    reporting_type: str
    nature: str


def manner_of(record: Record, figures: FigureReading) -> Manner | None:
    """Return how a record's number is to be taken, None where its multiplier says nothing."""
    power = figures.power(record)
    if power is None:
        return None
    return Manner(
        power=power,
        freq=_FREQUENCIES.get(fold(record["frequency"]), ""),
        reporting_type=_REPORTING_TYPES.get(fold(record["reporting"]), "N"),
        nature=codelists.nature(record["nature"]) or "",
    )
