"""The PDF passes every judge, and each judge is shown to see what it is there for."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.builders_render import a_document, pictures_of
from tests.conftest import Built
from tests.validators.pdf import (
    FONTS,
    PDF_A,
    PDF_UA,
    elements,
    font_families,
    page_validation,
    verapdf,
    wrong_heads,
)
from vnrgen.checks.traces import machine_traces
from vnrgen.problems import ProblemLog
from vnrgen.render.pdf import render_pdf

pytestmark = pytest.mark.slow
Plant = Callable[[pikepdf.Pdf], None]


def tagged(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [e for e in elements(pdf.Root.StructTreeRoot) if kind == e.S]


def described(pdf: pikepdf.Pdf, pattern: str, by: str = "") -> None:
    """Replace in the description of the file, and keep it readable without unpacking."""
    description = bytes(pdf.Root.Metadata.read_bytes()).decode()
    changed, times = re.subn(pattern, by, description, count=1, flags=re.DOTALL)
    assert times == 1
    pdf.Root.Metadata = pdf.make_stream(changed.encode(), Type=pikepdf.Name.Metadata)
    pdf.Root.Metadata.Subtype = pikepdf.Name.XML


def nothing(_pdf: pikepdf.Pdf) -> None:
    """Only write the file again."""


def no_alternative(pdf: pikepdf.Pdf) -> None:
    del tagged(pdf, "/Figure")[0]["/Alt"]


def skipped_rank(pdf: pikepdf.Pdf) -> None:
    tagged(pdf, "/H2")[1].S = pikepdf.Name.H4


def head_that_is_not_there(pdf: pikepdf.Pdf) -> None:
    for cell in cells(pdf):
        if cell.S == "/TH":
            del cell.A["/Scope"]  # with it, validators do not ask what a value names
        else:
            cell.A.Headers = pikepdf.Array([pikepdf.String("nowhere")])


def cells(pdf: pikepdf.Pdf) -> list[Any]:
    """Return the cells of the last table."""
    return [e for e in elements(tagged(pdf, "/Table")[-1]) if e.S in {"/TH", "/TD"}]


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def no_title(pdf: pikepdf.Pdf) -> None:
    described(pdf, "<dc:title>.*?</dc:title>")


def title_not_shown(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences["/DisplayDocTitle"]


def not_said_to_be_accessible(pdf: pikepdf.Pdf) -> None:
    described(pdf, "<pdfuaid:part>1</pdfuaid:part>")


def silent_link(pdf: pikepdf.Pdf) -> None:
    links = [a for sheet in pdf.pages for a in sheet.get("/Annots", []) if a.Subtype == "/Link"]
    del links[0]["/Contents"]


def not_tagged(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def irregular_table(pdf: pikepdf.Pdf) -> None:
    rows = [e for e in elements(tagged(pdf, "/Table")[-1]) if e.S == "/TR"]
    del rows[-1].K[-1]


# What is planted, and the rule of veraPDF that it breaks.
ACCESSIBILITY: Mapping[str, tuple[Plant, str]] = {
    "no alternative": (no_alternative, "7.3-1"),
    "skipped rank": (skipped_rank, "7.4.2-1"),
    "head that is not there": (head_that_is_not_there, "7.5-2"),
    "irregular table": (irregular_table, "7.2-43"),
    "no language": (no_language, "7.2-34"),
    "no title": (no_title, "7.1-9"),
    "title not shown": (title_not_shown, "7.1-10"),
    "not said to be accessible": (not_said_to_be_accessible, "5-1"),
    "silent link": (silent_link, "7.18.5-2"),
    "not tagged": (not_tagged, "6.2-1"),
}


def font_left_out(pdf: pikepdf.Pdf) -> None:
    font = next(o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontFile2" in o)
    del font["/FontFile2"]


def smoothed_picture(pdf: pikepdf.Pdf) -> None:
    pictures = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
    next(o for o in pictures if o.get("/Subtype") == "/Image").Interpolate = True


def loose_attachment(pdf: pikepdf.Pdf) -> None:
    specification = next(
        o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/AFRelationship" in o
    )
    del specification["/AFRelationship"]


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def not_said_to_be_archivable(pdf: pikepdf.Pdf) -> None:
    described(pdf, r'pdfaid:part(?:>3<|="3")', "")


ARCHIVABILITY: Mapping[str, tuple[Plant, str]] = {
    "font left out": (font_left_out, "6.2.11.4.1-1"),
    "smoothed picture": (smoothed_picture, "6.2.8-3"),
    "loose attachment": (loose_attachment, "6.8-3"),
    "script": (script, "6.5.1-1"),
    "not tagged": (not_tagged, "6.7.2.2-1"),
}


def planted(pdf: bytes, plant: Plant) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        plant(opened)
        opened.save(made, static_id=True, fix_metadata_version=False)
    return made.getvalue()


@pytest.fixture(scope="module")
def every_kind() -> bytes:
    """A document with every kind of block."""
    problems = ProblemLog()
    document = a_document()
    data = {"observations.csv": b"group,value\nhighland,41.5\n"}
    made = render_pdf(document, pictures_of(document), attachments=data, problems=problems)
    assert list(problems) == []
    return made


@pytest.fixture(scope="module")
def whole(
    sample: Built, every_kind: bytes, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Path]:
    """The PDFs that must be without fault."""
    folder = tmp_path_factory.mktemp("whole")
    made = {"sample": sample.read("chapter.pdf"), "every kind of block": every_kind}
    files = {name: folder / f"{name}.pdf" for name in made}
    for name, path in files.items():
        path.write_bytes(made[name])
    return files


@pytest.mark.parametrize("flavour", [PDF_A, PDF_UA])
def test_verapdf_finds_nothing(whole: Mapping[str, Path], flavour: str) -> None:
    assert set().union(*verapdf(whole.values(), flavour).values()) == set()


@pytest.mark.parametrize("name", ["sample", "every kind of block"])
def test_the_other_judges_find_nothing_either(whole: Mapping[str, Path], name: str) -> None:
    pdf = whole[name].read_bytes()
    assert page_validation(whole[name]) == set()
    assert wrong_heads(pdf) == []
    assert font_families(pdf) <= FONTS
    assert list(machine_traces({"chapter.pdf": pdf}, [Path.cwd(), Path.home()])) == []


@pytest.fixture(scope="module")
def judged(
    every_kind: bytes, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[tuple[str, str], set[str]]:
    """Every defect as veraPDF sees it: rules by flavour and name of the defect, in two runs."""
    folder = tmp_path_factory.mktemp("planted")
    found = {}
    for flavour, plants in ((PDF_UA, ACCESSIBILITY), (PDF_A, ARCHIVABILITY)):
        files = {folder / f"{flavour} nothing.pdf": "nothing"}
        (folder / f"{flavour} nothing.pdf").write_bytes(planted(every_kind, nothing))
        for name, (plant, _) in plants.items():
            path = folder / f"{flavour} {name}.pdf"
            path.write_bytes(planted(every_kind, plant))
            files[path] = name
        for path, rules in verapdf(files, flavour).items():
            found[flavour, files[path]] = rules
    return found


@pytest.mark.parametrize("flavour", [PDF_A, PDF_UA])
def test_writing_a_file_again_plants_nothing(
    judged: Mapping[tuple[str, str], set[str]], flavour: str
) -> None:
    assert judged[flavour, "nothing"] == set()


@pytest.mark.parametrize("defect", ACCESSIBILITY)
def test_verapdf_sees_what_keeps_people_out(
    judged: Mapping[tuple[str, str], set[str]], defect: str
) -> None:
    assert ACCESSIBILITY[defect][1] in judged[PDF_UA, defect]


@pytest.mark.parametrize("defect", ACCESSIBILITY)
def test_page_validation_sees_it_too(every_kind: bytes, tmp_path: Path, defect: str) -> None:
    path = tmp_path / "planted.pdf"
    path.write_bytes(planted(every_kind, nothing))
    assert page_validation(path) == set()
    path.write_bytes(planted(every_kind, ACCESSIBILITY[defect][0]))
    assert page_validation(path) != set()


@pytest.mark.parametrize("defect", ARCHIVABILITY)
def test_verapdf_sees_what_an_archive_may_not_keep(
    judged: Mapping[tuple[str, str], set[str]], defect: str
) -> None:
    assert ARCHIVABILITY[defect][1] in judged[PDF_A, defect]


def heads_of_each_other(pdf: pikepdf.Pdf) -> None:
    one, other = values(pdf)[:2]
    one.A.Headers, other.A.Headers = (
        pikepdf.Array(list(other.A.Headers)),
        pikepdf.Array(list(one.A.Headers)),
    )


def one_head_left_out(pdf: pikepdf.Pdf) -> None:
    for value in values(pdf)[:2]:
        del value.A.Headers[0]


def heads_left_out(pdf: pikepdf.Pdf) -> None:
    for value in values(pdf)[:2]:
        del value.A["/Headers"]


def no_heads(pdf: pikepdf.Pdf) -> None:
    for cell in cells(pdf):
        cell.S = pikepdf.Name.TD
        for key in ("/Scope", "/Headers"):
            if key in cell.A:
                del cell.A[key]


def values(pdf: pikepdf.Pdf) -> list[Any]:
    return [e for e in tagged(pdf, "/TD") if "/A" in e and len(e.A.get("/Headers", [])) > 1]


@pytest.mark.parametrize(
    ("plant", "found"),
    [(heads_of_each_other, 2), (one_head_left_out, 2), (heads_left_out, 2), (no_heads, 1)],
)
def test_wrong_heads_are_seen_although_no_validator_minds(
    every_kind: bytes, tmp_path: Path, plant: Plant, found: int
) -> None:
    path = tmp_path / "planted.pdf"
    path.write_bytes(planted(every_kind, plant))
    assert page_validation(path) == set()
    assert len(wrong_heads(path.read_bytes())) == found


def test_a_foreign_font_is_seen(every_kind: bytes) -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        font = next(
            o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o
        )
        font.FontName = pikepdf.Name("/ABCDEF+DejaVu-Serif")

    assert font_families(planted(every_kind, plant)) - FONTS == {"DejaVu-Serif"}


@pytest.mark.parametrize("where", ["in a link", "in a packed stream"])
def test_a_path_of_the_machine_is_seen(every_kind: bytes, where: str) -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        if where == "in a link":
            links = [a for sheet in pdf.pages for a in sheet.get("/Annots", []) if "/A" in a]
            links[0].A.URI = pikepdf.String("file:///srv/amina/annex.html")
        else:
            pdf.pages[0].contents_add(b"% /srv/amina/dossier/a.svg\n" * 9)

    leaking = planted(every_kind, plant)
    assert b"dossier/a.svg" not in leaking  # only what unpacks it can see it
    found = machine_traces({"chapter.pdf": leaking}, [Path("/srv/amina/dossier")])
    assert [problem.code for problem in found] == ["PUB006"]
