"""Every format that is asked for, the PDF in a process beside the one that makes the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from vnrgen.beside import Beside, LostProcessError, beside, processors
from vnrgen.charts import KeptDrawings, Pictures, draw_all
from vnrgen.document.blocks import Chart, Document, Layout
from vnrgen.document.tree.walk import every_block
from vnrgen.problems import EnvironmentFailureError, Problem, ProblemLog
from vnrgen.render.engines import APART, FORMATS, PDF, PdfEngine, renderer

if TYPE_CHECKING:
    from vnrgen.render.docx import WordOptions
    from vnrgen.render.engines import Laid


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The bytes of each format that could be made, and what the machine lacks for the others."""

    files: Mapping[str, bytes]
    missing: tuple[Problem, ...] = ()


def _nothing(_files: Mapping[str, bytes]) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Makes documents; where ``helper`` stands by, it makes the PDF meanwhile.

    Charts that are ``kept`` are not drawn again.
    """

    formats: Collection[str]
    engine: PdfEngine = PdfEngine.WEASYPRINT
    helper: Beside | None = None
    kept: KeptDrawings | None = None

    def render(
        self,
        document: Document,
        data: Mapping[str, bytes],
        problems: ProblemLog,
        step: Callable[[str], None],
        word: WordOptions | None = None,
        laid_out: Laid | None = None,
        meanwhile: Callable[[Mapping[str, bytes]], None] = _nothing,
    ) -> Rendered:
        """Make every format of a document.

        Args:
            document: What to show.
            data: Publishable data to carry inside the PDF, by path.
            problems: Receives what is to be said about the formats.
            step: Told what begins.
            word: What was chosen about the Word file.
            laid_out: The pages of the PDF, where they are there already.
            meanwhile: Called once with what is made here, while the other process makes the PDF.
        """
        attachments = {PurePosixPath(path).name: content for path, content in data.items()}
        work = _Work(document, attachments, problems, self.engine, word, laid_out)
        helper = None if laid_out else self.helper
        if helper:  # it begins with the text, and gets the charts when they are drawn
            helper.give(document, attachments)
        step("Drawing the charts")

        def hand_over(paper: Mapping[str, bytes]) -> None:
            if helper:
                helper.follow(dict(paper))

        charts = (block for block in every_block(document.blocks) if isinstance(block, Chart))
        direction = document.metadata.direction
        small = document.metadata.layout is Layout.BRIEF
        pictures = draw_all(
            charts,
            direction,
            self.formats,
            paper_ready=hand_over,
            small=small,
            kept=self.kept,
        )
        here = [name for name in FORMATS if name in self.formats]
        if helper:
            here.remove("pdf")
        for name in here:
            step(f"Making the {name.upper()}")
            work.make(name, pictures)
        if helper:
            step("Making the PDF")
        meanwhile(work.files)
        if helper:
            work.take_pdf(helper)
        files = {name: work.files[name] for name in FORMATS if name in work.files}
        return Rendered(files=files, missing=tuple(work.missing))


@contextmanager
def press(
    formats: Collection[str],
    *,
    jobs: int,
    engine: PdfEngine = PdfEngine.WEASYPRINT,
    kept: KeptDrawings | None = None,
) -> Iterator[Press]:
    """Yield what makes these formats, with up to ``jobs`` processes.

    Charts that are ``kept`` are not drawn again. A second process is started at once, so that it
    is ready when the document is. It is not started for the PDF alone, nor where there is one
    processor.
    """
    several = "pdf" in formats and len(set(formats)) > 1
    if not several or min(jobs, processors()) < 2:
        yield Press(formats=formats, engine=engine, kept=kept)
        return
    with beside(APART[engine], "made") as helper:
        yield Press(formats=formats, engine=engine, helper=helper, kept=kept)


@dataclass(frozen=True, slots=True)
class _Work:
    """One document on its way into its formats."""

    document: Document
    attachments: Mapping[str, bytes]
    problems: ProblemLog
    engine: PdfEngine
    word: WordOptions | None = None
    laid_out: Laid | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    missing: list[Problem] = field(default_factory=list)

    def make(self, name: str, pictures: Pictures) -> None:
        """Make one format in this process."""
        try:
            self.files[name] = self._made(name, pictures)
        except EnvironmentFailureError as error:
            self.missing.extend(error.problems)

    def take_pdf(self, helper: Beside) -> None:
        """Wait for the PDF that the other process makes."""
        try:
            content, said = helper.answer()
        except LostProcessError as lost:
            self.missing.append(_lost(lost))
            return
        if content is None:
            self.missing.extend(said)
        else:
            self.files["pdf"] = content
            self.problems.extend(said)

    def _made(self, name: str, pictures: Pictures) -> bytes:
        match name:
            case "pdf" if self.laid_out is not None:
                return self.laid_out.write(self.attachments, self.problems)
            case "pdf":
                return renderer(self.engine)(
                    self.document,
                    pictures.paper,
                    attachments=self.attachments,
                    problems=self.problems,
                )
            case "docx":
                from vnrgen.render.docx import render_docx

                return render_docx(
                    self.document,
                    pictures.carried,
                    pictures.raster,
                    options=self.word,
                    problems=self.problems,
                )
            case "html":
                from vnrgen.render.html import render_html

                return render_html(self.document, pictures.screen, pictures.narrow)
            case _:
                raise ValueError(name)


def _lost(lost: LostProcessError) -> Problem:
    return Problem(
        "PDF007",
        PDF,
        f"the process that made the PDF was lost: {lost}",
        "free memory and build again, or build with --jobs 1, which makes one format at a time",
    )
