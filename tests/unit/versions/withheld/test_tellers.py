"""Two versions side by side tell no more of who spoke, and where, than the newer one alone."""

from __future__ import annotations

from dataclasses import replace

from tests.builders_versions import a_document
from vnrgen.document.blocks import Document, Paragraph, Quote, Story, Text
from vnrgen.document.tree.saved import save
from vnrgen.versions.review import review

WIDER = {"Adobe": "the coast", "a ferrywoman of 61": "a ferrywoman", "a district": "a province"}


def told_wider(document: Document) -> Document:
    """Return a document in which places and people beside words are told less exactly."""
    blocks = []
    for block in document.blocks:
        match block:
            case Story(meta=(Text(text=said),)):
                said = said.replace("a district", "a province")
                blocks.append(replace(block, meta=(Text(said),)))
            case Quote():
                blocks.append(replace(block, attribution=(Text("a ferrywoman"),)))
            case Paragraph(block_id="voices/meeting/FG1/meta"):
                blocks.append(replace(block, content=(Text("Focus group, the coast"),)))
            case _:
                blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def test_what_is_no_longer_said_of_a_teller_is_not_said_by_comparing() -> None:
    older = a_document()
    found = review(older, told_wider(older))
    said = save(found.comparison).decode() + repr((found.stories, found.evidence, found.prose))

    assert [word for word in WIDER if word in said] == []
    assert [word for word in WIDER.values() if word not in said] == []


def test_what_stays_as_it_was_is_compared_as_before() -> None:
    older = a_document()

    assert review(older, older).is_empty
    assert not review(older, a_document(prose="Eight in ten.")).is_empty
