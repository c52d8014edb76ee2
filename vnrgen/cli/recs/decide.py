"""``vnrgen recs decide``: decisions go into the ledger, one or many at once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.cli.explain import show_problems
from vnrgen.cli.options import dossier_argument, ledger_option, loaded_dossier
from vnrgen.dossier.model.decisions import AssessorKind, Vocabulary

if TYPE_CHECKING:
    from vnrgen.adoption.decide import Judgement
    from vnrgen.adoption.decision_table import Common

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
    from vnrgen.adoption.decide import Judgement
    from vnrgen.adoption.decision_table import Common

    day = date(on.year, on.month, on.day) if on else None
    kind, vocabulary = AssessorKind(assessor_kind), Vocabulary(question)
    if table is not None:
        if rec_id or quote or note:
            message = "with --from, recommendations, quotes and notes stand in the table"
            raise click.UsageError(message)
        common = Common(
            report=report_id,
            assessor=assessor,
            assessor_kind=kind,
            vocabulary=vocabulary,
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
        vocabulary=vocabulary,
        value=status,
        assessor=assessor,
        assessor_kind=kind,
        decided_on=day,
        quote=quote,
        note=note,
    )
    _decide_one(judgement, dossier, ledger_url)


def _decide_one(judgement: Judgement, dossier: Path, ledger_url: str | None) -> None:
    """Record one decision; print the event that it became."""
    from vnrgen.adoption.decide import decision_on
    from vnrgen.adoption.ledger.transfer import record_in_dossier

    decision, notices = decision_on(loaded_dossier(dossier), judgement)
    show_problems(notices)
    (event,) = record_in_dossier(dossier, ledger_url, [decision])
    said = f"{judgement.rec_id} is {judgement.value} in {judgement.report_id}"
    click.echo(f"event {event.event_id[:12]}: {said}, says {decision.assessor}")


def _decide_all(table: Path, dossier: Path, common: Common, ledger_url: str | None) -> None:
    """Record the decisions of a table that are not what their assessor says already; count them."""
    from vnrgen.adoption.decision_table import decisions_from
    from vnrgen.adoption.ledger.transfer import decisions_of, record_in_dossier
    from vnrgen.adoption.new_decisions import new_decisions

    decisions, notices = decisions_from(table, loaded_dossier(dossier), common)
    fresh, outdated = new_decisions(decisions, decisions_of(dossier, ledger_url), table.name)
    show_problems((*notices, *outdated))
    if fresh:
        record_in_dossier(dossier, ledger_url, fresh)
    click.echo(f"{len(fresh)} of {len(decisions)} decisions were new")
