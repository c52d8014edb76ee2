"""Blocks of evidence that is not a figure: voices, recommendations, the quality of sources."""

from __future__ import annotations

from dataclasses import dataclass

from vnrgen.document.blocks.changes import ChangeMark
from vnrgen.document.blocks.figures import KeyFigure
from vnrgen.document.blocks.inlines import Inlines, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A case story: the words and photo are the testimony ``testimony_id`` of the document.

    ``meta`` is the line beneath (place level, date, consent); ``beside`` the story's indicator.
    """

    block_id: str
    testimony_id: str
    title: Inlines
    meta: Inlines
    beside: tuple[KeyFigure, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Somebody's words from a meeting: the testimony ``testimony_id`` of the document."""

    block_id: str
    testimony_id: str
    attribution: Inlines
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationEntry:
    """One recommendation; ``details`` are label and content pairs (target, group, evidence...)."""

    rec_id: str
    text: Inlines
    details: tuple[tuple[str, Inlines], ...]
    goal: int | None = None
    mark: ChangeMark | None = None
    was: RecommendationEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationTable:
    """Recommendations one under the other, each with its details."""

    block_id: str
    label: str
    caption: Inlines
    entries: tuple[RecommendationEntry, ...]
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityCriterion:
    """One quality criterion of a source: its name, ``pass``, ``partial``, ``fail`` or
    ``unknown``, and that mark in words.
    """

    label: str
    mark: str
    mark_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityCard:
    """What a reader must know to trust a citizen source."""

    block_id: str
    title: Inlines
    badge: str
    facts: tuple[tuple[str, Inlines], ...]
    criteria: tuple[QualityCriterion, ...]
