"""``vnrgen freeze``: keep a version of the chapter for later comparison."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.cli.options import audience_option, build_date, dossier_argument, strict_option
from vnrgen.cli.progress import progress

if TYPE_CHECKING:
    from vnrgen.build import Composition
    from vnrgen.versions.freezing.freeze import Kept


@click.command()
@dossier_argument
@click.argument("name")
@click.option("--by", required=True, help="Who freezes this version.")
@click.option("--why", required=True, help="Why, in a few words.")
@click.option("--published", is_flag=True, help="This is what the public is given.")
@click.option(
    "--built",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the build to note the hashes of; default: output/ and the name of the dossier.",
)
@audience_option
@strict_option
def freeze(
    *,
    dossier: Path,
    name: str,
    by: str,
    why: str,
    published: bool,
    built: Path | None,
    audience: str,
    strict: bool,
) -> None:
    """Keep the chapter of DOSSIER, as it stands now, as the version NAME.

    A version never changes. Only what a person takes back is erased from it: see vnrgen versions
    withdraw.
    """
    from vnrgen.build import BuildRequest, compose_dossier
    from vnrgen.dossier.model import Audience
    from vnrgen.versions.freezing.freeze import check_name
    from vnrgen.versions.freezing.freeze import freeze as freeze_version

    check_name(dossier, name)
    request = BuildRequest(
        dossier=dossier,
        output=Path(),
        audience=Audience(audience),
        on=build_date(),
        strict=strict,
    )
    with progress() as step:
        composition = compose_dossier(request, step)
    kept = _kept(dossier, composition, built)
    folder = freeze_version(dossier, name, kept, by=by, why=why, published=published)
    click.echo(folder)


def _kept(dossier: Path, composition: Composition, built: Path | None) -> Kept:
    from vnrgen import __version__
    from vnrgen.adoption.ledger.transfer import verified_events
    from vnrgen.cli.explain import show_problems
    from vnrgen.problems import ProblemLog
    from vnrgen.render.data import observations_csv
    from vnrgen.versions.freezing.built import hashes_of_build
    from vnrgen.versions.freezing.freeze import Kept

    notices = ProblemLog()
    place = built or Path("output") / dossier.resolve().name
    hashes = hashes_of_build(place, composition.document, notices, is_asked_for=built is not None)
    show_problems(notices.sorted())
    events = verified_events(dossier)
    return Kept(
        document=composition.document,
        observations=observations_csv(composition.publishable),
        decisions=tuple(
            (event.event_id, decision)
            for event, decision in zip(events, composition.publishable.decisions, strict=True)
        ),
        built=hashes,
        facts={
            "audience": str(composition.publishable.audience),
            "outline": composition.file,
            "tool_version": __version__,
        },
    )
