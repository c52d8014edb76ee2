"""Runs one of our own functions in a process beside this one, which ends when nobody waits for it.

Standard library only. The new process is started afresh, not forked: threads and locks of this one
do not follow it, and it is the same on every system. What it is given and what it answers goes
through two pipes, never through files. Nothing foreign runs in it that would not run here: for
that there is ``vnrgen.confined``.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

_START = (
    "import sys; sys.path[:] = sys.argv[3:]; "
    "from vnrgen.beside import serve; serve(sys.argv[1], sys.argv[2])"
)
# In the process that was started: what it was handed after the arguments of its function.
_FOLLOWING: queue.SimpleQueue[Any] = queue.SimpleQueue()


class LostProcessError(Exception):
    """The process ended without an answer; the text says how."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A process that waits for the arguments of its function, or works on them."""

    process: subprocess.Popen[bytes]

    def give(self, *arguments: object) -> None:
        """Hand over the arguments; the function begins."""
        self._send(arguments)

    def follow(self, content: object) -> None:
        """Hand over what is ready only now; the function gets it from ``followed``."""
        self._send(content)

    def _send(self, content: object) -> None:
        with contextlib.suppress(OSError):  # it has ended: its answer will be missing
            pickle.dump(content, _pipe(self.process.stdin), pickle.HIGHEST_PROTOCOL)
            _pipe(self.process.stdin).flush()

    def answer(self) -> Any:  # noqa: ANN401 - what the function returns
        """Wait for what the function returns.

        Raises:
            LostProcessError: The process was killed, crashed, or its function failed.
        """
        content = _pipe(self.process.stdout).read()
        code = self.process.wait()
        if code or not content:
            raise LostProcessError(ending(code))
        answer, failure = pickle.loads(content)  # noqa: S301 - from a process of our own
        if failure:
            raise LostProcessError(failure)
        return answer


@contextmanager
def beside(module: str, function: str) -> Iterator[Beside | None]:
    """Start a process for a function of ours; None where the system starts no process.

    The module is imported at once, and its ``make_ready()`` called, while this process does
    something else. When the block is left, however it is left, the process is gone.
    """
    command = [sys.executable, "-P", "-c", _START, module, function, *sys.path]
    # A group of its own: the terminal's Ctrl-C is for this process, which then ends that one.
    group = 0 if os.name == "posix" else None
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(  # noqa: S603 - nothing of it is foreign
            command, stdin=pipe, stdout=pipe, process_group=group
        )
    except OSError:
        yield None
        return
    try:
        yield Beside(process)
    finally:
        process.kill()
        for stream in (process.stdout, process.stdin):
            with contextlib.suppress(OSError):  # what it was given may be left in the pipe
                _pipe(stream).close()
        process.wait()


def processors() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not every system tells
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise AssertionError("both are pipes")
    return stream


def ending(code: int) -> str:
    """Say how a process ended that ended with an exit code."""
    if code < 0:
        try:
            return f"it was ended by {signal.Signals(-code).name}"
        except ValueError:
            return f"it was ended by signal {-code}"
    return f"it ended with code {code}"


# --- in the new process ------------------------------------------------------------------------


def serve(module: str, function: str) -> None:
    """Answer one call and end; end at once when the process that asked is gone."""
    gc.disable()  # one call, then the end: looking for garbage costs a fifth of it
    stdin, stdout = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no part of the answer
    answer: object = None
    failure = ""
    try:
        home = importlib.import_module(module)
        home.make_ready()
        arguments = _given(stdin)
        answer = getattr(home, function)(*arguments)
    except MemoryError:
        failure = "it ran out of memory"
    except Exception as error:  # noqa: BLE001 - told to the process that asked
        failure = f"it failed with {type(error).__name__}: {error}"
    with contextlib.suppress(OSError):  # nobody listens any more
        pickle.dump((answer, failure), stdout, pickle.HIGHEST_PROTOCOL)
        stdout.flush()
    os._exit(0)  # nothing is left to tidy up, and tidying a large heap takes long


def _given(stdin: IO[bytes]) -> tuple[Any, ...]:
    try:
        arguments: tuple[Any, ...] = pickle.load(stdin)  # noqa: S301 - from a process of our own
    except EOFError:
        os._exit(1)
    threading.Thread(target=_receive, args=(stdin,), daemon=True).start()
    return arguments


def followed() -> Any:  # noqa: ANN401 - whatever the process that asked hands over later
    """Wait for what follows the arguments, each in turn."""
    return _FOLLOWING.get()


def _receive(stdin: IO[bytes]) -> None:
    """Pass on what follows; the pipe closes when the process that asked ends, even by kill -9."""
    try:
        while True:
            _FOLLOWING.put(pickle.load(stdin))  # noqa: S301 - from a process of our own
    finally:
        os._exit(1)
