"""Time whole processes in interleaved pairs: the ratio holds even where the machine drifts."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: wall and processor seconds, and its peak memory in MiB."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A command beside its yardstick, run in turn."""

    name: str
    yardstick: str
    runs: tuple[Run, ...]
    yardstick_runs: tuple[Run, ...]

    def ratios(self, figure: str) -> list[float]:
        """Return the ratio of each pair for ``wall`` or ``cpu``."""
        pairs = zip(self.runs, self.yardstick_runs, strict=True)
        return [getattr(run, figure) / getattr(other, figure) for run, other in pairs]


def run_once(command: Sequence[str], folder: Path) -> Run:
    """Run a command to its end and return what the kernel accounts for it and its children."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=complaints
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        complaints.seek(0)
        said = complaints.read().decode(errors="replace")
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {said[-2000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def compare(
    name: str,
    command: Sequence[str],
    yardstick: str,
    other: Sequence[str],
    *,
    folder: Path,
    pairs: int,
) -> Comparison:
    """Run both in turn, once to warm up and then ``pairs`` times."""
    run_once(command, folder)
    run_once(other, folder)
    runs, others = [], []
    for _ in range(pairs):
        runs.append(run_once(command, folder))
        others.append(run_once(other, folder))
    return Comparison(
        name=name, yardstick=yardstick, runs=tuple(runs), yardstick_runs=tuple(others)
    )


def report(comparison: Comparison, bar: float | None = None) -> str:
    """Return one line: the ratio's median and spread, the seconds, the memory, the bar."""
    cpu, wall = comparison.ratios("cpu"), comparison.ratios("wall")
    seconds = statistics.median(run.wall for run in comparison.runs)
    peak = max(run.peak for run in comparison.runs)
    limit = "" if bar is None else f"  (bar {bar:.2f})"
    return (
        f"{comparison.name} / {comparison.yardstick}: "
        f"cpu {statistics.median(cpu):.2f} [{min(cpu):.2f}-{max(cpu):.2f}], "
        f"wall {statistics.median(wall):.2f} [{min(wall):.2f}-{max(wall):.2f}]{limit}; "
        f"{seconds:.2f} s, {peak:.0f} MiB, {len(comparison.runs)} pairs"
    )
