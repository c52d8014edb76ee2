"""Rendering the print page to PDF bytes, with the engine's complaints gathered as problems."""

from __future__ import annotations

import gc
import hashlib
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from vnrgen.document.blocks import Document
from vnrgen.problems import EnvironmentFailureError, Problem, ProblemLog
from vnrgen.render.engines import PDF
from vnrgen.render.html import print_page
from vnrgen.render.html.medium import Asset
from vnrgen.render.pdf.complaints import complaints_as_problems

_VARIANT = "pdf/a-3a"
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A document whose lines and pages are known, and that is not written yet.

    ``free`` is how much of the last page is empty, as a share of the height of its text.
    """

    pages: int
    free: float
    _engine_document: Any
    _page: str
    _shown: Mapping[str, Asset]
    _complaints: tuple[Problem, ...]
    _as_of: date

    def write(self, attachments: Mapping[str, bytes], problems: ProblemLog) -> bytes:
        """Return the PDF.

        Args:
            attachments: Publishable data to carry inside, by file name.
            problems: Receives what the engine complained about (PDF002 to PDF006).
        """
        from vnrgen.render.pdf.codes import true_letters
        from vnrgen.render.pdf.finisher import described_elements, finish
        from vnrgen.render.pdf.keyed import number_by_glyph
        from vnrgen.render.pdf.letters import check_letters
        from vnrgen.render.pdf.quick import quick_steps

        def finisher(laid_out: Any, pdf: Any) -> None:  # noqa: ANN401 - WeasyPrint is not typed
            codes.write(laid_out.fonts.values(), pdf)
            number_by_glyph(pdf)
            finish(laid_out, pdf)
            problems.extend(check_letters(self._page, pdf, PDF))

        weasyprint = _engine()
        problems.extend(self._complaints)
        options = weasyprint.DEFAULT_OPTIONS | {
            "pdf_variant": _VARIANT,
            "pdf_identifier": _identifier(self._page, self._shown, attachments),
            "attachments": _attachments(weasyprint, attachments, self._as_of),
        }
        with (
            complaints_as_problems(problems, PDF),
            _in_peace(),
            described_elements(),
            quick_steps(),
            true_letters() as codes,
        ):
            written: bytes = self._engine_document.write_pdf(finisher=finisher, **options)
        return written


def lay_out(document: Document, pictures: Mapping[str, bytes]) -> LaidOut:
    """Lay a document out on pages.

    Args:
        document: What to show.
        pictures: The SVG of every chart, by block id.

    Raises:
        EnvironmentFailureError: The machine lacks Pango (PDF001).
    """
    weasyprint = _engine()
    from vnrgen.render.pdf.codes import true_letters
    from vnrgen.render.pdf.fetcher import ClosedFetcher
    from vnrgen.render.pdf.lines import full_lines
    from vnrgen.render.pdf.quick import quick_steps
    from vnrgen.render.pdf.sheets import kept_sheets

    page, shown = print_page(document, pictures)
    complaints = ProblemLog()
    with (
        complaints_as_problems(complaints, PDF),
        _in_peace(),
        quick_steps(),
        full_lines(),
        true_letters(),
        kept_sheets(page) as sheets,
    ):
        html = weasyprint.HTML(string=page, base_url="vnrgen:", url_fetcher=ClosedFetcher(shown))
        laid_out = html.render(font_config=sheets.fonts, pdf_variant=_VARIANT)
    return LaidOut(
        pages=len(laid_out.pages),
        free=_free(laid_out.pages[-1]),
        _engine_document=laid_out,
        _page=page,
        _shown=shown,
        _complaints=tuple(complaints),
        _as_of=document.metadata.as_of,
    )


def render_pdf(
    document: Document,
    pictures: Mapping[str, bytes],
    *,
    attachments: Mapping[str, bytes],
    problems: ProblemLog,
) -> bytes:
    """Return the document as a PDF that is PDF/A-3a and PDF/UA-1 at once.

    Args:
        document: What to show.
        pictures: The SVG of every chart, by block id.
        attachments: Publishable data to carry inside, by file name.
        problems: Receives what the engine complains about (PDF002 to PDF006).

    Raises:
        EnvironmentFailureError: The machine lacks Pango (PDF001).
    """
    return lay_out(document, pictures).write(attachments, problems)


def _free(page: Any) -> float:  # noqa: ANN401 - WeasyPrint is not typed
    """Return the share of a page that is empty below its last line or picture."""
    box = page._page_box  # noqa: SLF001 - the engine tells nowhere else where words stand
    top, height = box.content_box_y(), box.height
    ends = [
        one.position_y + one.height
        for child in box.children
        if not hasattr(child, "at_keyword")
        for one in child.descendants()
        if isinstance(one.height, float | int)
    ]
    return max(0.0, float(1 - (max(ends, default=top) - top) / height))


def weasyprint_version() -> str:
    """Return the version of the PDF engine.

    Raises:
        EnvironmentFailureError: The machine lacks Pango (PDF001).
    """
    return str(_engine().__version__)


def _engine() -> Any:  # noqa: ANN401
    try:
        import weasyprint
    except OSError as missing:
        problem = Problem(
            "PDF001",
            PDF,
            "the PDF needs Pango, which this machine lacks",
            f"apt-get install -y --no-install-recommends {PACKAGES}; or build with"
            ' --pdf-engine typst, which needs none (pip install "vnrgen[typst]")',
        )
        raise EnvironmentFailureError([problem]) from missing
    return weasyprint


def _attachments(weasyprint: Any, files: Mapping[str, bytes], day: date) -> list[Any]:  # noqa: ANN401
    moment = datetime.combine(day, time(), UTC)
    return [
        weasyprint.Attachment(
            string=content,
            name=name,
            description=name,
            created=moment,
            modified=moment,
            relationship="Data",
        )
        for name, content in sorted(files.items())
    ]


def _identifier(page: str, shown: Mapping[str, Asset], attachments: Mapping[str, bytes]) -> bytes:
    """Return an identifier of the file that depends on nothing but what is in it."""
    digest = hashlib.sha256(page.encode())
    for picture in shown.values():
        digest.update(picture.content)
    for name, content in sorted(attachments.items()):
        digest.update(name.encode())
        digest.update(content)
    return digest.hexdigest()[:32].encode()


@contextmanager
def _in_peace() -> Iterator[None]:
    """Switch the garbage collector off: the box tree only grows, and looking through it costs.

    The engine leaves its colour profile open, which is its own affair and no warning of ours.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            yield
    finally:
        if enabled:
            gc.enable()
