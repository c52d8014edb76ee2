"""Setting a document with typst, and what is to be said about the letters and links in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time

from vnrgen.document.blocks import Document
from vnrgen.problems import Problem, ProblemLog
from vnrgen.render.typst.engine import PDF, compiled
from vnrgen.render.typst.finisher import finish
from vnrgen.render.typst.payload import document_data
from vnrgen.render.typst.setting import Setting, setting_of

_SHOWN = 12


def render_typst(
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
        problems: Receives what is wrong with letters and links (PDF003, PDF005, PDF006).

    Raises:
        EnvironmentFailureError: typst is not there (PDF008), or cannot set the document (PDF009).
    """
    setting = setting_of(document, pictures)
    data = document_data(setting, attachments)
    problems.extend(_faults(setting))
    moment = datetime.combine(document.metadata.as_of, time(), UTC)
    pdf, warnings = compiled(data, setting.fonts, moment)
    problems.extend(Problem("PDF005", PDF, said, _REPORT) for said in warnings)
    return finish(pdf, setting.spoken, setting.summaries)


_REPORT = "report it with this line: the layout asked for something the engine lacks"


def _faults(setting: Setting) -> Iterator[Problem]:
    for identifier in sorted(setting.lost):
        yield Problem(
            "PDF003",
            PDF,
            f"nothing has the id that a reference leads to: {identifier}",
            "correct the cross-reference, or restore what it points to",
        )
    if setting.missing:
        shown = setting.missing[:_SHOWN]
        named = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in shown)
        more = len(setting.missing) - len(shown)
        yield Problem(
            "PDF006",
            PDF,
            f"no font of vnrgen has {named}" + (f" and {more} more" if more else ""),
            "write the letter otherwise: in the PDF it is an empty box",
        )
