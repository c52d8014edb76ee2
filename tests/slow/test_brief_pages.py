"""Word files of briefs have two pages too: LibreOffice counts them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.builders_briefs import a_huge_dossier, brief_of, pages_of
from tests.builders_sample import SAMPLE


@pytest.mark.slow
@pytest.mark.parametrize("which", ["sample", "huge"])
def test_a_brief_in_word_has_as_many_pages_as_its_pdf(which: str, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    dossier = SAMPLE if which == "sample" else a_huge_dossier(tmp_path / "huge", series=20)
    product = brief_of(dossier, "pdf", "docx")
    (tmp_path / "brief.docx").write_bytes(product.files["brief.docx"])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(tmp_path / "brief.docx")], check=True, capture_output=True, timeout=150
    )
    assert pages_of(product.files["brief.pdf"]) == 2
    assert pages_of((tmp_path / "brief.pdf").read_bytes()) == 2
