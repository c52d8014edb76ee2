"""Options that several commands share, and how their texts become values."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vnrgen.dossier.model import Audience
from vnrgen.problems import InvalidInputError, Location, Problem

if TYPE_CHECKING:
    from vnrgen.dossier.model import Dossier

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_LONGEST_TAG = 35  # characters; RFC 5646, section 4.4.1

dossier_argument = click.argument(
    "dossier", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
pdf_engine_option = click.option(
    "--pdf-engine",
    type=click.Choice(("weasyprint", "typst")),
    default="weasyprint",
    show_default=True,
    help="What sets the pages of the PDF: weasyprint is the reference; typst is several times as"
    " fast and needs no library of the machine.",
)
strict_option = click.option("--strict", is_flag=True, help="Stop at warnings too.")
ledger_option = click.option(
    "--ledger",
    "ledger_url",
    envvar="VNRGEN_LEDGER",
    help="URL of a shared ledger, like postgresql://user@host/db  [default: ledger.db]",
)
audience_option = click.option(
    "--audience",
    type=click.Choice([str(a) for a in Audience]),
    default=str(Audience.PUBLIC),
    show_default=True,
    help="Who the build is for; decides which stories and quotes may appear.",
)


def loaded_dossier(folder: Path) -> Dossier:
    """Read a dossier.

    Raises:
        InvalidInputError: With every problem found, if any of them is an error.
    """
    from vnrgen.dossier.load import load_dossier
    from vnrgen.problems import ProblemLog

    problems = ProblemLog()
    dossier = load_dossier(folder, problems)
    problems.stop_if_any()
    return dossier


def language_option(text: str | None) -> str | None:
    """Return the tag of a language as it was given.

    Raises:
        InvalidInputError: It is no tag (CLI002); it also becomes part of a file's name.
    """
    if text is None or (_TAG.fullmatch(text) and len(text) <= _LONGEST_TAG):
        return text
    problem = Problem(
        "CLI002",
        Location("--language"),
        "this is not the tag of a language",
        "write a tag like fr or pt-BR (BCP 47)",
    )
    raise InvalidInputError([problem])


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
