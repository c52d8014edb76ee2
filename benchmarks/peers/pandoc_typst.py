"""Markdown made typst by pandoc and PDF by typst, with pictures that are ready.

pandoc leaves out the pictures' alternative texts, so that typst refuses to write PDF/UA-1.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

from benchmarks.peers.content import Content, Item
from benchmarks.peers.rmarkdown import escaped

_COMPILE = "import typst; typst.compile('chapter.typ', output='typst.pdf')"


def pandoc() -> str | None:
    """Return a pandoc that writes typst (3.1.2 or newer), None where there is none."""
    found = [shutil.which("pandoc"), _packaged()]  # a distribution's may be older
    return next((path for path in found if path and _writes_typst(path)), None)


def _packaged() -> str | None:
    """Return the pandoc that comes with its Python package."""
    package = importlib.util.find_spec("pypandoc")
    if package is None or package.origin is None:
        return None
    return shutil.which(Path(package.origin).parent / "files" / "pandoc")


def _writes_typst(pandoc: str) -> bool:
    formats = subprocess.run(
        [pandoc, "--list-output-formats"], capture_output=True, text=True, check=True
    )
    return "typst" in formats.stdout.split()


def prepare(content: Content, folder: Path) -> None:
    """Write ``chapter.md``; an SVG of each chart lies beside it already."""
    head = '---\ntitle: "Leave no one behind"\nlang: en\n---\n\n'
    (folder / "chapter.md").write_text(head + "\n\n".join(map(_part, content.items)) + "\n")


def command(python: str, converter: str) -> list[str]:
    """Return the command that makes ``typst.pdf``."""
    convert = f"'{converter}' chapter.md --standalone --toc --to typst --output chapter.typ"
    return ["sh", "-ec", f"{convert}\n'{python}' -c \"{_COMPILE}\""]


def _part(item: Item) -> str:
    text = escaped(item["text"])
    match item["kind"]:
        case "heading":
            return "#" * item["level"] + " " + text
        case "table":
            lines = [item["head"], ["-" * 3] * len(item["head"]), *item["rows"]]
            return text + "\n\n" + "\n".join(_row(line, at) for at, line in enumerate(lines))
        case "chart":
            alternative = escaped(item["alternative"])
            return f"{text}\n\n![{alternative}]({item['name']}.svg)"
        case _:
            return text


def _row(cells: list[str], at: int) -> str:
    shown = cells if at == 1 else [re.sub(r"\s+", " ", escaped(cell)) for cell in cells]
    return "| " + " | ".join(shown) + " |"
