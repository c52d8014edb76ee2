"""Pulling what was built changes nothing; pulling an edited file gives the chapter it holds."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders_word_edits import (
    W,
    a_dossier,
    built,
    edited,
    find,
    insert_after,
    like_it,
    pulled,
    run,
    split,
)
from vnrgen.versions.pull.markdown_out import escaped
from vnrgen.versions.pull.word import read_word

pytestmark = pytest.mark.slow

LETTERS = "abcdefghij"
WORDS = (
    *("river", "Élodie", "naïve", "straße", "Łódź", "a*b", "c_d", "x|y", "#tag", "50 %"),
    *("النساء", "القرية", "دختران", "{{", "1.", "-", "&amp;", "<b>", "https://example.org"),
)
KINDS = ("plain", "call", "strong", "linked", "noted", "heading", "item", "numbered", "boxed")
OPERATIONS = (
    *("reword", "append", "retype", "delete", "new", "like", "split", "swap", "strengthen"),
    *("bare", "double"),
)


def own(number: int) -> str:
    """A word that only one block has."""
    return "zq" + "".join(LETTERS[int(digit)] for digit in str(number)) + "k"


def block(number: int, kind: str, words: Sequence[str]) -> str:
    """One block of prose as Markdown."""
    text = " ".join(escaped(word) for word in words)
    begin = f"Of {own(number)} {text}"
    match kind:
        case "call":
            return f'{begin} and {{{{ count("groups") }}}} groups in all.'
        case "strong":
            return f"{begin} is **very {own(1000 + number)}** and *so* on."
        case "linked":
            return f"{begin} as [told](https://example.org/{number}) there."
        case "noted":
            return f"{begin} at the end.[^n{number}]"
        case "heading":
            return f"## The {own(number)} part"
        case "item":
            return f"- {begin}\n- another of {own(1000 + number)}"
        case "numbered":
            return f"1. {begin}\n2. another of {own(1000 + number)}"
        case "boxed":
            return f"> **A box {own(1000 + number)}**\n>\n> {begin} inside."
        case _:
            return f"{begin} at the end."


def a_prose(kinds: Sequence[tuple[str, Sequence[str]]]) -> str:
    """A section: its blocks, one that closes it, and its notes."""
    blocks = [block(n, kind, words) for n, (kind, words) in enumerate(kinds)]
    notes = [f"[^n{n}]: A note {own(2000 + n)}." for n, (k, _w) in enumerate(kinds) if k == "noted"]
    return "\n\n".join([*blocks, f"Here {own(900)} closes it.", *notes]) + "\n"


def texts(paragraph: Any) -> list[Any]:
    """The texts of a paragraph that no field and no bookmark of a number makes."""
    return [t for t in paragraph.iter(f"{W}t") if t.text and not t.text.strip().isdigit()]


def reworded(word: str, fresh: str) -> Callable[[Any], None]:
    def edit(tree: Any) -> None:
        text = next(t for t in texts(find(tree, word)) if word in t.text)
        text.text = text.text.replace(word, f"{word} {fresh}")

    return edit


def extended(word: str, fresh: str, look: str = "") -> Callable[[Any], None]:
    def edit(tree: Any) -> None:
        find(tree, word).append(run(f" {fresh}", look))

    return edit


def retyped(word: str, fresh: str) -> Callable[[Any], None]:
    """Type a paragraph anew: one run with other words, no bookmark of the old ones."""

    def edit(tree: Any) -> None:
        paragraph = find(tree, word)
        for child in list(paragraph):
            if child.tag != f"{W}pPr":
                paragraph.remove(child)
        paragraph.append(run(f"All {fresh} is new here."))

    return edit


def taken_out(word: str) -> Callable[[Any], None]:
    def edit(tree: Any) -> None:
        paragraph = find(tree, word)
        paragraph.getparent().remove(paragraph)

    return edit


def swapped(word: str, *, bare: bool) -> Callable[[Any], None]:
    """Move a paragraph to the end of the section, with or without its bookmarks."""

    def edit(tree: Any) -> None:
        paragraph = find(tree, word)
        for mark in [*paragraph.iter(f"{W}bookmarkStart"), *paragraph.iter(f"{W}bookmarkEnd")]:
            if bare:
                mark.getparent().remove(mark)
        find(tree, own(900)).addnext(paragraph)

    return edit


def doubled(word: str) -> Callable[[Any], None]:
    def edit(tree: Any) -> None:
        paragraph = find(tree, word)
        paragraph.addnext(copy.deepcopy(paragraph))

    return edit


def the_edit(operation: str, number: int, place: int) -> Callable[[Any], None]:
    """One edit of the block with a number."""
    word, fresh = own(number), own(3000 + place)
    return {
        "reword": reworded(word, fresh),
        "append": extended(word, fresh),
        "retype": retyped(word, fresh),
        "delete": taken_out(word),
        "new": insert_after(word, f"A new one with {fresh}."),
        "like": like_it(word, f"One more with {fresh}."),
        "split": split(word, " "),
        "swap": swapped(word, bare=False),
        "strengthen": extended(word, fresh, "<w:b/>"),
        "bare": swapped(word, bare=True),
        "double": doubled(word),
    }[operation]


def said(docx: bytes) -> list[tuple[int, str, str]]:
    """What a file says: level of heading, kind of list and words of every paragraph."""
    return [
        (leaf.form.heading, leaf.form.item, leaf.words)
        for leaf in read_word(docx).leaves
        if leaf.words and not leaf.form.style.startswith("toc")
    ]


PROSES = st.lists(
    st.tuples(st.sampled_from(KINDS), st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)),
    min_size=2,
    max_size=7,
)
EDITS = st.lists(st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 6)), max_size=4)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(kinds=PROSES, edits=EDITS)
def test_a_pull_gives_the_chapter_that_was_edited(
    kinds: list[tuple[str, list[str]]], edits: list[tuple[str, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = a_dossier(Path(folder), a_prose(kinds))
        docx = built(root)
        assert pulled(root, docx).written == {}
        chosen = {
            number: the_edit(operation, number, place)
            for place, (operation, number) in enumerate(edits)
            if number < len(kinds) and not (kinds[number][0] == "heading" and operation != "delete")
        }
        changed = edited(docx, *chosen.values())
        made = pulled(root, changed)
        assert made.outcome.not_taken == []
        assert said(built(root)) == said(changed)
        assert pulled(root, changed).outcome.files == {}
