"""Pictures, equations, hidden words: what a writer put into Word and no chapter has words for."""

from __future__ import annotations

from collections import Counter
from typing import Final

from vnrgen.versions.pull.comparing import Comparison
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
