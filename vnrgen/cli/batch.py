"""``vnrgen batch``: many countries' documents in one run, with an index that compares them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.cli.batch_report import exit_code, progress, show_report
from vnrgen.cli.explain import show_problems
from vnrgen.cli.formats import formats_option
from vnrgen.cli.options import (
    audience_option,
    build_date,
    language_option,
    pdf_engine_option,
    strict_option,
)
from vnrgen.render.engines import FORMATS

if TYPE_CHECKING:
    from vnrgen.batch.plan import Asked
    from vnrgen.batch.run import BatchReport, BatchRequest, Item, Pool


@click.command()
@click.argument("dossiers", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--areas",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A list of countries (CSV or XLSX) with a column area: ISO 3166 or UN M49 codes; and"
    " perhaps dossier, and year for those without a dossier.",
)
@click.option(
    "--data",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV file of the UN's global SDG database, for countries without a dossier; by itself"
    " it stands for all its countries.",
)
@click.option(
    "--year",
    type=int,
    help="With --data: the year of the briefs made from it; default: the newest. A dossier has its"
    " own.",
)
@click.option(
    "--as-of",
    type=click.DateTime(("%Y-%m-%d",)),
    help="With --data: the date of the briefs made from it; default: the end of the newest year.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder to write: a folder for each country, the index and the summary.",
)
@click.option(
    "--outline", default="brief", show_default=True, help="Outline to follow for all of them."
)
@formats_option
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    help="Countries that are made at the same time, each in a process; default: processors.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=1800,
    show_default=True,
    help="Seconds that one country may take before it is given up.",
)
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="Make them on the Dask cluster whose scheduler is there, such as tcp://host:8786; files"
    " travel to its workers and back.",
)
@audience_option
@click.option(
    "--language", help="Language of the editions and the index; default: each dossier's, English."
)
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    help="An indicator that the index compares; may be repeated; default: those in which most"
    " countries name who is furthest behind.",
)
@pdf_engine_option
@strict_option
@click.option("--again", is_flag=True, help="Make everything again, changed or not.")
@click.option(
    "--replace-edited",
    is_flag=True,
    help="Replace output files that were edited by hand since they were made.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but the files and what failed.")
@click.pass_context
def batch(  # noqa: PLR0913 - one parameter an option
    ctx: click.Context,
    *,
    dossiers: tuple[Path, ...],
    areas: Path | None,
    data: Path | None,
    year: int | None,
    as_of: datetime | None,
    output: Path,
    outline: str,
    formats: tuple[str, ...],
    jobs: int | None,
    limit: int,
    dask: str | None,
    audience: str,
    language: str | None,
    indicators: tuple[str, ...],
    pdf_engine: str,
    strict: bool,
    again: bool,
    replace_edited: bool,
    quiet: bool,
) -> None:
    """Make the documents of many countries, and an index that compares them.

    From DOSSIERS; or from a list of countries with --areas, with --data for those that have no
    dossier; or, with --data alone, for every country of that file.

    One that fails never stops the others; the summary says which did and why. Run again, only
    what changed is made again; interrupted, the same command goes on where it stopped.
    """
    from vnrgen.batch.plan import Asked
    from vnrgen.batch.run import BatchRequest
    from vnrgen.dossier.model import Audience
    from vnrgen.render.engines import PdfEngine
    from vnrgen.request import BuildRequest

    if not dossiers and areas is None and data is None:
        raise click.UsageError("name dossiers, or a list with --areas, or a file with --data")
    basis = BuildRequest(
        dossier=Path(),
        output=output,
        formats=formats or FORMATS,
        audience=Audience(audience),
        language=language_option(language),
        outline=outline,
        on=build_date(),
        strict=strict,
        pdf_engine=PdfEngine(pdf_engine),
    )
    asked = Asked(
        dossiers=dossiers,
        areas=areas,
        data=data,
        basis=basis,
        year=year,
        as_of=as_of.date() if as_of is not None else None,
    )
    request = BatchRequest(
        items=_items(asked, quiet=quiet),
        output=output,
        language=language,
        indicators=indicators,
        replace_edited=replace_edited,
        again=again,
    )
    report = _run(request, _pool(dask, jobs, limit), quiet=quiet)
    show_report(report)
    ctx.exit(exit_code(report))


def _items(asked: Asked, *, quiet: bool) -> tuple[Item, ...]:
    """Return what there is to make; show what was noticed in the lists, unless to be quiet."""
    from vnrgen.batch.plan import items_of
    from vnrgen.problems import ProblemLog

    noticed = ProblemLog()
    items = items_of(asked, noticed)
    if not quiet:
        show_problems(noticed)
    return items


def _pool(dask: str | None, jobs: int | None, limit: int) -> Pool:
    """Return who makes the documents: the workers of a cluster, or processes of this machine."""
    if dask:
        from vnrgen.batch.cluster import ClusterPool

        return ClusterPool(dask, limit)
    from vnrgen.batch.processes import ProcessPool
    from vnrgen.beside import processors

    return ProcessPool(jobs or processors(), limit)


def _run(request: BatchRequest, pool: Pool, *, quiet: bool) -> BatchReport:
    from vnrgen.batch.run import run_batch

    with progress(len(request.items), quiet=quiet) as tell:
        return run_batch(request, pool, tell)
