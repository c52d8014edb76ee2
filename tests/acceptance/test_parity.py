"""All formats and both PDF engines say the same: the tree's words, numbers and order."""

from __future__ import annotations

import pytest
from rapidfuzz.distance import Indel

from tests.builders_typst import alternatives, bookmarks, set_by_typst
from tests.conftest import Built
from tests.extraction import docx_words, html_words, pdf_words, tokens
from vnrgen.document.blocks import Chart, Contents, CoverageMatrix, Document, Table
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.walk import every_block
from vnrgen.document.tree.words import words


def added_and_missing(
    document: Document, found: list[str]
) -> tuple[list[list[str]], list[list[str]]]:
    expected = tokens([" ".join(words(document))])
    added, missing = [], []
    for step in Indel.opcodes(expected, found):
        if step.tag == "insert":
            added.append(found[step.dest_start : step.dest_end])
        elif step.tag == "delete":
            missing.append(expected[step.src_start : step.src_end])
    return added, missing


@pytest.fixture(scope="module")
def document(sample: Built) -> Document:
    return sample.composition.document


def test_the_html_says_the_words_of_the_tree_and_no_others(
    sample: Built, document: Document
) -> None:
    assert added_and_missing(document, html_words(sample.read("chapter.html"))) == ([], [])


def test_the_word_file_says_the_words_of_the_tree_after_its_cover_and_names_the_data_of_figures(
    sample: Built, document: Document
) -> None:
    added, missing = added_and_missing(document, docx_words(sample.read("chapter.docx")))
    cover = document.metadata
    texts = [cover.stamp, cover.country, str(cover.year), cover.title, cover.subtitle]
    texts += [cover.coalition, cover.date_text, cover.contact, cover.banner, cover.audience_note]
    assert missing == []
    names = names_of_data(document)
    others = [run for run in added if " ".join(run) not in names]
    assert len(added) - len(others) == len(names)  # each once
    assert len(others) <= 1
    assert {word for run in others for word in run} <= set(tokens(texts))


def test_the_pdf_speaks_the_words_of_the_tree(sample: Built, document: Document) -> None:
    """Only the cover, page numbers of the contents and repeated heads of tables are added."""
    added, missing = added_and_missing(document, pdf_words(sample.read("chapter.pdf")))
    assert missing == []
    entries = sum(len(b.entries) for b in every_block(document.blocks) if isinstance(b, Contents))
    numbers = [run for run in added if len(run) == 1 and run[0].isdigit()]
    assert len(numbers) <= entries
    heads = repeated_words(document)
    for run in added:
        assert run in numbers or set(run) <= heads, run


def test_the_second_engine_speaks_the_words_of_the_tree(document: Document) -> None:
    """Only the cover and page numbers of the contents are added: nothing is said twice."""
    added, missing = added_and_missing(document, pdf_words(set_by_typst(document)))
    assert missing == []
    entries = sum(len(b.entries) for b in every_block(document.blocks) if isinstance(b, Contents))
    numbers = [run for run in added if len(run) == 1 and run[0].isdigit()]
    assert len(numbers) <= entries
    assert len(added) == len(numbers) + 1


def test_both_engines_say_the_same_instead_of_the_pictures(
    sample: Built, document: Document
) -> None:
    first, second = sample.read("chapter.pdf"), set_by_typst(document)
    assert alternatives(second) == alternatives(first)
    assert bookmarks(second) == bookmarks(first)


def names_of_data(document: Document) -> set[str]:
    """What stands over the table of a chart's data in Word, where it may begin a page."""
    charts = [block for block in every_block(document.blocks) if isinstance(block, Chart)]
    name = document.furniture["data_behind_chart"]
    return {" ".join(tokens([chart.label, name])) for chart in charts if not chart.table.caption}


def repeated_words(document: Document) -> set[str]:
    """Words of the cover and of column heads, which stand again on every page of a table."""
    cover = document.metadata
    texts = [cover.stamp, cover.country, str(cover.year), cover.title, cover.subtitle]
    texts += [cover.coalition, cover.date_text, cover.contact, cover.banner]
    texts.append(document.furniture["continued"])
    for block in every_block(document.blocks):
        table = getattr(block, "table", block)
        if isinstance(table, Table):
            texts += [plain(column.head) for column in table.columns]
            texts += [plain(group.head) for group in table.column_groups]
        if isinstance(table, CoverageMatrix):
            texts += [plain(head) for head in (table.corner, *table.columns)]
    return set(tokens(texts))
