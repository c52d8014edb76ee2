"""Functions that are called in a process beside: ones that answer, fail, and die."""

from __future__ import annotations

import os
import signal
import time

from vnrgen.beside import followed


def make_ready() -> None:
    """Nothing takes long here."""


def doubled(text: str) -> str:
    os.write(1, b"this is no part of the answer")
    return text * 2


def joined(text: str) -> str:
    return text + followed() + followed()


def failing() -> None:
    raise ValueError("a figure is not a number")


def exhausted() -> None:
    raise MemoryError


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leaving() -> None:
    os._exit(7)


def sleeping() -> None:
    time.sleep(600)
