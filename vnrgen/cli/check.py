"""``vnrgen check``: every problem of a dossier at once, without writing anything."""

from __future__ import annotations

from pathlib import Path

import click

from vnrgen.cli.explain import show_json, show_problems, summary
from vnrgen.cli.options import audience_option, build_date, dossier_argument, strict_option
from vnrgen.problems import InvalidInputError, Problem, Severity


@click.command()
@dossier_argument
@audience_option
@strict_option
@click.option(
    "--verify", is_flag=True, help="Compare very large files with the hashes kept of them."
)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.pass_context
def check(
    ctx: click.Context,
    *,
    dossier: Path,
    audience: str,
    strict: bool,
    verify: bool,
    as_json: bool,
) -> None:
    """Read DOSSIER, compose its chapter, and show every problem with its place and fix."""
    from vnrgen.build import BuildRequest, compose_dossier
    from vnrgen.dossier.large.verify import changed_files
    from vnrgen.dossier.model import Audience

    request = BuildRequest(
        dossier=dossier, output=Path(), audience=Audience(audience), on=build_date()
    )
    try:
        composition = compose_dossier(request)
        problems: tuple[Problem, ...] = composition.problems
        if verify:
            problems += tuple(changed_files(dossier, composition.dossier.input_files))
    except InvalidInputError as error:
        problems = error.problems
    stops = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    blocked = any(problem.severity in stops for problem in problems)
    if as_json:
        show_json(problems, blocked=blocked)
    else:
        show_problems(problems)
        click.echo(f"{dossier}: {summary(problems)}")
    ctx.exit(1 if blocked else 0)
