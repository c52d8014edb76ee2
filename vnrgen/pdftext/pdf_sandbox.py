"""The text of a PDF's pages, as JSON: run in a confined process, so it imports nothing of vnrgen.

The only module that imports pypdfium2, whose engine is not written in a safe language.
"""

from __future__ import annotations

import json
from typing import IO, Any

MOST_PAGES = 5_000
MOST_CHARACTERS = 20_000_000


def make_ready() -> None:
    """Load the engine, as long as files can still be opened."""
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(100, 100)
    _page(document, 0)
    document.close()
    for encoding in ("utf-16-le", "utf-16-be", "latin-1"):
        b"a\x00".decode(encoding)
    json.dumps([])


def answer(given: bytes, stream: IO[bytes]) -> None:
    """Write each page as a line of JSON, label and text, or why the file cannot be opened."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(given)
    except pypdfium2.PdfiumError as error:
        _write({"fault": str(error)}, stream)
        return
    if len(document) > MOST_PAGES:
        _write({"fault": f"it has more than {MOST_PAGES:,} pages"}, stream)
        return
    left = MOST_CHARACTERS
    for index in range(len(document)):
        label, text = _page(document, index)
        left -= len(text)
        if left < 0:
            _write({"fault": "it holds more text than a report can have"}, stream)
            return
        _write({"label": label, "text": text}, stream)
    _write({"end": True}, stream)


def _page(document: Any, index: int) -> tuple[str, str]:  # noqa: ANN401 - pypdfium2 is not typed
    import pypdfium2

    try:
        page = document[index]
        text = page.get_textpage().get_text_bounded()
        return str(document.get_page_label(index) or ""), str(text)
    except pypdfium2.PdfiumError:
        return "", ""  # a damaged page holds no words; the others still do


def _write(record: dict[str, object], stream: IO[bytes]) -> None:
    stream.write(json.dumps(record).encode() + b"\n")
