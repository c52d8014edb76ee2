"""What a Word file must know of a picture: its kind, and its width and height in pixels."""

from __future__ import annotations

import struct
from typing import Final, NamedTuple

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8"
_PNG_SIZE: Final = struct.Struct(">II")  # after the head of the first chunk
_JPEG_SIZE: Final = struct.Struct(">HBHH")  # length, depth, height, width of a frame
# Starts of frames (ITU T.81, table B.1): of C0 to CF, C4 and CC are tables, C8 is reserved.
_MARKER: Final = 0xFF
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class Raster(NamedTuple):
    """A picture: the end of its name, its media type, and its size in pixels."""

    extension: str
    content_type: str
    width: int
    height: int


def raster_of(data: bytes) -> Raster:
    """Return what a PNG or JPEG says of itself.

    Raises:
        ValueError: It is neither, or its head is cut off.
    """
    try:
        if data.startswith(_PNG):
            return Raster("png", "image/png", *_PNG_SIZE.unpack_from(data, 16))
        if data.startswith(_JPEG):
            return Raster("jpg", "image/jpeg", *_frame(data))
    except (struct.error, IndexError) as error:
        raise ValueError("a picture is cut off") from error
    raise ValueError("a picture is neither PNG nor JPEG")


def _frame(data: bytes) -> tuple[int, int]:
    """Return width and height of the first frame of a JPEG."""
    at = len(_JPEG)
    while data[at] == _MARKER and data[at + 1] not in _FRAMES:
        if data[at + 1] == _MARKER:  # fill before a marker
            at += 1
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        at += 2 + length
    if data[at] != _MARKER:
        raise ValueError("a picture is damaged")
    _, _, height, width = _JPEG_SIZE.unpack_from(data, at + 2)
    return width, height
