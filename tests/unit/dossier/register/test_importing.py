"""Recommendations of other files become rows of the register, exactly or not at all."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_bad_input import VALID
from tests.builders_word_lists import cell, paragraph, row, table, word_file
from vnrgen.dossier.load import load_dossier
from vnrgen.dossier.model import Origin, Position, Recommendation
from vnrgen.dossier.register.importing import (
    Plan,
    Wish,
    parse_pairs,
    plan_import,
    write_plan,
)
from vnrgen.dossier.register.writing import extended, split_records
from vnrgen.problems import InvalidInputError, ProblemLog

HEADER = "rec_id,cycle,text,addressee,sdg_target,groups\n"
THERE = "R1,1,House one midwife a valley by 2027.,Ministry of Health,3.1,highland\n"
UPR = Wish(origin=Origin.UPR)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(VALID, tmp_path / "dossier"))


@pytest.fixture
def give(root: Path, tmp_path: Path) -> Callable[..., Plan]:
    """Import a file of some name and content, and write the register."""

    def imported(name: str, content: str | bytes, wish: Wish = UPR) -> Plan:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        plan = plan_import(path, root, wish)
        write_plan(plan)
        return plan

    return imported


def register(root: Path) -> dict[str, Recommendation]:
    problems = ProblemLog()
    found = load_dossier(root, problems).recommendations
    assert problems.blocking() == ()
    return {r.rec_id: r for r in found}


def codes(plan: Plan) -> list[str]:
    return [problem.code for problem in plan.problems]


def refused(call: Callable[[], object]) -> list[tuple[str, int | None]]:
    with pytest.raises(InvalidInputError) as error:
        call()
    return [(p.code, p.where.row) for p in error.value.problems if p.severity == "error"]


def workbook(*rows: tuple[Any, ...], merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for cells in rows:
        sheet.append(cells)
    if merged:
        sheet.merge_cells(merged)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_working_sheet_is_understood_by_its_headers(
    root: Path, give: Callable[..., Plan]
) -> None:
    sheet = workbook(
        ("Asks of the coalition",),
        ("Ref. No.", "Topic", "Recommendation", "Responsible", "SDG", "Target group", "Response"),
        (
            "A1",
            "Health",
            "House one midwife a valley.",
            "Ministry",
            "SDG 3.1",
            "HIGHLAND",
            "Accepted",
        ),
        ("A2", None, "Pay her fare by 2027.", "Ministry", "3.8; 5", "highland", "Partially agree"),
        merged="B3:B4",
    )
    plan = give("asks.xlsx", sheet, Wish(cycle=1))
    first, second = register(root).values()
    assert (first.rec_id, first.theme, first.sdg_target) == ("A1", "Health", "3.1")
    assert (first.group_ids, first.position) == (("highland",), Position.SUPPORTED)
    assert (second.theme, second.targets, second.goals) == ("Health", ("3.8", "5"), (3, 5))
    assert (second.position, second.is_ours) == (Position.SUPPORTED_IN_PART, True)
    assert plan.added[1].found.where.row == 4


def test_titles_between_the_rows_are_themes_and_a_note_below_is_named(
    root: Path, give: Callable[..., Plan]
) -> None:
    sheet = workbook(
        ("Coalition de Tombou",),
        ("N°", "Recommandation", "Cible ODD", "Institution responsable", "Échéance"),
        ("A. Santé",),
        ("1.1", "Recruter des sages-femmes.", "3.1", "Ministère de la Santé", "31/12/2025"),
        ("B. École",),
        ("2.1", "Construire des rampes.", "4.a", "Ministère de l'Éducation", "2026"),
        ("Source : atelier de 2021",),
        merged="A3:E3",
    )
    plan = give("suivi.xlsx", sheet, Wish(cycle=1))
    first, second = register(root).values()
    assert (first.rec_id, first.theme, first.sdg_target) == ("1.1", "A. Santé", "3.1")
    assert (first.addressee, str(first.due_on)) == ("Ministère de la Santé", "2025-12-31")
    assert (second.rec_id, second.theme) == ("2.1", "B. École")
    assert [p.where.row for p in plan.problems if p.code == "RIM002"] == [7]


def test_a_day_that_may_be_a_month_is_asked_for(give: Callable[..., Plan]) -> None:
    text = "id,recommendation,due\n1,Build ramps.,03/04/2026\n"
    assert refused(lambda: give("asks.csv", text)) == [("RIM005", 2)]


def test_the_sheet_with_the_recommendations_is_read_and_not_the_explanations(
    root: Path, give: Callable[..., Plan]
) -> None:
    book = openpyxl.Workbook()
    first: Any = book.active
    first.append(("How to use this file",))
    tracker = book.create_sheet("Tracker")
    tracker.append(("Rec #", "What we ask", "Gov't response"))
    tracker.append(("7", "Build ramps in schools.", "Supported"))
    stream = io.BytesIO()
    book.save(stream)
    plan = give("asks.xlsx", stream.getvalue())
    assert [(r.rec_id, r.text) for r in register(root).values()] == [
        ("7", "Build ramps in schools.")
    ]
    assert "TAB012" in codes(plan)


def test_an_export_of_impact_oss_is_understood(root: Path, give: Callable[..., Plan]) -> None:
    text = (
        "framework_id,reference,title,description,response,support_level,category-short-title,"
        "action-id\n"
        '1,115.1,Ratify it,More words,"The State, as ever",2,"SDG 10,UPR,Equality",7\n'
        "1,115.10,Pay it,,,1,CEDAW,8\n1,115.2,See it,,,null,,\n"
    )
    plan = give("impact.csv", text, Wish(cycle=1))
    one, two, three = register(root).values()
    assert [r.rec_id for r in (one, two, three)] == ["115.1", "115.10", "115.2"]
    assert (one.position, two.position, three.position) == ("supported", "supported_in_part", None)
    assert (one.origin, two.origin, three.origin) == ("upr", "treaty_body", "other")
    assert (one.goals, one.theme, one.note) == ((10,), "Equality", "More words")
    assert "RIM009" in codes(plan)


def test_an_export_of_upr_info_from_an_old_mac_is_understood(
    root: Path, give: Callable[..., Plan]
) -> None:
    text = (
        "State Under Review,Recommending State,Recommendation,Response,Issue\r"
        "Ostara,Côte d’Ivoire,Protège la forêt,accepted,Environment\r"
        "Elsewhere,Chad,Plant trees,noted,Environment\r"
    )
    plan = give("upr.csv", text.encode("mac_roman"), Wish(cycle=1))
    (only,) = register(root).values()
    assert (only.text, only.recommended_by) == ("Protège la forêt", ("Côte d’Ivoire",))
    assert (only.origin, only.position) == (Origin.UPR, Position.SUPPORTED)
    assert {"RIM008", "RIM011", "TAB016"} <= set(codes(plan))
    again = plan_import(Path(root.parent / "upr.csv"), root, Wish(cycle=1))
    assert (again.after, again.unchanged) == (None, 1), "a made id is the same each time"


def test_a_list_in_markdown_keeps_numbers_headings_and_what_belongs_to_an_item(
    root: Path, give: Callable[..., Plan]
) -> None:
    text = (
        "# Our asks\n\nA word before.\n\n## Health\n1. House **one** midwife\n   in each valley:\n"
        "   - from November\n   - until April\n2. Pay her fare.\n\n"
        "## Law\n- **R7:** Change the act.\n"
        "- 3.5 million people need it.\n\nA word after 4. all that.\n"
    )
    give("asks.md", text)
    found = register(root)
    assert [(r.theme, r.text) for r in found.values()] == [
        ("Health", "House one midwife in each valley:\n– from November\n– until April"),
        ("Health", "Pay her fare."),
        ("Law", "Change the act."),
        ("Law", "3.5 million people need it."),
    ]
    assert list(found)[:3] == ["1", "2", "R7"]


def test_lines_that_open_with_the_number_of_a_paragraph_are_items(
    root: Path, give: Callable[..., Plan]
) -> None:
    text = (
        "# Slovenia\n\n2.1 Background\n\n### Treaties\n140.1 Ratify the Convention of all\nworkers"
        " (Togo);\n\n140.10 Adopt a law on that (Chad);\n\nFigure 2: what nobody asked for here\n"
    )
    give("list.md", text)
    assert {i: (r.text, r.theme) for i, r in register(root).items()} == {
        "140.1": ("Ratify the Convention of all workers (Togo);", "Treaties"),
        "140.10": ("Adopt a law on that (Chad);", "Treaties"),
    }


def test_a_list_in_word_has_the_numbers_that_word_prints(
    root: Path, give: Callable[..., Plan]
) -> None:
    document = word_file(
        paragraph("Santé", style="Titre1"),
        paragraph("House one midwife.", numbered="1/0", deleted="No more "),
        paragraph("in winter", numbered="1/1"),
        paragraph("Pay her fare.", numbered="1/0"),
        paragraph("Change the act.", numbered="2/0"),
        lists=[[("decimal", "P%1."), ("bullet", "")], [("bullet", "")]],
    )
    give("asks.docx", document)
    found = list(register(root).values())
    assert [(r.rec_id, r.text) for r in found[:2]] == [
        ("P1", "House one midwife.\n– in winter"),
        ("P2", "Pay her fare."),
    ]
    assert (found[2].theme, found[2].rec_id.startswith("upr-")) == ("Santé", True)


def test_a_table_in_word_is_read_like_a_spreadsheet(root: Path, give: Callable[..., Plan]) -> None:
    head = row(cell("No."), cell("Recommendation"), cell("Theme"))
    rows = [row(cell("4"), cell("House one."), cell("Health", merge="restart"))]
    rows.append(row(cell("5"), cell("Pay her."), cell(merge="continue")))
    give("matrix.docx", word_file(table(head, *rows)))
    assert [(r.rec_id, r.theme) for r in register(root).values()] == [
        ("4", "Health"),
        ("5", "Health"),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("R1,,Min,3.1,,,", "RIM002"),
        ("R1,Do it,Min,3.1,Under study,,", "RIM003"),
        ("R1,Do it,Min,18.2,,,", "RIM004"),
        ("R1,Do it,Min,3.1,,03/04/2027,", "RIM005"),
        ("R1,Do it,,3.1,,,", "RIM017"),
        ("R1,Do it,Min,,,,", "RIM017"),
        ("R0,Do that,Min,3.1,,,", "RIM012"),
        ("R1,Do it,Min,3.1,,,nobody", "REF006"),
    ],
)
def test_what_cannot_be_mapped_stops_the_import_at_its_row(
    root: Path, give: Callable[..., Plan], line: str, code: str
) -> None:
    text = f"id,recommendation,addressee,sdg,position,deadline,repeats\nR0,Do,Min,3,,,\n{line}\n"
    assert (code, 3) in refused(lambda: give("asks.csv", text, Wish(cycle=1)))
    assert not (root / "recommendations.csv").exists()


def test_a_person_says_what_words_mean_and_fills_what_is_missing(
    root: Path, give: Callable[..., Plan]
) -> None:
    wish = parse_pairs(
        ["addressee=Government", "sdg_target=16"],
        ["position:Under study=no_response", "groups:Hill people=highland"],
        "P-",
    )
    give("asks.csv", "id,recommendation,position,group\n1,Do it,under study,Hill people\n", wish)
    (only,) = register(root).values()
    assert (only.rec_id, only.addressee, only.sdg_target) == ("P-1", "Government", "16")
    assert (only.position, only.group_ids) == (Position.NO_RESPONSE, ("highland",))
    assert refused(lambda: parse_pairs(["colour=red"], ["position=x"])) == [("RIM018", None)] * 2


def test_groups_that_are_not_the_dossiers_are_named_and_kept_in_words(
    root: Path, give: Callable[..., Plan]
) -> None:
    text = (
        "id,recommendation,affected persons\n1,Do it,general;non-citizens\n2,See it,non-citizens\n"
    )
    plan = give("asks.csv", text)
    warned = [p for p in plan.problems if p.code == "RIM006"]
    assert len(warned) == 1
    assert "also in rows 3" in warned[0].what
    assert register(root)["1"].persons == "general; non-citizens"


def test_lines_without_end_are_read_at_once(root: Path, give: Callable[..., Plan]) -> None:
    gap = " " * 300_000
    text = f"# A{gap}b\n- Do{gap}it (Chad);{gap}x\n140.1 See{gap}all of it now ({gap}\n"
    give("long.md", text + f"Source of position: a{gap}b\n")
    assert [r.text for r in register(root).values()] == ["See all of it now ("]
    longer = "((" * 100_000 + f"\n- 3.1 **{gap}**{'**a' * 50_000}\n"
    assert refused(lambda: give("long.txt", longer)) == [("TAB024", 2)]


def test_judgements_are_left_to_the_ledger(root: Path, give: Callable[..., Plan]) -> None:
    plan = give("a.csv", "id,recommendation,status,uptake\n1,Do it,In progress,adopted\n")
    assert codes(plan).count("RIM010") == 2
    plan = give("b.csv", "id,recommendation,status\n2,See it,Accepted\n")
    assert "RIM013" in codes(plan)
    assert [r.position for r in register(root).values()] == [None, Position.SUPPORTED]


def test_a_number_that_may_have_lost_its_zero_is_named(
    root: Path, give: Callable[..., Plan]
) -> None:
    plan = give("a.xlsx", workbook(("id", "recommendation", "sdg"), (115.1, "Do it", 16.1)))
    assert codes(plan).count("RIM014") == 2


def test_a_file_without_recommendations_is_refused(give: Callable[..., Plan]) -> None:
    assert refused(lambda: give("a.md", "Just prose.\n")) == [("RIM001", None)]
    assert refused(lambda: give("a.csv", "year,value\n2020,4\n")) == [("RIM001", None)]
    assert refused(lambda: give("a.docx", b"PK\x03\x04 no archive"))[0][0] in {"RIM001", "TAB008"}
    broken = word_file(paragraph("Prose."))
    assert refused(lambda: give("b.docx", broken)) == [("RIM001", None)]


def test_a_second_import_changes_nothing_and_another_text_is_a_conflict(
    root: Path, give: Callable[..., Plan]
) -> None:
    give("a.csv", "id,recommendation,theme\n1,Do  it,Law\n")
    before = (root / "recommendations.csv").read_bytes()
    assert give("a.csv", "id,recommendation,theme\n1,Do it,Law\n").unchanged == 1
    other = "id,recommendation,theme\n1,Undo it,Law\n2,See it,Law\n"
    assert refused(lambda: give("a.csv", other)) == [("RIM015", 2)]
    kept = give("a.csv", "id,recommendation,theme\n1,Do it,Health\n")
    assert codes(kept).count("RIM007") == 1
    assert (root / "recommendations.csv").read_bytes() == before
    plan = give("a.csv", other, Wish(origin=Origin.UPR, update=True))
    assert (plan.changed, len(plan.added)) == (("1",), 1)
    assert register(root)["1"].text == "Undo it"


@pytest.mark.parametrize(
    ("encoding", "delimiter", "end"),
    [("cp1252", ";", "\r\n"), ("utf-8-sig", ",", "\n"), ("utf-16", "\t", "\r\n")],
)
def test_the_register_keeps_its_encoding_separator_order_and_bytes(
    root: Path, give: Callable[..., Plan], encoding: str, delimiter: str, end: str
) -> None:
    columns = ["text", "rec_id", "cycle", "addressee", "sdg_target", "Remarks of Zoé"]
    cells = ['“Protège”, "quoted"; and more', "R1", "1", "Ministère", "3.1", "forêt"]
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end)
    writer.writerows([columns, cells])
    path = root / "recommendations.csv"
    path.write_bytes(stream.getvalue().encode(encoding))
    give("a.csv", "id,recommendation\nB1,Préserve\n")
    made = path.read_bytes().decode(encoding)
    rows = list(csv.reader(io.StringIO(made, newline=""), delimiter=delimiter))
    assert rows[0][:6] == columns
    assert (rows[1][:6], set(rows[1][6:])) == (cells, {""})
    assert rows[2][:3] == ["Préserve", "B1", "1"]
    assert made.count(end) == 3
    assert path.read_bytes()[:2] == stream.getvalue().encode(encoding)[:2]


def test_a_letter_that_the_registers_encoding_lacks_stops_the_import(
    root: Path, give: Callable[..., Plan]
) -> None:
    path = root / "recommendations.csv"
    path.write_bytes((HEADER + THERE.replace("valley", "vallée")).encode("cp1252"))
    refusal = lambda: give("a.csv", "id,recommendation\nB1,Chăm sóc\n")  # noqa: E731
    assert refused(refusal) == [("RIM016", None)]


def test_a_register_that_changed_meanwhile_is_left_alone(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,recommendation\nB1,Do it\n", encoding="utf-8")
    plan = plan_import(path, root, UPR)
    (root / "recommendations.csv").write_text(HEADER + THERE, encoding="utf-8")
    assert refused(lambda: write_plan(plan)) == [("RIM016", None)]
    assert "B1" not in (root / "recommendations.csv").read_text(encoding="utf-8")


def test_a_workbook_is_extended_as_one_and_no_text_becomes_a_formula(
    root: Path, give: Callable[..., Plan]
) -> None:
    path = root / "recommendations.xlsx"
    head = ("rec_id", "cycle", "text", "addressee", "sdg_target", "Ours")
    path.write_bytes(workbook(head, ("R1", 1, "House one.", "Ministry", "3.1", "x")))
    give("a.csv", 'id,recommendation\n115.10,"=HYPERLINK(""http://x"")"\n')
    found = register(root)
    assert list(found) == ["R1", "115.10"]
    sheet: Any = openpyxl.load_workbook(path).active
    assert (sheet["C3"].data_type, sheet["F2"].value) == ("s", "x")


@given(
    rows=st.lists(st.lists(st.text("ab\"',;\n é", max_size=6), min_size=2, max_size=2), min_size=1),
    delimiter=st.sampled_from(",;"),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_rows_are_told_apart_as_the_csv_module_does(
    rows: list[list[str]], delimiter: str, end: str
) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(rows)
    records = split_records(stream.getvalue(), delimiter)
    assert "".join(records) == stream.getvalue()
    assert [next(csv.reader([r], delimiter=delimiter)) for r in _joined(records)] == rows


def _joined(records: list[str]) -> list[str]:
    return [record.rstrip("\r\n") if '"' not in record else record for record in records]


def test_rows_that_do_not_change_keep_their_bytes() -> None:
    data = b'rec_id;text;cycle\r\n"R1";  as it was ;1\r\n\r\nR2;x\r\n'
    made = extended(Path("recommendations.csv"), data, [{"rec_id": "R3", "note": "n"}], {})
    assert made == (b'rec_id;text;cycle;note\r\n"R1";  as it was ;1;\r\n\r\nR2;x;;\r\nR3;;;n\r\n')
