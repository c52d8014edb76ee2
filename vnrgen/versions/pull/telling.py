"""What is told of a Word file beside its edits: remarks, running heads, what has no like."""

from __future__ import annotations

from collections import Counter
from typing import Final

from vnrgen.versions.pull.comparing import Comparison
from vnrgen.versions.pull.editions import Edition
from vnrgen.versions.pull.leaves import Leaf
from vnrgen.versions.pull.outcome import Why

_OURS: Final = frozenset({"picture", "story photo"})


def tell_what_has_no_like(now: Comparison) -> None:
    """Tell, paragraph by paragraph, of what could not be taken beside its words."""
    first = next((e.number for e in now.edited.leaves if e.form.heading), 0)
    for leaf in now.edited.leaves:
        if not leaf.beside or leaf.number < first:  # pictures of a cover are those of its design
            continue
        number = now.pairs.today.get(leaf.number)
        own = Counter(now.today.leaves[number].beside if number is not None else ())
        for each in (Counter(leaf.beside) - own).elements():
            if not _is_ours(leaf, each):
                now.refuse(Why.NO_LIKE, now.near(leaf.number), "", f"{each} ({leaf.words})")


def _is_ours(leaf: Leaf, each: str) -> bool:
    """Whether a picture stands where vnrgen puts one, alone."""
    pictures = sum(other.startswith("picture") for other in leaf.beside)
    return each.startswith("picture") and leaf.form.style in _OURS and pictures == 1


def tell_running(now: Comparison, edition: Edition) -> None:
    """Tell of words typed into running heads and feet, which are those of every page.

    Where more differ than agree, the file has another look than the dossier's own.
    """
    told = dict.fromkeys(now.edited.running)
    fresh = [
        words
        for words in told
        if not any(edition.is_same_but_dated(own, words) for own in now.today.running)
    ]
    if len(fresh) <= len(told) - len(fresh):
        for words in fresh:
            reason = "running heads come from dossier.yaml and templates/docx/reference.docx"
            now.refuse(Why.GENERATED, "-", "", words, reason)


def tell_open(now: Comparison, leaf: Leaf) -> None:
    """Tell of tracked changes of a paragraph that nobody has decided on."""
    changes = [text for text in leaf.tracked if text != "¶"] or ["¶"]
    now.refuse(Why.OPEN, now.near(leaf.number + 1), leaf.words, " | ".join(changes))


def keep_comments(now: Comparison) -> None:
    """Keep the remarks in the margin, each with the block that it is on."""
    for comment in now.edited.comments:
        number = now.pairs.today.get(comment.leaf)
        block = now.hosts.of[number].block if number is not None else ""
        now.outcome.comments.append((comment, block or now.near(comment.leaf)))
