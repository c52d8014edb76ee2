"""Write a file in the layout of the global SDG database, of any length, with what real ones have.

``python -m benchmarks.unsd_file portal|long ROWS FILE``. The same arguments give the same bytes.
Names, texts and figures are made up; the codes are those that the database uses.
"""

from __future__ import annotations

import argparse
import functools
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

PORTAL = (
    "Goal,Target,Indicator,SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,Value,"
    "Time_Detail,TimeCoverage,UpperBound,LowerBound,BasePeriod,Source,GeoInfoUrl,FootNote,"
    "[Age],[Location],[Nature],[Observation Status],[Reporting Type],[Sex],[Units]"
)
LONG = (
    "GoalCode,GoalDesc,TargetCode,TargetDesc,IndicatorCode,IndicatorDesc,IndicatorTier,SeriesCode,"
    "SeriesDesc,SeriesRelease,Sex_Code,Sex_Desc,Age_Code,Age_Desc,Location_Code,Location_Desc,"
    "ReportingType_Code,ReportingType_Desc,Nature_Code,Nature_Desc,Units_Code,Units_Desc,"
    "GeoArea_Code,GeoArea_Desc,Year,TimeDetail,Value,ValueType,Source,Footnotes,ISO3CD,X,Y"
)
REGIONS = {
    "1": "World",
    "2": "Africa",
    "9": "Oceania",
    "19": "Americas",
    "34": "Southern Asia",
    "62": "Central and Southern Asia",
    "142": "Asia",
    "150": "Europe",
    "202": "Sub-Saharan Africa",
    "199": "Least Developed Countries (LDCs)",
}
_INDICATORS = (
    ("1", "1.1", "1.1.1", "SI_POV_DAY1"),
    ("1", "1.2", "1.2.1", "SI_POV_NAHC"),
    ("2", "2.2", "2.2.1", "SH_STA_STNT"),
    ("3", "3.1", "3.1.2", "SH_STA_BRTC"),
    ("3", "3.2", "3.2.1", "SH_DYN_MORT"),
    ("4", "4.1", "4.1.2", "SE_TOT_CPLR"),
    ("5", "5.3", "5.3.1", "SP_DYN_MRBF18"),
    ("6", "6.1", "6.1.1", "SH_H2O_SAFE"),
    ("7", "7.1", "7.1.1", "EG_ACS_ELEC"),
    ("8", "8.5", "8.5.2", "SL_TLF_UEM"),
    ("16", "16.9", "16.9.1", "SG_REG_BRTH"),
    ("17", "17.8", "17.8.1", "IT_USE_ii99"),
)
_SERIES_EACH = 5
# Of the breakdowns in the database's own figures for 4.1.1 (488, extract of 2021) 4 in a hundred
# have a total outside their parts: it comes from another survey, or has slipped. Of those here,
# as many are: a total of everybody stands in two breakdowns of three.
_BESIDE = 0.06
_FAR = 12.0  # percentage points, more than groups are apart
_YEARS = range(2000, 2020)
_Group = tuple[str, str, str]
_Shares = dict[_Group, float]
_GROUPS: tuple[_Group, ...] = (
    *product(("BOTHSEX", "FEMALE", "MALE"), ("ALLAGE",), ("ALLAREA", "RURAL", "URBAN")),
    ("BOTHSEX", "15-24", "ALLAREA"),
)
_EVERYBODY: _Group = ("BOTHSEX", "ALLAGE", "ALLAREA")
_WORDS = {
    "BOTHSEX": "Both sexes or no breakdown by sex",
    "FEMALE": "Female",
    "MALE": "Male",
    "ALLAGE": "All age ranges or no breaks by age",
    "15-24": "15 to 24 years old",
    "ALLAREA": "All areas",
    "RURAL": "Rural",
    "URBAN": "Urban",
}
_NOTES = (
    "",
    "",
    "",
    '"Estimate, not official"',
    '"Women aged 15-49; see ""Definitions"", part 2"',
    '"First line of a note\nsecond line,404,and more"',
    "Données provisoires – révisées",
)
_ODD_VALUES = ("<5", "NaN", ">95", "<0.1", "")


@dataclass(frozen=True, slots=True)
class _Series:
    goal: str
    target: str
    indicator: str
    code: str
    words: str


@functools.cache
def areas() -> dict[str, tuple[str, str]]:
    """Return every area by its M49 code as the database writes it: words, and ISO3 or ""."""
    from babel import Locale

    from vnrgen.dossier.codes.countries import iso3_codes, m49_of_iso3, region_of_iso3

    names = Locale("en").territories
    found = {code: (words, "") for code, words in REGIONS.items()}
    for iso3 in iso3_codes():
        m49, region = m49_of_iso3(iso3), region_of_iso3(iso3)
        if m49 and region in names:
            found.setdefault(str(int(m49)), (names[region], iso3))
    return found


def rows(layout: str, count: int, seed: int = 2030) -> Iterator[str]:
    """Yield a number of rows without the header, each with its line end.

    They come series by series and area by area, as the database gives them; every thousandth row
    or so is there twice, and some values are no numbers.
    """
    chance = random.Random(seed)  # noqa: S311 (figures that mean nothing)
    of_groups = random.Random(seed + 1)  # noqa: S311
    of_slips = random.Random(seed + 2)  # noqa: S311
    write = _portal if layout == "portal" else _long
    left = count
    while left > 0:
        for series in _all_series():
            for code, (words, iso3) in areas().items():
                cell = _quoted(words)
                level = 20 + 60 * chance.random()
                stands = {group: 8 * of_groups.random() for group in _GROUPS}
                slip = _FAR if of_slips.random() < _BESIDE else 0.0
                for year in _YEARS:
                    shares = _shares(level + (year - 2000) * 0.4, stands, slip, of_groups)
                    for group in _GROUPS:
                        drawn = chance.random()
                        value = _value(shares[group], drawn)
                        note = _NOTES[int(drawn * 7919) % len(_NOTES)]
                        row = write(series, (code, cell, iso3), year, value, (*group, note))
                        for _ in range(2 if drawn < 0.001 else 1):
                            yield row
                            left -= 1
                            if not left:
                                return


def _all_series() -> Iterator[_Series]:
    for number in range(_SERIES_EACH):
        for goal, target, indicator, code in _INDICATORS:
            name = code if not number else f"{code}_{number}"
            words = f"Proportion of people reached, measure {number + 1} of {indicator}"
            comma = ", by sex, age and location (%)" if number % 2 else " (%)"
            yield _Series(goal, target, indicator, name, _quoted(words + comma))


def _quoted(text: str) -> str:
    return f'"{text}"' if "," in text else text


def _shares(
    level: float, stands: Mapping[_Group, float], slip: float, chance: random.Random
) -> _Shares:
    """Return a share for each group: a total is the mean of its parts; that of all may slip."""
    found: _Shares = {}
    for group, stand in stands.items():
        sex, age, place = group
        if age != "ALLAGE" or (sex != "BOTHSEX" and place != "ALLAREA"):
            found[group] = level + stand + chance.random()
    for group in stands.keys() - found.keys():
        parts = [share for other, share in found.items() if _is_part(other, group)]
        found[group] = sum(parts) / len(parts)
    found[_EVERYBODY] += slip
    return found


def _is_part(other: _Group, group: _Group) -> bool:
    sexes = ("FEMALE", "MALE") if group[0] == "BOTHSEX" else (group[0],)
    places = ("RURAL", "URBAN") if group[2] == "ALLAREA" else (group[2],)
    return other[0] in sexes and other[1] == "ALLAGE" and other[2] in places


def _value(share: float, drawn: float) -> str:
    if drawn > 0.995:
        return _ODD_VALUES[int(drawn * 100_000) % len(_ODD_VALUES)]
    return f"{share:.5f}"


def _portal(
    series: _Series,
    area: tuple[str, str, str],
    year: int,
    value: str,
    said: tuple[str, str, str, str],
) -> str:
    sex, age, place, note = said
    status = "A" if value else "M"
    return (
        f"{series.goal},{series.target},{series.indicator},{series.code},{series.words},{area[0]},"
        f"{area[1]},{year},{value},{year},,,,,National survey {year}; compiled by the custodian "
        f"agency from the microdata,,{note},{age},{place},C,{status},G,{sex},PERCENT\n"
    )


def _long(
    series: _Series,
    area: tuple[str, str, str],
    year: int,
    value: str,
    said: tuple[str, str, str, str],
) -> str:
    sex, age, place, note = said
    return (
        f"{series.goal},Goal {series.goal},{series.target},Target {series.target},"
        f"{series.indicator},Indicator {series.indicator},1,{series.code},{series.words},2021.Q4,"
        f"{sex},{_WORDS[sex]},{age},{_WORDS[age]},{place},{_WORDS[place]},G,Global,C,Country data,"
        f"PERCENT,Percentage,{area[0]},{area[1]},{year},{year},{value},Float,National survey "
        f"{year},{note},{area[2]},12.5,-3.25\n"
    )


def write(path: Path, layout: str, count: int) -> None:
    """Write a whole file, with a byte order mark as the portal's download has."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        stream.write((PORTAL if layout == "portal" else LONG) + "\n")
        stream.writelines(rows(layout, count))


def main() -> None:
    """Write the file that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.unsd_file")
    parser.add_argument("layout", choices=("portal", "long"))
    parser.add_argument("rows", type=int)
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args()
    write(arguments.file, arguments.layout, arguments.rows)


if __name__ == "__main__":
    main()
