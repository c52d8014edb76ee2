"""Whether versions are as they were frozen: every byte that changed, and where."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from vnrgen.problems import InvalidInputError, Location, Problem, ProblemLog, Severity
from vnrgen.render.publish import sha256
from vnrgen.versions.freezing.layout import (
    MANIFEST,
    NAME,
    SEAL,
    TOMBSTONE,
    VERSIONS,
    WORDS,
    VersionRecord,
    is_version,
    read_record,
    shown,
    version_folders,
    words_file,
    words_folder,
)
from vnrgen.versions.freezing.tombstones import tombstone_of


def verify(dossier: Path) -> tuple[Problem, ...]:
    """Check every version of a dossier.

    Returns:
        VER003 for a folder that cannot be read as a version, VER004 for a file that was changed,
        VER005 for one that is gone or cannot be read, VER006 for a changed tombstone, VER007
        for a file that no version was frozen with, VER010 for words left behind by a withdrawal
        that was interrupted, VER011 for a version that is gone or was made anew since a later one
        was frozen. Erased words with a tombstone are no damage.
    """
    problems = ProblemLog()
    readable: dict[str, VersionRecord] = {}
    for folder in version_folders(dossier):
        problems.extend(verify_version(folder))
        try:
            readable[folder.name] = read_record(folder)
        except InvalidInputError as error:
            problems.extend(error.problems)
    for record in readable.values():
        problems.extend(_order(dossier / VERSIONS, record))
    problems.extend(_strangers(dossier / VERSIONS, list(readable.values())))
    return problems.sorted()


def verify_version(folder: Path) -> tuple[Problem, ...]:
    """Check one version: its files, and the words that stand for marks in its tree."""
    problems = ProblemLog()
    problems.extend(_seal(folder))
    try:
        record = read_record(folder)
    except InvalidInputError as error:
        problems.extend(error.problems)
        return problems.sorted()
    if record.name != folder.name:
        what, fix = f'this folder is the version "{record.name}"', "give it back its name"
        problems.add(Problem("VER004", Location(shown(folder)), what, fix))
    for name, digest in record.files.items():
        problems.extend(_file(folder / name, digest))
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name not in {MANIFEST, SEAL, *record.files}:
            problems.add(_strange(path))
    for key, digest in record.words.items():
        problems.extend(_words(folder.parent, key, digest))
    return problems.sorted()


def _seal(folder: Path) -> Iterator[Problem]:
    manifest, seal = folder / MANIFEST, folder / SEAL
    if not manifest.is_file() or not seal.is_file():
        yield from (_gone(path) for path in (manifest, seal) if not path.is_file())
        return
    expected = f"{_digest(manifest)}  {MANIFEST}\n".encode()
    if _digest(seal) != sha256(expected):
        what = "this file or its seal was changed since the version was frozen"
        yield Problem("VER004", Location(shown(manifest)), what, _RESTORE)


def _file(path: Path, digest: str) -> Iterator[Problem]:
    found = _digest(path)
    if not found:
        yield _gone(path)
    elif found != digest:
        yield _changed(path)


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file, "" where it is gone or cannot be read."""
    try:
        return sha256(path.read_bytes())
    except OSError:
        return ""


def _words(versions: Path, testimony_id: str, digest: str) -> Iterator[Problem]:
    try:
        stone = tombstone_of(versions, testimony_id)
    except InvalidInputError as error:
        yield from error.problems
        return
    path = words_file(versions, testimony_id, digest)
    if stone is None:
        yield from _file(path, digest)
    elif path.exists():
        what = f"the words of {testimony_id} were withdrawn and are still here"
        fix = "withdraw them again: vnrgen versions withdraw"
        yield Problem("VER010", Location(shown(path)), what, fix)
    elif digest not in stone.hashes:
        what = f"this tombstone does not name the words of {testimony_id} in every version"
        stone_path = words_folder(versions, testimony_id) / TOMBSTONE
        yield Problem("VER006", Location(shown(stone_path)), what, _RESTORE)


def _order(versions: Path, record: VersionRecord) -> Iterator[Problem]:
    """Check that the version before this one is the one it was frozen after."""
    if not record.after:
        return
    name = record.after.get("name", "")
    manifest = versions / name / MANIFEST
    if not manifest.is_file():
        what = f'the version "{name}", frozen before "{record.name}", is gone'
    elif _digest(manifest) != record.after.get("sha256"):
        what = f'the version "{name}" is not the one after which "{record.name}" was frozen'
    else:
        return
    yield Problem("VER011", Location(f"{VERSIONS}/{name}"), what, _RESTORE)


def _strangers(versions: Path, records: list[VersionRecord]) -> Iterator[Problem]:
    """Yield the files among people's words that no version was frozen with."""
    known = {words_file(versions, key, d) for r in records for key, d in r.words.items()}
    known |= {words_folder(versions, key) / TOMBSTONE for r in records for key in r.words}
    root = versions / WORDS
    found = sorted(path for path in root.rglob("*") if not path.is_dir()) if root.is_dir() else []
    yield from (
        _strange(path, Severity.WARNING)
        for path in found
        if path not in known and not _is_tombstone(versions, path)
    )
    for folder in sorted(versions.iterdir()) if versions.is_dir() else ():
        if not NAME.fullmatch(folder.name) and (folder / MANIFEST).is_file():
            # half made, or a version under a name that no version has
            is_whole = is_version(folder) and not folder.name.startswith(".")
            yield _strange(folder, Severity.ERROR if is_whole else Severity.WARNING)


def _is_tombstone(versions: Path, path: Path) -> bool:
    """Whether a file is the tombstone of words that no version was frozen with in the end."""
    if path.name != TOMBSTONE:
        return False
    try:
        key = str(json.loads(path.read_bytes())["id"])
        return (
            words_folder(versions, key) == path.parent and tombstone_of(versions, key) is not None
        )
    except (InvalidInputError, OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


_RESTORE = "restore it from a copy; a version never changes"


def _changed(path: Path) -> Problem:
    what = "this file of a frozen version was changed"
    return Problem("VER004", Location(shown(path)), what, _RESTORE)


def _gone(path: Path) -> Problem:
    what, fix = "this file of a frozen version is gone", "restore it from a copy"
    if path.exists():
        what, fix = (
            "this file of a frozen version cannot be read",
            f"make it yours to read, or {fix}",
        )
    return Problem("VER005", Location(shown(path)), what, fix)


def _strange(path: Path, severity: Severity = Severity.ERROR) -> Problem:
    what = "no version was frozen with this file"
    fix = "move it elsewhere; words left by an interrupted freeze can be deleted"
    return Problem("VER007", Location(shown(path)), what, fix, severity)
