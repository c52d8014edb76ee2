"""Whether files of a dossier changed while it was built."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from vnrgen.dossier.files.grid import path_within
from vnrgen.dossier.large.head import is_large
from vnrgen.dossier.large.store import FOLDER as STORE
from vnrgen.dossier.large.store import AreaStore, sha256_of
from vnrgen.problems import Location, Problem


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file was when it was read: its size in bytes, its time, its SHA-256 in hexadecimal.

    The hash is "" where the file was changed while it was looked at.
    """

    size: int
    mtime_ns: int
    sha256: str


def stamps_of(files: Iterable[Path], root: Path) -> dict[Path, Stamp | None]:
    """Return what tells of each file whether it is still the one that was read.

    That of a file that cannot be looked at is None. The hash of a very large file inside ``root``
    is taken once, and again when its size, time or inode changes.
    """
    store = AreaStore(root / STORE)
    return {path: _stamp(path, root, store) for path in files}


def changed_since(stamps: Mapping[Path, Stamp | None], root: Path) -> list[Problem]:
    """Return an error (PUB009) for each file that is another than when it was read.

    The manifest would name the hash of what nobody built from. A file whose time alone was
    touched, as programs that keep copies do, is the same.
    """
    return [
        was_changed(path, root)
        for path, stamp in sorted(stamps.items())
        if stamp is None or not _is_same(path, stamp)
    ]


def was_changed(path: Path, root: Path) -> Problem:
    """Return that a file was changed meanwhile."""
    return Problem(
        "PUB009",
        Location(path_within(path, root)),
        "the file was changed or moved while the build was running",
        "save it and build again",
    )


def _stamp(path: Path, root: Path, store: AreaStore) -> Stamp | None:
    try:
        before = path.stat()
        digest = store.digest(path) if is_large(path, root) else sha256_of(path)
        is_still = _times(path.stat()) == _times(before)
    except OSError:
        return None
    return Stamp(*_times(before), digest if is_still else "")


def _is_same(path: Path, stamp: Stamp) -> bool:
    try:
        size, mtime_ns = _times(path.stat())
        if size != stamp.size:
            return False
        return mtime_ns == stamp.mtime_ns or sha256_of(path) == stamp.sha256
    except OSError:  # gone, or no longer to be read
        return False


def _times(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns
