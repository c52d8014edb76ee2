"""The words of a document in the order that every format keeps."""

from __future__ import annotations

from hypothesis import given, settings

from tests.builders_document import a_publishable, an_outline, composed, narrative
from tests.builders_render import a_document
from tests.builders_trees import documents
from vnrgen.document.blocks import Chart, Document
from vnrgen.document.tree.saved import load, save
from vnrgen.document.tree.walk import every_block
from vnrgen.document.tree.words import words


def test_words_come_in_the_order_of_the_page() -> None:
    publishable = a_publishable(
        narratives=(narrative('At {{ value("3.1.2") }}.{{ cite("nso") }}', section="voices"),)
    )
    document, _ = composed(publishable, an_outline("voices"))
    said = " ".join(words(document))
    order = [
        "1 What people say What do people themselves tell us? At 91.4%.1 1.1 Stories",
        "The clinic closes at noon I walked all night. The clinic was closed. Highland people;",
        "64.2% Births attended by skilled health personnel Highland people (2024)1",
        "1.2 What was said in meetings Focus groups Women are not asked",
        "Nobody asked us before. Marta, 34 Focus group, Highland people, Kesh,",
        "Table 1 Community scorecards: how users and providers score a service Criterion Round",
        "Notes 1 National Statistics Office, Health survey 2024, 2024.",
    ]
    places = [said.index(piece) for piece in order]
    assert places == sorted(places)


def test_a_table_behind_a_chart_can_be_left_out() -> None:
    document = a_document()
    charts = [b for b in every_block(document.blocks) if isinstance(b, Chart)]
    assert charts
    assert len(words(document, data_tables=False)) < len(words(document))


@settings(max_examples=25, deadline=None)
@given(documents())
def test_a_saved_document_has_the_same_words_but_those_of_people(document: Document) -> None:
    silent = load(save(document))
    assert [w for w in words(silent) if w] == words(silent)
    assert len(words(silent)) <= len(words(document))
