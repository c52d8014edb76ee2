"""A file is replaced whole, or stays as it was."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from vnrgen.problems import InvalidInputError, Location, Problem


def write_whole(path: Path, data: bytes, *, parents: bool = False) -> None:
    """Replace a file as ``replace_whole`` does, for somebody who asked for it.

    Args:
        path: The file.
        data: What it is to hold.
        parents: Make the folders that it stands in, where they are not there yet.

    Raises:
        InvalidInputError: The folder cannot be written, or the disk is full (PUB007).
    """
    try:
        if parents:
            path.parent.mkdir(parents=True, exist_ok=True)
        replace_whole(path, data)
    except OSError as error:
        problem = Problem(
            "PUB007",
            Location(path.name),
            f"the file cannot be written: {error.strerror or error}",
            "free some space, or choose a place that is yours to write",
        )
        raise InvalidInputError([problem]) from error


def replace_whole(path: Path, data: bytes) -> None:
    """Write a file aside, flush it to the disk and put it in its place at once.

    A file keeps its permissions, and a link goes on leading to it. What is no plain file, as
    ``/dev/stdout``, is written to and not replaced.

    Raises:
        OSError: The folder cannot be written, or the disk is full; the file is as it was.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    place = path.resolve()
    temporary = place.with_name(f".{place.name}.{secrets.token_hex(8)}")
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if place.exists():
            shutil.copymode(place, temporary)
        temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)
