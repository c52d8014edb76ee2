"""The parts of a Word file being made, and how they name each other (ECMA-376, part 2).

A file begins from the parts of a reference file in normal form (``designs``): written by us, and
nothing in them that is not wanted. What is not touched goes into the new file as it stands packed.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from vnrgen.render.docx.archive import Packed, zipped
from vnrgen.render.docx.markup import attribute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_RELATIONSHIPS: Final = "application/vnd.openxmlformats-package.relationships+xml"
TYPES_PART: Final = "[Content_Types].xml"
_EXTERNAL: Final = "External"


class Named(NamedTuple):
    """A relationship as a file has it; ``target`` is a part's name, or an address outside."""

    identifier: str
    kind: str
    target: str
    is_external: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalForm:
    """A reference file in normal form, to begin any number of files from.

    All is by the names of parts; the relationships of the file itself are those of "".
    """

    parts: Mapping[str, Packed]
    types: Mapping[str, str]
    relations: Mapping[str, tuple[Named, ...]]

    @classmethod
    def of(cls, files: Mapping[str, Packed]) -> NormalForm:
        """Take the files of an archive apart."""
        listed = parsed(files[TYPES_PART].content)
        types = {
            entry.get("PartName")[1:]: entry.get("ContentType")
            for entry in listed.iter(f"{{{_PACKAGE}/content-types}}Override")
        }
        relations = {
            name: _named(name, files[place].content)
            for name in ("", *types)
            if (place := _relations_place(name)) in files
        }
        parts = {name: files[name] for name in types}
        return cls(parts=parts, types=types, relations=relations)


class Part:
    """One part: its content as it came, or a tree once somebody asked for that."""

    __slots__ = ("_content", "_root", "content_type", "name", "relations")

    def __init__(self, name: str, content_type: str, content: bytes | Packed) -> None:
        """Take in a part; ``name`` is its path in the archive."""
        self.name, self.content_type = name, content_type
        self._content = content
        self._root: Any = None
        self.relations = Relations()

    @property
    def root(self) -> Any:  # noqa: ANN401 - lxml is not typed
        """The part as a tree, to be read and changed."""
        if self._root is None:
            held = self._content
            self._root = parsed(held if isinstance(held, bytes) else held.content)
        return self._root

    def fill(self, content: bytes) -> None:
        """Give the part another content."""
        self._content, self._root = content, None

    def written(self) -> bytes:
        """Return the tree as text."""
        return _written(self.root)

    def data(self) -> bytes | Packed:
        """Return the content for an archive."""
        return self._content if self._root is None else _written(self._root)


class Relation(NamedTuple):
    """A relationship to another part, or to an address outside."""

    identifier: str
    kind: str
    target: Part | str


class Relations:
    """The relationships of a part, or of the file; what is named twice has one id."""

    __slots__ = ("_ids", "_known", "_last", "rows")

    def __init__(self) -> None:
        """Begin with none."""
        self.rows: list[Relation] = []
        self._ids: set[str] = set()
        self._known: dict[tuple[str, Part | str], str] = {}
        self._last = 1

    def add(self, identifier: str, kind: str, target: Part | str) -> None:
        """Take in a relationship that has its id."""
        self.rows.append(Relation(identifier, kind, target))
        self._ids.add(identifier)
        self._known.setdefault((kind, target), identifier)

    def relate(self, kind: str, target: Part | str) -> str:
        """Return the id of a relationship, a new one with the lowest number that is free."""
        found = self._known.get((kind, target))
        if found is not None:
            return found
        while f"rId{self._last}" in self._ids:
            self._last += 1
        identifier = f"rId{self._last}"
        self.add(identifier, kind, target)
        return identifier

    def targets(self, *kinds: str) -> Iterator[Part]:
        """Yield the parts named as one of some kinds, each by the last word of its address."""
        for _, kind, target in self.rows:
            if isinstance(target, Part) and kind.rpartition("/")[-1] in kinds:
                yield target

    def xml(self, source: str) -> bytes:
        """Return the relationships of a part named ``source`` as a part of the archive."""
        root = parsed(f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode())
        for identifier, kind, target in self.rows:
            row = root.makeelement(f"{{{_PACKAGE}/relationships}}Relationship", {})
            row.set("Id", identifier)
            row.set("Type", kind)
            if isinstance(target, str):
                row.set("Target", target)
                row.set("TargetMode", _EXTERNAL)
            else:
                row.set("Target", _way(source, target.name))
            root.append(row)
        return _written(root)


class PartBook:
    """All parts of one file; opened from a normal form, which it leaves as it is."""

    def __init__(self, normal: NormalForm) -> None:
        """Open a normal form."""
        self.relations = Relations()
        self._parts = {
            name: Part(name, normal.types[name], packed) for name, packed in normal.parts.items()
        }
        for source, rows in normal.relations.items():
            relations = self._parts[source].relations if source else self.relations
            for identifier, kind, target, is_external in rows:
                relations.add(identifier, kind, target if is_external else self._parts[target])

    @property
    def main(self) -> Part:
        """The part with the text."""
        return next(self.relations.targets("officeDocument"))

    def part(self, name: str, content_type: str, content: bytes) -> Part:
        """Take in a part; where the reference file has one of that name, it gets a number."""
        stem, end = posixpath.splitext(name)
        place, number = name, 1
        while place in self._parts:
            number += 1
            place = f"{stem}-{number}{end}"
        self._parts[place] = part = Part(place, content_type, content)
        return part

    def data(self) -> bytes:
        """Return the archive; the same parts give the same bytes."""
        files: dict[str, bytes | Packed] = {
            TYPES_PART: content_types({n: part.content_type for n, part in self._parts.items()}),
            _relations_place(""): self.relations.xml(""),
        }
        for name, part in self._parts.items():
            files[name] = part.data()
            if part.relations.rows:
                files[_relations_place(name)] = part.relations.xml(name)
        return zipped(files)


def content_types(types: Mapping[str, str]) -> bytes:
    """Return the part that tells the media type of every part, by their names."""
    overrides = "".join(
        f'<Override PartName="/{attribute(name)}" ContentType="{types[name]}"/>'
        for name in sorted(types)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()


def parsed(xml: str | bytes) -> Any:  # noqa: ANN401 - lxml is not typed
    """Return the root of XML; entities stay what they are, space between elements goes.

    Raises:
        lxml.etree.XMLSyntaxError: It is no XML.
    """
    from lxml import etree

    return etree.fromstring(xml, etree.XMLParser(remove_blank_text=True, resolve_entities=False))


def _written(root: Any) -> bytes:  # noqa: ANN401 - lxml is not typed
    from lxml import etree

    return bytes(etree.tostring(root, encoding="UTF-8", standalone=True))


def _relations_place(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _named(source: str, xml: bytes) -> tuple[Named, ...]:
    folder = posixpath.dirname(source)
    rows = []
    for row in parsed(xml):
        is_external = row.get("TargetMode") == _EXTERNAL
        target = row.get("Target")
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", folder, target))[1:]
        rows.append(Named(row.get("Id"), row.get("Type"), target, is_external))
    return tuple(rows)


def _way(source: str, target: str) -> str:
    """Return the way from a part to another, as from "word/document.xml" to "media/a.png"."""
    return posixpath.relpath(f"/{target}", f"/{posixpath.dirname(source)}")
