"""LibreOffice takes all changes of a redline: it then holds either document, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_edits import edited
from tests.builders_libreoffice import converted, edited_in_libreoffice, has_uno
from tests.builders_render import a_document, pictures_of, pngs_of
from tests.tracked_changes import W, body_of
from vnrgen.document.blocks import Document
from vnrgen.document.tree.marks import accept, reject
from vnrgen.render.docx import render_docx
from vnrgen.render.docx.tracked import Drawings, render_redline
from vnrgen.versions.comparison.documents import compare

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not has_uno(), reason="LibreOffice or its Python is not installed"),
]


def drawings(document: Document) -> Drawings:
    return Drawings(pictures_of(document), pngs_of(document))


def alone(document: Document) -> bytes:
    drawn = drawings(document)
    return render_docx(document, drawn.svg, drawn.png)


def printed(docx: bytes) -> tuple[list[str], list[int]]:
    """Return the words of every paragraph, and how many rows each table has."""
    body = body_of(docx)
    said = (
        "".join((e.text or "") if e.tag == f"{W}t" else " " for e in p.iter(f"{W}t", f"{W}tab"))
        for p in body.iter(f"{W}p")
    )
    rows = [sum(1 for _ in table.iter(f"{W}tr")) for table in body.iter(f"{W}tbl")]
    return [text for words in said if (text := " ".join(words.split()))], rows


@pytest.mark.parametrize("seed", [2, 5])
def test_all_changes_taken_give_either_document(tmp_path: Path, seed: int) -> None:
    old = a_document()
    comparison = compare(old, edited(old, seed, 30))
    source = tmp_path / "redline.docx"
    source.write_bytes(render_redline(comparison, drawings(reject(comparison)),
                                      drawings(accept(comparison))))  # fmt: skip
    for which, side in (("Accept", accept(comparison)), ("Reject", reject(comparison))):
        taken = tmp_path / f"{which}.docx"
        edited_in_libreoffice(source, taken, [("take", which)], tracked=False)
        expected = tmp_path / f"{which}_alone.docx"
        expected.write_bytes(alone(side))
        saved = converted(expected, "docx", tmp_path / "back")
        assert printed(taken.read_bytes()) == printed(saved.read_bytes())
