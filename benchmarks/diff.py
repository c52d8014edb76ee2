"""Nine thousand words compared, block by block and word by word, beside difflib on words."""

from __future__ import annotations

import difflib
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from vnrgen.document.blocks import Block, Paragraph, Text
from vnrgen.document.identity import IdBook
from vnrgen.versions.comparison import compared_blocks

_WORDS, _VOCABULARY = 9_000, 2_400
_SHARES = (0.05, 0.40)
_BAR = 0.10
_LETTERS = "aeioudlmnrst"


def run(pairs: int) -> Iterator[str]:
    """Yield a line for each share of edited words: ours, difflib's, and the ratio of medians.

    Both sides give word-level changes for the whole text; difflib reads it as one list of words
    with ``autojunk`` off, as it has to be to find them all.
    """
    for share in _SHARES:
        old, new = texts(share)
        older, newer = blocks(old), blocks(new)
        before, after = ([word for line in text for word in line.split()] for text in (old, new))
        ours = partial(compared_blocks, older, newer)
        theirs = partial(_opcodes, before, after)
        ours()
        mine, peer = [], []
        for _ in range(pairs):
            mine.append(_seconds(ours))
            peer.append(_seconds(theirs))
        own, other = statistics.median(mine), statistics.median(peer)
        ratio = own / other
        yield (
            f"diff of {_WORDS:,} words, {share:.0%} edited: {own * 1000:.0f} ms of processor,"
            f" difflib {other * 1000:.0f} ms, ratio {ratio:.3f}"
            f" (bar {_BAR:.2f}: {'met' if ratio <= _BAR else 'missed'})"
        )


def texts(share: float) -> tuple[list[str], list[str]]:
    """Return paragraphs of made-up words as frequent as in a language, and their edit.

    Args:
        share: Of the words, how many are replaced, dropped or followed by a new one.
    """
    chance = random.Random(int(share * 100))  # noqa: S311 - no secret
    known = sorted({_word(chance) for _ in range(_VOCABULARY)})
    weights = [1 / rank for rank in range(1, len(known) + 1)]
    words = chance.choices(known, weights, k=_WORDS)
    old: list[str] = []
    while words:
        length = chance.randint(15, 75)
        old.append(" ".join(words[:length]) + ".")
        words = words[length:]
    return old, [_edited(paragraph, share, known, chance) for paragraph in old]


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_LETTERS, k=chance.randint(2, 9)))


def _edited(text: str, share: float, known: list[str], chance: random.Random) -> str:
    edited: list[str] = []
    for word in text.split():
        if chance.random() >= share:
            edited.append(word)
            continue
        kind = chance.choice(("replace", "drop", "add"))
        edited += {"replace": [], "drop": [], "add": [word]}[kind]
        edited += [] if kind == "drop" else [chance.choice(known)]
    return " ".join(edited)


def blocks(paragraphs: list[str]) -> tuple[Block, ...]:
    """Return paragraphs with the ids that a build would give them: a hash of the first words."""
    book, blank = IdBook(), Paragraph(block_id="", content=())
    return tuple(
        replace(blank, block_id=book.claim("prose", text), content=(Text(text),))
        for text in paragraphs
    )


def _opcodes(old: list[str], new: list[str]) -> object:
    return difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _seconds(task: Callable[[], object]) -> float:
    start = time.process_time()
    task()
    return time.process_time() - start
