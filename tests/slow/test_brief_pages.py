"""Word files of briefs have two pages too: LibreOffice counts them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.builders_briefs import a_global_file, a_huge_dossier, brief_of, pages_of, portal_row
from tests.builders_sample import SAMPLE
from vnrgen.build import BuildRequest, compose_dossier
from vnrgen.dossier.area import AreaRequest
from vnrgen.render.engines import PdfEngine
from vnrgen.render.fitting import LEAST_OF_LAST


@pytest.mark.slow
@pytest.mark.parametrize("which", ["sample", "huge"])
def test_a_brief_in_word_has_as_many_pages_as_its_pdf(which: str, tmp_path: Path) -> None:
    dossier = SAMPLE if which == "sample" else a_huge_dossier(tmp_path / "huge", series=20)
    product = brief_of(dossier, "pdf", "docx")
    assert pages_of(product.files["brief.pdf"]) == 2
    assert pages_of(_as_pdf(product.files["brief.docx"], tmp_path)) == 2


def _as_pdf(word: bytes, tmp_path: Path) -> bytes:
    """Return a Word file as LibreOffice prints it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "brief.docx").write_bytes(word)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(tmp_path / "brief.docx")], check=True, capture_output=True, timeout=150
    )
    return (tmp_path / "brief.pdf").read_bytes()


_PLAIN = ("SH_SAN_SAFE", "SP_ACS_BSRVH2O", "SP_ACS_BSRVSAN", "SH_SAN_HNDWSH", "EG_ACS_ELEC")


@pytest.mark.slow
@pytest.mark.parametrize("engine", PdfEngine)
@pytest.mark.parametrize("plain", range(len(_PLAIN) + 1))
def test_the_sources_never_stand_alone_on_a_page(
    tmp_path: Path, engine: PdfEngine, plain: int
) -> None:
    """One gap, one chart, and one change after the other, until the sources meet the end."""
    rows = [
        portal_row(
            "SE_TOT_PRFL", indicator="4.1.1", level="PRIMAR", year=year, sex=sex, value=value
        )
        for year in (2011, 2016)
        for sex, value in (("BOTHSEX", 80.0), ("FEMALE", 83.0), ("MALE", 77.0))
    ]
    rows += [portal_row("SE_TOT_PRFL", indicator="4.1.1", level=level, year=2016, value=50.0)
             for level in ("GRAD23", "LOWSEC")]  # fmt: skip
    rows += [portal_row(code, year=2016) for code in _PLAIN[:plain]]
    asked = AreaRequest(area="NPL", data=a_global_file(tmp_path / "sdg.csv", rows))
    request = BuildRequest(
        dossier=tmp_path, output=tmp_path / "o", outline="brief", area=asked, pdf_engine=engine
    )
    laid_out = compose_dossier(request).laid_out
    assert laid_out is not None
    assert laid_out.pages == 1 or 1 - laid_out.free >= LEAST_OF_LAST
