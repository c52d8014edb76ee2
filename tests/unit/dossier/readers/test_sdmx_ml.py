"""SDMX-ML, made by sdmx1 or written by hand, with its structure and without."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders_records import Reading, a_series, read_as
from vnrgen.dossier.model import DimensionRole
from vnrgen.dossier.model.observations import ObservationStatus

BIRTHS = a_series(series="SBA")
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<m:{kind} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" '
    'xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common" '
    'xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic" '
    'xmlns:s="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific" '
    'xmlns:n="urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=NSO:NAT(1.0)'
    ':ObsLevelDim:TIME_PERIOD">\n'
    "<m:Header><m:ID>X</m:ID><m:Test>false</m:Test><m:Prepared>2026-01-01T00:00:00</m:Prepared>"
    '<m:Sender id="NSO"/><m:Structure structureID="S1" '
    'namespace="urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=NSO:NAT(1.0)" '
    'dimensionAtObservation="TIME_PERIOD"><c:Structure><Ref agencyID="NSO" id="NAT" '
    'version="1.0" class="DataStructure"/></c:Structure></m:Structure></m:Header>\n'
)
SPECIFIC = (
    HEAD.replace("{kind}", "StructureSpecificData")
    + '<m:DataSet s:structureRef="S1" xsi:type="n:DataSetType">\n'
    '<Series FREQ="A" REF_AREA="KE" SERIES="SBA" SEX="F" ETHN="TAR" UNIT_MEASURE="PT">\n'
    '<Obs TIME_PERIOD="2022" OBS_VALUE="71.5" OBS_STATUS="A"/>\n'
    '<Obs TIME_PERIOD="2014" OBS_VALUE="NaN" OBS_STATUS="Q"/>\n'
    '</Series>\n<Series FREQ="A" REF_AREA="KE" SERIES="SBA" SEX="_T" ETHN="_T" '
    'UNIT_MEASURE="PT">\n<Obs TIME_PERIOD="2022" OBS_VALUE="80" OBS_STATUS="E"/>\n</Series>\n'
    "</m:DataSet></m:StructureSpecificData>\n"
)
GENERIC = (
    HEAD.replace("{kind}", "GenericData")
    + '<m:DataSet structureRef="S1">\n<g:Series><g:SeriesKey><g:Value id="FREQ" value="A"/>'
    '<g:Value id="REF_AREA" value="KE"/><g:Value id="SERIES" value="SBA"/>'
    '<g:Value id="SEX" value="F"/><g:Value id="ETHN" value="TAR"/></g:SeriesKey>'
    '<g:Attributes><g:Value id="UNIT_MEASURE" value="PT"/></g:Attributes>\n'
    '<g:Obs><g:ObsDimension value="2022"/><g:ObsValue value="71.5"/><g:Attributes>'
    '<g:Value id="OBS_STATUS" value="P"/></g:Attributes></g:Obs>\n'
    "</g:Series></m:DataSet></m:GenericData>\n"
)


def a_structure() -> Any:
    """Return a data structure of a national office, made with sdmx1's own model."""
    from sdmx.model import common, v21

    office = common.Agency(id="NSO")
    sexes = v21.Codelist(id="CL_SEX", maintainer=office, version="1.0")
    for code, name in (("_T", "Total"), ("F", "Female"), ("M", "Male")):
        sexes.append(v21.Code(id=code, name=name))
    peoples = v21.Codelist(id="CL_ETHN", maintainer=office, version="1.0")
    peoples.append(v21.Code(id="_T", name="Total"))
    peoples.append(v21.Code(id="TAR", name={"en": "Tarrun", "fr": "Les Tarrun"}))
    series = v21.Codelist(id="CL_SERIES", maintainer=office, version="1.0")
    note = v21.Annotation(id="Indicator", text="C030102")
    series.append(v21.Code(id="SBA", name="Births attended", annotations=[note]))
    lists = {"SEX": sexes, "ETHN": peoples, "SERIES": series}
    concepts = v21.ConceptScheme(id="CS", maintainer=office, version="1.0")
    names = [
        "FREQ",
        "REF_AREA",
        "SERIES",
        "SEX",
        "ETHN",
        "TIME_PERIOD",
        "OBS_VALUE",
        "UNIT_MEASURE",
        "OBS_STATUS",
    ]
    for name in names:
        words = "Ethnic group" if name == "ETHN" else name
        concepts.append(v21.Concept(id=name, name=words))
    found = v21.DataStructureDefinition(id="NAT", maintainer=office, version="1.0")
    for name in names[:5]:
        made = v21.Dimension(id=name, concept_identity=concepts[name])
        if name in lists:
            made.local_representation = common.Representation(enumerated=lists[name])
        found.dimensions.append(made)
    found.dimensions.append(
        v21.TimeDimension(id="TIME_PERIOD", concept_identity=concepts["TIME_PERIOD"])
    )
    found.measures.append(
        v21.PrimaryMeasure(id="OBS_VALUE", concept_identity=concepts["OBS_VALUE"])
    )
    for name in names[7:]:
        found.attributes.append(v21.DataAttribute(id=name, concept_identity=concepts[name]))
    return found, [*lists.values(), concepts, found]


def write_structure(path: Path) -> Any:
    import sdmx
    from sdmx.message import Header, StructureMessage
    from sdmx.model.common import Agency

    definition, parts = a_structure()
    header = Header(id="t", prepared=datetime.datetime(2026, 1, 1), sender=Agency(id="NSO"))  # noqa: DTZ001
    message = StructureMessage(header=header)
    for part in parts:
        message.add(part)
    path.write_bytes(sdmx.to_xml(message, pretty_print=True))
    return definition


def read_message(
    folder: Path, text: str, *, structure: str = "structure.xml", bare: bool = False
) -> Reading:
    (folder / "data.xml").write_text(text, encoding="utf-8")
    if structure == "structure.xml":
        write_structure(folder / structure)
    options = {"structure": structure} if structure else {}
    series = () if bare else (BIRTHS,)
    return read_as("sdmx-ml", folder / "data.xml", options, series=series)


@pytest.mark.parametrize("text", [SPECIFIC, GENERIC], ids=["specific", "generic"])
def test_a_message_with_its_structure_has_codes_words_and_roles(tmp_path: Path, text: str) -> None:
    found = read_message(tmp_path, text)
    first = found.rows[0]
    assert (first.value, first.place, first.unit) == (71.5, "KEN", "PT")
    assert first.dimensions == {"sex": "F", "ethn": "TAR"}
    ethnicity = found.result.dimensions["ethn"]
    assert ethnicity.role is DimensionRole.GROUP
    assert ethnicity.categories["TAR"].label.within("fr") == "Les Tarrun"
    assert found.errors == []


def test_statuses_and_lines_are_those_of_the_message(tmp_path: Path) -> None:
    found = read_message(tmp_path, SPECIFIC)
    states = {row.row: row.obs_status for row in found.rows}
    assert states == {
        6: ObservationStatus.NORMAL,
        7: ObservationStatus.SUPPRESSED,
        10: ObservationStatus.ESTIMATED,
    }
    broken = read_message(tmp_path, SPECIFIC.replace('"2014"', '"long ago"'))
    assert broken.problem("OBS001").where.row == 7


def test_the_list_of_series_may_name_the_indicator(tmp_path: Path) -> None:
    found = read_message(tmp_path, SPECIFIC, bare=True)
    assert list(found.result.series) == [("3.1.2", "SBA")]
    assert found.result.series["3.1.2", "SBA"].label.within("en") == "Births attended"


def test_a_message_that_sdmx1_writes_is_read(tmp_path: Path) -> None:
    import sdmx
    from sdmx.message import DataMessage, Header
    from sdmx.model import common, v21

    definition = write_structure(tmp_path / "structure.xml")
    data = v21.GenericDataSet(structured_by=definition)
    for sex, value in (("_T", "70.5"), ("F", "71.25")):
        codes = {"FREQ": "A", "REF_AREA": "KEN", "SERIES": "SBA", "SEX": sex, "ETHN": "_T"}
        key = definition.make_key(common.Key, codes | {"TIME_PERIOD": "2022"})
        data.obs.append(
            v21.Observation(dimension=key, value=value, value_for=definition.measures[0])
        )
    header = Header(
        id="t",
        prepared=datetime.datetime(2026, 1, 1),  # noqa: DTZ001
        sender=common.Agency(id="NSO"),
    )
    message = DataMessage(header=header)
    message.data.append(data)
    (tmp_path / "made.xml").write_bytes(sdmx.to_xml(message))
    found = read_as(
        "sdmx-ml", tmp_path / "made.xml", {"structure": "structure.xml"}, series=[BIRTHS]
    )
    assert found.values("sex") == {("_T",): 70.5, ("F",): 71.25}
    assert [path.name for path in found.result.input_files] == ["made.xml", "structure.xml"]


def test_a_national_message_without_its_structure_is_not_guessed_at(tmp_path: Path) -> None:
    found = read_message(tmp_path, SPECIFIC, structure="")
    assert "ETHN" in found.problem("SDX010").what
    assert found.rows == []
    assert len(read_message(tmp_path, GENERIC, structure="").rows) == 1
    known = SPECIFIC.replace('ETHN="TAR"', 'AGE="_T"').replace('ETHN="_T"', 'AGE="_T"')
    assert len(read_message(tmp_path, known, structure="").rows) == 3


def test_sdmx_csv_takes_its_words_and_dimensions_from_a_structure(tmp_path: Path) -> None:
    write_structure(tmp_path / "structure.xml")
    (tmp_path / "d.csv").write_text(
        "DATAFLOW,SERIES,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,ETHN,UNIT_MEASURE,ROOF\n"
        "NSO:NAT(1.0),SBA,KEN,F,2022,70,TAR,PT,tin\n",
        encoding="utf-8",
    )
    found = read_as("sdmx-csv", tmp_path / "d.csv", {"structure": "structure.xml"})
    assert found.rows[0].dimensions == {"sex": "F", "ethn": "TAR"}
    assert "ROOF" in found.problem("SDX003").what


@pytest.mark.parametrize(
    "bomb",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        '<?xml version="1.0"?>\n<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
    ],
)
def test_entities_and_document_types_are_refused_unread(tmp_path: Path, bomb: str) -> None:
    assert read_message(tmp_path, bomb).codes == ["SDX007"]
    (tmp_path / "data.xml").write_bytes(("\ufeff" + bomb).encode("utf-16-le"))
    assert read_as("sdmx-ml", tmp_path / "data.xml").codes == ["SDX007"]


def test_an_encoding_that_hides_markup_hides_nothing(tmp_path: Path) -> None:
    hidden = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>'
    assert read_message(tmp_path, hidden).codes == ["SDX008"]


def test_other_messages_and_damaged_ones_are_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in (SPECIFIC[:-300], "no xml", "<a/>", SPECIFIC.replace("Series FREQ", "Series 1=2")):
        assert read_message(tmp_path, text, structure="").codes == ["SDX008"]
    write_structure(tmp_path / "other.xml")
    assert read_as("sdmx-ml", tmp_path / "other.xml").codes == ["SDX008"]
    swapped = read_message(tmp_path, SPECIFIC, structure="data.xml")
    assert "SDX009" in swapped.codes
    missing = read_message(tmp_path, SPECIFIC, structure="none.xml")
    assert "TAB006" in missing.codes
    assert capsys.readouterr().out == ""


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, len(SPECIFIC)), st.text(max_size=12), st.integers(0, 30))
def test_reading_never_raises(tmp_path: Path, at: int, text: str, removed: int) -> None:
    (tmp_path / "d.xml").write_text(
        SPECIFIC[:at] + text + SPECIFIC[at + removed :], encoding="utf-8", errors="replace"
    )
    read_as("sdmx-ml", tmp_path / "d.xml", series=[BIRTHS])
