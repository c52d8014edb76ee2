"""``vnrgen recs decide``: a decision goes into the ledger."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from vnrgen.cli.explain import show_problems
from vnrgen.cli.options import dossier_argument, ledger_option, loaded_dossier
from vnrgen.dossier.decisions import AssessorKind, Uptake


@click.command()
@dossier_argument
@click.argument("rec_id")
@click.argument("status", type=click.Choice([str(u) for u in Uptake]))
@click.option("--report", "report_id", required=True, help="The report that was read.")
@click.option("--assessor", required=True, help="Who decides.")
@click.option(
    "--assessor-kind",
    type=click.Choice([str(k) for k in AssessorKind]),
    default=str(AssessorKind.CSO),
    show_default=True,
)
@click.option("--quote", default="", help="The words of the report, 50 at most.")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Date.")
@click.option("--note", default="", help="Why.")
@ledger_option
def decide(  # noqa: PLR0913 - one parameter an option
    *,
    dossier: Path,
    rec_id: str,
    status: str,
    report_id: str,
    assessor: str,
    assessor_kind: str,
    quote: str,
    on: datetime,
    note: str,
    ledger_url: str | None,
) -> None:
    """Record in the ledger that the recommendation REC_ID has STATUS in a report."""
    from vnrgen.adoption.decide import UptakeJudgement, uptake_decision
    from vnrgen.adoption.ledger.store import ledger_url as own_ledger
    from vnrgen.adoption.ledger.store import open_ledger

    judgement = UptakeJudgement(
        rec_id=rec_id,
        report_id=report_id,
        uptake=Uptake(status),
        assessor=assessor,
        assessor_kind=AssessorKind(assessor_kind),
        decided_on=date(on.year, on.month, on.day),
        quote=quote,
        note=note,
    )
    decision, notices = uptake_decision(loaded_dossier(dossier), judgement)
    show_problems(notices)
    with open_ledger(ledger_url or own_ledger(dossier)) as ledger:
        (event,) = ledger.record(decision)
    click.echo(f"event {event.event_id[:12]}: {rec_id} is {status} in {report_id}, says {assessor}")
