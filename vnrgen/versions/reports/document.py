"""A review as a document of its own: the summary first, then each question, then side by side."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from vnrgen.document import blocks as b
from vnrgen.document.blocks import Document, Inlines, Text
from vnrgen.document.language.wording import Wording
from vnrgen.versions.changes.content import ContentChange, ContentKind
from vnrgen.versions.changes.pictures import PICTURES
from vnrgen.versions.comparison.marking import Marks
from vnrgen.versions.comparison.words import reworded
from vnrgen.versions.figures.changes import FigureChange, FigureKind
from vnrgen.versions.reports.passages import Passage, passages
from vnrgen.versions.reports.words import about, consequences, content_kind, figure_kind, kept_back
from vnrgen.versions.review import Review

_FIGURES = (2.2, 0.8, 0.8, 1.2, 1.2, 1.4)  # shares of the width of a table
_CONTENT = (0.8, 1.2, 2, 2)
_SIDES = (0.6, 2, 2)
_NEIGHBOURS = (FigureKind.NEW, FigureKind.GONE)


def report(review: Review, *, everything: bool = False) -> Document:
    """Return the comparison as a document that every format prints.

    Args:
        review: What changed.
        everything: Whether passages that did not change stand side by side too; a page on a
            screen has them behind a switch.
    """
    return _Report(review, everything=everything).document()


class _Report:
    """Builds the document in the language of the newer version."""

    def __init__(self, review: Review, *, everything: bool) -> None:
        self._review = review
        self._everything = everything
        self._newer = review.comparison
        self._older = review.comparison.was or review.comparison
        self._wording = Wording(self._newer.metadata.language)

    def document(self) -> Document:
        sections = [s for s in self._sections() if s is not None]
        metadata = dataclasses.replace(
            self._newer.metadata,
            title=self._wording.text("What changed"),
            subtitle=self._span(),
            layout=b.Layout.BRIEF,
        )
        text = self._wording.text
        switch = {
            "rows_shown": text("Passages shown"),
            "rows_changed": text("changed only"),
            "rows_all": text("all"),
        }
        furniture = {**self._newer.furniture, **switch}
        return Document(metadata=metadata, blocks=tuple(sections), furniture=furniture)

    def _span(self) -> str:
        old, new = self._older.metadata, self._newer.metadata
        if not (old.date_text and new.date_text):  # a Word file may have no date
            return self._wording.text(
                "From version {old} to version {new}", old=old.version, new=new.version
            )
        return self._wording.text(
            "From version {old} ({old_date}) to version {new} ({new_date})",
            old=old.version,
            old_date=old.date_text,
            new=new.version,
            new_date=new.date_text,
        )

    def _sections(self) -> Iterator[b.Section | None]:
        text, review = self._wording.text, self._review
        yield self._summary()
        told = [c for c in review.figures if c.kind not in _NEIGHBOURS]
        other = [c for c in review.figures if c.kind in _NEIGHBOURS]
        yield self._figures("figures", text("Figures"), told, withheld=True)
        yield self._figures("new-figures", text("Figures that came or went"), other)
        yield self._changes("evidence", text("Groups and evidence"), review.evidence)
        yield self._changes("recommendations", text("Recommendations"), review.recommendations)
        yield self._changes("stories", text("Stories"), review.stories)
        pictures = [c for c in review.prose if c.key.startswith(PICTURES)]  # in no passage
        yield self._changes("pictures", text("Wording"), pictures)
        yield self._side_by_side()
        yield self._changes("form", text("Form"), review.form)

    # --- summary -------------------------------------------------------------------------------

    def _summary(self) -> b.Section:
        lines = [line for count, line in self._counts() if count]
        nothing = self._wording.text("Nothing changed.")
        items = tuple(
            b.ListItem(
                block_id=f"diff/summary/{n}",
                blocks=(_paragraph(f"diff/summary/{n}/text", line),),
            )
            for n, line in enumerate(lines, start=1)
        )
        inner: b.Block = (
            b.BulletList(block_id="diff/summary/list", items=items)
            if items
            else _paragraph("diff/summary/nothing", nothing)
        )
        return _section("summary", self._wording.text("Summary"), (inner,))

    def _counts(self) -> Iterator[tuple[int, str]]:
        plural, review = self._wording.plural, self._review
        told = sum(c.kind not in _NEIGHBOURS for c in review.figures)
        other = len(review.figures) - told
        ranked = sum(c.ranking_changes for c in review.figures)
        yield told, plural("{count} figure changed", "{count} figures changed", told)
        yield (
            ranked,
            plural("{count} of them changes a ranking", "{count} of them change a ranking", ranked),
        )
        yield other, plural("{count} figure came or went", "{count} figures came or went", other)
        count = len(review.evidence)
        yield (
            count,
            plural(
                "{count} change of groups and evidence",
                "{count} changes of groups and evidence",
                count,
            ),
        )
        count = len(review.recommendations)
        yield (
            count,
            plural(
                "{count} change of recommendations", "{count} changes of recommendations", count
            ),
        )
        count = len(review.stories)
        yield count, plural("{count} change of stories", "{count} changes of stories", count)
        count = len(review.prose)
        yield count, plural("{count} change of wording", "{count} changes of wording", count)
        count = len(review.form)
        yield count, plural("{count} change of form", "{count} changes of form", count)

    # --- tables --------------------------------------------------------------------------------

    def _figures(
        self, key: str, title: str, changes: Sequence[FigureChange], *, withheld: bool = False
    ) -> b.Section | None:
        hidden = self._review.not_compared if withheld else ()
        typed = self._review.typed if withheld else ()
        if not (changes or hidden or typed):
            return None
        text = self._wording.text
        heads = (text("Figure"), text("Before"), text("Now"), text("Difference"), text("Source"))
        blocks: list[b.Block] = []
        if changes:
            rows = [self._figure(change) for change in changes]
            caption = text(
                "{part}: what each said before and says now, and what follows", part=title
            )
            blocks.append(_table(key, caption, (*heads, text("What follows")), rows, _FIGURES))
        if hidden:
            said = text(
                "Not compared, since one version withholds a figure that could be worked out from"
                " the other: {indicators}.",
                indicators=self._wording.listing(hidden),
            )
            blocks.append(_paragraph(f"diff/{key}/withheld", said, b.ParagraphRole.NOTE))
        if typed:
            said = kept_back(typed, self._review.told_by, self._wording)
            blocks.append(_paragraph(f"diff/{key}/typed", said, b.ParagraphRole.NOTE))
        return _section(key, title, tuple(blocks))

    def _figure(self, change: FigureChange) -> tuple[Inlines, ...]:
        kind = figure_kind(change.kind, self._wording)
        follows = consequences(change, self._wording)
        said = kind if change.kind is not FigureKind.CHANGED else ""
        cells = (
            about(change),
            change.old or "–",
            change.new or "–",
            change.difference,
            change.source,
            self._wording.apart(part for part in (said, follows) if part),
        )
        return tuple((Text(cell),) if cell else () for cell in cells)

    def _changes(self, key: str, title: str, changes: Sequence[ContentChange]) -> b.Section | None:
        if not changes:
            return None
        text = self._wording.text
        heads = [text("What happened"), text("To what"), text("Before"), text("Now")]
        rows = [self._change(change) for change in changes]
        caption = text("{part}: what was before and what is now", part=title)
        if not any(change.old or change.new for change in changes):
            # The words of people stand side by side below, or nowhere: no empty columns here.
            heads, rows = heads[:2], [row[:2] for row in rows]
            caption = text("{part}: what happened", part=title)
        widths = _CONTENT[: len(heads)]
        return _section(key, title, (_table(key, caption, heads, rows, widths),))

    def _change(self, change: ContentChange) -> tuple[Inlines, ...]:
        old, new = _marked(
            change.old or "", change.new or "", whole=change.kind is ContentKind.PICTURE
        )
        kind = content_kind(change.kind, self._wording)
        return ((Text(kind),), (Text(change.name),) if change.name else (), old, new)

    # --- side by side --------------------------------------------------------------------------

    def _side_by_side(self) -> b.Section | None:
        text = self._wording.text
        shown = [
            p
            for p in passages(self._review.comparison)
            if (p.is_changed or self._everything) and (p.old or p.new)
        ]
        if not shown:
            return None
        title = text("Side by side")
        heads = (text("What happened"), text("Before"), text("Now"))
        caption = text("What went is struck out, what came is underlined.")
        if not any(passage.is_changed for passage in shown):
            return None
        told = list(self._grouped(shown))
        table = _table("side-by-side", caption, heads, [cells for cells, _quiet in told], _SIDES)
        rows = tuple(
            dataclasses.replace(row, quiet=quiet)
            for row, (_cells, quiet) in zip(table.rows, told, strict=True)
        )
        return _section("side-by-side", title, (dataclasses.replace(table, rows=rows),))

    def _grouped(self, shown: Sequence[Passage]) -> Iterator[tuple[tuple[Inlines, ...], bool]]:
        """Yield a row for each section, then its passages, and which of them are quiet."""
        nothing = (b.Emphasis((Text(self._wording.text("Not in this version")),)),)
        elsewhere = (b.Emphasis((Text(self._wording.text("At another place")),)),)
        for section, group in groupby(shown, key=lambda passage: passage.section):
            found = list(group)  # a section goes on behind its parts, changed there or not
            if section:
                yield ((Text(section),),), not any(passage.is_changed for passage in found)
            for passage in found:
                happened = Text(self._happened(passage))
                other = elsewhere if passage.moved else nothing
                cells = ((happened,), passage.old or other, passage.new or other)
                yield cells, not passage.is_changed

    def _happened(self, passage: Passage) -> str:
        text = self._wording.text
        if passage.moved:
            return text("moved")
        if not passage.is_changed:
            return text("the same")
        if not passage.old:
            return text("added")
        return text("changed") if passage.new else text("dropped")


def _marked(old: str, new: str, *, whole: bool = False) -> tuple[Inlines, Inlines]:
    """Return two texts, what went marked in the one and what came in the other.

    Args:
        old: The older text.
        new: The newer.
        whole: Whether each is one sign of something, as a hash is: no part of it is marked.
    """
    if whole:
        return (Text(old),) if old else (), (Text(new),) if new else ()
    content = reworded(
        (Text(old),) if old else (),
        (Text(new),) if new else (),
        Marks(numbered=False),
    )
    return (
        tuple(part for part in content if not isinstance(part, b.Inserted)),
        tuple(part for part in content if not isinstance(part, b.Deleted)),
    )


def _section(key: str, title: str, blocks: tuple[b.Block, ...]) -> b.Section:
    return b.Section(block_id=f"diff/{key}", title=(Text(title),), level=1, blocks=blocks)


def _paragraph(
    block_id: str, text: str, role: b.ParagraphRole = b.ParagraphRole.BODY
) -> b.Paragraph:
    return b.Paragraph(block_id=block_id, content=(Text(text),), role=role)


def _table(
    key: str,
    title: str,
    heads: Sequence[str],
    rows: Iterable[tuple[Inlines, ...]],
    weights: Sequence[float],
) -> b.Table:
    return b.Table(
        block_id=f"diff/{key}/table",
        label="",
        caption=(Text(title),),
        description="",
        columns=tuple(
            b.Column(column_id=f"c{n}", head=(Text(head),), weight=weight)
            for n, (head, weight) in enumerate(zip(heads, weights, strict=True))
        ),
        rows=tuple(
            b.Row(
                row_id=f"r{n}",
                cells=cells,
                kind=b.RowKind.GROUP if len(cells) == 1 else b.RowKind.BODY,
            )
            for n, cells in enumerate(rows)
        ),
        role=b.TableRole.REGISTER,
    )
