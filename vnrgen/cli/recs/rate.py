"""``vnrgen recs rate``: what was taken up, counted."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from vnrgen.cli.options import dossier_argument, ledger_option, loaded_dossier


@click.command()
@dossier_argument
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="Print the rates as JSON.")
def rate(*, dossier: Path, as_json: bool, ledger_url: str | None) -> None:
    """Count what was taken up, strictly and inclusively, with what is left out and why."""
    from vnrgen.adoption.ledger.transfer import decisions_of
    from vnrgen.analysis.uptake import uptake_rates, uptake_rows

    loaded = loaded_dossier(dossier)
    rates = uptake_rates(loaded.recommendations, uptake_rows(decisions_of(dossier, ledger_url)))
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
