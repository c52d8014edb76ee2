"""Numbers typed into words that would give back a withheld figure, taken out of a document.

A figure that is bound to the data is withheld where it has to be. One that somebody typed stays in
the words when the figure beside it goes, and two versions side by side then tell what it was. So a
typed number that equals a secret figure is taken out where the same words name the figure's
indicator or one of its groups; a number of three digits and more also where its section does, and
beside such a name in another scale, too ("384 per 1,000", "0.384").
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from vnrgen.document import blocks as b
from vnrgen.document.blocks import Document, Inline, Text
from vnrgen.document.blocks.plain import plain
from vnrgen.document.language.quantities import SUPPRESSED
from vnrgen.document.tree.marks import PARTS, Part
from vnrgen.document.tree.walk import every_block
from vnrgen.versions.comparison.things import text_of
from vnrgen.versions.figures.quantities_read import read_quantity
from vnrgen.versions.withheld.figures import TELLING, Known, Named, Secret, naming
from vnrgen.versions.withheld.written_numbers import Written, written_numbers

_AROUND: Final = 40
_SIGN: Final = "\0"
_OTHER: Final = "\ufffc"  # stands for what is no typed text: a bound number, a reference
_SCALES: Final = (-3, -2, -1, 1, 2, 3)  # powers of ten by which a telling number may be meant
_EASTERN: Final = str.maketrans("\u066b\u066c", ".,")
_TYPED: Final = frozenset({"narrative", "story", "table", "template"})
_FOOTNOTE: Final = "/note/footnote/"
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
    _known: Known = field(init=False)

    def __post_init__(self) -> None:
        """Learn which words tell groups apart."""
        self.named = naming(self.secrets)
        self._known = Known(self.secrets)

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
        taken = self._taken(text, near, wide, told)
        return _without(text, taken) if taken else text

    def _taken(self, text: str, near: str, wide: str, told: str = "") -> list[tuple[int, int]]:
        """Return where a text gives secrets back, and keep the words around each place."""
        names = self.named.names_in(text)
        taken = []
        for number in written_numbers(text):
            if any(start <= number.start and number.end <= end for start, end in names):
                continue
            secret = self._secret(number, near, wide)
            if secret is not None:
                self.indicators.add(secret.indicator)
                taken.append((number.start, number.end))
        if taken:
            signed = _without(text, taken, _SIGN)
            for place in (m.start() for m in re.finditer(_SIGN, signed)):
                around = signed[max(0, place - _AROUND) : place + _AROUND]
                said = around.replace(_SIGN, SUPPRESSED).replace(_OTHER, "")
                self.found.append(told or " ".join(said.split()))
        return taken

    def _secret(self, number: Written, near: str, wide: str) -> Secret | None:
        for value, decimals in sorted(set(_readings(number.text, self.language))):
            for shift in (0, *number.shifts):
                for secret in self._known.said_by(value.scaleb(shift), decimals - shift):
                    if self.named.is_named(secret, near) or (
                        secret.is_telling and self.named.is_named(secret, wide)
                    ):
                        return secret
            for shift in _SCALES:
                for secret in self._known.said_by(value.scaleb(shift), decimals - shift, TELLING):
                    if self.named.is_named(secret, near):
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
        if isinstance(value, tuple):
            if any(isinstance(one, b.Row) for one in value):
                return tuple(self._rows(value, near, wide))
            if any(type(one) in PARTS for one in value):
                return self._blocks(value, near, wide)
            if any(isinstance(one, Inline) for one in value):
                return self._inlines(value, near, wide)
            return tuple(self._part(one, near, wide) for one in value)
        return self._node(value, near, wide) if type(value) in PARTS else value

    def _inlines(self, content: b.Inlines, near: str, wide: str) -> b.Inlines:
        """Return words without them, also where one half of a number is bold."""
        pieces = list(_pieces(content))
        taken = self._taken("".join(piece for piece, _is_typed in pieces), near, wide)
        return _cut(content, iter(_left(pieces, taken))) if taken else content

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


def _without(text: str, taken: Iterable[tuple[int, int]], sign: str = SUPPRESSED) -> str:
    """Return a text with a sign where something is taken out."""
    kept, at = "", 0
    for start, end in taken:
        kept, at = f"{kept}{text[at:start]}{sign}", end
    return kept + text[at:]


def _pieces(content: Iterable[Any]) -> Iterator[tuple[str, bool]]:
    """Yield the texts of words in their order, and whether each was typed.

    Where words change their look between a letter and a digit, nothing is written on to anything.
    """
    before = ""
    for text in _texts(content):
        if text and _is_apart(before, text[0]):
            yield _OTHER, False
        yield (_OTHER, False) if text is None else (text, True)
        before = (text or before)[-1:] if text is not None else ""


def _is_apart(before: str, after: str) -> bool:
    """Whether a letter and a digit meet."""
    return (before.isalpha() and after.isdigit()) or (before.isdigit() and after.isalpha())


def _texts(content: Iterable[Any]) -> Iterator[str | None]:
    for one in content:
        if isinstance(one, Text):
            yield one.text
        elif getattr(one, "children", None):
            yield from _texts(one.children)
        else:
            yield None


def _left(pieces: Iterable[tuple[str, bool]], taken: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield what is left of each typed text: the sign stands where a number begins."""
    at = 0
    for text, is_typed in pieces:
        end = at + len(text)
        inside = [
            (max(s, at) - at, min(e, end) - at, s >= at) for s, e in taken if s < end and e > at
        ]
        kept, place = "", 0
        for start, stop, is_begun in inside:
            kept, place = f"{kept}{text[place:start]}{SUPPRESSED if is_begun else ''}", stop
        if is_typed:
            yield kept + text[place:]
        at = end


def _cut(content: Iterable[Any], left: Iterator[str]) -> tuple[Any, ...]:
    """Return words with the texts that are left of them."""
    kept: list[Any] = []
    for one in content:
        if isinstance(one, Text):
            kept.append(Text(next(left)))
        elif getattr(one, "children", None):
            kept.append(dataclasses.replace(one, children=_cut(one.children, left)))
        else:
            kept.append(one)
    return tuple(kept)


def _readings(number: str, language: str) -> Iterator[tuple[Decimal, int]]:
    """Yield what a typed number may mean: its marks may be those of another language."""
    usual = number.translate(_EASTERN)
    for text, spoken in ((number, language), (usual, "en"), (usual, "de")):
        read = read_quantity(text, spoken)
        if read.value is not None:
            yield read.value, read.decimals
