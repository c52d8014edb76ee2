"""``vnrgen brief``: two pages about one country, from a dossier or from the global database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vnrgen.cli.build import build_options, run_build
from vnrgen.cli.options import build_date, language_option
from vnrgen.problems import InvalidInputError, Location, Problem

if TYPE_CHECKING:
    from vnrgen.dossier.area import AreaRequest


@click.command()
@click.argument(
    "dossier", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--area", help="Instead of a dossier: a country by its ISO 3166 or UN M49 code.")
@click.option(
    "--data",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="With --area: a CSV file of the UN's global SDG database.",
)
@click.option("--year", type=int, help="With --area: the year of the brief; default: the newest.")
@click.option(
    "--as-of",
    type=click.DateTime(("%Y-%m-%d",)),
    help="With --area: the date of the brief; default: the end of the newest year.",
)
@build_options
def brief(
    ctx: click.Context,
    *,
    dossier: Path | None,
    area: str | None,
    data: Path | None,
    year: int | None,
    as_of: datetime | None,
    **options: Any,  # noqa: ANN401 - Click's values
) -> None:
    """Build a country brief of two pages and print each file written.

    From DOSSIER; or with --area and --data, for one country, from the UN's global SDG database
    alone. What gives way so that it fits two pages is stated in docs/briefs.md.
    """
    if dossier is not None and area is None and data is None:
        run_build(ctx, outline="brief", suffix="-brief", dossier=dossier, **options)
        return
    if dossier is not None or area is None or data is None:
        raise InvalidInputError([_unclear()])
    asked = _asked(area, data, year, as_of, options["language"])
    run_build(
        ctx, outline="brief", suffix="-brief", area=asked, dossier=data.resolve().parent, **options
    )


def _asked(
    area: str, data: Path, year: int | None, as_of: datetime | None, language: str | None
) -> AreaRequest:
    from vnrgen.dossier.area import AreaRequest

    return AreaRequest(
        area=area.strip().upper(),
        data=data.resolve(),
        year=year,
        as_of=as_of.date() if as_of is not None else build_date(),
        language=language_option(language) or "en",
    )


def _unclear() -> Problem:
    return Problem(
        "CLI003",
        Location("command line"),
        "a brief is made from a dossier, or from a country and a file of the global database",
        "write vnrgen brief DOSSIER, or vnrgen brief --area NPL --data sdg.csv",
    )
