from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.builders_charts import a_chart, a_point, an_axis, hard_drawings, new_drawings
from tests.builders_docx import body_words, openxml_findings, part
from tests.builders_drawn_blocks import behind_table
from tests.builders_render import a_document, charts_in, metadata, pictures_of, pngs_of
from vnrgen.document.blocks import Chart, Document
from vnrgen.document.drawings import (
    Bars,
    Drawing,
    Dumbbell,
    Emphasis,
    Equiplot,
    Line,
    Moment,
    Producer,
    Row,
    Slope,
)
from vnrgen.problems import ProblemLog
from vnrgen.render.docx import WordOptions, render_docx
from vnrgen.render.docx.native import NativeChart, NotNativeError, native_chart
from vnrgen.render.docx.native.formats import axis_format, number_format

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
NATIVE = WordOptions(native_charts=True)
DRAWINGS = hard_drawings() | new_drawings()


def made(drawing: Drawing, direction: str = "ltr") -> NativeChart:
    return native_chart(a_chart(drawing), "en", direction, ".")


def tree(native: NativeChart) -> Any:
    return etree.fromstring(native.linked("rId1"))


def sheet(native: NativeChart) -> dict[str, Any]:
    """Return the cells of the workbook by their place, read by another program."""
    import openpyxl

    page = openpyxl.load_workbook(io.BytesIO(native.workbook)).active
    return {cell.coordinate: cell for row in page.iter_rows() for cell in row}


def bars(*rows: Row, reference: Any = None) -> Bars:
    return Bars(rows=rows, axis=an_axis(), reference=reference)


def rendered(document: Document, problems: ProblemLog | None = None) -> bytes:
    return render_docx(
        document, pictures_of(document), pngs_of(document), options=NATIVE, problems=problems
    )


# --- the data behind the chart -----------------------------------------------------------------


@pytest.mark.parametrize("name", DRAWINGS)
def test_what_the_chart_shows_is_what_the_cells_hold(name: str) -> None:
    try:
        native = made(DRAWINGS[name])
    except NotNativeError:
        pytest.skip("Word has no such chart")
    cells = sheet(native)
    for reference in tree(native).iter(f"{C}strRef", f"{C}numRef"):
        address = reference.findtext(f"{C}f").rsplit("!", maxsplit=1)[-1].replace("$", "")
        first, _, last = address.partition(":")
        column, top = first.rstrip("0123456789"), int(first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        bottom = int(last[len(column) :]) if last else top
        held = [cells[f"{column}{row}"].value for row in range(top, bottom + 1)]
        shown = {int(p.get("idx")): p.findtext(f"{C}v") for p in reference.iter(f"{C}pt")}
        assert {i: str(v) for i, v in enumerate(held) if v is not None} == {
            i: v if reference.tag == f"{C}strRef" else str(cells[f"{column}{top + i}"].value)
            for i, v in shown.items()
        }
        numbers = [v for v in held if v is not None and reference.tag == f"{C}numRef"]
        texts = [float(v) for v in shown.values() if reference.tag == f"{C}numRef"]
        assert numbers == texts


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_a_name_that_looks_like_a_formula_stays_words(start: str) -> None:
    name = f'{start}HYPERLINK("http://a.example";"x")'
    native = made(bars(Row(label=name, points=(a_point(3.0),))))
    cell = sheet(native)["A2"]
    page = zipfile.ZipFile(io.BytesIO(native.workbook)).read("xl/worksheets/sheet1.xml")

    assert b"<f" not in page
    assert cell.data_type in {"s", "inlineStr"}
    assert cell.value.lstrip() == name.lstrip()
    assert cell.quotePrefix
    assert cell.number_format == "@"


def test_a_value_that_is_not_shown_leaves_an_empty_cell_and_its_words() -> None:
    native = made(
        bars(
            Row(label="Tarrun", points=(a_point(29.3),)),
            Row(label="Wesha", points=(), absent="(*)"),
        )
    )

    cells = {place: cell.value for place, cell in sheet(native).items() if cell.value is not None}

    assert cells == {"B1": "Share of births, %", "A2": "Tarrun", "B2": 29.3, "A3": "Wesha – (*)"}


def test_error_bars_reach_from_the_value_to_the_ends_of_its_interval() -> None:
    native = made(
        bars(
            Row(label="a", points=(a_point(29.3, lower=25.1, upper=34.0),)),
            Row(label="b", points=(a_point(40.0),)),
        )
    )
    bar = tree(native).find(f".//{C}errBars")

    lengths = {
        end: [point.text for point in bar.find(f"{C}{end}").iter(f"{C}v")]
        for end in ("minus", "plus")
    }
    # 29.3 - 25.1 = 4.2 and 34.0 - 29.3 = 4.7, without what subtraction of floats adds
    assert lengths == {"minus": ["4.2"], "plus": ["4.7"]}
    assert bar.find(f"{C}errValType").get("val") == "cust"


# --- told apart --------------------------------------------------------------------------------


def test_official_and_citizen_bars_differ_in_pattern_colour_and_name() -> None:
    row = Row(label="Kesh", points=(a_point(30.0), a_point(41.0, producer=Producer.CITIZEN)))
    drawing = Dumbbell(
        rows=(row,), axis=an_axis(), official_label="official", citizen_label="citizen"
    )
    official, citizen = tree(made(drawing)).iter(f"{C}ser")

    assert official.find(f"{C}spPr/{A}solidFill/{A}schemeClr").get("val") == "accent1"
    assert citizen.find(f"{C}spPr/{A}pattFill/{A}fgClr/{A}schemeClr").get("val") == "accent3"
    assert [s.findtext(f"{C}tx//{C}v") for s in (official, citizen)] == ["official", "citizen"]
    assert tree(made(drawing)).find(f".//{C}legend") is not None


def test_citizens_marks_are_open_diamonds_and_official_ones_are_not() -> None:
    points = (
        a_point(10.0, "Poor", emphasis=Emphasis.BEHIND),
        a_point(40.0, "Rich", emphasis=Emphasis.AHEAD, producer=Producer.CITIZEN),
    )
    drawing = Equiplot(rows=(Row(label="2024", points=points),), axis=an_axis())

    marks = [
        ser.find(f"{C}marker/{C}symbol").get("val") for ser in tree(made(drawing)).iter(f"{C}ser")
    ]

    assert marks == ["circle", "diamond"]


def test_a_value_on_few_cases_keeps_its_brackets_when_it_is_edited() -> None:
    native = made(bars(Row(label="a", points=(a_point(29.5, text="(29.5%)", small=True),))))

    assert tree(native).find(f".//{C}dLbl/{C}numFmt").get("formatCode") == '"("0.0"%)"'


@pytest.mark.parametrize(
    ("value", "text", "mark", "code"),
    [
        (24.1, "24.1%", ".", '0.0"%"'),
        (24.1, "24,1 %", ",", '0.0" %"'),
        (1204.4, "1,204.4", ".", "#,##0.0"),
        (1204.0, "1\u202f204", ",", "#,##0"),
        (-3.5, "−3.5", ".", "0.0"),
        (29.54, "٢٩٫٥", "٫", "0.0"),
        (0.04, "<0.1", ".", None),
        (12.0, "none", ".", None),
        (12.0, '12"', ".", None),
    ],
)
def test_a_format_prints_a_value_as_the_chapter_does(
    value: float, text: str, mark: str, code: str | None
) -> None:
    assert number_format(value, text, mark) == code


def test_an_axis_whose_ticks_group_thousands_does_so_throughout() -> None:
    assert axis_format([(0.0, "0"), (500.0, "500"), (1000.0, "1,000")], ".") == "#,##0"


# --- over time ---------------------------------------------------------------------------------


def a_slope(*years: float, broken: int = -1) -> Slope:
    moments = tuple(
        Moment(label=f"{year:g}", year=year, break_before="New questions" if i == broken else "")
        for i, year in enumerate(years)
    )
    line = Line(label="Poor", points=tuple(a_point(10.0 + i) for i in range(len(years))))
    return Slope(moments=moments, lines=(line,), axis=an_axis(), absent="Rich: (*)")


def test_periods_that_are_not_the_same_time_apart_stand_on_an_axis_of_years() -> None:
    even, uneven = tree(made(a_slope(2014, 2019, 2024))), tree(made(a_slope(2014, 2019, 2022)))

    assert even.find(f".//{C}lineChart") is not None
    years = uneven.findall(f".//{C}scatterChart//{C}xVal//{C}v")
    assert [float(year.text) for year in years] == [2014.0, 2019.0, 2022.0]


def test_no_line_runs_over_a_break_and_its_words_are_kept() -> None:
    native = made(a_slope(2014, 2019, 2024, broken=1))
    (gone,) = tree(native).iter(f"{C}dPt")

    assert gone.find(f"{C}idx").get("val") == "1"
    assert gone.find(f"{C}spPr/{A}ln/{A}noFill") is not None
    assert native.remarks == ("2019 – New questions", "Rich: (*)")


def test_the_periods_of_an_equiplot_run_from_the_oldest_to_the_newest() -> None:
    rows = tuple(Row(label=str(y), points=(a_point(y - 2000.0, "Poor"),)) for y in (2024, 2019))
    native = made(Equiplot(rows=rows, axis=an_axis()))

    assert [sheet(native)[f"A{n}"].value for n in (2, 3)] == ["2019", "2024"]
    assert tree(native).find(f".//{C}hiLowLines") is not None


# --- in the file -------------------------------------------------------------------------------


def test_every_chart_is_native_has_an_alternative_and_carries_its_workbook() -> None:
    document = a_document()
    charts = list(charts_in(document.blocks))
    docx = rendered(document)
    drawn = [
        element.getparent().getparent().getparent().find("{*}docPr").get("descr")
        for element in part(docx).iter(f"{C}chart")
    ]
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        names = archive.namelist()

    assert drawn == [chart.alternative for chart in charts]
    assert sum(name.endswith(".xlsx") for name in names) == len(charts)
    assert not [name for name in names if name.endswith(".svg")]


def test_the_words_of_the_file_are_those_of_the_one_with_pictures() -> None:
    document = a_document()
    drawn = render_docx(document, pictures_of(document), pngs_of(document))

    assert body_words(rendered(document)) == body_words(drawn)


def test_the_same_document_gives_the_same_bytes_the_workbooks_too() -> None:
    assert rendered(a_document()) == rendered(a_document())


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_native_charts_are_valid_open_xml(direction: str, tmp_path: Path) -> None:
    charts = tuple(
        replace(a_chart(d, f"figures/x/chart/{name}"), table=behind_table(f"table/{name}"))
        for name, d in sorted(DRAWINGS.items())
    )
    document = Document(metadata=metadata(direction=direction), blocks=charts, furniture={})
    assert openxml_findings(rendered(document), tmp_path) == []


@pytest.mark.parametrize("name", ["multiples", "coverage", "standings"])
def test_what_word_cannot_draw_stays_a_picture_and_is_said(name: str) -> None:
    found = next(
        (d for key, d in DRAWINGS.items() if key.startswith(name[:8])), DRAWINGS["multiples"]
    )
    chart: Chart = a_chart(found)
    problems = ProblemLog()

    docx = rendered(Document(metadata=metadata(), blocks=(chart,), furniture={}), problems)

    (problem,) = problems
    assert (problem.code, str(problem.severity)) == ("DOC002", "notice")
    assert problem.where.path == chart.block_id
    assert part(docx).find(".//{*}pic") is not None


def test_no_font_is_named_so_that_the_theme_decides() -> None:
    assert b"typeface" not in made(bars(Row(label="a", points=(a_point(3.0),)))).linked("rId1")
