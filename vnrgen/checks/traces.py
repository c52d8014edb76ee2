"""Nothing of the machine in a file that is handed on: no path of it, no address inside it."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from vnrgen.checks.published import PACKED, DamagedFileError, unpacked, unreadable
from vnrgen.problems import Location, Problem

_STREAM = re.compile(rb"stream\r?\n")
_EMBEDDED = re.compile(rb"base64,[A-Za-z0-9+/=]+")
_FILE_ADDRESS = re.compile(rb"\bfile:/[^\s\"'<>)]{0,80}", re.IGNORECASE)
_BEFORE = re.compile(rb"[\w.%/\\-]")
"""What stands before a path that is part of an address on the web."""
_AFTER = re.compile(rb"[\w-]")
_MOST_OF_A_STREAM = 100_000_000  # bytes


def machine_traces(files: Mapping[str, bytes], places: Iterable[Path]) -> Iterator[Problem]:
    """Yield a problem for each file that names a place of this machine (PUB006).

    Also for one that cannot be unpacked, so that nobody knows what it names (PUB008).

    Args:
        files: What is to be published: bytes by path.
        places: Folders of this machine that a file might name: dossier, output, program.
    """
    sought = _Sought.of(places)
    for name, content in files.items():
        try:
            found = next((t for text in _texts(content) for t in sought.traces(text)), None)
        except DamagedFileError as error:
            yield unreadable(name, str(error))
            continue
        if found is not None:
            shown = found.decode(errors="replace")
            yield Problem(
                "PUB006",
                Location(name),
                f'the file names a place of this machine: "{shown}"',
                "take the path out of the text or the link it stands in, then build again",
            )


@dataclass(frozen=True, slots=True)
class _Sought:
    """What no file may name: ``paths`` as they may be written, and what one of them begins with.

    Every text is searched for ``any_path`` once; only where it is found are the paths told apart.
    """

    paths: tuple[bytes, ...]
    any_path: re.Pattern[bytes] | None

    @classmethod
    def of(cls, places: Iterable[Path]) -> _Sought:
        paths = _forms(places)
        shortest = [p for p in paths if not any(o in p for o in paths if o != p)]
        return cls(paths, re.compile(b"|".join(map(re.escape, shortest))) if shortest else None)

    def traces(self, text: bytes) -> Iterator[bytes]:
        if not _has_slash(text):
            return
        if b"file:/" in text.lower():  # far faster than the expression, and almost never there
            yield from _FILE_ADDRESS.findall(text)
        if self.any_path is None or not self.any_path.search(text):
            return
        for path in self.paths:
            yield from _named(text, path)


def _has_slash(text: bytes) -> bool:
    """Whether a text could hold a path or an address: a table of figures never does."""
    return b"/" in text or b"\\" in text


def _forms(places: Iterable[Path]) -> tuple[bytes, ...]:
    """Return the places as a text, an address or a JSON file writes them."""
    written = {
        form
        for place in places
        if len(place.parts) > 2  # "/data" alone is a word like any other
        for form in (
            str(place),
            place.as_posix(),
            quote(place.as_posix()),
            json.dumps(str(place))[1:-1],
            escape(str(place)),
        )
    }
    return tuple(form.encode() for form in sorted(written))


def _named(text: bytes, path: bytes) -> Iterator[bytes]:
    """Yield a path as often as a text names it, but not as part of a longer word or address."""
    start = text.find(path)
    while start >= 0:
        end = start + len(path)
        if not (_BEFORE.match(text[start - 1 : start]) or _AFTER.match(text[end : end + 1])):
            yield path
        start = text.find(path, end)


def _texts(content: bytes) -> Iterator[bytes]:
    """Yield a file and all that is packed inside it; embedded fonts and pictures aside.

    Raises:
        DamagedFileError: What is packed cannot be unpacked.
    """
    if content.startswith(PACKED):
        for part in unpacked(content, all_kinds=True).values():
            yield part
            if part.startswith(PACKED):  # the workbook behind a chart in Word
                yield from unpacked(part, all_kinds=True).values()
        return
    yield _EMBEDDED.sub(b"", content) if _has_slash(content) else content
    if content.startswith(b"%PDF"):
        view = memoryview(content)
        for match in _STREAM.finditer(content):
            try:
                yield zlib.decompressobj().decompress(view[match.end() :], _MOST_OF_A_STREAM)
            except zlib.error:
                continue  # a stream that is not compressed was searched with the file
