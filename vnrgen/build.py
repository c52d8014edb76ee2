"""The conductor: a dossier becomes a published chapter, in numbered steps and nothing else."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vnrgen import __version__
from vnrgen.adoption.ledger.transfer import decisions_of
from vnrgen.adoption.misfits import with_decisions
from vnrgen.analysis import analyse, examine
from vnrgen.analysis.plausibility import implausible_figures
from vnrgen.charts import DrawingsOnDisk, KeptDrawings
from vnrgen.checks.figures import figures_across_languages
from vnrgen.checks.leftovers import leftovers
from vnrgen.checks.outputs import check_outputs
from vnrgen.checks.published import machine_places
from vnrgen.disclosure.disclose import disclose
from vnrgen.document.blocks import Document, Layout
from vnrgen.document.compose import compose
from vnrgen.document.length import Room
from vnrgen.document.outline import Outline, load_outline
from vnrgen.document.saved import save, save_testimonies
from vnrgen.document.translation import missing_translation
from vnrgen.document.unset import unset_letters
from vnrgen.document.word_count import check_length, count_words, too_long
from vnrgen.dossier.area import load_area
from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.model import Dossier
from vnrgen.dossier.settings import FILE_NAME as _SETTINGS
from vnrgen.problems import EnvironmentFailureError, Location, Problem, ProblemLog
from vnrgen.render.data import left_out_csv, observations_csv, sources_csv
from vnrgen.render.engines import in_file
from vnrgen.render.fitting import Fitted, fit, fit_words
from vnrgen.render.formats import Press, press
from vnrgen.render.publish import (
    MANIFEST,
    InputRecord,
    check_destination,
    input_records,
    manifest_bytes,
    publish,
    sha256,
)
from vnrgen.request import BuildReport, BuildRequest
from vnrgen.versions.published_changes import earlier_edition
from vnrgen.versions.tombstones import words_to_erase

if TYPE_CHECKING:
    from vnrgen.disclosure.publishable import Publishable
    from vnrgen.render.docx import WordOptions
    from vnrgen.render.engines import Laid

__all__ = [
    "BuildReport",
    "BuildRequest",
    "Composition",
    "Product",
    "build",
    "compose_dossier",
    "make",
]

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A composed document, what it was composed from, and the name of its files.

    ``laid_out`` are the pages of a document that had to fit on so many; ``room`` says what was left
    out for that.
    """

    dossier: Dossier
    publishable: Publishable
    document: Document
    file: str
    problems: tuple[Problem, ...] = field(default=())
    laid_out: Laid | None = None
    room: Room = field(default_factory=Room)


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A whole output that is not written yet: files by path, the manifest, what was noticed.

    ``missing`` says what this machine lacks for formats that are not among the files.
    """

    composition: Composition
    files: Mapping[str, bytes]
    manifest: bytes
    problems: tuple[Problem, ...]
    missing: tuple[Problem, ...] = ()


def compose_dossier(
    request: BuildRequest, progress: Progress | None = None, kept: KeptDrawings | None = None
) -> Composition:
    """Take a dossier through steps 1 to 4: load, analyse, disclose, compose.

    A document that has to fit on so many pages is laid out with its charts: those that are ``kept``
    are not drawn again, and those that are drawn are kept.

    Raises:
        InvalidInputError: With every problem found, if any of them blocks.
    """
    step = progress or _silent
    problems = ProblemLog()
    step("Reading the dossier")
    dossier = _on_its_date(_loaded(request, problems), request.on)
    examined = tuple(examine(dossier))
    problems.extend(implausible_figures(dossier, examined))
    problems.extend(words_to_erase(request.dossier, dossier))
    problems.stop_if_any(strict=request.strict)
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
    step("Composing the document")
    outline = load_outline(request.outline or dossier.settings.outline, _own(request), problems)
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
        laid_out=composed.laid_out,
        room=composed.room,
    )


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
        )
        said.stop_if_any(strict=request.strict)
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


def build(request: BuildRequest, progress: Progress | None = None) -> BuildReport:
    """Build every requested format and publish them together, or publish nothing.

    A format that this machine cannot make (no Pango for the PDF) is reported in ``missing``; the
    others are still made. But a document that has to fit on so many pages, such as a brief, is made
    in no format where its PDF cannot be laid out, for its pages are counted there.

    Raises:
        InvalidInputError: The input has problems; nothing was written.
        EnvironmentFailureError: No format could be made, the pages could not be counted, or the
            output cannot be written.
    """
    step = progress or _silent
    check_destination(request.output, replace_edited=request.replace_edited)
    kept = _kept_drawings(request)
    product = make(request, step, kept)
    step("Publishing")
    written = publish(
        request.output, product.files, product.manifest, replace_edited=request.replace_edited
    )
    if kept is not None:
        kept.settle()
    return BuildReport(written=written, problems=product.problems, missing=product.missing)


def make(
    request: BuildRequest, progress: Progress | None = None, kept: KeptDrawings | None = None
) -> Product:
    """Make everything that a build writes, and write nothing.

    The ``output`` of the request is only looked for in what was made: no file may name it. Charts
    that are ``kept`` are not drawn again.

    Raises:
        InvalidInputError: The input has problems.
        EnvironmentFailureError: No format could be made, or the pages could not be counted.
    """
    step = progress or _silent
    drawings: KeptDrawings = {} if kept is None else kept  # a chart is drawn once a format
    with _garbage_kept(), _press(request, drawings) as making:
        return _made(request, making, step, drawings)


def _press(request: BuildRequest, kept: KeptDrawings) -> AbstractContextManager[Press]:
    return press(request.formats, jobs=request.jobs, engine=request.pdf_engine, kept=kept)


def _kept_drawings(request: BuildRequest) -> DrawingsOnDisk | None:
    """Return the drawings of earlier builds of the same edition; an area has no folder for them."""
    if request.afresh or request.area is not None:
        return None
    edition = (request.outline, request.audience, request.language, request.pdf_engine)
    return DrawingsOnDisk.of(request.dossier, (*edition, sorted(request.formats)))


def _made(request: BuildRequest, making: Press, step: Progress, kept: KeptDrawings) -> Product:
    composition = compose_dossier(request, step, kept)
    problems = ProblemLog(composition.problems)
    problems.extend(unset_letters(composition.document, Location(composition.file)))
    problems.stop_if_any(strict=request.strict)
    data = {
        "data/observations.csv": observations_csv(composition.publishable),
        "data/sources.csv": sources_csv(composition.publishable),
    }
    if composition.room.left_out:
        data["left-out.csv"] = left_out_csv(composition.room.left_out)
    word = _word_options(request, composition, problems)
    said, places = ProblemLog(), machine_places(request.dossier, request.output)
    beside: dict[str, bytes] = {}

    def meanwhile(made: Mapping[str, bytes]) -> None:
        """Write and check what needs no PDF, which takes longest and is made beside."""
        beside.update(_named(made, composition) | data | _saved(composition.document))
        problems.extend(check_outputs(beside, places))

    rendered = making.render(
        composition.document, data, said, step, word, composition.laid_out, meanwhile
    )
    problems.extend(in_file(said, f"{composition.file}.pdf"))
    missing = in_file(rendered.missing, f"{composition.file}.pdf")
    problems.stop_if_any(strict=request.strict)
    if missing and not rendered.files:
        raise EnvironmentFailureError(missing)
    files = _named(rendered.files, composition) | data | beside
    facts = _facts(request, composition) | _word_facts(request, word)
    manifest = manifest_bytes(facts, _inputs(request.dossier, composition), files)
    step("Checking the outputs")
    unseen = {name: content for name, content in files.items() if name not in beside}
    problems.extend(check_outputs({**unseen, MANIFEST: manifest}, places))
    problems.stop_if_any(strict=request.strict)
    return Product(
        composition=composition,
        files=files,
        manifest=manifest,
        problems=problems.sorted(),
        missing=missing,
    )


def _named(made: Mapping[str, bytes], composition: Composition) -> dict[str, bytes]:
    """Return what was made of a document by the names of its files."""
    return {f"{composition.file}.{name}": content for name, content in made.items()}


def _saved(document: Document) -> dict[str, bytes]:
    """Return the tree of a document as the files that keep it."""
    return {
        "document.json": save(document),
        "testimonies.json": save_testimonies(document.testimonies),
    }


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """Look for no garbage meanwhile: a build keeps nearly all it makes until its end.

    What it made is then counted among the old, or the next small search would go through it all.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


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


def _word_options(
    request: BuildRequest, composition: Composition, problems: ProblemLog
) -> WordOptions | None:
    """Return what was chosen about the Word file, None where there is to be none."""
    if "docx" not in request.formats:
        return None
    options = _word_look(request, composition)
    if not request.word_comments or request.area is not None:
        return options
    from vnrgen.versions.pull.review_lists import open_remarks

    return replace(options, remarks=open_remarks(request.dossier, problems))


def _word_look(request: BuildRequest, composition: Composition) -> WordOptions:
    """Return whose look the Word file has, and who draws its charts."""
    from vnrgen.render.docx.options import WordOptions, word_options

    is_brief = composition.document.metadata.layout is Layout.BRIEF
    if is_brief and request.word_reference is None:
        return WordOptions()  # the dossier's own file is for chapters: it has a cover
    native = request.native_word_charts
    if native is None:
        native = composition.dossier.settings.native_word_charts
    return word_options(request.dossier, native_charts=native, reference=request.word_reference)


def _word_facts(request: BuildRequest, word: WordOptions | None) -> dict[str, object]:
    """Name a reference file from outside the dossier by its hash, for it is no input of it.

    A Word file with remarks of reviewers in its margin says so: it is not for publication.
    """
    facts: dict[str, object] = {}
    if word is not None and word.remarks:
        facts["word_comments"] = len(word.remarks)
    if request.word_reference is not None and word is not None and word.reference is not None:
        facts["word_reference_sha256"] = sha256(word.reference)
    return facts


def _facts(request: BuildRequest, composition: Composition) -> dict[str, object]:
    metadata = composition.document.metadata
    return {
        "tool": "vnrgen",
        "tool_version": __version__,
        "built_on": metadata.as_of.isoformat(),
        "title": metadata.title,
        "country": metadata.iso3,
        "language": metadata.language,
        "audience": str(request.audience),
        "status": metadata.status,
        "version": metadata.version,
        "withheld": len(composition.publishable.withheld),
    }


def _inputs(root: Path, composition: Composition) -> tuple[InputRecord, ...]:
    """Name the input files; a story and its photo by the story's id, as their names may tell whose.

    Of a story or a photo that is left out nothing is named.
    """
    testimonies = composition.publishable.testimonies
    shown = {story.story_id for story in composition.publishable.stories}
    told: dict[Path, str] = {}
    apart: set[Path] = set()
    for story in composition.dossier.stories:
        name, path = f"stories/{story.story_id}", (root / story.where.path).resolve()
        apart.add(path)
        if story.story_id in shown:
            told[path] = name
        if story.photo is not None:
            apart.add(story.photo.resolve())
            if story.story_id in shown and testimonies[story.story_id].photo is not None:
                told[story.photo.resolve()] = f"{name}/photo"
    others = [path for path in composition.dossier.input_files if path.resolve() not in apart]
    return input_records(root, [*others, *told], told)


def _silent(_step: str) -> None:
    return None
