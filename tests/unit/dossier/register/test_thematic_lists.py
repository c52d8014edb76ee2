"""OHCHR's thematic lists of both generations, written by LibreOffice and tag by tag."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.builders_word_lists import cell, paragraph, row, table, word_file
from vnrgen.dossier.register.drafts import Found
from vnrgen.dossier.register.thematic_list import columns_of, from_tables, from_text
from vnrgen.dossier.register.word_blocks import WordTable, read_word

REPORT = "A/HRC/43/15 - Para 121"
MIGRANTS = "Ratify the Convention on Migrant Workers (ICRMW) (Iran (Islamic Republic of)) (Togo);"


def read(data: bytes) -> list[dict[str, str]]:
    tables = [block for block in read_word(data) if isinstance(block, WordTable)]
    assert any(columns_of(r) for t in tables for r in t.rows)
    return [dict(found.cells) for found in from_tables(tables, "list.docx")]


THIRD_CYCLE = word_file(
    paragraph("UPR of Ostara, third cycle"),
    table(
        row(
            cell("Recommendation"),
            cell("Position"),
            cell("Full list of themes"),
            cell("Assessment/comments on level of implementation"),
        ),
        row(cell("Theme: B31 Equality & non-discrimination", span=4)),
        row(
            cell(
                "121.4 Continue to protect minorities;",
                "Source of Position: A/HRC/43/15 - Para 121",
            ),
            cell("Supported", merge="restart"),
            cell(
                "- B31 Equality & non-discrimination",
                "- F31 Children: definition; general principles; protection",
                "SDGs:",
                "- 10 - REDUCED INEQUALITIES",
                "- 16 - PEACE, JUSTICE AND STRONG INSTITUTIONS",
                "Affected persons:",
                "- minorities/ racial, ethnic groups",
                merge="restart",
            ),
            cell(),
        ),
        row(
            cell("121.10 Do so in law (Peru);\nSource of Position: A/HRC/43/15 - Para 121"),
            cell(merge="continue"),
            cell(merge="continue"),
            cell("done"),
        ),
    ),
    table(
        row(cell("Theme: G4 Migrants", span=2), cell(), cell()),
        row(
            cell(f"122.1 {MIGRANTS}", "Source of Position: A/HRC/43/15/Add.1 - Para.3"),
            cell("Noted"),
            cell("- G4 Migrants"),
            cell(),
        ),
    ),
)


def test_a_list_of_the_third_cycle_is_read_exactly() -> None:
    equality = "B31 Equality & non-discrimination"
    both = {
        "theme": equality,
        "themes": f"{equality}; F31 Children: definition; general principles; protection",
        "persons": "minorities/ racial, ethnic groups",
        "sdg_target": "10;16",
        "position": "Supported",
        "position_source": "A/HRC/43/15 - Para 121",
    }
    assert read(THIRD_CYCLE) == [
        {"rec_id": "121.4", "text": "Continue to protect minorities;", **both},
        {"rec_id": "121.10", "text": "Do so in law (Peru);", **both},
        {
            "rec_id": "122.1",
            "text": MIGRANTS,
            "theme": "G4 Migrants",
            "themes": "G4 Migrants",
            "position": "Noted",
            "position_source": "A/HRC/43/15/Add.1 - Para.3",
        },
    ]


FOURTH_CYCLE = """\
<html><body><table border="1">
<tr><th>Recommendation and recommending State</th><th>Position of the State under review</th>
<th>Human rights themes and groups of persons</th><th>Relevant SDGs</th></tr>
<tr><td colspan="4">
<b>Theme: Ratification of &amp; accession to international instruments</b></td></tr>
<tr><td><p>140.7 Ratify the Optional Protocol (Maldives) (Portugal);</p>
<p><i>Source of Position: A/HRC/59/15/Add.1 - Para.3</i></p></td>
<td rowspan="2">Supported</td>
<td><p>- Ratification of &amp; accession to international instruments</p><p>Groups of Persons:</p>
<p>- Public officials</p><p>- Children</p></td>
<td rowspan="2"><ul><li>1 - NO POVERTY</li><li>10 - REDUCED INEQUALITIES</li></ul></td></tr>
<tr><td><p>140.70 Strengthen the courts (Viet Nam);</p><p>140.71 Strengthen them more (Chad);</p>
<p>Source of Position: A/HRC/59/15/Add.1 - Para.4</p></td>
<td><p>- Administration of justice</p></td></tr>
</table></body></html>
"""


@pytest.mark.slow
def test_a_list_of_the_fourth_cycle_made_by_libreoffice_is_read_exactly(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    page = tmp_path / "list.html"
    page.write_text(FOURTH_CYCLE, encoding="utf-8")
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    form = "docx:MS Word 2007 XML"
    subprocess.run(
        [
            *(office, profile, "--headless", "--infilter=HTML (StarWriter)"),
            *("--convert-to", form, "--outdir", str(tmp_path), str(page)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    assert_is_fourth_cycle((tmp_path / "list.docx").read_bytes())


def assert_is_fourth_cycle(data: bytes) -> None:
    theme = "Ratification of & accession to international instruments"
    shared = {"theme": theme, "position": "Supported", "sdg_target": "1;10"}
    late = {"themes": "Administration of justice", "position_source": "A/HRC/59/15/Add.1 - Para.4"}
    assert read(data) == [
        {
            "rec_id": "140.7",
            "text": "Ratify the Optional Protocol (Maldives) (Portugal);",
            "themes": theme,
            "persons": "Public officials;Children",
            "position_source": "A/HRC/59/15/Add.1 - Para.3",
            **shared,
        },
        {"rec_id": "140.70", "text": "Strengthen the courts (Viet Nam);", **shared, **late},
        {"rec_id": "140.71", "text": "Strengthen them more (Chad);", **shared, **late},
    ]


def test_a_list_of_the_fourth_cycle_written_by_hand_is_read_exactly() -> None:
    head = (
        "Recommendation and recommending State",
        "Position of the State under review",
        "Human rights themes and groups of persons",
        "Relevant SDGs",
    )
    theme = "Ratification of & accession to international instruments"
    goals = ("- 1 - NO POVERTY", "- 10 - REDUCED INEQUALITIES")
    first = "140.7 Ratify the Optional Protocol (Maldives) (Portugal);"
    later = ("140.70 Strengthen the courts (Viet Nam);", "140.71 Strengthen them more (Chad);")
    assert_is_fourth_cycle(
        word_file(
            table(
                row(*map(cell, head)),
                row(cell(f"Theme: {theme}", span=4)),
                row(
                    cell(first, "Source of Position: A/HRC/59/15/Add.1 - Para.3"),
                    cell("Supported", merge="restart"),
                    cell(f"- {theme}", "Groups of Persons:", "- Public officials", "- Children"),
                    cell(*goals, merge="restart"),
                ),
                row(
                    cell(*later, "Source of Position: A/HRC/59/15/Add.1 - Para.4"),
                    cell(merge="continue"),
                    cell("- Administration of justice"),
                    cell(merge="continue"),
                ),
            )
        )
    )


def test_a_cell_over_all_columns_is_a_theme_though_it_does_not_say_so() -> None:
    head = ("Recommendation", "Position", "Full list of themes", "Assessment")
    data = word_file(
        table(
            row(*(cell(name) for name in head)),
            row(cell("Theme: B31 Equality", span=4)),
            row(cell("120.1 Pass a law (Spain);"), cell("Supported"), cell("B31"), cell()),
            row(cell("A12 Acceptance of", "international norms", span=4)),
            row(cell("120.2 Ratify OP-CAT"), cell("Noted"), cell("A12"), cell()),
            row(cell("without delay (Togo);"), cell(), cell(), cell()),
        )
    )
    first, second = read(data)
    assert (first["text"], first["theme"]) == ("Pass a law (Spain);", "B31 Equality")
    assert second["text"] == "Ratify OP-CAT without delay (Togo);"
    assert second["theme"] == "A12 Acceptance of international norms"


def test_the_text_of_a_list_is_read_line_by_line() -> None:
    text = (
        "Recommendation\nPosition\nFull list of themes\nTheme: G4 Migrants\n"
        "115.6 Ratify ICRMW\n(Chad);\nSource of position: A/HRC/28/15/Add.1 - Para. 5\nNoted\n"
        "G4 Migrants &amp; others\nAffected persons:\n- migrants\n- general\n"
    )
    (found,) = from_text(text, "list.txt")
    assert found == Found(
        {
            "rec_id": "115.6",
            "text": "Ratify ICRMW (Chad);",
            "theme": "G4 Migrants",
            "themes": "G4 Migrants & others",
            "persons": "migrants;general",
            "position": "Noted",
            "position_source": "A/HRC/28/15/Add.1 - Para. 5",
        },
        found.where,
    )
    assert found.where.row == 5
