"""A page whose recorded letters are not those that are drawn is told from a page that is right."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.builders_pdf import pdf_of
from vnrgen.pdftext.letters import is_misread
from vnrgen.pdftext.passages import misread_pages, read_report

FONTS = Path(__file__).resolve().parents[3] / "templates" / "fonts" / "noto"
HINDI = "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है। "
THAI = "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ต่างมีเหตุผลและมโนธรรม "
TAMIL = "மனிதர் சகலரும் சுதந்திரமாகவே பிறக்கின்றனர் அவர்கள் மதிப்பிலும் உரிமைகளிலும் சமமானவர்கள் "


@pytest.mark.parametrize(
    "text",
    [
        HINDI * 4,
        THAI * 4,
        TAMIL * 4,
        HINDI * 4 + "2030 तक 12.5% (2019: 8.1%), COVID-19 और/या SDG-3 के लिए। " * 4,
        "The Government’s “plan” – naïve, 12 °C, fi\ufb01 \uf0b7 one \uf0b7 two \uf0b7 three",
        "",
    ],
)
def test_right_texts_are_not_doubted(text: str) -> None:
    assert not is_misread(text)


@pytest.mark.parametrize(
    "text",
    [
        HINDI.replace("ि", "7") * 4,  # a sign recorded as the number of its glyph
        TAMIL.replace("கி", "0க").replace("மா", "ம0ா") * 4,
        HINDI.replace("ा", "ा ").replace("ो", "ो ") * 4,  # a space behind each sign
        THAI.replace("ทั้", "ทั้ย์ ทั้").replace("มี", "มีมี").replace("สิ", "สิสิ") * 4,
        THAI.replace("ทั้", "ท ั้").replace("สิ", "ส ิ") * 4,  # marks without their letter
        "the de\ue001nition of\ue002ce af\ue003rmed and a di\ue001erent one",
        "\ue012\ue013\ue014\ue015 \ue012\ue013\ue014 \ue020\ue021\ue022",
    ],
)
def test_traces_of_wrong_letters_are_seen(text: str) -> None:
    assert is_misread(text)


def _articles() -> dict[str, str]:
    folder = os.environ.get("VNRGEN_REAL_DATA")
    if not folder:
        pytest.skip("VNRGEN_REAL_DATA is unset")
    content = json.loads((Path(folder) / "udhr" / "udhr_articles.json").read_text("utf-8"))
    return {code: " ".join(found["articles"].values()) for code, found in content.items()}


@pytest.mark.real
def test_no_page_of_a_right_text_in_23_languages_is_doubted() -> None:
    doubted = {
        code: start
        for code, text in _articles().items()
        for start in range(0, len(text), 1_500)
        if is_misread(text[start : start + 1_500])
    }
    assert doubted == {}


@pytest.mark.real
@pytest.mark.parametrize(
    ("code", "font"),
    [("hin", "Devanagari"), ("ben", "Bengali"), ("tam", "Tamil"), ("tha", "Thai")],
)
def test_pages_that_a_program_recorded_wrong_are_named(
    code: str, font: str, tmp_path: Path
) -> None:
    text = _articles()[code][:4_000]
    file = f"file://{FONTS}/NotoSans{font}-Regular.ttf"
    style = f"<style>@font-face {{font-family: X; src: url({file})}} p {{font-family: X}}</style>"
    path = pdf_of(tmp_path / "report.pdf", f'{style}<p lang="{code}">{text}</p>')
    report = read_report(path)
    assert report.misread == tuple(page.pdf_page for page in report.pages)
    problem = misread_pages(path, report)
    assert problem is not None
    assert problem.code == "REP014"
    assert f"on the pages 1-{len(report.pages)}; " in problem.what
