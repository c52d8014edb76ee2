"""The ledger keeps every decision, shows tampering, and unites with another laptop's."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders_adoption import a_decision
from vnrgen.adoption.ledger.events import Event, ends, event_of, in_order, new_event
from vnrgen.adoption.ledger.store import events_of, ledger_url, open_ledger, shown_url
from vnrgen.adoption.ledger.transfer import (
    LEDGER_TEXT,
    decisions_of,
    event_lines,
    missing,
    read_events,
    verify,
)
from vnrgen.problems import InvalidInputError


def record(folder: Path, *values: str, assessor: str = "Coalition") -> tuple[Event, ...]:
    with open_ledger(ledger_url(folder)) as ledger:
        return tuple(ledger.record(a_decision(value, assessor))[0] for value in values)


def write_export(path: Path, events: tuple[Event, ...]) -> Path:
    path.write_text("".join(f"{line}\n" for line in event_lines(events)), encoding="utf-8")
    return path


def code_of(call: pytest.ExceptionInfo[InvalidInputError]) -> list[str]:
    return [problem.code for problem in call.value.problems]


def test_a_dossier_without_a_ledger_has_no_decisions(tmp_path: Path) -> None:
    assert decisions_of(tmp_path) == ()
    assert list(tmp_path.iterdir()) == []


def test_decisions_come_back_as_recorded_and_each_after_what_it_corrects(tmp_path: Path) -> None:
    recorded = [a_decision("adopted", day=9), a_decision("reflected", day=2)]
    for decision in recorded:
        with open_ledger(ledger_url(tmp_path)) as ledger:
            ledger.record(decision)
    assert decisions_of(tmp_path) == tuple(recorded)


def test_an_event_names_the_one_before_it_of_the_same_assessor(tmp_path: Path) -> None:
    first, second = record(tmp_path, "adopted", "reflected")
    (other,) = record(tmp_path, "adopted", assessor="Ombudsman")
    assert (first.previous, second.previous, other.previous) == ((), (first.event_id,), ())


def test_a_changed_event_is_found(tmp_path: Path) -> None:
    record(tmp_path, "adopted", "reflected")
    connection = sqlite3.connect(tmp_path / "ledger.db")
    connection.execute("UPDATE event SET body = replace(body, 'adopted', 'not_found')")
    connection.commit()
    connection.close()
    with pytest.raises(InvalidInputError) as refused:
        decisions_of(tmp_path)
    assert code_of(refused) == ["LED008"]


def test_an_event_taken_out_is_found(tmp_path: Path) -> None:
    first, _second = record(tmp_path, "adopted", "reflected")
    connection = sqlite3.connect(tmp_path / "ledger.db")
    connection.execute("DELETE FROM event WHERE event_id = ?", [first.event_id])
    connection.commit()
    connection.close()
    with pytest.raises(InvalidInputError) as refused:
        decisions_of(tmp_path)
    assert code_of(refused) == ["LED009"]


def test_the_last_event_taken_out_is_found_by_an_earlier_export(tmp_path: Path) -> None:
    first, second = record(tmp_path, "adopted", "reflected")
    assert verify((first,), "ledger") == ()
    assert [p.code for p in missing((first, second), (first,), "export")] == ["LED009"]


def test_an_export_is_the_ledger(tmp_path: Path) -> None:
    events = record(tmp_path, "adopted", "reflected", "adopted_in_part")
    export = write_export(tmp_path / "export.jsonl", events_of(ledger_url(tmp_path)))
    assert read_events(export) == events
    assert len(export.read_text(encoding="utf-8").splitlines()) == 3


def test_an_export_with_a_changed_line_is_refused_with_its_line(tmp_path: Path) -> None:
    export = write_export(tmp_path / "export.jsonl", record(tmp_path, "adopted", "reflected"))
    lines = export.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace("reflected", "contradicted")
    export.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InvalidInputError) as refused:
        read_events(export)
    assert [str(p.where) for p in refused.value.problems] == ["export.jsonl:2"]


def test_decisions_that_travel_as_text_count(tmp_path: Path) -> None:
    events = record(tmp_path, "adopted", "reflected")
    write_export(tmp_path / LEDGER_TEXT, events[:1])
    assert len(decisions_of(tmp_path)) == 2
    (tmp_path / "ledger.db").unlink()
    assert [decision.value for decision in decisions_of(tmp_path)] == ["adopted"]


def test_two_laptops_unite_and_the_next_decision_joins_them(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    first = record(one, "adopted")
    with open_ledger(ledger_url(two)) as ledger:
        assert ledger.unite(first) == 1
    record(one, "reflected")
    record(two, "not_found")
    with open_ledger(ledger_url(one)) as ledger:
        assert ledger.unite(events_of(ledger_url(two))) == 1
    assert [p.code for p in verify(events_of(ledger_url(one)), "ledger")] == ["LED010"]
    (joining,) = record(one, "adopted_in_part")
    assert len(joining.previous) == 2
    assert verify(events_of(ledger_url(one)), "ledger") == ()
    assert decisions_of(one)[-1].value == "adopted_in_part"


def test_text_that_nobody_sees_does_not_break_the_chain(tmp_path: Path) -> None:
    record(tmp_path, "adopted", assessor="Coa\u202elition")
    (decision,) = decisions_of(tmp_path)
    assert decision.assessor == "Coalition"


def test_a_password_is_not_shown() -> None:
    assert "secret" not in shown_url("postgresql://me:secret@host/db")


@pytest.mark.parametrize("url", ["nonsense", "oracle://host/db", "postgresql://localhost:1/none"])
def test_a_ledger_that_cannot_be_reached_is_a_problem(url: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        events_of(url)
    assert code_of(refused) == ["LED012"]


def test_a_ledger_of_a_later_release_is_refused(tmp_path: Path) -> None:
    record(tmp_path, "adopted")
    connection = sqlite3.connect(tmp_path / "ledger.db")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(InvalidInputError) as refused:
        events_of(ledger_url(tmp_path))
    assert code_of(refused) == ["LED007"]


def test_a_ledger_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    record(tmp_path, "adopted")
    with open_ledger(ledger_url(tmp_path)) as ledger:
        connection = sqlite3.connect(tmp_path / "ledger.db")
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON event "
                           "BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END")  # fmt: skip
        connection.close()
        with pytest.raises(InvalidInputError) as refused:
            ledger.record(a_decision("reflected"))
    assert "disk is full" in refused.value.problems[0].what
    assert [d.value for d in decisions_of(tmp_path)] == ["adopted"]


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 28)), max_size=9), st.randoms())
def test_the_order_does_not_depend_on_where_events_came_from(
    steps: list[tuple[int, int]], random: Random
) -> None:
    events: list[Event] = []
    for joins, day in steps:
        known = [e.event_id for e in events]
        events.append(new_event(a_decision(day=day), known[-joins:] if joins else []))
    shuffled = [*events]
    random.shuffle(shuffled)
    ordered = in_order(shuffled)
    assert ordered == in_order(events)
    places = {event.event_id: place for place, event in enumerate(ordered)}
    assert all(places[p] < places[e.event_id] for e in ordered for p in e.previous)


def test_an_end_is_an_event_that_none_follows() -> None:
    assert ends([("a", ()), ("b", ("a",)), ("c", ("a",))]) == ("b", "c")


@pytest.mark.parametrize(
    "change",
    [{"form": 2}, {"previous": "x"}, {"previous": [1]}, {"decision": {}}, {"decision": None}],
)
def test_a_body_of_another_form_is_no_event(change: dict[str, object]) -> None:
    body = json.loads(new_event(a_decision(), ()).body) | change
    with pytest.raises((ValueError, KeyError, TypeError)):
        event_of(json.dumps(body))


def test_a_value_of_another_vocabulary_is_no_event() -> None:
    with pytest.raises(ValueError, match="implemented"):
        event_of(new_event(dataclasses.replace(a_decision(), value="implemented"), ()).body)
