"""Garbage collection waits while many objects are made that are all kept."""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def no_collection() -> Iterator[None]:
    """Put cyclic garbage collection off; it finds nothing while all that is made is kept.

    Reference counting goes on. Where it is off already, it stays off. What was made counts as old
    afterwards: else all of it would be gone through at once, by the collection of what is young.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            _count_as_old()
            _leave_alone_at_the_end()
            gc.enable()


def _count_as_old() -> None:
    if not gc.get_freeze_count():  # what somebody else has frozen stays so
        gc.freeze()
        gc.unfreeze()


@functools.cache
def _leave_alone_at_the_end() -> None:
    """Have the process end without a last look for cycles: its memory goes back as it is."""
    atexit.register(gc.freeze)
