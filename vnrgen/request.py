"""What is asked of a build, and what it answers; light, so that a command can start with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnrgen.dossier.model import Audience
from vnrgen.render.engines import FORMATS, PdfEngine

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from vnrgen.dossier.area import AreaRequest
    from vnrgen.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """What to build, from where, for whom.

    ``on`` is the date of the build; None means the dossier's ``as_of``. ``language`` None means
    the dossier's own; ``outline`` None the one the dossier names. ``jobs`` is how many processes
    may make formats at the same time; two are of use. ``native_word_charts`` None means what the
    dossier says, ``word_reference`` None the dossier's own reference file, else that of vnrgen.
    With ``area`` there is no dossier: ``dossier`` is the folder of the global database's file.
    ``word_comments`` puts the open comments in ``reviews/`` into the Word file.
    ``afresh`` neither uses nor keeps what earlier builds made.
    """

    dossier: Path
    output: Path
    formats: tuple[str, ...] = FORMATS
    audience: Audience = Audience.PUBLIC
    language: str | None = None
    outline: str | None = None
    on: date | None = None
    strict: bool = False
    replace_edited: bool = False
    jobs: int = 1
    native_word_charts: bool | None = None
    word_reference: Path | None = None
    word_comments: bool = False
    area: AreaRequest | None = None
    pdf_engine: PdfEngine = PdfEngine.WEASYPRINT
    afresh: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build wrote, what it noticed, and which formats the machine could not make."""

    written: tuple[Path, ...]
    problems: tuple[Problem, ...]
    missing: tuple[Problem, ...] = ()
