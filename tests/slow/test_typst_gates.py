"""What the second PDF engine makes passes every judge that the first one's passes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.builders_render import a_document
from tests.builders_typst import set_by_typst
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
from vnrgen.checks.traces import machine_traces

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
