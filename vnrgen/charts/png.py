"""Pixels as a PNG file.

Rows are written as they are, without one of the format's filters: what a chart has is even areas,
and those become a sixth smaller that way, in two thirds of the time.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_INCH = 0.0254  # metres
_TRUE_COLOUR = 2
_LEVEL = 2  # half the time of 6, for an eighth more


def png_file(pixels: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]], dpi: int) -> bytes:
    """Return rows of red, green and blue (height, width, 3) as a PNG of so many dots an inch."""
    import numpy as np

    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 3 * width), np.uint8)  # each begins with its filter: none
    for colour in range(3):  # one colour at a time, or numpy copies three bytes at a time
        rows[:, 1 + colour :: 3] = pixels[:, :, colour]
    dots = round(dpi / _INCH)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, _TRUE_COLOUR, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)),
            _chunk(b"IDAT", zlib.compress(rows.data, _LEVEL)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
