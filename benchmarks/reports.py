"""Reading a national report of 180 pages beside the engine reading its text alone.

The report is invented and set by typst. vnrgen starts a confined process, finds pages, headings,
notes, tables and paragraphs; the yardstick only asks pypdfium2 for the text of every page.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from benchmarks.whole_process import compare, report

BAR = 3.0
_CHAPTERS, _PARAGRAPHS = 27, 8
_READ = (
    "import sys\nfrom pathlib import Path\nfrom vnrgen.pdftext.passages import read_report\n"
    "found = read_report(Path(sys.argv[1]))\n"
    "assert len(found.pages) >= 180 and len(found.passages) > 2_000, len(found.pages)\n"
)
_TEXT = (
    "import sys, pypdfium2\n"
    "document = pypdfium2.PdfDocument(sys.argv[1])\n"
    "texts = [document[i].get_textpage().get_text_range() for i in range(len(document))]\n"
    "assert len(texts) >= 180\n"
)


def run(pairs: int) -> Iterator[str]:
    """Yield the ratio of whole processes, processor and wall time, for a report of 180 pages."""
    if find_spec("typst") is None:
        yield "reports: left out without typst (make benchmarks has it)"
        return
    from tests.builders_reports import Author
    from tests.builders_reports_typst import by_typst

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "report.pdf"
        by_typst(Author(11, chapters=_CHAPTERS, paragraphs=_PARAGRAPHS).items, path)
        yield report(
            compare(
                "reports: passages of 180 pages",
                [sys.executable, "-c", _READ, str(path)],
                "pypdfium2 text alone",
                [sys.executable, "-c", _TEXT, str(path)],
                folder=Path(__file__).resolve().parent.parent,
                pairs=pairs,
            ),
            BAR,
        )
