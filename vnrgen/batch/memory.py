"""Keeps a process that makes many documents as small as one that made a few."""

from __future__ import annotations

import ctypes
import gc

from vnrgen.render.engines import forget_documents


def keep_for_good() -> None:
    """Set what is alive now apart, so that no search for garbage goes through it again."""
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Find the garbage of the last document and give its memory back to the system."""
    forget_documents()
    gc.collect()
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):  # other systems than Linux with its C library
        return
    trim(0)
