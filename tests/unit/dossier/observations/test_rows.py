"""Observations as columns: what is done with whole columns is what one by one would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.builders_unsd import portal, portal_row
from vnrgen.dossier.files.workbook import NumberCell
from vnrgen.dossier.model.observations import Observation, ObservationStatus
from vnrgen.dossier.model.settings import Ruling
from vnrgen.dossier.observations.merging import merged_observations
from vnrgen.dossier.observations.published_values import plain_number, plain_numbers
from vnrgen.dossier.observations.rows import ObservationRows, observations_from_rows
from vnrgen.dossier.observations.selection import consecutive, selected
from vnrgen.dossier.readers.records import figures
from vnrgen.dossier.readers.records.model import Record, Records
from vnrgen.dossier.settings.rulings import Rulings
from vnrgen.problems import Location, ProblemLog

SHARED = {"sex": "F", "age": "_T"}


def an_observation(
    number: int, year: int, value: float | None, indicator: str, *, is_shared: bool
) -> Observation:
    return Observation(
        indicator_id=indicator,
        series="SBA",
        place="KEN",
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        period_label=str(year),
        value=value,
        unit="PT",
        source_id="src",
        dimensions=SHARED if is_shared else {"sex": "F"},
        obs_status=ObservationStatus.NORMAL if value is not None else ObservationStatus.MISSING,
        file="a.csv",
        row=number,
    )


FOUND = st.lists(
    st.builds(
        an_observation,
        number=st.integers(2, 9),
        year=st.integers(2019, 2021),
        value=st.sampled_from([None, 1.0, 2.0, 2.5]),
        indicator=st.sampled_from(["1.9", "1.10", "3.1.2"]),
        is_shared=st.booleans(),
    ),
    max_size=12,
)


def rank(one: Observation) -> tuple[object, ...]:
    parts = tuple(part.zfill(3) for part in one.indicator_id.split("."))
    return parts, one.series, one.period_start.isoformat(), one.observation_id


def one_by_one(rows: Sequence[Observation]) -> list[Observation]:
    kept: dict[str, Observation] = {}
    for row in rows:
        kept.setdefault(row.observation_id, row)
    return sorted(kept.values(), key=rank)


@given(rows=FOUND)
def test_the_first_row_of_each_key_is_kept_in_the_order_of_indicator_series_and_day(
    rows: list[Observation],
) -> None:
    problems = ProblemLog()
    merged = merged_observations(rows, problems)
    assert list(merged) == one_by_one(rows)
    ids = [row.observation_id for row in rows]
    assert merged_observations(rows[:1], problems).ids() == ids[:1]
    seen, repeated = set[str](), set[int]()
    for row in rows:
        if row.observation_id in seen:
            repeated.add(row.row)
        seen.add(row.observation_id)
    assert {problem.where.row for problem in problems} == repeated


@given(rows=FOUND)
def test_what_was_ruled_takes_the_place_of_the_first_row(rows: list[Observation]) -> None:
    numbered = [replace(row, row=place) for place, row in enumerate(rows, start=2)]
    pairs = [(a, b) for a in numbered for b in numbered if a.row < b.row]
    against = [(a, b) for a, b in pairs if a.observation_id == b.observation_id]
    first = next(((a, b) for a, b in against if a.value != b.value), None)
    if first is None:
        return
    one, other = first
    ruling = Ruling(
        rows=frozenset({("a.csv", one.row), ("a.csv", other.row)}),
        holds=("a.csv", other.row),
        because="corrected",
        where=Location("dossier.yaml", 1),
    )
    merged = merged_observations(numbered, ProblemLog(), Rulings((ruling,)))
    found = {row.observation_id: row for row in merged}
    expected = {row.observation_id: row for row in one_by_one(numbered)}
    is_first = expected[one.observation_id].row == one.row
    assert list(found) == list(expected)
    assert found[one.observation_id] == (other if is_first else expected[one.observation_id])


@given(rows=FOUND)
def test_rows_are_the_same_before_and_after_they_were_columns(rows: list[Observation]) -> None:
    columns = ObservationRows(rows)
    assert list(columns) == rows == [columns[place] for place in range(len(rows))]
    assert list(columns[::-1]) == rows[::-1]
    assert columns.ids() == [row.observation_id for row in rows]
    made = list(observations_from_rows(rows))
    assert [replace(row, dimensions={}) for row in made] == [
        replace(row, dimensions={}) for row in rows
    ]
    for before, after in zip(rows, made, strict=True):
        told = {name: code for name, code in after.dimensions.items() if code != "_T"}
        assert told == {name: code for name, code in before.dimensions.items() if code != "_T"}


@given(
    rows=st.lists(
        st.builds(
            Record,
            row=st.integers(2, 99),
            parts=st.dictionaries(
                st.sampled_from(["value", "unit", "note"]), st.text("ab", min_size=1)
            ),
            codes=st.tuples(st.tuples(st.sampled_from("FM"), st.just(""))),
            column=st.sampled_from(["", "C"]),
        )
    )
)
def test_records_are_the_same_before_and_after_they_were_columns(rows: list[Record]) -> None:
    records = Records.of(rows)
    assert list(records) == rows
    assert list(records.at(range(0, len(rows), 2))) == rows[::2]
    assert sum(records.counts()) == len(rows)
    assert set(records.at([]).forms) == set()


@given(column=st.lists(st.integers()), data=st.data())
def test_what_is_selected_stands_at_the_positions(column: list[int], data: st.DataObject) -> None:
    places = st.lists(st.sampled_from(range(len(column)))) if column else st.just([])
    positions = data.draw(places)
    assert list(selected(column, positions)) == [column[place] for place in positions]
    rising = sorted(set(positions))
    assert list(consecutive(rising)) == rising
    assert list(selected(column, consecutive(rising))) == [column[place] for place in rising]


@given(cells=st.lists(st.text("0123456789.-,%e ", max_size=6) | st.builds(NumberCell, st.floats())))
def test_a_column_of_plain_numbers_is_read_as_its_cells_are(cells: list[str]) -> None:
    assert plain_numbers(cells) == [plain_number(cell) for cell in cells]


CELLS = st.builds(
    portal_row,
    value=st.sampled_from(["70.4", "0", "100.0", "101", "-3", "<5", "(12.5)", "x", "", "1e3"]),
    year=st.sampled_from(["2019", "2020", "2021", "no"]),
    sex=st.sampled_from(["BOTHSEX", "FEMALE", "MALE"]),
    bounds=st.sampled_from([",", ",", "90,80", "1,2"]),
    status=st.sampled_from(["A", "A", "E", "Q", "odd"]),
    indicator=st.sampled_from(["3.1.2", '"[3.1.2,3.8.1]"', "none"]),
    area=st.sampled_from(["404,Kenya", "404,Kenya", "4,Chad"]),
)


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(CELLS, max_size=9))
@example(rows=[portal_row(), portal_row(year="2021")])
def test_a_series_read_at_once_is_what_its_rows_give_one_by_one(
    tmp_path: Path, rows: list[str]
) -> None:
    at_once = portal(tmp_path, *rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures.RowChecks, "are_evident", lambda *_: False)
        patch.setattr(figures.RowChecks, "is_evident", lambda *_: False)
        one_by_one = portal(tmp_path, *rows)
    assert at_once.rows == one_by_one.rows
    assert at_once.problems == one_by_one.problems
    assert at_once.result.series == one_by_one.result.series
