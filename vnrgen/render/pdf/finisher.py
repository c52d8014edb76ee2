"""What the engine leaves undone in an accessible, archivable PDF: done before it is written."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint.pdf.tags as engine

from vnrgen.render.pdf.tables import bind_heads

_EMPTY_UNICODE = re.compile(rb"(<[0-9a-fA-F]+>) <>")
_CMAP_HEAD = 8  # so many parts of a map of letters tell that it is one
_GENERATED = ("::before", "::after", "::marker")
_TAGGING = threading.Lock()
_UA = "http://www.aiim.org/pdfua/ns/id/"
_SCHEMA = "http://www.aiim.org/pdfa/ns"
_UA_IDENTIFICATION = (
    f'<rdf:Description rdf:about="" xmlns:pdfuaid="{_UA}"><pdfuaid:part>1</pdfuaid:part>'
    "</rdf:Description>"
    f'<rdf:Description rdf:about="" xmlns:pdfaExtension="{_SCHEMA}/extension/" '
    f'xmlns:pdfaSchema="{_SCHEMA}/schema#" xmlns:pdfaProperty="{_SCHEMA}/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    f"<pdfaSchema:namespaceURI>{_UA}</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>"
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
    "</rdf:Description>"
).encode()


def finish(document: Any, pdf: Any) -> None:  # noqa: ANN401 - WeasyPrint is not typed
    """Complete a PDF/A-3a so that it is PDF/UA-1 too; the engine calls this before writing."""
    _identify_as_accessible(pdf)
    bind_heads(document.pages)
    _complete_unicode_maps(pdf)


def _identify_as_accessible(pdf: Any) -> None:  # noqa: ANN401
    """Say PDF/UA-1 inside the one description block that validators read."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.compress = False
    whole = metadata.stream[0]
    metadata.stream = [whole.replace(b"</rdf:RDF>", _UA_IDENTIFICATION + b"</rdf:RDF>", 1)]


def _complete_unicode_maps(pdf: Any) -> None:  # noqa: ANN401
    """Give a zero-width space to glyphs that stand for no letter of their own.

    The engine leaves them empty, which makes the map of reordered scripts malformed.
    """
    for item in pdf.objects:
        stream: list[object] = getattr(item, "stream", None) or []
        head = stream[:_CMAP_HEAD]  # the rest of a page's content is long
        if any(isinstance(part, bytes) and b"begincmap" in part for part in head):
            item.stream = [
                _EMPTY_UNICODE.sub(rb"\1 <200b>", part) if isinstance(part, bytes) else part
                for part in stream
            ]


@contextmanager
def described_elements() -> Iterator[None]:
    """While this holds, tags carry languages, table summaries, link texts and item bodies.

    The engine has no hook for tags: its function is wrapped, one rendering at a time.
    """
    with _TAGGING:
        original = engine._build_box_tree  # noqa: SLF001 - see above

        def described(box: Any, parent: Any, pdf: Any, *rest: Any) -> Iterator[Any]:  # noqa: ANN401
            for tag in original(box, parent, pdf, *rest):
                _describe(getattr(box, "_box", box), tag)
                if tag["S"] == "/LI":
                    _gather_item_body(tag, pdf)
                yield tag

        engine._build_box_tree = described  # noqa: SLF001
        try:
            yield
        finally:
            engine._build_box_tree = original  # noqa: SLF001


def _describe(box: Any, tag: Any) -> None:  # noqa: ANN401
    element = getattr(box, "element", None)
    if element is None or box.element_tag.endswith(_GENERATED):
        return
    language = element.attrib.get("lang")
    if language and element.tag != "html":
        tag["Lang"] = pydyf.String(language)
    summary = element.attrib.get("data-summary")
    if summary and tag["S"] == "/Table":
        tag["A"] = pydyf.Dictionary({"O": "/Table", "Summary": pydyf.String(summary)})
    if box.link_annotation is not None:
        words = element.attrib.get("aria-label") or "".join(element.itertext())
        box.link_annotation["Contents"] = pydyf.String(" ".join(words.split()))


def _gather_item_body(item: Any, pdf: Any) -> None:  # noqa: ANN401
    """Put the blocks of a list item into one body; the engine leaves them beside the label."""
    kids = [pdf.objects[int(reference.split()[0])] for reference in item["K"]]
    strays = [kid for kid in kids if kid.get("S") not in {"/Lbl", "/LBody"}]
    if not strays:
        return
    body = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/LBody",
            "K": pydyf.Array([kid.reference for kid in strays]),
            "Pg": item["Pg"],
            "P": item.reference,
        }
    )
    pdf.add_object(body)
    for stray in strays:
        stray["P"] = body.reference
    kept = [kid.reference for kid in kids if kid.get("S") in {"/Lbl", "/LBody"}]
    item["K"] = pydyf.Array([*kept, body.reference])
