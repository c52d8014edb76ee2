"""What may be published of a dossier, and which of its small cells are withheld."""

from __future__ import annotations

from typing import Any

from tests.builders_evidence import (
    ON,
    an_observation,
)
from vnrgen.analysis import analyse
from vnrgen.disclosure.disclose import disclose
from vnrgen.disclosure.publishable import Publishable
from vnrgen.dossier.model import Audience, Dossier
from vnrgen.dossier.model.observations import Observation, ObservationStatus
from vnrgen.problems import ProblemLog


def published(
    dossier: Dossier, problems: ProblemLog | None = None, audience: Audience = Audience.PUBLIC
) -> Publishable:
    log = ProblemLog() if problems is None else problems
    return disclose(dossier, analyse(dossier), audience=audience, on=ON, problems=log)


def codes_withheld(shown: Publishable, dimension: str) -> dict[str, str]:
    return {
        row.dimensions[dimension]: row.note
        for row in shown.observations
        if row.obs_status is ObservationStatus.SUPPRESSED
    }


def sized(
    values: dict[str, tuple[float, int]], dimension: str, **changes: Any
) -> list[Observation]:
    return [
        an_observation(value, dimensions={dimension: code}, n_unweighted=cases, **changes)
        for code, (value, cases) in values.items()
    ]
