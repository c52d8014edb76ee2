"""``vnrgen recs ledger``: the ledger as text, united with another, and verified."""

from __future__ import annotations

from pathlib import Path

import click

from vnrgen.cli.explain import show_problems
from vnrgen.cli.options import dossier_argument, ledger_option
from vnrgen.problems import InvalidInputError, Problem, ProblemLog, Severity


@click.group()
def ledger() -> None:
    """Carry the ledger as text, unite it with another one, verify it."""


@ledger.command("export")
@dossier_argument
@ledger_option
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here.")
def export_(*, dossier: Path, ledger_url: str | None, output: Path | None) -> None:
    """Print every event as a line of JSON, in an order that does not depend on the database."""
    from vnrgen.adoption.ledger.transfer import event_lines, events_of_dossier
    from vnrgen.whole_file import write_whole

    text = "".join(f"{line}\n" for line in event_lines(events_of_dossier(dossier, ledger_url)))
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text.encode())


@ledger.command("import")
@dossier_argument
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@ledger_option
def import_(*, dossier: Path, file: Path, ledger_url: str | None) -> None:
    """Add the events of FILE (an export) that the ledger does not hold yet: a union."""
    from vnrgen.adoption.ledger.store import ledger_url as own_ledger
    from vnrgen.adoption.ledger.store import open_ledger
    from vnrgen.adoption.ledger.transfer import read_events, verify

    arriving = read_events(file)
    with open_ledger(ledger_url or own_ledger(dossier)) as store:
        problems = verify((*store.events(), *arriving), file.name)
        if any(p.severity is Severity.ERROR for p in problems):
            raise InvalidInputError(problems)
        added = store.unite(arriving)
    show_problems((*problems, *_misfits(dossier, ledger_url)))
    click.echo(f"{added} of {len(arriving)} events were new")


@ledger.command("verify")
@dossier_argument
@ledger_option
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An earlier export: every event of it must still be there.",
)
def verify_(*, dossier: Path, ledger_url: str | None, against: Path | None) -> None:
    """Check that no event was changed, taken out or slipped in, and that quotes stand there."""
    from vnrgen.adoption.ledger.transfer import events_of_dossier, missing, read_events, verify

    events = events_of_dossier(dossier, ledger_url)
    problems = verify(events, "ledger")
    if against is not None:
        problems += missing(read_events(against), events, against.name)
    if any(p.severity is Severity.ERROR for p in problems):
        raise InvalidInputError(problems)
    show_problems((*problems, *_misfits(dossier, ledger_url)))
    click.echo(f"{len(events)} events, every chain whole")


def _misfits(dossier: Path, ledger_url: str | None) -> tuple[Problem, ...]:
    """Return what does not fit the dossier, where it is one that can be read."""
    from vnrgen.adoption.ledger.transfer import decisions_of
    from vnrgen.adoption.misfits import misfits
    from vnrgen.dossier.load import load_dossier

    try:
        loaded = load_dossier(dossier, ProblemLog())
    except InvalidInputError:
        return ()
    return misfits(loaded, decisions_of(dossier, ledger_url)).problems
