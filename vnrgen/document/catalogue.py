"""Every message that a translator must know, gathered from code, templates and outlines.

``python -m vnrgen.document.catalogue`` writes them to ``templates/locale/messages.pot``, and brings
the translations beside it up to date: new messages are added empty, those that are gone leave.
"""

from __future__ import annotations

import ast
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
        name = path.relative_to(_PACKAGE.parent).as_posix()
        yield from ((message, name) for message in _of_python(path))
    folders = [templates_folder() / kind for kind in _TEMPLATES]
    for path in (p for folder in folders for p in sorted(folder.rglob("*.j2"))):
        name = f"templates/{path.relative_to(templates_folder()).as_posix()}"
        yield from ((message, name) for message in _of_template(path))
    for path in sorted(chapters_folder().glob("*.yaml")):
        outline = load_outline(path.stem, None, ProblemLog())
        texts = [
            outline.title,
            *(t for spec in outline.sections for t in (spec.title, spec.question)),
        ]
        yield from ((text, f"chapters/{path.name}") for text in texts if text)


def _of_python(path: Path) -> Iterator[Message]:
    """Yield the messages of a module: the literal first arguments of the calls that translate."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called not in _KEYWORDS:
            continue
        forms = [
            argument.value
            for argument in node.args[: 2 if _KEYWORDS[called] else 1]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        if forms and len(forms) == (2 if _KEYWORDS[called] else 1):
            yield forms[0] if len(forms) == 1 else (forms[0], forms[1])


def _of_template(path: Path) -> Iterator[Message]:
    from babel.messages.extract import extract

    with path.open("rb") as stream:
        for _, message, _, _ in extract("jinja2.ext:babel_extract", stream, _KEYWORDS):
            if isinstance(message, str):
                yield message
            else:
                yield str(message[0]), str(message[1])


def catalogue() -> Catalog:
    """Return all messages, each once, with the files it stands in."""
    from babel.messages.catalog import Catalog

    gathered = Catalog(project="vnrgen", fuzzy=False)
    for message, name in messages():
        gathered.add(message, locations=[(name, 0)])
    return gathered


def pot() -> bytes:
    """Return the catalogue of messages as a gettext template; the same code, the same bytes."""
    return _written(catalogue())


def translation(language: str, content: bytes) -> bytes:
    """Return a ``.po`` file with every message of today, translated where it was before.

    Args:
        language: Its language, as its file is named.
        content: The file as it is.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    known = read_po(io.BytesIO(content), locale=language.replace("-", "_"))
    found = Catalog(locale=language.replace("-", "_"), fuzzy=False)
    for message in catalogue():
        if message.id:
            before = known.get(message.id)
            found.add(message.id, before.string if before else "", locations=message.locations)
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {found.plural_forms}\\n"\n\n'
    )
    return head.encode() + _written(found)


def translations() -> Iterator[Path]:
    """Yield the files of all languages that the program's words are translated into."""
    yield from sorted((templates_folder() / "locale").glob("*.po"))


def _written(messages: Catalog) -> bytes:
    from babel.messages.pofile import write_po

    stream = io.BytesIO()
    write_po(stream, messages, omit_header=True, include_lineno=False, sort_output=True, width=98)
    return stream.getvalue()


if __name__ == "__main__":
    (templates_folder() / "locale" / "messages.pot").write_bytes(pot())
    for path in translations():
        path.write_bytes(translation(path.stem, path.read_bytes()))
