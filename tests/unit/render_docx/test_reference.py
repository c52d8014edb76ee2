from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.builders_docx import body_words, openxml_findings, part
from tests.builders_render import a_document, pictures_of, pngs_of
from vnrgen.problems import InvalidInputError, Problem
from vnrgen.render.docx import WordOptions, render_docx
from vnrgen.render.docx.archive import unzipped, zipped
from vnrgen.render.docx.options import word_options
from vnrgen.render.docx.originals import reference_path
from vnrgen.render.docx.reference import build_reference
from vnrgen.render.docx.setting_up import opened_package
from vnrgen.render.docx.stylebook import CHARACTERS, LISTS, PARAGRAPHS, TABLES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LETTER = {
    "word/document.xml": (
        (r'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'),
        (r'w:left="1021"', 'w:left="1440"'),
        (r'w:right="1021"', 'w:right="1440"'),
    )
}


def _changed(changes: dict[str, tuple[tuple[str, str], ...]], **more: bytes) -> bytes:
    """Return the reference file with expressions replaced in its parts, and further parts."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(build_reference())) as made,
        zipfile.ZipFile(stream, "w") as archive,
    ):
        for entry in made.namelist():
            data = made.read(entry)
            for pattern, new in changes.get(entry, ()):
                text, times = re.subn(pattern, new, data.decode())
                assert times, pattern
                data = text.encode()
            archive.writestr(entry, data)
        for name, data in more.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _without_style(*names: str) -> bytes:
    """Return the reference file as if somebody had renamed styles in Word."""
    return _changed({"word/styles.xml": tuple((f'w:val="{n}"', 'w:val="My own"') for n in names)})


def _rendered(reference: bytes) -> bytes:
    document = a_document()
    options = WordOptions(reference=reference, reference_name="templates/docx/reference.docx")
    return render_docx(document, pictures_of(document), pngs_of(document), options=options)


def _problems(reference: bytes) -> list[Problem]:
    with pytest.raises(InvalidInputError) as caught:
        _rendered(reference)
    return list(caught.value.problems)


def test_the_reference_file_kept_with_the_templates_has_every_style() -> None:
    package = opened_package(WordOptions())

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


def test_every_renamed_style_is_a_problem_that_names_it_and_its_file() -> None:
    problems = _problems(_without_style("Body Text", "Table text"))

    assert [problem.code for problem in problems] == ["DOC001", "DOC001"]
    assert [problem.where.path for problem in problems] == ["templates/docx/reference.docx"] * 2
    said = " ".join(problem.what for problem in problems)
    assert '"Body Text"' in said
    assert '"Table text"' in said


def test_a_style_of_another_kind_is_as_good_as_missing() -> None:
    found = r'w:type="character"( w:customStyle="1" w:styleId="Badge")'
    kind = (found, r'w:type="paragraph"\1')

    (problem,) = _problems(_changed({"word/styles.xml": (kind,)}))

    assert problem.what.endswith('character style named "Badge"')


@pytest.mark.parametrize(
    ("part", "gone"),
    [
        ("word/styles.xml", r"<w:numPr>.*?</w:numPr>"),
        ("word/numbering.xml", r"<w:(num|abstractNum) .*</w:\1>"),
        ("word/_rels/document.xml.rels", r'<Relationship [^>]*Target="numbering.xml"[^>]*/>'),
    ],
    ids=["no style has a list", "no list", "no part of lists"],
)
def test_items_that_would_lose_their_signs_are_a_problem_and_no_traceback(
    part: str, gone: str
) -> None:
    problems = _problems(_changed({part: ((gone, ""),)}))

    assert {problem.code for problem in problems} == {"DOC005"}
    assert '"List Number"' in " ".join(problem.what for problem in problems)
    assert len(problems) == len(LISTS)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        _changed({})[:4000],
        _changed({"[Content_Types].xml": ((r"document\.main\+xml", "template.main+xml"),)}),
        _changed({"word/styles.xml": ((r"\?>", "?><!DOCTYPE a [<!ENTITY b 'c'>]>"),)}),
        _changed({"word/document.xml": ((r"<w:body>", "<w:body"),)}),
    ],
    ids=["empty", "pdf", "cut off", "a template", "entities", "broken"],
)
def test_a_file_that_is_no_reference_is_a_problem_and_no_traceback(data: bytes) -> None:
    (problem,) = _problems(data)

    assert problem.code == "DOC003"
    assert problem.where.path == "templates/docx/reference.docx"


_PLACES = st.sampled_from(
    [
        ("word/styles.xml", "style"),
        ("word/styles.xml", "name"),
        ("word/styles.xml", "numId"),
        ("word/styles.xml", "ind"),
        ("word/styles.xml", "docDefaults"),
        ("word/numbering.xml", "num"),
        ("word/numbering.xml", "abstractNumId"),
        ("word/document.xml", "sectPr"),
        ("word/document.xml", "pgSz"),
        ("word/document.xml", "p"),
        ("word/header1.xml", "r"),
        ("word/settings.xml", "compat"),
        ("word/_rels/document.xml.rels", "Relationship"),
        ("_rels/.rels", "Relationship"),
        ("[Content_Types].xml", "Override"),
    ]
)
_VALUES = st.sampled_from([None, "", "x", "1.5", "-7", "99999999999", "../..", "rId1", "\u00e9"])


@given(_PLACES, st.integers(0, 40), st.integers(0, 4), _VALUES, st.sampled_from(["en", "ar"]))
@settings(max_examples=80, deadline=None)
def test_whatever_is_wrong_in_it_is_a_problem_or_is_borne(
    place: tuple[str, str], number: int, attribute: int, value: str | None, language: str
) -> None:
    """Remove an element, or an attribute of one, or give that another value."""
    changed, kind = place
    files = {name: found.content for name, found in unzipped(_once()).items()}
    root = etree.fromstring(files[changed])
    elements = list(root.iter(f"{{*}}{kind}"))
    element = elements[number % len(elements)]
    keys = sorted(element.attrib)
    if attribute >= len(keys):
        element.getparent().remove(element)
    elif value is None:
        del element.attrib[keys[attribute]]
    else:
        element.set(keys[attribute], value)
    files[changed] = etree.tostring(root, encoding="UTF-8", standalone=True)
    document = a_document(language=language, direction="rtl" if language == "ar" else "ltr")
    options = WordOptions(reference=zipped(files))
    codes: set[str] = set()
    try:
        render_docx(document, pictures_of(document), pngs_of(document), options=options)
    except InvalidInputError as error:
        codes = {problem.code for problem in error.problems}

    assert codes <= {"DOC001", "DOC003", "DOC005"}


@cache
def _once() -> bytes:
    return build_reference()


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO(_changed({}))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/big.xml", b" " * 150_000_000)

    (problem,) = _problems(stream.getvalue())

    assert problem.code == "DOC003"


def test_tables_and_pictures_are_as_wide_as_the_page_has_room_for() -> None:
    docx = _rendered(_changed(LETTER))
    width = 12240 - 2 * 1440

    tables = [int(t.get(f"{W}w")) for t in part(docx).iter(f"{W}tblW")]
    pictures = [
        int(e.find("{*}extent").get("cx"))
        for e in part(docx).iter("{*}inline")
        if (e.find("{*}docPr").get("name") or "").startswith("Picture")
    ]

    assert set(tables) == {width}
    assert max(pictures) == width * 635


def test_a_logo_in_the_running_head_and_the_designers_colours_are_kept() -> None:
    colour = (r'(w:styleId="Heading1">.*?<w:color w:val=)"[0-9A-F]{6}"', r'\1"7A1F5C"')
    logo = ("{running_head}", "Ministry of Plans · {running_head}")
    reference = _changed({"word/styles.xml": (colour,), "word/header1.xml": (logo,)})

    docx = _rendered(reference)
    styles = part(docx, "word/styles.xml")
    heading = styles.find(f"{W}style[@{W}styleId='Heading1']")

    assert heading.find(f"{W}rPr/{W}color").get(f"{W}val") == "7A1F5C"
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        heads = [archive.read(n).decode() for n in archive.namelist() if "word/header" in n]
    assert any("Ministry of Plans · Republic of Ostara" in head for head in heads)


def test_what_tells_of_the_makers_of_a_reference_file_is_left_behind() -> None:
    place = "C:/Users/nana/plans.dotm"
    settings = (
        r"<w:defaultTabStop",
        '<w:rsids><w:rsidRoot w:val="00A1B2C3"/></w:rsids><w:defaultTabStop',
    )
    rels = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" TargetMode="External" Target="file:///{place}" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
        "</Relationships>"
    )
    reference = _changed(
        {"word/settings.xml": (settings,)}, **{"word/_rels/settings.xml.rels": rels.encode()}
    )

    docx = _rendered(reference)

    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"nana" not in everything
    assert b"00A1B2C3" not in everything


def test_the_reference_file_of_the_dossier_is_used_where_it_has_one(tmp_path: Path) -> None:
    assert word_options(tmp_path, native_charts=False).reference is None
    own = tmp_path / "templates" / "docx" / "reference.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"the dossier's")
    other = tmp_path / "other.docx"
    other.write_bytes(b"the user's")

    assert word_options(tmp_path, native_charts=False).reference == b"the dossier's"
    named = word_options(tmp_path, native_charts=False, reference=other)
    assert (named.reference, named.reference_name) == (b"the user's", "other.docx")


def test_a_file_that_names_its_namespaces_otherwise_gives_the_same_words() -> None:
    other = _changed({"word/document.xml": ((r' xmlns:wps="[^"]*"', ""),)})

    assert body_words(_rendered(other)) == body_words(_rendered(build_reference()))
    assert part(_rendered(other)).nsmap.keys() != part(_rendered(build_reference())).nsmap.keys()


def test_new_lists_stand_before_what_word_writes_after_them() -> None:
    reference = _changed(
        {
            "word/numbering.xml": (
                ("</w:numbering>", '<w:numIdMacAtCleanup w:val="3"/></w:numbering>'),
            )
        }
    )

    tags = [child.tag.removeprefix(W) for child in part(_rendered(reference), "word/numbering.xml")]

    assert tags.count("num") > part(build_reference(), "word/numbering.xml").xpath(
        "count(*[local-name() = 'num'])"
    )
    assert tags[-1] == "numIdMacAtCleanup"
    assert tags == sorted(tags, key=("abstractNum", "num", "numIdMacAtCleanup").index)


def test_a_tracked_change_of_the_page_does_not_move_the_body() -> None:
    tracked = '<w:sectPrChange w:id="1" w:author="a" w:date="2026-01-01T00:00:00Z">'
    new = f"<w:titlePg/>{tracked}<w:sectPr/></w:sectPrChange></w:sectPr>"
    page = (r"<w:titlePg/></w:sectPr>", new)
    changed = _rendered(_changed({"word/document.xml": (page,)}))

    assert body_words(changed) == body_words(_rendered(build_reference()))


def test_a_named_reference_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        word_options(tmp_path, native_charts=False, reference=tmp_path / "none.docx")

    assert [problem.code for problem in caught.value.problems] == ["DOS012"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_reference_file_saved_by_libreoffice_still_has_every_style(tmp_path: Path) -> None:
    colour = (r'(w:styleId="Heading1">.*?<w:color w:val=)"[0-9A-F]{6}"', r'\1"7A1F5C"')
    source = tmp_path / "reference.docx"
    source.write_bytes(_changed(LETTER | {"word/styles.xml": (colour,)}))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "docx:MS Word 2007 XML", "--outdir", tmp_path / "out", source],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip

    docx = _rendered((tmp_path / "out" / "reference.docx").read_bytes())

    assert {int(t.get(f"{W}w")) for t in part(docx).iter(f"{W}tblW")} == {12240 - 2 * 1440}
    assert "7A1F5C" in etree.tostring(part(docx, "word/styles.xml")).decode()
    assert openxml_findings(docx, tmp_path) == []
