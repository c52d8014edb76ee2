"""The DOCX as a package: takes parts into the reference file, and gives the same bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from vnrgen.problems import InvalidInputError
from vnrgen.render.docx.demands import lacking
from vnrgen.render.docx.fonts import script_font
from vnrgen.render.docx.lists import Lists, whole
from vnrgen.render.docx.markup import NAMESPACES, PREFIXES, attribute
from vnrgen.render.docx.options import OWN_REFERENCE
from vnrgen.render.docx.page import PageSize, page_size
from vnrgen.render.docx.parts import NormalForm, PartBook, parsed
from vnrgen.render.docx.properties import custom_properties, describe
from vnrgen.render.docx.raster import raster_of

if TYPE_CHECKING:
    from vnrgen.document.blocks import Metadata
    from vnrgen.render.docx.native import NativeChart

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_COMMENTS: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_CUSTOM_XML: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS: Final = "application/vnd.openxmlformats-package.relationships+xml"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHART: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


class Package:
    """One DOCX being made from the reference file."""

    def __init__(self, normal: NormalForm, name: str = OWN_REFERENCE) -> None:
        """Begin with a reference file; ``name`` is its path as problems show it.

        Raises:
            InvalidInputError: Styles are missing (DOC001), or lists of theirs (DOC005).
        """
        self._book = PartBook(normal)
        self._main = self._book.main
        self._styles_root = next(self._main.relations.targets("styles")).root
        self._images: dict[str, tuple[str, int, int]] = {}
        self._vectors: dict[str, str] = {}
        self.shown: dict[str, tuple[str, str]] = {}
        """The form and the SHA-256 of each picture, by its relationship id."""
        self._lists: dict[tuple[str, str], int] = {}
        self._numbering: Lists | None = None
        self._known: dict[str, str] = {}
        self._body = ""
        self._charts = 0
        self._styles = {
            said.get(f"{_WORD}val", "").casefold(): style
            for style in self._styles_root.iter(f"{_WORD}style")
            if (said := style.find(f"{_WORD}name")) is not None
        }
        numbering = next(self._main.relations.targets("numbering"), None)
        problems = lacking(self._styles, None if numbering is None else numbering.root, name)
        if problems:
            raise InvalidInputError(problems)
        self._ids = {
            style_name: str(style.get(f"{_WORD}styleId"))
            for style_name, style in self._styles.items()
        }
        self.page: PageSize = page_size(self.section())

    # --- what the reference file says ----------------------------------------------------------

    def style(self, name: str) -> str:
        """Return the id of a named style."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._ids[name.casefold()]
        return found

    def _style(self, name: str) -> Any:  # noqa: ANN401 - lxml is not typed
        return self._styles[name.casefold()]

    def left_indent(self, name: str) -> int:
        """Return the indent of a paragraph style on the side where lines begin, in twips."""
        found = self._style(name).find(f"{_WORD}pPr/{_WORD}ind")
        if found is None:
            return 0
        return whole(found.get(f"{_WORD}left") or found.get(f"{_WORD}start"))

    def shading(self, name: str) -> str:
        """Return the shading of a paragraph style as XML, so that a table cell can take it on."""
        shade = self._style(name).find(f"{_WORD}pPr/{_WORD}shd")
        if shade is None:
            return ""
        values = {key: shade.get(f"{_WORD}{key}") for key in ("val", "color", "fill")}
        pairs = "".join(f' w:{key}="{attribute(value)}"' for key, value in values.items() if value)
        return f"<w:shd{pairs}/>"

    def list_of(self, name: str) -> int:
        """Return the list (``w:numId``) that a paragraph style belongs to."""
        found = self._style(name).find(f"{_WORD}pPr/{_WORD}numPr/{_WORD}numId")
        return whole(found.get(f"{_WORD}val")) if found is not None else 0

    def restarted_list(self, name: str, shared_as: str = "") -> int:
        """Return a new list of the kind a paragraph style has, counting from 1 again.

        Two documents written into one file share the lists that both know as ``shared_as``.
        """
        if shared_as and (name, shared_as) in self._lists:
            return self._lists[name, shared_as]
        if self._numbering is None:
            self._numbering = Lists(next(self._main.relations.targets("numbering")).root)
        new = self._numbering.restarted(self.list_of(name))
        self._lists[name, shared_as] = new
        return new

    # --- what goes in --------------------------------------------------------------------------

    def link(self, address: str) -> str:
        """Return the relationship id of an address outside the document."""
        return self._main.relations.relate(f"{_OFFICE}/relationships/hyperlink", address)

    def image(self, data: bytes) -> tuple[str, int, int]:
        """Take in a PNG or JPEG; return its relationship id, width and height in pixels."""
        digest = hashlib.sha256(data).hexdigest()
        name = digest[:16]
        if name not in self._images:
            extension, content_type, width, height = raster_of(data)
            part = self._book.part(f"word/media/{name}.{extension}", content_type, data)
            identifier = self._main.relations.relate(f"{_OFFICE}/relationships/image", part)
            self._images[name] = (identifier, width, height)
            self.shown[identifier] = (f"embed.{extension}", digest)
        return self._images[name]

    def svg(self, data: bytes) -> str:
        """Take in an SVG; return its relationship id."""
        digest = hashlib.sha256(data).hexdigest()
        name = digest[:16]
        if name not in self._vectors:
            part = self._book.part(f"word/media/{name}.svg", "image/svg+xml", data)
            kind = f"{_OFFICE}/relationships/image"
            self._vectors[name] = self._main.relations.relate(kind, part)
            self.shown[self._vectors[name]] = ("embed.svg", digest)
        return self._vectors[name]

    def chart(self, native: NativeChart) -> str:
        """Take in a chart and the workbook with its data; return the chart's relationship id."""
        self._charts += 1
        number, relations = self._charts, f"{_OFFICE}/relationships"
        sheet = self._book.part(
            f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx", _SHEET, native.workbook
        )
        chart = self._book.part(f"word/charts/chart{number}.xml", _CHART, b"")
        chart.fill(native.linked(chart.relations.relate(f"{relations}/package", sheet)))
        return self._main.relations.relate(f"{relations}/chart", chart)

    def comments(self, data: bytes) -> None:
        """Take in the comments of reviewers."""
        part = self._book.part("word/comments.xml", _COMMENTS, data)
        self._main.relations.relate(f"{_OFFICE}/relationships/comments", part)

    def source_map(self, data: bytes, namespace: str, item_id: str) -> None:
        """Take in the source map as a custom XML part."""
        item = self._book.part("customXml/item1.xml", "application/xml", data)
        scheme = f"{_OFFICE}/customXml"
        properties = (
            f'<ds:datastoreItem xmlns:ds="{scheme}" ds:itemID="{item_id}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
        )
        part = self._book.part("customXml/itemProps1.xml", _CUSTOM_XML, properties.encode())
        item.relations.relate(f"{_OFFICE}/relationships/customXmlProps", part)
        self._main.relations.relate(f"{_OFFICE}/relationships/customXml", item)

    # --- properties ----------------------------------------------------------------------------

    def describe(self, metadata: Metadata) -> None:
        """Set the document properties and the language of the whole document."""
        describe(next(self._book.relations.targets("core-properties")).root, metadata)
        custom = self._book.part("docProps/custom.xml", _CUSTOM, custom_properties(metadata))
        self._book.relations.relate(f"{_OFFICE}/relationships/custom-properties", custom)
        if metadata.direction == "rtl":
            self._turn_borders()
        defaults = self._styles_root.find(f"{_WORD}docDefaults/{_WORD}rPrDefault/{_WORD}rPr")
        for name in ("val", "eastAsia", "bidi"):
            defaults.find(f"{_WORD}lang").set(f"{_WORD}{name}", metadata.language)
        for slot, font in script_font(metadata.language).items():
            defaults.find(f"{_WORD}rFonts").set(f"{_WORD}{slot}", font)

    def _turn_borders(self) -> None:
        """Put the bars of panels on the right: paragraph borders do not turn with the text."""
        for borders in self._styles_root.iter(f"{_WORD}pBdr"):
            left, right = borders.find(f"{_WORD}left"), borders.find(f"{_WORD}right")
            if left is not None and right is None:
                left.tag = f"{_WORD}right"
                borders.append(left)

    # --- the body and the file -----------------------------------------------------------------

    def outer_paragraphs(self) -> list[Any]:
        """Return the paragraphs of cover, running heads and feet, as lxml elements."""
        return [paragraph for group in self.outer_groups() for paragraph in group]

    def outer_groups(self) -> list[list[Any]]:
        """Return the same, those of the cover and of each running head and foot together."""
        margins = self._main.relations.targets("header", "footer")
        roots = [self._main.root.find(f"{_WORD}body"), *(part.root for part in margins)]
        return [list(root.iter(f"{_WORD}p")) for root in roots]

    def section(self) -> Any:  # noqa: ANN401 - lxml is not typed
        """Return the page description at the end of the body, as an lxml element."""
        return self._main.root.find(f"{_WORD}body/{_WORD}sectPr")

    def write_body(self, parts: list[str]) -> None:
        """Put finished paragraphs and tables after the cover.

        They are set into the finished file as text: to read them into a tree and write them again
        would take a third of the time of the whole. Where the reference file names its namespaces
        otherwise, that is done.
        """
        names = self._main.root.nsmap
        if any(names.get(prefix) != address for prefix, address in PREFIXES.items()):
            section = self.section()
            for element in parsed(f"<w:body {NAMESPACES}>{''.join(parts)}</w:body>"):
                section.addprevious(element)
            return
        self._body = "".join(parts)

    def data(self) -> bytes:
        """Return the DOCX; the same content gives the same bytes."""
        if self._body:
            before, found, after = self._main.written().rpartition(b"<w:sectPr")
            self._main.fill(before + self._body.encode() + found + after)
        return self._book.data()
