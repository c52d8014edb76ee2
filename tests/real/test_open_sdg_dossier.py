"""A whole dossier around the United Kingdom's published files: what readers of its chapter see."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.builders_uk import write_dossier
from tests.extraction import docx_words, html_words, pdf_words
from vnrgen.analysis import analyse
from vnrgen.analysis.findings import Findings
from vnrgen.analysis.partition import role_of
from vnrgen.cli.main import main
from vnrgen.document.blocks import Document, RowKind, Table
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.saved import load
from vnrgen.document.tree.walk import bound_numbers, every_block
from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.model import DimensionRole, Dossier
from vnrgen.problems import ProblemLog

pytestmark = pytest.mark.real

MORTALITY = "3.1.1-maternal_mortality_rate"
# Categories of columns that say what was measured, read off the published files.
DEFINITIONS = {
    "death_classification": ("Direct", "Indirect"),
    "type_of_partner_abuse": ("Non-sexual", "Sexual (including attempts)"),
    "abuse_sub_category": ("Threats", "Force", "Threats or force"),
    "decent_homes_criteria": ("Thermal comfort", "Repair", "Modern facilities and services"),
    "number_of_hours_per_week_providing_care": ("0-4 hours", "50 or more hours"),
    "legislative_authority": (
        "Scottish Parliament/Pàrlamaid na h-Alba",
        "Senedd Cymru/Welsh Parliament",
    ),
    "series": ("Seasonally adjusted", "Not seasonally adjusted"),
}


@dataclass(frozen=True)
class Chapter:
    """The dossier's folder, what was built of it, and what the two commands printed."""

    root: Path
    output: Path
    said: dict[str, str]
    exit_codes: dict[str, int]

    def read(self, name: str) -> bytes:
        return (self.output / name).read_bytes()


@pytest.fixture(scope="module")
def chapter(tmp_path_factory: pytest.TempPathFactory) -> Chapter:
    folder = os.environ.get("VNRGEN_REAL_DATA")
    if not folder:
        pytest.skip("VNRGEN_REAL_DATA does not name the folder of real data")
    root = tmp_path_factory.mktemp("uk")
    output = tmp_path_factory.mktemp("built") / "chapter"
    write_dossier(root, Path(folder))
    commands = {"check": ["check", str(root)], "build": ["build", str(root), "-o", str(output)]}
    results = {name: CliRunner().invoke(main, words) for name, words in commands.items()}
    return Chapter(
        root,
        output,
        {name: result.output for name, result in results.items()},
        {name: result.exit_code for name, result in results.items()},
    )


@pytest.fixture(scope="module")
def document(chapter: Chapter) -> Document:
    return load(chapter.read("document.json"))


@pytest.fixture(scope="module")
def dossier(chapter: Chapter) -> Dossier:
    return load_dossier(chapter.root, ProblemLog())


@pytest.fixture(scope="module")
def findings(dossier: Dossier) -> Findings:
    return analyse(dossier)


def table(document: Document, block_id: str) -> Table:
    return next(
        block
        for block in every_block(document.blocks)
        if isinstance(block, Table) and block.block_id == block_id
    )


def test_it_checks_and_builds_in_all_formats_without_an_error_and_every_problem_has_a_fix(
    chapter: Chapter,
) -> None:
    assert chapter.exit_codes == {"check": 0, "build": 0}
    assert {p.suffix for p in chapter.output.glob("chapter.*")} == {".pdf", ".docx", ".html"}
    for said in chapter.said.values():
        lines = said.splitlines()
        problems = [
            number
            for number, line in enumerate(lines)
            if re.search(r": (error|warning|notice) [A-Z]{3}\d{3}: ", line)
        ]
        assert problems
        assert not [line for line in lines if ": error " in line]
        for number in problems:
            assert re.fullmatch(r"    fix: \S.*", lines[number + 1]), lines[number]


READERS: dict[str, Callable[[bytes], list[str]]] = {
    "chapter.html": html_words,
    "chapter.pdf": pdf_words,
    "chapter.docx": docx_words,
}


@pytest.mark.parametrize("name", READERS)
def test_every_format_says_who_is_behind_in_maternal_mortality_and_in_partner_abuse(
    chapter: Chapter, name: str
) -> None:
    text = " ".join(READERS[name](chapter.read(name)))

    deprived = re.search(r"17\.96 Quintile 5 most deprived (.{0,80})", text)
    assert deprived is not None
    assert "7.12" in deprived[1]
    disabled = re.search(r"9\.24 Disabled people (.{0,80})", text)
    assert disabled is not None
    assert "3.84" in disabled[1]


def test_the_most_deprived_fifth_stands_under_furthest_behind(document: Document) -> None:
    gaps = table(document, f"figures/{MORTALITY}/table/others")
    heads = [plain(column.head) for column in gaps.columns]
    rows = [dict(zip(heads, map(plain, r.cells), strict=True)) for r in gaps.rows]
    (row,) = (r for r in rows if r[heads[0]] == "Deprivation quintile")

    assert row["Behind"] == "17.96 Quintile 5 (most deprived)"
    assert row["Other end"].startswith("7.12 ")


def test_england_has_no_line_and_no_headline_in_maternal_mortality_because_none_is_published(
    document: Document, findings: Findings
) -> None:
    found = findings.of("3.1.1", "maternal_mortality_rate")
    assert found is not None
    of_england = [b for b in found.breakdowns if b.place_id == "england"]

    assert {b.dimension_id for b in of_england} >= {"deprivation_quintile", "ethnicity"}
    assert {b.reference for b in of_england} == {None}
    assert "england" not in {trend.place_id for trend in found.trends}
    annex = table(document, f"figures/{MORTALITY}/annex/all")
    names = [plain(row.cells[0]) for row in annex.rows if row.kind is RowKind.BODY]
    assert not [name for name in names if name.startswith("England, everybody")]


def test_what_is_measured_is_nobody_who_is_compared(dossier: Dossier, findings: Findings) -> None:
    wanted = {label for labels in DEFINITIONS.values() for label in labels}
    compared: set[str] = set()
    for found in findings.series:
        dimensions = {b.dimension_id for b in found.breakdowns}
        dimensions |= {name for i in found.intersections for name in i.dimension_ids}
        roles = {role_of(d, found.series, dossier.dimensions) for d in dimensions - {"place"}}
        assert roles <= {DimensionRole.GROUP}
        members = [m.category for b in found.breakdowns for m in b.members]
        members += [c for i in found.intersections for cell in i.cells for c in cell.categories]
        compared |= {category.label.within("en") for category in members}

    assert not wanted & compared
    labels = {
        c.label.within("en") for d in dossier.dimensions.values() for c in d.categories.values()
    }
    for name in DEFINITIONS.keys() - {"series"}:
        assert dossier.dimensions[name].role is DimensionRole.DEFINITION
        assert set(DEFINITIONS[name]) & labels, name
    assert not {group.label.within("en") for group in dossier.groups.values()} & wanted


def test_suppressed_cells_are_gaps_in_words_and_never_a_number(
    chapter: Chapter, document: Document, dossier: Dossier
) -> None:
    suppressed = {o.observation_id for o in dossier.observations if o.obs_status == "suppressed"}
    assert len(suppressed) > 60
    assert not suppressed & {n.binding.reference for n in bound_numbers(document.blocks)}
    annex = table(document, "figures/5.2.1-women_aged_16_and_over/annex/all")
    cells = {plain(row.cells[0]): [plain(c) for c in row.cells[1:]] for row in annex.rows}
    groups = ("16 to 19 years", "75 years and over", "Gay/Lesbian", "Transgender")
    for group in (*groups, "Wales, everybody, 2021/22"):
        said = [cell for cell in cells[group] if cell != ".."]
        assert said == ["withheld by the source"], group
    with (chapter.output / "data" / "observations.csv").open(encoding="utf-8-sig") as stream:
        rows = [row for row in csv.DictReader(stream) if row["obs_status"] == "suppressed"]
    assert len(rows) >= len(suppressed)
    assert {row["value"] for row in rows} == {""}


def test_what_joins_areas_is_not_ranked_beside_them(findings: Findings) -> None:
    ranked = {
        member.category.code
        for found in findings.series
        for breakdown in found.breakdowns
        if breakdown.dimension_id == "place"
        for member in breakdown.members
    }
    assert {"england", "scotland", "wales", "london"} <= ranked
    assert not ranked & {"great_britain", "england_and_wales", "northern", "london_and_south_east"}
    everywhere = {trend.place_id for found in findings.series for trend in found.trends}
    assert {"great_britain", "england_and_wales", "northern"} <= everywhere
