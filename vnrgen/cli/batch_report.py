"""What ``vnrgen batch`` tells: a bar or lines meanwhile, then what became of each country."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from vnrgen.cli.explain import INTERRUPTED, is_terminal, show_problems
from vnrgen.problems import EnvironmentFailureError, InvalidInputError, Severity

if TYPE_CHECKING:
    from vnrgen.batch.orders import Result
    from vnrgen.batch.run import BatchReport, Told

_SHOWN = 3  # problems of a country on the terminal; all are in the summary


@contextmanager
def progress(count: int, *, quiet: bool) -> Iterator[Callable[[Told], None]]:
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


def show_report(report: BatchReport) -> None:
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


def exit_code(report: BatchReport) -> int:
    """Return how the command ends: 3 where the machine lacks something, 1 for faults of input."""
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
