"""The map that travels in a DOCX: which bookmark is which block, and where its words come from.

It lets an edit made in Word find its way back to the line it came from. The digest of a range
is taken of its words alone, so that Word's own rewriting of runs and spaces is no change.
LibreOffice saves a bookmark over several paragraphs as two starts of one name: a range goes from
the first start to the last end of its name.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vnrgen.document.blocks import Binding, Origin
from vnrgen.document.tree.meetings import meeting_of
from vnrgen.render.docx.markup import attribute

if TYPE_CHECKING:
    from lxml.etree import XMLParser

NAMESPACE: Final = "urn:vnrgen:source-map:1"
ITEM_ID: Final = "{6E0F1B52-3C0D-4A55-9B57-0D2E7A4C9A11}"
PREFIX: Final = "_vnr_"
NOTE_SIGN: Final = "†"
"""Stands in the words that are kept for the number of a note, which is counted, not written."""
_OWN: Final = frozenset({"narrative", "template", "table"})
_OWN_NOTE: Final = "/note/footnote/"


@dataclass(slots=True, kw_only=True)
class MapEntry:
    """One bookmark: the block it covers, or a named ``part`` of it.

    ``part`` is empty for a whole block; else ``label``, ``words``, ``note``, ``mark``,
    ``number/2``, ``row/<row id>``, ``cell/<row id>/<column id>``, ``entry/<recommendation id>``
    or ``detail/<recommendation id>/2``. Cells are marked where the table is one of the dossier or
    of its prose.
    ``kind`` is the block's type, or ``BoundNumber`` with its ``binding``. ``digest`` is empty until
    the words between the ends of the bookmark are known. ``words`` are kept of what the coalition
    writes itself, so that an edit can be merged with a later change of its source; people's own
    words are never kept, since a withdrawal must be able to erase them.
    """

    bookmark: str
    block_id: str
    part: str
    kind: str
    digest: str
    origin: Origin | None = None
    binding: Binding | None = None
    words: str = ""

    @property
    def keeps_words(self) -> bool:
        """Whether the words are the coalition's own, and are kept."""
        if self.kind == "Note":
            return _OWN_NOTE in self.block_id
        if self.origin is None or self.origin.kind not in _OWN or meeting_of(self.block_id):
            return False
        if self.kind == "Cell":
            return self.origin.kind == "narrative"
        return self.kind in {"Paragraph", "Section", "RecommendationEntry"}


@dataclass(frozen=True, slots=True)
class MapPicture:
    """A picture that vnrgen put into a block, by which another one in its place is known.

    ``shows`` are pairs of a form (``embed.png``, ``embed.svg``, ``chart``) and a SHA-256, which is
    empty for a chart that Word draws; ``words`` is the digest of its alternative text, of which
    the map keeps no more: it may tell of a person.
    """

    block_id: str
    shows: tuple[tuple[str, str], ...]
    words: str


def bookmark_name(block_id: str, part: str = "", repeat: int = 0) -> str:
    """Return the bookmark of a block or a part of it; ``repeat`` counts same ids before it.

    >>> bookmark_name("findings/chart/3.1.2")
    '_vnr_59d263214229e40aa9a3'
    """
    key = "\x1f".join((block_id, part, str(repeat) if repeat else ""))
    return PREFIX + hashlib.sha256(key.encode()).hexdigest()[:20]


def words_digest(text: str) -> str:
    r"""Return the digest of the words of a text, whatever the spaces and line breaks between.

    >>> words_digest("a  b\n") == words_digest("a\u00a0b")
    True
    """
    words = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def write_source_map(entries: Iterable[MapEntry], pictures: Iterable[MapPicture] = ()) -> bytes:
    """Return the map as the XML of a custom part."""
    writing = _Writing({}, {})
    rows = "".join([*map(writing.entry, entries), *map(_picture, pictures)])
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><sourceMap xmlns="{NAMESPACE}">{rows}</sourceMap>'
    ).encode()


@dataclass(frozen=True, slots=True)
class _Writing:
    """Writes entries; thousands share a block, and dozens an origin: each is written once."""

    blocks: dict[str, str]
    origins: dict[Origin, str]

    def entry(self, entry: MapEntry) -> str:
        """Return an entry; what is empty is left out."""
        block = self.blocks.get(entry.block_id)
        if block is None:
            block = self.blocks[entry.block_id] = _pair("block", entry.block_id)
        origin, binding = entry.origin, entry.binding
        return (
            f'<entry bookmark="{entry.bookmark}"{block}{_pair("part", entry.part)}'
            f"{_pair('kind', entry.kind)}{_pair('digest', entry.digest)}"
            f"{_pair('words', entry.words)}{self._origin(origin) if origin else ''}"
            f"{_bound(binding) if binding else ''}/>"
        )

    def _origin(self, origin: Origin) -> str:
        written = self.origins.get(origin)
        if written is None:
            written = self.origins[origin] = (
                f"{_pair('origin', origin.kind)}{_pair('path', origin.path)}"
                f' firstLine="{origin.first_line}" lastLine="{origin.last_line}"'
            )
        return written


def _bound(binding: Binding) -> str:
    return (
        f"{_pair('binding', binding.kind)}{_pair('reference', binding.reference)}"
        f"{_pair('measure', binding.measure)}"
    )


def _picture(picture: MapPicture) -> str:
    shows = " ".join(f"{form}:{digest}" for form, digest in picture.shows)
    block = _pair("block", picture.block_id)
    return f"<picture{block}{_pair('shows', shows)}{_pair('words', picture.words)}/>"


def _pair(name: str, value: str) -> str:
    return f' {name}="{attribute(value)}"' if value else ""


def read_source_map(data: bytes) -> tuple[MapEntry, ...]:
    """Return the entries of a map written by ``write_source_map``.

    Raises:
        lxml.etree.XMLSyntaxError: The part is not XML, or it declares entities.
    """
    from lxml import etree

    root = etree.fromstring(data, _parser())
    return tuple(
        _read_entry(dict(element.attrib)) for element in root.iter(f"{{{NAMESPACE}}}entry")
    )


def read_map_pictures(data: bytes) -> tuple[MapPicture, ...]:
    """Return the pictures of a map; a file of an earlier release has none.

    Raises:
        lxml.etree.XMLSyntaxError: The part is not XML, or it declares entities.
    """
    from lxml import etree

    root = etree.fromstring(data, _parser())
    return tuple(
        MapPicture(
            block_id=element.get("block", ""),
            shows=tuple(
                (form, digest)
                for form, _colon, digest in (
                    one.partition(":") for one in element.get("shows", "").split()
                )
            ),
            words=element.get("words", ""),
        )
        for element in root.iter(f"{{{NAMESPACE}}}picture")
    )


def _parser() -> XMLParser:
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _read_entry(values: dict[str, str]) -> MapEntry:
    origin = binding = None
    if "origin" in values:
        first, last = int(values["firstLine"]), int(values["lastLine"])
        origin = Origin(values["origin"], values.get("path", ""), first, last)
    if "binding" in values:
        binding = Binding(values["binding"], values["reference"], values["measure"])
    return MapEntry(
        bookmark=values["bookmark"],
        block_id=values["block"],
        part=values.get("part", ""),
        kind=values["kind"],
        digest=values["digest"],
        origin=origin,
        binding=binding,
        words=values.get("words", ""),
    )
