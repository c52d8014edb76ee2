"""Figures that may not be given back: what says one of them, and what words name it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from vnrgen.versions.comparison.tokens import UNSPACED, is_spaced

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_RUN: Final = re.compile(rf"[{UNSPACED}]{{2,}}")
_STEM: Final = 5  # letters of a word that its other forms begin with too
TELLING: Final = 3
"""So many digits are no coincidence within a section, nor in another scale beside a name."""
_ROUNDED: Final = 2  # digits that a rounded number has at least, if it is to tell anything
_LEAST: Final = 4  # half of so many words of a title have to be there, or all of it


@dataclass(frozen=True, slots=True)
class Secret:
    """A figure that may not be given back: its indicator's code and title, and whom it counts."""

    indicator: str
    value: Decimal
    decimals: int
    title: str = ""
    groups: tuple[str, ...] = ()

    @property
    def is_telling(self) -> bool:
        """Whether its digits are so many that nobody writes them by chance."""
        return digits_of(self.value) >= TELLING

    def is_said(self, value: Decimal, decimals: int, least: int = 0) -> bool:
        """Whether a typed number is this one, perhaps rounded; "fell by 3" is 3 and -3.

        Args:
            value: The number.
            decimals: How many it is written with; below zero where it ends in so many zeros that
                say nothing.
            least: How many digits the coarser of the two has at least.
        """
        own, other = abs(self.value), abs(value)
        if own == other:
            return digits_of(own) >= least
        coarse = own if self.decimals < decimals else other
        unit = Decimal(1).scaleb(-min(self.decimals, decimals))
        return (
            self.decimals != decimals
            and abs(own - other) * 2 <= unit
            and digits_of(coarse) >= max(least, _ROUNDED)
        )


class Known:
    """Secrets in the order of their values: a number is held against those that are near it."""

    def __init__(self, secrets: Sequence[Secret]) -> None:
        """Put them in order."""
        self._secrets = secrets
        self._order = sorted(range(len(secrets)), key=lambda n: abs(secrets[n].value))
        self._values = [abs(secrets[n].value) for n in self._order]

    def said_by(self, value: Decimal, decimals: int, least: int = 0) -> Iterator[Secret]:
        """Yield those that a number is; see ``Secret.is_said``."""
        slack = Decimal(1).scaleb(max(0, -decimals)) / 2
        first = bisect_left(self._values, abs(value) - slack)
        end = bisect_right(self._values, abs(value) + slack)
        for number in sorted(self._order[first:end]):
            if self._secrets[number].is_said(value, decimals, least):
                yield self._secrets[number]


def digits_of(value: Decimal) -> int:
    """Return how many digits a number has but for leading and last zeros."""
    return len("".join(map(str, value.normalize().as_tuple().digits)).lstrip("0"))


def _stems(words: str) -> frozenset[str]:
    """Return what words begin with; where a script writes no spaces, each two signs of it."""
    folded = words.casefold()
    found = {word[:_STEM] for word in _WORD.findall(folded)}
    for run in () if is_spaced(folded) else _RUN.findall(folded):
        found |= {run[n : n + 2] for n in range(len(run) - 1)}
    return frozenset(found)


def _is_caseless(label: str) -> bool:
    """Whether a label is in a script without capitals, in which prefixes are written on to it."""
    return label.upper() == label.lower() and any(map(str.isalpha, label))


@dataclass(slots=True)
class Named:
    """Tells whether words name what a figure is about.

    ``generic`` are beginnings of words that several groups have in their names, as "women".
    """

    generic: frozenset[str] = frozenset()
    numbered: tuple[str, ...] = ()
    """Names of groups that hold numbers and more, as "15-24 years"; longer ones first."""
    _pattern: re.Pattern[str] | None = field(init=False)

    def __post_init__(self) -> None:
        """Prepare to find the names that hold numbers."""
        names = "|".join(map(re.escape, self.numbered))
        self._pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE) if names else None

    def names_in(self, words: str) -> list[tuple[int, int]]:
        """Return where names of groups stand that hold numbers: these are no figures."""
        return [found.span() for found in self._pattern.finditer(words)] if self._pattern else []

    def is_named(self, secret: Secret, words: str) -> bool:
        """Whether words name the indicator of a figure, by code or title, or one of its groups."""
        code = re.escape(secret.indicator)
        if code and re.search(rf"(?<![\w.]){code}(?![.]?\w)", words):
            return True
        folded, stems = words.casefold(), _stems(words)
        title = _stems(secret.title)
        is_whole = bool(title) and title <= stems
        if is_whole or len(title & stems) * 2 >= max(len(title), _LEAST):
            return True
        return any(self._says(group, folded, stems) for group in secret.groups)

    def _says(self, label: str, folded: str, stems: frozenset[str]) -> bool:
        label = label.strip().casefold()
        if not label:
            return False
        if _is_caseless(label) and label in folded:
            return True
        if not is_spaced(label):
            return label in folded
        if re.search(rf"(?<!\w){re.escape(label)}(?!\w)", folded):
            return True
        own = _stems(label) - self.generic
        return bool(own) and own <= stems and not any(sign.isdigit() for sign in label)


def naming(secrets: Iterable[Secret]) -> Named:
    """Return what tells the groups of figures apart by their words."""
    labels = {group.strip() for secret in secrets for group in secret.groups}
    counts = Counter(stem for label in labels for stem in _stems(label))
    numbered = sorted(
        (label for label in labels if _is_numbered(label)), key=lambda x: (-len(x), x)
    )
    return Named(frozenset(stem for stem, count in counts.items() if count > 1), tuple(numbered))


def _is_numbered(label: str) -> bool:
    """Whether a name holds a number and is none: "15-24", "60 years and over", not "38.4%"."""
    numbers = re.findall(r"\d+(?:[.,]\d+)*", label)
    return bool(numbers) and (len(numbers) > 1 or any(map(str.isalpha, label)))
