"""The last look before files are published: what was made is read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from vnrgen.checks.docx_accessibility import docx_accessibility
from vnrgen.checks.html_accessibility import html_accessibility
from vnrgen.checks.pdf_accessibility import pdf_accessibility
from vnrgen.checks.traces import machine_traces
from vnrgen.problems import Problem


def check_outputs(files: Mapping[str, bytes], places: Iterable[Path]) -> Iterator[Problem]:
    """Yield what is wrong with finished files: ACC001 to ACC011 as warnings, PUB006, PUB008 as
    errors.

    Of a PDF only tags, language and title are looked at: it is made from the tags of the same page.

    Args:
        files: What is to be published: bytes by path.
        places: Folders of this machine that no file may name.
    """
    for name in looked_into(files):
        yield from _LOOKS[_ending(name)](files[name], name)
    yield from machine_traces(files, places)


def looked_into(files: Iterable[str]) -> list[str]:
    """Return the names of the files whose accessibility is judged, in the given order.

    >>> looked_into(["chapter.pdf", "chapter.DOCX", "manifest.json"])
    ['chapter.pdf', 'chapter.DOCX']
    """
    return [name for name in files if _ending(name) in _LOOKS]


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.casefold()


_LOOKS: Mapping[str, Callable[[bytes, str], Iterator[Problem]]] = {
    ".docx": docx_accessibility,
    ".html": html_accessibility,
    ".pdf": pdf_accessibility,
}
