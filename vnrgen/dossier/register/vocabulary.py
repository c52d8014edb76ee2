"""Words of other systems for what the register knows: columns, positions, origins, targets, groups.

The lists are CSV files in ``codes/``. What is in none of them is left to a person.
"""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from vnrgen.dossier.codes.agenda import is_target
from vnrgen.dossier.model import Group
from vnrgen.dossier.tables.cells import split_list

_CODES = Path(__file__).resolve().parents[1] / "codes"
_GOAL_WORDS = r"(?:sdgs?|goals?|targets?|indicators?|odd|ods|objectif|objetivo|cible|meta)"
_TARGET = re.compile(
    rf"(?:[-–•*]\s*)?(?:{_GOAL_WORDS}\s*)*[:#]?\s*"
    r"(?P<goal>1[0-7]|0?[1-9])(?:\.(?P<part>[1-9]\d?|[a-d])(?:\.[0-9a-z]{1,3}){0,2})?\.?"
    r"(?:\s*[-–—:.]\s*[^\W\d].*|\s+[^\W\d].*|\s*\([^)]*\))?",
    re.IGNORECASE | re.DOTALL,
)
_WITH_COMMA = re.compile(r"(?<![\d.,])(?P<goal>\d{1,2}),(?P<part>\d{1,2})(?![\d.,])")
# Words for everybody, which are no group; OHCHR's lists say "general".
_EVERYBODY = frozenset({"general", "all", "all persons", "everyone", "-", "n/a"})


def fold_words(text: str) -> str:
    """Return words as they are compared: no case, accents, marks or runs of space.

    >>> fold_words("  Ref. No.:"), fold_words("Réponse de l’État")
    ('ref no', 'reponse de l etat')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split()) or text.strip()


@functools.cache
def _codes(name: str, key: str, value: str) -> Mapping[str, str]:
    with (_CODES / name).open(encoding="utf-8", newline="") as stream:
        return {fold_words(row[key]): row[value] for row in csv.DictReader(stream)}


def column_of(header: str) -> str:
    """Return the register's column that a header of any system means, "" where none.

    >>> column_of("Recommendation and recommending State"), column_of("Ref. No."), column_of("Cost")
    ('text', 'rec_id', '')
    """
    return _codes("recommendation_headers.csv", "header", "column").get(fold_words(header), "")


def known_headers() -> tuple[str, ...]:
    """Return every header that has a meaning here, as people write it."""
    with (_CODES / "recommendation_headers.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(row["header"] for row in csv.DictReader(stream))


def header_rank(header: str) -> int:
    """Return the place of a header in the list: of two for one column the earlier is taken."""
    return list(_codes("recommendation_headers.csv", "header", "column")).index(fold_words(header))


def position_of(words: str) -> str:
    """Return the position that words of another system mean, "" where they are in no list.

    >>> position_of("Accepted"), position_of("Partially Agree"), position_of("Under consideration")
    ('supported', 'supported_in_part', '')
    """
    return _codes("positions.csv", "words", "position").get(fold_words(words), "")


def origin_of(words: str) -> str:
    """Return the origin that the name of a mechanism means, "" where it is in no list.

    >>> origin_of("Universal Periodic Review"), origin_of("CEDAW")
    ('upr', 'treaty_body')
    """
    return _codes("origins.csv", "words", "origin").get(fold_words(words), "")


def target_of(words: str) -> str:
    """Return the SDG target or Goal that a text names, "" where it names none.

    An indicator stands for its target.

    >>> [target_of(t) for t in ("SDG 10.2", "- 10 - REDUCED INEQUALITIES", "5.c", "3.1.2", "18")]
    ['10.2', '10', '5.c', '3.1', '']
    >>> target_of("6.10"), target_of("8.10")  # Goal 6 ends with 6.6
    ('', '8.10')
    """
    match = _TARGET.fullmatch(" ".join(words.split()))
    if match is None:
        return ""
    goal = match["goal"].lstrip("0")
    part = (match["part"] or "").lower()
    if part and not is_target(int(goal), part):
        return ""
    return f"{goal}.{part}" if part else goal


def targets_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the targets that a cell names, and the parts of it that name none.

    "6,1" names none: it is a target with a decimal comma, or two Goals, and nobody knows which.

    >>> targets_of("10.2; SDG 16 - Peace, justice and strong institutions")
    (('10.2', '16'), ())
    >>> targets_of("SDG 1, 10.2 and 16")
    (('1', '10.2', '16'), ())
    >>> targets_of("6,1"), targets_of("10,16")
    (((), ('6,1',)), (('10', '16'), ()))
    >>> targets_of("ODS 6,1 et 6,2"), targets_of("3,8,10")
    (((), ('ODS 6,1 et 6,2',)), (('3', '8', '10'), ()))
    """
    found: dict[str, None] = {}
    unknown: list[str] = []
    for part in split_list(text):
        pairs = _WITH_COMMA.finditer(part)
        if any(is_target(int(pair["goal"]), pair["part"]) for pair in pairs):
            unknown.append(part)
            continue
        pieces = re.split(r"\s*(?:,|&|\band\b|\bet\b|\by\b)\s*(?=(?:\D{0,8})\d)", part)
        for piece in (p.strip() for p in pieces):
            target = target_of(piece)
            if target:
                found[target] = None
            elif piece:
                unknown.append(piece)
    return tuple(found), tuple(unknown)


class GroupNames:
    """The dossier's groups by all names they have: id, labels, and the label of OHCHR's lists."""

    def __init__(self, groups: Mapping[str, Group]) -> None:
        self._ids: dict[str, str] = {}
        for group in groups.values():
            names = (*split_list(group.uhri_label), *group.label.texts.values())
            for name in (group.group_id, *names):
                self._ids.setdefault(fold_words(name), group.group_id)

    def find(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the ids of the groups that a cell names, and the names that are no group's."""
        found: dict[str, None] = {}
        unknown: list[str] = []
        for part in split_list(text):
            ids = self._of(part)
            if ids is None:
                unknown.append(part)
            else:
                found.update(dict.fromkeys(ids))
        return tuple(found), tuple(unknown)

    def _of(self, name: str) -> tuple[str, ...] | None:
        folded = fold_words(name)
        if folded in self._ids:
            return (self._ids[folded],)
        if folded in _EVERYBODY:
            return ()
        pieces = [fold_words(p) for p in re.split(r"[,/&]|\band\b", name)]
        ids = [self._ids.get(p) for p in pieces if p]
        if len(ids) > 1 and all(ids):
            return tuple(i for i in ids if i)
        return None
