"""SDMX-ML 2.0 as the converters of national offices write it: generic, compact and structures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_records import Reading, a_series, read_as
from vnrgen.dossier.inspection.reading import inspect_file
from vnrgen.dossier.inspection.recognition import recognise
from vnrgen.dossier.model import DimensionRole
from vnrgen.dossier.model.observations import ObservationStatus

SPACE = "http://www.SDMX.org/resources/SDMXML/schemas/v2_0"
BIRTHS = a_series(series="SBA")


def header(kind: str) -> str:
    return (
        f'<?xml version="1.0" ?>\n<!--Created with a converter-->\n<message:{kind} '
        f'xmlns:generic="{SPACE}/generic" xmlns:message="{SPACE}/message" '
        'xmlns:ns1="urn:estat:sdmx.infomodel.keyfamily.KeyFamily=NSO:NAT:1.0:compact">\n'
        "<message:Header><message:ID>I1</message:ID><message:Test>false</message:Test>"
        '<message:Sender id="NSO"/><message:KeyFamilyRef>NAT</message:KeyFamilyRef>'
        "</message:Header>\n"
    )


def values(**said: str) -> str:
    return "".join(
        f'<generic:Value concept="{n}" value="{v}"></generic:Value>' for n, v in said.items()
    )


def generic_series(sex: str, *observations: tuple[str, str, str]) -> str:
    key = values(FREQ="A", SERIES="SBA", REF_AREA="KE", SEX=sex, ETHN="_T")
    found = "".join(
        f"<generic:Obs>\n<generic:Time>{time}</generic:Time><generic:ObsValue value="
        f'"{value}"></generic:ObsValue><generic:Attributes>{values(OBS_STATUS=status)}'
        "</generic:Attributes></generic:Obs>\n"
        for time, value, status in observations
    )
    return (
        f"<generic:Series><generic:SeriesKey>{key}</generic:SeriesKey><generic:Attributes>"
        f"{values(UNIT_MEASURE='PT')}</generic:Attributes>\n{found}</generic:Series>\n"
    )


GENERIC = (
    header("GenericData")
    + '<message:DataSet action="Information">\n<generic:KeyFamilyRef>NAT</generic:KeyFamilyRef>\n'
    + generic_series("_T", ("2014", "62.1", "A"), ("2022", "70.5", "E"))
    + generic_series("F", ("2022", "71.25", "A"))
    + "</message:DataSet></message:GenericData>\n"
)
COMPACT = (
    header("CompactData")
    + '<ns1:DataSet>\n<ns1:SiblingGroup SERIES="SBA" REF_AREA="KE" UNIT_MEASURE="PT"/>\n'
    '<ns1:Series FREQ="A" SERIES="SBA" REF_AREA="KE" SEX="_T" ETHN="_T">\n'
    '<ns1:Obs TIME_PERIOD="2022" OBS_VALUE="70.5" OBS_STATUS="A"/>\n</ns1:Series>\n'
    '<ns1:Series FREQ="A" SERIES="SBA" REF_AREA="KE" SEX="_T" ETHN="TAR">\n'
    '<ns1:Obs TIME_PERIOD="2022" OBS_VALUE="58.0" OBS_STATUS="Q"/>\n'
    "</ns1:Series></ns1:DataSet></message:CompactData>\n"
)
CODES = {
    "CL_SEX": {"_T": "Total", "F": "Female"},
    "CL_ETHN": {"_T": "Total", "TAR": "Tarrun"},
    "CL_SERIES": {"SBA": "Births attended"},
}


def structure() -> str:
    lists = "".join(
        f'<structure:CodeList id="{name}" agency="NSO"><structure:Name xml:lang="en">{name}'
        "</structure:Name>"
        + "".join(
            f'<structure:Code value="{code}"><structure:Description xml:lang="en">{words}'
            '</structure:Description><structure:Description xml:lang="fr">'
            f"{words} (fr)</structure:Description>"
            + (
                "<structure:Annotations><common:Annotation><common:AnnotationType>Indicator"
                "</common:AnnotationType><common:AnnotationText>3.1.2</common:AnnotationText>"
                "</common:Annotation></structure:Annotations>"
                if code == "SBA"
                else ""
            )
            + "</structure:Code>"
            for code, words in codes.items()
        )
        + "</structure:CodeList>"
        for name, codes in CODES.items()
    )
    dimensions = "".join(
        f'<structure:Dimension conceptRef="{name}"'
        + (f' codelist="CL_{name}"' if f"CL_{name}" in CODES else "")
        + "/>"
        for name in ("FREQ", "SERIES", "REF_AREA", "SEX", "ETHN")
    )
    return (
        f'<Structure xmlns="{SPACE}/message" xmlns:structure="{SPACE}/structure" '
        f'xmlns:common="{SPACE}/common"><Header><ID>S</ID></Header><CodeLists>{lists}</CodeLists>'
        '<Concepts><structure:ConceptScheme id="CS"><structure:Concept id="ETHN">'
        '<structure:Name xml:lang="en">Ethnic group</structure:Name></structure:Concept>'
        "</structure:ConceptScheme></Concepts><KeyFamilies>"
        f'<structure:KeyFamily id="NAT" agency="NSO"><structure:Components>{dimensions}'
        '<structure:TimeDimension conceptRef="TIME_PERIOD"/>'
        '<structure:PrimaryMeasure conceptRef="OBS_VALUE"/>'
        '<structure:Attribute conceptRef="UNIT_MEASURE"/></structure:Components>'
        "</structure:KeyFamily></KeyFamilies></Structure>"
    )


def read(folder: Path, text: str, *, with_structure: bool = False, bare: bool = False) -> Reading:
    (folder / "d.xml").write_text(text, encoding="utf-8")
    (folder / "s.xml").write_text(structure(), encoding="utf-8")
    options = {"structure": "s.xml"} if with_structure else {}
    return read_as("sdmx-ml", folder / "d.xml", options, series=() if bare else (BIRTHS,))


def test_a_generic_message_is_read_with_its_lines_and_statuses(tmp_path: Path) -> None:
    found = read(tmp_path, GENERIC)
    assert [(o.period_label, o.value, o.dimensions["sex"], o.unit) for o in found.rows] == [
        ("2014", 62.1, "_T", "PT"),
        ("2022", 70.5, "_T", "PT"),
        ("2022", 71.25, "F", "PT"),
    ]
    assert found.rows[1].obs_status is ObservationStatus.ESTIMATED
    line = GENERIC[: GENERIC.index("<generic:Obs>")].count("\n") + 1
    assert found.rows[0].row == line
    assert found.rows[0].place == "KEN"


def test_a_compact_message_takes_the_attributes_of_its_groups(tmp_path: Path) -> None:
    found = read(tmp_path, COMPACT, with_structure=True)
    assert found.values("ethn") == {("_T",): 70.5, ("TAR",): None}
    assert {o.unit for o in found.rows} == {"PT"}
    assert found.rows[1].obs_status is ObservationStatus.SUPPRESSED
    assert found.errors == []


def test_a_structure_of_version_2_0_gives_words_roles_and_indicators(tmp_path: Path) -> None:
    found = read(tmp_path, COMPACT, with_structure=True, bare=True)
    ethnicity = found.result.dimensions["ethn"]
    assert ethnicity.label.within("en") == "Ethnic group"
    assert ethnicity.role is DimensionRole.GROUP
    assert ethnicity.categories["TAR"].label.within("fr") == "Tarrun (fr)"
    assert list(found.result.series) == [("3.1.2", "SBA")]


def test_a_compact_message_of_a_national_structure_asks_for_it(tmp_path: Path) -> None:
    assert "ETHN" in read(tmp_path, COMPACT).problem("SDX010").what


def test_what_was_deleted_is_not_read(tmp_path: Path) -> None:
    deleted = GENERIC.replace('action="Information"', 'action="Delete"')
    assert read(tmp_path, deleted).rows == []


@pytest.mark.parametrize("kind", ["CrossSectionalData", "UtilityData"])
def test_kinds_without_series_are_refused_with_what_to_do(tmp_path: Path, kind: str) -> None:
    problem = read(tmp_path, GENERIC.replace("GenericData", kind)).problem("SDX008")
    assert kind in problem.what
    assert "2.1" in problem.fix


@pytest.mark.parametrize("cut", [400, 900, len(GENERIC) - 30])
def test_a_truncated_message_gives_nothing_but_a_problem(tmp_path: Path, cut: int) -> None:
    found = read(tmp_path, GENERIC[:cut])
    assert found.codes == ["SDX008"]
    assert found.rows == []


def test_it_is_recognised_and_inspected(tmp_path: Path) -> None:
    (tmp_path / "d.xml").write_text(GENERIC, encoding="utf-8")
    recognised = recognise(tmp_path / "d.xml")
    assert recognised is not None
    assert recognised.layout == "sdmx-ml"
    assert inspect_file(tmp_path / "d.xml").figures == 3
