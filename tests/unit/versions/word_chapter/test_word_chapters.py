"""Word files read back as documents, so that two of them can be compared."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from lxml import etree

from tests.builders_document import composed, told
from tests.builders_edits import edited
from tests.builders_word_edits import W, find
from tests.builders_word_edits import edited as edited_in_word
from tests.builders_word_edits import replace as replaced
from vnrgen.document import blocks as b
from vnrgen.document.blocks import Binding, Block, BoundNumber, Document, Text
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.saved import save
from vnrgen.document.tree.walk import every_block
from vnrgen.problems import InvalidInputError
from vnrgen.render.docx import render_docx
from vnrgen.versions.changes.content import ContentKind
from vnrgen.versions.figures.shown import figures_shown, nodes
from vnrgen.versions.pull.pulling import blank_pictures
from vnrgen.versions.reports.as_json import review_json
from vnrgen.versions.reports.document import report
from vnrgen.versions.reports.lines import lines
from vnrgen.versions.review import Review, review
from vnrgen.versions.word_chapter.gone import told_in, without_words_of
from vnrgen.versions.word_chapter.reading import as_read, read_chapter


@cache
def chapter() -> Document:
    return composed()[0]


def word(document: Document) -> bytes:
    return render_docx(document, *blank_pictures())


@cache
def read() -> Document:
    return read_chapter(word(chapter()), "old.docx").document


def small(*blocks: Block, **changes: object) -> Document:
    return replace(chapter(), blocks=blocks, testimonies={}, **changes)


def p(block_id: str, *parts: str | b.Inline) -> b.Paragraph:
    content = tuple(Text(part) if isinstance(part, str) else part for part in parts)
    return b.Paragraph(block_id=block_id, content=content)


def between(old: Document, new: Document) -> Review:
    sides = (read_chapter(word(side), name).document for side, name in ((old, "a"), (new, "b")))
    return review(*sides)


def test_every_figure_and_everybody_s_words_are_read_back() -> None:
    found, printed = figures_shown(read()), figures_shown(chapter())
    assert {key: shown.quantity.text for key, shown in found.items()} == {
        key: shown.quantity.text for key, shown in printed.items()
    }
    told_of = {n.testimony_id for kind in (b.Story, b.Quote) for n in nodes(chapter().blocks, kind)}
    assert set(read().testimonies) == told_of


def test_the_sections_lists_and_recommendations_have_their_ids_and_words() -> None:
    def known(document: Document, kind: type) -> dict[str, str]:
        found = (block for block in every_block(document.blocks) if isinstance(block, kind))
        return {x.block_id: plain(getattr(x, "title", ())) for x in found}

    assert known(read(), b.Section) == known(chapter(), b.Section)
    entries = [
        {e.rec_id: plain(e.text) for e in nodes(document.blocks, b.RecommendationEntry)}
        for document in (read(), chapter())
    ]
    assert entries[0] == entries[1] != {}


def test_a_file_beside_itself_and_beside_its_document_has_no_changes() -> None:
    again = read_chapter(word(chapter()), "new.docx").document
    assert review(read(), again).is_empty
    assert review(read(), as_read(chapter()).document).is_empty


@pytest.mark.parametrize("seed", range(2))
def test_two_files_differ_in_the_figures_in_which_their_documents_do(seed: int) -> None:
    def told_of(found: Review) -> set[tuple[object, ...]]:
        return {(c.kind, c.binding, c.old, c.new) for c in found.figures}

    newer = edited(chapter(), seed, 6)
    assert told_of(between(chapter(), newer)) == told_of(review(chapter(), newer))


def test_a_figure_corrected_in_word_and_a_reworded_sentence_are_told_apart() -> None:
    about = Binding("observation", "3.1.2|S|ost|2024|_T|nso", "value")
    old = small(p("a", "It was ", BoundNumber("38.4%", about), "."), p("b", "Nobody came to ask."))
    new = small(p("a", "It was ", BoundNumber("41.5%", about), "."), p("b", "Nobody ever asked."))
    found = between(old, new)
    assert [(c.old, c.new) for c in found.figures] == [("38.4%", "41.5%")]
    assert [c.kind for c in found.prose] == [ContentKind.REWORDED]


def test_a_figure_that_one_file_withholds_is_not_given_back_by_the_other() -> None:
    def row(key: str, text: str) -> b.Row:
        about = Binding("observation", f"3.1.2|S|ost|2024|wealth={key}|nso", "value")
        return b.Row(row_id=key, cells=((Text(key),), (BoundNumber(text, about),)))

    def table(*rows: b.Row) -> Document:
        columns = tuple(b.Column(column_id=c, head=(Text(c),)) for c in ("who", "share"))
        return small(
            b.Table(block_id="t", label="", caption=(), description="", columns=columns, rows=rows)
        )

    found = between(
        table(row("Q1", "38.4%"), row("Q2", "40.0%")), table(row("Q1", "(*)"), row("Q2", "40.0%"))
    )
    assert found.not_compared == ("3.1.2",)
    assert "38.4" not in review_json(found).decode() + " ".join(lines(found)) + repr(report(found))


def test_of_a_story_that_one_file_has_no_longer_nothing_is_said_again() -> None:
    story = b.Story(
        block_id="voices/story/S1",
        testimony_id="S1",
        title=(Text("The gate"),),
        meta=(Text("Told in Kesh"),),
    )
    words = {"S1": told("S1", "I walked for an hour.")}
    around = (p("a", "We heard The gate at noon."), p("b", "The register of births is in town."))
    older = as_read(replace(small(*around, story), testimonies=words)).document
    newer = as_read(small(around[1])).document
    gone = told_in(older) - told_in(newer)
    assert gone == {"S1"}
    found = review(without_words_of(older, gone), newer)
    assert [change.key for change in found.stories] == ["S1"]
    said = review_json(found).decode() + " ".join(lines(found)) + repr(report(found))
    assert not any(w in said for w in ("I walked", "The gate", "Told in Kesh"))


def foreign(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    from docx import Document as WordDocument

    made = WordDocument()
    made.add_heading("Health", level=1)
    for text in paragraphs:
        made.add_paragraph(text)
    if rows:
        table = made.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_files_from_elsewhere_are_compared_by_their_words_and_rows() -> None:
    kept = "The clinic in the upper valley closes when the road is under snow."
    old = foreign(kept, "Nobody came to ask.", rows=(("Kesh", "12"), ("Aru", "9")))
    new = foreign("Nobody ever asked.", kept, rows=(("Kesh", "14"), ("Aru", "9")))
    sides = [read_chapter(data, name) for data, name in ((old, "a.docx"), (new, "b.docx"))]
    assert not any(side.is_mapped for side in sides)
    found = review(sides[0].document, sides[1].document)
    assert not found.figures
    assert {c.kind for c in found.prose} >= {ContentKind.REWORDED}
    assert any("Kesh" in (c.old or "") and "14" in (c.new or "") for c in found.prose)


def test_what_is_no_word_file_is_refused_with_a_fix() -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_chapter(b"no archive", "a.docx")
    (problem,) = caught.value.problems
    assert (problem.code, problem.where.path) == ("VER014", "a.docx")
    assert problem.fix


def test_a_language_that_a_file_claims_is_no_path() -> None:
    from docx import Document as WordDocument

    made, stream = WordDocument(), io.BytesIO()
    made.core_properties.language = "../../etc/passwd"
    made.save(stream)
    assert read_chapter(stream.getvalue(), "a.docx").document.metadata.language == "en"


def with_body(data: bytes, change: Callable[[str], str]) -> bytes:
    """Return a Word file with another text."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                part = change(part.decode()).encode()
            new.writestr(name, part)
    return stream.getvalue()


def test_bookmarks_are_read_as_libreoffice_parts_them() -> None:
    """A bookmark that begins and ends outside a table is written as two at each end, one open."""
    fresh = itertools.count(900_000)

    def two(name: str, left_open: str) -> str:
        number = next(fresh)
        begin = '<w:bookmarkStart w:id="{}" w:name="{}"/>'
        both = begin.format(left_open, name) + begin.format(number, name)
        return f'{both}<w:bookmarkEnd w:id="{number}"/>'

    def parted(body: str) -> str:
        starts = re.compile(r'<w:bookmarkStart w:id="(\d+)" w:name="(_vnr_\w+)"/>')
        for identifier, name in starts.findall(body):
            begin = f'<w:bookmarkStart w:id="{identifier}" w:name="{name}"/>'
            end = f'<w:bookmarkEnd w:id="{identifier}"/>'
            if "<w:tbl>" in body.partition(begin)[2].partition(end)[0]:
                body = body.replace(begin, two(name, identifier))
                body = body.replace(end, two(name, str(next(fresh))))
        return body

    data = with_body(word(chapter()), parted)
    assert data != word(chapter())
    again = read_chapter(data, "lo.docx").document
    assert list(lines(review(read(), again))) == list(lines(review(read(), read())))


def test_a_table_that_was_copied_with_its_bookmarks_is_two_tables() -> None:
    def twice(body: str) -> str:
        head, begin, rest = body.partition("<w:body>")
        content, end, tail = rest.rpartition("<w:sectPr")
        return f"{head}{begin}{content}{content}{end}{tail}"

    about = (b.Column(column_id=c, head=(Text(c),)) for c in ("who", "share"))
    row = b.Row(row_id="r", cells=((Text("Kesh"),), (Text("12"),)))
    table = b.Table(
        block_id="t",
        label="Table 1",
        caption=(Text("Births"),),
        description="",
        columns=tuple(about),
        rows=(row,),
    )
    data = with_body(word(small(table, p("x", "Between the two."))), twice)
    found = read_chapter(data, "b.docx").document
    assert len(list(nodes(found.blocks, b.Table))) == 2
    assert [plain(x.content) for x in nodes(found.blocks, b.Paragraph)].count(
        "Between the two."
    ) == 2


@pytest.mark.parametrize("place", ["a table added", "a row added", "a generated sentence"])
def test_a_number_typed_in_word_does_not_give_back_what_the_other_version_withholds(
    place: str,
) -> None:
    about = Binding("observation", "3.1.2|S|ost|2024|caste=FE|nso", "value")
    heads = tuple(b.Column(column_id=key, head=(Text(key),)) for key in ("Who", "2024"))

    def sides(value: str) -> Document:
        row = b.Row(row_id="FE", cells=((Text("Ferry people"),), (BoundNumber(value, about),)))
        table = b.Table(
            block_id="t", label="", caption=(Text("Births"),), description="", columns=heads,
            rows=(row,),
        )  # fmt: skip
        sentence = replace(p("s", "Few were asked."), origin=b.Origin("generated", ""))
        return small(table, sentence)

    def typed(tree: Any) -> None:
        cells = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
        words = f"{cells.format('Among ferry people')}{cells.format('38.4')}"
        row = f'<w:tr xmlns:w="{W[1:-1]}">{words}</w:tr>'
        if place == "a generated sentence":
            replaced("Few were asked.", "Of ferry people 38.4% had help.")(tree)
        elif place == "a row added":
            next(tree.iter(f"{W}tbl")).append(etree.fromstring(row))
        else:
            added = etree.fromstring(f'<w:tbl xmlns:w="{W[1:-1]}">{row}</w:tbl>')
            find(tree, "Few were asked.").addnext(added)

    old = read_chapter(edited_in_word(word(sides("38.4%")), typed), "old.docx").document
    found = review(old, read_chapter(word(sides("(*)")), "new.docx").document)
    tree = save(found.comparison).decode() + "\n".join(lines(found))
    assert "38.4" not in tree
    assert len(found.typed) == 1
