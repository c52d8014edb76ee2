"""Tables come out of any usual file as the cells a person put in."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnrgen.dossier.files import grid, workbook
from vnrgen.dossier.files.delimited import split_rows
from vnrgen.dossier.files.encoding import decode, twice_encoded
from vnrgen.dossier.files.grid import header_key, read_grid
from vnrgen.dossier.files.plain_workbook import is_plain
from vnrgen.dossier.tables.headers import Columns, find_table, read_table
from vnrgen.problems import Location, ProblemLog, Severity

HEADER = ["place_id", "label", "level"]
WORDS = (
    "Côte d’Ivoire",
    "São Tomé",
    "Réunion, l’île",
    "Zürich",
    "Málaga",
    "niños y niñas",
    "“quoted”",
    "2018–20",
    "Åland",
    "Besançon",
    "plain",
    "a;b",
    "a,b",
    "two\nlines",
    'says "no"',
    "",
)


def written(rows: list[list[str]], delimiter: str, line_end: str) -> str:
    buffer = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if line_end == "\r" else csv.QUOTE_MINIMAL
    cells = [[cell.replace("\n", line_end) for cell in row] for row in rows]
    csv.writer(buffer, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(
        cells
    )
    return buffer.getvalue()


def grid_of(
    data: bytes, folder: Path, name: str = "places.csv"
) -> tuple[list[list[str]], ProblemLog]:
    problems = ProblemLog()
    (folder / name).write_bytes(data)
    found = read_grid(folder / name, folder, problems, known=HEADER)
    return found.rows, problems


STRAIGHT = dict.fromkeys(map(ord, "“”‘’„"), "'")


@settings(max_examples=150, deadline=None)
@given(
    cells=st.lists(st.tuples(*[st.sampled_from(WORDS)] * 3), min_size=1, max_size=6),
    delimiter=st.sampled_from([",", ";", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_table_is_read_as_it_was_written_in_any_usual_encoding(
    tmp_path_factory: pytest.TempPathFactory,
    cells: list[tuple[str, str, str]],
    delimiter: str,
    encoding: str,
    line_end: str,
) -> None:
    if encoding == "cp1252" and line_end == "\r":
        line_end = "\r\n"  # CR alone is the mark of the Mac
    if encoding == "mac_roman":
        line_end = "\r"
    rows = [HEADER, *([*row[:2], row[2] or "x"] for row in cells)]
    if encoding in {"cp1252", "mac_roman"}:
        # Curly quotes beside accents can be either of the two; nothing in the bytes decides.
        rows = [[word.translate(STRAIGHT) for word in row] for row in rows]
    data = written(rows, delimiter, line_end).encode(encoding)

    read, _ = grid_of(data, tmp_path_factory.mktemp("dossier"))

    assert read == rows


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=4),
        min_size=1,
        max_size=5,
    ),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
def test_splitting_gives_back_every_cell_of_a_text_with_known_headers(
    rows: list[list[str]], delimiter: str
) -> None:
    width = max(map(len, rows))
    even = [HEADER[:1] * width, *([*row, *[""] * (width - len(row))] for row in rows)]

    split = split_rows(
        written(even, delimiter, "\n"), lambda cells: sum(header_key(c) == "placeid" for c in cells)
    )

    assert (split.rows, split.faults) == (even, ())


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize(
    "text",
    [
        "Don’t stop — “quoted” café",
        "Él vivía aquí en el país con niños y niñas; corazón, ¿dónde?",
        "Köln übt größere Mühe, ähnlich",
        "Côte d’Ivoire, l’eau et l’école, où ça",
        "North–South 2018–20",
        "Não há informação sobre a população",
        "På øya bor det få",
    ],
)
def test_windows_and_mac_letters_are_told_apart_by_the_words_they_make(
    encoding: str, text: str
) -> None:
    decoded = decode(text.encode(encoding))

    assert (decoded.text, decoded.encoding, decoded.is_certain) == (text, encoding, False)


@pytest.mark.parametrize(
    "text",
    [
        "Région des Dunes; Éleveurs; forêt, où ça, à côté",
        "Él vivía aquí en el país con niños y niñas; corazón, ¿dónde?",
        "Köln übt größere Mühe, ähnlich",
        "Não há informação sobre a população",
        "RÉGION DE L'ÉTANG; région",
    ],
)
def test_what_excel_saves_as_csv_for_ms_dos_is_told_by_the_words_it_makes(text: str) -> None:
    decoded = decode(text.encode("cp850"))

    assert (decoded.text, decoded.encoding, decoded.is_certain) == (text, "cp850", False)


@pytest.mark.parametrize(
    "text", ["Région à côté", "l’eau", "Él niño, ¿dónde?", "não — há", "20 °C"]
)
def test_letters_that_a_program_spoilt_before_are_named_with_what_they_were(text: str) -> None:
    spoilt = "place_id;label\n" + text.encode("utf-8").decode("cp1252", "replace")

    found = twice_encoded(spoilt)

    assert found is not None
    row, word, meant = found
    assert (row, word in spoilt, meant in text) == (2, True, True)
    assert twice_encoded(text) is None


@pytest.mark.parametrize("text", ["“LÃ”", "IRMÃ – NÃO", "Â »", "Ñ°", "Ærø Å", "ÂGE", "Tiếng Việt"])
def test_capitals_with_accents_are_not_taken_for_spoilt_letters(text: str) -> None:
    assert twice_encoded(text) is None


def test_a_table_and_a_text_with_spoilt_letters_are_warned_of(tmp_path: Path) -> None:
    _, problems = grid_of("place_id;label\nkesh;RÃ©gion\n".encode(), tmp_path)

    (warned,) = [p for p in problems if p.code == "TAB026"]
    assert (warned.severity, warned.where.row) == (Severity.WARNING, 2)
    assert '"RÃ©gion" stands where "Région" was written' in warned.what


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    text = 'place id;LABEL;Level\nkesh;"two\nlines";district\n;;\n\norra;Orra;district\n'
    (tmp_path / "places.csv").write_text(text, encoding="utf-8")
    problems = ProblemLog()

    table = read_table(tmp_path / "places.csv", tmp_path, Columns(tuple(HEADER)), problems)

    assert [(row.number, row["label"]) for row in table.rows] == [(2, "two\nlines"), (5, "Orra")]
    assert table.rows[1].at("label") == Location("places.csv", 5, "LABEL")
    assert not problems.sorted()


def test_a_separator_line_for_excel_is_no_row(tmp_path: Path) -> None:
    rows, _ = grid_of(b"sep=;\r\nplace_id;label\r\nkesh;Kesh, upper\r\n", tmp_path)

    assert rows == [["place_id", "label"], ["kesh", "Kesh, upper"]]


def test_labels_may_come_in_several_languages(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "label,label_FR,Label pt-br,labels\na,b,c,d\n", encoding="utf-8"
    )
    problems = ProblemLog()

    table = read_table(
        tmp_path / "t.csv", tmp_path, Columns(("label",), localised=("label",)), problems
    )

    assert dict(table.rows[0].cells) == {"label": "a", "label_fr": "b", "label_pt-BR": "c"}
    assert [(p.code, p.where.column) for p in problems] == [("TAB019", "labels")]


def workbook_bytes() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["id", "share", "count", "day", "month", "flag", "text"],
        ["a", 0.713, 1250, date(2024, 3, 5), date(2024, 3, 1), True, "two\nlines"],
        [],
        ["b", 0.1 + 0.2, 2.0, None, None, None, "=plain text"],
    ):
        sheet.append(row)
    sheet["B2"].number_format = "0%"
    sheet["D2"].number_format = "dd/mm/yyyy"
    sheet["E2"].number_format = "mmm-yy"
    sheet["G4"].data_type = "s"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_workbook_is_read_as_its_sheet_shows_it(tmp_path: Path) -> None:
    rows, problems = grid_of(workbook_bytes(), tmp_path, "places.xlsx")

    assert rows[1:] == [
        ["a", "71.3%", "1250", "2024-03-05", "2024-03", "true", "two\nlines"],
        [],
        ["b", "0.3", "2", "", "", "", "=plain text"],
    ]
    assert not problems.sorted()


def test_a_workbook_and_a_csv_file_are_told_apart_by_content(tmp_path: Path) -> None:
    rows, problems = grid_of(workbook_bytes(), tmp_path, "places.csv")
    text_rows, text_problems = grid_of(b"place_id,label\nkesh,Kesh\n", tmp_path, "places.xlsx")

    assert (rows[1][0], text_rows[1][0]) == ("a", "kesh")
    assert [p.code for p in (*problems, *text_problems)] == ["TAB007", "TAB007"]


def test_a_workbook_that_unpacks_to_far_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_BYTES", 1000)

    rows, problems = grid_of(workbook_bytes(), tmp_path, "places.xlsx")

    assert rows == []
    assert [p.code for p in problems] == ["TAB008"]
    assert "would unpack to" in problems.sorted()[0].what


def test_a_file_larger_than_any_table_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "MOST_BYTES", 5)

    rows, problems = grid_of(b"place_id\nkesh\n", tmp_path)

    assert rows == []
    assert [p.code for p in problems] == ["TAB006"]


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=300), name=st.sampled_from(["places.csv", "places.xlsx"]))
def test_no_bytes_make_the_reader_fail(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    folder = tmp_path_factory.mktemp("dossier")
    rows, problems = grid_of(data, folder, name)

    assert rows or problems.blocking()


def test_the_name_of_a_table_may_be_in_capitals_and_a_lock_file_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "Places.XLSX").write_bytes(b"")
    (tmp_path / "~$places.xlsx").write_bytes(b"")
    problems = ProblemLog()

    found = find_table(tmp_path, "places", tmp_path, problems)

    assert found == tmp_path / "Places.XLSX"
    assert not problems.sorted()


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_cell_far_off_costs_neither_memory_nor_the_table(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book["Sheet"]["A1"] = "place_id"
    book["Sheet"]["XFD70000"] = "x"

    rows, problems = grid_of(saved(book), tmp_path, "places.xlsx")

    assert (rows[0], len(rows), rows[-1][-1]) == (["place_id"], 70000, "x")
    assert not problems.sorted()


@settings(max_examples=25, deadline=None)
@given(
    cells=st.lists(
        st.lists(
            st.sampled_from(["", "x", "Côte, d’Ivoire", "two\nlines", 0, 1.5, -2, 0.1, True]),
            min_size=1,
            max_size=4,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_the_fast_and_the_careful_reading_of_a_workbook_agree(
    cells: list[list[str | float | bool]],
) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in [["id"], *cells]:
        book["Sheet"].append([None if cell == "" else cell for cell in row])
    book["Sheet"].merge_cells("F1:F2")
    data = saved(book)

    assert is_plain(data)
    assert workbook._read_plain(data, "") == workbook._read_formatted(data, "")


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (["a,80,4,", "b,80.1,x", "c,7,"], [2]),  # 80,4 is two cells; the last one is empty
        (["a,80.4,x,", "b,80.1,x,", "c,7,,"], []),  # every row ends with a comma
        (["a,80,4,,", "b,80.1,x,", "c,7,,"], [2]),
    ],
)
def test_a_row_that_a_comma_makes_longer_than_the_others_is_wrong(
    tmp_path: Path, rows: list[str], wrong: list[int]
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("\n".join(["id,value,note", *rows]) + "\n", encoding="utf-8")
    problems = ProblemLog()
    read_table(path, tmp_path, Columns(("id", "value", "note")), problems)

    assert [p.where.row for p in problems if p.code == "TAB021"] == wrong


def test_a_merged_title_above_the_header_is_one_problem(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Our places"], HEADER, ["a", "A", "country"]):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    book.save(tmp_path / "places.xlsx")
    problems = ProblemLog()
    table = read_table(tmp_path / "places.xlsx", tmp_path, Columns(tuple(HEADER)), problems)

    assert table.rows == ()
    assert [(p.code, p.where.row) for p in problems] == [("TAB028", 2)]


@pytest.mark.parametrize("delimiter", [";", ","])
def test_a_table_whose_rows_stand_in_one_cell_is_one_problem(
    tmp_path: Path, delimiter: str
) -> None:
    rows = [delimiter.join(row) for row in (HEADER, ["a", "A", "country"])]
    (tmp_path / "t.csv").write_text("".join(f'"{row}"\n' for row in rows), encoding="utf-8")
    problems = ProblemLog()

    assert read_table(tmp_path / "t.csv", tmp_path, Columns(tuple(HEADER)), problems).rows == ()
    assert [(p.code, p.where.row) for p in problems] == [("TAB029", 1)]
