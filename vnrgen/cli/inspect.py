"""``vnrgen inspect``: what would be read from a file, and the lines that would import it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.cli.explain import show_problems, summary
from vnrgen.problems import listed

if TYPE_CHECKING:
    from vnrgen.dossier.inspection.reading import Inspection

_SHOWN = 12


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.argument("options", nargs=-1, metavar="[OPTION=VALUE]...")
@click.option("--layout", default="", help="Layout of the file; default: told by its headers.")
@click.option(
    "--dossier",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Dossier whose places, groups and series the file is read with.",
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def inspect(
    *, file: Path, options: tuple[str, ...], layout: str, dossier: Path | None, as_json: bool
) -> None:
    """Say what would be read from FILE, and the lines of dossier.yaml that would import it.

    Options of the layout (docs/layouts.md) may follow as OPTION=VALUE.
    """
    from vnrgen.dossier.importing import parse_options
    from vnrgen.dossier.inspection.reading import inspect_file

    found = inspect_file(file, layout=layout, options=parse_options(options), dossier=dossier)
    if as_json:
        click.echo(json.dumps(found.as_record(), ensure_ascii=False, indent=2))
        return
    for line in _lines(found):
        click.echo(line)
    if found.unmapped:
        click.echo("\nWhat could not be mapped:", err=True)
        show_problems(found.unmapped)
    if found.problems:
        click.echo("\nWhat else there is to say:", err=True)
        show_problems(found.problems)
    click.echo(f"\n{file}: {summary((*found.unmapped, *found.problems))}", err=True)
    around = None if dossier else _dossier_around(file)
    if around is not None:
        told = f"it lies in a dossier; to read it with what that says: --dossier {around}"
        click.echo(f"vnrgen: {told}", err=True)


def _dossier_around(file: Path) -> Path | None:
    """Return the dossier in which a file lies, None where it lies in none."""
    from vnrgen.dossier.settings.dossier_yaml import FILE_NAME

    folders = (*file.parents, *file.absolute().parents)
    return next((folder for folder in folders if (folder / FILE_NAME).is_file()), None)


def _lines(found: Inspection) -> Iterator[str]:
    yield f"Layout:     {found.layout}, by {found.because}"
    yield f"Figures:    {found.figures}, and {found.gaps} gaps"
    yield f"Periods:    {_listed(found.periods)}"
    yield f"Units:      {_listed(found.units)}"
    yield f"Places:     {_listed(found.places)}"
    if found.groups:
        yield f"Groups:     {_listed(found.groups)}"
    yield "Series:"
    directions = {True: "higher is better", False: "lower is better", None: "no direction known"}
    for series in found.series[:_SHOWN]:
        indicator = series.indicator_id or "(no indicator)"
        yield f"  {indicator} {series.series}: {series.label} [{series.unit or 'no unit'}], "
        yield f"    {series.figures} rows, {directions[series.favourable]}"
    if len(found.series) > _SHOWN:
        yield f"  and {len(found.series) - _SHOWN} more"
    yield "Dimensions:"
    for dimension in found.dimensions:
        order = ", ordered" if dimension.is_ordered else ""
        words = [f"{code} {text}" if code != text else code for code, text in dimension.categories]
        yield f"  {dimension.dimension_id} ({dimension.role}{order}): {_listed(words)}"
    yield ""
    yield "In dossier.yaml, under data:"
    yield from (f"  {line}" for line in found.entry.splitlines())


def _listed(words: Sequence[str]) -> str:
    return listed(words, _SHOWN, between="; ") or "none"
