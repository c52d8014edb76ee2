"""Five hundred edits of a chapter, fifty at once: each comes back, and nothing else changes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders_word_edits import (
    W,
    a_dossier,
    built,
    edited,
    find,
    insert_after,
    like_it,
    prose,
    pulled,
    run,
    said,
    split,
)

pytestmark = pytest.mark.slow

PARAGRAPHS = 150  # of some sixty words: about twenty-five pages
SYLLABLES = ("ba", "ke", "lo", "mi", "nu", "ra", "se", "to", "vi", "wu")


def word(number: int) -> str:
    """A word that no other number has."""
    return "x" + "".join(SYLLABLES[int(digit)] for digit in str(number)) + "q"


def a_long_text(chance: random.Random) -> str:
    """Prose with headings, lists, notes, calls and emphasis; every block has a word of its own."""
    common = [word(90_000 + n) for n in range(400)]
    blocks, notes = [], []
    for number in range(PARAGRAPHS):
        words = [chance.choice(common) for _ in range(60)]
        words.insert(30, word(number))
        kind = number % 10
        if kind == 0:
            blocks.append(f"## {word(number)} {' '.join(words[:4])}")
            continue
        if kind in {3, 4}:
            blocks.append(f"- {word(number)} {' '.join(words[:15])}")
            continue
        if kind == 5:
            words.insert(8, '{{ count("groups") }}')
        if kind == 6:
            words[5] = f"**{words[5]}**"
            words.append(f"end.[^n{number}]")
            notes.append(f"[^n{number}]: Note {word(20_000 + number)} here.")
        if kind == 7:
            words[3] = f"[{words[3]}](https://example.org/{number})"
        blocks.append(" ".join(words))
    text = "\n\n".join([*blocks, *notes]) + "\n"
    return re.sub(r"(\n- .*)\n\n(?=- )", r"\1\n", text)


def reword(own: str, fresh: str) -> Callable[[Any], None]:
    def edit(tree: Any) -> None:
        for text in find(tree, own).iter(f"{W}t"):
            if own in (text.text or ""):
                text.text = text.text.replace(own, f"{own} {fresh}")
                return

    return edit


def take_out(own: str) -> Callable[[Any], None]:
    def edit(tree: Any) -> None:
        paragraph = find(tree, own)
        paragraph.getparent().remove(paragraph)

    return edit


def shift(own: str, after: str, *, bare: bool) -> Callable[[Any], None]:
    def edit(tree: Any) -> None:
        paragraph = find(tree, own)
        if bare:
            for mark in [*paragraph.iter(f"{W}bookmarkStart"), *paragraph.iter(f"{W}bookmarkEnd")]:
                mark.getparent().remove(mark)
        find(tree, after).addnext(paragraph)

    return edit


def some_edits(
    chance: random.Random, count: int, start: int
) -> tuple[list[Any], set[str], set[str]]:
    """Return edits of blocks that no other touches, the words they add, those they drop."""
    free = [n for n in range(1, PARAGRAPHS - 2) if n % 10 not in {0, 9}]
    chance.shuffle(free)
    edits: list[Any] = []
    added: set[str] = set()
    dropped: set[str] = set()
    for number in range(start, start + count):
        own, fresh = word(free.pop()), word(40_000 + number)
        match chance.randrange(8):
            case 0 | 1:
                edits.append(reword(own, fresh))
                added.add(fresh)
            case 2:
                edits.append(insert_after(own, f"New {fresh} words."))
                added.add(fresh)
            case 3:
                edits.append(like_it(own, f"More {fresh} words."))
                added.add(fresh)
            case 4:
                edits.append(take_out(own))
                dropped.add(own)
            case 5:
                after = word(chance.choice(range(0, PARAGRAPHS, 10)))
                edits.append(shift(own, after, bare=chance.random() < 0.5))
            case 6:
                edits.append(split(own, " "))
            case _:
                edits.append(reword(own, fresh))
                edits.append(lambda tree, own=own, fresh=fresh: find(tree, own).append(
                    run(f" {fresh}b", "<w:b/>")))  # fmt: skip
                added |= {fresh, f"{fresh}b"}
    return edits, added, dropped


@pytest.mark.parametrize("round_number", range(10))
def test_no_edit_of_fifty_is_lost(tmp_path: Path, round_number: int) -> None:
    chance = random.Random(round_number)  # noqa: S311 - the same edits in every run
    text = a_long_text(chance)
    root = a_dossier(tmp_path, text)
    edits, added, dropped = some_edits(chance, 50, round_number * 50)
    docx = edited(built(root), *edits)
    made = pulled(root, docx)
    now = prose(root)
    reported = " ".join(e.word for e in made.outcome.not_taken)
    assert {w for w in added if how_often(w, now) != 1 and w not in reported} == set()
    kept = {word(n) for n in range(PARAGRAPHS)} - dropped
    assert {w for w in kept if how_often(w, now) != 1} == set()
    assert {w for w in dropped if w in now} == set()
    assert [e for e in made.outcome.not_taken if e.word] == []
    calls = sum(word(n) not in dropped for n in range(5, PARAGRAPHS, 10))
    assert now.count('{{ count("groups") }}') == calls
    assert in_word(docx) == in_word(built(root))
    assert pulled(root, docx).outcome.files == {}


def how_often(own: str, text: str) -> int:
    return len(re.findall(rf"\b{own}\b", text))


def in_word(docx: bytes) -> list[str]:
    """Return the words of the prose of a file in their order, notes and their numbers aside."""
    heard: list[str] = []
    edited(docx, lambda tree: heard.extend(said(p) for p in tree.iter(f"{W}p")))
    words = [re.sub(r"\d+", "", text).strip() for text in heard if "q" in text and "x" in text]
    return [text for text in words if re.search(r"\bx[a-z]+q\b", text) and "Note" not in text]
