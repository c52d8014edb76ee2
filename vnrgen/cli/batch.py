"""``vnrgen batch``: many countries' documents in one run, with an index that compares them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.cli.explain import INTERRUPTED, is_terminal, show_problems
from vnrgen.cli.formats import formats_option
from vnrgen.cli.options import (
    audience_option,
    build_date,
    language_option,
    pdf_engine_option,
    strict_option,
)
from vnrgen.problems import EnvironmentFailureError, InvalidInputError, Severity
from vnrgen.render.engines import FORMATS

if TYPE_CHECKING:
    from vnrgen.batch.orders import Result
    from vnrgen.batch.run import BatchReport, BatchRequest, Pool, Told

_SHOWN = 3  # problems of a country on the terminal; all are in the summary


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
    from vnrgen.batch.cluster import ClusterPool
    from vnrgen.batch.plan import Asked, items_of
    from vnrgen.batch.processes import ProcessPool
    from vnrgen.batch.run import BatchRequest
    from vnrgen.beside import processors
    from vnrgen.build import BuildRequest
    from vnrgen.dossier.model import Audience
    from vnrgen.problems import ProblemLog
    from vnrgen.render.engines import PdfEngine

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
    noticed = ProblemLog()
    items = items_of(asked, noticed)
    if not quiet:
        show_problems(noticed)
    request = BatchRequest(
        items=items,
        output=output,
        language=language,
        indicators=indicators,
        replace_edited=replace_edited,
        again=again,
    )
    pool: Pool = ClusterPool(dask, limit) if dask else ProcessPool(jobs or processors(), limit)
    report = _run(request, pool, quiet=quiet)
    _show(report)
    ctx.exit(_exit_code(report))


def _run(request: BatchRequest, pool: Pool, *, quiet: bool) -> BatchReport:
    from vnrgen.batch.run import run_batch

    with _progress(len(request.items), quiet=quiet) as tell:
        return run_batch(request, pool, tell)


@contextmanager
def _progress(count: int, *, quiet: bool) -> Iterator[Callable[[Told], None]]:
    """Yield a function that shows what happens: a bar on a terminal, a line for each elsewhere."""
    if quiet:
        yield lambda _told: None
    elif is_terminal():
        yield from _bar(count)
    else:
        yield _line


def _line(told: Told) -> None:
    if told.state is not None:
        click.echo(f"vnrgen: {told.settled}/{told.all} {told.name}: {told.state}", err=True)


def _bar(count: int) -> Iterator[Callable[[Told], None]]:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    columns = (BarColumn(), MofNCompleteColumn(), Remaining(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("looking for what changed", total=count)
        begun: dict[str, None] = {}

        def tell(told: Told) -> None:
            if told.state is None:
                begun[told.name] = None
            else:
                begun.pop(told.name, None)
            names = escape(", ".join(begun) or "looking for what changed")
            shown.update(task, completed=told.settled, description=names)

        yield tell


def _show(report: BatchReport) -> None:
    """Print the files beside the outputs, then on standard error what became of each country."""
    from vnrgen.batch.orders import State

    for path in report.written:
        click.echo(path)
    for result in report.results:
        if result.state is State.FAILED or result.missing:
            _show_failure(result)
    counted = ", ".join(f"{n} {state}" for state in State if (n := report.count(state)))
    click.echo(f"vnrgen: {len(report.results)} asked for: {counted}", err=True)
    show_problems(report.stopped)
    if report.is_interrupted:
        click.echo(
            "vnrgen: interrupted; what is made stays. To go on, run the same command again",
            err=True,
        )


def _show_failure(result: Result) -> None:
    """Print why a country failed: its first errors, and where the others are."""
    told = [p for p in result.problems if p.severity is Severity.ERROR] or list(result.problems)
    told += result.missing
    head = click.style(result.name, bold=True)
    click.echo(f"{head}: {click.style(str(result.state), fg='red')}", err=True)
    for problem in told[:_SHOWN]:
        click.echo(f"    {problem.where}: {problem.code}: {problem.what}", err=True)
        click.echo(f"        fix: {problem.fix}", err=True)
    if len(told) > _SHOWN:
        click.echo(f"    and {len(told) - _SHOWN} more in summary.csv", err=True)


def _exit_code(report: BatchReport) -> int:
    from vnrgen.batch.orders import State

    if report.is_interrupted:
        return INTERRUPTED
    if report.stopped:
        return EnvironmentFailureError.exit_code
    failed = [result for result in report.results if result.state is State.FAILED]
    if any(result.problems for result in failed):
        return InvalidInputError.exit_code
    is_lacking = failed or any(result.missing for result in report.results)
    return EnvironmentFailureError.exit_code if is_lacking else 0
