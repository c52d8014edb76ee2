"""Small files kept in a hidden folder to save work, each believed only where it was made.

A dossier may come from a stranger, hidden folders and all. So each file names the places on the
disk (the inodes) of itself and of its folder: one that was copied, unpacked or sent is not believed
and made again, and so is one that a crash left half written. The folder may be deleted at any time.
Where nothing can be written (a full disk, a folder of others), all works without.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

HIDDEN = ".vnrgen"
_MAGIC = b"vnrgen kept 1\n"
_DIGEST = hashlib.sha256().digest_size
_ABANDONED = ".part"


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Keeps bytes by name in a folder; names are plain file names without hidden parts."""

    folder: Path

    def get(self, name: str) -> bytes | None:
        """Return what is kept under a name, None where that is nothing, damaged or a stranger's."""
        try:
            if self._is_elsewhere():
                return None
            handle = os.open(self.folder / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            with os.fdopen(handle, "rb") as stream:
                found = stream.read()
                place = os.fstat(stream.fileno()).st_ino
            data = found[len(_MAGIC) + _DIGEST :]
            is_ours = found == self._sealed(name, data, place)
        except OSError:
            return None
        return data if is_ours else None

    def keep(self, name: str, data: bytes) -> bool:
        """Keep some bytes, whole or not at all; tell whether they are."""
        temporary: Path | None = None
        try:
            if self._is_elsewhere():
                return False
            self.folder.mkdir(exist_ok=True, parents=True)
            handle, made = tempfile.mkstemp(suffix=_ABANDONED, dir=self.folder)
            temporary = Path(made)
            with os.fdopen(handle, "wb") as stream:
                stream.write(self._sealed(name, data, os.fstat(stream.fileno()).st_ino))
            temporary.replace(self.folder / name)
        except OSError:
            if temporary is not None:
                with contextlib.suppress(OSError):
                    temporary.unlink(missing_ok=True)
            return False
        return True

    def names(self, suffix: str) -> list[str]:
        """Return the names that end in ``suffix``, the newest first."""
        found = []
        with contextlib.suppress(OSError):
            for path in self.folder.glob(f"*{suffix}"):
                with contextlib.suppress(OSError):  # another process deleted it
                    found.append((-path.stat().st_mtime_ns, path.name))
        return [name for _, name in sorted(found)]

    def leave_only(self, names: Collection[str]) -> None:
        """Delete everything but these, with what processes that were killed left behind."""
        with contextlib.suppress(OSError):
            if self._is_elsewhere():
                return
            for path in sorted(self.folder.iterdir()):
                if path.name not in names:
                    with contextlib.suppress(OSError):
                        path.unlink()

    def _is_elsewhere(self) -> bool:
        """Tell whether a link leads out of the dossier."""
        return self.folder.is_symlink() or self.folder.parent.is_symlink()

    def _sealed(self, name: str, data: bytes, place: int) -> bytes:
        home = self.folder.stat().st_ino
        digest = hashlib.sha256(f"{home} {place} {len(data)} {name}\n".encode())
        digest.update(data)
        return _MAGIC + digest.digest() + data
