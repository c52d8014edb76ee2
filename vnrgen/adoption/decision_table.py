"""Many decisions from one table, all of them or none, each problem with its row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vnrgen.adoption.decide import Judgement, decision_on
from vnrgen.adoption.ledger.events import VALUES
from vnrgen.dossier.model import Dossier
from vnrgen.dossier.model.decisions import AssessorKind, Decision, Vocabulary
from vnrgen.dossier.tables.cells import Cells
from vnrgen.dossier.tables.headers import Columns, read_table
from vnrgen.problems import InvalidInputError, Problem, ProblemLog

_COLUMNS = Columns(
    ("rec_id", "status"),
    ("question", "report", "assessor", "assessor_kind", "decided_on", "quote", "note"),
)
# Where in its row a person mends what is wrong with a decision.
_COLUMN_OF = {
    "LED001": "rec_id",
    "LED002": "report",
    "LED003": "quote",
    "LED004": "quote",
    "LED005": "quote",
    "LED006": "rec_id",
    "LED013": "status",
    "LED014": "report",
    "LED015": "quote",
    "LED016": "decided_on",
    "LED017": "assessor",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What holds for the rows that do not say it; "" and None where nothing does."""

    report: str = ""
    assessor: str = ""
    assessor_kind: AssessorKind = AssessorKind.CSO
    vocabulary: Vocabulary = Vocabulary.UPTAKE
    decided_on: date | None = None


def decisions_from(
    path: Path, dossier: Dossier, common: Common
) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Read a CSV or XLSX of decisions and check each one, with notices.

    Raises:
        InvalidInputError: A row cannot stand, with all problems of all rows.
    """
    problems = ProblemLog()
    table = read_table(path, path.parent, _COLUMNS, problems)
    decisions: list[Decision] = []
    for row in table.rows:
        cells = Cells(row, problems)
        judgement = _judgement(cells, common)
        if judgement is None:
            continue
        try:
            decision, notices = decision_on(dossier, judgement)
        except InvalidInputError as error:
            problems.extend(_at(cells, error.problems))
            continue
        problems.extend(_at(cells, notices))
        decisions.append(decision)
    problems.stop_if_any()
    return tuple(decisions), problems.sorted()


def _at(cells: Cells, found: Iterable[Problem]) -> Iterable[Problem]:
    """Yield problems at the row of the table they come from."""
    for problem in found:
        yield replace(problem, where=cells.row.at(_COLUMN_OF.get(problem.code)))


def _judgement(cells: Cells, common: Common) -> Judgement | None:
    kind = cells.choice("assessor_kind", AssessorKind)
    day = cells.date("decided_on") or common.decided_on
    question = cells.choice("question", Vocabulary)
    vocabulary = question or common.vocabulary
    status = cells.word("status", VALUES[vocabulary]) if cells.required("status") else ""
    report = cells.text("report") or common.report
    assessor = cells.text("assessor") or common.assessor
    rec_id = cells.required("rec_id")
    for column, there in (("report", report), ("assessor", assessor), ("decided_on", day)):
        if not there and not cells.text(column):
            cells.ok = False
            cells.problems.error(
                "CEL001",
                cells.row.at(column),
                "the cell is empty",
                f"fill in {column}, or say it for all rows with --{_OPTIONS[column]}",
            )
    is_wrong = (kind is None and cells.text("assessor_kind")) or (
        question is None and cells.text("question")
    )
    if not cells.ok or not status or day is None or is_wrong:
        return None
    return Judgement(
        rec_id=rec_id,
        report_id=report,
        vocabulary=vocabulary,
        value=status,
        assessor=assessor,
        assessor_kind=kind or common.assessor_kind,
        decided_on=day,
        quote=cells.text("quote"),
        note=cells.text("note"),
    )


_OPTIONS = {"report": "report", "assessor": "assessor", "decided_on": "on"}
