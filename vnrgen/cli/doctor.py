"""``vnrgen doctor``: what this machine has and lacks."""

from __future__ import annotations

import click

from vnrgen.problems import EnvironmentFailureError


@click.command()
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Try each format's library and say what to install where one is missing."""
    from vnrgen.checks.machine import examine

    findings = examine()
    for finding in findings:
        mark = (
            click.style("ok     ", fg="green")
            if finding.works
            else click.style("missing", fg="red")
        )
        click.echo(f"{mark}  {finding.name}: {finding.detail}")
        if finding.fix:
            click.echo(f"         fix: {finding.fix}")
    if not all(finding.works for finding in findings):
        ctx.exit(EnvironmentFailureError.exit_code)
