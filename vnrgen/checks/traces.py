"""Nothing of the machine in a file that is handed on: no path of it, no address inside it."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from vnrgen.problems import Location, Problem

_STREAM = re.compile(rb"stream\r?\n")
_EMBEDDED = re.compile(rb"base64,[A-Za-z0-9+/=]+")
_FILE_ADDRESS = re.compile(rb"\bfile:/[^\s\"'<>)]{0,80}", re.IGNORECASE)
_BEFORE = re.compile(rb"[\w.%/\\-]")
"""What stands before a path that is part of an address on the web."""
_AFTER = re.compile(rb"[\w-]")


def machine_traces(files: Mapping[str, bytes], places: Iterable[Path]) -> Iterator[Problem]:
    """Yield a problem for each file that names a place of this machine (PUB006).

    Args:
        files: What is to be published: bytes by path.
        places: Folders of this machine that a file might name: dossier, output, program.
    """
    paths = _forms(places)
    for name, content in files.items():
        found = next((trace for text in _texts(content) for trace in _traces(text, paths)), None)
        if found is not None:
            shown = found.decode(errors="replace")
            yield Problem(
                "PUB006",
                Location(name),
                f'the file names a place of this machine: "{shown}"',
                "take the path out of the text or the link it stands in; nothing was written",
            )


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
        )
    }
    return tuple(form.encode() for form in sorted(written))


def _traces(text: bytes, paths: Iterable[bytes]) -> Iterator[bytes]:
    if b"file:/" in text.lower():  # far faster than the expression, and almost never there
        yield from _FILE_ADDRESS.findall(text)
    for path in paths:
        start = text.find(path)
        while start >= 0:
            end = start + len(path)
            within = _BEFORE.match(text[start - 1 : start]) or _AFTER.match(text[end : end + 1])
            if not within:
                yield path
            start = text.find(path, end)


def _texts(content: bytes) -> Iterator[bytes]:
    """Yield a file and all that is packed inside it; embedded fonts and pictures aside."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield archive.read(name)
        return
    yield _EMBEDDED.sub(b"", content)
    if content.startswith(b"%PDF"):
        view = memoryview(content)
        for match in _STREAM.finditer(content):
            try:
                yield zlib.decompressobj().decompress(view[match.end() :])
            except zlib.error:
                continue  # a stream that is not compressed was searched with the file
