"""What a pull shows: one screen of 80 columns, and what came of it as JSON."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from tests.builders_word_edits import (
    a_dossier,
    built,
    delete,
    edited,
    insert_after,
    prose,
    replace,
)
from vnrgen.cli.pull import pull

SCREEN = """\
Taken into the sources (3)
  narrative/en/who.md:17: deleted
    - The last paragraph of the section closes it.
  narrative/en/who.md:3: reworded
    - Every second family walked for an hour to reach a clinic, and came back
      without help.
    + Every second family walked for two hours to reach a clinic, and came back
      without help.
  narrative/en/who.md: new
    + A new paragraph.
Not taken (1)
  who/groups: PUL003: vnrgen makes these words from the data; change the data
  instead
    dossier: Groups at risk of being left behind, and how they were identified
    in Word: Groups in danger of being left behind, and how they were identified
"""
AFTER = {
    True: "Nothing was written (--dry-run).\n",
    False: """\
Written:
  narrative/en/who.md
  reviews/before-{digest}/narrative/en/who.md
  reviews/edited.not-taken.csv
""",
}


def test_one_screen_says_what_was_taken_what_was_not_and_what_was_written(tmp_path: Path) -> None:
    root = a_dossier(tmp_path)
    before = prose(root)
    path = tmp_path / "edited.docx"
    docx = edited(
        built(root),
        replace("for an hour", "for two hours"),
        insert_after("Every second family", "A new paragraph."),
        delete("The last paragraph"),
        replace("Groups at risk of being", "Groups in danger of being"),
    )
    path.write_bytes(docx)
    tried = CliRunner().invoke(pull, [str(path), str(root), "--dry-run"])
    assert tried.output == SCREEN + AFTER[True]
    assert prose(root) == before
    done = CliRunner().invoke(pull, [str(path), str(root)])
    digest = next((root / "reviews").glob("before-*")).name.removeprefix("before-")
    assert done.output == SCREEN + AFTER[False].format(digest=digest)
    assert (root / "reviews" / f"before-{digest}" / "narrative" / "en" / "who.md").read_text(
        encoding="utf-8"
    ) == before
    assert max(len(line) for line in done.output.splitlines()) <= 80
    again = CliRunner().invoke(pull, [str(path), str(root)])
    assert again.output.endswith("Nothing new to write.\n")
