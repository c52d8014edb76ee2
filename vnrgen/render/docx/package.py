"""The DOCX as a package: takes parts into the reference file, and gives the same bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from vnrgen.problems import InvalidInputError, Location, Problem
from vnrgen.render.docx.archive import zipped
from vnrgen.render.docx.designs import missing_styles, opened, strip
from vnrgen.render.docx.fonts import script_font
from vnrgen.render.docx.markup import NAMESPACES, PREFIXES, attribute, words
from vnrgen.render.docx.options import OWN_REFERENCE
from vnrgen.render.docx.page import PageSize, page_size
from vnrgen.render.docx.stylebook import REQUIRED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


class Package:
    """One DOCX being made from the reference file. The only class that drives python-docx."""

    def __init__(self, reference: bytes, name: str = OWN_REFERENCE) -> None:
        """Open the reference file; ``name`` is its path as problems show it.

        Raises:
            InvalidInputError: It is no Word file (DOC003), or styles are missing (DOC001).
        """
        self._document = opened(reference, name)
        strip(self._document)
        self._links: dict[str, str] = {}
        self._images: dict[str, tuple[str, int, int]] = {}
        self._vectors: dict[str, str] = {}
        self._lists: dict[tuple[str, str], int] = {}
        self._body = ""
        self._charts = 0
        self._styles = {
            said.get(f"{_WORD}val").casefold(): style
            for style in self._document.styles.element.iter(f"{_WORD}style")
            if (said := style.find(f"{_WORD}name")) is not None
        }
        missing = missing_styles(self._styles, REQUIRED)
        if missing:
            fix = "give the style back its name in Word, or begin from the file of vnrgen"
            raise InvalidInputError(
                Problem("DOC001", Location(name), f"the Word reference file has no {style}", fix)
                for style in missing
            )
        self._ids = {
            style_name: str(style.get(f"{_WORD}styleId"))
            for style_name, style in self._styles.items()
        }
        self.page: PageSize = page_size(self.section())

    # --- what the reference file says ----------------------------------------------------------

    def style(self, name: str) -> str:
        """Return the id of a named style."""
        return self._ids[name.casefold()]

    def _style(self, name: str) -> Any:  # noqa: ANN401 - lxml is not typed
        return self._styles[name.casefold()]

    def left_indent(self, name: str) -> int:
        """Return the indent of a paragraph style on the side where lines begin, in twips."""
        found = self._style(name).find(f"{_WORD}pPr/{_WORD}ind")
        if found is None:
            return 0
        return int(found.get(f"{_WORD}left") or found.get(f"{_WORD}start") or 0)

    def shading(self, name: str) -> str:
        """Return the shading of a paragraph style as XML, so that a table cell can take it on."""
        shade = self._style(name).find(f"{_WORD}pPr/{_WORD}shd")
        if shade is None:
            return ""
        values = {key: shade.get(f"{_WORD}{key}") for key in ("val", "color", "fill")}
        pairs = "".join(f' w:{key}="{value}"' for key, value in values.items() if value)
        return f"<w:shd{pairs}/>"

    def list_of(self, name: str) -> int:
        """Return the list (``w:numId``) that a paragraph style belongs to."""
        found = self._style(name).find(f"{_WORD}pPr/{_WORD}numPr/{_WORD}numId")
        return int(found.get(f"{_WORD}val")) if found is not None else 0

    def restarted_list(self, name: str, shared_as: str = "") -> int:
        """Return a new list of the kind a paragraph style has, counting from 1 again.

        Two documents written into one file share the lists that both know as ``shared_as``.
        """
        if shared_as and (name, shared_as) in self._lists:
            return self._lists[name, shared_as]
        numbering = self._document.part.numbering_part.element
        wanted = str(self.list_of(name))
        concrete = [n for n in numbering.iter(f"{_WORD}num") if n.get(f"{_WORD}numId") == wanted]
        abstract = concrete[0].find(f"{_WORD}abstractNumId").get(f"{_WORD}val")
        new = max(int(n.get(f"{_WORD}numId")) for n in numbering.iter(f"{_WORD}num")) + 1
        levels = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
            for level in range(3)
        )
        numbering.append(
            _parsed(
                f'<w:num {NAMESPACES} w:numId="{new}"><w:abstractNumId w:val="{abstract}"/>'
                f"{levels}</w:num>"
            )
        )
        self._lists[name, shared_as] = new
        return new

    # --- what goes in --------------------------------------------------------------------------

    def link(self, address: str) -> str:
        """Return the relationship id of an address outside the document."""
        if address not in self._links:
            kind = f"{_OFFICE}/relationships/hyperlink"
            self._links[address] = self._document.part.relate_to(address, kind, is_external=True)
        return self._links[address]

    def image(self, data: bytes) -> tuple[str, int, int]:
        """Take in a PNG or JPEG; return its relationship id, width and height in pixels."""
        from docx.image.image import Image

        name = hashlib.sha256(data).hexdigest()[:16]
        if name not in self._images:
            image = Image.from_blob(data)
            part = self._part(f"/word/media/{name}.{image.ext}", image.content_type, data)
            identifier = self._document.part.relate_to(part, f"{_OFFICE}/relationships/image")
            self._images[name] = (str(identifier), image.px_width, image.px_height)
        return self._images[name]

    def svg(self, data: bytes) -> str:
        """Take in an SVG; return its relationship id."""
        name = hashlib.sha256(data).hexdigest()[:16]
        if name not in self._vectors:
            part = self._part(f"/word/media/{name}.svg", "image/svg+xml", data)
            relation = self._document.part.relate_to(part, f"{_OFFICE}/relationships/image")
            self._vectors[name] = str(relation)
        return self._vectors[name]

    def chart(self, native: NativeChart) -> str:
        """Take in a chart and the workbook with its data; return the chart's relationship id."""
        self._charts += 1
        number, relations = self._charts, f"{_OFFICE}/relationships"
        sheet = self._part(
            f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx", _SHEET, native.workbook
        )
        chart = self._part(f"/word/charts/chart{number}.xml", _CHART, b"")
        chart._blob = native.linked(chart.relate_to(sheet, f"{relations}/package"))  # noqa: SLF001
        return str(self._document.part.relate_to(chart, f"{relations}/chart"))

    def comments(self, data: bytes) -> None:
        """Take in the comments of reviewers."""
        part = self._part("/word/comments.xml", _COMMENTS, data)
        self._document.part.relate_to(part, f"{_OFFICE}/relationships/comments")

    def source_map(self, data: bytes, namespace: str, item_id: str) -> None:
        """Take in the source map as a custom XML part."""
        item = self._part("/customXml/item1.xml", "application/xml", data)
        scheme = f"{_OFFICE}/customXml"
        properties = (
            f'<ds:datastoreItem xmlns:ds="{scheme}" ds:itemID="{item_id}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
        )
        part = self._part("/customXml/itemProps1.xml", _CUSTOM_XML, properties.encode())
        item.relate_to(part, f"{_OFFICE}/relationships/customXmlProps")
        self._document.part.relate_to(item, f"{_OFFICE}/relationships/customXml")

    def _part(self, name: str, content_type: str, data: bytes) -> Any:  # noqa: ANN401
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        return Part(PackURI(name), content_type, data, self._document.part.package)

    # --- properties ----------------------------------------------------------------------------

    def describe(self, metadata: Metadata) -> None:
        """Set the document properties and the language of the whole document."""
        import datetime

        made = datetime.datetime.combine(metadata.as_of, datetime.time.min)
        core = self._document.core_properties
        core.title, core.subject = metadata.title, metadata.subtitle
        core.author = core.last_modified_by = metadata.coalition
        core.category, core.version = metadata.country, metadata.version
        core.content_status, core.language = metadata.status, metadata.language
        core.created = core.modified = made
        core.revision = 1
        self._custom_properties(
            {
                "ISO3": metadata.iso3,
                "Year": str(metadata.year),
                "Version": metadata.version,
                "Status": metadata.status,
                "Audience": metadata.audience_note,
            }
        )
        if metadata.direction == "rtl":
            self._turn_borders()
        defaults = self._document.styles.element.find(
            f"{_WORD}docDefaults/{_WORD}rPrDefault/{_WORD}rPr"
        )
        for name in ("val", "eastAsia", "bidi"):
            defaults.find(f"{_WORD}lang").set(f"{_WORD}{name}", metadata.language)
        for slot, font in script_font(metadata.language).items():
            defaults.find(f"{_WORD}rFonts").set(f"{_WORD}{slot}", font)

    def _turn_borders(self) -> None:
        """Put the bars of panels on the right: paragraph borders do not turn with the text."""
        for borders in self._document.styles.element.iter(f"{_WORD}pBdr"):
            left, right = borders.find(f"{_WORD}left"), borders.find(f"{_WORD}right")
            if left is not None and right is None:
                left.tag = f"{_WORD}right"
                borders.append(left)

    def _custom_properties(self, values: Mapping[str, str]) -> None:
        rows = "".join(
            f'<property fmtid="{_FORMAT_ID}" pid="{number}" name="{attribute(name)}">'
            f"<vt:lpwstr>{words(value)}</vt:lpwstr></property>"
            for number, (name, value) in enumerate(values.items(), start=2)
        )
        data = (
            f'<Properties xmlns="{_OFFICE}/custom-properties"'
            f' xmlns:vt="{_OFFICE}/docPropsVTypes">{rows}</Properties>'
        )
        part = self._part("/docProps/custom.xml", _CUSTOM, data.encode())
        self._document.part.package.relate_to(part, f"{_OFFICE}/relationships/custom-properties")

    # --- the body and the file -----------------------------------------------------------------

    def outer_paragraphs(self) -> list[Any]:
        """Return the paragraphs of cover, running heads and feet, as lxml elements."""
        return [paragraph for group in self.outer_groups() for paragraph in group]

    def outer_groups(self) -> list[list[Any]]:
        """Return the same, those of the cover and of each running head and foot together."""
        relations = self._document.part.rels.values()
        margins = [
            relation.target_part.element
            for relation in relations
            if relation.reltype.rsplit("/", maxsplit=1)[-1] in {"header", "footer"}
        ]
        roots = [self._document.element.body, *margins]
        return [list(root.iter(f"{_WORD}p")) for root in roots]

    def section(self) -> Any:  # noqa: ANN401 - lxml is not typed
        """Return the page description at the end of the body, as an lxml element."""
        return self._document.element.body.find(f"{_WORD}sectPr")

    def write_body(self, parts: list[str]) -> None:
        """Put finished paragraphs and tables after the cover.

        They are set into the finished file as text: to read them into a tree and write them again
        would take a third of the time of the whole. Where the reference file names its namespaces
        otherwise, that is done.
        """
        names = self._document.element.nsmap
        if any(names.get(prefix) != address for prefix, address in PREFIXES.items()):
            section = self.section()
            for element in _parsed(f"<w:body {NAMESPACES}>{''.join(parts)}</w:body>"):
                section.addprevious(element)
            return
        self._body = "".join(parts)

    def data(self) -> bytes:
        """Return the DOCX; the same content gives the same bytes."""
        package = self._document.part.package
        parts = list(package.iter_parts())
        files = {
            "[Content_Types].xml": _content_types(parts).encode(),
            "_rels/.rels": package.rels.xml,
        }
        for part in parts:
            files[part.partname.membername] = self._blob(part)
            if part.rels:
                files[part.partname.rels_uri.membername] = part.rels.xml
        return zipped(files)

    def _blob(self, part: Any) -> bytes:  # noqa: ANN401 - python-docx is not typed
        if part is not self._document.part or not self._body:
            return bytes(part.blob)
        before, found, after = part.blob.rpartition(b"<w:sectPr")
        return bytes(before + self._body.encode() + found + after)


def _parsed(xml: str) -> Any:  # noqa: ANN401 - lxml is not typed
    from docx.oxml import parse_xml

    return parse_xml(xml)


def _content_types(parts: Iterable[Any]) -> str:
    overrides = "".join(
        f'<Override PartName="{attribute(str(part.partname))}" ContentType="{part.content_type}"/>'
        for part in sorted(parts, key=lambda part: str(part.partname))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="{_RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
