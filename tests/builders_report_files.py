"""The programs that set a planted report, by name."""

from __future__ import annotations

from tests.builders_reports_html import by_chromium, by_weasyprint
from tests.builders_reports_typst import by_typst
from tests.builders_reports_word import by_libreoffice

PRODUCERS = {
    "weasyprint": by_weasyprint,
    "typst": by_typst,
    "libreoffice": by_libreoffice,
    "chromium": by_chromium,
}
