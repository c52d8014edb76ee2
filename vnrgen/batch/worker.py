"""A process that makes one order after the other, and the pipes between it and this one.

It is started afresh, not forked: threads and locks of this process do not follow it, and it is the
same on every system. Orders and answers go through two pipes, never through files.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import queue
import subprocess
import sys
import threading
from typing import IO, Any

from vnrgen.batch.orders import Answer, Order
from vnrgen.beside import LostProcessError, ending

_START = "import sys; sys.path[:] = sys.argv[1:]; from vnrgen.batch.worker import serve; serve()"
_READY = "ready"
_POSIX = os.name == "posix"
_OUT_OF_MEMORY = 71


class LateWorkerError(LostProcessError):
    """The worker took longer than it may, and was ended."""


class Worker:
    """A process that answers orders.

    Raises:
        LostProcessError: It could not be started.
    """

    def __init__(self) -> None:
        command = [sys.executable, "-P", "-c", _START, *sys.path]
        try:
            self.process = subprocess.Popen(  # noqa: S603 - nothing of it is foreign
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # A group of its own: the terminal's Ctrl-C is for this process, which ends that one
                process_group=0 if _POSIX else None,
            )
        except OSError as error:
            raise LostProcessError(f"it could not be started: {error.strerror}") from error

    def wait_ready(self) -> None:
        """Wait until it has imported what it needs.

        Raises:
            LostProcessError: It ended before.
        """
        if self._answer() != _READY:
            raise LostProcessError("it did not begin as expected")

    def ask(self, order: Order, seconds: float | None) -> Answer:
        """Return what came of an order.

        Raises:
            LateWorkerError: It took more seconds than it may.
            LostProcessError: The process was killed, crashed, or ran out of memory.
        """
        late = threading.Event()
        clock = threading.Timer(seconds, self._end_late, (late,)) if seconds else None
        if clock:
            clock.daemon = True
            clock.start()
        try:
            with contextlib.suppress(OSError):  # it has ended: its answer will be missing
                pickle.dump(order, _pipe(self.process.stdin), pickle.HIGHEST_PROTOCOL)
                _pipe(self.process.stdin).flush()
            content: Answer = self._answer()
        except LostProcessError as lost:
            if late.is_set():
                raise LateWorkerError(f"it took more than {seconds:g} seconds") from lost
            raise
        finally:
            if clock:
                clock.cancel()
        return content

    def end(self) -> None:
        """End the process at once, whatever it does."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):  # what it was given may be left in the pipe
                _pipe(stream).close()
        self.process.wait()

    def _answer(self) -> Any:  # noqa: ANN401 - "ready", then answers
        try:
            return pickle.load(_pipe(self.process.stdout))  # noqa: S301 - from a process of our own
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            raise LostProcessError(_ending(self.process)) from error

    def _end_late(self, late: threading.Event) -> None:
        late.set()
        self.process.kill()


def _ending(process: subprocess.Popen[bytes]) -> str:
    code = process.wait()
    return "it ran out of memory" if code == _OUT_OF_MEMORY else ending(code)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise AssertionError("both are pipes")
    return stream


# --- in a worker -------------------------------------------------------------------------------


def serve() -> None:
    """Answer orders until there are no more; end at once when the process that asks is gone.

    What stays for all countries (modules, code lists, fonts) is set apart from the search for
    garbage after the first; what a country leaves behind is searched for after each.
    """
    from vnrgen.batch.making import answer
    from vnrgen.batch.memory import give_back, keep_for_good

    gc.disable()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no part of an answer
    orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(orders,), daemon=True).start()
    _send(_READY, answers)
    is_first = True
    while True:
        order = orders.get()
        try:
            _send(answer(order), answers)
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        del order
        if is_first:
            keep_for_good()
        give_back()
        is_first = False


def _send(content: object, stream: IO[bytes]) -> None:
    try:
        pickle.dump(content, stream, pickle.HIGHEST_PROTOCOL)
        stream.flush()
    except OSError:  # nobody listens any more
        os._exit(1)


def _receive(orders: queue.SimpleQueue[Order]) -> None:
    """Pass orders on; the pipe closes when the process that asks ends, even by kill -9."""
    try:
        while True:
            orders.put(pickle.load(sys.stdin.buffer))  # noqa: S301 - from a process of our own
    finally:
        os._exit(1)
