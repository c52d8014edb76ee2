from __future__ import annotations

import io
import zipfile

import pytest

from tests.builders_render import a_document, a_paragraph
from vnrgen.problems import InvalidInputError
from vnrgen.render.docx import render_docx
from vnrgen.render.docx.package import Package
from vnrgen.render.docx.reference import build_reference, reference_path
from vnrgen.render.docx.stylebook import CHARACTERS, PARAGRAPHS, TABLES


def _without_style(name: str) -> bytes:
    """Return the reference file as if somebody had renamed a style in Word."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(build_reference())) as made,
        zipfile.ZipFile(stream, "w") as archive,
    ):
        for entry in made.namelist():
            data = made.read(entry)
            if entry == "word/styles.xml":
                data = data.replace(f'w:val="{name}"'.encode(), b'w:val="My own"')
            archive.writestr(entry, data)
    return stream.getvalue()


def test_the_reference_file_kept_with_the_templates_has_every_style() -> None:
    package = Package(reference_path().read_bytes())

    names = [style.name for style in (*PARAGRAPHS, *CHARACTERS)] + list(TABLES)

    assert all(package.style(name) for name in names)


def test_the_reference_file_carries_nothing_of_a_machine_or_of_another_template() -> None:
    with zipfile.ZipFile(reference_path()) as archive:
        names = archive.namelist()
        core = archive.read("docProps/core.xml").decode()

    unwanted = (
        "stylesWithEffects",
        "thumbnail",
        "customXml",
        "docProps/app.xml",
        "printerSettings",
    )
    assert not [name for name in names for part in unwanted if part in name]
    assert "python-docx" not in core
    assert "Macintosh" not in core
    assert "creator" not in core


def test_building_the_reference_file_twice_gives_the_same_bytes() -> None:
    assert build_reference() == build_reference()


def test_a_renamed_style_is_a_problem_that_names_it() -> None:
    document = a_document(a_paragraph("p", "Words."))

    with pytest.raises(InvalidInputError) as caught:
        render_docx(document, {}, {}, reference=_without_style("Body Text"))

    (problem,) = caught.value.problems
    assert problem.code == "DOC001"
    assert '"Body Text"' in problem.what
