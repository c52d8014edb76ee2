"""Scripts are set in a font that comes along, or the build says which one to install."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest

from tests.builders_blocks import a_paragraph
from tests.builders_drawn_blocks import a_chart, an_equiplot
from tests.builders_render import a_document
from vnrgen.document.language.scripts import (
    SCRIPTS,
    Script,
    letters_missing,
    script_of,
    scripts_in,
)
from vnrgen.document.tree.unset import unset_letters
from vnrgen.problems import Location

HERE = Location("chapter")


def families(text: str) -> list[str]:
    return [script.family for script in scripts_in(text)]


def test_a_text_of_latin_and_cyrillic_letters_needs_no_other_font() -> None:
    assert families("Leaving no one behind – «Никого не оставить», Tuyên ngôn") == []


def test_arabic_is_set_whole_in_the_font_that_has_all_its_letters() -> None:
    assert families("عدم ترك أحد خلف الركب") == ["Tajawal"]
    assert families("عدم ترك أحد، ہر شخص") == ["Noto Sans Arabic"]


def test_letters_that_only_the_widest_font_has_are_set_in_it() -> None:
    assert families("ⴰⵣⵓⵍ") == ["DejaVu Sans"]
    assert letters_missing("ⴰⵣⵓⵍ") == ()


def test_the_script_of_a_language_is_found_by_its_primary_tag() -> None:
    assert script_of("ne-NP").code == "Deva"
    assert script_of("ur").family == "Noto Sans Arabic"
    assert script_of("sw").code == "Latn"


def test_a_script_whose_optional_font_is_missing_names_the_part_to_install() -> None:
    document = a_document(a_paragraph("p", "世界人权宣言"))
    with patch.object(Script, "installed", property(lambda script: not script.extra)):
        (problem,) = unset_letters(document, HERE)
    assert problem.code == "FNT001"
    assert 'pip install "vnrgen[cjk]"' in problem.fix


def test_letters_of_a_chart_that_no_font_has_are_named() -> None:
    chart = a_chart("c", "Figure 𒀀", an_equiplot())
    (problem,) = unset_letters(a_document(chart), HERE)
    assert problem.code == "FNT002"
    assert "U+12000" in problem.what


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.family)
def test_no_two_scripts_claim_a_language(script: Script) -> None:
    others = [other for other in SCRIPTS if other is not script]
    assert not set(script.languages) & {tag for other in others for tag in other.languages}


def test_a_letter_that_needs_no_other_script_is_in_none() -> None:
    latin = [chr(code) for code in range(0x2030) if not families(chr(code))]
    assert len(latin) > 700
    for script in SCRIPTS:
        assert not re.search(f"[{script.letters}]", "".join(latin)), script.code
