"""Small PDF and Word files for tests of reading reports."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from vnrgen.pdftext.lines import Line, Page

WORDS = ("Some", "more", "other", "plain", "clear", "long", "short")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf_of(path: Path, html: str) -> Path:
    """Set HTML as a PDF with WeasyPrint."""
    import weasyprint

    style = "<style>@page{size:A5;margin:2cm}body{font:10pt/1.3 DejaVu Sans}</style>"
    weasyprint.HTML(string=style + html).write_pdf(path)
    return path


def scan_of(path: Path, *, pages: int, text_on: tuple[int, ...] = ()) -> Path:
    """Write a PDF of grey pictures, with words on some of its pages (from 1)."""
    import pikepdf
    from PIL import Image

    picture = io.BytesIO()
    Image.new("L", (60, 80), 120).save(picture, "JPEG")
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    for number in range(1, pages + 1):
        page = pdf.add_blank_page()
        image = pdf.make_stream(
            picture.getvalue(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=60,
            Height=80,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        words = "These words can be read by a program and are enough for a paragraph."
        drawn = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET" if number in text_on else ""
        covered = "" if number in text_on else "q 600 0 0 780 6 6 cm /I Do Q"
        page.Contents = pdf.make_stream(f"{covered} {drawn}".encode())
        page.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(I=image)
        )
    pdf.save(path)
    return path


def drawn_pdf(path: Path, content: str) -> Path:
    """Write a PDF of one page from what draws it, with Helvetica as /F1 (PDF 32000-1, 9.4)."""
    import pikepdf

    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page = pdf.add_blank_page()
    page.Contents = pdf.make_stream(content.encode())
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
    pdf.save(path)
    return path


def word_of(path: Path, body: str, **parts: str) -> Path:
    """Write a DOCX file of a body and further parts, as XML without the outer element."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
        for name, content in parts.items():
            root = roots[name]
            package.writestr(f"word/{name}.xml", f'<w:{root} xmlns:w="{W}">{content}</w:{root}>')
    return path


def a_line(text: str, base: float, *, left: float = 70, size: float = 10, width: float = 0) -> Line:
    """Return a line of text at a height."""
    right = left + (width or 0.5 * size * len(text))
    return Line(text, left, base - 2, right, base + 0.75 * size, base, size)


def numbered_pages(printed: list[str], *, at: float = 30) -> list[Page]:
    """Return pages of some text whose foot prints what is given."""
    pages = []
    for number, foot in enumerate(printed, start=1):
        lines = [
            a_line(f"{WORDS[(i + number) % 7]} text as it may stand there", 700 - 14 * i)
            for i in range(8)
        ]
        if foot:
            lines.append(a_line(foot, at))
        pages.append(Page(number, lines, width=595, height=842))
    return pages
