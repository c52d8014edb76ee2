"""The hash of everything that decides what an output says: inputs, options, vnrgen and libraries.

Every file of a dossier counts, read by a build or not: that a file of reviews or versions does
not matter today says nothing about tomorrow, and an output made once too often harms nobody.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import stat
from collections.abc import Iterator
from dataclasses import fields
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from vnrgen import __version__
from vnrgen.dossier.large.head import is_large
from vnrgen.dossier.large.store import FOLDER as STORE
from vnrgen.dossier.large.store import AreaStore, sha256_of
from vnrgen.resources import chapters_folder, templates_folder

if TYPE_CHECKING:
    from vnrgen.dossier.area import AreaRequest
    from vnrgen.request import BuildRequest

_FORM = 1  # of a key; a new number makes all outputs anew
_NO_CONTENT = frozenset({"dossier", "output", "jobs", "replace_edited", "area", "afresh"})
_REQUIREMENT = re.compile(r"[A-Za-z0-9._-]+")


def tool_key() -> str:
    """Return the hash of vnrgen as it is installed here: code, templates, versions of libraries."""
    digest = hashlib.sha256(f"{_FORM} {__version__} {platform.python_version()}".encode())
    for name, version in _libraries():
        digest.update(f"\n{name} {version}".encode())
    for root in (Path(__file__).resolve().parents[1], chapters_folder(), templates_folder()):
        for path in input_files(root, None):
            if "__pycache__" not in path.parts:
                digest.update(f"\n{path.relative_to(root).as_posix()} {sha256_of(path)}".encode())
    return digest.hexdigest()


def order_key(request: BuildRequest, tool: str, apart: Path | None = None) -> str:
    """Return the hash of all that decides what an output says.

    Args:
        request: What to make. Where it is written, and by how many processes, does not count.
        tool: ``tool_key()``.
        apart: A folder that does not count although it may lie in the dossier: the outputs.
    """
    digest = hashlib.sha256(tool.encode())
    digest.update(json.dumps(_options(request), sort_keys=True).encode())
    inputs = _contents(request.dossier, apart) if request.area is None else _rows(request.area)
    for name, content in inputs:
        digest.update(json.dumps([name, content]).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _options(request: BuildRequest) -> dict[str, object]:
    shown: dict[str, object] = {}
    for option in fields(request):
        value = getattr(request, option.name)
        if option.name in _NO_CONTENT:
            continue
        shown[option.name] = _content(value) if isinstance(value, Path) else _plain(value)
    return shown


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return sorted(map(str, value))
    return value if value is None or isinstance(value, bool | int) else str(value)


def _rows(area: AreaRequest) -> Iterator[tuple[str, str]]:
    """Yield what is asked of an area, and the hash of its own rows of the file."""
    from vnrgen.batch.area_rows import rows_content

    asked = [area.area, area.data.name, area.year, area.as_of, area.language]
    yield "area", json.dumps([None if value is None else str(value) for value in asked])
    try:
        yield "rows", rows_content(area)
    except OSError as error:
        yield "rows", f"unreadable: {error.errno}"


def _contents(root: Path, apart: Path | None) -> Iterator[tuple[str, str]]:
    store = AreaStore(root / STORE)
    for path in input_files(root, apart):
        name = path.relative_to(root).as_posix()
        try:
            known = store.digest(path) if is_large(path, root) else ""
        except OSError:
            known = ""
        yield name, known or _content(path)


def _content(path: Path) -> str:
    """Return the hash of a file; of what cannot be read, why: the build will say so, too."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would never end
            return "no plain file"
        return sha256_of(path)
    except OSError as error:
        return f"unreadable: {error.errno}"


def input_files(root: Path, apart: Path | None) -> Iterator[Path]:
    """Yield everything below a folder that is no folder, sorted, but nothing hidden.

    Args:
        root: The folder.
        apart: A folder in it to leave out.
    """
    for folder, names, files in os.walk(root):
        place = Path(folder)
        names[:] = sorted(n for n in names if not n.startswith(".") and place / n != apart)
        # a link to a folder is not followed: a dossier must not hold one
        linked = [name for name in names if (place / name).is_symlink()]
        yield from (place / name for name in sorted([*files, *linked]) if name[0] != ".")


def _libraries() -> Iterator[tuple[str, str]]:
    """Yield the libraries that vnrgen asks for, with the versions that are here."""
    try:
        asked = metadata.requires("vnrgen") or []
    except metadata.PackageNotFoundError:  # run from a checkout that is not installed
        return
    names = {found.group() for text in asked if (found := _REQUIREMENT.match(text))}
    for name in sorted(names):
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield name, ""
