"""The last look before files are published: what was made is read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from vnrgen.checks.docx_accessibility import docx_accessibility
from vnrgen.checks.html_accessibility import html_accessibility
from vnrgen.checks.traces import machine_traces
from vnrgen.problems import Problem


def check_outputs(files: Mapping[str, bytes], places: Iterable[Path]) -> Iterator[Problem]:
    """Yield what is wrong with finished files: ACC001 to ACC010 as warnings, PUB006 as errors.

    The PDF's own accessibility is not judged here: it is made from the tags of the same page.

    Args:
        files: What is to be published: bytes by path.
        places: Folders of this machine that no file may name.
    """
    for name, content in files.items():
        if name.endswith(".docx"):
            yield from docx_accessibility(content, name)
        elif name.endswith(".html"):
            yield from html_accessibility(content, name)
    yield from machine_traces(files, places)
