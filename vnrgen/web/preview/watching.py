"""Notices that a file of a dossier was saved, added or taken away."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_ASIDE = frozenset({"versions", "output", "__pycache__"})
"""Folders that no document is composed from."""

Stamps = frozenset[tuple[str, int, int]]


def stamps(root: Path) -> Stamps:
    """Return the path, size and time of change (nanoseconds) of every file that may matter.

    Hidden files and folders are left out, and what Word, Excel and editors keep beside an open
    file (``~$table.xlsx``, ``prose.md~``). What disappears meanwhile is as if it were not there.
    """
    return frozenset(_stamps(root))


def _stamps(folder: Path | str) -> Iterator[tuple[str, int, int]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith((".", "~$")) or entry.name.endswith("~"):
                    continue
                if entry.is_dir():
                    if entry.name not in _ASIDE:
                        yield from _stamps(entry.path)
                    continue
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns
    except OSError:
        return
