"""Options that several commands share, and how their texts become values."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import click

from vnrgen.dossier.model import Audience
from vnrgen.problems import InvalidInputError, Location, Problem

dossier_argument = click.argument(
    "dossier", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
strict_option = click.option("--strict", is_flag=True, help="Stop at warnings too.")
audience_option = click.option(
    "--audience",
    type=click.Choice([str(a) for a in Audience]),
    default=str(Audience.PUBLIC),
    show_default=True,
    help="Who the build is for; decides which stories and quotes may appear.",
)


def build_date() -> date | None:
    """Return the day that SOURCE_DATE_EPOCH names (seconds since 1970, UTC), None if unset.

    Raises:
        InvalidInputError: The variable does not hold a number of seconds (CLI001).
    """
    text = os.environ.get("SOURCE_DATE_EPOCH")
    if not text:
        return None
    try:
        return datetime.fromtimestamp(int(text), tz=UTC).date()
    except (ValueError, OverflowError, OSError):
        problem = Problem(
            "CLI001",
            Location("SOURCE_DATE_EPOCH"),
            f'"{text}" is not a number of seconds since 1970',
            "unset SOURCE_DATE_EPOCH, or set it to the output of: date +%s",
        )
        raise InvalidInputError([problem]) from None
