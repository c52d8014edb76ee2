"""Two Word files from anywhere → one with tracked changes, made by python-redlines (docxodus)."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from vnrgen.problems import InvalidInputError, Location, Problem

_AUTHOR = "vnrgen"


def redline_files(old: bytes, new: bytes, name: str, changed_on: str) -> bytes:
    """Return the newer file with tracked changes from the older.

    The program is unpacked into a folder of its own that is removed again, and reaches no network.

    Args:
        old: The older DOCX file.
        new: The newer.
        name: What the newer is called, for problems.
        changed_on: The day noted with every change, as ``2026-03-31``.

    Raises:
        InvalidInputError: The extra is not installed (VER015), or the files cannot be compared
            (VER016).
    """
    try:
        from python_redlines.engines import DocxodusEngine, EngineNotInstalledError
    except ImportError as error:
        raise _missing() from error
    with _same_everywhere(), tempfile.TemporaryDirectory(prefix="vnrgen-redline-") as folder:
        try:
            engine = DocxodusEngine(target_path=folder)
            made, _said, _warned = engine.run_redline(
                _AUTHOR, old, new, date_time=f"{changed_on}T00:00:00Z"
            )
        except EngineNotInstalledError as error:
            raise _missing() from error
        except (subprocess.SubprocessError, OSError) as error:
            what = "docxodus could not compare the two files"
            fix = "open both in Word or LibreOffice, save them as .docx and compare again"
            raise InvalidInputError([Problem("VER016", Location(name), what, fix)]) from error
    return bytes(made)


@contextmanager
def _same_everywhere() -> Iterator[None]:
    """Let .NET compare letters by their codes: it then needs no ICU, which a bare Debian lacks."""
    name = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _missing() -> InvalidInputError:
    what = "a Word file with the changes between two Word files needs python-redlines"
    fix = (
        'install it with: pip install "vnrgen[redline]"; or compare the dossiers or versions that'
        " the files were made of, or leave out --docx"
    )
    return InvalidInputError([Problem("VER015", Location("--docx"), what, fix)])
