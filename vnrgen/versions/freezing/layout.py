"""Where frozen versions are kept, and what is written down of each.

``versions/NAME/`` holds the tree and the observations (compressed: machines read them), and the
decisions and the manifest (plain: people compare them). Nobody's own words are in it: those are in
``versions/_words/``, one folder a person's testimony, shared by all versions.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from vnrgen.problems import InvalidInputError, Location, Problem
from vnrgen.render.publish import sha256

VERSIONS: Final = "versions"
WORDS: Final = "_words"
MANIFEST: Final = "manifest.json"
SEAL: Final = "manifest.sha256"
TREE: Final = "document.json.gz"
OBSERVATIONS: Final = "observations.csv.gz"
DECISIONS: Final = "decisions.jsonl"
TOMBSTONE: Final = "tombstone.json"
NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_DEVICE: Final = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")

SCHEMA: Final = 1
"""Version of what a manifest says; a later release reads every earlier one."""

_FORMAT: Final = "vnrgen-version"
_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,40}")
_UNREADABLE: Final = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRecord:
    """What the manifest of a version says.

    Attributes:
        name: Of the version, and of its folder.
        number: Which version of the dossier it is, from 1.
        after: Name and seal of the version frozen before it; empty for the first.
        frozen_by: Who froze it.
        why: Why, in their words.
        published: Whether this is what the public was given.
        facts: Title, country, language, audience, outline, status, version and date of the
            document, and the version of the tool.
        files: SHA-256 of every file of the folder but manifest and seal.
        words: SHA-256 of each testimony's words by its id.
        built: SHA-256 of every file of the build that was frozen, where one was at hand.
    """

    name: str
    number: int
    after: Mapping[str, str]
    frozen_by: str
    why: str
    published: bool
    facts: Mapping[str, str]
    files: Mapping[str, str]
    words: Mapping[str, str]
    built: Mapping[str, str] = field(default_factory=dict)


def may_be_named(name: str) -> bool:
    """Whether every system can have a folder of this name; Windows keeps some for devices.

    >>> may_be_named("v1.2"), may_be_named("../v1"), may_be_named("NUL.2026")
    (True, False, False)
    """
    is_plain = NAME.fullmatch(name) is not None and not name.endswith(".")
    return is_plain and _DEVICE.fullmatch(name) is None


def packed(data: bytes) -> bytes:
    """Return bytes compressed; the same bytes give the same."""
    return gzip.compress(data, 9, mtime=0)


def version_folder(dossier: Path, name: str) -> Path:
    """Return the folder of a version of a dossier."""
    return dossier / VERSIONS / name


def words_folder(versions: Path, testimony_id: str) -> Path:
    """Return the folder of one testimony's words.

    Ids that differ only in letters that a file system does not tell apart get folders of their own.
    """
    tail = sha256(testimony_id.encode())[:8]
    plain = testimony_id.lower() if _PLAIN.fullmatch(testimony_id) else "words"
    return versions / WORDS / f"{plain}-{tail}"


def words_file(versions: Path, testimony_id: str, digest: str) -> Path:
    """Return the file of a testimony's words as one or several versions hold them."""
    return words_folder(versions, testimony_id) / f"{digest}.json"


def is_version(folder: Path) -> bool:
    """Return whether a folder was made by ``vnrgen freeze``."""
    return (folder / MANIFEST).is_file() and (folder / SEAL).is_file()


def version_folders(dossier: Path) -> list[Path]:
    """Return the folders of all versions of a dossier, by name."""
    root = dossier / VERSIONS
    if not root.is_dir():
        return []
    return sorted(path for path in root.iterdir() if path.is_dir() and NAME.fullmatch(path.name))


def manifest_of(record: VersionRecord) -> bytes:
    """Return the manifest of a version as canonical JSON."""
    content = {
        "format": _FORMAT,
        "schema": SCHEMA,
        "name": record.name,
        "number": record.number,
        "after": dict(record.after),
        "frozen_by": record.frozen_by,
        "why": record.why,
        "published": record.published,
        "facts": dict(record.facts),
        "files": dict(record.files),
        "words": dict(record.words),
        "built": dict(record.built),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read_record(folder: Path) -> VersionRecord:
    """Return what the manifest of a version says; its seal is not looked at.

    Raises:
        InvalidInputError: The folder is not a version, or its manifest cannot be read (VER003).
    """
    what = "this folder is not a frozen version that can be read"
    fix = "name a folder that vnrgen freeze made, or restore it from a copy"
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        if _is_later(content):
            what, fix = "a later release of vnrgen froze this version", "read it with that release"
        return _record(content)
    except _UNREADABLE as error:
        raise InvalidInputError([Problem("VER003", Location(shown(folder)), what, fix)]) from error


def _is_later(content: Mapping[str, Any]) -> bool:
    return content["format"] == _FORMAT and int(content["schema"]) > SCHEMA


def _record(content: Mapping[str, Any]) -> VersionRecord:
    if content["format"] != _FORMAT or not 1 <= int(content["schema"]) <= SCHEMA:
        raise ValueError(content["format"])
    return VersionRecord(
        name=str(content["name"]),
        number=int(content["number"]),
        after=_texts(content["after"]),
        frozen_by=str(content["frozen_by"]),
        why=str(content["why"]),
        published=content["published"] is True,
        facts=_texts(content["facts"]),
        files=_texts(content["files"]),
        words=_texts(content["words"]),
        built=_texts(content["built"]),
    )


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    return {str(key): str(value) for key, value in values.items()}


def records(dossier: Path) -> list[VersionRecord]:
    """Return every version of a dossier in the order in which they were frozen.

    Raises:
        InvalidInputError: A folder among them cannot be read (VER003), with every such folder.
    """
    found: list[VersionRecord] = []
    problems: list[Problem] = []
    for folder in version_folders(dossier):
        try:
            found.append(read_record(folder))
        except InvalidInputError as error:
            problems.extend(error.problems)
    if problems:
        raise InvalidInputError(problems)
    return sorted(found, key=lambda record: (record.number, record.name))


def shown(path: Path) -> str:
    """Return a path below ``versions/`` as problems show it: without where the dossier lies."""
    parts = path.parts
    if VERSIONS in parts:
        last = len(parts) - 1 - parts[::-1].index(VERSIONS)
        return "/".join(parts[last:])
    return path.as_posix()
