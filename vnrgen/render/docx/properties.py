"""What a Word file says of itself: title, authors, dates, and the coalition's own properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vnrgen.render.docx.markup import attribute, one_line, words

if TYPE_CHECKING:
    from vnrgen.document.blocks import Metadata

_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DUBLIN: Final = "http://purl.org/dc/elements/1.1/"
_TERMS: Final = "http://purl.org/dc/terms/"
_SCHEMA: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
_PREFIXES: Final = {"cp": _CORE, "dc": _DUBLIN, "dcterms": _TERMS}
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def describe(root: Any, metadata: Metadata) -> None:  # noqa: ANN401 - lxml is not typed
    """Set the core properties (ECMA-376, part 2, annex D) of a file in the tree of their part."""
    said = {
        "dc:description": "",
        "cp:keywords": "",
        "dc:identifier": "",
        "dc:title": metadata.title,
        "dc:subject": metadata.subtitle,
        "dc:creator": metadata.coalition,
        "cp:lastModifiedBy": metadata.coalition,
        "cp:category": metadata.country,
        "cp:version": metadata.version,
        "cp:contentStatus": metadata.status,
        "dc:language": metadata.language,
    }
    for name, text in said.items():
        _element(root, name).text = one_line(text)
    for name in ("dcterms:created", "dcterms:modified"):
        made = _element(root, name)
        made.text = f"{metadata.as_of:%Y-%m-%d}T00:00:00Z"
        root.set(f"{_SCHEMA}any", "")  # so that the root, not each date, declares the namespace
        made.set(f"{_SCHEMA}type", "dcterms:W3CDTF")
        del root.attrib[f"{_SCHEMA}any"]
    _element(root, "cp:revision").text = "1"


def _element(root: Any, name: str) -> Any:  # noqa: ANN401 - lxml is not typed
    prefix, _, local = name.partition(":")
    tag = f"{{{_PREFIXES[prefix]}}}{local}"
    found = root.find(tag)
    if found is None:
        found = root.makeelement(tag, {}, {prefix: _PREFIXES[prefix]})
        root.append(found)
    return found


def custom_properties(metadata: Metadata) -> bytes:
    """Return the part with what the core properties have no place for."""
    values = {
        "ISO3": metadata.iso3,
        "Year": str(metadata.year),
        "Version": metadata.version,
        "Status": metadata.status,
        "Audience": metadata.audience_note,
    }
    rows = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name="{attribute(name)}">'
        f"<vt:lpwstr>{words(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), start=2)
    )
    return (
        f'<Properties xmlns="{_OFFICE}/custom-properties"'
        f' xmlns:vt="{_OFFICE}/docPropsVTypes">{rows}</Properties>'
    ).encode()
