"""What happened, in words: the kinds of changes in the language of the document."""

from __future__ import annotations

from collections.abc import Sequence

from vnrgen.document.language.wording import Wording
from vnrgen.document.registers.corrections import kind_words
from vnrgen.versions.changes.content import ContentKind
from vnrgen.versions.figures.changes import FigureChange, FigureKind


def figure_kind(kind: FigureKind, wording: Wording) -> str:
    """Return what happened to a figure."""
    return {
        FigureKind.CHANGED: wording.text("changed"),
        FigureKind.UPDATED: wording.text("newer figure"),
        FigureKind.NEW: wording.text("new"),
        FigureKind.GONE: wording.text("no longer shown"),
        FigureKind.WITHHELD: wording.text("withheld in one version"),
    }[kind]


def content_kind(kind: ContentKind, wording: Wording) -> str:
    """Return what happened to something that is no figure."""
    return {
        ContentKind.ADDED: wording.text("added"),
        ContentKind.DROPPED: wording.text("dropped"),
        ContentKind.EMPTY: wording.text("now empty"),
        ContentKind.REWORDED: wording.text("reworded"),
        ContentKind.SPLIT: wording.text("split"),
        ContentKind.MERGED: wording.text("merged"),
        ContentKind.STATUS: wording.text("other details"),
        ContentKind.RENAMED: wording.text("renamed"),
        ContentKind.MOVED: wording.text("moved"),
        ContentKind.RENUMBERED: wording.text("renumbered"),
        ContentKind.RESTYLED: wording.text("set otherwise"),
        ContentKind.PICTURE: wording.text("another picture"),
    }[kind]


def about(change: FigureChange) -> str:
    """Return what a figure is: its indicator, what of it, whom it counts and where, and when."""
    periods = [p for p in (change.old_period, change.period) if p]
    period = periods[0] if len(set(periods)) == 1 else " → ".join(periods)
    parts = (change.title, change.measure, change.about, period)
    return ", ".join(part for part in parts if part) or change.binding.reference


def kept_back(typed: Sequence[str], indicators: Sequence[str], wording: Wording) -> str:
    """Return that typed numbers are not shown, and among which words they stand."""
    return wording.text(
        "Numbers that were typed here are not shown, since they equal figures of {indicators} that"
        " one version withholds: {places}.",
        indicators=wording.listing(indicators),
        places=wording.apart(f"“{words}”" for words in typed),
    )


def consequences(change: FigureChange, wording: Wording) -> str:
    """Return what else changes with a figure: a ranking, a sentence."""
    parts = []
    if change.ranking_changes:
        parts.append(wording.text("the ranking changes"))
    if change.sentence_changes:
        parts.append(wording.text("a sentence built on it changes"))
    if change.correction is not None:
        kind = kind_words(wording, change.correction)
        parts.append(wording.text("{kind}: {reason}", kind=kind, reason=change.why))
    return wording.apart(parts)
