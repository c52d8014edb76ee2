"""The pages of a PDF as lines of text. The only module that imports pypdfium2."""

from __future__ import annotations

from pathlib import Path

from vnrgen.pdftext.passages import PageText
from vnrgen.problems import InvalidInputError, Location, Problem


def pdf_pages(path: Path) -> list[PageText]:
    """Return the text of every page in file order, with the page label where the file has one.

    Raises:
        InvalidInputError: The file is damaged or locked (REP012).
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        problem = Problem(
            "REP012",
            Location(path.name),
            f"the PDF cannot be opened ({error})",
            "save it anew without a password",
        )
        raise InvalidInputError([problem]) from error
    try:
        return [_page(document, index) for index in range(len(document))]
    finally:
        document.close()


def _page(document: object, index: int) -> PageText:
    page = document[index]  # type: ignore[index]  # pypdfium2 is not typed
    text_page = page.get_textpage()
    text = text_page.get_text_bounded()
    label = document.get_page_label(index)  # type: ignore[attr-defined]  # pypdfium2 is not typed
    return PageText(index + 1, label or str(index + 1), tuple(text.splitlines()))
