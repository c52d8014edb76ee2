"""Time whole processes in interleaved pairs: the ratio holds even where the machine drifts.

Processor time (user and system, with all children) is what a build costs; wall time is what a
person waits, and on a machine shared with others what the others cost, too. Both are printed.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_DO_NOT_KEEP = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: wall and processor seconds, and its peak memory in MiB.

    ``peak`` is that of it and its children together where the system tells, looked at ten times a
    second; pages that they share count twice. Elsewhere it is that of the largest of them.
    """

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
    """Run a command to its end and return what the kernel accounts for it and its children.

    Python keeps what it compiles, whatever this shell says, as packages are where they are
    installed: what is to be measured is not the compiler.
    """
    kept = {name: text for name, text in os.environ.items() if name != _DO_NOT_KEEP}
    began = time.perf_counter()
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=complaints, env=kept
        )
        with watched(process.pid) as seen:
            _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        complaints.seek(0)
        said = complaints.read().decode(errors="replace")
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: {said[-2000:]}")
    peak = max(usage.ru_maxrss / 1024, *seen)
    return Run(wall, usage.ru_utime + usage.ru_stime, peak)


@contextmanager
def watched(pid: int) -> Iterator[list[float]]:
    """Yield a list that gets the memory of a process and its children, in MiB, now and then."""
    seen = [0.0]
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.1):
            seen.append(_resident(pid))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def _resident(pid: int) -> float:
    """Return the resident memory of a process and its children in MiB; 0 where nobody tells."""
    place = Path("/proc") / str(pid)
    try:
        pages = int((place / "statm").read_text().split()[1])
        children = (place / "task" / str(pid) / "children").read_text().split()
    except OSError:
        return 0.0
    own = pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return own + sum(_resident(int(child)) for child in children)


def in_turn(
    commands: Mapping[str, Sequence[str]],
    *,
    folder: Path,
    rounds: int,
    before: Mapping[str, Callable[[], None]] | None = None,
    failed: dict[str, str] | None = None,
) -> dict[str, tuple[Run, ...]]:
    """Run commands one after the other, once to warm up and then ``rounds`` times.

    What is to be done ``before`` a command of that name is not timed. Commands that fail when they
    warm up are left out, and why goes into ``failed``; without it, they end everything.
    """
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            if before and name in before:
                before[name]()
            if failed is not None and name in failed:
                continue
            try:
                run = run_once(command, folder)
            except RuntimeError as error:
                if failed is None or turn:
                    raise
                failed[name] = str(error)
                continue
            if turn:
                runs[name].append(run)
    return {name: tuple(found) for name, found in runs.items() if found}


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
    runs = in_turn({name: command, yardstick: other}, folder=folder, rounds=pairs)
    return Comparison(
        name=name, yardstick=yardstick, runs=runs[name], yardstick_runs=runs[yardstick]
    )


def report(comparison: Comparison, bar: float | None = None, scale: float = 1.0) -> str:
    """Return the ratios' medians and spreads and the bar, then seconds and memory of both sides.

    Args:
        comparison: The runs.
        bar: What the ratios are to stay under.
        scale: Multiplies the ratios, where one side did more of the same than the other.
    """
    shown = []
    for figure in ("cpu", "wall"):
        ratios = [ratio * scale for ratio in comparison.ratios(figure)]
        middle = statistics.median(ratios)
        shown.append(f"{figure} {middle:.2f} [{min(ratios):.2f}-{max(ratios):.2f}]")
    limit = "" if bar is None else f" (bar {bar:.2f})"
    ours, theirs = _costs(comparison.runs), _costs(comparison.yardstick_runs)
    return (
        f"{comparison.name} / {comparison.yardstick}: {', '.join(shown)}{limit}; "
        f"{len(comparison.runs)} pairs\n  {ours}, beside {theirs}"
    )


def _costs(runs: Sequence[Run]) -> str:
    wall, cpu = (statistics.median(getattr(run, name) for run in runs) for name in ("wall", "cpu"))
    return f"{cpu:.2f} s of processor, {wall:.2f} s, {max(run.peak for run in runs):.0f} MiB"
