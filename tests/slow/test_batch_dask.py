"""A batch on a Dask cluster of real processes, one of which is killed on the way."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from tests.builders_batch import a_batch, a_dossier
from vnrgen.batch.cluster import ClusterPool
from vnrgen.batch.orders import State
from vnrgen.batch.processes import ProcessPool
from vnrgen.batch.run import Told, run_batch

pytestmark = pytest.mark.slow
pytest.importorskip("distributed", reason="the extra dask is not installed")
NAMES = [f"country-{number}" for number in range(6)]


@contextmanager
def running(*words: str, largest: int | None = None) -> Iterator[subprocess.Popen[str]]:
    """Start a program of Dask on this machine alone; it is gone afterwards.

    It can write no file of more bytes than ``largest``.
    """
    command = [sys.executable, "-m", *words]
    if largest is not None:
        command = ["prlimit", f"--fsize={largest}", *command]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONWARNINGS": ""}
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(stream: IO[str] | None, pattern: str) -> str:
    """Return what fits a pattern in what a program says, and go on reading, so that it can."""
    assert stream is not None
    for line in stream:
        found = re.search(pattern, line)
        if found:
            threading.Thread(target=stream.read, daemon=True).start()
            return found.group()
    raise AssertionError(f"it never said {pattern}")


@contextmanager
def scheduler() -> Iterator[str]:
    words = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0")
    with running(*words, "--no-dashboard", "--no-show") as process:
        yield said(process.stderr, r"tcp://127\.0\.0\.1:\d+")


@contextmanager
def worker(address: str, largest: int | None = None) -> Iterator[subprocess.Popen[str]]:
    words = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny")
    with running(*words, "--no-dashboard", largest=largest) as process:
        said(process.stderr, "Registered to")
        yield process


@pytest.fixture
def dossiers(tmp_path: Path) -> list[Path]:
    return [a_dossier(tmp_path / "in", name, country=name) for name in NAMES]


def tree(output: Path) -> dict[str, bytes]:
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and ".vnrgen" not in path.parts
    }


def test_a_worker_killed_mid_way_costs_no_brief_and_none_comes_twice(
    dossiers: list[Path], tmp_path: Path
) -> None:
    told: list[Told] = []
    output = tmp_path / "out"
    with scheduler() as address, worker(address) as first, worker(address):

        def tell(event: Told) -> None:
            told.append(event)
            if event.state and event.settled == 2:
                first.send_signal(signal.SIGKILL)

        report = run_batch(a_batch(output, *dossiers), ClusterPool(address, 300), tell)
        assert first.wait(timeout=120) == -signal.SIGKILL
        assert report.stopped == ()
        assert report.count(State.MADE) == len(NAMES)
        assert Counter(t.name for t in told if t.state) == Counter(NAMES)
        again = run_batch(a_batch(output, *dossiers), ClusterPool(address, 300))
    assert again.count(State.UNCHANGED) == len(NAMES)
    alone = tmp_path / "alone"
    run_batch(a_batch(alone, *dossiers[:2]), ProcessPool(1))
    assert {name: tree(alone / name) for name in NAMES[:2]} == {
        name: tree(output / name) for name in NAMES[:2]
    }


def test_another_vnrgen_on_the_workers_makes_nothing(
    dossiers: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vnrgen.batch.run.tool_key", lambda: "another")
    with scheduler() as address, worker(address):
        report = run_batch(a_batch(tmp_path / "out", dossiers[0]), ClusterPool(address, 300))
    assert [problem.code for problem in report.results[0].missing] == ["BAT011"]


def test_where_nothing_listens_the_run_says_so(
    dossiers: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vnrgen.batch.cluster._PATIENCE", 1)
    batch = a_batch(tmp_path / "out", dossiers[0])
    report = run_batch(batch, ClusterPool("tcp://127.0.0.1:9", 300))
    assert [problem.code for problem in report.stopped] == ["BAT009"]
    assert report.count(State.WAITING) == 1
    with scheduler() as address:
        report = run_batch(batch, ClusterPool(address, 300))
    assert "it has no worker" in report.stopped[0].what


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="needs prlimit of util-linux")
def test_a_worker_without_room_on_its_disk_fails_one_country_and_not_the_run(
    dossiers: list[Path], tmp_path: Path
) -> None:
    (dossiers[0] / "annex.bin").write_bytes(bytes(3_000_000))
    batch = a_batch(tmp_path / "out", *dossiers[:2])
    with scheduler() as address, worker(address, largest=2_000_000):
        report = run_batch(batch, ClusterPool(address, 300))
    assert report.stopped == ()
    assert [result.state for result in report.results] == [State.FAILED, State.MADE]
    (problem,) = report.results[0].problems
    assert problem.code == "BAT002"
    assert "File too large" in problem.what
