"""Numbers typed into words that would give back a withheld figure, taken out of a document.

A figure that is bound to the data is withheld where it has to be. One that somebody typed stays in
the words when the figure beside it goes, and two versions side by side then tell what it was. So a
typed number that equals a secret figure is taken out where the same words name the figure's
indicator or one of its groups; a number of three digits and more also where its section does.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from vnrgen.document import blocks as b
from vnrgen.document.blocks import Document, Text
from vnrgen.document.marks import PARTS
from vnrgen.document.plain import plain
from vnrgen.document.quantities import SUPPRESSED
from vnrgen.versions.quantities_read import read_quantity
from vnrgen.versions.things import text_of
from vnrgen.versions.tokens import is_spaced

_NUMBER: Final = re.compile(
    r"(?<![\w.,])[\u2212-]?"
    r"(?:\d{1,2}(?:,\d\d)+,\d{3}|\d{1,3}(?:[ \u00a0\u202f'\u2019\u066c.,]\d{3})+|\d+)"
    r"(?:[.,\u066b]\d+)?(?!\w)(?![.,]\d)(?:[ \u00a0\u202f]?[%\u066a])?"
)
_EASTERN: Final = str.maketrans("\u066b\u066c", ".,")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_STEM: Final = 5  # letters of a word that its other forms begin with too
_TELLING: Final = 3  # digits: so many are no coincidence within a section
_ROUNDED: Final = 2  # digits that a rounded number has at least, if it is to tell anything
_AROUND: Final = 40
_SIGN: Final = "\0"


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
        return _digits(self.value) >= _TELLING

    def is_said(self, value: Decimal, decimals: int) -> bool:
        """Whether a typed number is this one, perhaps rounded; "fell by 3" is 3 and -3."""
        own, other = abs(self.value), abs(value)
        if own == other:
            return True
        coarse = own if self.decimals < decimals else other
        unit = Decimal(1).scaleb(-min(self.decimals, decimals))
        return (
            self.decimals != decimals
            and abs(own - other) * 2 <= unit
            and _digits(coarse) >= _ROUNDED
        )

    def is_named(self, words: str) -> bool:
        """Whether words name its indicator, by code or title, or one of its groups."""
        code = re.escape(self.indicator)
        if self.indicator and re.search(rf"(?<![\w.]){code}(?![.]?\w)", words):
            return True
        folded, stems = words.casefold(), _stems(words)
        return any(_says(label, folded, stems) for label in (self.title, *self.groups))


def _digits(value: Decimal) -> int:
    """Return how many digits a number has but for leading and last zeros."""
    return len("".join(map(str, value.normalize().as_tuple().digits)).lstrip("0"))


def _says(label: str, folded: str, stems: frozenset[str]) -> bool:
    label = label.strip().casefold()
    if not label:
        return False
    if not is_spaced(label):
        return label in folded
    if re.search(rf"(?<!\w){re.escape(label)}(?!\w)", folded):
        return True
    own = _stems(label)
    return bool(own) and len(own & stems) * 2 >= len(own)


def _stems(words: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(words.casefold()))


@dataclass(slots=True)
class Typed:
    """Takes typed numbers out of a document, and out of words beside it."""

    secrets: Sequence[Secret]
    language: str
    found: list[str] = field(default_factory=list)
    """The words around each number that was taken out."""
    indicators: set[str] = field(default_factory=set)

    def document(self, document: Document) -> Document:
        """Return a document without them; the same one where it has none."""
        if not self.secrets:
            return document
        blocks = self._blocks(document.blocks, "", "")
        told = {
            key: dataclasses.replace(one, text=self.text(one.text, one.text, told=key))
            for key, one in document.testimonies.items()
        }
        if not self.found:
            return document
        return dataclasses.replace(document, blocks=blocks, testimonies=told)

    def text(self, text: str, near: str, wide: str = "", *, told: str = "") -> str:
        """Return a text without them.

        Args:
            text: The text.
            near: The words among which an indicator or a group is looked for.
            wide: Those of the whole section.
            told: The id of somebody's own words, of which none are repeated in ``found``.
        """

        def kept(found: re.Match[str]) -> str:
            secret = self._secret(found[0], near, wide)
            if secret is None:
                return found[0]
            self.indicators.add(secret.indicator)
            return _SIGN

        signed = _NUMBER.sub(kept, text)
        if _SIGN not in signed:
            return text
        for place in (m.start() for m in re.finditer(_SIGN, signed)):
            around = signed[max(0, place - _AROUND) : place + _AROUND]
            self.found.append(told or " ".join(around.replace(_SIGN, SUPPRESSED).split()))
        return signed.replace(_SIGN, SUPPRESSED)

    def _secret(self, number: str, near: str, wide: str) -> Secret | None:
        read = list(_readings(number, self.language))
        for secret in self.secrets:
            if any(secret.is_said(*one) for one in read) and (
                secret.is_named(near) or (secret.is_telling and secret.is_named(wide))
            ):
                return secret
        return None

    # --- the tree ------------------------------------------------------------------------------

    def _blocks(self, blocks: Sequence[b.Block], near: str, wide: str) -> tuple[b.Block, ...]:
        """Return blocks; what a list is about is often said before it."""
        kept: list[b.Block] = []
        before = ""
        for block in blocks:
            said = f"{near}\n{before}" if isinstance(block, b.BulletList) else near
            kept.append(self._node(block, said, wide))
            before = text_of(block)
        return tuple(kept)

    def _node(self, node: Any, near: str, wide: str) -> Any:  # noqa: ANN401 - any block or item
        match node:
            case b.Section():
                near = f"{node.block_id.rpartition('/')[2]} {plain(node.title)}"
                own = (text_of(one) for one in node.blocks if not isinstance(one, b.Section))
                wide = "\n".join((near, *own))
            case b.Callout() | b.BulletList() | b.Table() | b.Chart():
                near = f"{near}\n{' '.join(_heads(node))}"
            case _:
                near = f"{near}\n{text_of(node)}"
        changes = {name: self._part(getattr(node, name), near, wide) for name in PARTS[type(node)]}
        return dataclasses.replace(node, **changes)

    def _part(self, value: Any, near: str, wide: str) -> Any:  # noqa: ANN401 - any part of a node
        if isinstance(value, Text):
            return Text(self.text(value.text, near, wide))
        if isinstance(value, tuple):
            if any(isinstance(one, b.Row) for one in value):
                return tuple(self._rows(value, near, wide))
            if any(type(one) in PARTS for one in value):
                return self._blocks(value, near, wide)
            return tuple(self._part(one, near, wide) for one in value)
        if type(value) in PARTS:
            return self._node(value, near, wide)
        children = getattr(value, "children", None)
        if children:
            return dataclasses.replace(value, children=self._part(children, near, wide))
        return value

    def _rows(self, rows: Iterable[b.Row], near: str, wide: str) -> Iterator[b.Row]:
        over = ""
        for row in rows:
            over = text_of(row) if row.kind is b.RowKind.GROUP else over
            yield self._node(row, f"{near}\n{over}", wide)


def _heads(node: b.Callout | b.BulletList | b.Table | b.Chart) -> Iterator[str]:
    """Yield what stands over a block and is about all of it."""
    match node:
        case b.Callout(title=title):
            yield plain(title)
        case b.Table():
            yield plain(node.caption)
            yield from (plain(column.head) for column in node.columns)
        case b.Chart():
            yield from (plain(node.title), plain(node.subtitle))
        case _:
            pass


def _readings(number: str, language: str) -> Iterator[tuple[Decimal, int]]:
    """Yield what a typed number may mean: its marks may be those of another language."""
    usual = number.translate(_EASTERN)
    for text, spoken in ((number, language), (usual, "en"), (usual, "de")):
        read = read_quantity(text, spoken)
        if read.value is not None:
            yield read.value, read.decimals
