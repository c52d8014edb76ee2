"""Pictures of two Word files beside each other."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import pytest

from tests.builders_document import composed, told
from vnrgen.document import blocks as b
from vnrgen.document.blocks import Block, BoundNumber, Chart, Document, Text
from vnrgen.document.tree.saved import save
from vnrgen.document.tree.walk import bound_numbers, every_block
from vnrgen.render.docx import render_docx
from vnrgen.versions.changes.content import ContentKind
from vnrgen.versions.pull.pulling import blank_pictures
from vnrgen.versions.reports.as_json import review_json
from vnrgen.versions.reports.document import report
from vnrgen.versions.reports.lines import lines
from vnrgen.versions.review import Review, review
from vnrgen.versions.word_chapter.reading import read_chapter


@cache
def png(color: str) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (40, 20), color).save(stream, "PNG")
    return stream.getvalue()


def between(old: bytes, new: bytes) -> Review:
    sides = [read_chapter(data, name) for data, name in ((old, "a.docx"), (new, "b.docx"))]
    seen = [side.pictures or () for side in sides]
    return review(sides[0].document, sides[1].document, pictures=(seen[0], seen[1]))


def foreign(*pictures: tuple[str, str, str]) -> bytes:
    """Return a Word file of pictures: color, alternative text, and the caption under each."""
    from docx import Document as WordDocument

    made, stream = WordDocument(), io.BytesIO()
    made.add_heading("Roads", level=1)
    for color, alternative, caption in pictures:
        run = made.add_paragraph().add_run()
        shape = run.add_picture(io.BytesIO(png(color)))
        shape._inline.docPr.set("descr", alternative)
        made.add_paragraph(caption)
    made.save(stream)
    return stream.getvalue()


def changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return stream.getvalue()


def told_of(found: Review) -> list[tuple[ContentKind, str]]:
    return [(c.kind, c.name) for c in found.prose]


ROAD = ("red", "The road in spring", "Figure 1. The road")
WELL = ("blue", "The well", "Figure 2. The well")


def test_another_picture_under_the_same_caption_is_told_by_its_hash() -> None:
    found = between(foreign(ROAD, WELL), foreign(("green", *ROAD[1:]), WELL))
    (change,) = found.prose
    assert (change.kind, change.name) == (ContentKind.PICTURE, "The road in spring")
    assert change.old != change.new
    assert all(re.fullmatch("sha256:[0-9a-f]{12}", one or "") for one in (change.old, change.new))
    assert f"{change.old} → {change.new}" in " ".join(" ".join(lines(found)).split())
    assert change.new in save(report(found, everything=True)).decode()
    assert not found.form
    assert b"The road in spring" in review_json(found)


def test_the_same_pictures_are_no_change_wherever_they_stand() -> None:
    assert not told_of(between(foreign(ROAD, WELL), foreign(ROAD, WELL)))
    moved = between(foreign(ROAD, WELL), foreign(WELL, ROAD))
    assert ContentKind.PICTURE not in {kind for kind, _name in told_of(moved)}


def test_a_picture_that_came_or_went_is_told() -> None:
    old, new = foreign(ROAD), foreign(ROAD, WELL)
    assert (ContentKind.ADDED, "The well") in told_of(between(old, new))
    assert (ContentKind.DROPPED, "The well") in told_of(between(new, old))


def test_two_pictures_that_changed_places_under_their_captions_are_told() -> None:
    swapped = foreign((WELL[0], *ROAD[1:]), (ROAD[0], *WELL[1:]))
    names = {c.name for c in between(foreign(ROAD, WELL), swapped).prose}
    assert names >= {"The road in spring", "The well"}


def test_another_alternative_text_is_another_wording() -> None:
    found = between(foreign(ROAD), foreign((ROAD[0], "The road under snow", ROAD[2])))
    (change,) = found.prose
    assert (change.kind, change.old, change.new) == (
        ContentKind.REWORDED,
        "The road in spring",
        "The road under snow",
    )


def test_a_picture_of_which_nothing_is_said_is_told_by_its_place() -> None:
    found = between(foreign(("red", "", "")), foreign(("blue", "", "")))
    assert [c.kind for c in found.prose] == [ContentKind.PICTURE]


def test_another_part_of_the_same_picture_is_another_picture() -> None:
    def cropped(name: str, data: bytes) -> bytes:
        return data.replace(b"</pic:blipFill>", b'<a:srcRect l="5000"/></pic:blipFill>')

    found = between(foreign(ROAD), changed(foreign(ROAD), cropped))
    assert told_of(found) == [(ContentKind.PICTURE, "The road in spring")]


def test_a_picture_that_was_deleted_with_tracked_changes_is_gone() -> None:
    def deleted(name: str, data: bytes) -> bytes:
        if name != "word/document.xml":
            return data
        run = re.search(rb"<w:r>\s*<w:drawing>.*?</w:drawing>\s*</w:r>", data, re.DOTALL)
        assert run is not None
        mark = b'<w:del w:id="9" w:author="A" w:date="2026-01-01T00:00:00Z">'
        return data.replace(run[0], mark + run[0] + b"</w:del>")

    found = between(foreign(ROAD), changed(foreign(ROAD), deleted))
    assert told_of(found) == [(ContentKind.DROPPED, "The road in spring")]


def test_a_damaged_or_missing_picture_is_another_picture() -> None:
    def missing(name: str, data: bytes) -> bytes:
        return data.replace(b"media/image1.png", b"media/../../../etc/passwd")

    found = between(foreign(ROAD), changed(foreign(ROAD), missing))
    assert told_of(found) == [(ContentKind.PICTURE, "The road in spring")]


# --- files that vnrgen wrote --------------------------------------------------------------------


@cache
def a_chart() -> Chart:
    charts = (c for c in every_block(composed()[0].blocks) if isinstance(c, Chart))
    return next(c for c in charts if next(bound_numbers(c.table.rows), None))


def chapter(*blocks: Block, color: str = "red", photo: bytes | None = None) -> bytes:
    story = replace(told("S1", "I walked."), photo=photo, photo_alternative="Ana at the gate")
    document = replace(composed()[0], blocks=blocks, testimonies={"S1": story})
    return render_docx(document, blank_pictures()[0], pngs(document, color))


def pngs(document: Document, color: str) -> Mapping[str, bytes]:
    charts = (c for c in every_block(document.blocks) if isinstance(c, Chart))
    return {chart.block_id: png(color) for chart in charts}


def test_a_chart_drawn_otherwise_from_the_same_figures_is_a_change_of_form() -> None:
    found = between(chapter(a_chart()), chapter(a_chart(), color="blue"))
    (change,) = found.form
    assert (change.kind, change.key) == (ContentKind.PICTURE, a_chart().block_id)
    assert change.name == a_chart().alternative
    assert (found.prose, found.figures, found.stories) == ((), (), ())
    assert between(chapter(a_chart()), chapter(a_chart())).is_empty


@pytest.mark.parametrize("text", ["99.9%", "(*)"])
def test_the_picture_of_a_chart_with_other_figures_is_told_by_its_figures_alone(text: str) -> None:
    table = a_chart().table
    row = next(r for r in table.rows if next(bound_numbers(r.cells), None))
    cells = tuple(
        tuple(replace(i, text=text) if isinstance(i, BoundNumber) else i for i in cell)
        for cell in row.cells
    )
    rows = tuple(replace(r, cells=cells) if r is row else r for r in table.rows)
    newer = replace(a_chart(), table=replace(table, rows=rows), alternative="It says 99.9%.")
    found = between(chapter(a_chart()), chapter(newer, color="blue"))
    assert found.figures or found.not_compared
    assert not found.form
    assert b"It says" not in review_json(found)


def test_the_photograph_of_a_story_is_told_without_a_word_of_it() -> None:
    from PIL import Image

    def jpeg(color: str) -> bytes:
        stream = io.BytesIO()
        Image.new("RGB", (40, 20), color).save(stream, "JPEG")
        return stream.getvalue()

    story = b.Story(
        block_id="voices/story/S1", testimony_id="S1", title=(Text("The gate"),), meta=()
    )
    old, new = (chapter(story, photo=jpeg(color)) for color in ("red", "blue"))
    found = between(old, new)
    assert [(c.kind, c.name, c.old, c.new) for c in found.stories] == [
        (ContentKind.PICTURE, "The gate", None, None)
    ]
    assert (found.prose, found.form) == ((), ())
    assert b"Ana" not in review_json(found)
    gone = between(old, chapter())
    assert [c.kind for c in gone.stories] == [ContentKind.DROPPED]
    assert b"Ana" not in review_json(gone)


def test_a_chart_of_a_document_drawn_otherwise_is_a_change_of_form() -> None:
    charts = [c for c in every_block(composed()[0].blocks) if isinstance(c, Chart)]
    other = next(c.drawing for c in charts if c.drawing != a_chart().drawing)
    documents = [
        replace(composed()[0], blocks=(chart,), testimonies={})
        for chart in (a_chart(), replace(a_chart(), drawing=other))
    ]
    found = review(documents[0], documents[1])
    assert [(c.kind, c.key) for c in found.form] == [(ContentKind.PICTURE, a_chart().block_id)]
    assert not found.figures
