"""A Word file that somebody restyled: taken in within limits, and held to what vnrgen writes with.

Such a file comes from many hands. Of it the styles, the cover, the running heads and the page are
wanted; macros, links to other templates and what tells of its makers are left behind.
"""

from __future__ import annotations

import contextlib
import zipfile
from typing import TYPE_CHECKING, Any, Final

from vnrgen.dossier.files.archive import RefusedArchiveError, repacked
from vnrgen.problems import InvalidInputError, Location, Problem
from vnrgen.render.docx.archive import packed
from vnrgen.render.docx.parts import TYPES_PART, NormalForm, content_types

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNPACKED: Final = 120_000_000
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What python-docx trips over in a file that names what is not there, or leaves out what must be.
_TRIPPED: Final = (AttributeError, LookupError, OSError, TypeError, ValueError)
_KEPT_OF_PACKAGE: Final = frozenset({"officeDocument", "core-properties"})
_LEFT_BEHIND: Final = frozenset(
    {
        "attachedTemplate",
        "comments",
        "commentsExtended",
        "commentsExtensible",
        "commentsIds",
        "customXml",
        "glossaryDocument",
        "mailMergeSource",
        "people",
        "printerSettings",
        "stylesWithEffects",
        "vbaProject",
        "webSettings",
    }
)
_SETTINGS_LEFT_BEHIND: Final = (
    "attachedTemplate",
    "docVars",
    "documentProtection",
    "mailMerge",
    "revisionView",
    "rsids",
    "trackRevisions",
    "updateFields",
    "writeProtection",
)


def normal_form(data: bytes, name: str) -> NormalForm:
    """Return what a new Word file begins with, of a reference file from anywhere.

    Args:
        data: The file.
        name: Its path, as a problem shows it.

    Raises:
        InvalidInputError: DOC003, it is no Word file that can be read.
    """
    try:
        checked = repacked(data, most=_UNPACKED, kinds=("",))
    except RefusedArchiveError as error:
        raise unreadable(name, str(error)) from error
    files = normal_files(checked, name)
    return NormalForm.of({part: packed(part, content) for part, content in files.items()})


def normal_files(data: bytes, name: str) -> dict[str, bytes]:
    """Return the files of an archive with a reference file in it, complete and without the rest.

    Raises:
        InvalidInputError: DOC003, it is no Word file, or one with macros or for templates.
    """
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = _opened(data, name)
        _complete(document)
        strip(document)
        return _files(document)
    except (OpcError, LxmlError, zipfile.BadZipFile, *_TRIPPED) as error:
        raise unreadable(name, "the file is damaged") from error


def _opened(data: bytes, name: str) -> Any:  # noqa: ANN401 - python-docx is not typed
    import io

    import docx

    try:
        return docx.Document(io.BytesIO(data))
    except ValueError as error:
        reason = "it is a template, has macros, or is no Word file at all"
        raise unreadable(name, reason) from error


def _files(document: Any) -> dict[str, bytes]:  # noqa: ANN401 - python-docx is not typed
    package = document.part.package
    parts = list(package.iter_parts())
    types = {part.partname.membername: part.content_type for part in parts}
    files = {TYPES_PART: content_types(types), "_rels/.rels": bytes(package.rels.xml)}
    for part in parts:
        files[part.partname.membername] = bytes(part.blob)
        if part.rels:
            files[part.partname.rels_uri.membername] = bytes(part.rels.xml)
    return files


def unreadable(name: str, reason: str) -> InvalidInputError:
    """Return the error for a reference file that cannot be used."""
    what = f"the Word reference file cannot be used: {reason}"
    fix = "open it in Word or LibreOffice and save it as .docx, or use the one that vnrgen has"
    return InvalidInputError([Problem("DOC003", Location(name), what, fix)])


def _complete(document: Any) -> None:  # noqa: ANN401 - python-docx is not typed
    """Add what every DOCX written from this file needs, where a program left it out."""
    body = document.element.body
    if body.find(f"{_WORD}sectPr") is None:
        body.append(body.makeelement(f"{_WORD}sectPr", {}))
    styles = document.styles.element
    defaults = _child(styles, "docDefaults", first=True)
    run = _child(_child(defaults, "rPrDefault", first=True), "rPr")
    _child(run, "rFonts", first=True)
    _child(run, "lang")
    _ = document.settings
    with contextlib.suppress(NotImplementedError):  # no lists at all: told where they are wanted
        _ = document.part.numbering_part


def _child(parent: Any, name: str, *, first: bool = False) -> Any:  # noqa: ANN401 - lxml
    found = parent.find(f"{_WORD}{name}")
    if found is None:
        found = parent.makeelement(f"{_WORD}{name}", {})
        parent.insert(0 if first else len(parent), found)
    return found


def strip(document: Any) -> None:  # noqa: ANN401 - python-docx is not typed
    """Leave behind what does not belong into a published file."""
    package = document.part.package
    _drop(package.rels, (kind for kind in _kinds(package.rels) if kind not in _KEPT_OF_PACKAGE))
    for part in [document.part, *document.part.package.iter_parts()]:
        _drop(part.rels, _LEFT_BEHIND)
    for change in list(document.element.body.iter(f"{_WORD}sectPrChange")):
        change.getparent().remove(change)
    settings = document.settings.element
    for name in _SETTINGS_LEFT_BEHIND:
        for element in settings.findall(f"{_WORD}{name}"):
            settings.remove(element)
    properties = document.core_properties._element  # noqa: SLF001 - a date cannot be unset otherwise
    for element in list(properties):
        if element.tag.endswith("}lastPrinted"):
            properties.remove(element)


def _kinds(relations: Any) -> list[str]:  # noqa: ANN401 - python-docx is not typed
    return [relation.reltype.rsplit("/", maxsplit=1)[-1] for relation in relations.values()]


def _drop(relations: Any, kinds: Iterable[str]) -> None:  # noqa: ANN401 - python-docx
    unwanted = set(kinds)
    for identifier, relation in list(relations.items()):
        if relation.reltype.rsplit("/", maxsplit=1)[-1] in unwanted:
            del relations[identifier]
