"""``vnrgen new``: a dossier to start from."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(*, folder: Path) -> None:
    """Write a small, commented dossier into FOLDER; it builds as it is."""
    from vnrgen.dossier.scaffold import new_dossier

    for path in new_dossier(folder):
        click.echo(path)
    click.echo(f"Next: edit {folder / 'dossier.yaml'}, then run: vnrgen build {folder}", err=True)
