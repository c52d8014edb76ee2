"""Observations as they may be published: small cells and what would give them back left empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import compress, count
from operator import or_

from vnrgen.analysis.analyse import partitions_of
from vnrgen.analysis.estimates import (
    COMPLEMENTARY,
    COUNT_UNITS,
    NO_CASES,
    SMALL_COUNT,
    observation_ids,
    withholding_reasons,
)
from vnrgen.analysis.partition import Partition
from vnrgen.disclosure.complementary import complementary_cells
from vnrgen.disclosure.publishable import Withheld
from vnrgen.disclosure.relations import Figures, tables_of
from vnrgen.dossier.model import Dossier
from vnrgen.dossier.model.observations import Columns, Observations, ObservationStatus
from vnrgen.dossier.settings.rulings import figures_beside
from vnrgen.problems import Location, ProblemLog

_NUMBERS = ("value", "value_lower", "value_upper", "se", "n_unweighted", "population")

# Statuses by which a source says that it knows a value and keeps it back ("<5" is censored).
_KEPT_BACK = (str(ObservationStatus.SUPPRESSED), str(ObservationStatus.CENSORED))

_EXPLANATIONS = {
    "small_sample": "it rests on fewer cases than thresholds: suppress_below allows",
    "small_count": "it counts fewer people than thresholds: minimum_count allows",
    "complementary": "a withheld value of the same table could be computed from it",
}


@dataclass(frozen=True, slots=True)
class Masked:
    """Observations without what must not go out, and what that was."""

    observations: Observations
    withheld: tuple[Withheld, ...]


def masked_observations(
    dossier: Dossier, problems: ProblemLog, partitions: Iterable[Partition] | None = None
) -> Masked:
    """Return the observations of a dossier as they may be published.

    A withheld row keeps what it is about and where it came from; its value, text, interval,
    standard error, cases and population are blank, its status is ``suppressed`` and its note the
    code of the reason. Rows of a series that the dossier does not declare are left out: what they
    add up to is not known. Row order is kept. Each withheld value is a ``DIS001`` notice. Where
    there is nothing to take away, the observations are those of the dossier, the very object.
    ``partitions`` are those of the dossier, where they are there already.
    """
    columns = dossier.observations.columns
    reasons = withholding_reasons(columns, dossier.settings.thresholds)
    shown = _figures_shown(columns)
    _add_complementary(dossier, shown, reasons, partitions)
    named = list(zip(columns["indicator_id"], columns["series"], strict=True))
    if dossier.series.keys() >= set(named) and not any(reasons):
        return Masked(dossier.observations, ())
    declared = [key in dossier.series for key in named]
    blanked = _blanked(columns, shown, reasons)
    kept = {name: list(compress(column, declared)) for name, column in blanked.items()}
    observations = Observations(None, dossier.observations.dimensions, columns=kept)
    withheld = []
    ids = observation_ids(dossier.observations) if any(reasons) else []
    for index, reason in enumerate(reasons):
        if reason in {"", NO_CASES}:
            continue
        withheld.append(Withheld(kind="value", item_id=ids[index], reason=reason))
        problems.notice(
            "DIS001",
            Location(columns["file"][index] or "data", int(columns["row"][index]) or None, "value"),
            f"this value is withheld: {_EXPLANATIONS[reason]}",
            "nothing needs to be done; the output marks the cell, and thresholds are in "
            "dossier.yaml",
        )
    return Masked(observations, tuple(sorted(withheld, key=lambda w: (w.item_id, w.reason))))


def _add_complementary(
    dossier: Dossier,
    shown: Sequence[float | None],
    reasons: list[str],
    partitions: Iterable[Partition] | None,
) -> None:
    """Write the reason of every cell that has to be withheld for the sake of another."""
    columns = dossier.observations.columns
    own = [reason not in {"", NO_CASES} for reason in reasons]
    suppressed = [
        value is None and status in _KEPT_BACK and not is_own
        for value, status, is_own in zip(shown, columns["obs_status"], own, strict=True)
    ]
    concerned = frozenset(compress(count(), map(or_, own, suppressed)))
    if not concerned:
        return
    figures = Figures(
        protected=concerned,
        suppressed=suppressed,
        values=shown,
        cases=columns["n_unweighted"],
        populations=columns["population"],
        reasons=tuple(reasons),
    )
    keys = {(columns["indicator_id"][index], columns["series"][index]) for index in concerned}
    series = {key: one for key, one in dossier.series.items() if key in keys}
    if partitions is None:
        partitions = partitions_of(replace(dossier, series=series))
    for partition in (found for found in partitions if found.series.key in keys):
        for table in tables_of(partition, dossier, figures):
            complementary_cells(table)
            for cell in table.cells.values():
                if cell.is_withheld:
                    for index in cell.indices:
                        reasons[index] = reasons[index] or COMPLEMENTARY


def _blanked(columns: Columns, shown: Sequence[float | None], reasons: Sequence[str]) -> Columns:
    """Return the columns with nothing in the cells of withheld rows that would tell a figure."""
    hidden = [
        index
        for index, reason in enumerate(reasons)
        if reason and (reason != NO_CASES or shown[index] is not None)
    ]
    masked = dict(columns)
    empty: dict[str, object] = dict.fromkeys(_NUMBERS)
    empty |= {"value_text": "", "obs_status": str(ObservationStatus.SUPPRESSED)}
    for name in empty:
        masked[name] = list(columns[name])
        for index in hidden:
            masked[name][index] = empty[name]
    masked["note"] = list(columns["note"])
    for index in hidden:
        # Which of the withheld counts are the small ones would bound them all: 2 of "1 to 4" that
        # add up to 8 are 4 each.
        is_other = reasons[index] == COMPLEMENTARY and columns["unit"][index] in COUNT_UNITS
        masked["note"][index] = SMALL_COUNT if is_other else reasons[index]
    return masked


def _figures_shown(columns: Columns) -> list[float | None]:
    """Return what a reader would know of every row: of two figures that both stand the first."""
    return [
        next(iter(figures_beside(text)), None) if value is None and text else value
        for value, text in zip(columns["value"], columns["value_text"], strict=True)
    ]
