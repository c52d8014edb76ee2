"""What changed between two versions, in the order in which a reviewer asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from vnrgen.document.blocks import Document
from vnrgen.dossier.model import Correction
from vnrgen.versions.changes.attributes import attribute_changes
from vnrgen.versions.changes.content import (
    ContentChange,
    ContentKind,
    evidence_changes,
    recommendation_changes,
    story_changes,
)
from vnrgen.versions.changes.numbers import number_changes
from vnrgen.versions.changes.pictures import Picture, picture_changes
from vnrgen.versions.changes.prose import prose_changes
from vnrgen.versions.comparison.documents import compare
from vnrgen.versions.figures.changes import FigureChange, figure_changes
from vnrgen.versions.withheld.side_by_side import side_by_side
from vnrgen.versions.withheld.tellers import beside_words_as_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All changes between two versions.

    Attributes:
        comparison: The marked tree, from which every format of the comparison is made.
        figures: Figures that changed.
        not_compared: Indicators whose older figures are not shown beside the newer, because the
            two together would give back a figure that one of them withholds.
        typed: The words around numbers that were typed and are not shown, because each equals a
            figure that one of the two withholds.
        told_by: The indicators of these figures.
        evidence: Groups, indicators and sources added, dropped or now empty.
        recommendations: Those reworded, split, merged, added, dropped or with other details.
        stories: Those added, withdrawn or told otherwise.
        prose: What was reworded by more than its figures, moved, added or dropped.
        form: What changed in its number or its look alone.
    """

    comparison: Document
    figures: tuple[FigureChange, ...]
    not_compared: tuple[str, ...]
    typed: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    evidence: tuple[ContentChange, ...]
    recommendations: tuple[ContentChange, ...]
    stories: tuple[ContentChange, ...]
    prose: tuple[ContentChange, ...]
    form: tuple[ContentChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed that a reader could see."""
        parts = (self.figures, self.evidence, self.recommendations, self.stories)
        return not any((*parts, self.prose, self.form, self.not_compared, self.typed))


def review(
    older: Document,
    newer: Document,
    corrections: Sequence[Correction] = (),
    members: Mapping[str, str] = MappingProxyType({}),
    pictures: tuple[Sequence[Picture], Sequence[Picture]] = ((), ()),
    kept_back: Mapping[str, Collection[float]] = MappingProxyType({}),
) -> Review:
    """Compare two versions; what one of them withholds is not given back by the other.

    ``comparison`` accepted or rejected is therefore the newer or the older version as it may be
    shown beside the other: exactly itself, unless a withheld figure is in the way, or the place or
    name beside somebody's words was another: that of the newer stands in both. ``members`` says
    which part of a breakdown a group is (``sex=F``), for corrections of one group; ``pictures`` are
    those of two Word files; ``kept_back`` are values of observations by id that a dossier has and
    may not publish.
    """
    both = side_by_side(beside_words_as_now(older, newer), newer, kept_back)
    comparison = compare(both.older, both.newer)
    words = prose_changes(comparison)
    seen = picture_changes(*pictures, both)
    figures = figure_changes(
        both.older,
        both.newer,
        not_compared=both.withheld,
        corrections=corrections,
        members=members,
    )
    told = {change.binding for change in figures}
    others = [
        *number_changes(comparison.blocks, told),
        *attribute_changes(comparison, told),
    ]
    return Review(
        comparison=comparison,
        figures=figures,
        not_compared=both.withheld,
        typed=both.typed,
        told_by=both.told_by,
        evidence=(
            *evidence_changes(both.older, both.newer),
            *(c for c in others if c.kind is ContentKind.STATUS),
        ),
        recommendations=tuple(recommendation_changes(both.older, both.newer)),
        stories=(*story_changes(both.older, both.newer), *seen.stories),
        prose=(
            *words.prose,
            *(c for c in others if c.kind in (ContentKind.REWORDED, ContentKind.MOVED)),
            *seen.prose,
        ),
        form=(*words.form, *(c for c in others if c.kind is ContentKind.RESTYLED), *seen.form),
    )
