"""The house font inside the file, and the fonts of Word that other scripts are set in.

The house font is embedded, so that the file looks the same where the font is not installed.
Word keeps an embedded font with its first 32 bytes combined with a key that the font table names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnrgen.document.language.scripts import script_of
from vnrgen.render.docx.look import FONT
from vnrgen.resources import templates_folder

if TYPE_CHECKING:
    import uuid

FONT_TYPE: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FACES: Final = {
    "embedRegular": "SourceSans3-Regular.ttf",
    "embedBold": "SourceSans3-Bold.ttf",
    "embedItalic": "SourceSans3-It.ttf",
}
_SPACE: Final = "7b6f3c0e-5a43-4c2e-9d0e-3f1f6a5d8e21"


def embedded_faces() -> dict[str, tuple[str, bytes]]:
    """Return each face by its element in the font table: its key, and the file as Word keeps it."""
    import uuid

    space = uuid.UUID(_SPACE)
    folder = templates_folder() / "fonts" / "source-sans-3"
    faces = {}
    for element, name in _FACES.items():
        key = uuid.uuid5(space, f"{FONT}/{name}")
        faces[element] = (f"{{{str(key).upper()}}}", obfuscated((folder / name).read_bytes(), key))
    return faces


def script_font(language: str) -> dict[str, str]:
    """Return the font of Word for a language, by its slot in ``w:rFonts``; empty for Latin.

    Word sorts letters into slots by itself; letters that the font of a slot lacks it takes from
    another font. Ethiopic, Armenian and Georgian share the slot of Latin and are left to that.

    >>> script_font("ne"), script_font("zh-Hans"), script_font("fr")
    ({'cs': 'Nirmala UI'}, {'eastAsia': 'Microsoft YaHei'}, {})
    """
    script = script_of(language)
    if script.code == "Hans":
        return {"eastAsia": script.word_font}
    if script.code in {"Latn", "Ethi", "Armn", "Geor"}:
        return {}
    return {"cs": script.word_font}


def obfuscated(font: bytes, key: uuid.UUID) -> bytes:
    """Return a font as Word embeds it; doing it twice gives the font back.

    >>> import uuid
    >>> key = uuid.UUID(int=5)
    >>> obfuscated(obfuscated(b"x" * 40, key), key) == b"x" * 40
    True
    """
    pattern = key.bytes[::-1] * 2
    head = bytes(byte ^ mask for byte, mask in zip(font[:32], pattern, strict=True))
    return head + font[32:]
