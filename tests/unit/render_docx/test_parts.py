"""The parts of a Word file: taken from a normal form, named by each other, measured."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders_docx import part
from tests.builders_render import a_document, pictures_of, pngs_of
from vnrgen.document.blocks import Layout
from vnrgen.render.docx import WordOptions, render_docx, setting_up
from vnrgen.render.docx.archive import unzipped, zipped
from vnrgen.render.docx.designs import normal_form
from vnrgen.render.docx.lists import Lists
from vnrgen.render.docx.originals import is_original, reference_path
from vnrgen.render.docx.parts import NormalForm, PartBook, parsed
from vnrgen.render.docx.raster import raster_of
from vnrgen.render.docx.reference import build_reference

_LOADED = """
import sys
import vnrgen.render.docx as stage
from vnrgen.render.docx.setting_up import opened_package
opened_package(stage.WordOptions()).data()
print(*sorted(sys.modules))
"""


@pytest.mark.parametrize("layout", list(Layout))
def test_the_file_of_a_layout_is_as_the_style_book_makes_it(layout: Layout) -> None:
    kept = reference_path(layout).read_bytes()

    assert is_original(kept)
    assert kept == build_reference(layout)
    assert not is_original(kept + b" ")


@pytest.mark.parametrize("layout", list(Layout))
def test_a_file_of_ours_is_in_normal_form(layout: Layout) -> None:
    kept = reference_path(layout).read_bytes()

    assert NormalForm.of(unzipped(kept)) == normal_form(kept, "any.docx")


def test_a_file_opened_and_closed_is_as_it_was() -> None:
    kept = reference_path().read_bytes()
    book = PartBook(NormalForm.of(unzipped(kept)))

    assert book.data() == kept
    assert book.main.root.tag.endswith("}document")  # as a tree, and from it again
    assert book.data() == kept


def test_the_same_is_related_once_and_new_ids_take_free_numbers() -> None:
    relations = PartBook(NormalForm.of(unzipped(reference_path().read_bytes()))).main.relations
    taken = {row.identifier for row in relations.rows}

    first = relations.relate("link", "https://example.org/?a=1&b=2")
    second = relations.relate("link", "https://example.org/2")

    assert first == relations.relate("link", "https://example.org/?a=1&b=2")
    assert len({first, second} - taken) == 2
    assert b'Target="https://example.org/?a=1&amp;b=2" TargetMode="External"' in relations.xml("a")


def test_a_part_of_a_name_that_is_taken_gets_a_number() -> None:
    book = PartBook(NormalForm.of(unzipped(reference_path().read_bytes())))

    names = [book.part("word/charts/chart1.xml", "c", content).name for content in (b"1", b"2")]

    assert names == ["word/charts/chart1.xml", "word/charts/chart1-2.xml"]


def test_a_file_that_was_changed_meanwhile_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, mine = a_document(), tmp_path / "reference.docx"
    files = {name: p.content for name, p in unzipped(reference_path().read_bytes()).items()}
    mine.write_bytes(zipped(files))
    monkeypatch.setattr(setting_up, "reference_path", lambda _layout: mine)
    before = render_docx(document, pictures_of(document), pngs_of(document))
    files["word/styles.xml"] = files["word/styles.xml"].replace(b'"0B4A63"', b'"7A1F5C"')
    mine.write_bytes(zipped(files))

    after = render_docx(document, pictures_of(document), pngs_of(document))

    assert _colours(before) - _colours(after) == {"0B4A63"}
    assert _colours(after) - _colours(before) == {"7A1F5C"}


def _colours(docx: bytes) -> set[str]:
    found = part(docx, "word/styles.xml").iter("{*}color")
    return {next(value for key, value in e.items() if key.endswith("}val")) for e in found}


def test_documents_of_one_reference_file_know_nothing_of_each_other() -> None:
    document, other = a_document(), a_document(language="ar", direction="rtl")
    options = WordOptions(reference=build_reference())

    first = render_docx(document, pictures_of(document), pngs_of(document), options)
    render_docx(other, pictures_of(other), pngs_of(other), options)

    assert render_docx(document, pictures_of(document), pngs_of(document), options) == first


def test_a_file_of_ours_is_written_without_the_libraries_that_analyse_or_read_other_files() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())

    assert "vnrgen.render.docx.writer" in loaded
    unwanted = {"docx", "pandas", "numpy", "matplotlib", "weasyprint", "jinja2", "vnrgen.analysis"}
    assert not loaded & unwanted
    assert not [name for name in loaded if name.startswith("vnrgen.disclosure.disclose")]


@pytest.mark.parametrize(("kind", "extension"), [("PNG", "png"), ("JPEG", "jpg")])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_picture_tells_its_kind_and_size(kind: str, extension: str, progressive: bool) -> None:  # noqa: FBT001
    from PIL import Image

    stream = io.BytesIO()
    chosen = {"progressive": True} if progressive and kind == "JPEG" else {}
    Image.new("RGB", (300, 7), "red").save(stream, kind, **chosen)
    data = stream.getvalue()

    assert raster_of(data) == (extension, f"image/{kind.lower()}", 300, 7)
    for cut in (3, 12, 21):
        with pytest.raises(ValueError, match="picture"):
            raster_of(data[:cut])


def test_a_long_title_stands_whole_in_the_properties() -> None:
    whole = a_document()
    document = replace(whole, metadata=replace(whole.metadata, title="Leaving no one behind " * 20))

    docx = render_docx(document, pictures_of(document), pngs_of(document))

    assert part(docx, "docProps/core.xml").findtext("{*}title") == document.metadata.title


def test_new_lists_have_the_signs_of_theirs_and_numbers_of_their_own() -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    pairs = ((7, 2), (3, 1))
    rows = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{signs}"/></w:num>'
        for number, signs in pairs
    )
    root = parsed(f'<w:numbering xmlns:w="{space}">{rows}<w:after/></w:numbering>')
    lists = Lists(root)

    assert [lists.restarted(number) for number in (3, 7, 3)] == [8, 9, 10]

    signs = [e.get(f"{{{space}}}val") for e in root.iter(f"{{{space}}}abstractNumId")]
    assert signs == ["2", "1", "1", "2", "1"]
    assert root[-1].tag == f"{{{space}}}after"
