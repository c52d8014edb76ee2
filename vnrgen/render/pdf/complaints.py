"""The PDF engine's log lines as problems: none is swallowed, none stays on a terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from vnrgen.problems import Location, Problem, ProblemLog, Severity

_KINDS = (
    ("Failed to load image", "PDF002", "replace the picture with a JPEG or PNG that opens"),
    ("has no required alt", "PDF002", "give the picture a description"),
    (".notdef glyph", "PDF006", "write the letter otherwise: in the PDF it is an empty box"),
    ("No anchor #", "PDF003", "correct the cross-reference, or restore what it points to"),
)
_OTHER = ("PDF005", "report it with this line: the layout asked for something the engine lacks")


@contextmanager
def complaints_as_problems(problems: ProblemLog, where: Location) -> Iterator[None]:
    """Turn every warning and error that the engine logs meanwhile into a problem."""
    listener = _Listener(problems, where)
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(listener)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, propagated in zip(loggers, before, strict=True):
            logger.removeHandler(listener)
            logger.propagate = propagated


class _Listener(logging.Handler):
    def __init__(self, problems: ProblemLog, where: Location) -> None:
        super().__init__(logging.WARNING)
        self._problems = problems
        self._where = where

    def emit(self, record: logging.LogRecord) -> None:
        line = record.getMessage()
        code, fix = next(
            ((code, fix) for start, code, fix in _KINDS if start in line),
            _OTHER,
        )
        shown = line if len(line) <= 200 else f"{line[:200]}…"
        self._problems.add(Problem(code, self._where, shown, fix, Severity.ERROR))
