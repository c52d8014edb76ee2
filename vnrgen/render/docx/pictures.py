"""Pictures in the text: a drawing as SVG with a PNG for older readers, and photographs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vnrgen.document.blocks import Layout
from vnrgen.render.docx import look
from vnrgen.render.docx.markup import attribute
from vnrgen.render.docx.native import NativeChart
from vnrgen.render.docx.source_map import MapPicture, words_digest
from vnrgen.render.docx.writer import Setting, Writer
from vnrgen.visible import visible

_SVG_EXTENSION: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_SVG_NAMESPACE: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_BETWEEN: Final = 170  # twips, half of what is between two drawings of a brief
_TALLEST: Final = 11900  # twips: 21 cm, so that title, source and drawing share a page


def drawing_xml(writer: Writer, svg: bytes, png: bytes, alternative: str, setting: Setting) -> str:
    """Return a drawing as a run: SVG, with PNG to fall back on.

    It goes across the text, in a brief across half of it.
    """
    identifier, width, height = writer.package.image(png)
    drawn = writer.package.svg(svg)
    vector = (
        f'<a:extLst><a:ext uri="{_SVG_EXTENSION}"><asvg:svgBlip xmlns:asvg="{_SVG_NAMESPACE}"'
        f' r:embed="{drawn}"/></a:ext></a:extLst>'
    )
    _keep(writer, (identifier, drawn), alternative, setting)
    page = writer.package.page
    is_brief = writer.document.metadata.layout is Layout.BRIEF
    widest = page.text_width // 2 - _BETWEEN if is_brief else page.text_width
    size = fitted(width, height, widest, min(_TALLEST, page.tallest_picture))
    return _picture(writer, identifier, vector, size, alternative, setting)


def chart_xml(writer: Writer, native: NativeChart, alternative: str, setting: Setting) -> str:
    """Return a chart that Word draws, across the whole text width, as a run."""
    page = writer.package.page
    height = min(native.height, page.tallest_picture)
    extent = f'cx="{page.text_width * look.TWIPS_TO_EMU}" cy="{height * look.TWIPS_TO_EMU}"'
    number = writer.next_id()
    writer.pictures.append(MapPicture(setting.block_id, (("chart", ""),), _digest(alternative)))
    return writer.raw_run(
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr="{attribute(alternative)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_CHART}">'
        f'<c:chart xmlns:c="{_CHART}" r:id="{writer.package.chart(native)}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>",
        setting,
    )


def photo_xml(
    writer: Writer, data: bytes, alternative: str, widest: int, tallest: int, setting: Setting
) -> str:
    """Return a photograph as a run, at most ``widest`` by ``tallest`` twips."""
    identifier, width, height = writer.package.image(data)
    _keep(writer, (identifier,), alternative, setting)
    return _picture(
        writer, identifier, "", fitted(width, height, widest, tallest), alternative, setting
    )


def _keep(writer: Writer, identifiers: Iterable[str], alternative: str, setting: Setting) -> None:
    """Let the source map know which picture stands in a block."""
    shows = tuple(sorted(writer.package.shown[one] for one in identifiers))
    writer.pictures.append(MapPicture(setting.block_id, shows, _digest(alternative)))


def _digest(alternative: str) -> str:
    return words_digest(visible(alternative))


def fitted(width: int, height: int, widest: int, tallest: int) -> tuple[int, int]:
    """Return width and height in twips that fill a frame and keep the proportions.

    >>> fitted(200, 100, 1000, 800), fitted(100, 200, 1000, 800)
    ((1000, 500), (400, 800))
    """
    scale = min(widest / width, tallest / height)
    return round(width * scale), round(height * scale)


def _picture(
    writer: Writer,
    identifier: str,
    vector: str,
    size: tuple[int, int],
    alternative: str,
    setting: Setting,
) -> str:
    extent = f'cx="{size[0] * look.TWIPS_TO_EMU}" cy="{size[1] * look.TWIPS_TO_EMU}"'
    number = writer.next_id()
    return writer.raw_run(
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{number}" name="Picture {number}" descr="{attribute(alternative)}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{identifier}">{vector}</a:blip><a:stretch><a:fillRect/>'
        '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>",
        setting,
    )
