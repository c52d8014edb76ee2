"""Editions in other languages: no stray English, and no assumption of left to right."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from unicodedata import bidirectional
from xml.etree import ElementTree

import pytest

from tests.acceptance.test_parity import added_and_missing
from tests.conftest import ROOT, Built
from tests.extraction import docx_words, html_words, pdf_words
from vnrgen.build import BuildRequest, build, compose_dossier
from vnrgen.document.language.wording import MARKED, MIRRORED
from vnrgen.dossier.scaffold import new_dossier

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right)\s*:|"
    r"(?:text-align|float|clear)\s*:\s*(?:left|right)"
)


def edition(language: str, folder: Path) -> Built:
    new_dossier(folder / "dossier")
    request = BuildRequest(dossier=folder / "dossier", output=folder / "output", language=language)
    build(request)
    return Built(folder / "output", compose_dossier(request))


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return edition(MARKED, tmp_path_factory.mktemp("marked"))


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return edition(MIRRORED, tmp_path_factory.mktemp("mirrored"))


def test_in_the_marked_edition_no_format_adds_a_word_of_its_own(marked: Built) -> None:
    """The tree's own words are marked (the document engine's tests); here none is added."""
    document = marked.composition.document
    assert added_and_missing(document, html_words(marked.read("chapter.html"))) == ([], [])
    assert added_and_missing(document, docx_words(marked.read("chapter.docx")))[1] == []
    assert added_and_missing(document, pdf_words(marked.read("chapter.pdf")))[1] == []


def test_in_the_mirrored_edition_the_words_keep_their_order(mirrored: Built) -> None:
    document = mirrored.composition.document
    assert added_and_missing(document, html_words(mirrored.read("chapter.html"))) == ([], [])
    assert added_and_missing(document, docx_words(mirrored.read("chapter.docx")))[1] == []


def test_the_mirrored_page_runs_from_right_to_left(mirrored: Built) -> None:
    page = mirrored.read("chapter.html").decode()
    assert '<html lang="ar-XB" dir="rtl">' in page
    # Only what begins with the dossier's own English runs from left to right.
    kept = re.findall(r'<span dir="ltr">(?:<[^>]+>)*(.)', page)
    assert kept
    assert [first for first in kept if bidirectional(first) in {"R", "AL"}] == []


def test_every_paragraph_and_table_of_the_mirrored_word_file_is_bidirectional(
    mirrored: Built,
) -> None:
    with zipfile.ZipFile(io.BytesIO(mirrored.read("chapter.docx"))) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    paragraphs = list(body.iter(f"{_W}p"))
    assert len(paragraphs) > 100
    assert [p for p in paragraphs if p.find(f"{_W}pPr/{_W}bidi") is None] == []
    tables = list(body.iter(f"{_W}tbl"))
    assert tables
    assert [t for t in tables if t.find(f"{_W}tblPr/{_W}bidiVisual") is None] == []


def test_the_looks_name_no_side_of_the_screen() -> None:
    """Only the margin boxes of a printed page have sides, and they are set for both."""
    for path in sorted((ROOT / "templates" / "css").glob("*.css")):
        rules = re.sub(r"@(?:top|bottom)-(?:left|right)[^}]*\}", "", path.read_text("utf-8"))
        assert _PHYSICAL.findall(rules) == [], path.name
