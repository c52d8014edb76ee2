"""Rendering the print page to PDF bytes, with the engine's complaints gathered as problems."""

from __future__ import annotations

import gc
import hashlib
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

from vnrgen.document.blocks import Document
from vnrgen.problems import EnvironmentFailureError, Location, Problem, ProblemLog
from vnrgen.render.html import print_page
from vnrgen.render.html.medium import Asset
from vnrgen.render.pdf.complaints import complaints_as_problems

PDF = Location("chapter.pdf")
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


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
    weasyprint = _engine()
    from vnrgen.render.pdf.codes import true_letters
    from vnrgen.render.pdf.fetcher import ClosedFetcher
    from vnrgen.render.pdf.finisher import described_elements, finish
    from vnrgen.render.pdf.keyed import number_by_glyph
    from vnrgen.render.pdf.letters import check_letters
    from vnrgen.render.pdf.quick import quick_steps

    page, shown = print_page(document, pictures)

    def finisher(laid_out: Any, pdf: Any) -> None:  # noqa: ANN401 - WeasyPrint is not typed
        codes.write(laid_out.fonts.values(), pdf)
        number_by_glyph(pdf)
        finish(laid_out, pdf)
        problems.extend(check_letters(page, pdf, PDF))

    with (
        complaints_as_problems(problems, PDF),
        _in_peace(),
        described_elements(),
        quick_steps(),
        true_letters() as codes,
    ):
        rendered: bytes = weasyprint.HTML(
            string=page, base_url="vnrgen:", url_fetcher=ClosedFetcher(shown)
        ).write_pdf(
            pdf_variant="pdf/a-3a",
            pdf_identifier=_identifier(page, shown, attachments),
            attachments=_attachments(weasyprint, attachments, document.metadata.as_of),
            finisher=finisher,
        )
    return rendered


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
            f"apt-get install -y --no-install-recommends {PACKAGES}",
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
