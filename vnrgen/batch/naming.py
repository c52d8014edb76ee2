"""Names of folders for outputs: one for each country, that no other can be taken for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from vnrgen.batch.destination import ROOT_FILES
from vnrgen.problems import InvalidInputError, Location, Problem

_LONGEST = 200  # bytes; file systems take 255, and names made aside are longer


def check_names(named: Sequence[tuple[str, str]]) -> None:
    """Refuse names of outputs that cannot be those of folders, or are the same.

    Args:
        named: What each output is made from, as it was given, and its name.

    Raises:
        InvalidInputError: A name cannot be one, or two would be the same folder (BAT001).
    """
    problems = [*_unfit(name for _, name in named), *_twice(named)]
    if problems:
        raise InvalidInputError(problems)


def _unfit(names: Iterable[str]) -> Iterator[Problem]:
    for name in names:
        is_taken = name.casefold() in ROOT_FILES
        if not name or name.startswith(".") or is_taken or len(name.encode()) > _LONGEST:
            yield Problem(
                "BAT001",
                Location(name or "/"),
                "this name cannot be that of a folder among the outputs",
                "give the dossier's folder a short name that does not begin with a dot",
            )


def _twice(named: Sequence[tuple[str, str]]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for source, name in named:
        if _same(name) in seen:
            yield Problem(
                "BAT001",
                Location(source),
                f'its output would be the same folder, "{name}", as that of {seen[_same(name)]}',
                "rename one of the two folders, name it once, or ask for one year of a country",
            )
        seen.setdefault(_same(name), source)


def _same(name: str) -> str:
    """Return what is equal for names that some file systems take for one."""
    return unicodedata.normalize("NFC", name).casefold()
