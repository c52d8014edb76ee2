"""A brief in Word: what its pages begin and end with."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

from tests.builders_briefs import a_global_file, brief_of_area, portal_row


@cache
def parts_of(folder: Path) -> dict[str, str]:
    """The XML of a brief from the database alone, by the name of the part."""
    word = brief_of_area(a_global_file(folder / "sdg.csv", [portal_row()]), "NPL", "docx")
    with zipfile.ZipFile(io.BytesIO(word.files["brief.docx"])) as package:
        names = [name for name in package.namelist() if name.endswith(".xml")]
        return {name: package.read(name).decode() for name in names}


def said(xml: str) -> str:
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))


def test_the_sources_do_not_begin_a_page_alone(tmp_path: Path) -> None:
    paragraphs = re.findall(
        r"<w:p>.*?</w:p>|<w:p .*?</w:p>", parts_of(tmp_path)["word/document.xml"]
    )
    place = next(n for n, xml in enumerate(paragraphs) if said(xml) == "Sources")
    before = [xml for xml in paragraphs[:place] if said(xml)]
    assert said(before[-1]).startswith("What the indicator could be broken down by")
    assert "<w:keepNext/>" in before[-1]
    assert "<w:keepNext/>" not in next(xml for xml in before if "no trend can be told" in said(xml))


def test_its_stamp_stands_once_on_a_page(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    stamp = "Global SDG Database alone"
    heads = [said(xml) for name, xml in parts.items() if "header" in name]
    feet = [said(xml) for name, xml in parts.items() if "footer" in name]
    assert not any(stamp in words for words in heads)
    assert [words.count(stamp) for words in feet] == [1, 1]
