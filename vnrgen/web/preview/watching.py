"""Notices that a file of a dossier was saved, added or taken away."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

_ASIDE = frozenset({"output", "__pycache__"})
"""Folders of a dossier that no document is composed from.

``versions`` is none of them: what was published, and whose words may no longer be shown, is read
from there for the next document.
"""

Stamps = frozenset[tuple[str, int, int]]


def stamps(root: Path) -> Stamps:
    """Return the path, size and time of change (nanoseconds) of every file that may matter.

    Hidden files and folders are left out, and what Word, Excel and editors keep beside an open
    file (``~$table.xlsx``, ``prose.md~``). What disappears meanwhile is as if it were not there. A
    link to a folder is not followed: if it leads into the dossier, that folder is watched anyway,
    and if it leads out, nothing is read through it.
    """
    return frozenset(_stamps(root, aside=_ASIDE))


def _stamps(folder: Path | str, aside: frozenset[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the stamps of a folder; folders inside it whose names are ``aside`` are left out."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith((".", "~$")) or entry.name.endswith("~"):
                    continue
                if not entry.is_dir(follow_symlinks=False):
                    yield from _stamp(entry)
                elif entry.name not in aside:
                    yield from _stamps(entry.path, aside=frozenset())
    except OSError:
        return


def _stamp(entry: os.DirEntry[str]) -> Iterator[tuple[str, int, int]]:
    """Yield the stamp of a file; that of a link itself where it leads to no file."""
    for follow in (True, False):
        try:
            found = entry.stat(follow_symlinks=follow)
        except OSError:
            continue
        if follow and stat.S_ISDIR(found.st_mode):
            continue  # the time of a folder changes with every temporary file in it
        yield entry.path, found.st_size, found.st_mtime_ns
        return
