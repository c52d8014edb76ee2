"""Files made aside and swapped in at once: the previous output is whole until the new one is.

A build writes a folder. It is filled beside its final place, flushed to disk, and exchanged with
the old folder in one step where the system can do that (Linux, macOS), else by two renames that
``recover`` completes after a crash.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import json
import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from vnrgen.problems import EnvironmentFailureError, InvalidInputError, Location, Problem

MANIFEST = "manifest.json"
_AT_FDCWD = -100  # Linux, <fcntl.h>: paths are relative to the current folder
_RENAME_EXCHANGE = 2  # Linux, <linux/fs.h>: swap two paths atomically
_RENAME_SWAP = 2  # macOS, <sys/stdio.h>: the same
_FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRecord:
    """An input file as the manifest names it: path relative to the dossier, size, SHA-256.

    Of a story and its photo the path is made of the story's id, and there is neither size nor hash:
    with the words printed, one who guesses the place, the day or a name could be sure of it.
    """

    path: str
    size: int | None = None
    sha256: str = ""


def sha256(data: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def manifest_bytes(
    facts: Mapping[str, object], inputs: Iterable[InputRecord], outputs: Mapping[str, bytes]
) -> bytes:
    """Return ``manifest.json``: facts of the build, then every input and output with its hash."""
    manifest = {
        **facts,
        "inputs": [_said(record) for record in inputs],
        "outputs": [
            {"path": name, "size": len(data), "sha256": sha256(data)}
            for name, data in sorted(outputs.items())
        ],
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()


def _said(record: InputRecord) -> dict[str, object]:
    if record.size is None:
        return {"path": record.path}
    return {"path": record.path, "size": record.size, "sha256": record.sha256}


def publish(
    folder: Path,
    files: Mapping[str, bytes],
    manifest: bytes,
    *,
    replace_edited: bool = False,
) -> tuple[Path, ...]:
    """Make ``folder`` hold exactly ``files`` and the manifest, all at once.

    Args:
        folder: The final place. It may be absent, empty, or an earlier output.
        files: Bytes by path relative to the folder, with forward slashes.
        manifest: The bytes of ``manifest.json``.
        replace_edited: Replace files that were changed by hand since they were built.

    Returns:
        The paths written, the manifest last.

    Raises:
        InvalidInputError: The folder holds files that vnrgen did not write, or files that
            somebody edited since (PUB001 to PUB004); nothing was touched.
        EnvironmentFailureError: The disk is full or not writable (PUB005); the previous output
            is untouched.
    """
    check_destination(folder, replace_edited=replace_edited)
    everything = {**files, MANIFEST: manifest}
    staging: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}.new-", dir=folder.parent))
        staging.chmod(0o755)
        _fill(staging, everything)
        _swap_in(staging, folder)
    except OSError as error:
        raise EnvironmentFailureError([_cannot_write(folder, error)]) from error
    finally:
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)
    return tuple(folder / name for name in everything)


def new_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder that is not there yet, with all its files at once.

    Raises:
        FileExistsError: There is a folder of this name; nothing was touched.
        EnvironmentFailureError: The disk is full or not writable (PUB005); nothing is left behind.
    """
    staging: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}.new-", dir=folder.parent))
        staging.chmod(0o755)
        _fill(staging, files)
        _refuse_existing(folder)
        staging.rename(folder)
        _sync_folder(folder.parent)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno == errno.ENOTEMPTY:  # somebody else was faster
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder)) from error
        raise EnvironmentFailureError([_cannot_write(folder, error)]) from error
    finally:
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)


def _refuse_existing(folder: Path) -> None:
    """Refuse an empty folder, too, which a rename would replace."""
    if folder.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))


def recover(folder: Path) -> None:
    """Complete what a crash left half done: put the old output back, drop half-made ones."""
    if not folder.parent.is_dir():
        return
    old = _old_place(folder)
    if old.exists():
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(folder)
    for leftover in list(folder.parent.iterdir()):
        if leftover.name.startswith(f".{folder.name}.new-"):
            shutil.rmtree(leftover, ignore_errors=True)


def check_destination(folder: Path, *, replace_edited: bool = False) -> None:
    """Refuse a destination before any work is done for it; raises as ``publish`` does."""
    try:
        recover(folder)
        _refuse_to_lose(folder, replace_edited=replace_edited)
    except OSError as error:
        raise EnvironmentFailureError([_cannot_write(folder, error)]) from error


def _old_place(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


def _fill(staging: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = staging.joinpath(*PurePosixPath(name).parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    _sync_folder(staging)


def _swap_in(staging: Path, folder: Path) -> None:
    if not folder.exists():
        staging.rename(folder)
    elif not _exchange(staging, folder):
        old = _old_place(folder)
        folder.rename(old)
        staging.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two paths atomically; False where the system or the file system cannot."""
    call = _exchange_call()
    if call is None:
        return False
    return call(os.fsencode(one), os.fsencode(other)) == 0


def _exchange_call() -> Callable[[bytes, bytes], int] | None:
    try:
        library = ctypes.CDLL(None, use_errno=True)
        system = platform.system()
        if system == "Linux":
            rename = library.renameat2
            return lambda a, b: int(rename(_AT_FDCWD, a, _AT_FDCWD, b, _RENAME_EXCHANGE))
        if system == "Darwin":
            swap = library.renamex_np
            return lambda a, b: int(swap(a, b, _RENAME_SWAP))
    except (OSError, AttributeError, TypeError):
        return None
    return None


def _refuse_to_lose(folder: Path, *, replace_edited: bool) -> None:
    problems = list(_would_be_lost(folder, replace_edited=replace_edited))
    if problems:
        raise InvalidInputError(problems)


def _would_be_lost(folder: Path, *, replace_edited: bool) -> Iterable[Problem]:
    where = Location(folder.as_posix())
    if folder.is_symlink():
        fix = "name the folder it leads to, or choose another --output"
        yield Problem("PUB001", where, "the output is a link, not a folder", fix)
        return
    if not folder.exists():
        return
    if not folder.is_dir():
        yield Problem(
            "PUB001", where, "the output is a file, not a folder", "choose another --output"
        )
        return
    present = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if not path.is_dir()
    }
    if not present:
        return
    known = _known_outputs(folder)
    if known is None:
        yield Problem(
            "PUB002",
            where,
            "the folder holds files and no manifest of vnrgen, so it is not an earlier output",
            "choose another --output, or an empty folder",
        )
        return
    for name, path in present.items():
        yield from _kept_from_loss(folder, name, path, known, replace_edited=replace_edited)


def _kept_from_loss(
    folder: Path, name: str, path: Path, known: Mapping[str, str], *, replace_edited: bool
) -> Iterable[Problem]:
    where = Location((folder / name).as_posix())
    if name == MANIFEST:
        return
    if name not in known:
        yield Problem(
            "PUB003",
            where,
            "this file is not vnrgen's and would be lost",
            "move it elsewhere, or choose another --output",
        )
    elif not replace_edited and (path.is_symlink() or sha256(path.read_bytes()) != known[name]):
        yield Problem(
            "PUB004",
            where,
            "this file was changed by hand since it was built, and would be lost",
            "keep a copy elsewhere; then build again with --replace-edited",
        )


def _known_outputs(folder: Path) -> dict[str, str] | None:
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        return {str(output["path"]): str(output["sha256"]) for output in manifest["outputs"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _cannot_write(folder: Path, error: OSError) -> Problem:
    if error.errno in _FULL:
        what, fix = "the disk is full", "free some space and try again"
    else:
        what = f"the folder cannot be written ({error.strerror or error})"
        fix = "check that the folder is yours to write, or choose another"
    return Problem(
        "PUB005", Location(folder.as_posix()), f"{what}; what was there before is untouched", fix
    )
