"""A small, complete dossier to start from, written into an empty folder."""

from __future__ import annotations

import codecs
import errno
from contextlib import suppress
from pathlib import Path

from vnrgen.problems import InvalidInputError, Location, Problem
from vnrgen.resources import templates_folder

_WITH_MARK = frozenset({".csv"})


def new_dossier(folder: Path) -> tuple[Path, ...]:
    """Write a buildable dossier of an invented country and return the files, sorted.

    Tables get a byte order mark, without which Excel takes accented letters for others.

    Raises:
        InvalidInputError: The folder exists and is not empty, or cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise _refused(folder, "is a file, not a folder", "name a folder that does not exist yet")
    if folder.is_dir() and any(folder.iterdir()):
        raise _refused(folder, "is not empty", "name a new or an empty folder")
    model = templates_folder() / "dossier"
    was_there = folder.is_dir()
    written: list[Path] = []
    try:
        for source in sorted(path for path in model.rglob("*") if path.is_file()):
            target = folder / source.relative_to(model)
            target.parent.mkdir(parents=True, exist_ok=True)
            written.append(target)
            mark = codecs.BOM_UTF8 if source.suffix in _WITH_MARK else b""
            target.write_bytes(mark + source.read_bytes())
    except BaseException as error:
        _take_back(folder, was_there=was_there)
        if not isinstance(error, OSError):
            raise
        is_full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        fix = "free some space and try again" if is_full else "name a folder you may write to"
        raise _refused(folder, f"cannot be written: {error.strerror}", fix) from error
    return tuple(written)


def _take_back(folder: Path, *, was_there: bool) -> None:
    """Leave a folder as it was, empty or not there: half a dossier could not be begun again."""
    for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder comes first
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()
    if not was_there:
        with suppress(OSError):
            folder.rmdir()


def _refused(folder: Path, what: str, fix: str) -> InvalidInputError:
    return InvalidInputError([Problem("NEW001", Location(folder.as_posix()), f"it {what}", fix)])
