"""Write the example of today's saved form, once, when ``SCHEMA`` got a new number."""

from __future__ import annotations

import json
from pathlib import Path

from tests.builders_render import a_document
from vnrgen.document.blocks import Document
from vnrgen.document.tree.saved import SCHEMA
from vnrgen.document.tree.words import words
from vnrgen.versions.freezing.freeze import Kept, freeze

KEPT = Path(__file__).parent / "kept"


def words_in(document: Document) -> list[str]:
    """Return every word of a document, as all formats print them."""
    return words(document)


def main() -> None:
    """Freeze a document with every kind of block; refuses where there is an example already."""
    folder = KEPT / f"schema-{SCHEMA}"
    folder.mkdir(parents=True)
    document = a_document()
    why = "an example of its form"
    freeze(
        folder,
        "kept",
        Kept(document=document, observations=b"indicator_id\r\n"),
        by="a test",
        why=why,
    )
    expected = {
        "words": words_in(document),
        "testimonies": sorted(document.testimonies),
        "why": why,
    }
    text = json.dumps(expected, ensure_ascii=False, indent=1) + "\n"
    (folder / "expected.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
