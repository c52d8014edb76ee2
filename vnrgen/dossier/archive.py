"""An Office file unpacked within limits and packed anew, so that what was checked is what is read.

An archive says of itself how large its parts are, and may lie; two libraries may read two different
sizes. Here every part is unpacked once, within a bound, and written into a plain new archive.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

MOST_MEMBERS = 2000
_CHUNK = 1 << 20
_BOMB_RATIO = 200
_BOMB_BYTES = 20 * 1024 * 1024
_PARTS = (".xml", ".rels")
# Office Open XML forbids document type declarations (ECMA-376, part 2), and with them go entities.
_DECLARATION = "<!DOCTYPE"
_FORBIDDEN = tuple(_DECLARATION.encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class RefusedArchiveError(Exception):
    """The archive is damaged, too large or holds what it must not; the message says which."""


def repacked(
    data: bytes, *, most: int, keep: tuple[str, ...] = ("",), kinds: tuple[str, ...] = _PARTS
) -> bytes:
    """Return parts of an Office file, usually those of XML, in a new archive, not compressed.

    Args:
        data: The file.
        most: The most bytes its parts may have together.
        keep: The beginnings of the names of parts to keep.
        kinds: The ends of the names of parts to keep.

    Raises:
        RefusedArchiveError: It is no archive or damaged, locked, would unpack to more than
            ``most`` or to hundreds of times its size, or declares a document type.
    """
    stream = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(data)) as archive,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as fresh,
        ):
            for name, content in _parts(archive, len(data), most, keep, kinds):
                fresh.writestr(zipfile.ZipInfo(name), content)
    except _DAMAGED as error:
        locked = "password" in str(error) or "encrypted" in str(error)
        reason = "it is protected by a password" if locked else "the file is damaged"
        raise RefusedArchiveError(reason) from error
    return stream.getvalue()


def _parts(
    archive: zipfile.ZipFile, size: int, most: int, keep: tuple[str, ...], kinds: tuple[str, ...]
) -> Iterator[tuple[str, bytes]]:
    members = {member.filename: member for member in archive.infolist()}
    if len(members) > MOST_MEMBERS:
        raise RefusedArchiveError(f"it holds more than {MOST_MEMBERS} parts")
    total = 0
    for name, member in members.items():
        if not (name.casefold().endswith(kinds) and name.startswith(keep)):
            continue
        chunks = []
        with archive.open(member) as part:
            while chunk := part.read(_CHUNK):
                total += len(chunk)
                _check_size(total, size, most)
                chunks.append(chunk)
        content = b"".join(chunks)
        is_xml = name.casefold().endswith(_PARTS)
        if is_xml and any(declaration in content for declaration in _FORBIDDEN):
            raise RefusedArchiveError("it declares a document type, which no Office program does")
        yield name, content


def _check_size(total: int, size: int, most: int) -> None:
    if total > most:
        raise RefusedArchiveError(f"it would unpack to more than {most // 1_000_000} MB")
    if total > _BOMB_BYTES and total > _BOMB_RATIO * size:
        raise RefusedArchiveError(f"it unpacks to more than {_BOMB_RATIO} times its size")
