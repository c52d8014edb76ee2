"""Garbage collection waits while many objects are made that are all kept."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def no_collection() -> Iterator[None]:
    """Put cyclic garbage collection off; it finds nothing while all that is made is kept.

    Reference counting goes on. Where it is off already, it stays off.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
