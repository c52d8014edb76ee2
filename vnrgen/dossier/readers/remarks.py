"""Remarks on many rows and files are gathered, so that each thing is said once."""

from __future__ import annotations

from dataclasses import dataclass, field

from vnrgen.problems import Location, Problem, ProblemLog, Severity


@dataclass(frozen=True, slots=True)
class _Remark:
    code: str
    severity: Severity
    what: str
    fix: str


@dataclass(slots=True)
class Remarks:
    """Collects problems; those with the same words become one, with the number of places."""

    _places: dict[_Remark, list[Location]] = field(default_factory=dict)

    def error(self, code: str, where: Location, what: str, fix: str) -> None:
        """Keep something that makes the data unusable as they are."""
        self._keep(_Remark(code, Severity.ERROR, what, fix), where)

    def warning(self, code: str, where: Location, what: str, fix: str) -> None:
        """Keep something that a person should decide."""
        self._keep(_Remark(code, Severity.WARNING, what, fix), where)

    def notice(self, code: str, where: Location, what: str, fix: str) -> None:
        """Keep an assumption that was made."""
        self._keep(_Remark(code, Severity.NOTICE, what, fix), where)

    def hand_over(self, problems: ProblemLog) -> None:
        """Add every remark to the log at its first place, saying in how many more it holds."""
        for remark, places in self._places.items():
            what = remark.what + _elsewhere(places)
            problems.add(Problem(remark.code, places[0], what, remark.fix, remark.severity))

    def _keep(self, remark: _Remark, where: Location) -> None:
        self._places.setdefault(remark, []).append(where)


def _elsewhere(places: list[Location]) -> str:
    files = len({place.path for place in places})
    rows = len({(place.path, place.row) for place in places if place.row})
    if files > 1:
        return f" (in {files} files)"
    return f" (in {rows} rows)" if rows > 1 else ""
