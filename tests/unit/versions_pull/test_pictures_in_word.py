"""Pictures that a writer replaces, takes out or describes otherwise in Word are told."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders_word_edits import SHORTENED, composed, pulled
from vnrgen.document import blocks as b
from vnrgen.dossier.scaffold import new_dossier
from vnrgen.render.docx import render_docx
from vnrgen.versions.changes.content import ContentKind
from vnrgen.versions.changes.pictures import picture_changes
from vnrgen.versions.changes.pictures_made import pictures_made, put_in
from vnrgen.versions.figures.shown import nodes
from vnrgen.versions.withheld.side_by_side import side_by_side
from vnrgen.versions.word_chapter.reading import as_read, read_chapter

PARTS = ("word/document.xml", "word/_rels/document.xml.rels")


def png(color: str) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (40, 20), color).save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures") / "dossier"
    new_dossier(folder)
    settings = folder / "dossier.yaml"
    kept = SHORTENED.replace(" figures,", "")
    settings.write_text(settings.read_text(encoding="utf-8") + kept, encoding="utf-8")
    return folder


def charts(root: Path) -> list[b.Chart]:
    return list(nodes(composed(root).blocks, b.Chart))


def built(root: Path) -> bytes:
    keys = [chart.block_id for chart in charts(root)]
    svg = {key: f'<svg xmlns="http://www.w3.org/2000/svg"><!--{key}--></svg>' for key in keys}
    shades = {key: png(f"#{n + 1:02x}4080") for n, key in enumerate(keys)}
    return render_docx(composed(root), {k: v.encode() for k, v in svg.items()}, shades)


def changed(data: bytes, change: Callable[[str], str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        new.writestr("word/media/other.png", png("red"))
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part.decode()).encode() if name in PARTS else part)
    return stream.getvalue()


def replaced(xml: str) -> str:
    """As *Change Picture* of Word does: another relation, and no drawing beside it."""
    relation = re.search(r'<Relationship [^>]*Target="media/[^"]+\.png"[^>]*/>', xml)
    if relation is not None:
        other = re.sub(r'Target="[^"]+"', 'Target="media/other.png"', relation[0])
        other = re.sub(r'Id="[^"]+"', 'Id="rIdOther"', other)
        return xml.replace("</Relationships>", f"{other}</Relationships>")
    return re.sub(
        r'<a:blip r:embed="[^"]+">.*?</a:blip>', '<a:blip r:embed="rIdOther"/>', xml, count=1
    )


def described(xml: str) -> str:
    return re.sub(r'(name="Picture \d+" descr=")[^"]*', r"\1Other words", xml, count=1)


def taken_out(xml: str) -> str:
    return re.sub(r"<w:drawing>.*?</w:drawing>", "", xml, count=1)


@pytest.mark.parametrize(
    ("edit", "code", "says"),
    [
        (replaced, "PUL012", "picture"),
        (described, "PUL003", "alternative text: Other words"),
        (taken_out, "PUL003", "printed again"),
    ],
)
def test_a_picture_that_is_another_one_now_is_told(
    root: Path, edit: Callable[[str], str], code: str, says: str
) -> None:
    (told,) = pulled(root, changed(built(root), edit), keep=False).outcome.not_taken
    assert (told.why, told.place) == (code, charts(root)[0].block_id)
    assert says in f"{told.word} {told.because}"


def test_the_same_pictures_under_other_names_are_no_edit(root: Path) -> None:
    docx = built(root)
    made = pulled(root, changed(docx, lambda xml: re.sub(r'name="Picture', 'name="Bild', xml)))
    assert not made.outcome.not_taken


def test_beside_a_dossier_only_pictures_that_vnrgen_did_not_put_in_are_told(root: Path) -> None:
    document = composed(root)
    own = as_read(document).document

    def told(docx: bytes) -> list[tuple[ContentKind, str]]:
        read = read_chapter(docx, "edited.docx")
        seen = put_in(read.pictures or ())
        stand_ins = pictures_made(read.made, seen, document)
        found = picture_changes(stand_ins, seen, side_by_side(own, read.document))
        return [(change.kind, change.key) for change in (*found.form, *found.prose)]

    first = charts(root)[0].block_id
    assert told(built(root)) == []
    assert told(changed(built(root), replaced)) == [(ContentKind.PICTURE, first)]
    assert told(changed(built(root), taken_out)) == [(ContentKind.DROPPED, first)]
