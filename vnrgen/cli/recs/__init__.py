"""``vnrgen recs``: what became of the recommendations."""

from __future__ import annotations

import click

from vnrgen.cli.recs.decide import decide
from vnrgen.cli.recs.importing import import_
from vnrgen.cli.recs.ledger import ledger
from vnrgen.cli.recs.listing import export_, list_
from vnrgen.cli.recs.rate import rate
from vnrgen.cli.recs.review import review
from vnrgen.cli.recs.scan import scan


@click.group()
def recs() -> None:
    """Search reports for recommendations, record decisions, and count what was taken up."""


for command in (import_, list_, export_, scan, review, decide, rate, ledger):
    recs.add_command(command)
