"""Which breakdowns divide a whole, seen before anything is masked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from vnrgen.analysis.analyse import looked_at, partitions_of
from vnrgen.analysis.plausibility.doubts import DoubtKind
from vnrgen.analysis.plausibility.parts import doubtful_parts
from vnrgen.disclosure.publishable import Withheld
from vnrgen.dossier.model import Dossier, Thresholds


def divided_families(dossier: Dossier, withheld: Iterable[Withheld]) -> frozenset[str]:
    """Return the ids of families whose parts add up to a whole, of series that lose a figure.

    From what is left of them it could not be seen that they are no rates, and they would be
    ranked. That they add up is no secret that gives a figure back: masking takes it as known
    (``relations``).

    Args:
        dossier: As loaded.
        withheld: What masking takes away.
    """
    keys = {tuple(one.item_id.split("|")[:2]) for one in withheld if one.kind == "value"}
    concerned = {key: series for key, series in dossier.series.items() if key in keys}
    if not concerned:
        return frozenset()
    none = Thresholds(suppress_below=0, mark_below=0, minimum_count=0)
    whole = replace(dossier, series=concerned, settings=replace(dossier.settings, thresholds=none))
    return frozenset(
        mark.strand.key(mark.name, series=found.series, kind="breakdown")
        for found in partitions_of(whole)
        for suspicion in doubtful_parts(looked_at(whole, found))
        if suspicion.doubt.kind is DoubtKind.DISTRIBUTION
        for mark in suspicion.marks
    )
