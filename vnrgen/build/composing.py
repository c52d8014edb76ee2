"""Steps 1 to 4 of a build: a dossier is loaded, analysed, disclosed and composed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vnrgen.adoption.ledger.transfer import decisions_of
from vnrgen.adoption.misfits import with_decisions
from vnrgen.analysis import analyse, examine
from vnrgen.analysis.plausibility.report import implausible_figures
from vnrgen.build.stamps import Stamp, stamps_of
from vnrgen.charts import KeptDrawings
from vnrgen.checks.figures import figures_across_languages
from vnrgen.checks.leftovers import leftovers
from vnrgen.disclosure.disclose import disclose
from vnrgen.document.blocks import Document
from vnrgen.document.compose import compose
from vnrgen.document.context import Choices
from vnrgen.document.language.translation import missing_translation
from vnrgen.document.length import Room
from vnrgen.document.outline import Outline, load_outline
from vnrgen.document.tree.word_count import check_length, count_words, too_long
from vnrgen.dossier.area import load_area, to_follow
from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.model import Dossier
from vnrgen.dossier.settings.dossier_yaml import FILE_NAME as _SETTINGS
from vnrgen.problems import (
    EnvironmentFailureError,
    InvalidInputError,
    Location,
    Problem,
    ProblemLog,
)
from vnrgen.render.engines import in_file
from vnrgen.render.fitting import Fitted, fit, fit_words
from vnrgen.request import BuildRequest
from vnrgen.versions.freezing.tombstones import words_to_erase
from vnrgen.versions.published_changes import earlier_edition

if TYPE_CHECKING:
    from vnrgen.analysis.analyse import Examined
    from vnrgen.disclosure.publishable import Publishable
    from vnrgen.render.engines import Laid

Progress = Callable[[str], None]
"""Told what begins, in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A composed document, what it was composed from, and the name of its files.

    ``stamps`` tell whether the files that were read are still the same. ``laid_out`` are the pages
    of a document that had to fit on so many; ``room`` says what was left out for that.
    """

    dossier: Dossier
    publishable: Publishable
    document: Document
    file: str
    problems: tuple[Problem, ...] = field(default=())
    stamps: Mapping[Path, Stamp | None] = field(default_factory=dict)
    laid_out: Laid | None = None
    room: Room = field(default_factory=Room)


def compose_dossier(
    request: BuildRequest, progress: Progress | None = None, kept: KeptDrawings | None = None
) -> Composition:
    """Take a dossier through steps 1 to 4: load, analyse, disclose, compose.

    A document that has to fit on so many pages is laid out with its charts: those that are ``kept``
    are not drawn again, and those that are drawn are kept.

    Raises:
        InvalidInputError: With every problem found, if any of them blocks.
    """
    step = progress or silent
    if request.area is None:
        return _composition(request, step, kept)
    try:
        found = _composition(request, step, kept)
    except InvalidInputError as error:
        raise InvalidInputError(to_follow(error.problems)) from error
    return replace(found, problems=to_follow(found.problems))


def _composition(request: BuildRequest, step: Progress, kept: KeptDrawings | None) -> Composition:
    problems = ProblemLog()
    step("Reading the dossier")
    dossier, examined = _examined(request, problems)
    stamps = stamps_of(dossier.input_files, request.dossier)
    publishable = _publishable(request, dossier, examined, problems, step)
    step("Composing the document")
    name, named_in = _outline(request, dossier)
    outline = load_outline(name, _own(request), problems, named_in)
    problems.stop_if_any(strict=request.strict)
    composed = _composed(request, publishable, outline, problems, kept)
    problems.extend(missing_translation(*_language(request, dossier)))
    problems.extend(check_length(composed.document, outline))
    problems.extend(leftovers(dossier))
    problems.extend(figures_across_languages(dossier.narratives, dossier.settings.language))
    problems.stop_if_any(strict=request.strict)
    return Composition(
        dossier=dossier,
        publishable=publishable,
        document=composed.document,
        file=outline.file,
        problems=problems.sorted(),
        stamps=stamps,
        laid_out=composed.laid_out,
        room=composed.room,
    )


def _examined(request: BuildRequest, problems: ProblemLog) -> tuple[Dossier, tuple[Examined, ...]]:
    """Return a dossier that may be analysed, and its series as they were looked at for that."""
    dossier = _on_its_date(_loaded(request, problems), request.on)
    examined = tuple(examine(dossier))
    problems.extend(implausible_figures(dossier, examined))
    problems.extend(words_to_erase(request.dossier, dossier))
    problems.stop_if_any(strict=request.strict)
    return dossier, examined


def _loaded(request: BuildRequest, problems: ProblemLog) -> Dossier:
    if request.area is not None:
        return load_area(request.area, problems)
    dossier = load_dossier(request.dossier, problems)
    decided, unfit = with_decisions(dossier, decisions_of(request.dossier))
    problems.extend(unfit)
    return decided


def _on_its_date(dossier: Dossier, on: date | None) -> Dossier:
    if on is None:
        return dossier
    return replace(dossier, settings=replace(dossier.settings, as_of=on))


def _publishable(
    request: BuildRequest,
    dossier: Dossier,
    examined: tuple[Examined, ...],
    problems: ProblemLog,
    step: Progress,
) -> Publishable:
    """Return what may go out of what was found, for the readers of this build."""
    step("Finding who is behind")
    findings = analyse(dossier, examined=examined)
    step("Deciding what may be published")
    publishable = disclose(
        dossier,
        findings,
        audience=request.audience,
        on=dossier.settings.as_of,
        problems=problems,
        partitions=[one.found for one in examined],
    )
    problems.stop_if_any(strict=request.strict)
    return publishable


def _outline(request: BuildRequest, dossier: Dossier) -> tuple[str, Location]:
    """Return the name of the outline, and what names it."""
    if request.outline:
        return request.outline, Location("--outline")
    return dossier.settings.outline, Location(_SETTINGS, None, "outline")


def _language(request: BuildRequest, dossier: Dossier) -> tuple[str, Location]:
    """Return the language of the edition, and what names it."""
    if request.language:
        return request.language, Location("--language")
    return dossier.settings.language, Location(_SETTINGS, None, "language")


def _own(request: BuildRequest) -> Path | None:
    """Return the folder whose outlines and templates rule; the global database brings none."""
    return None if request.area is not None else request.dossier


def _composed(
    request: BuildRequest,
    publishable: Publishable,
    outline: Outline,
    problems: ProblemLog,
    kept: KeptDrawings | None,
) -> Fitted:
    """Compose a document once, or as often as it takes to fit on its pages."""
    own = _own(request)
    earlier = earlier_edition(own, publishable, problems) if own is not None else None
    choices = Choices()

    def composing(room: Room) -> Document:
        said = ProblemLog()
        document = compose(
            publishable,
            outline,
            language=request.language or publishable.settings.language,
            overrides=own,
            problems=said,
            room=room,
            earlier=earlier,
            choices=choices,
        )
        ProblemLog([*problems, *said]).stop_if_any(strict=request.strict)  # all of them at once
        reported[id(room)] = said
        return document

    reported: dict[int, ProblemLog] = {}
    if outline.pages is None and outline.word_limit is not None:
        found = fit_words(composing, outline.room, count_words, outline.word_limit.most)
    elif outline.pages is None:
        room = Room.at_most(outline.room)
        found = Fitted(composing(room), None, room, fits=True)
    else:
        try:
            found = fit(composing, outline.room, outline.pages, request.pdf_engine, kept)
        except EnvironmentFailureError as error:
            raise EnvironmentFailureError(in_file(error.problems, f"{outline.file}.pdf")) from error
    problems.extend(reported[id(found.room)])
    if not found.fits and outline.pages is not None:
        problems.add(too_long(outline))
    return found


def silent(_step: str) -> None:
    """Tell nobody what begins."""
