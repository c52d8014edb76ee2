"""Codes of our own say what a glyph stands for and change nothing of what is seen."""

from __future__ import annotations

import unicodedata
from contextlib import nullcontext

import pypdfium2
import pytest
import weasyprint
from PIL import Image, ImageChops

from vnrgen.document.language.scripts import REGULAR, SCRIPTS, script_of
from vnrgen.render.pdf.codes import true_letters

# Texts with every hard case: reordered and split vowels, stacked marks, ligatures, joiners.
TEXTS = {
    "ar": "الإعلان أحراراً وضميرًا، بعضهم بعضًا. لا يجوز الشكّ",
    "ur": "دفعہ ۴۔ کوئی شخص بَردہ فروشی، تحفّظ اُصول آزادیٔ فکر",
    "he": "בְּרֵאשִׁית כל בני אדם",
    "ne": "सबै व्यक्तिहरू जन्मजात स्वतन्त्र हुन् किर्ति र्‍याक",
    "bn": "সমস্ত মানুষ স্বাধীনভাবে কোনো বৈষম্য ১‌ই",
    "ta": "மனிதப் பிறவியினர் சகலரும் கொண்டோர் கௌரவம்",
    "si": "සියලු මනුෂ්‍යයෝ නිදහස්ව ගෞරවයෙන් ක්‍රෝධ කෙරේ",
    "th": "มนุษย์ทั้งหลายเกิดมามีอิสระที่กำหนดน้ำ",
    "lo": "ມະນຸດເກີດມາມີສິດເສລີພາບ ບໍ່ ນໍ້າ ຫຼື",
    "km": "សេចក្ដីប្រកាស មនុស្សទាំងអស់ កើតមកមានសេរីភាព ស្ត្រី",
    "my": "လူတိုင်းသည် တူညီ လွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့် ဥက္ကဋ္ဌ မျှ",
}


def pdf_of(language: str, *, coded: bool) -> bytes:
    script = script_of(language)
    page = (
        f'<html lang="{language}" dir="{"rtl" if language in {"ar", "ur", "he"} else "ltr"}">'
        f'<style>@font-face{{font-family:F;src:url("{script.path(REGULAR).as_uri()}")}}'
        "@page{size:420px 120px;margin:8px}html{font:16px/2 F}</style>"
        f"<p>{TEXTS[language]}</p>"
    )
    with true_letters() if coded else nullcontext() as codes:
        written: bytes = weasyprint.HTML(string=page).write_pdf(
            finisher=lambda laid_out, pdf: codes and codes.write(laid_out.fonts.values(), pdf)
        )
    return written


def opened(pdf: bytes) -> tuple[str, Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        text = page.get_textpage().get_text_range()
        return text, page.render(scale=3).to_pil().convert("L")


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_text_looks_as_the_engine_sets_it_and_comes_back_as_written(language: str) -> None:
    _, before = opened(pdf_of(language, coded=False))
    text, after = opened(pdf_of(language, coded=True))
    changed = ImageChops.difference(before, after).point(lambda grey: 255 * (grey > 110))
    inked = before.point(lambda grey: 255 * (grey < 128))
    assert changed.histogram()[255] <= 0.01 * inked.histogram()[255]
    assert letters(text) == letters(TEXTS[language])


def letters(text: str) -> str:
    """Return a text composed, without blanks, line ends and invisible marks."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if unicodedata.category(c) not in {"Cf", "Cc", "Zs"})


def test_every_script_names_its_files() -> None:
    for script in SCRIPTS:
        if script.installed:
            assert script.path(REGULAR).is_file()
