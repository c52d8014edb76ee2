"""Nine thousand words compared, block by block and word by word, beside difflib on words.

The words are English prose: the sample's chapter and its stories, then these docs. The edits
replace, drop and add single words, each at a place of its own.
"""

from __future__ import annotations

import difflib
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from vnrgen.document.blocks import Block, Paragraph, Text
from vnrgen.document.blocks.identity import IdBook
from vnrgen.versions.comparison.documents import compared_blocks

_WORDS, _LEAST = 9_000, 12  # in all, and in a paragraph
_SHARES = (0.05, 0.40)
_BAR = 0.10
_ROOT = Path(__file__).resolve().parent.parent
_PROSE = ("sample_data/narrative/*.md", "sample_data/*/*.md", "docs/*.md", "docs/adr/*.md")
_MARKUP = re.compile(r"[#*`|>]")
_ENDS = re.compile(r"\n\s*\n|\n- ")


def run(pairs: int) -> Iterator[str]:
    """Yield a line for each share of edited words: ours, difflib's, and the ratios of medians.

    Both sides give word-level changes for the whole text. difflib reads it as one list of words:
    with ``autojunk`` off, as it has to be to find them all (the bar), and as it is by default,
    where it passes over frequent words and gives longer changes.
    """
    for share in _SHARES:
        old, new = texts(share)
        ours = partial(compared_blocks, blocks(old), blocks(new))
        before, after = ([word for line in text for word in line.split()] for text in (old, new))
        peers = [partial(_opcodes, before, after, junk) for junk in (False, True)]
        ours()
        times = [[_seconds(task) for task in (ours, *peers)] for _ in range(pairs)]
        own, full, junk = (statistics.median(column) for column in zip(*times, strict=True))
        yield (
            f"diff of {len(before):,} words, {share:.0%} edited: {own * 1000:.0f} ms of processor;"
            f" difflib {full * 1000:.0f} ms, ratio {own / full:.3f}"
            f" (bar {_BAR:.2f}: {'met' if own / full <= _BAR else 'missed'});"
            f" difflib with autojunk {junk * 1000:.0f} ms, ratio {own / junk:.3f}"
        )


def texts(share: float) -> tuple[list[str], list[str]]:
    """Return paragraphs of prose and their edit.

    Args:
        share: Of the words, how many are replaced, dropped or followed by a new one.
    """
    chance = random.Random(int(share * 100))  # noqa: S311 - no secret
    old = prose()
    known = sorted({word for paragraph in old for word in paragraph.split()})
    return old, [_edited(paragraph, share, known, chance) for paragraph in old]


def prose() -> list[str]:
    """Return paragraphs of about nine thousand words together."""
    found: list[str] = []
    count = 0
    paths = dict.fromkeys(path for pattern in _PROSE for path in sorted(_ROOT.glob(pattern)))
    for path in paths:
        for part in _ENDS.split(_MARKUP.sub("", path.read_text(encoding="utf-8"))):
            words = part.split()
            if len(words) >= _LEAST and count < _WORDS:
                found.append(" ".join(words))
                count += len(words)
    return found


def _edited(text: str, share: float, known: Sequence[str], chance: random.Random) -> str:
    edited: list[str] = []
    for word in text.split():
        if chance.random() >= share:
            edited.append(word)
            continue
        kind = chance.choice(("replace", "drop", "add"))
        edited += [word] if kind == "add" else []
        edited += [] if kind == "drop" else [chance.choice(known)]
    return " ".join(edited)


def blocks(paragraphs: list[str]) -> tuple[Block, ...]:
    """Return paragraphs with the ids that a build would give them: a hash of the first words."""
    book, blank = IdBook(), Paragraph(block_id="", content=())
    return tuple(
        replace(blank, block_id=book.claim("prose", text), content=(Text(text),))
        for text in paragraphs
    )


def _opcodes(old: list[str], new: list[str], autojunk: bool) -> object:  # noqa: FBT001
    return difflib.SequenceMatcher(None, old, new, autojunk=autojunk).get_opcodes()


def _seconds(task: Callable[[], object]) -> float:
    start = time.process_time()
    task()
    return time.process_time() - start
