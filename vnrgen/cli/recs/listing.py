"""``vnrgen recs list`` and ``vnrgen recs export``: the register, filtered."""

from __future__ import annotations

import json
import shutil
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vnrgen.cli.explain import show_problems
from vnrgen.cli.options import dossier_argument, ledger_option, loaded_dossier
from vnrgen.dossier.model import Origin
from vnrgen.dossier.register.state import State
from vnrgen.dossier.register.view import STATUSES, Entry, Filters, by_goals, entries
from vnrgen.dossier.tables.dates import written

if TYPE_CHECKING:
    from vnrgen.dossier.model import Dossier

_WIDTH = 80
_FORMATS = ("csv", "xlsx", "json")


def _filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    options = (
        click.option("--group", "groups", multiple=True, help="Id of a group."),
        click.option("--target", "targets", multiple=True, help="SDG target, like 3.8."),
        click.option("--goal", "goals", multiple=True, type=click.IntRange(1, 17), help="Goal."),
        click.option("--cycle", "cycles", multiple=True, type=click.IntRange(1), help="Review."),
        click.option("--addressee", "addressees", multiple=True, help="Words of the addressee."),
        click.option(
            "--status",
            "statuses",
            multiple=True,
            type=click.Choice(STATUSES),
            metavar="STATUS",
            help=f"One of {', '.join(STATUSES)}.",
        ),
        click.option(
            "--origin", "origins", multiple=True, type=click.Choice([str(o) for o in Origin])
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command("list")
@dossier_argument
@_filter_options
@ledger_option
@click.option("--by-goal", is_flag=True, help="Put ours and those of others under each Goal.")
@click.option("--hints", is_flag=True, help="Show what would make each easier to follow up.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def list_(
    *,
    dossier: Path,
    ledger_url: str | None,
    by_goal: bool,
    hints: bool,
    as_json: bool,
    **asked: Any,  # noqa: ANN401 - as filters are declared
) -> None:
    """List the recommendations of the register; of several options all must hold."""
    from vnrgen.dossier.register.exporting import as_record

    loaded = loaded_dossier(dossier)
    found = _entries(loaded, ledger_url, asked)
    if as_json:
        extra = [_hints_of(e, loaded) for e in found]
        records = [
            as_record(e) | ({"hints": own} if hints else {})
            for e, own in zip(found, extra, strict=True)
        ]
        click.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    width = min(max(shutil.get_terminal_size((_WIDTH, 24)).columns, 60), 120)
    parts = _under_goals(found) if by_goal else [("", found)]
    for heading, part in parts:
        if heading:
            click.echo(click.style(heading, bold=True, underline=True))
        for line in _table(part, loaded, width, hints=hints):
            click.echo(line)
    click.echo(f"{len(found)} of {len(loaded.recommendations)} recommendations", err=True)


@click.command("export")
@dossier_argument
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path))
@_filter_options
@ledger_option
@click.option("--format", "form", type=click.Choice(_FORMATS), help="[default: OUTPUT's ending]")
def export_(
    *,
    dossier: Path,
    output: Path,
    ledger_url: str | None,
    form: str | None,
    **asked: Any,  # noqa: ANN401
) -> None:
    """Write the register to OUTPUT, as CSV, XLSX or JSON; of several options all must hold."""
    from vnrgen.dossier.register.exporting import as_csv, as_json, as_workbook
    from vnrgen.whole_file import write_whole

    chosen = form or output.suffix.lstrip(".").casefold()
    if chosen not in _FORMATS:
        message = f'"{output.name}" ends in none of .csv, .xlsx and .json; say which with --format'
        raise click.UsageError(message)
    found = _entries(loaded_dossier(dossier), ledger_url, asked)
    writers = {"csv": as_csv, "xlsx": as_workbook, "json": as_json}
    write_whole(output, writers[chosen](found))
    click.echo(f"{output}: {len(found)} recommendations")


def _entries(loaded: Dossier, ledger_url: str | None, asked: dict[str, Any]) -> tuple[Entry, ...]:
    from vnrgen.adoption.ledger.transfer import decisions_of
    from vnrgen.adoption.misfits import with_decisions
    from vnrgen.analysis.uptake import uptake_rows, uptake_statuses

    decided, unfit = with_decisions(loaded, decisions_of(loaded.root, ledger_url))
    show_problems(unfit)
    uptakes = uptake_statuses(uptake_rows(decided.decisions, decided.unfounded))
    return entries(loaded.recommendations, uptakes, Filters(**asked))


def _under_goals(found: Iterable[Entry]) -> list[tuple[str, tuple[Entry, ...]]]:
    """Return entries under each Goal, ours before those of others; one of two Goals under both."""
    parts = []
    for goal, own in sorted(by_goals(found).items()):
        ours = sum(entry.recommendation.is_ours for entry in own)
        name = f"Goal {goal}" if goal else "No Goal"
        heading = f"{name}: {ours} of our own, {len(own) - ours} of others"
        parts.append((heading, tuple(sorted(own, key=lambda e: not e.recommendation.is_ours))))
    return parts


def _hints_of(entry: Entry, loaded: Dossier) -> list[str]:
    from vnrgen.dossier.cross_checks.smart import smart_hints

    item = entry.recommendation
    language = loaded.settings.language if item.is_ours else ""  # of others it is not known
    return [f"{hint.letter}: {hint.what}" for hint in smart_hints(item, language)]


def _table(found: Iterable[Entry], loaded: Dossier, width: int, *, hints: bool) -> Iterator[str]:
    shown = list(found)
    widest = max((_columns(e.recommendation.rec_id) for e in shown), default=2)
    id_width = min(max(widest, 2), 16)
    indent = " " * (id_width + 2)
    for entry in shown:
        item = entry.recommendation
        lines = textwrap.wrap(
            " ".join(item.text.split()), width - len(indent), max_lines=3, placeholder=" …"
        )
        head = (
            item.rec_id if _columns(item.rec_id) <= id_width else item.rec_id[: id_width - 1] + "…"
        )
        first, *rest = lines or [""]
        yield click.style(head, bold=True) + " " * (id_width - _columns(head) + 2) + first
        yield from (indent + line for line in rest)
        details = textwrap.wrap(_details(entry), width - len(indent))
        yield from (click.style(indent + line, dim=True) for line in details)
        if hints:
            for hint in _hints_of(entry, loaded):
                yield from textwrap.wrap(
                    f"hint: {hint}", width, initial_indent=indent, subsequent_indent=indent + "  "
                )


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _details(entry: Entry) -> str:
    item = entry.recommendation
    parts = [
        f"cycle {item.cycle}",
        "" if item.is_ours else str(item.origin),
        "SDG " + ", ".join(item.targets) if item.targets else "",
        ", ".join(item.group_ids),
        item.addressee or ", ".join(item.recommended_by),
        f"position: {item.position}" if item.position else "",
        f"uptake: {entry.uptake}" if entry.uptake else "",
        "" if entry.state is State.STANDS else str(entry.state).replace("_", " "),
        f"due {written(item.due_on)}" if item.due_on else "",
        "" if item.evidence_ids or not item.is_ours else "no evidence",
    ]
    return " · ".join(part for part in parts if part)
