"""Problems a person can fix, where they are, and the one hierarchy of errors.

Standard library only: everything else in the package may import this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar


class Severity(StrEnum):
    """How much a problem weighs: an error stops the build, a warning only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    def stops(self, *, strict: bool) -> bool:
        """Tell whether a problem of this weight stops a build, or makes a check fail."""
        return self is Severity.ERROR or (strict and self is Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Location:
    """A place in the input as a spreadsheet or an editor shows it.

    ``path`` is relative to the dossier, with forward slashes. ``row`` counts from 1 and includes
    the header row (for text files it is the line). ``column`` is the header as written.
    """

    path: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        row = f":{self.row}" if self.row is not None else ""
        column = f" [{self.column}]" if self.column else ""
        return f"{self.path}{row}{column}"

    @property
    def sort_key(self) -> tuple[str, int, str]:
        """Order by path, row and column; a whole-file location comes first."""
        return (self.path, self.row or 0, self.column or "")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in the input, and what to do about it."""

    code: str
    where: Location
    what: str
    fix: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.where}: {self.severity} {self.code}: {self.what}\n    fix: {self.fix}"

    def as_record(self) -> dict[str, str | int | None]:
        """Return the problem as the flat record that ``--json`` prints."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "path": self.where.path,
            "row": self.where.row,
            "column": self.where.column,
            "what": self.what,
            "fix": self.fix,
        }


def problem_of(record: Mapping[str, Any]) -> Problem:
    """Return the problem of a record that ``as_record`` made.

    Raises:
        KeyError, ValueError: It is no such record.
    """
    where = Location(record["path"], record["row"], record["column"])
    severity = Severity(record["severity"])
    return Problem(record["code"], where, record["what"], record["fix"], severity)


def listed(names: Iterable[str], most: int = 12, *, between: str = ", ") -> str:
    """Return names one after the other; after ``most`` of them, how many more there are.

    >>> listed(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    known = list(names)
    more = f" and {len(known) - most} more" if len(known) > most else ""
    return between.join(known[:most]) + more


class VnrgenError(Exception):
    """Root of every error vnrgen raises on purpose; ``exit_code`` is what the command returns."""

    exit_code: ClassVar[int] = 1


class InvalidInputError(VnrgenError):
    """The input has problems; nothing was written."""

    exit_code: ClassVar[int] = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        super().__init__(f"{count} problem{'' if count == 1 else 's'}")


class EnvironmentFailureError(VnrgenError):
    """The machine lacks something (a library, a font, disk space); ``problems`` say what."""

    exit_code: ClassVar[int] = 3

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.what for problem in self.problems))


class ProblemLog:
    """Collects problems over a whole run, so that all can be shown at once."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._problems: list[Problem] = list(problems)

    def add(self, problem: Problem) -> None:
        """Keep one problem."""
        self._problems.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Keep several problems, for instance all that a check yields."""
        self._problems.extend(problems)

    def error(self, code: str, where: Location, what: str, fix: str) -> None:
        """Keep an error: the build stops at the next gate."""
        self.add(Problem(code, where, what, fix, Severity.ERROR))

    def warning(self, code: str, where: Location, what: str, fix: str) -> None:
        """Keep a warning: shown, and an error under ``--strict``."""
        self.add(Problem(code, where, what, fix, Severity.WARNING))

    def notice(self, code: str, where: Location, what: str, fix: str) -> None:
        """Keep a notice: shown, never stops anything."""
        self.add(Problem(code, where, what, fix, Severity.NOTICE))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.sorted())

    def __len__(self) -> int:
        return len(self._problems)

    def sorted(self) -> tuple[Problem, ...]:
        """Return the problems by path, row, column and code, without exact repeats."""
        return _in_order(self._problems)

    def blocking(self, *, strict: bool = False) -> tuple[Problem, ...]:
        """Return the problems that stop a build: errors, and warnings too when ``strict``."""
        return _in_order(p for p in self._problems if p.severity.stops(strict=strict))

    def stop_if_any(self, *, strict: bool = False) -> None:
        """Raise once for everything gathered so far, if anything in it blocks.

        Raises:
            InvalidInputError: With all problems, blocking or not, so the reader sees the whole.
        """
        if self.blocking(strict=strict):
            raise InvalidInputError(self.sorted())


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (*p.where.sort_key, p.code, p.what)))
