"""Runs one of our modules on foreign input in a process of its own, which can do nothing else.

Standard library only: the file is its own launcher in the new process, where vnrgen itself may
not be importable. What the process cannot do: open a file or a connection, start a process, write
anything but its answer, take more memory or time than it was given (docs/adr/0030).
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

_MOST_ANSWER = 64 * 2**20  # bytes
_PATIENCE = 2  # seconds of wall time for each second of processor time, on a busy machine


class Fault(StrEnum):
    """Why a confined process did not come to its end."""

    TIME = "time"
    MEMORY = "memory"
    SIZE = "size"
    CRASH = "crash"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a confined process wrote before its end, and the fault that ended it early, if any."""

    content: bytes
    fault: Fault | None = None


def run_confined(module: Path, given: bytes, *, seconds: int, megabytes: int) -> Answer:
    """Let ``answer(given, stream)`` of a module answer in a process of its own.

    Args:
        module: A Python file that imports nothing of vnrgen. It is imported, and its
            ``make_ready()`` called, before the process is closed off.
        given: The foreign input, and all that is known of it.
        seconds: Processor time it may take; twice that in wall time.
        megabytes: Address space it may take.
    """
    command = [sys.executable, "-I", "-B", __file__, str(module), str(seconds), str(megabytes)]
    process = subprocess.Popen(  # noqa: S603 - nothing of it is foreign
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(sys.executable).anchor,
        env={name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ},
    )
    late = threading.Event()
    clock = threading.Timer(seconds * _PATIENCE, _kill_late, (process, late))
    clock.start()
    try:
        content = _exchanged(process, given)
        fault = _fault(process.wait(), content, late=late.is_set())
    finally:
        clock.cancel()
        process.kill()
        process.wait()
    return Answer(content[:_MOST_ANSWER], fault)


def _kill_late(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _exchanged(process: subprocess.Popen[bytes], given: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise AssertionError("both are pipes")
    feeder = threading.Thread(target=_feed, args=(process.stdin, given), daemon=True)
    feeder.start()
    with process.stdout:
        content = process.stdout.read(_MOST_ANSWER + 1)
    if len(content) > _MOST_ANSWER:
        process.kill()
    feeder.join()
    return content


def _feed(stream: IO[bytes], given: bytes) -> None:
    try:
        with stream:
            stream.write(given)
    except OSError:
        pass  # the process ended before it had read everything; its exit code tells why


def _fault(code: int, content: bytes, *, late: bool) -> Fault | None:
    if len(content) > _MOST_ANSWER:
        return Fault.SIZE
    if code == 0:
        return None
    if code == _OUT_OF_MEMORY:
        return Fault.MEMORY
    return Fault.TIME if late or code == -_SIGXCPU else Fault.CRASH


# --- in the new process ------------------------------------------------------------------------

_OUT_OF_MEMORY = 71
_SIGXCPU = 24


def _close_off(seconds: int, megabytes: int) -> None:
    """Give up for good what answering does not need; the hard limits cannot be raised again."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; there the parent's clock is the only one
        return
    memory = megabytes * 2**20
    # A soft limit of its own, so that the signal tells lack of time from other ends.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    for limit, most in limits.items():
        _soft, hard = resource.getrlimit(limit)
        lower = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (lower, lower))


def _answer_confined(arguments: list[str]) -> int:
    path, seconds, megabytes = arguments
    spec = importlib.util.spec_from_file_location("confined_module", path)
    if spec is None or spec.loader is None:
        return 1
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    module.make_ready()
    given = sys.stdin.buffer.read()
    _close_off(int(seconds), int(megabytes))
    try:
        module.answer(given, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except MemoryError:
        return _OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    # os._exit: nothing that the input left behind gets a last word
    os._exit(_answer_confined(sys.argv[1:]))
