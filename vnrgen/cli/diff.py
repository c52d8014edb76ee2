"""``vnrgen diff``: what changed between two versions, in a reviewer's order."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.cli.diff_sides import Sides, read_sides
from vnrgen.cli.options import audience_option

if TYPE_CHECKING:
    from vnrgen.versions.review import Review

_file = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("old", type=click.Path(exists=True, path_type=Path))
@click.argument("new", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
@click.option("--html", type=_file, help="Write a page: summary first, then side by side.")
@click.option("--pdf", type=_file, help="Write the same as PDF.")
@click.option(
    "--docx",
    type=_file,
    help="Write NEW as Word file with tracked changes from OLD; between two Word files this"
    " needs the extra redline.",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Show what stayed in the PDF, too; the page has a switch.",
)
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
    """Show what changed from OLD to NEW.

    Each is a dossier, a frozen version, a document.json or a Word file (.docx).

    Figures come first, then groups and evidence, recommendations, stories, wording and form. A
    figure that one of the two withholds is not given back by the other.
    """
    from vnrgen.versions.reports.as_json import review_json
    from vnrgen.versions.reports.lines import lines
    from vnrgen.versions.review import review

    _refuse_to_replace((old, new), {"--html": html, "--pdf": pdf, "--docx": docx})
    sides = read_sides(old, new, audience)
    newer = sides.new
    found = review(
        sides.old.document,
        newer.document,
        newer.corrections,
        newer.members,
        pictures=sides.pictures,
        kept_back=sides.kept_back,
    )
    if docx is not None:
        _write_word(found, sides, docx)
    _write_report(found, html, pdf, everything=everything)
    if as_json:
        click.echo(review_json(found).decode(), nl=False)
        return
    for line in lines(found):
        click.echo(line if line.startswith(" ") else click.style(line, bold=True))


def _refuse_to_replace(sides: tuple[Path, Path], files: Mapping[str, Path | None]) -> None:
    """Refuse to write to what is compared.

    Raises:
        InvalidInputError: A file to write is one of the two, or the document.json in it (CLI004).
    """
    from vnrgen.problems import InvalidInputError, Location, Problem

    read = [path for side in sides for path in (side, side / "document.json") if path.exists()]
    problems = [
        Problem(
            "CLI004",
            Location(option),
            f"{file} is one of the two that are compared: it would be replaced",
            "name another file",
        )
        for option, file in files.items()
        if file is not None and file.exists() and any(file.samefile(path) for path in read)
    ]
    if problems:
        raise InvalidInputError(problems)


def _write_report(found: Review, html: Path | None, pdf: Path | None, *, everything: bool) -> None:
    from vnrgen.cli.explain import show_problems
    from vnrgen.problems import ProblemLog
    from vnrgen.render.html import render_html
    from vnrgen.versions.reports.document import report
    from vnrgen.whole_file import write_whole

    if html is None and pdf is None:
        return
    if html is not None:
        write_whole(html, render_html(report(found, everything=True), {}))
    if pdf is not None:
        from vnrgen.render.engines import in_file
        from vnrgen.render.pdf import render_pdf

        problems = ProblemLog()
        document = report(found, everything=everything)
        write_whole(pdf, render_pdf(document, {}, attachments={}, problems=problems))
        show_problems(in_file(problems, pdf.name))


def _write_word(found: Review, sides: Sides, docx: Path) -> None:
    from vnrgen.versions.reports.redline import redline
    from vnrgen.whole_file import write_whole

    if sides.old.word is None and sides.new.word is None:
        write_whole(docx, redline(found.comparison))
    else:
        write_whole(docx, _between_files(found, sides))


def _between_files(found: Review, sides: Sides) -> bytes:
    """Compare the Word files themselves, unless that printed what may not be printed.

    Raises:
        InvalidInputError: One side is no Word file, or the two would give back a withheld figure
            or words that may have been taken back (VER017); see ``redline_files`` too.
    """
    from vnrgen.problems import InvalidInputError, Location, Problem
    from vnrgen.versions.reports.redline_files import redline_files

    what = ""
    if sides.old.word is None or sides.new.word is None:
        what = "tracked changes are made between two Word files or between two dossiers or versions"
    elif found.not_compared:
        what = f"one file withholds figures that the other prints ({', '.join(found.not_compared)})"
    elif sides.gone:
        what = f"words may have been taken back that one file has ({', '.join(sorted(sides.gone))})"
    if what or sides.old.word is None or sides.new.word is None:
        fix = "compare the dossiers or the frozen versions that the files were made of"
        raise InvalidInputError([Problem("VER017", Location("--docx"), what, fix)])
    newer = found.comparison.metadata
    return redline_files(sides.old.word, sides.new.word, newer.version, newer.as_of.isoformat())
