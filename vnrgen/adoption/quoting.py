"""The rules for quotes and names in decisions, here alone: how long, and what is kept of one."""

from __future__ import annotations

import re
import unicodedata

from vnrgen.dossier.model import NationalReport
from vnrgen.dossier.model.decisions import Evidence
from vnrgen.pdftext.quotes import QuotePlace
from vnrgen.visible import visible

LONGEST_QUOTE = 50  # words
LONGEST_QUOTE_TEXT = 4_000  # characters; words of scripts without spaces cannot be counted

_WORD = re.compile(r"[^\W_]")
# Where a line may break, with no width of its own: a name with one would be another name.
_BREAKS = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))


def plain_quote(text: str) -> str:
    """Return a quote as it is kept: on one line, without characters that nobody sees.

    >>> plain_quote(" will  post midwives ")
    'will post midwives'
    """
    return " ".join(visible(text).split())


def plain_name(text: str) -> str:
    """Return the name of an assessor as it is kept: on one line, its letters composed (NFC).

    >>> plain_name("  Ana   Paz ")
    'Ana Paz'
    """
    return unicodedata.normalize("NFC", " ".join(visible(text).translate(_BREAKS).split()))


def has_words(quote: str) -> bool:
    """Whether a quote holds a letter or digit: what decides is not a mark.

    >>> has_words("shall"), has_words(" … "), has_words("")
    (True, False, False)
    """
    return _WORD.search(quote) is not None


def is_too_long(quote: str) -> bool:
    """Whether a quote holds more than the words that decide."""
    return len(quote.split()) > LONGEST_QUOTE or len(quote) > LONGEST_QUOTE_TEXT


def evidence_at(
    place: QuotePlace,
    quote: str,
    report: NationalReport,
    *,
    basis: str = "direct",
    score: float | None = None,
) -> Evidence:
    """Return a quote as evidence, with the place in the report at which it stands.

    Args:
        place: Where it was found.
        quote: As ``plain_quote`` returns it.
        report: The report that was read.
        basis: "direct" or "synthesis".
        score: Of the ranking that proposed the passage; None where a person found it.
    """
    passage, page = place.passage, place.pages[0]
    return Evidence(
        report_id=report.report_id,
        report_version=report.version,
        section=passage.section,
        paragraph=passage.paragraph,
        language=passage.language or report.language,
        pdf_page=page.pdf_page,
        print_page=page.print_page,
        quote=quote,
        basis=basis,
        method="manual" if score is None else "text",
        score=score,
    )
