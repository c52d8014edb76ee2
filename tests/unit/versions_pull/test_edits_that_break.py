"""An edit with which the chapter does not build is left out by itself; the others are taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders_word_edits import (
    PROSE,
    a_dossier,
    built,
    delete,
    edited,
    prose,
    pulled,
    replace,
)
from vnrgen.problems import InvalidInputError, Location, Problem
from vnrgen.versions.pull.outcome import Kind, Outcome, Refusal, Taken, Why
from vnrgen.versions.pull.trying import Trials


def test_a_note_deleted_while_its_mark_stays_is_reported_and_the_rest_is_taken(
    tmp_path: Path,
) -> None:
    root = a_dossier(tmp_path)
    docx = edited(
        built(root),
        delete("The census left them out"),
        replace("without help", "without any help"),
        delete("The last paragraph"),
    )
    made = pulled(root, docx)
    assert prose(root) == PROSE.replace("without help", "without any help").replace(
        "The last paragraph of the section closes it.\n\n", ""
    )
    (left,) = made.outcome.not_taken
    assert (left.why, left.dossier, left.word) == (Why.BREAKS, "The census left them out.", "")
    assert left.reason.startswith("PRO005 narrative/en/who.md:1: the footnote [^why]")
    report = (root / "reviews" / "edited.not-taken.csv").read_text(encoding="utf-8-sig")
    assert "the footnote [^why] has no text" in report


def test_a_dossier_that_does_not_build_without_edits_takes_none(tmp_path: Path) -> None:
    root = a_dossier(tmp_path)
    docx = edited(built(root), replace("without help", "without any help"))
    (root / "narrative" / "en" / "voices.md").write_text('{{ value("no.such") }}', encoding="utf-8")
    with pytest.raises(InvalidInputError):
        pulled(root, docx)
    assert prose(root) == PROSE


def outcome_of(count: int, refused: Mapping[int, Refusal]) -> Outcome:
    """What comes of edits that each write a file of their own."""
    outcome = Outcome()
    for number in range(count):
        if number not in refused:
            outcome.taken.append(Taken(kind=Kind.ADDED, place=f"{number}", edit=number))
            outcome.files[f"{number}.md"] = b"."
    return outcome


@settings(deadline=None, max_examples=25)
@given(count=st.integers(1, 20), bad=st.sets(st.integers(0, 19), max_size=3))
def test_all_edits_hold_but_those_that_break(
    tmp_path_factory: pytest.TempPathFactory, count: int, bad: set[int]
) -> None:
    root = tmp_path_factory.mktemp("dossier")
    wrong = {number for number in bad if number < count}

    def said(folder: Path) -> Iterable[str]:
        broken = sorted(n for n in wrong if (folder / f"{n}.md").exists())
        if broken:
            where = Location(f"{broken[0]}.md")
            raise InvalidInputError([Problem("XXX001", where, "it is wrong", "mend it")])
        return []

    trials = Trials(root, said)
    held = trials.held(lambda refused: outcome_of(count, refused))
    assert {taken.edit for taken in held.taken} == set(range(count)) - wrong
    assert set(trials.refused) == wrong
    assert all(trials.refused[n].reason == f"XXX001 {n}.md: it is wrong" for n in wrong)


def test_a_file_in_which_most_edits_break_is_not_taken(tmp_path: Path) -> None:
    def said(folder: Path) -> Iterable[str]:
        if any(folder.glob("*.md")):
            where = Location("a.md")
            raise InvalidInputError([Problem("XXX001", where, "it is wrong", "mend it")])
        return []

    with pytest.raises(InvalidInputError) as error:
        Trials(tmp_path, said).held(lambda refused: outcome_of(30, refused))
    assert {p.code for p in error.value.problems} == {"XXX001", "PUL009"}
