"""What a person takes back is erased from what a pull has kept, and nothing else is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from vnrgen.versions.freezing.reviewed_words import in_reviews
from vnrgen.versions.freezing.tombstones import withdraw

ON = {"ST01": date(2026, 5, 1)}
NOT_TAKEN = """code,place,in_the_dossier,in_word,why
PUL004,stories/st01-rain.md:7,Her own words.,Her words.,changed
PUL004,stories/st011-rain.md:7,His own words.,His words.,changed
PUL003,voices/story/ST01,Her title,Her heading,generated
"""
COMMENTS = """number,author,date,place,words,comment,done
1,Ada,,voices/story/ST01/2,Her own words.,Is it so?,
2,Ada,,who/prose/x,Our words.,Is it so?,
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, content in {
        "stories/st01-rain.md": "---\nstory_id: ST01\n---\nHer own words.\n",
        "reviews/before-a1/stories/st01-rain.md": '---\nstory_id: "ST01" # x\n---\nHer.\n',
        "reviews/before-a1/stories/old-name.md": "---\nstory_id: ST01\n---\nHer.\n",
        "reviews/before-a1/stories/st011-rain.md": "---\nstory_id: ST011\n---\nHis.\n",
        "reviews/before-a1/narrative/en/who.md": "Ours.\n",
        "reviews/before-b2/qualitative.csv": "finding_id,finding\nQ01,Theirs\n",
        "reviews/a.not-taken.csv": NOT_TAKEN,
        "reviews/a.comments.csv": COMMENTS,
        "reviews/mine.csv": "a,b\nST01,c\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


def everything(root: Path) -> str:
    files = sorted(p for p in (root / "reviews").rglob("*") if p.is_file())
    return "\n".join(p.read_text(encoding="utf-8-sig") for p in files)


def test_a_story_is_erased_from_backups_and_from_the_lists_and_what_others_said_stays(
    root: Path,
) -> None:
    assert withdraw(root, ON) == ("ST01",)
    kept = everything(root)
    assert "Her" not in kept
    assert all(
        words in kept for words in ("His own words.", "His.", "Ours.", "Our words.", "Theirs")
    )
    assert kept.count("Is it so?") == 2
    assert (root / "stories" / "st01-rain.md").exists()
    assert (root / "reviews" / "mine.csv").read_text(encoding="utf-8") == "a,b\nST01,c\n"
    assert in_reviews(root, ON) == ()
    assert withdraw(root, ON) == ()


def test_a_table_kept_from_before_goes_whole_where_it_has_the_finding(root: Path) -> None:
    assert withdraw(root, {"Q01": date(2026, 5, 1)}) == ("Q01",)
    assert not (root / "reviews" / "before-b2" / "qualitative.csv").exists()
    assert "Her own words." in everything(root)


def test_nobody_elses_words_are_looked_for(root: Path) -> None:
    before = everything(root)
    assert withdraw(root, {"ST02": date(2026, 5, 1)}) == ()
    assert everything(root) == before
