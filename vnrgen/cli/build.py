"""``vnrgen build``: a dossier's documents in every format."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vnrgen.cli.explain import explain, show_problems, summary
from vnrgen.cli.formats import formats_option
from vnrgen.cli.options import (
    audience_option,
    build_date,
    dossier_argument,
    language_option,
    pdf_engine_option,
    strict_option,
)
from vnrgen.problems import EnvironmentFailureError
from vnrgen.render.engines import FORMATS

if TYPE_CHECKING:
    from vnrgen.dossier.area import AreaRequest
    from vnrgen.request import BuildReport, BuildRequest

_Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

_OPTIONS: tuple[_Decorator, ...] = (
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        help="Folder to write; default: output/ and the name of the dossier.",
    ),
    formats_option,
    audience_option,
    click.option("--language", help="Language of the edition (BCP 47); default: the dossier's."),
    strict_option,
    click.option(
        "--replace-edited",
        is_flag=True,
        help="Replace output files that were edited by hand since they were built.",
    ),
    click.option(
        "--afresh",
        is_flag=True,
        help="Make everything again, even what did not change since the last build.",
    ),
    click.option(
        "-j",
        "--jobs",
        type=click.IntRange(min=1),
        default=2,
        show_default=True,
        help="Processes that make formats at the same time; never more than processors.",
    ),
    click.option(
        "--word-charts",
        type=click.Choice(("drawn", "native")),
        help="Charts of the Word file: drawn as pictures, or native to Word, so that their data"
        " can be edited there; default: as the dossier says, else drawn.",
    ),
    click.option(
        "--word-reference",
        type=click.Path(path_type=Path),
        help="A Word file whose styles, cover, running heads and page to use; default:"
        " templates/docx/reference.docx of the dossier, else of vnrgen.",
    ),
    click.option(
        "--with-comments",
        is_flag=True,
        help="Put the open comments in reviews/ into the margin of the Word file, for the people"
        " who work on it. Never publish such a file.",
    ),
    pdf_engine_option,
    click.option(
        "-q", "--quiet", is_flag=True, help="Print nothing but the files made and problems."
    ),
    click.pass_context,
)


def build_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command every option of a build but what it is built from."""
    return reduce(lambda wrapped, option: option(wrapped), reversed(_OPTIONS), command)


@click.command()
@click.option("--outline", help="Outline to follow; default: the dossier's.")
@dossier_argument
@build_options
def build(ctx: click.Context, *, outline: str | None, **options: Any) -> None:  # noqa: ANN401 - Click's values
    """Build the chapter of DOSSIER and print each file written.

    Where nothing changed since the last build, nothing is made again; the same files are printed.
    Everything is written at once, or nothing is: an error leaves the previous output whole.
    """
    run_build(ctx, outline=outline, suffix="", **options)


def run_build(  # noqa: PLR0913 - one parameter an option
    ctx: click.Context,
    *,
    outline: str | None,
    suffix: str,
    area: AreaRequest | None = None,
    dossier: Path,
    output: Path | None,
    formats: tuple[str, ...],
    audience: str,
    language: str | None,
    strict: bool,
    replace_edited: bool,
    afresh: bool,
    jobs: int,
    word_charts: str | None,
    word_reference: Path | None,
    with_comments: bool,
    pdf_engine: str,
    quiet: bool,
) -> None:
    """Build what the options of ``build_options`` say, and print each file written.

    ``suffix`` is what the name of the default folder ends in; with ``area`` there is no dossier.
    """
    from vnrgen.dossier.model import Audience
    from vnrgen.render.engines import PdfEngine
    from vnrgen.request import BuildRequest

    name = area.area if area is not None else dossier.resolve().name
    request = BuildRequest(
        dossier=dossier,
        output=output or Path("output") / f"{name}{suffix}",
        formats=formats or FORMATS,
        audience=Audience(audience),
        language=language_option(language),
        outline=outline,
        on=build_date(),
        strict=strict,
        replace_edited=replace_edited,
        jobs=jobs,
        native_word_charts=None if word_charts is None else word_charts == "native",
        word_reference=word_reference,
        word_comments=with_comments,
        area=area,
        pdf_engine=PdfEngine(pdf_engine),
        afresh=afresh,
    )
    _make_what_changed(ctx, request, quiet=quiet)


def _make_what_changed(ctx: click.Context, request: BuildRequest, *, quiet: bool) -> None:
    """Show what the last build made where nothing changed since; else build, and show that."""
    from vnrgen.batch.unchanged import standing

    before = standing(request)
    if before.report is None:
        report = _built(request, quiet=quiet)
        before.remember(report)
        _show(ctx, report)
        return
    _show(ctx, before.report)
    if not quiet:
        click.echo("vnrgen: unchanged since the last build", err=True)


def _built(request: BuildRequest, *, quiet: bool) -> BuildReport:
    from vnrgen.build import build as build_dossier
    from vnrgen.cli.progress import progress

    atexit.register(gc.freeze)  # at the end Python would look for garbage in all of it
    with progress(quiet=quiet) as step:
        return build_dossier(request, step)


def _show(ctx: click.Context, report: BuildReport) -> None:
    show_problems(report.problems)
    for path in report.written:
        click.echo(path)
    if report.problems:
        click.echo(f"vnrgen: {summary(report.problems)}", err=True)
    if report.missing:
        explain(EnvironmentFailureError(report.missing))
        ctx.exit(EnvironmentFailureError.exit_code)
