"""The Universal Declaration of Human Rights in 23 languages, through every format.

How much of a PDF can be copied out is measured as the share of the source's characters that come
back in their order, blanks and invisible marks aside, both sides composed (NFC): the longest
common subsequence of what PDFium extracts and the source, over the length of the source.
"""

from __future__ import annotations

import functools
import io
import json
import os
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
from rapidfuzz.distance import LCSseq

from tests.builders_blocks import a_paragraph, words
from tests.builders_drawn_blocks import behind_table
from tests.builders_render import FURNITURE, metadata
from vnrgen.charts import draw_all
from vnrgen.document.blocks import (
    BulletList,
    Chart,
    Column,
    Document,
    LanguageSpan,
    ListItem,
    Row,
    Section,
    Table,
    Text,
)
from vnrgen.document.drawings import Axis, Bars, Point, Tick
from vnrgen.document.drawings import Row as DrawnRow
from vnrgen.document.tree.unset import unset_letters
from vnrgen.problems import Location, ProblemLog
from vnrgen.render.docx import render_docx
from vnrgen.render.html import render_html
from vnrgen.render.html.fonts import all_faces
from vnrgen.render.pdf import render_pdf

pytestmark = pytest.mark.real
ENOUGH = 0.98
KEYS = (
    "amh",
    "arb",
    "ben",
    "cmn_hans",
    "dan",
    "eng",
    "fra",
    "heb",
    "hin",
    "hye",
    "kat",
    "khm",
    "lao",
    "mya",
    "nep",
    "rus",
    "sin",
    "spa",
    "swh",
    "tam",
    "tha",
    "urd",
    "vie",
)
OURS = {face.family.replace(" ", "-") for face in all_faces()}


@dataclass(frozen=True)
class Declaration:
    """One translation: its title and its articles, typewriter dots as full stops."""

    language: str
    direction: str
    title: str
    articles: tuple[str, ...]

    def short(self, index: int, length: int = 24) -> str:
        """Return the first words of an article, as long as a label."""
        text = self.articles[index]
        return text[:length].rsplit(" ", 1)[0] if " " in text[:length] else text[: length // 2]


@functools.cache
def declarations() -> dict[str, Declaration]:
    folder = os.environ.get("VNRGEN_REAL_DATA")
    if not folder:
        pytest.skip("VNRGEN_REAL_DATA does not name the folder of real data")
    content = json.loads((Path(folder) / "udhr" / "udhr_articles.json").read_text("utf-8"))
    return {
        key: Declaration(
            entry["lang"],
            entry["dir"],
            entry["title"],
            tuple(entry["articles"][number] for number in sorted(entry["articles"], key=int)),
        )
        for key, entry in content.items()
    }


def table_of(told: Declaration) -> Table:
    rows = tuple(
        Row(row_id=f"r{i}", cells=(words(told.short(i)), words(f"{40 + i}.5"), words(told.title)))
        for i in range(1, 5)
    )
    columns = (
        Column(column_id="a", head=words(told.short(0)), weight=2.0),
        Column(column_id="b", head=words(told.short(6, 12)), numeric=True),
        Column(column_id="c", head=words(told.short(7, 12)), weight=2.0),
    )
    return Table(
        block_id="t",
        label="1",
        caption=words(told.title),
        description=told.title,
        columns=columns,
        rows=rows,
    )


def chart_of(told: Declaration) -> Chart:
    ticks = tuple(Tick(value=float(v), text=str(v)) for v in range(0, 101, 25))
    rows = tuple(
        DrawnRow(
            label=told.short(index),
            points=(Point(value=80.0 - 9 * index, text=f"{80 - 9 * index}", label=""),),
        )
        for index in range(1, 6)
    )
    axis = Axis(title=told.short(8), minimum=0.0, maximum=100.0, ticks=ticks)
    reference = Point(value=50.0, text="50", label=told.short(9, 16))
    return Chart(
        block_id="c",
        label="2",
        title=words(told.title),
        subtitle=words(told.short(10)),
        drawing=Bars(rows=rows, axis=axis, reference=reference),
        alternative=told.short(11),
        table=behind_table("c/data", 2),
        notes=(),
        source=words(told.short(12)),
    )


def document_of(told: Declaration) -> Document:
    body = (
        *(a_paragraph(f"p{i}", text) for i, text in enumerate(told.articles)),
        BulletList(
            block_id="l",
            items=tuple(
                ListItem(block_id=f"i{i}", blocks=(a_paragraph(f"i{i}/p", told.short(i, 40)),))
                for i in (13, 14)
            ),
        ),
        table_of(told),
        chart_of(told),
    )
    section = Section(block_id="s", title=words(told.title), level=1, blocks=body, number="1")
    return Document(
        metadata=metadata(
            language=told.language,
            direction=told.direction,
            title=told.title,
            subtitle=told.short(17, 60),
            country=told.short(18),
            running_head=told.short(19),
        ),
        furniture=FURNITURE,
        blocks=(section,),
    )


@functools.cache
def pictures(key: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    told = declarations()[key]
    chart = chart_of(told)
    drawn = draw_all([chart], told.direction, ("docx",))
    return dict(drawn.carried), dict(drawn.raster)


def plain(text: str) -> str:
    """Return a text without blanks and invisible marks, composed."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if unicodedata.category(c) not in {"Cf", "Cc", "Zs"})


@pytest.fixture(scope="module", params=KEYS)
def key(request: pytest.FixtureRequest) -> str:
    declarations()
    return str(request.param)


def test_every_letter_has_a_font_and_comes_back_out_of_the_pdf(key: str) -> None:
    told = declarations()[key]
    document, problems = document_of(told), ProblemLog()
    assert list(unset_letters(document, Location("x"))) == []
    pdf = render_pdf(document, pictures(key)[0], attachments={}, problems=problems)
    assert list(problems) == []  # no empty box, no font of the machine
    assert families(pdf) <= OURS
    source = plain(told.title + "".join(told.articles))
    found = plain(text_of(pdf))
    assert LCSseq.similarity(source, found) / len(source) >= ENOUGH


def test_the_page_and_the_word_file_hold_every_character(key: str) -> None:
    told = declarations()[key]
    document, (vector, raster) = document_of(told), pictures(key)
    page = render_html(document, vector).decode()
    assert len(page) < 700_000
    reader = Texts(convert_charrefs=True)
    reader.feed(page)
    shown = "".join(reader.texts)
    held = paragraphs(render_docx(document, vector, raster))
    for text in (told.title, *told.articles):
        assert text in shown
        assert text in held


def test_words_in_another_script_have_their_own_font_and_language() -> None:
    blocks = tuple(
        a_paragraph(key, "In their words: ", LanguageSpan(told.language, (Text(told.title),)))
        for key, told in declarations().items()
    )
    document = Document(metadata=metadata(), furniture=FURNITURE, blocks=blocks)
    problems = ProblemLog()
    pdf = render_pdf(document, {}, attachments={}, problems=problems)
    assert list(problems) == []
    assert families(pdf) <= OURS
    assert len(families(pdf)) >= 14
    source = plain("".join(told.title for told in declarations().values()))
    assert LCSseq.similarity(source, plain(text_of(pdf))) / len(source) >= ENOUGH


class Texts(HTMLParser):
    """Collects all text."""

    texts: list[str]

    def reset(self) -> None:
        super().reset()
        self.texts = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as opened:
        return "".join(page.get_textpage().get_text_range() for page in opened)


def families(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        names = {
            str(item["/FontName"]).rpartition("+")[2]
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and "/FontName" in item
        }
    return {re.sub("[-,](?:(?:Semi|Bold|Italic)-?)*$", "", name) for name in names}


def paragraphs(docx: bytes) -> set[str]:
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    return {
        "".join(text.text or "" for text in paragraph.iter(f"{space}t"))
        for paragraph in body.iter(f"{space}p")
    }
