"""Whether files of a dossier changed while it was built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from vnrgen.dossier.grid import path_within
from vnrgen.problems import Location, Problem

Stamp = tuple[int, int] | None
"""Size and time of a file, None where it cannot be looked at."""


def stamps_of(files: Iterable[Path]) -> dict[Path, Stamp]:
    """Return what tells of each file whether it is still the one that was read."""
    return {path: _stamp(path) for path in files}


def changed_since(stamps: Mapping[Path, Stamp], root: Path) -> list[Problem]:
    """Return an error (PUB009) for each file that is another than when it was read.

    The manifest would name the hash of what nobody built from.
    """
    return [
        was_changed(path, root)
        for path, stamp in sorted(stamps.items())
        if stamp is None or _stamp(path) != stamp
    ]


def was_changed(path: Path, root: Path) -> Problem:
    """Return that a file was changed meanwhile."""
    return Problem(
        "PUB009",
        Location(path_within(path, root)),
        "the file was changed or moved while the build was running",
        "save it and build again",
    )


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
