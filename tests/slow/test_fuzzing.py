"""Ten thousand damaged files and texts: every reader ends in problems, none in a crash."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.attacks.test_reports import paragraph, word
from tests.attacks.test_workbooks import workbook
from tests.builders_adoption import a_decision
from tests.builders_document import a_publishable, composed, narrative, one_section
from tests.builders_records import read_as
from vnrgen.adoption.ledger.store import ledger_url, open_ledger
from vnrgen.adoption.ledger.transfer import decisions_of
from vnrgen.disclosure.photos import PhotoRefusedError, clean_photo
from vnrgen.document.blocks import Link, Paragraph
from vnrgen.document.blocks.identity import IdBook
from vnrgen.document.blocks.plain import plain
from vnrgen.document.markdown.blocks import blocks_of
from vnrgen.document.markdown.reading import Reading
from vnrgen.document.sections.sandbox import render
from vnrgen.document.tree.walk import every_block
from vnrgen.dossier.files.workbook import UnreadableWorkbookError, read_sheet
from vnrgen.dossier.readers.registry import LAYOUTS
from vnrgen.dossier.settings.yaml_files import parse_yaml
from vnrgen.pdftext.passages import read_passages
from vnrgen.problems import InvalidInputError, ProblemLog
from vnrgen.visible import has_hidden

pytestmark = pytest.mark.slow
CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def fuzz(count: int) -> settings:
    """Return settings for so many cases, the same ones every time."""
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=CALM,
    )


SEEDS = {
    "canonical": (
        "indicator_id,series,place,period,sex,value,source_id,n_unweighted,obs_status\n"
        "3.1.2,S,ken,2024,F,58.3,src,120,A\n3.1.2,S,ken,2019/20,,(29.5),src,,\n"
    ),
    "open-sdg": "Year,Sex,Units,Value\n2020,,Percent,1.5\n2020,Female,Percent,2\n",
    "unsd": (
        "Goal,Target,Indicator,SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,"
        "Value,Time_Detail,Source,Nature,Units,Sex\n"
        "3,3.1,3.1.2,SH_STA_BRTC,Births,404,Kenya,2014,61.8,2014,DHS,C,PERCENT,FEMALE\n"
    ),
    "sdmx-csv": (
        "DATAFLOW,FREQ,REPORTING_TYPE,SERIES,REF_AREA,SEX,AGE,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n"
        "IAEG:X(1.0),A,N,SH_STA_BRTC,404,F,_T,2014,61.8,PT\n"
    ),
    "sdmx-csv 2": (
        "STRUCTURE;STRUCTURE_ID;ACTION;SERIES;REF_AREA;TIME_PERIOD;OBS_VALUE\n"
        "dataflow;A:B(1.0);I;SH_STA_BRTC;404;2014;61,8\n"
    ),
    "sdmx-ml": (
        '<m:GenericData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" '
        'xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"><m:DataSet>'
        '<g:Series><g:SeriesKey><g:Value id="REF_AREA" value="404"/></g:SeriesKey><g:Obs>'
        '<g:ObsDimension value="2014"/><g:ObsValue value="1"/></g:Obs></g:Series></m:DataSet>'
        "</m:GenericData>"
    ),
    "heat-plus": (
        "setting,date,source,indicator_abbr,indicator_name,dimension,subgroup,estimate,se,ci_lb,"
        "ci_ub,population,flag,setting_average,iso3,favourable_indicator,indicator_scale,"
        "ordered_dimension,subgroup_order,reference_subgroup\n"
        "Kenya,2014,DHS,sba,Births,Sex,Female,61.8,1,60,63,100,,61,KEN,1,100,0,0,0\n"
    ),
    "dhs-api": (
        "DataId,Indicator,SurveyId,CountryName,SurveyYearLabel,IndicatorId,Value,"
        "CharacteristicCategory,CharacteristicLabel,DenominatorUnweighted\n"
        "1,Births,KE2014DHS,Kenya,2014,RH_DELA_C_SKP,61.8,Residence,Rural,500\n"
    ),
    "report-table": (
        "Background characteristic,Skilled,Number of births\nResidence,,\nUrban,82.4,300\n"
        "Rural,(50.4),30\nTotal,61.8,330\n"
    ),
    "wide": "Indicator,Unit,2019,2020\nBirths,%,58.1,61.8\nGroup,,,\nWomen,%,..,1\n",
    "kobo": "_id,water,head/sex,_validation_status\n1,piped,female,\n2,well,male,\n",
}
TOKENS = st.sampled_from(
    [
        *("", ",", ";", "\t", '"', "\n", "\r", "\x00", "\ufeff", "\u202e", "\ud800", "é", "٣"),
        *("-1", "1e400", "nan", "9" * 30, "2024-13-45", "(5)", "<5", "=1+1", "..", "_T", "%"),
        *("<", ">", "&#0;", "<!DOCTYPE x>", "]]>", "{", "[", ": ", "- ", "*a", "&a", "#", "|"),
    ]
)
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from([0, 0, 1, 2, 5, 40, 400]), TOKENS),
    min_size=1,
    max_size=8,
)
Edits = list[tuple[float, int, str]]


def damaged(text: str, edits: Edits) -> str:
    for where, length, token in edits:
        place = int(where * len(text))
        text = text[:place] + token + text[place + length :]
    return text


def damaged_bytes(data: bytes, edits: Edits) -> bytes:
    return damaged(data.decode("latin-1"), [(w, n, t[:2]) for w, n, t in edits]).encode(
        "latin-1", "replace"
    )


@contextlib.contextmanager
def a_file(name: str, data: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield path


def test_every_layout_is_fuzzed() -> None:
    assert {name.split()[0] for name in SEEDS} == set(LAYOUTS)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_damaged_data_file_breaks_its_reader(seed: str) -> None:
    layout = seed.split(maxsplit=1)[0]
    ending = "xml" if layout == "sdmx-ml" else "csv"

    @fuzz(350)
    @given(edits=EDITS)
    def check(edits: Edits) -> None:
        data = damaged(SEEDS[seed], edits).encode("utf-8", "surrogatepass")
        with a_file(f"indicator_3-1-2.{ending}", data) as path:
            read = read_as(layout, path)
            assert all(p.what and p.fix for p in read.problems)

    check()


FRAGMENTS = st.sampled_from(
    [
        *("word", " ", "\n", "\n\n", "*", "**", "_", "`", "[", "]", "(", ")", "!", "<", ">", "#"),
        *("- ", "1. ", "> ", "|", "|-|", "    ", "\t", "\\", "&amp;", "&#x202E;", "[^a]", "[^a]: "),
        *("{{", "}}", '{{ value("3.1.2") }}', '{{ count("groups") }}', "{lang=fr}", "{", "}"),
        *("https://a.example", "javascript:x", "<!--", "-->", "Table: ", "12.5", "2024", "\u202e"),
        *("<script>", "---", "***", "![", "](", "\x00", "\ue000\ue010\ue001", "۱۲", "é", "中文"),
    ]
)


@fuzz(2_500)
@given(parts=st.lists(FRAGMENTS | st.text(max_size=4), max_size=60))
def test_no_prose_breaks_the_parser_or_gets_through_it(parts: list[str]) -> None:
    problems = ProblemLog()
    reading = Reading(
        kind="n", path="a.md", prefix="p", problems=problems, ids=IdBook(), evaluate=lambda *_: ()
    )
    for block in every_block(blocks_of("".join(parts), reading)):
        if isinstance(block, Paragraph):
            assert not has_hidden(plain(block.content))
            links = [part for part in block.content if isinstance(part, Link)]
            assert all(link.href.lower().startswith(("http", "mailto:")) for link in links)
    assert all(p.where.row and p.what and p.fix for p in problems)


@fuzz(150)
@given(parts=st.lists(FRAGMENTS, max_size=40))
def test_no_prose_breaks_a_composition(parts: list[str]) -> None:
    publishable = a_publishable(narratives=(narrative("".join(parts)),))
    composed(publishable, one_section("lnob/why.md.j2"))


CODE = st.sampled_from(
    [
        *("{{ ", " }}", "{% for a in ", "goals()", " %}", "{% endfor %}", "{% if ", "{% endif %}"),
        *("value('3.1.2')", "a", ".", "title", "__class__", "[0]", "|", "first", "(", ")", "'"),
        *("{% include 'x' %}", "{#", "#}", "~", "1", "loop.index", "{% set b = ", "_('x')", "=="),
    ]
)


@fuzz(1_500)
@given(parts=st.lists(CODE | st.text(max_size=3), max_size=30))
def test_no_template_does_more_than_place(parts: list[str]) -> None:
    told = [{"number": 3, "indicators": [{"index": 0, "code": "3.1.2"}]}]
    found = render("a", {"a": "".join(parts)}, ["value", "_"], told)

    assert ("fault" in found) != ("text" in found)
    assert "object at 0x" not in json.dumps(found)


YAML = st.sampled_from(
    [
        *("a", ": ", "\n", "- ", "  ", "[", "]", "{", "}", "&a ", "*a", "!!python/name:os ", "|\n"),
        *("'", '"', "#", "? ", "<<: *a", "---\n", "%YAML 1.2\n", "\t", "1e9", "~", "\\ud800", ">"),
    ]
)


@fuzz(1_200)
@given(parts=st.lists(YAML | st.text(max_size=3), max_size=40))
def test_no_yaml_breaks_its_reader(parts: list[str]) -> None:
    problems = ProblemLog()
    found = parse_yaml("".join(parts), "a.yaml", problems)

    assert found is not None or len(problems)


@fuzz(500)
@given(edits=EDITS)
def test_no_damaged_workbook_breaks_its_reader(edits: Edits) -> None:
    with contextlib.suppress(UnreadableWorkbookError):
        read_sheet(damaged_bytes(WORKBOOK, edits))


@fuzz(400)
@given(edits=EDITS)
def test_no_damaged_photo_breaks_its_reader(edits: Edits) -> None:
    with (
        a_file("a.jpg", damaged_bytes(PHOTO, edits)) as path,
        contextlib.suppress(PhotoRefusedError),
    ):
        assert clean_photo(path, path.parent).startswith(b"\xff\xd8\xff")


@fuzz(400)
@given(edits=EDITS)
def test_no_damaged_report_breaks_its_reader(edits: Edits) -> None:
    with (
        a_file("a.docx", damaged_bytes(REPORT, edits)) as path,
        contextlib.suppress(InvalidInputError),
    ):
        assert not any(has_hidden(p.text) for p in read_passages(path))


@fuzz(300)
@given(edits=EDITS)
def test_no_damaged_ledger_breaks_its_reader(edits: Edits) -> None:
    with (
        a_file("ledger.db", damaged_bytes(LEDGER, edits)) as path,
        contextlib.suppress(InvalidInputError),
    ):
        decisions_of(path.parent)


def a_photo() -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((60, 40), 50).save(stream, "JPEG")
    return stream.getvalue()


def a_ledger() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        with open_ledger(ledger_url(Path(folder))) as ledger:
            ledger.record(a_decision(), a_decision("reflected"))
        return (Path(folder) / "ledger.db").read_bytes()


WORKBOOK, PHOTO, REPORT, LEDGER = workbook(), a_photo(), word(paragraph("words")), a_ledger()
