"""Word files with tracked changes: accepted they are the newer document, rejected the older."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from hypothesis import given, settings

from tests.builders_marks import comparisons
from tests.builders_render import pictures_of, pngs_of
from tests.tracked_changes import accepted, body_of, rejected, seen
from vnrgen.document.blocks import Document
from vnrgen.document.marks import accept, reject
from vnrgen.render.docx import Drawings, render_docx, render_redline


def alone(document: Document) -> list[object]:
    return seen(body_of(render_docx(document, pictures_of(document), pngs_of(document))))


def redline(comparison: Document) -> bytes:
    sides = [
        Drawings(pictures_of(side), pngs_of(side))
        for side in (reject(comparison), accept(comparison))
    ]
    return render_redline(comparison, *sides)


@settings(max_examples=25, deadline=None)
@given(comparisons())
def test_accepted_it_is_the_newer_and_rejected_the_older(
    made: tuple[Document, Document, Document],
) -> None:
    old, comparison, new = made
    docx = redline(comparison)
    assert seen(accepted(body_of(docx))) == alone(new)
    assert seen(rejected(body_of(docx))) == alone(old)
    body = zipfile.ZipFile(BytesIO(docx)).read("word/document.xml").decode()
    names = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="([^"]+)"', body)
    ids = re.findall(r'<w:(?:bookmarkStart|ins|del|moveFrom|moveTo|\w+Change) w:id="(\d+)"', body)
    assert len(names) == len(set(names))
    assert len(ids) == len(set(ids))
