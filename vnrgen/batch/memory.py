"""Keeps a process that makes many documents as small as one that made a few."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vnrgen.render.engines import forget_documents

_GROWN = 1.25  # times what was held when memory was last given back
_PAGES = Path("/proc/self/statm")


@dataclass(slots=True)
class Heap:
    """The memory of a process, of which what is free goes back to the system now and then.

    What one document leaves free the next one takes. Were it given back after each, the system
    would hand it out anew page by page: a fifteenth of the work of a brief. So it is given back
    only where much more is held than after the last time, as a large dossier leaves it.

    Attributes:
        resident: Tells how many pages are held, None where nobody knows.
        trim: Gives back what is free.
        held: The pages that were held when memory was last given back.
    """

    resident: Callable[[], int | None]
    trim: Callable[[], None]
    held: int = 0

    def give_back(self) -> None:
        """Give back what is free, where that is worth it."""
        now = self.resident()
        if now is None or now > _GROWN * self.held:
            self.trim()
            self.held = self.resident() or 0


def keep_for_good() -> None:
    """Set what is alive now apart, so that no search for garbage goes through it again."""
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Find the garbage of the last document; give memory back to the system where it has grown."""
    forget_documents()
    gc.collect()
    _HEAP.give_back()


def _resident() -> int | None:
    try:
        return int(_PAGES.read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):  # other systems than Linux
        return None


def _trim() -> None:
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):  # other systems than Linux with its C library
        return
    trim(0)


_HEAP = Heap(_resident, _trim)
