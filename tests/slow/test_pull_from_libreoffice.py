"""A chapter edited in LibreOffice, tracked or not, as DOCX or by way of ODT, comes back whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_libreoffice import converted, edited_in_libreoffice, has_uno
from tests.builders_word_edits import PROSE, a_dossier, built, prose, pulled
from vnrgen.versions.pull.word import Tracked

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not has_uno(), reason="LibreOffice or its Python is not installed"),
]

STEPS = [
    ("replace", "walked for an hour", "walked for two hours"),
    ("replace", "What we saw", "What we heard"),
    ("new", "second thing that was said", "between the two"),
    ("new", "came back without help", "A paragraph that is new."),
    ("replace", "Words that stand in the box", "Words that stood in the box"),
    ("replace", "census left them out", "count left them out"),
    ("replace", "had tea ready", "had warm tea ready"),
    ("replace", "Station a midwife", "Post a midwife"),
    ("split", "The last paragraph of"),
    ("bold", "third thing"),
    ("delete", "first thing that was said"),
]
EXPECTED = (
    PROSE.replace("for an hour", "for two hours")
    .replace("we saw", "we heard")
    .replace("- third", "- between the two\n- third")
    .replace("without help.\n", "without help.\n\nA paragraph that is new.\n")
    .replace("that stand in", "that stood in")
    .replace("census left", "count left")
    .replace("paragraph of the", "paragraph of\n\nthe")
    .replace("third thing", "**third thing**")
    .replace("- first thing that was said\n", "")
)


@pytest.mark.parametrize("by_odt", [False, True])
@pytest.mark.parametrize("tracked", [False, True])
def test_edits_in_libreoffice_come_back(tmp_path: Path, tracked: bool, by_odt: bool) -> None:  # noqa: FBT001
    root = a_dossier(tmp_path)
    source = tmp_path / "chapter.docx"
    source.write_bytes(built(root))
    target = tmp_path / ("edited.odt" if by_odt else "edited.docx")
    edited_in_libreoffice(source, target, STEPS, tracked=tracked)
    if by_odt:
        target = converted(target, "docx", tmp_path / "back")
    data = target.read_bytes()
    # ODT has no tracked changes of looks: there, words in bold are in bold for good
    rejects = tracked and not by_odt
    untouched = pulled(root, data, Tracked.REJECTED, keep=False) if rejects else None
    made = pulled(root, data)
    assert made.outcome.not_taken == []
    assert prose(root) == EXPECTED
    assert "warm tea" in (root / "stories" / "st01-by-the-weather.md").read_text(encoding="utf-8")
    assert "Post a midwife" in (root / "recommendations.csv").read_text(encoding="utf-8-sig")
    assert untouched is None or untouched.outcome.files == {}
    assert pulled(root, data).outcome.files == {}
