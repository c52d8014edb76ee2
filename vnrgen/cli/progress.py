"""What a person sees while a command works: a live line on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from vnrgen.cli.explain import is_terminal


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Yield a function that tells which step has begun."""
    if quiet:
        yield lambda _step: None
    elif is_terminal():
        from rich.console import Console

        with Console(stderr=True).status("Starting") as status:
            yield lambda step: status.update(f"{step}…")
    else:
        yield lambda step: click.echo(f"vnrgen: {step.lower()}", err=True)
