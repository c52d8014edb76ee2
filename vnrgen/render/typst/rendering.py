"""Setting a document with typst, and what is to be said about the letters and links in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from vnrgen.document.blocks import Document
from vnrgen.problems import Problem, ProblemLog, listed
from vnrgen.render.engines import PDF
from vnrgen.render.typst.engine import Compilation, compilation
from vnrgen.render.typst.finisher import finish
from vnrgen.render.typst.payload import document_data
from vnrgen.render.typst.setting import Setting, setting_of

_SHOWN = 12
_REPORT = "report it with this line: the layout asked for something the engine lacks"


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A document whose pages are known, and that is not written yet.

    ``free`` is how much of the last page is empty, as a share of the height of its text.
    """

    pages: int
    free: float
    _set: _Set

    def write(self, attachments: Mapping[str, bytes], problems: ProblemLog) -> bytes:
        """Return the PDF; what is wrong with it goes to ``problems``."""
        return self._set.written(attachments, problems)


@dataclass(frozen=True, slots=True)
class _Set:
    """A document before the compiler, which sets it once, however often it is asked."""

    setting: Setting
    compilation: Compilation

    def written(self, attachments: Mapping[str, bytes], problems: ProblemLog) -> bytes:
        setting = self.setting
        problems.extend(_faults(setting))
        moment = datetime.combine(setting.document.metadata.as_of, time(), UTC)
        pdf, warnings = self.compilation.pdf(moment)
        problems.extend(Problem("PDF005", PDF, said, _REPORT) for said in warnings)
        return finish(pdf, setting.links, setting.summaries, attachments, moment)


def _set(document: Document, pictures: Mapping[str, bytes]) -> _Set:
    setting = setting_of(document, pictures)
    return _Set(setting, compilation(document_data(setting), setting.fonts))


def lay_out(document: Document, pictures: Mapping[str, bytes]) -> LaidOut:
    """Lay a document out on pages.

    Args:
        document: What to show.
        pictures: The SVG of every chart, by block id.

    Raises:
        EnvironmentFailureError: typst is not there (PDF008), or cannot set the document (PDF009).
    """
    found = _set(document, pictures)
    return LaidOut(*found.compilation.last_page(), found)


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
    return _set(document, pictures).written(attachments, problems)


def _faults(setting: Setting) -> Iterator[Problem]:
    for identifier in sorted(setting.lost):
        yield Problem(
            "PDF003",
            PDF,
            f"nothing has the id that a reference leads to: {identifier}",
            "correct the cross-reference, or restore what it points to",
        )
    if setting.missing:
        named = [f"{letter} (U+{ord(letter):04X})" for letter in setting.missing]
        yield Problem(
            "PDF006",
            PDF,
            f"no font of vnrgen has {listed(named, _SHOWN)}",
            "write the letter otherwise: in the PDF it is an empty box",
        )
