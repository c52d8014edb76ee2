"""The house font inside the file, so that it looks the same where the font is not installed.

Word keeps an embedded font with its first 32 bytes combined with a key that the font table names.
"""

from __future__ import annotations

import uuid
from typing import Final

from vnrgen.render.docx.look import FONT
from vnrgen.resources import templates_folder

FONT_TYPE: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FACES: Final = {
    "embedRegular": "SourceSans3-Regular.ttf",
    "embedBold": "SourceSans3-Bold.ttf",
    "embedItalic": "SourceSans3-It.ttf",
}
_SPACE: Final = uuid.UUID("7b6f3c0e-5a43-4c2e-9d0e-3f1f6a5d8e21")


def embedded_faces() -> dict[str, tuple[str, bytes]]:
    """Return each face by its element in the font table: its key, and the file as Word keeps it."""
    folder = templates_folder() / "fonts" / "source-sans-3"
    faces = {}
    for element, name in _FACES.items():
        key = uuid.uuid5(_SPACE, f"{FONT}/{name}")
        faces[element] = (f"{{{str(key).upper()}}}", obfuscated((folder / name).read_bytes(), key))
    return faces


def obfuscated(font: bytes, key: uuid.UUID) -> bytes:
    """Return a font as Word embeds it; doing it twice gives the font back.

    >>> key = uuid.UUID(int=5)
    >>> obfuscated(obfuscated(b"x" * 40, key), key) == b"x" * 40
    True
    """
    pattern = key.bytes[::-1] * 2
    head = bytes(byte ^ mask for byte, mask in zip(font[:32], pattern, strict=True))
    return head + font[32:]
