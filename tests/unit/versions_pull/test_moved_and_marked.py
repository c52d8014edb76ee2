"""Sections moved, bookmarks dropped, running heads typed in, notes where none can be: all told."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.builders_word_edits import (
    PROSE,
    W,
    a_dossier,
    built,
    composed,
    edited,
    find,
    insert_after,
    move,
    prose,
    pulled_untried,
    replace,
)
from vnrgen.build import BuildRequest, compose_dossier
from vnrgen.document.blocks import Document
from vnrgen.problems import InvalidInputError
from vnrgen.render.docx import render_docx
from vnrgen.versions.pull.outcome import Why
from vnrgen.versions.pull.pulling import PullRequest, blank_pictures, pull

NOTES = (
    f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:id="5"><w:p><w:r><w:t>A note of mine.</w:t>'
    "</w:r></w:p></w:footnote></w:footnotes>"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_dossier(tmp_path)


def with_part(docx: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a Word file with one part changed, or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx)) as archive,
        zipfile.ZipFile(stream, "w") as fresh,
    ):
        for each in archive.namelist():
            data = archive.read(each)
            fresh.writestr(each, change(data) if each == name else data)
        if name not in archive.namelist():
            fresh.writestr(name, change(b""))
    return stream.getvalue()


def without_bookmarks(tree: Any) -> None:
    for mark in [*tree.iter(f"{W}bookmarkStart"), *tree.iter(f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)


def a_section(tree: Any, title: str) -> list[Any]:
    found = [find(tree, title)]
    while (after := found[-1].getnext()) is not None and after.tag != f"{W}sectPr":
        style = after.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") == "Heading1":
            break
        found.append(after)
    return found


def voices_first(tree: Any) -> None:
    place = find(tree, "How this chapter was made")
    for element in a_section(tree, "What people say"):
        place.addprevious(element)


def test_a_section_that_was_moved_is_told_and_its_edits_are_taken(root: Path) -> None:
    docx = edited(built(root), voices_first, replace("had tea ready", "had warm tea ready"))
    made = pulled_untried(root, docx)
    assert sorted(made.outcome.files) == ["stories/st01-by-the-weather.md"]
    assert [(e.why, e.place, e.word) for e in made.outcome.not_taken] == [
        (Why.GENERATED, "dossier.yaml", "What people say")
    ]


def test_sections_that_the_dossier_has_moved_since_are_no_edit(root: Path) -> None:
    docx = built(root)
    settings = root / "dossier.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("sections:\n", "sections:\n  order: [voices]\n"), "utf-8")
    made = pulled_untried(root, docx)
    assert (made.outcome.taken, made.outcome.not_taken) == ([], [])


def test_words_of_a_template_that_were_moved_are_told(root: Path) -> None:
    def moved(tree: Any) -> None:
        place = find(tree, "What it rests on")
        for words in ("Ethics", "Stories and quotations", "Figures of surveys that"):
            place.addprevious(find(tree, words))

    made = pulled_untried(root, edited(built(root), moved))
    assert made.outcome.files == {}
    assert {e.why for e in made.outcome.not_taken} == {Why.GENERATED}
    assert "What it rests on" in {e.word for e in made.outcome.not_taken}


@pytest.mark.parametrize("keeps_map", [True, False])
def test_a_file_without_bookmarks_is_known_by_its_paragraphs(
    root: Path, *, keeps_map: bool
) -> None:
    docx = edited(
        built(root),
        without_bookmarks,
        replace("for an hour", "for two hours"),
        insert_after("Every second family", "A new one."),
        insert_after("Groups at risk", "Among what vnrgen makes."),
    )
    if not keeps_map:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            item = next(n for n in archive.namelist() if b"sourceMap" in archive.read(n))
        docx = with_part(docx, item, lambda _data: b"<x/>")
    made = pulled_untried(root, docx)
    assert made.outcome.lost_map
    assert prose(root) == PROSE.replace("for an hour", "for two hours").replace(
        "without help.\n", "without help.\n\nA new one.\n"
    )
    assert [(e.why, e.word) for e in made.outcome.not_taken] == [
        (Why.NO_PLACE, "Among what vnrgen makes.")
    ]


def test_a_file_without_bookmarks_of_another_chapter_is_refused(root: Path, tmp_path: Path) -> None:
    other = a_dossier(tmp_path / "other", "Something else altogether, of no use here at all.\n")
    docx = edited(
        built(other), without_bookmarks, lambda t: [p.clear() for p in list(t.iter(f"{W}p"))[40:]]
    )
    with pytest.raises(InvalidInputError) as refused:
        pulled_untried(root, docx)
    assert [p.code for p in refused.value.problems] == ["PUL002"]


def test_words_typed_into_a_running_head_are_told(root: Path) -> None:
    head = "word/header1.xml"
    docx = with_part(
        built(root), head, lambda data: data.replace(b"</w:t>", b" for the ministry</w:t>", 1)
    )
    made = pulled_untried(root, docx)
    assert [e.why for e in made.outcome.not_taken] == [Why.GENERATED]
    assert "for the ministry" in made.outcome.not_taken[0].word


def test_a_file_of_another_day_has_no_edits(root: Path) -> None:
    def on(day: int) -> Callable[[Path], Document]:
        return lambda folder: (
            compose_dossier(
                BuildRequest(dossier=folder, output=Path(), on=date(2026, 5, day))
            ).document
        )

    path = root.parent / "edited.docx"
    path.write_bytes(render_docx(on(2)(root), *blank_pictures()))
    made = pull(PullRequest(edited=path, dossier=root), on(14))
    assert (made.outcome.taken, made.outcome.not_taken) == ([], [])


@pytest.mark.parametrize(
    "words", ["Who is meant", "are never averaged", "Who is left behind", "had tea ready"]
)
def test_a_note_where_none_can_stand_is_told_with_its_words(root: Path, words: str) -> None:
    mark = etree.fromstring(f'<w:r xmlns:w="{W[1:-1]}"><w:footnoteReference w:id="5"/></w:r>')
    docx = edited(built(root), lambda tree: find(tree, words).append(mark))
    made = pulled_untried(root, with_part(docx, "word/footnotes.xml", lambda _d: NOTES.encode()))
    assert made.outcome.files == {}
    assert [e.why for e in made.outcome.not_taken] == [Why.NO_LIKE]
    assert made.outcome.not_taken[0].word.startswith("note: A note of mine.")


def test_notes_in_a_new_table_come_with_their_words(root: Path) -> None:
    rows = "".join(
        f"<w:tr><w:tc><w:p><w:r><w:t>{cell}</w:t></w:r>{note}</w:p></w:tc></w:tr>"
        for cell, note in (("Head", ""), ("Cell", '<w:r><w:footnoteReference w:id="5"/></w:r>'))
    )
    table = etree.fromstring(f'<w:tbl xmlns:w="{W[1:-1]}">{rows}</w:tbl>')
    docx = edited(built(root), lambda tree: find(tree, "Every second").addnext(table))
    made = pulled_untried(root, with_part(docx, "word/footnotes.xml", lambda _d: NOTES.encode()))
    assert made.outcome.not_taken == []
    assert "A note of mine." in prose(root)
    assert composed(root).blocks


@pytest.mark.parametrize("label", ["why", "other"])
def test_a_note_comes_along_into_another_section(tmp_path: Path, label: str) -> None:
    text = "It stays.\n\nThe census left them out.[^why]\n\nIt ends.\n\n[^why]: So they say.\n"
    root = a_dossier(tmp_path, text)
    there = root / "narrative" / "en" / "voices.md"
    there.write_text(f"We listened.[^{label}]\n\n[^{label}]: In June.\n", encoding="utf-8")
    docx = edited(
        built(root),
        move("The census left them out", "We listened"),
        replace("So they say", "So they say today"),
    )
    made = pulled_untried(root, docx)
    assert not made.outcome.not_taken
    assert prose(root) == "It stays.\n\nIt ends.\n"
    said = there.read_text(encoding="utf-8")
    found = re.search(r"The census left them out\.\[\^(\w+)\]", said)
    assert found is not None
    assert f"[^{found[1]}]: So they say today.\n" in said
    assert f"We listened.[^{label}]" in said
    assert f"[^{label}]: In June.\n" in said
    assert (found[1] == "why") == (label == "other")
    assert not pulled_untried(root, built(root)).outcome.taken


def test_a_copy_with_a_note_in_another_section_has_that_note_and_leaves_it_there(
    tmp_path: Path,
) -> None:
    text = "The census left them out.[^why]\n\n[^why]: So they say.\n"
    root = a_dossier(tmp_path, text)
    there = root / "narrative" / "en" / "voices.md"
    there.write_text("We listened.[^why]\n\n[^why]: In June.\n", encoding="utf-8")

    def pasted(tree: Any) -> None:
        copied = copy.deepcopy(find(tree, "The census left them out"))
        for mark in [*copied.iter(f"{W}bookmarkStart"), *copied.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)
        find(tree, "We listened").addnext(copied)

    pulled_untried(root, edited(built(root), pasted))
    assert prose(root) == text
    said = there.read_text(encoding="utf-8")
    found = re.search(r"The census left them out\.\[\^(w\w+)\]", said)
    assert found is not None
    assert f"[^{found[1]}]: So they say.\n" in said
    assert "[^why]: In June.\n" in said


def test_notes_of_one_label_that_begin_alike_are_told_apart_by_all_their_words(
    tmp_path: Path,
) -> None:
    begins = "The office of statistics said so"
    root = a_dossier(tmp_path, f"Here.[^a]\n\n[^a]: {begins} in June.\n")
    there = root / "narrative" / "en" / "voices.md"
    there.write_text(f"There.[^a]\n\n[^a]: {begins} in July.\n", encoding="utf-8")
    docx = edited(built(root), replace(f"{begins} in July", f"{begins} in May"))
    assert not pulled_untried(root, docx).outcome.not_taken
    assert prose(root).endswith("in June.\n")
    assert there.read_text(encoding="utf-8").endswith("in May.\n")
