"""``vnrgen freeze``: keep a version of the chapter for later comparison."""

from __future__ import annotations

from pathlib import Path

import click

from vnrgen.cli.options import audience_option, build_date, dossier_argument, strict_option
from vnrgen.cli.progress import progress


@click.command()
@dossier_argument
@click.argument("name")
@click.option("--by", required=True, help="Who freezes this version.")
@click.option("--why", default="", help="Why, in a few words.")
@audience_option
@strict_option
def freeze(*, dossier: Path, name: str, by: str, why: str, audience: str, strict: bool) -> None:
    """Keep the chapter of DOSSIER, as it stands now, as the version NAME."""
    from vnrgen.build import BuildRequest, compose_dossier
    from vnrgen.dossier.model import Audience
    from vnrgen.render.data import observations_csv
    from vnrgen.versions.frozen import freeze as freeze_version

    request = BuildRequest(
        dossier=dossier,
        output=Path(),
        audience=Audience(audience),
        on=build_date(),
        strict=strict,
    )
    with progress() as step:
        composition = compose_dossier(request, step)
    data = {"observations.csv": observations_csv(composition.publishable)}
    click.echo(freeze_version(dossier, name, composition.document, data, by=by, why=why))
