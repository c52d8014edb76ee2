"""How problems are shown to a person: where, what, and the fix; and as JSON to a program."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

import click

from vnrgen.problems import (
    EnvironmentFailureError,
    InvalidInputError,
    Problem,
    Severity,
    VnrgenError,
)

INTERRUPTED = 130  # the exit code that shells give for Ctrl-C
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}


def show_problems(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, in colour where it is a terminal.

    Notices that say the same of several places are one, with all of the places: a dozen of them
    would hide the error between them.
    """
    for places, problem in _together(problems):
        severity = click.style(str(problem.severity), fg=_COLOURS[problem.severity], bold=True)
        code = click.style(problem.code, bold=True)
        click.echo(f"{places}: {severity} {code}: {problem.what}", err=True)
        click.echo(f"    fix: {problem.fix}", err=True)


def _together(problems: Iterable[Problem]) -> Iterator[tuple[str, Problem]]:
    """Yield each problem with where it is, equal notices once and with every place."""
    by_words: dict[object, list[Problem]] = {}
    for problem in problems:
        is_notice = problem.severity is Severity.NOTICE
        words = (problem.code, problem.what, problem.fix) if is_notice else problem
        by_words.setdefault(words, []).append(problem)
    for alike in by_words.values():
        yield ", ".join(dict.fromkeys(str(problem.where) for problem in alike)), alike[0]


def blocking(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Tell whether problems make a check fail: errors do, with ``strict`` warnings as well."""
    return any(problem.severity.stops(strict=strict) for problem in problems)


def show_json(problems: Iterable[Problem], *, blocked: bool, **further: object) -> None:
    """Print problems, and what further was found, on standard output as one JSON object."""
    shown = [problem.as_record() for problem in problems]
    record = {"ok": not blocked, "problems": shown, **further}
    click.echo(json.dumps(record, ensure_ascii=False, indent=2))


def summary(problems: Iterable[Problem]) -> str:
    """Count problems by severity: "2 errors, 1 warning".

    >>> summary([])
    'no problems'
    """
    counts = Counter(problem.severity for problem in problems)
    parts = [
        f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in Severity
        if counts[severity]
    ]
    return ", ".join(parts) or "no problems"


def explain(error: VnrgenError) -> None:
    """Print what went wrong and that nothing was written."""
    if isinstance(error, InvalidInputError):
        show_problems(error.problems)
        click.echo(f"vnrgen: {summary(error.problems)}; nothing was written", err=True)
    elif isinstance(error, EnvironmentFailureError):
        show_problems(error.problems)
        is_about_writing = all(problem.code.startswith("PUB") for problem in error.problems)
        doctor = "this machine lacks something; see: vnrgen doctor"
        click.echo(f"vnrgen: {'nothing was written' if is_about_writing else doctor}", err=True)
    else:
        click.echo(f"vnrgen: {error}", err=True)


def is_terminal() -> bool:
    """Tell whether a person is watching standard error."""
    return sys.stderr.isatty()
