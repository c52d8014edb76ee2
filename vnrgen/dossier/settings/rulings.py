"""What the dossier says of rows that contradict each other: which one holds, or that both stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from vnrgen.dossier.model.observations import Observation, ObservationStatus
from vnrgen.dossier.model.settings import RowName, Ruling
from vnrgen.problems import ProblemLog

if TYPE_CHECKING:
    from vnrgen.dossier.settings.yaml_files import Keys

BOTH = "both"
_BESIDE = " / "
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
_ROW = re.compile(r"(?P<path>.+):(?P<row>[1-9]\d{0,8})")


@dataclass(slots=True)
class Rulings:
    """All decisions of a dossier; ``used`` collects those that had something to decide."""

    rulings: tuple[Ruling, ...] = ()
    used: set[int] = field(default_factory=set)

    def settle(
        self, first: Observation, second: Observation, problems: ProblemLog | None = None
    ) -> Observation | None:
        """Return the observation that stands for two that contradict each other, None undecided.

        Where both stand, the figure is shown as both and computed with as neither.
        """
        names = {_name(first), _name(second)}
        for number, ruling in enumerate(self.rulings):
            if not names <= ruling.rows:
                continue
            self.used.add(number)
            if problems is not None:
                self._say(ruling, first, second, problems)
            if ruling.holds is None:
                return _both(first, second, ruling.because)
            return first if _name(first) == ruling.holds else second
        return None

    def _say(
        self, ruling: Ruling, first: Observation, second: Observation, problems: ProblemLog
    ) -> None:
        place = f"{second.file} row {second.row} and {first.file} row {first.row}"
        what = "both figures are shown" if ruling.holds is None else f"row {ruling.holds[1]} holds"
        problems.notice(
            "OBS021",
            ruling.where,
            f"{place} contradict each other; {what}, as dossier.yaml says",
            "nothing",
        )

    def moved(self, before: str, after: str) -> Rulings:
        """Return the rulings for files that lie in another folder while they are tried."""
        return Rulings(
            tuple(
                replace(
                    one,
                    rows=frozenset(_moved(row, before, after) for row in one.rows),
                    holds=None if one.holds is None else _moved(one.holds, before, after),
                )
                for one in self.rulings
            )
        )

    def report_unused(self, problems: ProblemLog) -> None:
        """Name the rulings whose rows do not contradict each other (any more)."""
        for number, ruling in enumerate(self.rulings):
            if number in self.used:
                continue
            rows = " and ".join(f"{path}:{row}" for path, row in sorted(ruling.rows))
            problems.warning(
                "OBS022",
                ruling.where,
                f"{rows} do not contradict each other, so there is nothing to rule",
                "delete the ruling; if rows of the file have moved, correct their numbers",
            )


def figures_beside(text: str) -> tuple[float, ...]:
    """Return the figures that a text shows for one because both stand, () for any other text.

    They are published as much as a single value is, and may give away as much.

    >>> figures_beside("2 / (3.5)"), figures_beside("<5")
    ((2.0, 3.5), ())
    """
    if _BESIDE not in text:
        return ()
    plain = (part.strip("()") for part in text.split(_BESIDE))
    return tuple(float(part) for part in plain if _FIGURE.fullmatch(part))


def read_rulings(entries: Iterable[Keys]) -> tuple[Ruling, ...]:
    """Read ``contradictions`` of dossier.yaml; what cannot be understood is reported there."""
    found = []
    for entry in entries:
        entry.only(("rows", "holds", "because"))
        rows = [_row(text) for text in entry.texts("rows")]
        named = frozenset(row for row in rows if row is not None)
        if len(named) < 2 or None in rows:
            entry.wrong("rows", "names no two rows", "write rows: [data/a.csv:14, data/a.csv:15]")
            continue
        text = entry.required("holds", "data/a.csv:14, or both")
        holds = _row(text)
        if text and text != BOTH and holds not in named:
            entry.wrong("holds", f'is "{text}"', "write one of the rows, or both")
            continue
        if text:
            because = entry.text("because")
            where = entry.at("rows")
            found.append(
                Ruling(
                    rows=named, holds=None if text == BOTH else holds, because=because, where=where
                )
            )
    return tuple(found)


def _row(text: str) -> RowName | None:
    match = _ROW.fullmatch(text.strip())
    return (match["path"], int(match["row"])) if match else None


def _name(observation: Observation) -> RowName:
    return (observation.file, observation.row)


def _moved(row: RowName, before: str, after: str) -> RowName:
    path, number = row
    return (after + path[len(before) :], number) if path.startswith(before) else row


def _both(first: Observation, second: Observation, because: str) -> Observation:
    """Return a figure that shows two values and has none; the fewest cases count as its own."""
    texts = list(dict.fromkeys(_shown((first, second))))
    cases = [n for n in (first.n_unweighted, second.n_unweighted) if n is not None]
    notes = dict.fromkeys(note for note in (first.note, second.note, because) if note)
    return replace(
        first,
        value=None,
        value_lower=None,
        value_upper=None,
        se=None,
        obs_status=ObservationStatus.CENSORED,
        value_text=_BESIDE.join(texts),
        n_unweighted=min(cases, default=None),
        note="; ".join(notes),
    )


def _shown(observations: Sequence[Observation]) -> Iterable[str]:
    for one in observations:
        if one.value is not None:
            figure = f"{one.value:.15g}"
            yield f"({figure})" if one.value_text.startswith("(") else figure
        elif one.value_text:
            yield from one.value_text.split(_BESIDE)
