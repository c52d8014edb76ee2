"""Figures that cannot be right, or cannot be what they are taken for; reported, never corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vnrgen.analysis.analyse import Examined, examine
from vnrgen.analysis.comparison import unexplained
from vnrgen.dossier.model import Dossier
from vnrgen.problems import Problem


def implausible_figures(
    dossier: Dossier, examined: Iterable[Examined] | None = None
) -> Iterator[Problem]:
    """Yield a problem for every figure that contradicts itself or its neighbours.

    ``IMP001``: a share above its scale or below 0. ``IMP002``: no cases, and yet a value.
    ``IMP003``: a total outside the range of its parts. ``IMP004``: parts of a share that add up to
    100 (or to their total), so that they divide a whole and are no rates of their groups.
    ``IMP005`` and ``IMP006``: a unit or a source that changes inside a line. ``IMP007``: a total
    that jumps. ``IMP008``: levels mixed in one breakdown. ``IMP009``: places from before and after
    a reform. ``IMP010``: a newest figure of another kind. All but the first two are reported once
    per series and dimension, at the newest period. ``CMP001``: official and citizen figures that
    differ, and nobody says why. ``examined`` is ``examine(dossier)``, where it is there already.
    """
    labels = {
        p.place_id: p.label.within(dossier.settings.language) for p in dossier.places.values()
    }
    for one in examine(dossier) if examined is None else examined:
        for suspicion in one.suspicions:
            yield suspicion.problem
        yield from unexplained(one.compared, one.found.series, labels)
