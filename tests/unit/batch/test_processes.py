"""Workers: a lost one is the failure of one order, which is tried once more alone."""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path
from typing import ClassVar

import pytest

from tests.builders_batch import an_answer
from vnrgen.batch import processes
from vnrgen.batch.orders import Answer, Order
from vnrgen.batch.processes import Done, ProcessPool
from vnrgen.batch.worker import LateWorkerError
from vnrgen.beside import LostProcessError
from vnrgen.build import BuildRequest
from vnrgen.problems import EnvironmentFailureError


def orders(*names: str) -> list[Order]:
    request = BuildRequest(dossier=Path("in"), output=Path("out"))
    return [Order(name=name, request=request, key="key") for name in names]


class FakeWorker:
    """A worker without a process: names that begin with "crash" lose it, once or always."""

    asked: ClassVar[Counter[str]] = Counter()
    alive: ClassVar[set[FakeWorker]] = set()
    most: ClassVar[int] = 0
    started: ClassVar[int] = 0
    starts: ClassVar[bool] = True
    lock: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self) -> None:
        if not self.starts:
            raise LostProcessError("it could not be started: no memory")
        self.process = self
        with self.lock:
            self.alive.add(self)
            type(self).started += 1
            type(self).most = max(self.most, len(self.alive))

    def wait_ready(self) -> None:
        pass

    def ask(self, order: Order, _seconds: float | None) -> Answer:
        with self.lock:
            self.asked[order.name] += 1
        if order.name.startswith("crash") and (
            self.asked[order.name] == 1 or order.name.endswith("always")
        ):
            raise LostProcessError("it was ended by SIGKILL")
        if order.name.startswith("late"):
            raise LateWorkerError("it took more than 5 seconds")
        if order.name.startswith("crash"):
            assert self.alive == {self}, "it is tried again with nothing beside it"
        return an_answer(order)

    def end(self) -> None:
        with self.lock:
            self.alive.discard(self)

    kill = wait = end


@pytest.fixture(autouse=True)
def fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (
        ("asked", Counter()),
        ("alive", set()),
        ("most", 0),
        ("started", 0),
        ("starts", True),
    ):
        monkeypatch.setattr(FakeWorker, name, value)
    monkeypatch.setattr(processes, "Worker", FakeWorker)


def answers(jobs: int, *names: str) -> dict[str, Answer]:
    events = list(ProcessPool(jobs, 5).events(orders(*names)))
    done = [event for event in events if isinstance(event, Done)]
    assert len(done) == len(names)  # each once
    return {event.order.name: event.answer for event in done}


def codes(answer: Answer) -> list[str]:
    return [] if answer.files else [problem.code for problem in answer.problems]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_a_lost_order_is_tried_once_more_and_then_given_up(jobs: int) -> None:
    found = answers(jobs, "a", "crash-once", "b", "crash-always", "c")
    assert {name: codes(answer) for name, answer in found.items()} == {
        "a": [],
        "b": [],
        "c": [],
        "crash-once": [],
        "crash-always": ["BAT002"],
    }
    assert FakeWorker.asked["crash-always"] == 2
    assert FakeWorker.asked["a"] == 1
    assert not FakeWorker.alive
    assert FakeWorker.most <= jobs


def test_a_worker_is_replaced_before_it_remembers_too_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "_MOST_ORDERS", 2)
    found = answers(1, "a", "b", "c", "d", "e")
    assert all(answer.files for answer in found.values())
    assert FakeWorker.started == 3


def test_an_order_that_took_too_long_is_not_tried_again() -> None:
    found = answers(1, "late", "a")
    assert codes(found["late"]) == ["BAT006"]
    assert FakeWorker.asked["late"] == 1


def test_where_no_worker_starts_nothing_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeWorker, "starts", False)
    with pytest.raises(EnvironmentFailureError) as lacking:
        answers(2, "a", "b")
    assert [problem.code for problem in lacking.value.problems] == ["BAT007"]


def test_whoever_stops_listening_leaves_no_worker_behind() -> None:
    events = ProcessPool(2).events(orders("a", "b", "c", "d"))
    next(events)
    events.close()
    until = time.monotonic() + 60
    while FakeWorker.alive and time.monotonic() < until:  # one may have been about to start
        time.sleep(0.01)
    assert not FakeWorker.alive
