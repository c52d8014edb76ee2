"""The figures of the edition that was published last beside those of now.

Two editions side by side must not undo a suppression. Where a figure of an indicator is withheld in
one of them, no earlier value of that indicator is told: from a total and its other parts the one
that is withheld could be worked out.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vnrgen.document.earlier_edition import EarlierEdition, FigureFate, PublishedChange
from vnrgen.dossier.model.observations import ObservationStatus
from vnrgen.problems import InvalidInputError, Problem, ProblemLog, Severity
from vnrgen.render.data import observations_csv
from vnrgen.versions.freezing.frozen import last_published

if TYPE_CHECKING:
    from vnrgen.disclosure.publishable import Publishable
    from vnrgen.dossier.model import Thresholds

_ABOUT: Final = ("indicator_id", "series", "place", "period_label", "source_id")
_TOLD: Final = frozenset(
    (*_ABOUT, "period_start", "period_end", "value", "value_text", "unit", "value_lower")
) | {"value_upper", "n_unweighted", "obs_status", "note"}
_TOTAL: Final = "_T"

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Figure:
    """One row of published figures."""

    about: tuple[str, str, str, str, str]
    breakdown: tuple[tuple[str, str], ...]
    value: float | None
    cases: float | None
    is_suppressed: bool


def earlier_edition(
    dossier: Path, publishable: Publishable, problems: ProblemLog
) -> EarlierEdition | None:
    """Return what changed since the edition that was published last, None without one.

    A version that was damaged is a warning, and nothing is compared with it.
    """
    try:
        version = last_published(dossier)
    except InvalidInputError as error:
        problems.extend(_softened(problem) for problem in error.problems)
        return None
    if version is None:
        return None
    return EarlierEdition(
        name=version.name,
        as_of=date.fromisoformat(version.record.facts["as_of"]),
        changes=changes_between(
            version.observations, observations_csv(publishable), publishable.settings.thresholds
        ),
    )


def _softened(problem: Problem) -> Problem:
    return Problem(problem.code, problem.where, problem.what, problem.fix, Severity.WARNING)


def changes_between(
    before: bytes, after: bytes, thresholds: Thresholds
) -> tuple[PublishedChange, ...]:
    """Compare the figures of two editions.

    Args:
        before: The observations published then, as CSV.
        after: Those of now.
        thresholds: The dossier's: what was printed then may be too few cases now.

    Returns:
        Figures that read otherwise, are withheld or are not there any more, in the order of now;
        new figures correct nothing. Rows that cannot be told apart are passed over.
    """
    old, new = _figures(before), _figures(after)
    withheld = {
        figure.about[0]
        for figure in (*old.values(), *new.values())
        if _is_withheld(figure, thresholds)
    }
    return tuple(_changes(old, new, withheld, thresholds))


def _changes(
    old: Mapping[Key, _Figure],
    new: Mapping[Key, _Figure],
    withheld: set[str],
    thresholds: Thresholds,
) -> Iterator[PublishedChange]:
    order = {key: place for place, key in enumerate(new)}
    for key in sorted(old, key=lambda k: (order.get(k, len(order)), k)):
        figure, now = old[key], new.get(key)
        if figure.value is None or (now is not None and now.value == figure.value):
            continue
        secret = figure.about[0] in withheld
        fate = _fate(now)
        yield PublishedChange(
            indicator_id=figure.about[0],
            series=figure.about[1],
            place=figure.about[2],
            period=figure.about[3],
            source_id=figure.about[4],
            breakdown=figure.breakdown,
            fate=fate,
            before=None if secret else figure.value,
            after=now.value if now is not None and fate is FigureFate.CHANGED else None,
            few_before=_is_few(figure, thresholds),
            few_after=now is not None and _is_few(now, thresholds),
        )


def _fate(now: _Figure | None) -> FigureFate:
    if now is None:
        return FigureFate.GONE
    if now.value is not None:
        return FigureFate.CHANGED
    return FigureFate.WITHHELD if now.is_suppressed else FigureFate.GONE


def _is_withheld(figure: _Figure, thresholds: Thresholds) -> bool:
    few = figure.cases is not None and figure.cases < thresholds.suppress_below
    return figure.is_suppressed or (few and figure.value is not None)


def _is_few(figure: _Figure, thresholds: Thresholds) -> bool:
    return figure.cases is not None and figure.cases < thresholds.mark_below


def _figures(data: bytes) -> dict[Key, _Figure]:
    """Return the rows of a CSV of published figures by what they are of, each once."""
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    figures = [(_key(row), _figure(row)) for row in rows]
    counts = Counter(key for key, _figure in figures)
    return {key: figure for key, figure in figures if counts[key] == 1}


def _breakdown(row: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    found = ((name, code) for name, code in row.items() if name not in _TOLD)
    return tuple(sorted((name, code) for name, code in found if code not in {"", _TOTAL}))


def _key(row: Mapping[str, str]) -> Key:
    about = tuple(row.get(name, "") for name in (*_ABOUT, "period_start", "period_end", "unit"))
    return (*about, *(part for pair in _breakdown(row) for part in pair))


def _figure(row: Mapping[str, str]) -> _Figure:
    one, two, three, four, five = (row.get(name, "") for name in _ABOUT)
    return _Figure(
        about=(one, two, three, four, five),
        breakdown=_breakdown(row),
        value=_number(row.get("value", "")),
        cases=_number(row.get("n_unweighted", "")),
        is_suppressed=row.get("obs_status") == ObservationStatus.SUPPRESSED,
    )


def _number(text: str) -> float | None:
    return float(text) if text else None
