"""``vnrgen recs review``: a local page on which a person decides."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from vnrgen.cli.explain import show_problems
from vnrgen.cli.options import dossier_argument, ledger_option, loaded_dossier
from vnrgen.cli.progress import progress
from vnrgen.dossier.model.decisions import AssessorKind


@click.command()
@dossier_argument
@ledger_option
@click.option("--assessor", default="", help="Who decides; asked on the page if left out.")
@click.option(
    "--assessor-kind",
    type=click.Choice([str(k) for k in AssessorKind]),
    default=str(AssessorKind.CSO),
    show_default=True,
)
@click.option(
    "--on",
    "on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Date of the decisions; asked on the page if left out.",
)
@click.option("--language", help="Language of the page  [default: the dossier's]")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="Port to listen on  [default: any that is free]",
)
@click.option("--open", "open_", is_flag=True, help="Open the page in the browser.")
def review(
    *,
    dossier: Path,
    ledger_url: str | None,
    assessor: str,
    assessor_kind: str,
    on: datetime | None,
    language: str | None,
    port: int,
    open_: bool,
) -> None:
    """Decide in the browser: a local page, reachable from this machine only."""
    from vnrgen.adoption.scan import unread_pages
    from vnrgen.cli.options import language_option
    from vnrgen.document.language.wording import Wording
    from vnrgen.web.review.desk import open_desk
    from vnrgen.web.review.history import Assessor
    from vnrgen.web.review.serving import serve

    tag = language_option(language)
    loaded = loaded_dossier(dossier)
    with progress() as tell:
        desk = open_desk(loaded, ledger_url, tell)
    show_problems(unread_pages(loaded, [report.report_id for report in loaded.reports]))

    def ready(address: str) -> None:
        click.echo(f"Open this address in a browser on this machine; it works once:\n  {address}")
        click.echo("Stop with Ctrl+C. Every decision is kept when the page says so.")
        if open_:
            click.launch(address)

    serve(
        desk,
        Wording(tag or loaded.settings.language),
        port=port,
        assessor=Assessor(AssessorKind(assessor_kind), assessor) if assessor else None,
        decided_on=on.date() if on else None,
        ready=ready,
    )
