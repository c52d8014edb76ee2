"""The sample built cold, after a change and unchanged, beside bare WeasyPrint on two pages."""

from __future__ import annotations

import functools
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.whole_process import Comparison, Run, in_turn, report
from vnrgen.build import BuildRequest, compose_dossier
from vnrgen.charts import draw_all
from vnrgen.document.blocks import Chart, Document, Layout
from vnrgen.document.tree.walk import every_block
from vnrgen.render.html import print_page
from vnrgen.render.html.fonts import all_faces

ROOT = Path(__file__).resolve().parent.parent
FROZEN = Path(__file__).resolve().parent / "frozen" / "page.html"
_OURS = "three formats, cold"
_CHANGED = "after one changed sentence"
_SAME = "unchanged"
_OWN = "bare WeasyPrint on vnrgen's page"
_FIXED = "bare WeasyPrint on the frozen page"
_BARS = (
    (_OURS, _OWN, 1.3),
    (_OURS, _FIXED, 1.3),
    (_CHANGED, _OWN, 1.0),
    (_SAME, _OWN, 0.15),
)
_ADDRESS = re.compile(r"vnrgen:[A-Za-z0-9/._-]+")
# Both sides PDF/UA-1; the page engine alone makes nothing but the PDF.
_BARE = (
    "import sys, weasyprint\n"
    "weasyprint.HTML(sys.argv[1]).write_pdf("
    "sys.argv[2], pdf_variant='pdf/ua-1')\n"
)


def run(pairs: int) -> Iterator[str]:
    """Yield a line for each way to build the sample: cold, after a change, unchanged.

    The sample has more pages than the frozen page: there the ratio is that of one page.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = folder / "sample"
        shutil.copytree(ROOT / "sample_data", sample, ignore=shutil.ignore_patterns(".*"))
        # In this order: the second build finds what the first kept, the third nothing to do.
        commands = dict.fromkeys((_OURS, _CHANGED, _SAME), _build(sample, folder))
        commands[_OWN] = _bare(own_page(folder), folder / "own.pdf")
        commands[_FIXED] = _bare(FROZEN, folder / "frozen.pdf")
        before = {
            _OURS: functools.partial(_forget, sample, folder / "out"),
            _CHANGED: functools.partial(_add_a_sentence, sample),
        }
        runs = in_turn(commands, folder=folder, rounds=pairs, before=before)
        pages = {
            _OURS: _pages(folder / "out" / "chapter.pdf"),
            _FIXED: _pages(folder / "frozen.pdf"),
        }
    for ours, yardstick, bar in _BARS:
        compared = Comparison(
            name=ours, yardstick=yardstick, runs=runs[ours], yardstick_runs=runs[yardstick]
        )
        scale = pages[_FIXED] / pages[_OURS] if yardstick == _FIXED else 1.0
        yield report(compared, bar=bar, scale=scale)
    each, fixed = _each(runs, pages, _OURS), _each(runs, pages, _FIXED)
    yield f"  a page: {each} in three formats, {fixed} in one"


def _forget(sample: Path, output: Path) -> None:
    """Delete what earlier builds kept and wrote."""
    for folder in (sample / ".vnrgen", output):
        shutil.rmtree(folder, ignore_errors=True)


def _add_a_sentence(sample: Path) -> None:
    """Change the sample's prose by one sentence, each time another."""
    path = min((sample / "narrative").rglob("*.md"))
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\nThe office wrote to everybody again.\n", encoding="utf-8")


def _each(runs: dict[str, tuple[Run, ...]], pages: dict[str, int], name: str) -> str:
    seconds = statistics.median(run.cpu for run in runs[name]) / pages[name]
    return f"{seconds * 1000:.0f} ms of processor ({pages[name]} pages)"


def own_page(folder: Path) -> Path:
    """Write the sample's print page and pictures as plain files, as any engine reads them."""
    composition = compose_dossier(BuildRequest(dossier=ROOT / "sample_data", output=folder))
    return plain_page(composition.document, folder)


def plain_page(document: Document, folder: Path) -> Path:
    """Write a document's print page and pictures as plain files into a folder."""
    page, assets = print_page(document, drawn(document))
    places = {face.address: face.path.as_uri() for face in all_faces()}
    for index, (address, asset) in enumerate(sorted(assets.items())):
        ending = re.sub(r"\W.*", "", asset.kind.partition("/")[2])
        file = folder / f"asset{index}.{ending}"
        file.write_bytes(asset.content)
        places[address] = file.name
    path = folder / "page.html"
    path.write_text(_ADDRESS.sub(lambda found: places[found[0]], page), encoding="utf-8")
    return path


def drawn(document: Document) -> dict[str, bytes]:
    """Return the drawings that stand on a document's pages, by block id."""
    charts = [block for block in every_block(document.blocks) if isinstance(block, Chart)]
    small = document.metadata.layout is Layout.BRIEF
    return dict(draw_all(charts, document.metadata.direction, ("pdf",), small=small).paper)


def _build(sample: Path, folder: Path) -> list[str]:
    vnrgen = str(Path(sys.executable).parent / "vnrgen")
    return [vnrgen, "build", str(sample), "-q", "-o", str(folder / "out")]


def _bare(page: Path, pdf: Path) -> list[str]:
    return [sys.executable, "-c", _BARE, str(page), str(pdf)]


def _pages(pdf: Path) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)
