"""A Word file with comments of reviewers is valid, and LibreOffice gives the comments back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders_libreoffice import OFFICE, converted
from tests.builders_render import a_document, pictures_of, pngs_of
from tests.validators.word import open_xml_sdk, openxml_audit
from vnrgen.document.blocks import Document
from vnrgen.document.tree.walk import every_block
from vnrgen.problems import Location, ProblemLog
from vnrgen.render.docx import WordOptions, render_docx
from vnrgen.render.docx.remarks import Remark
from vnrgen.versions.pull.word import read_word

pytestmark = pytest.mark.slow


def remarks(document: Document) -> Iterator[Remark]:
    """A remark on every block of a document, two on each third."""
    for number, block in enumerate(every_block(document.blocks)):
        for repeat in range(2 if number % 3 == 0 else 1):
            yield Remark(
                author=f"Reviewer {number % 4}",
                date="2026-04-02T10:00:00Z" if number % 2 else "",
                place=block.block_id,
                words="",
                text=f"Remark {repeat} on <{block.block_id}> & its words.",
                where=Location("reviews/a.csv", number + 2),
            )


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_comments_on_every_block_are_valid_and_libreoffice_keeps_them(
    tmp_path: Path, direction: str
) -> None:
    document = a_document(language="ar" if direction == "rtl" else "en", direction=direction)
    problems = ProblemLog()
    docx = render_docx(
        document,
        pictures_of(document),
        pngs_of(document),
        WordOptions(remarks=tuple(remarks(document))),
        problems,
    )
    said = {(c.author, c.text) for c in read_word(docx).comments}
    left_out = [p for p in problems if p.code == "DOC004"]
    assert len(said) + len(left_out) == len({(r.author, r.text) for r in remarks(document)})
    assert len(said) > 5 * len(left_out)
    path = tmp_path / "chapter.docx"
    path.write_bytes(docx)
    assert open_xml_sdk(path) == []
    assert openxml_audit(path) == []
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed")
    back = read_word(converted(path, "docx", tmp_path / "back").read_bytes())
    assert {(c.author, c.text) for c in back.comments} == said
