"""Observations as they may be published: small cells and what would give them back left empty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from vnrgen.analysis.analyse import partitions_of
from vnrgen.analysis.estimates import COMPLEMENTARY, NO_CASES, observation_ids, withholding_reasons
from vnrgen.analysis.partition import Partition
from vnrgen.disclosure.complementary import complementary_cells
from vnrgen.disclosure.publishable import Withheld
from vnrgen.disclosure.relations import Figures, tables_of
from vnrgen.dossier.model import Dossier
from vnrgen.dossier.observations import Observations, ObservationStatus
from vnrgen.dossier.rulings import figures_beside
from vnrgen.problems import Location, ProblemLog

if TYPE_CHECKING:
    import pandas

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
    import pandas

    frame = dossier.observations.frame.reset_index(drop=True)
    own = withholding_reasons(dossier.observations.columns, dossier.settings.thresholds)
    reasons = pandas.Series(own, index=frame.index, dtype=object)
    _add_complementary(dossier, frame, reasons, partitions)
    declared = [
        key in dossier.series for key in zip(frame["indicator_id"], frame["series"], strict=True)
    ]
    if all(declared) and not (reasons != "").any():
        return Masked(dossier.observations, ())
    observations = Observations(
        _blanked(frame, reasons).loc[declared], dossier.observations.dimensions
    )
    withheld = []
    ids = observation_ids(dossier.observations) if (reasons != "").any() else []
    for index in reasons.index[(reasons != "") & (reasons != NO_CASES)]:
        reason = reasons[index]
        withheld.append(Withheld(kind="value", item_id=ids[index], reason=reason))
        problems.notice(
            "DIS001",
            Location(frame["file"][index] or "data", int(frame["row"][index]) or None, "value"),
            f"this value is withheld: {_EXPLANATIONS[reason]}",
            "nothing needs to be done; the output marks the cell, and thresholds are in "
            "dossier.yaml",
        )
    return Masked(observations, tuple(sorted(withheld, key=lambda w: (w.item_id, w.reason))))


def _add_complementary(
    dossier: Dossier,
    frame: pandas.DataFrame,
    reasons: pandas.Series[Any],
    partitions: Iterable[Partition] | None,
) -> None:
    """Write the reason of every cell that has to be withheld for the sake of another."""
    own = ((reasons != "") & (reasons != NO_CASES)).to_numpy()
    values = _figures_shown(frame)
    suppressed = values.isna() & frame["obs_status"].isin(_KEPT_BACK) & ~own
    if not (own.any() or suppressed.any()):
        return
    figures = Figures(
        suppressed=suppressed.tolist(),
        values=_numbers(values),
        cases=_numbers(frame["n_unweighted"]),
        populations=_numbers(frame["population"]),
        reasons=reasons.tolist(),
    )
    concerned = frame.loc[own | suppressed.to_numpy(), ["indicator_id", "series"]]
    keys = set(zip(concerned["indicator_id"], concerned["series"], strict=True))
    series = {key: one for key, one in dossier.series.items() if key in keys}
    if partitions is None:
        partitions = partitions_of(replace(dossier, series=series))
    for partition in (found for found in partitions if found.series.key in keys):
        for table in tables_of(partition, dossier, figures):
            complementary_cells(table)
            for cell in table.cells.values():
                if cell.is_withheld:
                    reasons.loc[[i for i in cell.indices if not reasons[i]]] = COMPLEMENTARY


def _blanked(frame: pandas.DataFrame, reasons: pandas.Series[Any]) -> pandas.DataFrame:
    masked = frame.copy()
    hidden = (reasons != "") & ((reasons != NO_CASES) | _figures_shown(frame).notna())
    masked.loc[hidden, list(_NUMBERS)] = float("nan")
    masked.loc[hidden, "value_text"] = ""
    masked.loc[hidden, "note"] = reasons[hidden]
    masked.loc[hidden, "obs_status"] = str(ObservationStatus.SUPPRESSED)
    return masked


def _figures_shown(frame: pandas.DataFrame) -> pandas.Series[Any]:
    """Return what a reader would know of every row: of two figures that both stand the first."""
    shown = frame["value"].copy()
    for index in shown.index[shown.isna() & (frame["value_text"] != "")]:
        shown[index] = next(iter(figures_beside(frame["value_text"][index])), float("nan"))
    return shown


def _numbers(column: pandas.Series[Any]) -> list[float | None]:
    return [
        None if missing else value for value, missing in zip(column, column.isna(), strict=True)
    ]
