"""``vnrgen import``: a file of another layout becomes part of a dossier."""

from __future__ import annotations

from pathlib import Path

import click

from vnrgen.cli.explain import show_problems, summary


@click.command("import")
@click.argument("layout")
@click.argument("files", nargs=-1, required=True, metavar="FILE... [OPTION=VALUE]...")
@click.option(
    "--into",
    "dossier",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Dossier that the files become part of.",
)
@click.pass_context
def import_(ctx: click.Context, *, layout: str, files: tuple[str, ...], dossier: Path) -> None:
    """Copy FILEs into the dossier's data/ and add them to its dossier.yaml.

    They are read first; an error leaves the dossier as it was. Nothing is overwritten, and
    everything else in dossier.yaml stays as it is, comments too. Options of the LAYOUT
    (docs/layouts.md) may follow the files as OPTION=VALUE.
    """
    from vnrgen.dossier.importing import import_files, parse_options

    paths = [Path(text) for text in files if Path(text).exists() or "=" not in text]
    options = parse_options([text for text in files if Path(text) not in paths])
    for path in paths:
        if not path.exists():
            raise click.BadParameter(f"there is no file {path}", ctx, param_hint="FILE")
    done = import_files(layout, paths, dossier, options)
    show_problems(done.problems)
    for name in done.paths:
        click.echo(dossier / name)
    click.echo(f"{done.figures} rows; {summary(done.problems)}", err=True)
