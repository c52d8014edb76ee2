"""Countries by their codes: lists of them, and keys that change with a country's own rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.unsd_file import PORTAL
from tests.builders_batch import Scripted, a_dossier
from vnrgen.batch import making
from vnrgen.batch.area_list import read_list
from vnrgen.batch.keys import order_key
from vnrgen.batch.orders import Order
from vnrgen.batch.plan import Asked, items_of
from vnrgen.batch.run import BatchRequest, run_batch
from vnrgen.build import BuildRequest, Product
from vnrgen.cli import main
from vnrgen.dossier.area import AreaRequest
from vnrgen.dossier.large.store import identity_of
from vnrgen.problems import InvalidInputError, ProblemLog

COUNTRIES = (("524", "Nepal"), ("404", "Kenya"), ("705", "Slovenia"), ("150", "Europe"))


def a_row(code: str, name: str, year: int, value: str) -> str:
    place = f"{code},{name},{year},{value},{year}"
    return (
        f"3,3.1,3.1.2,SH_STA_BRTC,Births,{place},,,,,Survey,,,ALLAGE,ALLAREA,C,A,G,FEMALE,PERCENT"
    )


def a_file(folder: Path, **values: str) -> Path:
    """Write a file of the database; ``values`` replaces the figure of a country."""
    rows = [
        a_row(code, name, year, values.get(name, "50.1"))
        for year in (2019, 2020)
        for code, name in COUNTRIES
    ]
    path = folder / "sdg.csv"
    path.write_text("\n".join([PORTAL, *rows, ""]), encoding="utf-8")
    return path


def a_list(folder: Path, text: str) -> Path:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


def asked(folder: Path, **changes: object) -> Asked:
    basis = BuildRequest(dossier=Path(), output=folder / "out", formats=("html",), outline="brief")
    given: dict[str, object] = {"dossiers": (), "areas": None, "data": None, "basis": basis}
    return Asked(**{**given, **changes})  # type: ignore[arg-type]


# --- lists -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "area\nNPL\nKEN\n",
        "iso3;name\nnpl;Nepal\nKEN;Kenya\n",
        "M49 code,Country\n524,Nepal\n404.0,Kenya\n\n",
        "NPL\nKEN\nNPL\n",
        "\ufeffArea\r\nNPL\r\nKEN\r\n",
    ],
)
def test_a_list_is_read_however_people_write_it(text: str, tmp_path: Path) -> None:
    problems = ProblemLog()
    found = read_list(a_list(tmp_path, text), problems, has_data=True)
    assert [country.area for country in found] == ["NPL", "KEN"]
    assert len(problems) == 0


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("name\nNepal\n", {1}),
        ("area,year\nNPL,next\n", {2}),
        ("area,dossier,year\n,,2026\nNPL,,\n", {2}),
        ("area,year\n", {1}),
        ("area,year\n,\n \n", {1}),
    ],
)
def test_a_row_that_names_no_country_is_shown_with_its_row(
    text: str, rows: set[int], tmp_path: Path
) -> None:
    problems = ProblemLog()
    read_list(a_list(tmp_path, text), problems, has_data=True)
    assert {(problem.code, problem.where.row) for problem in problems} == {
        ("BAT013", row) for row in rows
    }


def test_codes_alone_need_figures(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as refused:
        items_of(asked(tmp_path, areas=a_list(tmp_path, "area\nNPL\nKEN\n")))
    assert [problem.where.row for problem in refused.value.problems] == [2, 3]


def test_a_list_of_no_country_is_refused_and_an_earlier_index_stays(tmp_path: Path) -> None:
    index = tmp_path / "out" / "index.html"
    index.parent.mkdir()
    index.write_text("an earlier run")
    words = ["batch", "--areas", str(a_list(tmp_path, "area\n")), "-o", str(index.parent)]
    refused = CliRunner().invoke(main, words)
    assert refused.exit_code == 1
    assert "list.csv:1: error BAT013" in refused.stderr
    assert index.read_text() == "an earlier run"


def test_a_year_beside_a_dossier_is_not_used_and_said(tmp_path: Path) -> None:
    a_dossier(tmp_path, "nepal")
    listed = a_list(tmp_path, "dossier,year\nnepal,2021\n")
    problems = ProblemLog()
    (item,) = items_of(asked(tmp_path, areas=listed), problems)
    assert item.request.area is None
    assert [str(p).partition(": this")[0] for p in problems] == [
        "list.csv:2 [year]: warning BAT013"
    ]
    strictly = asked(tmp_path, areas=listed)
    with pytest.raises(InvalidInputError):
        items_of(replace(strictly, basis=replace(strictly.basis, strict=True)))


def test_a_list_joins_dossiers_and_countries_of_the_database(tmp_path: Path) -> None:
    dossier = a_dossier(tmp_path / "dossiers", "nepal")
    listed = a_list(tmp_path, "area,dossier,year\nNPL,dossiers/nepal,\nKEN,,2021\nQQQ,,\n")
    items = items_of(asked(tmp_path, areas=listed, data=a_file(tmp_path)))
    assert [item.name for item in items] == ["nepal", "KEN", "QQQ"]
    assert items[0].request.dossier == dossier
    assert items[0].request.area is None
    assert items[1].request.area is not None
    assert (items[1].request.area.area, items[1].request.area.year) == ("KEN", 2021)


def test_a_file_by_itself_stands_for_all_its_countries_and_no_region(tmp_path: Path) -> None:
    items = items_of(asked(tmp_path, data=a_file(tmp_path)))
    assert [item.name for item in items] == ["KEN", "NPL", "SVN"]


def test_a_file_without_countries_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as refused:
        items_of(asked(tmp_path, data=a_list(tmp_path, "a,b\n1,2\n")))
    assert [problem.code for problem in refused.value.problems] == ["BAT013"]


def test_two_countries_for_one_folder_are_refused(tmp_path: Path) -> None:
    listed = a_list(tmp_path, "area,year\nNPL,2020\n524,2021\n")
    with pytest.raises(InvalidInputError) as refused:
        items_of(asked(tmp_path, areas=listed, data=a_file(tmp_path)))
    assert [problem.code for problem in refused.value.problems] == ["BAT001"]
    assert "ask for one year" in refused.value.problems[0].fix


# --- keys --------------------------------------------------------------------------------------


def keys(data: Path) -> dict[str, str]:
    return {
        code: order_key(
            BuildRequest(
                dossier=data.parent,
                output=data.parent,
                area=AreaRequest(area=code, data=data, store=data.parent / "store"),
            ),
            "tool",
        )
        for code in ("NPL", "KEN", "SVN")
    }


def test_a_corrected_figure_changes_its_own_country_alone(tmp_path: Path) -> None:
    before = keys(a_file(tmp_path))
    after = keys(a_file(tmp_path, Kenya="50.2"))
    assert {code for code, key in before.items() if after[code] != key} == {"KEN"}
    other = keys(a_file(tmp_path, Europe="50.2"))
    assert other == before


def test_what_changes_how_the_file_is_read_changes_every_country(tmp_path: Path) -> None:
    data = a_file(tmp_path)
    before = keys(data)
    text = data.read_text()
    for other in (
        text.replace("[Sex]", "[Sexe]"),
        text.replace(",", ";"),
        text.replace("Europe", "Éurope").encode("cp1252"),
        text.replace(PORTAL, PORTAL + "\n" + a_row("150", "Europe", 2018, "1")),
    ):
        data.write_bytes(other if isinstance(other, bytes) else other.encode())
        after = keys(data)
        assert all(after[code] != before[code] for code in before)


def test_a_second_run_makes_only_the_country_whose_figures_changed(tmp_path: Path) -> None:
    batch = BatchRequest(
        items=items_of(asked(tmp_path, data=a_file(tmp_path))), output=tmp_path / "out"
    )
    run_batch(batch, Scripted())
    a_file(tmp_path, Nepal="50.2")
    pool = Scripted()
    run_batch(batch, pool)
    assert pool.asked == ["NPL"]


# --- making one ---------------------------------------------------------------------------------


def an_order(data: Path) -> Order:
    request = BuildRequest(
        dossier=data.parent,
        output=data.parent / "out",
        formats=("html",),
        outline="main-messages",
        area=AreaRequest(area="NPL", data=data, store=data.parent / "store"),
    )
    key = order_key(request, "tool")
    return Order(name="NPL", request=request, key=key, tool="tool", identity=identity_of(data))


def test_the_rows_of_a_file_that_nobody_touched_are_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = an_order(a_file(tmp_path))
    monkeypatch.setattr(making, "order_key", lambda *_: pytest.fail("it is untouched"))
    made = making.answer(order)
    assert made.files, made.problems
    assert made.key == order.key


def test_a_file_that_was_written_meanwhile_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order, make = an_order(a_file(tmp_path)), making.make
    made = []

    def making_while_somebody_writes(request: BuildRequest) -> Product:
        made.append(make(request))
        if len(made) == 1:
            a_file(tmp_path, Nepal="61.5")
        return made[-1]

    monkeypatch.setattr(making, "make", making_while_somebody_writes)
    found = making.answer(order)
    assert len(made) == 2
    assert found.key == order_key(order.request, "tool") != order.key
    assert b"61.5" in found.files["data/observations.csv"]
