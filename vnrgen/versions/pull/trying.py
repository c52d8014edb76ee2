"""Edits tried on a copy of the dossier: which hold, which would not be printed, which break it."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from vnrgen.problems import InvalidInputError, Location, ProblemLog
from vnrgen.versions.pull.outcome import NotTaken, Outcome, Refusal, Taken, Why

_TRIES: Final = 4  # of edits that are not printed as they stand in Word
_MOST_BREAKING: Final = 12  # edits that break the build, found one after the other
_LEFT_OUT: Final = "so it was left out"
_LARGE: Final = 1_000_000  # bytes

ReadBack = Callable[[Mapping[int, Refusal]], Outcome]
"""Gives what comes of a Word file without some of its edits."""
Said = Callable[[Path], Iterable[str]]
"""Gives the paragraphs that the chapter of a folder prints; InvalidInputError where it cannot."""


@dataclass(slots=True)
class Trials:
    """Tries what came of a Word file on copies of a dossier."""

    dossier: Path
    said: Said
    refused: dict[int, Refusal] = field(default_factory=dict)

    def held(self, read_back: ReadBack) -> Outcome:
        """Return what comes of the file without the edits that do not hold; those are told in it.

        Raises:
            InvalidInputError: So many edits break the build that the file is not taken at all
                (PUL009 and the problems themselves).
        """
        broken = 0
        tries = 0
        while True:
            outcome = read_back(self.refused)
            try:
                lost = self._not_printed(outcome)
            except InvalidInputError as error:
                if broken == _MOST_BREAKING or not self._refuse_one(read_back, outcome, error):
                    raise _does_not_build(error) from error
                broken += 1
                continue
            tries += 1
            if not lost or tries == _TRIES:
                outcome.not_taken += [_not_seen(e) for e in outcome.taken if e.edit in lost]
                return outcome
            self.refused |= dict.fromkeys(lost, Refusal(Why.NOT_PRINTED, _LEFT_OUT))

    def _refuse_one(self, read_back: ReadBack, outcome: Outcome, error: InvalidInputError) -> bool:
        """Refuse the first edit with which the chapter builds no more; False if there is none.

        The first ``low`` edits build, the first ``high`` do not; between them it is searched for by
        halves.
        """
        edits = sorted({taken.edit for taken in outcome.taken})
        low, high = 0, len(edits)
        found = error
        while high - low > 1:
            middle = (low + high) // 2
            without = dict.fromkeys(edits[middle:], Refusal(Why.BREAKS))
            problem = self._breaks(read_back({**self.refused, **without}))
            if problem is None:
                low = middle
            else:
                high, found = middle, problem
        if not edits:
            return False
        self.refused[edits[low]] = Refusal(Why.BREAKS, _first_of(found))
        return True

    def _breaks(self, outcome: Outcome) -> InvalidInputError | None:
        try:
            self._printed(outcome)
        except InvalidInputError as error:
            return error
        return None

    def _not_printed(self, outcome: Outcome) -> list[int]:
        """Return the edits that the chapter would not print as they stand in Word."""
        if not outcome.files:
            return []
        words = {_letters(text) for text in self._printed(outcome)}
        return sorted(
            taken.edit
            for taken in outcome.taken
            if taken.printed and _letters(taken.printed) not in words
        )

    def _printed(self, outcome: Outcome) -> list[str]:
        """Return what the chapter prints with the edits."""
        if not outcome.files:
            return []
        with copy_with(self.dossier, outcome.files) as copy:
            return list(self.said(copy))


@contextlib.contextmanager
def copy_with(dossier: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Give a copy of a dossier in which some files are others, as long as it is needed."""
    with tempfile.TemporaryDirectory(prefix="vnrgen-pull-") as folder:
        copy = Path(folder) / "dossier"
        shutil.copytree(dossier, copy, copy_function=_linked, ignore=_ignored)
        for path, data in files.items():
            target = copy / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            target.write_bytes(data)
        yield copy


def _not_seen(taken: Taken) -> NotTaken:
    """Tell of an edit that was written to its source, but is not printed as it stands in Word."""
    return NotTaken(
        why=Why.NOT_PRINTED,
        place=taken.place,
        dossier=taken.old,
        word=taken.new,
        reason="it is in the source all the same",
    )


def _letters(text: str) -> str:
    """Return what is compared: numbers are those of the data, whatever was typed."""
    return "".join(character for character in text if character.isalpha())


def _first_of(error: InvalidInputError) -> str:
    """Return what is wrong, in one line."""
    problem = min(error.problems, key=lambda p: (p.severity != "error", p.where.sort_key))
    return f"{problem.code} {problem.where}: {problem.what}"


def _does_not_build(error: InvalidInputError) -> InvalidInputError:
    problems = ProblemLog(error.problems)
    problems.error(
        "PUL009",
        Location("dossier.yaml"),
        "with the edits of the Word file the chapter does not build",
        "mend in Word what the other problems name, and pull again",
    )
    return InvalidInputError(problems.sorted())


def _linked(source: str, target: str) -> str:
    """Put a file into the copy; a large table, which is only read, as the same file."""
    if source.endswith(".csv") and Path(source).stat().st_size > _LARGE:
        with contextlib.suppress(OSError):  # another disk, or one without links
            Path(target).hardlink_to(source)
            return target
    shutil.copy2(source, target)
    return target


def _ignored(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(".") and name != ".vnrgen"]
