"""``vnrgen recs decide``: decisions go into the ledger, one or many at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.cli.explain import show_problems
from vnrgen.cli.options import dossier_argument, ledger_option, loaded_dossier
from vnrgen.dossier.decisions import AssessorKind, Vocabulary
from vnrgen.problems import Location, Problem, Severity

if TYPE_CHECKING:
    from vnrgen.adoption.decision_table import Common
    from vnrgen.dossier.decisions import Decision

_QUESTIONS = (Vocabulary.UPTAKE, Vocabulary.IMPLEMENTATION, Vocabulary.POSITION)


@click.command()
@dossier_argument
@click.argument("rec_id", required=False)
@click.argument("status", required=False)
@click.option(
    "--from",
    "table",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV or XLSX with many decisions: rec_id, status, question, report, assessor, "
    "assessor_kind, decided_on, quote, note. The options below hold for its empty cells.",
)
@click.option(
    "--question",
    type=click.Choice([str(v) for v in _QUESTIONS]),
    default=str(Vocabulary.UPTAKE),
    show_default=True,
    help="What is answered: is it in the report, how far was it done, what was replied.",
)
@click.option("--report", "report_id", default="", help="The report that was read.")
@click.option("--assessor", default="", help="Who decides.")
@click.option(
    "--assessor-kind",
    type=click.Choice([str(k) for k in AssessorKind]),
    default=str(AssessorKind.CSO),
    show_default=True,
)
@click.option("--quote", default="", help="The words of the report, 50 at most.")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="Date.")
@click.option("--note", default="", help="Why.")
@ledger_option
def decide(  # noqa: PLR0913 - one parameter an option
    *,
    dossier: Path,
    rec_id: str | None,
    status: str | None,
    question: str,
    table: Path | None,
    report_id: str,
    assessor: str,
    assessor_kind: str,
    quote: str,
    on: datetime | None,
    note: str,
    ledger_url: str | None,
) -> None:
    """Record in the ledger that the recommendation REC_ID has STATUS in a report.

    STATUS of uptake: adopted, adopted_in_part, reflected, contradicted, not_found, not_assessed. Of
    implementation: not_started, in_preparation, in_progress, partially_implemented, implemented,
    no_longer_applicable, reversed, no_information. Of position: supported, supported_in_part,
    noted, rejected, no_response, not_applicable; not_assessed takes a position back.
    """
    from vnrgen.adoption.decide import Judgement, decision_on
    from vnrgen.adoption.decision_table import Common
    from vnrgen.adoption.ledger.transfer import record_in_dossier

    day = date(on.year, on.month, on.day) if on else None
    kind = AssessorKind(assessor_kind)
    if table is not None:
        if rec_id or quote or note:
            message = "with --from, recommendations, quotes and notes stand in the table"
            raise click.UsageError(message)
        common = Common(
            report=report_id,
            assessor=assessor,
            assessor_kind=kind,
            vocabulary=Vocabulary(question),
            decided_on=day,
        )
        _decide_all(table, dossier, common, ledger_url)
        return
    if not (rec_id and status and report_id and assessor and day):
        message = "give REC_ID, STATUS, --report, --assessor and --on, or a table with --from"
        raise click.UsageError(message)
    judgement = Judgement(
        rec_id=rec_id,
        report_id=report_id,
        vocabulary=Vocabulary(question),
        value=status,
        assessor=assessor,
        assessor_kind=kind,
        decided_on=day,
        quote=quote,
        note=note,
    )
    decision, notices = decision_on(loaded_dossier(dossier), judgement)
    show_problems(notices)
    (event,) = record_in_dossier(dossier, ledger_url, [decision])
    who = decision.assessor
    click.echo(f"event {event.event_id[:12]}: {rec_id} is {status} in {report_id}, says {who}")


def _decide_all(
    table: Path,
    dossier: Path,
    common: Common,
    ledger_url: str | None,
) -> None:
    """Record the decisions of a table that are not what their assessor says already.

    Of two answers of a table to one question the later row corrects the earlier; both are recorded
    once, however often the table is imported.
    """
    from vnrgen.adoption.decision_table import decisions_from
    from vnrgen.adoption.ledger.transfer import decisions_of, record_in_dossier

    decisions, notices = decisions_from(table, loaded_dossier(dossier), common)
    known = decisions_of(dossier, ledger_url)
    fresh = _new(decisions, known)
    outdated = _outdated(fresh, known)
    show_problems((*notices, *(_older(table, decision) for decision in outdated)))
    fresh = [decision for decision in fresh if decision not in outdated]
    if fresh:
        record_in_dossier(dossier, ledger_url, fresh)
    click.echo(f"{len(fresh)} of {len(decisions)} decisions were new")


def _new(decisions: Sequence[Decision], known: Sequence[Decision]) -> list[Decision]:
    """Return the decisions to record; those of a question that end as it stands are none.

    What a table says of one question is taken by its dates, whatever the order of its rows. What
    is recorded already, and was corrected on a later day, stays corrected.

    Args:
        decisions: Of a table, in its order.
        known: Of the ledger, each after those it corrects.
    """
    answers: dict[tuple[str | None, ...], list[Decision]] = {}
    for decision in sorted(decisions, key=lambda d: d.decided_on):
        said = answers.setdefault(_subject(decision), [])
        if not said or said[-1] != decision:
            said.append(decision)
    history = _by_subject(known)
    fresh: list[Decision] = []
    for subject, said in answers.items():
        before = history.get(subject, [])
        rest = said[_overlap(before, said) :]
        fresh += [d for d in rest if d not in before or not _is_older(d, before)]
    return fresh


def _outdated(fresh: Sequence[Decision], known: Sequence[Decision]) -> list[Decision]:
    """Return the new decisions that would replace a later one of the same assessor."""
    history = _by_subject(known)
    return [d for d in fresh if _is_older(d, history.get(_subject(d), ()))]


def _by_subject(known: Sequence[Decision]) -> dict[tuple[str | None, ...], list[Decision]]:
    history: dict[tuple[str | None, ...], list[Decision]] = {}
    for decision in known:
        history.setdefault(_subject(decision), []).append(decision)
    return history


def _is_older(decision: Decision, before: Sequence[Decision]) -> bool:
    return any(decision.decided_on < other.decided_on for other in before)


def _older(table: Path, decision: Decision) -> Problem:
    return Problem(
        "LED018",
        Location(table.name),
        f"what {decision.assessor} said of {decision.rec_id} on {decision.decided_on} is not "
        "recorded: the ledger holds a later decision, which it would replace",
        "give it the date of today if it is a correction; else nothing",
        Severity.WARNING,
    )


def _overlap(before: Sequence[Decision], said: Sequence[Decision]) -> int:
    """Return with how many of its first answers a table repeats the last ones known."""
    most = min(len(before), len(said))
    return next((n for n in range(most, 0, -1) if before[-n:] == said[:n]), 0)


def _subject(decision: Decision) -> tuple[str | None, ...]:
    """Return what a later decision replaces: one assessor's answer to one question."""
    who = (str(decision.assessor_kind), decision.assessor)
    return decision.rec_id, decision.report_id, str(decision.vocabulary), *who
