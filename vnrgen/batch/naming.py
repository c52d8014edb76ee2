"""Names of folders for outputs: one for each country, that no other can be taken for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from vnrgen.batch.destination import ROOT_FILES
from vnrgen.problems import InvalidInputError, Location, Problem

_LONGEST = 200  # bytes; file systems take 255, and names made aside are longer


def names_of(dossiers: Sequence[Path]) -> tuple[str, ...]:
    """Return the name of each dossier's output: that of its folder.

    Raises:
        InvalidInputError: A name cannot be one, or two would be the same file (BAT001).
    """
    names = tuple(dossier.resolve().name for dossier in dossiers)
    problems = [*_unfit(names), *_twice(dossiers, names)]
    if problems:
        raise InvalidInputError(problems)
    return names


def _unfit(names: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        is_taken = name.casefold() in ROOT_FILES
        if not name or name.startswith(".") or is_taken or len(name.encode()) > _LONGEST:
            yield Problem(
                "BAT001",
                Location(name or "/"),
                "this name cannot be that of a folder among the outputs",
                "give the dossier's folder a short name that does not begin with a dot",
            )


def _twice(dossiers: Sequence[Path], names: Sequence[str]) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for dossier, name in zip(dossiers, names, strict=True):
        other = seen.setdefault(_same(name), dossier)
        if other is not dossier:
            yield Problem(
                "BAT001",
                Location(dossier.as_posix()),
                f'its output would be the same folder, "{name}", as that of {other.as_posix()}',
                "rename one of the two folders, or name it once",
            )


def _same(name: str) -> str:
    """Return what is equal for names that some file systems take for one."""
    return unicodedata.normalize("NFC", name).casefold()
