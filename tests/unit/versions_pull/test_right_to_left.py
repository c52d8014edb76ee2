"""A chapter that runs from right to left takes edits like any other."""

from __future__ import annotations

from pathlib import Path

from tests.builders_word_edits import (
    a_dossier,
    built,
    edited,
    insert_after,
    like_it,
    pulled_untried,
    replace,
)

PROSE = """\
قلنا إن {{ count("groups") }} مجموعات *هنا*.

## ما رأينا

المرأة الأولى مشت ساعة.

- أولا
- ثانيا
"""


def test_edits_of_arabic_prose_come_back(tmp_path: Path) -> None:
    root = a_dossier(tmp_path)
    settings = root / "dossier.yaml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("language: en ", "language: ar ").replace("[en]", "[ar]")
    settings.write_text(text, encoding="utf-8")
    path = root / "narrative" / "ar" / "who.md"
    path.parent.mkdir()
    (root / "narrative" / "en" / "who.md").unlink()
    path.write_text(PROSE, encoding="utf-8")
    docx = built(root)
    assert pulled_untried(root, docx).written == {}
    made = pulled_untried(
        root,
        edited(
            docx,
            replace("مشت ساعة", "مشت ساعتين"),
            insert_after("مشت", "فقرة جديدة. New words."),
            like_it("أولا", "بين الاثنين"),
            replace("ما رأينا", "ما سمعنا"),
        ),
    )
    assert made.outcome.not_taken == []
    longer = PROSE.replace("ساعة.\n", "ساعتين.\n\nفقرة جديدة. New words.\n")
    assert path.read_text(encoding="utf-8") == longer.replace(
        "- ثانيا", "- بين الاثنين\n- ثانيا"
    ).replace("رأينا", "سمعنا")  # fmt: skip
