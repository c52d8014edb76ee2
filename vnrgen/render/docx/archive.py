"""Zip archives that depend on their content alone."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from typing import Final, NamedTuple

_CONTENT_TYPES: Final = "[Content_Types].xml"
_LEVEL: Final = 4  # half the time of the usual 6, for a file that is 2% larger
_STORED: Final = (".png", ".jpg", ".jpeg")  # compressed already

# APPNOTE.TXT of PKWARE, 4.3.7, 4.3.12 and 4.3.16; numbers are little-endian.
_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_VERSION: Final = 20
_UNIX: Final = 3 << 8 | _VERSION
_MODE: Final = 0o600 << 16
_UTF8: Final = 0x800
_DAY: Final = (1 << 5) | 1  # the first of January 1980
_DEFLATED, _PLAIN = 8, 0


class Packed(NamedTuple):
    """A part as it stands in an archive; ``checksum`` and ``size`` are those of its content."""

    method: int
    checksum: int
    size: int
    data: bytes

    @property
    def content(self) -> bytes:
        """The part unpacked."""
        return self.data if self.method == _PLAIN else zlib.decompress(self.data, -zlib.MAX_WBITS)


def packed(name: str, content: bytes) -> Packed:
    """Return a part as it will stand in an archive under a name."""
    checksum, size = zlib.crc32(content), len(content)
    if name.endswith(_STORED):
        return Packed(_PLAIN, checksum, size, content)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(_DEFLATED, checksum, size, packer.compress(content) + packer.flush())


def zipped(parts: Mapping[str, bytes | Packed]) -> bytes:
    """Return the parts of a package as a zip archive: sorted, undated, content types first.

    Raises:
        struct.error: It would have 4 GB, or more than 65,535 parts.
    """
    pieces, listed, at = list[bytes](), list[bytes](), 0
    for part in sorted(parts, key=lambda part: (part != _CONTENT_TYPES, part)):
        content = parts[part]
        method, checksum, size, data = (
            packed(part, content) if isinstance(content, bytes) else content
        )
        flags, name = (0 if part.isascii() else _UTF8), part.encode()
        about = (flags, method, 0, _DAY, checksum, len(data), size, len(name), 0)
        pieces += (_LOCAL.pack(b"PK\3\4", _VERSION, *about), name, data)
        listed.append(_CENTRAL.pack(b"PK\1\2", _UNIX, _VERSION, *about, 0, 0, 0, _MODE, at) + name)
        at += _LOCAL.size + len(name) + len(data)
    directory = b"".join(listed)
    count = len(listed)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), at, 0)
    return b"".join((*pieces, directory, end))


def unzipped(archive: bytes) -> dict[str, Packed]:
    """Return the parts of an archive that ``zipped`` made; those of others are for ``zipfile``."""
    *_, count, _length, at, _comment = _END.unpack(archive[-_END.size :])
    parts = {}
    for _ in range(count):
        entry = _CENTRAL.unpack_from(archive, at)
        method, (checksum, held, size, named), start = entry[4], entry[7:11], entry[-1]
        at += _CENTRAL.size
        name = archive[at : at + named].decode()
        at += named
        start += _LOCAL.size + named
        parts[name] = Packed(method, checksum, size, archive[start : start + held])
    return parts
