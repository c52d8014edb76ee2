"""Rules about how much a dossier holds: rows of tables, decisions on what was recommended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vnrgen.checks.guidelines.judgement import Check, Finding, Standing, Subject, met
from vnrgen.dossier.model import SourceKind
from vnrgen.dossier.model.decisions import Uptake
from vnrgen.dossier.register.state import in_force
from vnrgen.dossier.settings.yaml_files import Keys
from vnrgen.dossier.tables.action import PRACTICE_KINDS
from vnrgen.problems import Location, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table a rule may count the rows of.

    Attributes:
        kinds: Returns the kind of every row that counts; "" where the table has none.
        file: Where rows are added.
        known: The kinds there are; empty where each dossier has its own words for them, and None
            where rows have no kind.
        counted: What is counted, if not plainly the rows.
    """

    kinds: Callable[[Subject], list[str]]
    file: str
    known: tuple[str, ...] | None = None
    counted: str = ""

    def count(self, subject: Subject, kind: str = "") -> int:
        """Return how many rows there are, of one kind unless that is ""."""
        wanted = kind.casefold()
        return sum(wanted in ("", found.casefold()) for found in self.kinds(subject))


TABLES: Mapping[str, Table] = {
    "practices": Table(
        kinds=lambda s: [p.kind for p in s.dossier.practices],
        file="practices.csv",
        known=PRACTICE_KINDS,
    ),
    "consultations": Table(
        kinds=lambda s: [c.method for c in s.dossier.consultations],
        file="consultations.csv",
        known=(),
    ),
    "stories": Table(
        kinds=lambda s: [""] * len(s.publishable.stories),
        file="stories",
        counted="stories that may be published",
    ),
    "qualitative": Table(
        kinds=lambda s: [q.method for q in s.dossier.qualitative], file="qualitative.csv", known=()
    ),
    "recommendations": Table(
        kinds=lambda s: [
            ""
            for r in in_force(s.dossier.recommendations)
            if r.is_ours and r.cycle == s.dossier.settings.cycle
        ],
        file="recommendations.csv",
        counted="recommendations of this review",
    ),
    "sources": Table(
        kinds=lambda s: [str(source.kind) for source in s.dossier.sources.values()],
        file="sources.csv",
        known=tuple(SourceKind),
    ),
    "observations": Table(
        kinds=lambda s: [""] * len(s.publishable.observations), file="dossier.yaml"
    ),
}


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A table has at least so many rows, of one kind where it has kinds."""

    table: str
    kind: str
    count: int

    @classmethod
    def read(cls, keys: Keys) -> Check | None:
        """Read ``table`` (a file name without ending), ``count`` and ``kind``."""
        table = keys.choice("table", tuple(TABLES))
        count = keys.integer("count", 1)
        if not table or count is None or count < 1:
            return None
        return cls(table, _kind(keys, table), count)

    def judge(self, subject: Subject) -> Finding:
        """Count the rows."""
        table = TABLES[self.table]
        count = table.count(subject, self.kind)
        kind = f" of the kind {self.kind}" if self.kind else ""
        found = f"{count} {table.counted}" if table.counted else f"{count} in {self.table}{kind}"
        if count >= self.count:
            return met(found)
        return Finding(
            standing=Standing.NOT_MET,
            found=f"{found}, {self.count} are asked for",
            where=(Location(table.file),),
            fix=f"add {self.count - count} more",
        )


def _kind(keys: Keys, table: str) -> str:
    known = TABLES[table].known
    if known is None and "kind" in keys:
        keys.wrong("kind", f"is given, and rows of {table} have no kind", "take the key out")
    return keys.choice("kind", known) if known else keys.text("kind")


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """Every recommendation of an earlier review has a decision on what became of it."""

    @classmethod
    def read(cls, keys: Keys) -> Check | None:  # noqa: ARG003 - it needs to be told nothing
        """Read nothing: the rule stands for itself."""
        return cls()

    def judge(self, subject: Subject) -> Finding:
        """Name earlier recommendations that nobody has looked at again."""
        dossier = subject.dossier
        if dossier.settings.cycle < 2:
            return Finding(standing=Standing.NOT_APPLICABLE, found="this is the first review")
        earlier = [
            r
            for r in in_force(dossier.recommendations)
            if r.is_ours and r.cycle < dossier.settings.cycle
        ]
        newest = {decision.asked: decision.value for decision in dossier.decisions}
        decided = {
            asked.rec_id
            for asked, value in newest.items()
            if value != Uptake.NOT_ASSESSED and asked not in dossier.unfounded
        }
        left = [r for r in earlier if r.rec_id not in decided]
        if earlier and not left:
            return met(f"{len(earlier)} earlier recommendations")
        found = f"nothing is decided on: {listed([r.rec_id for r in left])}"
        return Finding(
            standing=Standing.NOT_MET,
            found=found if earlier else "no recommendation of an earlier review is recorded",
            where=tuple(r.where for r in left) or (Location("recommendations.csv"),),
            fix="read the national report for them with: vnrgen recs review DOSSIER"
            if earlier
            else "add what was recommended before to recommendations.csv, with its cycle",
        )
