"""Surveys of the shape that KoboToolbox exports, written cell by cell, and the dossier around them.

The survey: six households, their water (several answers), hours of water, and their members (a
repeat). Names, telephone numbers, places and people's own words are in it, as in every real one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl

from tests.builders_records import SOURCE
from vnrgen.dossier.model import (
    DataFile,
    Label,
    Place,
    PlaceLevel,
    Series,
    Source,
    SourceKind,
)
from vnrgen.dossier.model.observations import Observation
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.kobo import read
from vnrgen.problems import Problem, ProblemLog

Table = list[list[object]]

SURVEY: Table = [
    ["type", "name", "label::English (en)", "label::Français (fr)"],
    ["start", "start", None, None],
    ["select_one yes_no", "consent", "Do you agree to take part?", "Acceptez-vous de participer ?"],
    ["begin_group", "hh", "The household", "Le ménage"],
    ["text", "head_name", "Name of the head", "Nom du chef"],
    ["phonenumber", "phone", "Telephone", "Téléphone"],
    ["geopoint", "gps", "Where is the house?", "Où est la maison ?"],
    ["select_one district", "district", "District", "District"],
    ["calculate", "village", None, None],
    ["select_one sex", "sex_head", "Sex of the head", "Sexe du chef"],
    ["select_multiple water", "water", "**Sources** of water", "Sources d'eau"],
    ["text", "water_other", "If other, please specify", "Si autre, précisez"],
    ["integer", "hours", "Hours of water a day", "Heures d'eau par jour"],
    ["select_multiple water", "wanted", "Wished sources", "Sources souhaitées"],
    ["text", "wanted_other", "If other, please specify", "Si autre, précisez"],
    ["end_group", None, None, None],
    ["begin_repeat", "members", "Members of the household", "Membres du ménage"],
    ["text", "member_name", "Name", "Nom"],
    ["integer", "age", "Age in years", "Âge en années"],
    ["select_one sex", "sex", "Sex", "Sexe"],
    ["select_one yes_no", "school", "Goes to school?", "Va à l'école ?"],
    ["select_one difficulty", "seeing", "Difficulty seeing", "Difficulté à voir"],
    ["select_one difficulty", "walking", "Difficulty walking", "Difficulté à marcher"],
    ["end_repeat", None, None, None],
    ["begin_repeat", "plots", "Plots of land", "Parcelles"],
    ["select_one yes_no", "title", "Is there a title?", "Y a-t-il un titre ?"],
    ["end_repeat", None, None, None],
]
CHOICES: Table = [
    ["list_name", "name", "label::English (en)", "label::Français (fr)"],
    ["yes_no", "yes", "Yes", "Oui"],
    ["yes_no", "no", "No", "Non"],
    ["sex", "female", "Female", "Femme"],
    ["sex", "male", "Male", "Homme"],
    ["district", "north", "North Kesh", "Kesh nord"],
    ["district", "south", "South Kesh", "Kesh sud"],
    ["water", "piped", "Piped water", "Eau courante"],
    ["water", "well", "Well", "Puits"],
    ["water", "truck", "Water truck", "Camion"],
    ["water", "other", "Other", "Autre"],
    ["water", "dont_know", "Do not know", "Ne sait pas"],
    ["difficulty", "none", "No difficulty", "Aucune"],
    ["difficulty", "some", "Some", "Un peu"],
    ["difficulty", "a_lot", "A lot", "Beaucoup"],
    ["difficulty", "cannot", "Cannot at all", "Pas du tout"],
]
APPROVED, REFUSED, WAITING = (
    "validation_status_approved",
    "validation_status_not_approved",
    "",
)
SECRETS = ("Amina", "Marta", "Ilse", "Pavel", "Oto", "Vera", "+99 555", "47.11", "Our spring")


@dataclass(frozen=True, slots=True)
class Household:
    """One submission; ``members`` are (age, sex, school, seeing, walking)."""

    name: str
    district: str
    village: str
    sex: str
    water: str
    hours: object
    status: str
    weight: float
    members: Sequence[tuple[object, str, str, str, str]] = ()


HOUSEHOLDS = (
    Household("Amina", "north", "v1", "female", "piped truck", 4, APPROVED, 1.0,
              [(34, "female", "", "none", "none"), (9, "male", "yes", "none", "none"),
               (7, "female", "no", "none", "a_lot")]),
    Household("Marta", "north", "v1", "female", "well", 24, APPROVED, 1.0,
              [(61, "female", "", "cannot", "some")]),
    Household("Ilse", "north", "v2", "female", "piped", 12, WAITING, 2.0,
              [(10, "female", "yes", "none", "none")]),
    Household("Pavel", "south", "v3", "male", "piped well", 24, APPROVED, 2.0,
              [(8, "male", "yes", "none", "none"), (12, "female", "yes", "some", "none")]),
    Household("Oto", "south", "v3", "male", "dont_know", None, APPROVED, 1.0, []),
    Household("Vera", "south", "v4", "female", "piped", 1, REFUSED, 1.0,
              [(11, "male", "no", "none", "none")]),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a person chooses in KoboToolbox when exporting.

    ``language`` is "" for names, else the column of labels; ``groups`` whether headers begin with
    their group; ``several`` how questions with several answers are split.
    """

    language: str = ""
    groups: bool = False
    separator: str = "/"
    several: str = "both"
    hxl: bool = False
    validation_words: bool = False


def _labels(language: str) -> int:
    return next(
        (i for i, head in enumerate(SURVEY[0]) if language and f"({language})" in str(head)), 1
    )


class KoboExport:
    """Builds the sheets of one export."""

    def __init__(self, layout: Layout, households: Sequence[Household] = HOUSEHOLDS) -> None:
        self.layout = layout
        self.households = households
        self._column = _labels(layout.language)

    def sheets(self) -> dict[str, Table]:
        main, members = self._main(), self._members()
        if self.layout.hxl:
            main.insert(1, ["#date+start", None, "#adm1+name", *[None] * (len(main[0]) - 3)])
            members.insert(1, ["#person+name", "#age", *[None] * (len(members[0]) - 2)])
        return {"Water and school": main, "members": members}

    def _main(self) -> Table:
        questions = ["start", "consent", "head_name", "phone", "gps", "district", "village",
                     "sex_head"]  # fmt: skip
        header: list[object] = [self._header(name) for name in questions]
        header += ["_gps_latitude", "_gps_longitude"]
        for name in ("water", "wanted"):
            header += self._several_header(name)
            header.append(self._header(f"{name}_other"))
        header += [self._header("hours"), "weight", "_id", "_uuid", "_submission_time",
                   "_validation_status", "_notes", "_index"]  # fmt: skip
        rows = [header]
        for number, household in enumerate(self.households, start=1):
            row: list[object] = [
                "2025-03-01T10:00", self._choice("yes_no", "yes"), household.name, "+99 555 01",
                "47.11 8.5", self._choice("district", household.district), household.village,
                self._choice("sex", household.sex), "47.11", "8.5",
            ]  # fmt: skip
            for answers, words in ((household.water, "Our spring"), ("", "")):
                row += [*self._several(answers), words]
            row += [household.hours, household.weight, 9000 + number, f"uuid-{number}",
                    "2025-03-02", self._status(household.status), "[]", number]  # fmt: skip
            rows.append(row)
        return rows

    def _members(self) -> Table:
        names = ["member_name", "age", "sex", "school", "seeing", "walking"]
        header: list[object] = [self._header(name) for name in names]
        rows = [[*header, "_index", "_parent_table_name", "_parent_index",
                 "_submission__validation_status"]]  # fmt: skip
        for number, household in enumerate(self.households, start=1):
            for age, sex, school, seeing, walking in household.members:
                rows.append(
                    [household.name, age, self._choice("sex", sex),
                     self._choice("yes_no", school), self._choice("difficulty", seeing),
                     self._choice("difficulty", walking), len(rows), "Water and school", number,
                     self._status(household.status)]
                )  # fmt: skip
        return rows

    def _header(self, name: str) -> str:
        inside = ["hh"] if name in _IN_HH else ["members"] if name in _IN_MEMBERS else []
        parts = [*(inside if self.layout.groups else []), name]
        return self.layout.separator.join(self._label(SURVEY, 1, part) for part in parts)

    def _several_header(self, name: str) -> list[object]:
        own = self._header(name)
        split: list[object] = [
            f"{own}{self.layout.separator if self.layout.groups else '/'}{self._choice('water', c)}"
            for c in _WATER
        ]
        return {"both": [own, *split], "split": split, "list": [own]}[self.layout.several]

    def _several(self, answers: str) -> list[object]:
        given = answers.split()
        shown = " ".join(str(self._choice("water", answer)) for answer in given)
        split: list[object] = [int(name in given) if given else None for name in _WATER]
        return {"both": [shown, *split], "split": split, "list": [shown]}[self.layout.several]

    def _choice(self, list_name: str, name: str) -> str:
        rows = [row for row in CHOICES if row[0] == list_name]
        return self._label(rows, 1, name) if name else ""

    def _label(self, table: Table, key: int, name: str) -> str:
        row = next(row for row in table if row[key] == name)
        return str(row[self._column] or name).replace("**", "")

    def _status(self, status: str) -> str:
        if not self.layout.validation_words:
            return status
        return {APPROVED: "Approved", REFUSED: "Not Approved", WAITING: "On Hold"}[status]


_IN_HH = frozenset({"head_name", "phone", "gps", "district", "village", "sex_head", "water",
                    "water_other", "hours", "wanted", "wanted_other"})  # fmt: skip
_IN_MEMBERS = frozenset({"member_name", "age", "sex", "school", "seeing", "walking"})
_WATER = ("piped", "well", "truck", "other", "dont_know")


def write_workbook(path: Path, sheets: Mapping[str, Table]) -> None:
    """Write sheets with openpyxl, which the readers' fast way does not use."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


def write_csv(path: Path, rows: Table, delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(
            ["" if cell is None else cell for cell in row] for row in rows
        )


def write_survey(root: Path, layout: Layout | None = None) -> None:
    """Write form.xlsx and export.xlsx."""
    write_workbook(root / "form.xlsx", {"survey": SURVEY, "choices": CHOICES, "settings": [["x"]]})
    write_workbook(root / "export.xlsx", KoboExport(layout or Layout()).sheets())


def settings(*indicators: Mapping[str, object], **more: object) -> dict[str, object]:
    """Return the options of a survey, each indicator with the ids that all need."""
    return {
        "form": "form.xlsx",
        "source_id": "hh",
        "period": "2025-03",
        "place": "kesh",
        "indicators": [
            {"indicator_id": "6.1.1", "series": f"s{number}", **indicator}
            for number, indicator in enumerate(indicators, start=1)
        ],
        **more,
    }


def read_survey(
    root: Path, options: Mapping[str, object], path: str = "export.xlsx"
) -> tuple[ReadResult, tuple[Problem, ...]]:
    problems = ProblemLog()
    context = context_of(
        root,
        series=[f"s{number}" for number in range(1, 9)],
        places=["kesh", "kesh-north", "kesh-south"],
    )
    result = read(DataFile(path=path, layout="kobo", options=options), context, problems)
    return result, problems.sorted()


def figures(result: ReadResult) -> dict[tuple[str, str, str], tuple[float | None, int | None]]:
    """Return value (two decimals) and cases by series, place and codes."""
    return {
        (o.series, o.place, codes(o)): (
            None if o.value is None else round(o.value, 2),
            o.n_unweighted,
        )
        for o in result.observations
    }


def codes(observation: Observation) -> str:
    return ";".join(f"{d}={c}" for d, c in sorted(observation.dimensions.items()))


def series_named(name: str, unit: str = "PT", scale: float | None = 100.0) -> Series:
    return Series(
        indicator_id="6.1.1",
        series=name,
        label=Label(texts={"en": name}),
        unit=unit,
        unit_label=Label(texts={"en": unit}),
        decimals=1,
        favourable=True,
        scale=scale,
        target=None,
        target_year=None,
    )


def place(place_id: str) -> Place:
    return Place(
        place_id=place_id,
        label=Label(texts={"en": place_id}),
        level=PlaceLevel.DISTRICT,
        parent=None,
    )


def source() -> Source:
    return replace(
        SOURCE,
        source_id="hh",
        title="Household survey",
        producer="Coalition",
        kind=SourceKind.CITIZEN,
    )


def context_of(root: Path, *, series: Iterable[str], places: Iterable[str]) -> ReadingContext:
    return ReadingContext(
        root=root,
        places={name: place(name) for name in places},
        sources={"hh": source()},
        series={("6.1.1", name): series_named(name) for name in series},
    )
