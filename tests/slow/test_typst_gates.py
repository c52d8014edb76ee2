"""What the second PDF engine makes passes every judge that the first one's passes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.builders_render import a_document
from tests.builders_typst import page_count, set_by_typst
from tests.conftest import Built
from tests.validators.pdf import (
    FONTS,
    PDF_A,
    PDF_UA,
    font_families,
    page_validation,
    verapdf,
    wrong_heads,
)
from vnrgen.build import BuildRequest, make
from vnrgen.checks.traces import machine_traces
from vnrgen.render.engines import PdfEngine

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def whole(sample: Built, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The PDFs that must be without fault."""
    folder = tmp_path_factory.mktemp("typst")
    documents = {
        "sample": sample.composition.document,
        "every kind of block": a_document(),
        "from right to left": a_document(language="ar", direction="rtl"),
    }
    files = {name: folder / f"{name}.pdf" for name in documents}
    for name, document in documents.items():
        files[name].write_bytes(set_by_typst(document, attachments={"figures.csv": b"a,b\n1,2\n"}))
    return files


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief of the sample, fitted on its pages and set by the second engine."""
    folder = tmp_path_factory.mktemp("brief")
    request = BuildRequest(
        dossier=SAMPLE,
        output=folder / "out",
        formats=("pdf",),
        outline="brief",
        pdf_engine=PdfEngine.TYPST,
    )
    path = folder / "brief.pdf"
    path.write_bytes(make(request).files["brief.pdf"])
    return path


def test_a_brief_fits_its_two_pages_and_is_accessible(brief: Path) -> None:
    assert page_count(brief.read_bytes()) == 2
    assert verapdf([brief], PDF_UA)[brief] == set()
    assert page_validation(brief) == set()
    assert wrong_heads(brief.read_bytes()) == []


@pytest.mark.parametrize("flavour", [PDF_A, PDF_UA])
def test_verapdf_finds_nothing(whole: Mapping[str, Path], flavour: str) -> None:
    assert set().union(*verapdf(whole.values(), flavour).values()) == set()


@pytest.mark.parametrize("name", ["sample", "every kind of block", "from right to left"])
def test_the_other_judges_find_nothing_either(whole: Mapping[str, Path], name: str) -> None:
    pdf = whole[name].read_bytes()
    assert page_validation(whole[name]) == set()
    assert wrong_heads(pdf) == []
    families = {name.partition("-")[0] for name in font_families(pdf)}  # here names as in the files
    assert families <= {family.replace("-", "") for family in FONTS}
    assert list(machine_traces({"chapter.pdf": pdf}, [Path.cwd(), Path.home()])) == []
