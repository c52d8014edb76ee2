"""``vnrgen recs import``: a file of recommendations becomes part of the register."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.cli.explain import show_problems
from vnrgen.dossier.model import Origin

if TYPE_CHECKING:
    from vnrgen.dossier.register.importing import Plan

_MOST_SHOWN = 10


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--into",
    "dossier",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Dossier whose register they become part of.",
)
@click.option("--cycle", type=click.IntRange(1), help="Review they are for, where FILE is silent.")
@click.option(
    "--origin",
    type=click.Choice([str(o) for o in Origin]),
    help="Who made them, where FILE is silent.",
)
@click.option("--set", "fills", multiple=True, metavar="COLUMN=VALUE", help="Fill empty cells.")
@click.option(
    "--map",
    "words",
    multiple=True,
    metavar="COLUMN:WORDS=VALUE",
    help="What words mean that vnrgen does not know.",
)
@click.option("--prefix", default="", help="Put this before every id.")
@click.option("--update", is_flag=True, help="Replace cells of recommendations already there.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
def import_(  # noqa: PLR0913 - one parameter an option
    *,
    file: Path,
    dossier: Path,
    cycle: int | None,
    origin: str | None,
    fills: tuple[str, ...],
    words: tuple[str, ...],
    prefix: str,
    update: bool,
    dry_run: bool,
) -> None:
    """Add the recommendations of FILE to the register, all of them or none.

    FILE is a spreadsheet (CSV, XLSX; also as IMPACT OSS and UPR Info export it), a thematic list
    of OHCHR (DOCX or its text), or a list in Markdown or Word. Ids that are in the register
    already are not overwritten.
    """
    from vnrgen.dossier.register.importing import parse_pairs, plan_import, write_plan

    wish = replace(
        parse_pairs(fills, words, prefix),
        cycle=cycle,
        origin=Origin(origin) if origin else None,
        update=update,
    )
    plan = plan_import(file, dossier, wish)
    show_problems(plan.problems)
    if not dry_run:
        write_plan(plan)
    for line in _lines(plan, dry_run=dry_run):
        click.echo(line)


def _lines(plan: Plan, *, dry_run: bool) -> list[str]:
    verb = "would be added" if dry_run else "added"
    counts = (
        f"{len(plan.added)} {verb}, {len(plan.changed)} changed, {plan.unchanged} already there"
    )
    lines = [f"{plan.form}: {counts}"]
    if dry_run:
        lines += [
            f"  {draft.rec_id}  {' '.join(draft.cells['text'].split())[:60]}"
            for draft in plan.added[:_MOST_SHOWN]
        ]
        more = len(plan.added) - _MOST_SHOWN
        lines += [f"  and {more} more"] if more > 0 else []
    elif plan.after is not None:
        lines.append(str(plan.path))
    return lines
