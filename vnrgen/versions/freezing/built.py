"""The files of a build that a version was printed in, by their hashes."""

from __future__ import annotations

import json
from pathlib import Path

from vnrgen.document.blocks import Document
from vnrgen.document.tree.saved import save
from vnrgen.problems import InvalidInputError, Location, Problem, ProblemLog
from vnrgen.render.publish import MANIFEST, sha256

_TREE = "document.json"


def hashes_of_build(
    folder: Path, document: Document, problems: ProblemLog, *, is_asked_for: bool
) -> dict[str, str]:
    """Return the SHA-256 of every file of a build of this very document.

    Args:
        folder: The output folder of the build.
        document: What is frozen.
        problems: Takes a notice (VER012) where there is no such build.
        is_asked_for: Whether somebody named the folder.

    Raises:
        InvalidInputError: Somebody named the folder, and it holds no build of this document, or
            files of it were changed since (VER012).
    """
    hashes, what = _hashes(folder, document)
    if not what:
        return hashes
    where = Location(folder.name)
    fix = "build the dossier as it stands now, then freeze it"
    if is_asked_for:
        raise InvalidInputError([Problem("VER012", where, what, fix)])
    problems.notice("VER012", where, f"{what}; the version notes no printed files", fix)
    return {}


def _hashes(folder: Path, document: Document) -> tuple[dict[str, str], str]:
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        hashes = {str(one["path"]): str(one["sha256"]) for one in manifest["outputs"]}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}, "here is no build of this dossier"
    if hashes.get(_TREE) != sha256(save(document)):
        return {}, "the build in this folder is of another state of the dossier"
    for name, digest in hashes.items():
        path = folder / name
        if not path.is_file() or sha256(path.read_bytes()) != digest:
            return {}, f"{name} was changed or removed since it was built"
    return dict(sorted(hashes.items())), ""
