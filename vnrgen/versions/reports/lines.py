"""A review as lines for a terminal, at most 80 columns wide, in the reviewer's order."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from vnrgen.document.language.wording import Wording
from vnrgen.versions.changes.content import ContentChange, ContentKind
from vnrgen.versions.comparison.words import word_changes
from vnrgen.versions.figures.changes import FigureChange, FigureKind
from vnrgen.versions.reports.words import about, consequences, content_kind, figure_kind, kept_back
from vnrgen.versions.review import Review

WIDTH = 80
_MARKS = {"delete": ("[-", "-]"), "insert": ("{+", "+}"), "equal": ("", "")}
_CONTEXT = 40  # letters of what stayed around a change


def lines(review: Review) -> Iterator[str]:
    """Yield the lines; headings are those without an indent."""
    wording = Wording(review.comparison.metadata.language)
    if review.is_empty:
        yield wording.text("Nothing changed.")
        return
    yield from _part(wording.text("Figures"), (_figure(c, wording) for c in review.figures))
    if review.not_compared:
        yield from _wrapped(
            wording.text(
                "Not compared, since one version withholds a figure that could be worked out from"
                " the other: {indicators}.",
                indicators=wording.listing(review.not_compared),
            )
        )
    if review.typed:
        yield from _wrapped(kept_back(review.typed, review.told_by, wording))
    parts = (
        (wording.text("Groups and evidence"), review.evidence),
        (wording.text("Recommendations"), review.recommendations),
        (wording.text("Stories"), review.stories),
        (wording.text("Wording"), review.prose),
        (wording.text("Form"), review.form),
    )
    for title, changes in parts:
        yield from _part(title, (_content(c, wording) for c in changes))


def _part(title: str, entries: Iterable[str]) -> Iterator[str]:
    found = list(entries)
    if found:
        yield f"{title} ({len(found)})"
        for entry in found:
            yield from _wrapped(entry)


def _wrapped(entry: str) -> Iterator[str]:
    yield from textwrap.wrap(
        entry,
        WIDTH,
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _figure(change: FigureChange, wording: Wording) -> str:
    what = about(change)
    if change.kind in (FigureKind.NEW, FigureKind.GONE):
        said = f"{figure_kind(change.kind, wording)}, {change.new or change.old}"
        return f"{what}: {'; '.join(part for part in (said, change.source) if part)}"
    parts = [f"{change.old} → {change.new}"]
    if change.difference:
        parts[0] += f" ({change.difference})"
    parts += [part for part in (change.source, consequences(change, wording)) if part]
    return f"{what}: {'; '.join(parts)}"


def _content(change: ContentChange, wording: Wording) -> str:
    what = f"{change.name} ({content_kind(change.kind, wording)})"
    if change.old is None or change.new is None:
        return what
    if change.kind is ContentKind.PICTURE:  # a part of a hash says nothing
        return f"{what}: {change.old} → {change.new}"
    runs = word_changes(change.old, change.new)
    return (
        f"{what}: {''.join(_run(n, kind, text, len(runs)) for n, (kind, text) in enumerate(runs))}"
    )


def _run(position: int, kind: str, text: str, count: int) -> str:
    """Return a piece with its marks; long stretches that stayed are cut."""
    before, after = _MARKS[kind]
    if kind == "equal" and len(text) > 2 * _CONTEXT:
        first = "" if position == 0 else text[:_CONTEXT].rpartition(" ")[0]
        last = "" if position == count - 1 else text[-_CONTEXT:].partition(" ")[2]
        text = " ".join(part for part in (first, "…", last) if part)
    return f"{before}{text}{after}"
