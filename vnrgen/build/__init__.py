"""The conductor: a dossier becomes a published chapter, in numbered steps and nothing else."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from vnrgen.build.composing import Composition, Progress, compose_dossier, silent
from vnrgen.build.manifest import facts, inputs
from vnrgen.build.word import word_choices
from vnrgen.charts import DrawingsOnDisk, KeptDrawings
from vnrgen.checks.outputs import check_outputs
from vnrgen.checks.published import machine_places
from vnrgen.document.blocks import Document
from vnrgen.document.tree.saved import save, save_testimonies
from vnrgen.document.tree.unset import unset_letters
from vnrgen.problems import EnvironmentFailureError, Location, Problem, ProblemLog
from vnrgen.render.data import left_out_csv, observations_csv, sources_csv
from vnrgen.render.engines import in_file
from vnrgen.render.formats import Press, press
from vnrgen.render.publish import MANIFEST, check_destination, manifest_bytes, publish
from vnrgen.request import BuildReport, BuildRequest

__all__ = [
    "BuildReport",
    "BuildRequest",
    "Composition",
    "Product",
    "build",
    "compose_dossier",
    "make",
]


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
    step = progress or silent
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
    step = progress or silent
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
    data = _data_files(composition)
    word = word_choices(request, composition, problems)
    places = machine_places(request.dossier, request.output)
    checked: dict[str, bytes] = {}

    def meanwhile(made: Mapping[str, bytes]) -> None:
        """Write and check what needs no PDF, which takes longest and is made beside."""
        checked.update(_named(made, composition) | data | _saved(composition.document))
        problems.extend(check_outputs(checked, places))

    said, pdf = ProblemLog(), f"{composition.file}.pdf"
    rendered = making.render(
        composition.document, data, said, step, word, composition.laid_out, meanwhile
    )
    problems.extend(in_file(said, pdf))
    missing = in_file(rendered.missing, pdf)
    problems.stop_if_any(strict=request.strict)
    if missing and not rendered.files:
        raise EnvironmentFailureError(missing)
    files = _named(rendered.files, composition) | data | checked
    told, records = facts(request, composition, word), inputs(request.dossier, composition)
    manifest = manifest_bytes(told, records, files)
    step("Checking the outputs")
    unseen = {name: content for name, content in files.items() if name not in checked}
    problems.extend(check_outputs({**unseen, MANIFEST: manifest}, places))
    problems.stop_if_any(strict=request.strict)
    return Product(
        composition=composition,
        files=files,
        manifest=manifest,
        problems=problems.sorted(),
        missing=missing,
    )


def _data_files(composition: Composition) -> dict[str, bytes]:
    """Return the figures that may be published, their sources, and what found no room."""
    data = {
        "data/observations.csv": observations_csv(composition.publishable),
        "data/sources.csv": sources_csv(composition.publishable),
    }
    if composition.room.left_out:
        data["left-out.csv"] = left_out_csv(composition.room.left_out)
    return data


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
