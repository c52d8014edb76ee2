"""``vnrgen recs``: what became of the recommendations."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.cli.explain import show_problems
from vnrgen.cli.options import dossier_argument
from vnrgen.dossier.decisions import AssessorKind, Uptake

if TYPE_CHECKING:
    from vnrgen.adoption.candidates import Candidate
    from vnrgen.dossier.model import Dossier


@click.group()
def recs() -> None:
    """Search reports for recommendations, record decisions, and count what was taken up."""


def _load(dossier: Path) -> Dossier:
    from vnrgen.dossier.load import load_dossier
    from vnrgen.problems import ProblemLog

    problems = ProblemLog()
    loaded = load_dossier(dossier, problems)
    problems.stop_if_any()
    return loaded


@recs.command()
@dossier_argument
@click.option("--json", "as_json", is_flag=True, help="Print the passages as JSON.")
@click.option("--most", default=3, show_default=True, help="Passages a recommendation.")
def scan(*, dossier: Path, as_json: bool, most: int) -> None:
    """Rank the passages of the national reports that may answer each recommendation."""
    from vnrgen.adoption.candidates import candidate_passages
    from vnrgen.pdftext.passages import read_passages

    loaded = _load(dossier)
    found = {}
    for report in loaded.reports:
        asked = [r for r in loaded.recommendations if r.cycle <= report.cycle]
        found[report.report_id] = candidate_passages(asked, read_passages(report.path), most=most)
    if as_json:
        record = {
            report_id: {rec: [asdict(c) for c in candidates] for rec, candidates in ranked.items()}
            for report_id, ranked in found.items()
        }
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
        return
    texts = {r.rec_id: r.text for r in loaded.recommendations}
    for report_id, ranked in found.items():
        for rec_id, candidates in ranked.items():
            click.echo(click.style(f"{rec_id} in {report_id}: ", bold=True) + texts[rec_id])
            for candidate in candidates:
                click.echo(f"  {_candidate_line(candidate)}")


def _candidate_line(candidate: Candidate) -> str:
    passage = candidate.passage
    place = ", ".join(
        part
        for part in (
            f"page {passage.print_page}" if passage.print_page else "",
            f"paragraph {passage.paragraph}" if passage.paragraph else "",
            passage.section,
        )
        if part
    )
    shared = " ".join(candidate.shared_terms[:8])
    return f"{candidate.score:6.2f}  {place}: {passage.text[:160]}  [{shared}]"


@recs.command()
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
) -> None:
    """Record in the ledger that the recommendation REC_ID has STATUS in a report."""
    from vnrgen.adoption.decide import UptakeJudgement, uptake_decision
    from vnrgen.adoption.ledger import ledger_url, open_ledger

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
    decision, notices = uptake_decision(_load(dossier), judgement)
    show_problems(notices)
    with open_ledger(ledger_url(dossier)) as ledger:
        number = ledger.record(decision)
    click.echo(f"event {number}: {rec_id} is {status} in {report_id}, says {assessor}")


@recs.command()
@dossier_argument
@click.option("--json", "as_json", is_flag=True, help="Print the rates as JSON.")
def rate(*, dossier: Path, as_json: bool) -> None:
    """Count what was taken up, strictly and inclusively, with what is left out and why."""
    from vnrgen.adoption.ledger import decisions_of
    from vnrgen.analysis.uptake import uptake_rates, uptake_rows

    loaded = _load(dossier)
    rates = uptake_rates(loaded.recommendations, uptake_rows(decisions_of(dossier)))
    if as_json:
        click.echo(json.dumps([asdict(r) for r in rates], ensure_ascii=False, indent=2))
        return
    for item in rates:
        inclusive = item.adopted + item.adopted_in_part
        click.echo(
            f"cycle {item.cycle}: {item.submitted} submitted, {item.eligible} eligible; "
            f"adopted {_share(item.adopted, item.eligible)}, "
            f"adopted at least in part {_share(inclusive, item.eligible)}, "
            f"not yet assessed {item.not_assessed}"
        )


def _share(count: int, of: int) -> str:
    """Say a share; below ten cases a percentage would feign precision."""
    if of < 10:
        return f"{count} of {of}"
    return f"{count} of {of} ({100 * count / of:.0f} %)"
