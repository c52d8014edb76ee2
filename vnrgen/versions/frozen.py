"""Frozen versions of a chapter: the saved tree, and the words people may still take back.

``versions/NAME/`` holds ``document.json`` (the tree, without anybody's words), one file per
testimony, ``observations.csv`` and ``version.json`` with the hashes. A withdrawal removes a
testimony's file; its id and hash stay in ``version.json`` as a tombstone.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vnrgen.document.blocks import Document
from vnrgen.document.saved import load, load_testimonies, save, save_testimonies
from vnrgen.problems import InvalidInputError, Location, Problem
from vnrgen.render.publish import manifest_bytes, publish, sha256

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_TREE = "document.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenVersion:
    """A version as read back: its tree with the testimonies that were not withdrawn since."""

    name: str
    document: Document
    tombstones: tuple[str, ...]


def freeze(
    dossier: Path, name: str, document: Document, extra: Mapping[str, bytes], *, by: str, why: str
) -> Path:
    """Keep a version under ``versions/NAME`` and return its folder.

    Raises:
        InvalidInputError: The name cannot be a folder name (VER001), or is taken (VER002): a
            version never changes.
    """
    where = Location(f"versions/{name}")
    if not _NAME.fullmatch(name):
        fix = "use letters, digits, dots, dashes and underscores"
        raise InvalidInputError([Problem("VER001", where, f'"{name}" cannot name a version', fix)])
    folder = dossier / "versions" / name
    if folder.exists():
        what = f'a version "{name}" exists, and a version never changes'
        raise InvalidInputError([Problem("VER002", where, what, "choose another name")])
    words = {
        f"testimonies/{testimony_id}.json": save_testimonies({testimony_id: testimony})
        for testimony_id, testimony in sorted(document.testimonies.items())
    }
    files = {_TREE: save(document), **words, **extra}
    metadata = document.metadata
    facts = {
        "name": name,
        "frozen_by": by,
        "why": why,
        "as_of": metadata.as_of.isoformat(),
        "version": metadata.version,
        "status": metadata.status,
    }
    publish(folder, files, manifest_bytes(facts, (), files))
    return folder


def read_version(folder: Path) -> FrozenVersion:
    """Read a version back; testimonies withdrawn since are its tombstones.

    Raises:
        InvalidInputError: The folder is not a version (VER003), or a file in it was changed
            (VER004).
    """
    expected = _expected(folder)
    changed = [
        Problem(
            "VER004",
            Location(f"{folder.as_posix()}/{name}"),
            "this file of a frozen version was changed",
            "restore it from a copy; a version never changes",
        )
        for name, digest in expected.items()
        if (folder / name).is_file() and sha256((folder / name).read_bytes()) != digest
    ]
    if changed:
        raise InvalidInputError(changed)
    return _with_words(folder, load((folder / _TREE).read_bytes()), expected)


def _expected(folder: Path) -> dict[str, str]:
    """Return the hash of every file that the version was frozen with."""
    expected: dict[str, str] = {}
    with contextlib.suppress(OSError, KeyError, TypeError, ValueError):
        manifest = json.loads((folder / "manifest.json").read_bytes())
        expected = {str(o["path"]): str(o["sha256"]) for o in manifest["outputs"]}
    if _TREE not in expected or not (folder / _TREE).is_file():
        problem = Problem(
            "VER003",
            Location(folder.as_posix()),
            "this folder is not a frozen version",
            "name a folder that vnrgen freeze made",
        )
        raise InvalidInputError([problem])
    return expected


def _with_words(folder: Path, document: Document, expected: Mapping[str, str]) -> FrozenVersion:
    testimonies = {}
    tombstones = []
    for name in sorted(n for n in expected if n.startswith("testimonies/")):
        path = folder / name
        if path.is_file():
            testimonies.update(load_testimonies(path.read_bytes()))
        else:
            tombstones.append(path.stem)
    return FrozenVersion(
        name=folder.name,
        document=replace(document, testimonies=testimonies),
        tombstones=tuple(tombstones),
    )
