"""Keeping a version: made aside, put in its place at once, and never changed again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from vnrgen.problems import InvalidInputError, Location, Problem
from vnrgen.render.publish import new_folder, recover, sha256
from vnrgen.versions.freezing.layout import (
    DECISIONS,
    MANIFEST,
    OBSERVATIONS,
    SEAL,
    TOMBSTONE,
    TREE,
    VERSIONS,
    VersionRecord,
    manifest_of,
    may_be_named,
    packed,
    read_record,
    records,
    version_folder,
    words_file,
    words_folder,
)
from vnrgen.versions.freezing.words_apart import taken_apart
from vnrgen.whole_file import write_whole

if TYPE_CHECKING:
    from vnrgen.document.blocks import Document
    from vnrgen.dossier.model.decisions import Decision

_FOLDERS_OF_WORDS = 3  # of one testimony, of all of them, of the versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a version keeps.

    Attributes:
        document: The composed tree with its testimonies.
        observations: The publishable observations as CSV.
        decisions: Ids of the ledger's events, each with its decision as it may be published.
        built: SHA-256 of every file of the build that this document was printed in.
        facts: Audience, outline, version of the tool: what the document does not say itself.
    """

    document: Document
    observations: bytes
    decisions: tuple[tuple[str, Decision], ...] = ()
    built: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


def check_name(dossier: Path, name: str) -> None:
    """Refuse a name before any work is done for it.

    Raises:
        InvalidInputError: It cannot be a folder name (VER001), or is taken (VER002): a version
            never changes. On some file systems names that differ in capitals alone are the same.
    """
    where = Location(f"{VERSIONS}/{name}")
    if not may_be_named(name):
        fix = "use letters, digits, dots, dashes and underscores, and no name of a device"
        raise InvalidInputError([Problem("VER001", where, f'"{name}" cannot name a version', fix)])
    root = dossier / VERSIONS
    taken = {path.name.lower() for path in root.iterdir()} if root.is_dir() else set()
    if name.lower() in taken:
        raise InvalidInputError([_taken(name)])


def freeze(
    dossier: Path, name: str, kept: Kept, *, by: str, why: str, published: bool = False
) -> Path:
    """Keep a version under ``versions/NAME`` and return its folder.

    Words are written first: until the folder is in its place no version names them.

    Raises:
        InvalidInputError: The name cannot be used (VER001, VER002); words of the version were
            withdrawn (VER008); an earlier version cannot be read (VER003); the disk is full or
            cannot be written (PUB007).
        EnvironmentFailureError: The folder cannot be written (PUB005).
    """
    check_name(dossier, name)
    recover(version_folder(dossier, name))
    tree, words = taken_apart(kept.document)
    _refuse_withdrawn(dossier / VERSIONS, words)
    number, after = _place_in_order(dossier)
    files = {
        TREE: packed(tree),
        OBSERVATIONS: packed(kept.observations),
        DECISIONS: _decision_lines(kept.decisions),
    }
    record = VersionRecord(
        name=name,
        frozen_by=by,
        why=why,
        published=published,
        facts={**_facts(kept.document), **kept.facts},
        files={path: sha256(data) for path, data in sorted(files.items())},
        words={key: sha256(data) for key, data in words.items()},
        built=dict(sorted(kept.built.items())),
        number=number,
        after=after,
    )
    with _all_or_nothing(version_folder(dossier, name)) as kept_words:
        for key, data in words.items():
            path = words_file(dossier / VERSIONS, key, sha256(data))
            if not (path.is_file() and path.read_bytes() == data):
                kept_words.append(path)
                write_whole(path, data, parents=True)
        return _write(dossier, record, files)


@contextmanager
def _all_or_nothing(version: Path) -> Iterator[list[Path]]:
    """Yield a list for the files of words that a version adds; they go again if it is not made.

    Without a version that names them nobody would look for a person's words there.
    """
    added: list[Path] = []
    try:
        yield added
    except BaseException:
        for path in added if not version.exists() else ():
            with suppress(OSError):  # of another version there is more in the folder
                path.unlink(missing_ok=True)
                for folder in list(path.parents)[:_FOLDERS_OF_WORDS]:
                    folder.rmdir()
        raise


def _write(dossier: Path, record: VersionRecord, files: Mapping[str, bytes]) -> Path:
    manifest = manifest_of(record)
    seal = f"{sha256(manifest)}  {MANIFEST}\n".encode()
    folder = version_folder(dossier, record.name)
    try:
        new_folder(folder, {**files, MANIFEST: manifest, SEAL: seal})
    except FileExistsError as error:
        raise InvalidInputError([_taken(record.name)]) from error
    return folder


def _taken(name: str) -> Problem:
    what = f'a version "{name}" exists, and a version never changes'
    return Problem("VER002", Location(f"{VERSIONS}/{name}"), what, "choose another name")


def _refuse_withdrawn(versions: Path, words: Iterable[str]) -> None:
    problems = [
        Problem(
            "VER008",
            Location("stories"),
            f"{key} was withdrawn and erased from all versions, and is in the dossier again",
            "take it out of the dossier; told anew, it is another story, with another id",
        )
        for key in words
        if (words_folder(versions, key) / TOMBSTONE).exists()
    ]
    if problems:
        raise InvalidInputError(problems)


def _place_in_order(dossier: Path) -> tuple[int, dict[str, str]]:
    """Return the number of a new version, and which version with which seal it follows."""
    earlier = records(dossier)
    if not earlier:
        return 1, {}
    last = earlier[-1]
    folder = version_folder(dossier, last.name)
    read_record(folder)  # not there, if somebody gave the folder another name
    seal = sha256((folder / MANIFEST).read_bytes())
    return last.number + 1, {"name": last.name, "sha256": seal}


def _facts(document: Document) -> dict[str, str]:
    metadata = document.metadata
    return {
        "title": metadata.title,
        "country": metadata.iso3,
        "language": metadata.language,
        "as_of": metadata.as_of.isoformat(),
        "status": metadata.status,
        "version": metadata.version,
    }


def _decision_lines(decisions: Iterable[tuple[str, Decision]]) -> bytes:
    """Return decisions one a line, so that two versions can be compared line by line."""
    lines = []
    for event_id, decision in decisions:
        said = asdict(decision) | {"decided_on": decision.decided_on.isoformat()}
        lines.append(json.dumps({"event": event_id, "decision": said}, sort_keys=True) + "\n")
    return "".join(lines).encode()
