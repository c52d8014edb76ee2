"""``vnrgen build``: a dossier's chapter in every format."""

from __future__ import annotations

from pathlib import Path

import click

from vnrgen.cli.explain import explain, show_problems, summary
from vnrgen.cli.options import audience_option, build_date, dossier_argument, strict_option
from vnrgen.cli.progress import progress
from vnrgen.problems import EnvironmentFailureError

_FORMATS = ("pdf", "docx", "html")


@click.command()
@dossier_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Folder to write; default: output/ and the name of the dossier.",
)
@click.option(
    "--format",
    "formats",
    type=click.Choice(_FORMATS),
    multiple=True,
    help="A format to make; may be repeated; default: all three.",
)
@audience_option
@click.option("--language", help="Language of the edition (BCP 47); default: the dossier's.")
@click.option("--outline", help="Outline to follow; default: the dossier's.")
@strict_option
@click.option(
    "--replace-edited",
    is_flag=True,
    help="Replace output files that were edited by hand since they were built.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but the files made and problems.")
@click.pass_context
def build(  # noqa: PLR0913 - one parameter an option
    ctx: click.Context,
    *,
    dossier: Path,
    output: Path | None,
    formats: tuple[str, ...],
    audience: str,
    language: str | None,
    outline: str | None,
    strict: bool,
    replace_edited: bool,
    quiet: bool,
) -> None:
    """Build the chapter of DOSSIER and print each file written.

    Everything is written at once, or nothing is: an error leaves the previous output whole.
    """
    from vnrgen.build import BuildRequest
    from vnrgen.build import build as build_dossier
    from vnrgen.dossier.model import Audience

    request = BuildRequest(
        dossier=dossier,
        output=output or Path("output") / dossier.resolve().name,
        formats=formats or _FORMATS,
        audience=Audience(audience),
        language=language,
        outline=outline,
        on=build_date(),
        strict=strict,
        replace_edited=replace_edited,
    )
    with progress(quiet=quiet) as step:
        report = build_dossier(request, step)
    show_problems(report.problems)
    for path in report.written:
        click.echo(path)
    if report.problems:
        click.echo(f"vnrgen: {summary(report.problems)}", err=True)
    if report.missing:
        explain(EnvironmentFailureError(report.missing))
        ctx.exit(EnvironmentFailureError.exit_code)
