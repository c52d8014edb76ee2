"""What lies in a dossier's folder before anything of it is read: plain files inside it, or a stop.

A dossier comes from many hands. A link that leads out of it, a pipe that never ends or a file that
may not be read stops the reading before it begins.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from vnrgen.problems import InvalidInputError, Location, Problem, ProblemLog
from vnrgen.visible import has_hidden

_MOST_FILES = 50_000
_MB = 1_000_000
_LINE_ENDS = frozenset("\t\n\r")
_MAC_ICON = "Icon\r"  # the Finder writes a file of this name into folders


class UnreadableFileError(Exception):
    """A file of the dossier is not read; ``problem`` says why."""

    def __init__(self, code: str, name: str, reason: str, fix: str) -> None:
        self.code, self.name, self.reason, self.fix = code, name, reason, fix
        super().__init__(reason)

    @property
    def problem(self) -> Problem:
        """The problem to show."""
        return Problem(self.code, Location(self.name), self.reason, self.fix)


def read_inside(path: Path, root: Path, *, most: int) -> bytes:
    """Return the bytes of a plain file inside a folder.

    Args:
        path: The file.
        root: The folder it must be in, links followed.
        most: The most bytes it may have.

    Raises:
        UnreadableFileError: It leads out of the folder (DOS010), is no plain file (DOS011),
            cannot be read (DOS012) or is too large (DOS013).
    """
    name = shown_path(path, root)
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            raise _leads_out(name)
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise _no_plain_file(name)
        if found.st_size > most:
            raise _too_large(name, found.st_size, most)
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: links in a circle
        raise _unreadable(name, error) from error
    if len(data) > most:
        raise _too_large(name, len(data), most)
    return data


def shown_path(path: Path, root: Path) -> str:
    """Return a path as problems show it: from the dossier's folder, printable on one line."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def check_folder(root: Path, problems: ProblemLog) -> None:
    """Look at every file of a dossier, without opening any.

    Hidden folders (those of version control, for instance) are not looked at, and nothing is
    ever read from them.

    Raises:
        InvalidInputError: Something leads out of the folder (DOS010), is no plain file (DOS011),
            cannot be read (DOS012) or has a name with hidden characters (DOS015), or there are too
            many files (DOS014). Nothing was read.
    """
    found = list(_looked_at(root))
    problems.extend(found)
    if found:
        raise InvalidInputError(problems.sorted())


def _looked_at(root: Path) -> Iterator[Problem]:
    inside = root.resolve()
    count = 0
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield _unreadable(shown_path(folder, root), error).problem
            continue
        count += len(entries)
        if count > _MOST_FILES:
            yield Problem(
                "DOS014",
                Location(shown_path(folder, root)),
                f"the dossier's folder holds more than {_MOST_FILES} files",
                "move what does not belong to the dossier elsewhere",
            )
            return
        for entry in entries:
            path = Path(entry.path)
            try:
                yield from _entry(entry, path, root, inside)
                if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                    folders.append(path)
            except (OSError, RuntimeError) as error:
                yield _unreadable(shown_path(path, root), error).problem


def _entry(entry: os.DirEntry[str], path: Path, root: Path, inside: Path) -> Iterator[Problem]:
    name = shown_path(path, root)
    if (has_hidden(entry.name) or _LINE_ENDS.intersection(entry.name)) and entry.name != _MAC_ICON:
        yield Problem(
            "DOS015",
            Location(name),
            "the name of the file holds characters that cannot be seen",
            "rename it with letters, digits, dots and dashes",
        )
    if entry.is_symlink():
        if not path.resolve().is_relative_to(inside):
            yield _leads_out(name).problem
        elif path.is_dir():  # a folder reached twice, or for ever
            yield _no_plain_file(name).problem
    mode = path.stat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        yield _no_plain_file(name).problem
    elif stat.S_ISREG(mode) and not os.access(path, os.R_OK):
        yield _unreadable(name, PermissionError(13, "Permission denied")).problem


def _leads_out(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        "DOS010",
        name,
        "the file is a link that leads out of the dossier",
        "replace the link by a copy of the file",
    )


def _no_plain_file(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        "DOS011",
        name,
        "this is a pipe, a device or a link to a folder, not a plain file",
        "delete it, or replace it by a copy of the files",
    )


def _unreadable(name: str, error: Exception) -> UnreadableFileError:
    reason = getattr(error, "strerror", None) or "the path cannot be followed"
    return UnreadableFileError(
        "DOS012", name, f"the file cannot be read ({reason})", "check the file and its permissions"
    )


def _too_large(name: str, size: int, most: int) -> UnreadableFileError:
    allowed = f"{most / _MB:g} MB"
    return UnreadableFileError(
        "DOS013",
        name,
        f"the file has {size / _MB:.1f} MB; {allowed} are read at most",
        "split the file, or remove from it what does not belong there",
    )
