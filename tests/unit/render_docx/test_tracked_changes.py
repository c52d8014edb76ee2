"""Word files with tracked changes: accepted they are the newer document, rejected the older."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.builders_blocks import a_paragraph
from tests.builders_drawn_blocks import behind_table
from tests.builders_edits import edited
from tests.builders_marks import comparisons
from tests.builders_render import a_document, pictures_of, pngs_of
from tests.tracked_changes import W, accepted, body_of, rejected, seen
from vnrgen.document.blocks import Document
from vnrgen.document.tree.marks import accept, normal, reject
from vnrgen.render.docx import WordOptions, render_docx
from vnrgen.render.docx.reference import build_reference
from vnrgen.render.docx.tracked import Drawings, render_redline
from vnrgen.versions.comparison.documents import compare

SHORT = tuple(a_paragraph(f"p/{n}", f"Sentence number {n} of three.") for n in "abc")


def alone(document: Document) -> list[object]:
    return seen(body_of(render_docx(document, pictures_of(document), pngs_of(document))))


def redline(comparison: Document) -> bytes:
    sides = [
        Drawings(pictures_of(side), pngs_of(side))
        for side in (reject(comparison), accept(comparison))
    ]
    return render_redline(comparison, *sides)


@cache
def unchanged(language: str, direction: str) -> tuple[Document, list[object]]:
    """Return a document with every kind of block, and what its own Word file shows."""
    document = a_document(language=language, direction=direction)
    return document, alone(normal(document))


def holds(old: Document, comparison: Document, new: Document) -> None:
    docx = redline(comparison)
    assert seen(accepted(body_of(docx))) == alone(new)
    assert seen(rejected(body_of(docx))) == alone(old)
    names_and_ids_are_given_once(docx)


def names_and_ids_are_given_once(docx: bytes) -> None:
    body = zipfile.ZipFile(BytesIO(docx)).read("word/document.xml").decode()
    names = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="([^"]+)"', body)
    ids = re.findall(r'<w:(?:bookmarkStart|ins|del|moveFrom|moveTo|\w+Change) w:id="(\d+)"', body)
    assert len(names) == len(set(names))
    starts, ends = (re.findall(rf'<w:bookmark{end} w:id="(\d+)"', body) for end in ("Start", "End"))
    assert len(ids) == len(set(ids))
    assert sorted(starts) == sorted(ends)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(comparisons())
def test_accepted_it_is_the_newer_and_rejected_the_older(
    made: tuple[Document, Document, Document],
) -> None:
    holds(*made)


@pytest.mark.slow
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(comparisons())
def test_of_any_comparison_the_accepted_is_the_newer_and_the_rejected_the_older(
    made: tuple[Document, Document, Document],
) -> None:
    holds(*made)


MORE_SEEDS = [pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 8)]


@pytest.mark.parametrize("seed", [0, 1, *MORE_SEEDS])
def test_so_it_is_after_many_edits_of_every_kind_of_block(seed: int) -> None:
    old, shown = unchanged(*(("ar", "rtl") if seed % 2 else ("en", "ltr")))
    new = edited(old, seed, 25)
    docx = redline(compare(old, new))
    assert seen(accepted(body_of(docx))) == alone(normal(new))
    assert seen(rejected(body_of(docx))) == shown
    names_and_ids_are_given_once(docx)


def test_nothing_is_tracked_where_nothing_changed() -> None:
    docx = redline(compare(a_document(), a_document()))
    body = zipfile.ZipFile(BytesIO(docx)).read("word/document.xml").decode()
    assert re.findall(r"<w:(?:ins|del|moveFrom|moveTo|\w+Change)\b", body) == []


def test_the_same_comparison_gives_the_same_bytes() -> None:
    old = a_document(*SHORT)
    comparison = compare(old, edited(old, 3, 5))
    assert redline(comparison) == redline(comparison)


def test_cover_and_running_heads_are_tracked_too() -> None:
    old = a_document(*SHORT)
    metadata = replace(old.metadata, title="Another title", stamp="Final", version="2.0")
    docx = redline(compare(old, replace(old, metadata=metadata)))
    with zipfile.ZipFile(BytesIO(docx)) as package:
        outside = [name for name in package.namelist() if re.search(r"header|footer", name)]
        changed = [name for name in outside if b"<w:ins " in package.read(name)]
    assert changed
    for name in ["word/document.xml", *changed]:
        taken = "".join(accepted(body_of(docx, name)).itertext())
        kept = "".join(rejected(body_of(docx, name)).itertext())
        assert old.metadata.stamp not in taken
        assert "Final" not in kept
    assert "Another title" in "".join(accepted(body_of(docx)).itertext())
    assert old.metadata.title in "".join(rejected(body_of(docx)).itertext())
    assert "Another title" not in "".join(rejected(body_of(docx)).itertext())


@pytest.mark.parametrize("is_gone", [True, False])
def test_the_last_lines_of_the_cover_come_and_go_at_their_place(
    is_gone: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    full = a_document(SHORT[0])
    bare = replace(full, metadata=replace(full.metadata, contact="", banner=""))
    old, new = (full, bare) if is_gone else (bare, full)
    docx = redline(compare(old, new))
    assert seen(rejected(body_of(docx))) == alone(old)
    assert seen(accepted(body_of(docx))) == alone(new)


LINES = (("", "{contact} or not"), ("<w:pPr/>", "{banner}"), ("<w:pPr><w:rPr/></w:pPr>", "{stamp}"))


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_cover_whose_lines_have_no_properties_is_tracked_too(
    is_gone: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    lines = "".join(f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>" for look, text in LINES)
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(build_reference())) as reference,
        zipfile.ZipFile(made, "w") as own,
    ):
        for name in reference.namelist():
            data = reference.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:body>", f"<w:body>{lines}".encode())
            own.writestr(name, data)
    options = WordOptions(reference=made.getvalue())
    full = a_document(SHORT[0])
    bare = replace(full, metadata=replace(full.metadata, contact="", banner="", stamp="Final"))
    old, new = (full, bare) if is_gone else (bare, full)
    nothing = Drawings({}, {})
    docx = render_redline(compare(old, new), nothing, nothing, options)
    for taken, side in ((rejected, old), (accepted, new)):
        expected = body_of(render_docx(side, {}, {}, options))
        assert "".join(taken(body_of(docx)).itertext()) == "".join(expected.itertext())


def test_a_change_has_the_coalition_as_its_author_and_the_day_of_the_newer_document() -> None:
    old = a_document(*SHORT)
    new = edited(old, 1, 3)
    new = replace(new, metadata=replace(new.metadata, coalition="A & B", as_of=date(2027, 2, 3)))
    body = body_of(redline(compare(old, new)))
    marks = [e for e in body.iter() if e.get(f"{W}author") is not None]
    assert {(e.get(f"{W}author"), e.get(f"{W}date")) for e in marks} == {
        ("A & B", "2027-02-03T00:00:00Z")
    }


def test_a_paragraph_that_moved_is_tracked_as_moved() -> None:
    one, two, three = SHORT
    old = a_document(one, two, three)
    new = a_document(three, one, two)
    body = body_of(redline(compare(old, new)))
    ranges = {
        end: [e.get(f"{W}name") for e in body.iter(f"{W}{end}RangeStart")]
        for end in ("moveFrom", "moveTo")
    }
    assert ranges["moveFrom"] == ranges["moveTo"] == ["move1"]


def test_a_paragraph_with_little_in_common_is_replaced_as_a_whole() -> None:
    old = a_document(a_paragraph("p/1", "The road to the valley is closed in the winter."))
    new = a_document(a_paragraph("p/1", "Midwives came late, and the clinic had no light."))
    body = body_of(redline(compare(old, new)))
    assert len([e for e in body.iter(f"{W}ins") if len(e)]) == 1
    assert len([e for e in body.iter(f"{W}del") if len(e)]) == 1


def test_a_column_that_is_wider_now_is_no_change_of_its_cells() -> None:
    table = behind_table("t")
    first, *others = table.columns
    wider = replace(table, columns=(replace(first, weight=5.0), *others))
    body = body_of(redline(compare(a_document(table), a_document(wider))))
    assert widths(body) != widths(body_of(render_docx(a_document(table), {}, {})))
    assert [element for element in body.iter() if element.get(f"{W}author")] == []


def widths(body: Any) -> list[str]:
    return [column.get(f"{W}w") for column in body.iter(f"{W}gridCol")]


def test_tables_do_not_touch() -> None:
    table = behind_table("t")
    rows = (replace(row, cells=row.cells[:-1]) for row in table.rows)
    other = replace(table, columns=table.columns[:-1], rows=tuple(rows), column_groups=())
    body = body_of(redline(compare(a_document(table), a_document(other))))
    kinds = [element.tag for element in body]
    assert kinds.count(f"{W}tbl") == 2
    assert (f"{W}tbl", f"{W}tbl") not in pairwise(kinds)


FIRST, SECOND = "The road was open then. ", "The midwife had tea ready for us all."


@pytest.mark.parametrize("is_split", [True, False])
def test_of_a_paragraph_that_was_split_or_joined_only_the_end_between_is_tracked(
    is_split: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    one = a_document(a_paragraph("p/1", FIRST + SECOND), a_paragraph("p/3", "What follows."))
    two = a_document(
        a_paragraph("p/1", FIRST), a_paragraph("p/2", SECOND), a_paragraph("p/3", "What follows.")
    )
    old, new = (one, two) if is_split else (two, one)
    docx = redline(compare(old, new))
    body = body_of(docx)
    runs = [e for e in body.iter(f"{W}ins", f"{W}del") if len(e)]
    marks = [e.tag for e in body.iter(f"{W}ins", f"{W}del") if not len(e)]
    assert runs == []
    assert marks == [f"{W}ins" if is_split else f"{W}del"]
    assert seen(accepted(body_of(docx))) == alone(normal(new))
    assert seen(rejected(body_of(docx))) == alone(normal(old))
