"""The second PDF engine: a build with it beside bare WeasyPrint, and the engines together."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.rendering import ROOT, own_page
from benchmarks.whole_process import Comparison, in_turn, report

_BAR = 0.5
_THREE = "three formats with typst"
_FAST = "PDF alone with typst"
_FIRST = "PDF alone with WeasyPrint"
_BARE = "bare WeasyPrint on vnrgen's page"
_BROWSER = "bare Chromium on vnrgen's page"
_SETTING = (
    "import sys, weasyprint\n"
    "weasyprint.HTML(sys.argv[1]).write_pdf("
    "sys.argv[2], pdf_variant='pdf/ua-1')\n"
)


def run(pairs: int) -> Iterator[str]:
    """Yield the line that has a bar, then those that are for honesty: no bar, nothing left out."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = own_page(folder)
        commands = {
            _THREE: _build(folder, "--pdf-engine", "typst"),
            _BARE: [sys.executable, "-c", _SETTING, str(page), str(folder / "bare.pdf")],
            _FAST: _build(folder, "--pdf-engine", "typst", "--format", "pdf"),
            _FIRST: _build(folder, "--format", "pdf"),
        }
        browser = shutil.which("chromium")
        if browser:
            commands[_BROWSER] = _printed(browser, page, folder)
        runs = in_turn(commands, folder=folder, rounds=pairs)
    lines = [(_THREE, _BARE, _BAR), (_FAST, _FIRST, None), (_BROWSER, _BARE, None)]
    for ours, theirs, bar in lines:
        if ours in runs:
            compared = Comparison(
                name=ours, yardstick=theirs, runs=runs[ours], yardstick_runs=runs[theirs]
            )
            yield report(compared, bar=bar)


def _build(folder: Path, *options: str) -> list[str]:
    vnrgen = str(Path(sys.executable).parent / "vnrgen")
    out = str(folder / "-".join(["out", *options]).replace("--", ""))
    return [vnrgen, "build", str(ROOT / "sample_data"), "-q", "--afresh", "-o", out, *options]


def _printed(browser: str, page: Path, folder: Path) -> list[str]:
    return [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder / 'profile'}",
        "--no-pdf-header-footer",
        f"--print-to-pdf={folder / 'browser.pdf'}",
        page.as_uri(),
    ]
