"""``vnrgen tracker``: a public site of what became of the recommendations."""

from __future__ import annotations

from pathlib import Path

import click

from vnrgen.cli.explain import show_problems, summary
from vnrgen.cli.options import (
    audience_option,
    build_date,
    dossier_argument,
    language_option,
    ledger_option,
    strict_option,
)
from vnrgen.cli.progress import progress


@click.command()
@dossier_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Folder to write; default: output/ and the name of the dossier with -tracker.",
)
@ledger_option
@audience_option
@click.option("--language", help="Language of the site (BCP 47); default: the dossier's.")
@click.option("--url", default="", help="Address at which it will stand, for links of the feed.")
@click.option(
    "--authority",
    help="Domain or e-mail address in the ids of the feed, to be the same for ever; default: the"
    " contact in dossier.yaml.",
)
@strict_option
@click.option("--replace-edited", is_flag=True, help="Replace files edited by hand since.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but problems.")
def tracker(  # noqa: PLR0913 - one parameter an option
    *,
    dossier: Path,
    output: Path | None,
    ledger_url: str | None,
    audience: str,
    language: str | None,
    url: str,
    authority: str | None,
    strict: bool,
    replace_edited: bool,
    quiet: bool,
) -> None:
    """Make a public site of what became of the recommendations of DOSSIER.

    The folder can be put on any web host as it is, and works without a network and without
    scripts. Everything is written at once, or nothing is.
    """
    from vnrgen.dossier.model import Audience
    from vnrgen.web.tracker.addresses import checked_authority, checked_base
    from vnrgen.web.tracker.site import TrackerRequest, publish_tracker

    request = TrackerRequest(
        dossier=dossier,
        output=output or Path("output") / f"{dossier.resolve().name}-tracker",
        audience=Audience(audience),
        language=language_option(language),
        on=build_date(),
        ledger_url=ledger_url,
        base=checked_base(url),
        authority=checked_authority(authority),
        strict=strict,
        replace_edited=replace_edited,
    )
    with progress(quiet=quiet) as step:
        report = publish_tracker(request, step)
    show_problems(report.problems)
    if not quiet:
        click.echo(
            f"{request.output / 'index.html'}: {report.recommendations} recommendations, "
            f"{report.decisions} decisions, {len(report.written)} files"
        )
    if report.problems:
        click.echo(f"vnrgen: {summary(report.problems)}", err=True)
