"""The reference files that come with vnrgen: where they are, and which are as they were made."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING

from vnrgen.document.blocks import Layout
from vnrgen.resources import templates_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SUMS = "SHA256SUMS"
_DIGITS = 64


def reference_path(layout: Layout = Layout.CHAPTER) -> Path:
    """Return where the reference file of a layout is kept."""
    name = "brief.docx" if layout is Layout.BRIEF else "reference.docx"
    return templates_folder() / "docx" / name


def is_original(reference: bytes) -> bool:
    """Return whether a reference file is one that vnrgen made, and nobody has changed since."""
    return hashlib.sha256(reference).hexdigest() in _sums(templates_folder() / "docx" / _SUMS)


def write_originals(made: Mapping[Path, bytes]) -> None:
    """Write down the digests of the files made, by their paths, as ``sha256sum`` does."""
    rows = sorted((path.name, hashlib.sha256(data).hexdigest()) for path, data in made.items())
    text = "".join(f"{digest}  {name}\n" for name, digest in rows)
    (templates_folder() / "docx" / _SUMS).write_text(text, encoding="ascii", newline="\n")


@functools.cache
def _sums(path: Path) -> frozenset[str]:
    """Return the digests in a file; none where it is gone, so that every file is looked into."""
    try:
        rows = path.read_text(encoding="ascii").splitlines()
    except OSError:
        return frozenset()
    return frozenset(row[:_DIGITS] for row in rows)
