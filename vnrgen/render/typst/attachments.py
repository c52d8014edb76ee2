"""Data carried inside a PDF, put into the file that the compiler wrote.

The compiler could do it too, but would set the whole document anew for it: what it is given is one
piece, of which pages cannot be told apart from data, and it remembers all that it was ever given.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath

from vnrgen.render.typst.objects import Objects
from vnrgen.render.typst.tags import text_string

_KINDS = {".csv": "text/csv", ".json": "application/json"}
_CATALOG = b"<</Type/Catalog"
_NAMES = b"/Names<<"
_INSTANCE = re.compile(rb"/ID\[\([^)]*\)\(([A-Za-z0-9+/=]{24})\)\]")


def attach(file: Objects, attachments: Mapping[str, bytes], moment: datetime) -> None:
    """Put files into a PDF as data that belong to the whole document (PDF/A-3, clause 6.8).

    Args:
        file: What the compiler wrote, without attachments.
        attachments: Contents by file name.
        moment: When they were made.

    Raises:
        ValueError: The file has no catalog.
    """
    if not attachments:
        return
    listed, specifications = [], []
    for name, content in sorted(attachments.items()):
        stream = file.add(_stream(name, content, moment))
        number = file.add(_specification(text_string(name), stream))
        listed.append(b"%b %d 0 R" % (text_string(name), number))
        specifications.append(b"%d 0 R" % number)
    catalog = next((n for n, part in file.parts.items() if part.startswith(_CATALOG)), None)
    if catalog is None:
        raise ValueError("the file has no catalog")
    tree = b"/EmbeddedFiles<</Names[%b]>>" % b" ".join(listed)
    part = file.parts[catalog]
    if _NAMES in part:
        part = part.replace(_NAMES, _NAMES + tree, 1)
    else:
        part = b"%b%b%b>>>>" % (part.removesuffix(b">>"), _NAMES, tree)
    file.parts[catalog] = b"%b/AF[%b]>>" % (part.removesuffix(b">>"), b" ".join(specifications))
    _name_anew(file, attachments)


def _stream(name: str, content: bytes, moment: datetime) -> bytes:
    packed = zlib.compress(content, 6)
    is_shorter = len(packed) < len(content)
    body = packed if is_shorter else content
    kind = _KINDS.get(PurePosixPath(name).suffix, "application/octet-stream").replace("/", "#2F")
    return (
        b"<</Type/EmbeddedFile/Length %d%b/Subtype/%b/Params<</Size %d/ModDate(D:%b)>>>>\n"
        % (
            len(body),
            b"/Filter/FlateDecode" if is_shorter else b"",
            kind.encode("ascii"),
            len(content),
            moment.strftime("%Y%m%d%H%M%SZ").encode("ascii"),
        )
        + b"stream\n%b\nendstream" % body
    )


def _specification(name: bytes, stream: int) -> bytes:
    return b"<</Type/Filespec/F%b/UF%b/EF<</F %d 0 R/UF %d 0 R>>/AFRelationship/Data/Desc%b>>" % (
        name,
        name,
        stream,
        stream,
        name,
    )


def _name_anew(file: Objects, attachments: Mapping[str, bytes]) -> None:
    """Give a file that carries other data another identifier, in its trailer and its metadata."""
    found = _INSTANCE.search(file.trailer)
    if found is None:
        return
    digest = hashlib.sha256(found[1])
    for name, content in sorted(attachments.items()):
        digest.update(b"%d %b %d " % (len(name), name.encode(), len(content)))
        digest.update(content)
    old, new = found[1], base64.b64encode(digest.digest()[:16])
    start = found.start(1)
    file.trailer = file.trailer[:start] + new + file.trailer[start + len(old) :]
    for number, part in file.parts.items():
        if part.startswith(b"<</Length") and b"/Type/Metadata" in part[:200]:
            file.parts[number] = part.replace(old, new)
