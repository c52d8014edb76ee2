"""The three formats of the sample, beside bare WeasyPrint on the page that vnrgen made."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.whole_process import compare, report
from vnrgen.build import BuildRequest, compose_dossier, pictures_of
from vnrgen.render.html import print_page

ROOT = Path(__file__).resolve().parent.parent
FROZEN = Path(__file__).resolve().parent / "frozen"
_BARE = (
    "import sys, weasyprint\n"
    "weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')\n"
)


def run(pairs: int) -> Iterator[str]:
    """Yield a line for the sample beside its own page, and one beside the frozen page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = own_page(folder)
        yield _beside("bare WeasyPrint on vnrgen's page", own, folder, pairs, bar=2.0)
        frozen = FROZEN / "page.html"
        if frozen.is_file():
            yield _beside("bare WeasyPrint on the frozen page", frozen, folder, pairs, bar=2.0)


def own_page(folder: Path) -> Path:
    """Write the sample's print page and its pictures as plain files, as any engine reads them."""
    composition = compose_dossier(BuildRequest(dossier=ROOT / "sample_data", output=folder))
    pictures = pictures_of(composition.document, ("pdf",)).paper
    page, assets = print_page(composition.document, pictures)
    for index, (address, asset) in enumerate(sorted(assets.items())):
        ending = re.sub(r"\W.*", "", asset.kind.partition("/")[2])
        file = folder / f"asset{index}.{ending}"
        file.write_bytes(asset.content)
        page = page.replace(address, file.name)
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    return path


def _beside(yardstick: str, page: Path, folder: Path, pairs: int, *, bar: float) -> str:
    vnrgen = str(Path(sys.executable).parent / "vnrgen")
    build = [vnrgen, "build", str(ROOT / "sample_data"), "-q", "-o", str(folder / "out")]
    bare = [sys.executable, "-c", _BARE, str(page), str(folder / "bare.pdf")]
    compared = compare("three formats", build, yardstick, bare, folder=folder, pairs=pairs)
    return report(compared, bar=bar)
