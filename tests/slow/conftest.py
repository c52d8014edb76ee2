"""What every slow test starts from."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

import pytest

from tests.validators.browser import chromium


@pytest.fixture(autouse=True)
def interrupts_are_heard() -> Iterator[None]:
    """A shell makes what it runs in the background ignore Ctrl-C, and so would what that starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, started once for all tests of a file."""
    with chromium() as started:
        yield started
