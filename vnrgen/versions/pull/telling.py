"""What is told of a Word file beside its edits: remarks, running heads, what has no like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from vnrgen.render.docx.source_map import words_digest
from vnrgen.versions.changes.pictures import Picture
from vnrgen.versions.pull.comparing import Comparison
from vnrgen.versions.pull.editions import Edition
from vnrgen.versions.pull.leaves import Leaf
from vnrgen.versions.pull.outcome import Why
from vnrgen.visible import visible

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


def tell_pictures(now: Comparison, seen: Sequence[Picture]) -> None:
    """Tell of pictures that were replaced or taken out in Word, or have another alternative text.

    Args:
        now: Both files; the edited one says which pictures vnrgen put into it.
        seen: The pictures of the edited file.
    """
    left = {n for leaf in now.edited.leaves for n in (*leaf.open, *leaf.starts)}
    blocks = {entry.block_id for name, entry in now.before.items() if name in left}
    for made in now.edited.pictures:
        digests = {digest for _form, digest in made.shows if digest}
        own = [picture for picture in seen if picture.owner == made.block_id]
        same = [p for p in seen if not digests.isdisjoint(digest for _form, digest in p.shows)]
        if not digests:  # a chart that Word draws
            same = [p for p in own if dict(p.shows).keys() & {form for form, _d in made.shows}]
        if not same and own:
            reason = "another picture than vnrgen put here; it is in the Word file, keep that"
            words = f"picture: {own[0].alternative} ({own[0].name})"
            now.refuse(Why.NO_LIKE, made.block_id, "", words, reason)
        elif not same and made.block_id in blocks:
            reason = "it was taken out in Word, and is printed again"
            now.refuse(Why.GENERATED, made.block_id, "picture", "", reason)
        elif same and all(_digest(p.alternative) != made.words for p in same):
            words = f"alternative text: {same[0].alternative}"
            now.refuse(Why.GENERATED, made.block_id, "", words)


def _digest(alternative: str) -> str:
    return words_digest(visible(alternative))


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
