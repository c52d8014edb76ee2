"""Zip archives that depend on their content alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

_CONTENT_TYPES: Final = "[Content_Types].xml"
_LEVEL: Final = 4  # half the time of the usual 6, for a file that is 2% larger
_STORED: Final = (".png", ".jpg", ".jpeg")  # compressed already


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts of a package as a zip archive: sorted, undated, content types first."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(parts, key=lambda part: (part != _CONTENT_TYPES, part)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            packed = not name.endswith(_STORED)
            entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            archive.writestr(entry, parts[name], compresslevel=_LEVEL)
    return stream.getvalue()
