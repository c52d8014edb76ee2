"""Every message that a translator must know, gathered from code, templates and outlines.

``python -m vnrgen.document.catalogue`` writes them to ``templates/locale/messages.pot``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from vnrgen.document.outline import load_outline
from vnrgen.problems import ProblemLog
from vnrgen.resources import chapters_folder, templates_folder

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

_PACKAGE = Path(__file__).resolve().parents[1]
_ROOMS = ("batch", "document", "versions", "web")  # words for readers
_TEMPLATES = ("batch", "sections", "tracker", "web")
# The methods of ``Wording`` (``say`` is a local name for ``inlines``) and the call in templates.
_KEYWORDS = {
    "text": None,
    "inlines": None,
    "say": None,
    "plural": (1, 2),
    "plural_inlines": (1, 2),
    "_": None,
}

Message = str | tuple[str, str]


def messages() -> Iterator[tuple[Message, str]]:
    """Yield every message (with its plural, where it has one) and the file it stands in."""
    for path in (p for room in _ROOMS for p in sorted((_PACKAGE / room).rglob("*.py"))):
        yield from _extracted("python", path, path.relative_to(_PACKAGE.parent).as_posix())
    folders = [templates_folder() / kind for kind in _TEMPLATES]
    for path in (p for folder in folders for p in sorted(folder.rglob("*.j2"))):
        named = path.relative_to(templates_folder()).as_posix()
        yield from _extracted("jinja2.ext:babel_extract", path, f"templates/{named}")
    for path in sorted(chapters_folder().glob("*.yaml")):
        outline = load_outline(path.stem, None, ProblemLog())
        texts = [
            outline.title,
            *(t for spec in outline.sections for t in (spec.title, spec.question)),
        ]
        yield from ((text, f"chapters/{path.name}") for text in texts if text)


def _extracted(method: str, path: Path, name: str) -> Iterator[tuple[Message, str]]:
    from babel.messages.extract import extract

    with path.open("rb") as stream:
        for _line, message, _comments, _context in extract(method, stream, _KEYWORDS):
            if isinstance(message, str):
                yield message, name
            else:
                yield (str(message[0]), str(message[1])), name


def catalogue() -> Catalog:
    """Return all messages, each once, with the files it stands in."""
    from babel.messages.catalog import Catalog

    gathered = Catalog(project="vnrgen", fuzzy=False)
    for message, name in messages():
        gathered.add(message, locations=[(name, 0)])
    return gathered


def pot() -> bytes:
    """Return the catalogue of messages as a gettext template; the same code, the same bytes."""
    from babel.messages.pofile import write_po

    stream = io.BytesIO()
    write_po(
        stream, catalogue(), omit_header=True, include_lineno=False, sort_output=True, width=98
    )
    return stream.getvalue()


if __name__ == "__main__":
    (templates_folder() / "locale" / "messages.pot").write_bytes(pot())
