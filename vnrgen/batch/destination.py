"""The folder that a batch writes: one run at a time, and nothing in it lost that is not ours."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from vnrgen.batch.records import STATE
from vnrgen.problems import EnvironmentFailureError, InvalidInputError, Location, Problem
from vnrgen.render.publish import MANIFEST, sha256
from vnrgen.whole_file import replace_whole

ROOT_FILES = ("index.html", "index.csv", "summary.csv", "summary.json")
_BUSY = {errno.EWOULDBLOCK, errno.EACCES, errno.EAGAIN}


@dataclass(frozen=True, slots=True)
class Destination:
    """A folder that this run has for itself."""

    folder: Path

    def write(self, files: Mapping[str, bytes]) -> tuple[Path, ...]:
        """Replace files beside the outputs, each whole, and return their paths.

        Raises:
            EnvironmentFailureError: They cannot be written (PUB005).
        """
        known = _known(self.folder)
        both = {name: [sha256(data), *known.get(name, [])] for name, data in files.items()}
        try:
            _remember(self.folder, {**known, **both})  # before and after: a crash loses neither
            for name, data in files.items():
                replace_whole(self.folder / name, data)
            _remember(self.folder, {**known, **{name: both[name][:1] for name in files}})
        except OSError as error:
            raise EnvironmentFailureError([_unwritable(self.folder, error)]) from error
        return tuple(self.folder / name for name in files)


@contextmanager
def claimed(folder: Path, *, replace_edited: bool) -> Iterator[Destination]:
    """Yield a folder that no other batch writes meanwhile.

    Raises:
        InvalidInputError: Another batch is at work there (BAT005), it is the output of something
            else (BAT008), or a file that would be replaced is not ours or was edited since
            (PUB003, PUB004).
        EnvironmentFailureError: The folder cannot be written (PUB005).
    """
    if folder.exists() and not folder.is_dir():
        where = Location(folder.as_posix())
        what = "the output is a file, not a folder"
        raise InvalidInputError([Problem("PUB001", where, what, "choose another --output")])
    if (folder / MANIFEST).exists():
        raise InvalidInputError([_other_output(folder)])
    try:
        (folder / STATE).mkdir(parents=True, exist_ok=True)
        lock = (folder / STATE / "lock").open("ab")
    except OSError as error:
        raise EnvironmentFailureError([_unwritable(folder, error)]) from error
    with lock:
        if not _locked(lock):
            raise InvalidInputError([_busy(folder)])
        lost = [] if replace_edited else list(_would_be_lost(folder))
        if lost:
            raise InvalidInputError(lost)
        yield Destination(folder)


def _locked(lock: IO[bytes]) -> bool:
    """Take the lock, which ends with this process however it ends; False where another has it.

    A system or a disk without locks is done without: outputs are exchanged whole in any case.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _BUSY
    return True


def _would_be_lost(folder: Path) -> Iterator[Problem]:
    known = _known(folder)
    for name in ROOT_FILES:
        path = folder / name
        if not path.exists() and not path.is_symlink():
            continue
        where = Location(path.as_posix())
        if name not in known:
            yield Problem(
                "PUB003",
                where,
                "this file is not vnrgen's and would be lost",
                "move it elsewhere, or choose another --output",
            )
        elif (
            not path.is_file() or path.is_symlink() or sha256(path.read_bytes()) not in known[name]
        ):
            yield Problem(
                "PUB004",
                where,
                "this file was changed by hand since it was made, and would be lost",
                "keep a copy elsewhere; then run the batch again with --replace-edited",
            )


def _known(folder: Path) -> dict[str, list[str]]:
    try:
        kept = json.loads((folder / STATE / "written.json").read_bytes())
        return {str(name): [str(value) for value in hashes] for name, hashes in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _remember(folder: Path, known: Mapping[str, list[str]]) -> None:
    replace_whole(folder / STATE / "written.json", json.dumps(known, sort_keys=True).encode())


def _busy(folder: Path) -> Problem:
    return Problem(
        "BAT005",
        Location(folder.as_posix()),
        "another batch is writing this folder",
        "wait until it has ended, or choose another --output",
    )


def _other_output(folder: Path) -> Problem:
    return Problem(
        "BAT008",
        Location(folder.as_posix()),
        "the folder is itself an output of vnrgen, not a folder of many",
        "choose another --output",
    )


def _unwritable(folder: Path, error: OSError) -> Problem:
    is_full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    what = "the disk is full" if is_full else f"the folder cannot be written ({error.strerror})"
    fix = "free some space and run the batch again" if is_full else "choose another --output"
    return Problem("PUB005", Location(folder.as_posix()), what, fix)
