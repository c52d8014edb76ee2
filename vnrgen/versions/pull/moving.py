"""Which paragraphs of the edited file stand elsewhere than when it was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vnrgen.rising import longest_rising
from vnrgen.versions.pull.comparing import Comparison
from vnrgen.versions.pull.whole_tables import WholeTable


def moved(now: Comparison, tables: Iterable[WholeTable], *, prose: bool = True) -> frozenset[int]:
    """Return the numbers of edited paragraphs that stand elsewhere.

    Of a table of prose with its title one cell is asked for: it moves as a whole.

    Args:
        now: Both files.
        tables: The tables of prose.
        prose: Whether paragraphs of prose are asked for, else those that vnrgen places.
    """
    order = {e.bookmark: n for n, e in enumerate(now.edited.entries)}
    followers = {n for table in tables for n in table.numbers if n != table.lead}
    pairs = [
        (i, j)
        for i, j in sorted(now.pairs.today.items())
        if i not in followers
        and (now.hosts.of[j].kind == "prose") == prose
        and _can_move(now, i, prose=prose)
    ]
    was = [(i, _order(now, i, j, order)) for i, j in pairs]
    known = [(i, place) for i, place in was if place is not None]
    still = {i for i, _place in longest_rising(known)}
    stay = {i for i, _j in longest_rising(pairs)}
    return frozenset(i for i, _place in known if i not in still and i not in stay)


def _can_move(now: Comparison, number: int, *, prose: bool) -> bool:
    leaf = now.edited.leaves[number]
    return bool(leaf.words) and (
        prose or (leaf.form.cell is None and not leaf.form.style.startswith("toc"))
    )


def _order(now: Comparison, edited: int, today: int, order: Mapping[str, int]) -> int | None:
    """Return the place of a paragraph when the file was made; None where that is not known."""
    if not order:
        return today
    for names in (now.today.leaves[today].starts, now.edited.leaves[edited].starts):
        places = [order[n] for n in names if n in order]
        if places:
            return min(places)
    return None
