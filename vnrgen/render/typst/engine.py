"""The typst compiler: what it may read, its fonts, and what it says."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vnrgen.document.language.scripts import DEJAVU, LATIN, REGULAR, SCRIPTS
from vnrgen.problems import EnvironmentFailureError, Problem
from vnrgen.render.engines import PDF
from vnrgen.resources import templates_folder

_STANDARDS = ["a-3a", "ua-1"]
# The compiler drops what its last ten compilations did not ask for. A brief takes two: with three
# more, what two briefs share is still there, and what only the second one before the last used is
# not. It looks through all that it keeps after each, so more of them cost time, and fewer memory.
_BLANK_COMPILATIONS = 3


@dataclass(frozen=True, slots=True)
class Compilation:
    """One document before the compiler; nothing is set before somebody asks."""

    _compiler: Any

    def pdf(self, moment: datetime) -> tuple[bytes, tuple[str, ...]]:
        """Return the PDF, dated, and the compiler's warnings.

        Raises:
            EnvironmentFailureError: It cannot set these data (PDF009).
        """
        with _failing():
            pdf, warnings = self._compiler.compile_with_warnings(
                format="pdf", pdf_standards=_STANDARDS, timestamp=moment
            )
        return bytes(pdf), tuple(warning.message for warning in warnings)

    def last_page(self) -> tuple[int, float]:
        """Return how many pages there are, and the share of the last one that is empty.

        Raises:
            EnvironmentFailureError: It cannot set these data (PDF009).
        """
        with _failing():
            found = json.loads(self._compiler.query("<last-page>", field="value", one=True))
        return int(found["pages"]), max(0.0, float(found["free"]))


def compilation(data: Mapping[str, Any], families: Iterable[str]) -> Compilation:
    """Put data and the template before the compiler.

    It reads nothing but ``templates/typst`` and the folders of our fonts: no package, no font of
    the machine. The data go in as one string and are never read as code.

    Args:
        data: What the template reads.
        families: The fonts to have at hand.

    Raises:
        EnvironmentFailureError: typst is not there (PDF008).
    """
    folder = templates_folder() / "typst"
    compiler = _engine().Compiler(
        folder / "document.typ",
        root=folder,
        font_paths=_fonts(tuple(sorted(set(families)))),
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
        package_path=folder / "none",
        package_cache_path=folder / "none",
    )
    return Compilation(compiler)


def forget_documents() -> None:
    """Let the compiler forget the documents before the last: they are kept for the whole process.

    Without it, a process that sets one document after the other grows by some 10 MiB with each of
    the first ten.
    """
    folder = templates_folder() / "typst"
    blank = _engine().Compiler(
        folder / "nothing.typ", root=folder, font_paths=_fonts(()), ignore_system_fonts=True
    )
    for _ in range(_BLANK_COMPILATIONS):
        blank.compile(format="pdf")


@contextmanager
def _failing() -> Iterator[None]:
    try:
        yield
    except _engine().TypstError as error:
        raise EnvironmentFailureError([_failure(error)]) from error


def typst_version() -> str:
    """Return the version of the engine.

    Raises:
        EnvironmentFailureError: It is not installed (PDF008).
    """
    return str(_engine().__version__)


def _engine() -> Any:  # noqa: ANN401 - loaded late, for it is large
    try:
        import typst
    except ImportError as missing:
        problem = Problem(
            "PDF008",
            PDF,
            f"the PDF engine typst cannot be loaded: {missing}",
            'install it with: pip install "vnrgen[typst]", or build without --pdf-engine typst',
        )
        raise EnvironmentFailureError([problem]) from missing
    return typst


@functools.lru_cache(maxsize=8)
def _fonts(families: tuple[str, ...]) -> Any:  # noqa: ANN401
    scripts = [s for s in (LATIN, *SCRIPTS, DEJAVU) if s.family in families and s.installed]
    folders = dict.fromkeys(str(script.path(REGULAR).parent) for script in scripts)
    return _engine().Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )


def _failure(error: Any) -> Problem:  # noqa: ANN401
    said = " ".join([error.message, *error.hints]).strip()
    return Problem(
        "PDF009",
        PDF,
        f"typst could not set the document: {said}",
        "build without --pdf-engine typst, and report this line",
    )
