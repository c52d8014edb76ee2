"""Files of the global SDG database as its portal gives them, and reading them."""

from __future__ import annotations

from pathlib import Path

from tests.builders_records import Reading, read_as

HEADER = (
    "Goal,Target,Indicator,SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,Value,"
    "Time_Detail,TimeCoverage,UpperBound,LowerBound,BasePeriod,Source,GeoInfoUrl,FootNote,"
    "[Age],[Location],[Nature],[Observation Status],[Reporting Type],[Sex],[Units]"
)


def portal_row(value: str = "70.4", **given: str) -> str:
    said = {"sex": "BOTHSEX", "area": "404,Kenya", "year": "2022", "age": "ALLAGE"} | given
    said = {"place": "ALLAREA", "bounds": ",", "indicator": "3.1.2", "status": "A"} | said
    return (
        f"3,3.1,{said['indicator']},SH_STA_BRTC,Births attended (%),{said['area']},{said['year']},"
        f"{value},2022,,{said['bounds']},,DHS 2022,,,"
        f"{said['age']},{said['place']},C,{said['status']},G,{said['sex']},PERCENT"
    )


def portal(folder: Path, *rows: str, header: str = HEADER, **more: object) -> Reading:
    path = folder / "unsd.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return read_as("unsd", path, **more)  # type: ignore[arg-type]
