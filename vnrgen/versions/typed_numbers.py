"""Numbers typed into words that would give back a withheld figure, taken out of a document.

A figure that is bound to the data is withheld where it has to be. One that somebody typed stays in
the words when the figure beside it goes, and two versions side by side then tell what it was. So a
typed number that equals a secret figure is taken out where the same words name the figure's
indicator or one of its groups; a number of three digits and more also where its section does.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from vnrgen.document import blocks as b
from vnrgen.document.blocks import Document, Text
from vnrgen.document.marks import PARTS, Part
from vnrgen.document.plain import plain
from vnrgen.document.quantities import SUPPRESSED
from vnrgen.document.walk import every_block
from vnrgen.versions.quantities_read import read_quantity
from vnrgen.versions.things import text_of
from vnrgen.versions.tokens import UNSPACED, is_spaced

# Letters that make a number beside them part of a word. In scripts without capitals particles and
# units are written on to it.
_JOINED: Final = (
    r"A-Za-z\d_\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u0373\u0376\u0377"
    r"\u037b-\u037d\u037f\u0386\u0388-\u0481\u048a-\u0556\u0561-\u0587\u1e00-\u1fff"
)
_NUMBER: Final = re.compile(
    rf"(?<![{_JOINED}.#-])(?<!\d[,/:])[\u2212-]?"
    r"(?:\d{1,2}(?:,\d\d)+,\d{3}|\d{1,3}(?:[ \u00a0\u202f'\u2019\u066c.,]\d{3})+|\d+)"
    rf"(?:[.,\u066b]\d+)?(?![{_JOINED}])(?![.,/:]\d)(?:[ \u00a0\u202f]?[%\u066a])?"
)
_DAY: Final = re.compile(r"[ \u00a0](?:[^\W\d]+\.?[ \u00a0]){1,2}\d{4}(?!\d)|[\u6708\uc6d4]")
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")
_EASTERN: Final = str.maketrans("\u066b\u066c", ".,")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_RUN: Final = re.compile(rf"[{UNSPACED}]{{2,}}")
_STEM: Final = 5  # letters of a word that its other forms begin with too
_TELLING: Final = 3  # digits: so many are no coincidence within a section
_ROUNDED: Final = 2  # digits that a rounded number has at least, if it is to tell anything
_AROUND: Final = 40
_SIGN: Final = "\0"
_LEAST: Final = 4  # half of so many words of a title have to be there, or all of it
_TYPED: Final = frozenset({"narrative", "story", "table"})
_FOOTNOTE: Final = "/note/footnote/"


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


def _digits(value: Decimal) -> int:
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
    labels = {group for secret in secrets for group in secret.groups}
    counts = Counter(stem for label in labels for stem in _stems(label))
    return Named(frozenset(stem for stem, count in counts.items() if count > 1))


_SEVERAL: Final = frozenset({Part.ITEMS, Part.BLOCKS, Part.TABLE})
_CONTAINERS: Final = (b.NoteList, b.BulletList, b.Callout)
_COMPOSED: Final = (b.Table, b.Chart, b.KeyFigures, b.CoverageMatrix, b.QualityCard, b.Contents)


@dataclass(slots=True)
class Typed:
    """Takes typed numbers out of a document, and out of words beside it."""

    secrets: Sequence[Secret]
    language: str
    found: list[str] = field(default_factory=list)
    """The words around each number that was taken out."""
    indicators: set[str] = field(default_factory=set)
    named: Named = field(init=False)
    is_built: bool = False

    def __post_init__(self) -> None:
        """Learn which words tell groups apart."""
        self.named = naming(self.secrets)

    def document(self, document: Document) -> Document:
        """Return a document without them; the same one where it has none.

        Of a document that says where its words come from, only those are looked at that somebody
        wrote: what is composed of the data withholds what it has to.
        """
        if not self.secrets:
            return document
        self.is_built = any(getattr(x, "origin", None) for x in every_block(document.blocks))
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
            is_day = _DAY.match(text, found.end()) is not None
            secret = None if is_day else self._secret(found[0], near, wide)
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
        if _YEAR.fullmatch(number):
            return None
        read = list(_readings(number, self.language))
        for secret in self.secrets:
            if any(secret.is_said(*one) for one in read) and (
                self.named.is_named(secret, near)
                or (secret.is_telling and self.named.is_named(secret, wide))
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

    def _is_typed(self, node: object) -> bool:
        """Whether somebody wrote a block or an item, or what stands in it."""
        origin = getattr(node, "origin", None)
        if isinstance(node, b.Section) or not self.is_built:
            return True
        if isinstance(node, b.Note):
            return _FOOTNOTE in node.note_id
        if origin is not None:
            # a register of the dossier has years, counts and codes of its own
            return origin.kind in _TYPED and not (
                isinstance(node, b.Table) and origin.kind == "table"
            )
        return isinstance(node, _CONTAINERS) or not isinstance(node, _COMPOSED)

    def _node(self, node: Any, near: str, wide: str) -> Any:  # noqa: ANN401 - any block or item
        if not self._is_typed(node):
            return node
        match node:
            case b.Section():
                near = f"{node.block_id.rpartition('/')[2]} {plain(node.title)}"
                own = (text_of(one) for one in node.blocks if not isinstance(one, b.Section))
                wide = "\n".join((near, *own))
            case b.RecommendationEntry() if self.is_built:  # its details are composed
                near = f"{near}\n{plain(node.text)}"
            case _ if any(part in _SEVERAL for part in PARTS[type(node)].values()):
                near = f"{near}\n{' '.join(_heads(node))}"
            case _:
                near = f"{near}\n{text_of(node)}"
        changes = {
            name: self._part(getattr(node, name), near, wide)
            for name in PARTS[type(node)]
            if not (self.is_built and _is_composed(node, name))
        }
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


def _is_composed(node: Any, name: str) -> bool:  # noqa: ANN401 - any block or item
    """Whether a field of something that somebody wrote is composed all the same."""
    if isinstance(node, b.RecommendationEntry):
        return name == "details"
    origin = getattr(node, "origin", None)
    return name == "title" and origin is not None and origin.kind not in _TYPED


def _heads(node: Any) -> Iterator[str]:  # noqa: ANN401 - any block with others or items in it
    """Yield what stands over a block and is about all of it."""
    for name, part in PARTS[type(node)].items():
        if part is Part.WORDS and name != "source":
            yield plain(getattr(node, name))
    if isinstance(node, b.Table):
        yield from (plain(column.head) for column in node.columns)


def _readings(number: str, language: str) -> Iterator[tuple[Decimal, int]]:
    """Yield what a typed number may mean: its marks may be those of another language."""
    usual = number.translate(_EASTERN)
    for text, spoken in ((number, language), (usual, "en"), (usual, "de")):
        read = read_quantity(text, spoken)
        if read.value is not None:
            yield read.value, read.decimals
