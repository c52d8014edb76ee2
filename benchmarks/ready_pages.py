"""Documents that vnrgen has made, as files that a page engine alone sets: HTML and typst.

Everything is decided and drawn: a peer that sets them does no more than to set pages.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.rendering import drawn, plain_page
from vnrgen.document.blocks import Document
from vnrgen.document.tree.saved import load
from vnrgen.render.typst.payload import document_data
from vnrgen.render.typst.setting import setting_of
from vnrgen.resources import templates_folder

_GIVEN = re.compile(r"json\(bytes\(sys\.inputs\.document\)\)")


def ready_html(output: Path, folder: Path) -> list[Path]:
    """Write every document of a batch as HTML with its pictures and fonts as files.

    Args:
        output: The folder of the batch, made with WeasyPrint.
        folder: Where to write.
    """
    pages = []
    for name, document in _documents(output):
        place = folder / name
        place.mkdir(parents=True)
        pages.append(plain_page(document, place))
    return pages


def ready_typst(output: Path, folder: Path) -> list[Path]:
    """Write every document of a batch as a typst document with its data as a file beside it.

    Args:
        output: The folder of the batch, made with typst.
        folder: Where to write.
    """
    pages = []
    for name, document in _documents(output):
        place = folder / name
        shutil.copytree(templates_folder() / "typst", place)
        look = place / "look.typ"
        text, count = _GIVEN.subn('json("given.json")', look.read_text(encoding="utf-8"))
        if count != 1:
            raise ValueError("the template reads its data in another way than it did")
        look.write_text(text, encoding="utf-8")
        data = document_data(setting_of(document, drawn(document)))
        (place / "given.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        pages.append(place / "document.typ")
    return pages


def _documents(output: Path) -> Iterator[tuple[str, Document]]:
    """Yield what a batch made, by name, as it was saved."""
    for path in sorted(output.glob("*/document.json")):
        yield path.parent.name, load(path.read_bytes())
