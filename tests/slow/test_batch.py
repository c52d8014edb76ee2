"""Batches under kills: workers, the whole run, Ctrl-C; every brief arrives, once and whole."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders_batch import a_batch, a_dossier
from vnrgen.batch.orders import State
from vnrgen.batch.processes import Begun, Event, ProcessPool
from vnrgen.batch.run import Told, run_batch

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
]
NAMES = [f"country-{number}" for number in range(4)]


@pytest.fixture(autouse=True)
def interrupts_are_heard() -> Iterator[None]:
    """A shell makes what it runs in the background ignore Ctrl-C, and so would what that starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def dossiers(tmp_path: Path) -> list[Path]:
    return [a_dossier(tmp_path / "in", name, country=name) for name in NAMES]


def command(output: Path, dossiers: list[Path], jobs: int = 2) -> list[str]:
    batch = [str(Path(sys.executable).parent / "vnrgen"), "batch", *map(str, dossiers)]
    return [
        *batch,
        "--output",
        str(output),
        "--outline",
        "lnob",
        "--formats",
        "html",
        "--jobs",
        str(jobs),
    ]


def children_of(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    # threads start workers, too
    found = [text] + [
        path.read_text(encoding="ascii") for path in Path(f"/proc/{pid}/task").glob("*/children")
    ]
    return sorted({int(child) for line in found for child in line.split()})


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def is_whole(output: Path) -> bool:
    manifest = json.loads((output / "manifest.json").read_bytes())
    return all(
        hashlib.sha256((output / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]
        for entry in manifest["outputs"]
    )


def counts(output: Path) -> dict[str, int]:
    found: dict[str, int] = json.loads((output / "summary.json").read_bytes())["counts"]
    return {state: count for state, count in found.items() if count}


class Killing(ProcessPool):
    """Kills the worker as soon as it has begun with a country, as often as it is told to."""

    __slots__ = ("begun", "name", "times")

    def kill_at(self, name: str, times: int) -> Killing:
        self.name, self.times, self.begun = name, times, 0
        return self

    def events(self, orders: object) -> Iterator[Event]:  # type: ignore[override]
        for event in super().events(orders):  # type: ignore[arg-type]
            if isinstance(event, Begun) and event.order.name == self.name:
                self.begun += 1
                if self.begun <= self.times:
                    os.kill(self._workers[0].process.pid, signal.SIGKILL)
            yield event


def test_a_killed_worker_costs_no_brief(dossiers: list[Path], tmp_path: Path) -> None:
    pool = Killing(1, 100).kill_at("country-2", 1)
    told: list[Told] = []
    report = run_batch(a_batch(tmp_path / "out", *dossiers), pool, told.append)
    assert report.count(State.MADE) == len(NAMES)
    assert pool.begun == 2
    assert [t.name for t in told if t.state][-1] == "country-2"  # last, when nothing is beside it
    assert sorted(t.name for t in told if t.state) == NAMES  # each once
    assert all(is_whole(tmp_path / "out" / name) for name in NAMES)


def test_a_worker_killed_twice_is_the_failure_of_one_country(
    dossiers: list[Path], tmp_path: Path
) -> None:
    pool = Killing(1, 100).kill_at("country-2", 9)
    report = run_batch(a_batch(tmp_path / "out", *dossiers), pool)
    assert report.count(State.MADE) == len(NAMES) - 1
    failed = next(result for result in report.results if result.state is State.FAILED)
    assert failed.name == "country-2"
    assert [problem.code for problem in failed.problems] == ["BAT002"]
    assert "SIGKILL" in failed.problems[0].what
    again = run_batch(a_batch(tmp_path / "out", *dossiers), ProcessPool(2))
    assert (again.count(State.MADE), again.count(State.UNCHANGED)) == (1, len(NAMES) - 1)


def test_a_country_that_takes_too_long_is_given_up(dossiers: list[Path], tmp_path: Path) -> None:
    report = run_batch(a_batch(tmp_path / "out", dossiers[0]), ProcessPool(1, 0.01))
    assert [problem.code for problem in report.results[0].problems] == ["BAT006"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_ended_leaves_no_process_and_goes_on(
    how: signal.Signals, dossiers: list[Path], tmp_path: Path
) -> None:
    output = tmp_path / "out"
    words = command(output, dossiers)
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert any("2/4" in line for line in process.stderr)
        children = children_of(process.pid)
        process.send_signal(how)
        said = process.stderr.read()
        code = process.wait(timeout=60)
    assert children
    assert "Traceback" not in said
    if how is signal.SIGINT:
        assert code == 130
        assert "run the same command again" in said
        assert counts(output)["waiting"] >= 1
    until = time.monotonic() + 60
    while any(map(is_alive, children)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(is_alive, children))
    finished = {
        path.name: path.stat().st_mtime_ns for path in output.iterdir() if path.name in NAMES
    }
    assert len(finished) >= 2
    assert all(is_whole(output / name) for name in finished)
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert counts(output) == {"made": len(NAMES) - len(finished), "unchanged": len(finished)}
    assert all(is_whole(output / name) for name in NAMES)
    assert {name: (output / name).stat().st_mtime_ns for name in finished} == finished
    assert [path.name for path in output.iterdir() if path.name.startswith(".country")] == []


def test_one_worker_or_several_make_the_same_bytes(dossiers: list[Path], tmp_path: Path) -> None:
    trees = []
    for jobs in (1, 2):
        output = tmp_path / f"out-{jobs}"
        subprocess.run(command(output, dossiers, jobs), check=True, capture_output=True)
        trees.append(
            {
                path.relative_to(output).as_posix(): path.read_bytes()
                for path in output.rglob("*")
                if path.is_file() and ".vnrgen" not in path.parts
            }
        )
    assert trees[0] == trees[1]
