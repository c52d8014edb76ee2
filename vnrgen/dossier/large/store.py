"""The indexes of large tables, kept in a hidden folder so that each file is gone through once.

What is kept are positions and the names of areas, never a figure. The folder may be deleted at any
time. A file is known by its size, its time and its inode; its SHA-256 is kept where somebody asked
for it. Where nothing can be written (a full disk, a folder of others), all works without.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import re
import tempfile
import time
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from vnrgen.dossier.large.finding import index_of
from vnrgen.dossier.large.index import AreaIndex, Fault, Layout, Part, is_sound

FOLDER = ".vnrgen/areas"
_VERSION = 1
_INDEX, _DIGEST = ".areas", ".sha256"
_MAGIC = b"vnrgen areas\n"
_SETTLED = 2_000_000_000  # nanoseconds; a file younger than this may change within its own time
_TRIES, _PAUSE = 1_200, 0.05  # a minute
_MOST_KEPT = 16
_ENCODINGS = frozenset({"utf-8", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850"})


class DamagedIndexError(Exception):
    """A kept index is not whole, or not of this version."""


@dataclass(frozen=True, slots=True)
class AreaStore:
    """Keeps indexes in a folder, or nowhere where ``folder`` is None."""

    folder: Path | None = None

    def index(self, path: Path, layout: Layout) -> AreaIndex:
        """Return the index of a file, from the store or made now and kept.

        Args:
            path: The file.
            layout: How its cells are parted and which name the area.

        Raises:
            OSError: The file cannot be read.
        """
        place = self._place(path, layout)
        if place is None:
            return index_of(path, layout)
        found = _loaded(place, layout)
        if found is not None:
            return found
        with _lock(place.with_name("lock")):
            return _loaded(place, layout) or self._made(path, layout, place)

    def digest(self, path: Path) -> str:
        """Return the SHA-256 of a file: the kept one while its size, time and inode are the same.

        Raises:
            OSError: The file cannot be read.
        """
        place = self._place(path)
        kept = _kept_digest(place)
        if kept or place is None:
            return kept or sha256_of(path)
        before = identity_of(path)
        found = sha256_of(path)
        after = path.stat()
        if before == _identity(after):
            _keep(found.encode(), place, after.st_mtime_ns)
        return found

    def is_same(self, path: Path) -> bool:
        """Tell whether a file still has the SHA-256 that was kept of it, by reading it all.

        One that has not is forgotten. Where nothing was kept, nothing says that it changed.

        Raises:
            OSError: The file cannot be read.
        """
        kept = _kept_digest(self._place(path))
        if not kept:
            self.digest(path)
            return True
        if kept == sha256_of(path):
            return True
        self.forget(path)
        return False

    def forget(self, path: Path) -> None:
        """Delete everything that is kept of a file."""
        place = self._place(path)
        if place is not None:
            with contextlib.suppress(OSError):
                for kept in place.parent.glob(f"{place.stem}*"):
                    kept.unlink(missing_ok=True)

    def _made(self, path: Path, layout: Layout, place: Path) -> AreaIndex:
        before = identity_of(path)
        index = index_of(path, layout)
        after = path.stat()
        if before == _identity(after):
            _keep(_saved(index), place, after.st_mtime_ns)
        return index

    def _place(self, path: Path, layout: Layout | None = None) -> Path | None:
        """Return the file of an index, or of a hash; None where there is to be none."""
        if self.folder is None:
            return None
        try:
            if self.folder.is_symlink() or self.folder.parent.is_symlink():
                return None
            self.folder.mkdir(exist_ok=True, parents=True)
            name = _short([_VERSION, *identity_of(path)])
        except OSError:
            return None
        ending = f"-{_short(asdict(layout))}{_INDEX}" if layout else _DIGEST
        return self.folder / (name + ending)


def _short(known: object) -> str:
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:32]


def identity_of(path: Path) -> tuple[int, int, int]:
    """Return what tells whether a file is still the one that was read: size, time and inode.

    Raises:
        OSError: There is no such file.
    """
    return _identity(path.stat())


def _identity(found: os.stat_result) -> tuple[int, int, int]:
    return (found.st_size, found.st_mtime_ns, found.st_ino)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, read piece by piece.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _kept_digest(place: Path | None) -> str:
    """Return a kept SHA-256, "" where there is none."""
    try:
        text = place.read_text("ascii") if place else ""
    except (OSError, ValueError):
        return ""
    return text if re.fullmatch(r"[0-9a-f]{64}", text) else ""


def _keep(data: bytes, place: Path, mtime: int) -> None:
    """Write a file aside and give it its name at once; leave it where that fails."""
    temporary: Path | None = None
    try:
        for left in place.parent.glob(f"{place.stem}.*.part"):
            left.unlink()  # of a process that was killed; nobody else holds the lock
        handle, name = tempfile.mkstemp(prefix=f"{place.stem}.", suffix=".part", dir=place.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        # The disk's own clock: a file changed twice within one tick would look unchanged.
        if temporary.stat().st_mtime_ns - mtime > _SETTLED:
            temporary.replace(place)
            _leave_newest(place.parent, place.suffix)
    except OSError:
        pass
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _leave_newest(folder: Path, suffix: str) -> None:
    """Delete what was kept of files that have long changed or gone."""
    kept = sorted(folder.glob(f"*{suffix}"), key=lambda one: (one.stat().st_mtime_ns, one.name))
    for path in kept[:-_MOST_KEPT]:
        path.unlink(missing_ok=True)


def _saved(index: AreaIndex) -> bytes:
    runs = index.runs
    saved = {
        "encoding": index.encoding,
        "is_certain": index.is_certain,
        "is_strict": index.is_strict,
        "faults": [[fault.code, fault.row, fault.what] for fault in index.faults],
        "parts": [
            [list(part.area), part.count, part.first_run, part.last_run]
            for part in index.parts.values()
        ],
        "checksum": zlib.crc32(runs),
    }
    header = json.dumps(saved, ensure_ascii=True).encode()
    sizes = len(header).to_bytes(8, "little") + zlib.crc32(header).to_bytes(4, "little")
    return _MAGIC + sizes + header + runs


def _loaded(place: Path, layout: Layout) -> AreaIndex | None:
    """Return a kept index, None where there is none or it is not whole."""
    try:
        return _index_from(place.read_bytes(), layout)
    except (OSError, DamagedIndexError, LookupError, TypeError, ValueError):
        return None


@functools.lru_cache(maxsize=2)
def _index_from(data: bytes, layout: Layout) -> AreaIndex:
    """Return the index that was saved as these bytes, which all countries of a batch ask for."""
    start = len(_MAGIC) + 12
    size = int.from_bytes(data[len(_MAGIC) : len(_MAGIC) + 8], "little")
    header, body = data[start : start + size], data[start + size :]
    told = int.from_bytes(data[len(_MAGIC) + 8 : start], "little")
    if not data.startswith(_MAGIC) or zlib.crc32(header) != told:
        raise DamagedIndexError
    saved = json.loads(header)
    if zlib.crc32(body) != saved["checksum"] or not is_sound(body):
        raise DamagedIndexError
    if saved["encoding"] not in _ENCODINGS:
        raise DamagedIndexError
    return AreaIndex(
        layout=layout,
        encoding=saved["encoding"],
        is_certain=saved["is_certain"],
        is_strict=saved["is_strict"],
        faults=tuple(Fault(*fault) for fault in saved["faults"]),
        parts={
            tuple(area): Part(tuple(area), count, first, last)
            for area, count, first, last in saved["parts"]
        },
        runs=body,
    )


@contextlib.contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold a lock while an index is made, so that two processes do not make it twice.

    It saves work and no more: an index gets its name whole. So a lock that cannot be had, on a
    disk without locks or from a process that hangs, is done without.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    try:
        stream = path.open("wb")
    except OSError:
        yield
        return
    with stream:
        for _ in range(_TRIES):
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(_PAUSE)
            except OSError:
                break
        yield
