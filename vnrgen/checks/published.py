"""The files of a published folder: which are read, which cannot be, and what none may name.

Between two builds such a folder is in people's hands: Word leaves lock files in it, a program for
synchronising half a file, a colleague a chapter saved by another program.
"""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

from vnrgen.dossier.files.archive import RefusedArchiveError, unpacked_parts
from vnrgen.problems import Location, Problem, ProblemLog
from vnrgen.resources import resource_root

UNREADABLE = "PUB008"
_ASIDE = (".", "~$")  # hidden files, and what Word and Excel keep beside an open one
PACKED = b"PK\x03\x04"
_DATA = "data"
_MOST_BYTES = 300_000_000
_MB = 1_000_000

Parts = Mapping[str, bytes]


class DamagedFileError(Exception):
    """A published file cannot be read; the message says why."""


def unreadable(name: str, reason: str) -> Problem:
    """Return the problem that a published file cannot be read (PUB008)."""
    return Problem(
        UNREADABLE,
        Location(name),
        f"the file cannot be read: {reason}",
        "build again; if it was edited by hand, save it anew in the program it was edited with",
    )


def published_files(folder: Path, problems: ProblemLog) -> dict[str, bytes]:
    """Return the files a build wrote into a folder, by path with forward slashes.

    Hidden files and lock files are passed over, and folders other than that of the data.

    Args:
        folder: What was published.
        problems: Is told of files that cannot be read (PUB008).
    """
    found: dict[str, bytes] = {}
    for place in (folder, folder / _DATA):
        for path in _files_in(place, place.relative_to(folder).as_posix(), problems):
            name = path.relative_to(folder).as_posix()
            try:
                found[name] = _content(path)
            except OSError as error:
                problems.add(unreadable(name, (error.strerror or str(error)).lower()))
            except DamagedFileError as error:
                problems.add(unreadable(name, str(error)))
    return found


def machine_places(dossier: Path, output: Path) -> tuple[Path, ...]:
    """Return the folders of this machine that no published file may name, links followed or not."""
    places = (dossier, output, resource_root())
    return tuple(dict.fromkeys(form for p in places for form in (p.absolute(), p.resolve())))


def unpacked(content: bytes, *, keep: tuple[str, ...] = ("",), all_kinds: bool = False) -> Parts:
    """Return the parts of an Office file by name, those of XML unless ``all_kinds``.

    Args:
        content: The file.
        keep: The beginnings of the names of parts to return.
        all_kinds: Whether pictures, fonts and workbooks are returned too.

    Raises:
        DamagedFileError: It is damaged, locked, absurdly large or declares a document type.
    """
    if not content.startswith(PACKED):  # Word opens none that begins otherwise
        raise DamagedFileError("it is empty" if not content else "it is no Office file")
    kinds = ("",) if all_kinds else (".xml", ".rels")
    try:
        return unpacked_parts(content, most=_MOST_BYTES, keep=keep, kinds=kinds)
    except RefusedArchiveError as error:
        raise DamagedFileError(str(error)) from error


def text_of_page(content: bytes) -> str:
    """Return a page as text.

    Raises:
        DamagedFileError: It is no text in UTF-8.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DamagedFileError("it is no text in UTF-8") from error
    if "\0" in text:
        raise DamagedFileError("it is no text in UTF-8")
    return text


def read_page(reader: HTMLParser, text: str) -> None:
    """Let a reader read a page to its end.

    Raises:
        DamagedFileError: Its marks cannot be told apart from its words.
    """
    try:
        reader.feed(text)
        reader.close()
    except (AssertionError, ValueError, RecursionError) as error:  # as html.parser says it
        raise DamagedFileError("it is no HTML that can be read") from error


def _files_in(folder: Path, name: str, problems: ProblemLog) -> list[Path]:
    if not folder.is_dir():
        return []
    try:
        return sorted(p for p in folder.iterdir() if _is_published(p))
    except OSError as error:
        problems.add(unreadable(name, (error.strerror or str(error)).lower()))
        return []


def _is_published(path: Path) -> bool:
    return not path.name.startswith(_ASIDE) and path.is_file()


def _content(path: Path) -> bytes:
    size = path.stat().st_size
    if size > _MOST_BYTES:
        raise DamagedFileError(f"it has {size // _MB} MB, {_MOST_BYTES // _MB} are read")
    return path.read_bytes()
