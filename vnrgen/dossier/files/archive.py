"""An Office file unpacked within limits and packed anew, so that what was checked is what is read.

An archive says of itself how large its parts are, and may lie; two libraries may read two different
sizes. Here every part is unpacked once, within a bound, and written into a plain new archive.
"""

from __future__ import annotations

import functools
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

MOST_MEMBERS = 2000
_CHUNK = 1 << 20
_BOMB_RATIO = 200
_BOMB_BYTES = 20 * 1024 * 1024
_PARTS = (".xml", ".rels")
_THE_SAME = ".odttf"  # fonts, most of a Word file of ours: the same in all of them
_MOST_OF_A_FONT = 4_000_000  # bytes, unpacked
_MOST_KEPT = 6
_LOCAL_HEAD = 30  # bytes before the name of a part (APPNOTE.TXT of PKWARE, 4.3.7)
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
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as fresh:
            for name, content in unpacked_parts(data, most=most, keep=keep, kinds=kinds).items():
                fresh.writestr(zipfile.ZipInfo(name), content)
    except _DAMAGED as error:
        raise _refused(error) from error
    return stream.getvalue()


def unpacked_parts(
    data: bytes, *, most: int, keep: tuple[str, ...] = ("",), kinds: tuple[str, ...] = _PARTS
) -> dict[str, bytes]:
    """Return parts of an Office file by name; all is as in ``repacked``, but for the archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return dict(_parts(archive, data, most, keep, kinds))
    except _DAMAGED as error:
        raise _refused(error) from error


def _refused(error: Exception) -> RefusedArchiveError:
    locked = "password" in str(error) or "encrypted" in str(error)
    return RefusedArchiveError("it is protected by a password" if locked else "the file is damaged")


def _parts(
    archive: zipfile.ZipFile, data: bytes, most: int, keep: tuple[str, ...], kinds: tuple[str, ...]
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
            for chunk in _chunks(part, member, data):
                total += len(chunk)
                _check_size(total, len(data), most)
                chunks.append(chunk)
        content = b"".join(chunks)
        is_xml = name.casefold().endswith(_PARTS)
        if is_xml and any(declaration in content for declaration in _FORBIDDEN):
            raise RefusedArchiveError("it declares a document type, which no Office program does")
        yield name, content


def _chunks(part: IO[bytes], member: zipfile.ZipInfo, data: bytes) -> Iterator[bytes]:
    """Yield an opened part piece by piece; a font that was unpacked before, at once."""
    if member.filename.endswith(_THE_SAME) and member.compress_type == zipfile.ZIP_DEFLATED:
        head = data[member.header_offset : member.header_offset + _LOCAL_HEAD]
        name, extra = (int.from_bytes(head[at : at + 2], "little") for at in (26, 28))
        start = member.header_offset + _LOCAL_HEAD + name + extra
        packed = data[start : start + member.compress_size]
        found = _font(packed, member.file_size, member.CRC)
        if found is not None:
            yield found
            return
    while chunk := part.read(_CHUNK):
        yield chunk


@functools.lru_cache(maxsize=_MOST_KEPT)
def _font(packed: bytes, size: int, checksum: int) -> bytes | None:
    """Return a deflated part unpacked; None where it is large or not what the archive says."""
    if size > _MOST_OF_A_FONT:
        return None
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    content = unpacking.decompress(packed, size + 1)
    is_whole = unpacking.eof and len(content) == size and zlib.crc32(content) == checksum
    return content if is_whole else None


def _check_size(total: int, size: int, most: int) -> None:
    if total > most:
        raise RefusedArchiveError(f"it would unpack to more than {most // 1_000_000} MB")
    if total > _BOMB_BYTES and total > _BOMB_RATIO * size:
        raise RefusedArchiveError(f"it unpacks to more than {_BOMB_RATIO} times its size")
