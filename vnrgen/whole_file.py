"""A file is replaced whole, or stays as it was."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from vnrgen.problems import InvalidInputError, Location, Problem


def write_whole(path: Path, data: bytes) -> None:
    """Write a file aside, flush it to the disk and put it in its place at once.

    Raises:
        InvalidInputError: The folder cannot be written, or the disk is full (PUB007).
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.chmod(0o644)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        problem = Problem(
            "PUB007",
            Location(path.name),
            f"the file cannot be written: {error.strerror or error}",
            "free some space, or choose a place that is yours to write",
        )
        raise InvalidInputError([problem]) from error
