"""A process that sets one document after the other with typst stays as small as after a few."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

_MANY = """
import os, sys
from pathlib import Path
from tests.builders_blocks import a_paragraph
from tests.builders_render import a_document
from tests.builders_typst import set_by_typst
from vnrgen.batch import memory

if sys.argv[1] == "keeps":
    memory.forget_documents = lambda: None
words = " ".join(f"word{number}" for number in range(150))
for document in range(1, 25):
    blocks = [a_paragraph(f"p{place}", f"{document} {place} {words}") for place in range(80)]
    set_by_typst(a_document(*blocks))
    memory.give_back()
    if document in (4, 24):
        memory._trim()  # what is free stays with the process until it has grown by a quarter
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        print(pages * os.sysconf("SC_PAGE_SIZE"))
"""


def growth(manner: str) -> float:
    """Return how many times as large as after four documents a process is after twenty-four.

    What is free is given back before each reading: how much of it a process holds at one moment
    is chance.
    """
    command = [sys.executable, "-c", _MANY, manner]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    early, late = map(int, done.stdout.split())
    return late / early


def test_what_the_compiler_remembers_of_documents_that_are_done_goes() -> None:
    assert growth("forgets") < 1.15 < growth("keeps")
