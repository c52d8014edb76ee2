"""``vnrgen diff``: what changed between two versions, in a reviewer's order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.cli.options import audience_option, build_date
from vnrgen.cli.progress import progress

if TYPE_CHECKING:
    from vnrgen.document.blocks import Document
    from vnrgen.dossier.model import Correction
    from vnrgen.versions.review import Review

_file = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@click.option("--html", type=_file, help="Write a page: summary first, then side by side.")
@click.option("--pdf", type=_file, help="Write the same as PDF.")
@click.option("--docx", type=_file, help="Write NEW as Word file with tracked changes from OLD.")
@click.option("--all", "everything", is_flag=True, help="Show side by side what stayed, too.")
@audience_option
def diff(
    *,
    old: Path,
    new: Path,
    as_json: bool,
    html: Path | None,
    pdf: Path | None,
    docx: Path | None,
    everything: bool,
    audience: str,
) -> None:
    """Show what changed from OLD to NEW; each is a dossier, a frozen version or a document.json.

    Figures come first, then groups and evidence, recommendations, stories, wording and form. A
    figure that one of the two withholds is not given back by the other.
    """
    from vnrgen.versions.report_json import review_json
    from vnrgen.versions.report_lines import lines
    from vnrgen.versions.review import review

    older, _earlier = _side(old, audience)
    newer, corrections = _side(new, audience)
    found = review(older, newer, corrections)
    _write_report(found, html, pdf, everything=everything)
    if docx is not None:
        _write_word(found, docx)
    if as_json:
        click.echo(review_json(found).decode(), nl=False)
        return
    for line in lines(found):
        click.echo(line if line.startswith(" ") else click.style(line, bold=True))


def _side(place: Path, audience: str) -> tuple[Document, tuple[Correction, ...]]:
    """Read one side, and what its dossier says of corrections.

    Told words are beside a version, and beside the document.json of a build.
    """
    from dataclasses import replace

    from vnrgen.document.saved import load, load_testimonies
    from vnrgen.problems import Location
    from vnrgen.versions.frozen import is_version, read_version

    if is_version(place):
        return read_version(place).document, ()
    tree = place / "document.json" if place.is_dir() else place
    if not tree.is_file():
        return _composed(place, audience)
    document = load(tree.read_bytes(), Location(tree.as_posix()))
    words = tree.with_name("testimonies.json")
    if words.is_file():
        where = Location(words.as_posix())
        document = replace(document, testimonies=load_testimonies(words.read_bytes(), where))
    return document, ()


def _composed(dossier: Path, audience: str) -> tuple[Document, tuple[Correction, ...]]:
    from vnrgen.build import BuildRequest, compose_dossier
    from vnrgen.dossier.model import Audience

    request = BuildRequest(
        dossier=dossier, output=Path(), audience=Audience(audience), on=build_date()
    )
    with progress() as step:
        composition = compose_dossier(request, step)
    return composition.document, composition.publishable.corrections


def _write_report(found: Review, html: Path | None, pdf: Path | None, *, everything: bool) -> None:
    from vnrgen.cli.explain import show_problems
    from vnrgen.problems import ProblemLog
    from vnrgen.render.html import render_html
    from vnrgen.versions.report import report
    from vnrgen.whole_file import write_whole

    if html is None and pdf is None:
        return
    document = report(found, everything=everything)
    if html is not None:
        write_whole(html, render_html(document, {}))
    if pdf is not None:
        from vnrgen.render.pdf import render_pdf

        problems = ProblemLog()
        write_whole(pdf, render_pdf(document, {}, attachments={}, problems=problems))
        show_problems(problems)


def _write_word(found: Review, docx: Path) -> None:
    from vnrgen.versions.redline import redline
    from vnrgen.whole_file import write_whole

    write_whole(docx, redline(found.comparison))
