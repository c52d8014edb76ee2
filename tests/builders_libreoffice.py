"""LibreOffice editing a Word file as a person would, driven through UNO.

The module is also the script that does it: it runs under the Python that has LibreOffice's ``uno``.
"""

# ruff: noqa: FBT003 - the calls of UNO are positional

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

OFFICE = shutil.which("soffice")
_PYTHON = Path("/usr/bin/python3")
_FILTERS = {".docx": "MS Word 2007 XML", ".odt": "writer8"}


def has_uno() -> bool:
    """Whether LibreOffice is here, and a Python that can drive it."""
    if OFFICE is None or not _PYTHON.exists():
        return False
    return subprocess.run([_PYTHON, "-c", "import uno"], capture_output=True).returncode == 0  # noqa: PLW1510


def edited_in_libreoffice(
    source: Path, target: Path, steps: list[tuple[str, ...]], *, tracked: bool
) -> None:
    """Open a file, edit it and save it as DOCX or ODT.

    Args:
        source: The file.
        target: Where to save it; its ending says the format.
        steps: Name of a step (a function ``do_…`` below) and its texts, in order.
        tracked: Whether changes are recorded.
    """
    pipe = f"vnrgen{abs(hash(str(target)))}"
    office = subprocess.Popen(
        [
            str(OFFICE),
            "--headless",
            "--norestore",
            f"-env:UserInstallation=file://{target.parent}/profile",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        job = json.dumps([pipe, str(source), str(target), steps, tracked])
        command = [str(_PYTHON), __file__, job]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        office.wait(timeout=120)
    finally:
        office.kill()


def converted(source: Path, ending: str, folder: Path) -> Path:
    """Return a file as LibreOffice saves it in another format."""
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [str(OFFICE), "--headless", profile, "--convert-to", ending, "--outdir", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    return folder / f"{source.stem}.{ending}"


# --- under LibreOffice's Python ----------------------------------------------------------------


def _connected(pipe: str) -> Any:
    import uno

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _try in range(120):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - it has not started yet
            time.sleep(0.25)
    raise TimeoutError(pipe)


def _value(name: str, value: Any) -> Any:
    from com.sun.star.beans import PropertyValue

    return PropertyValue(Name=name, Value=value)


def _run(pipe: str, source: str, target: str, steps: list[list[str]], tracked: bool) -> None:  # noqa: FBT001
    context = _connected(pipe)
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    document = desktop.loadComponentFromURL(
        f"file://{source}", "_blank", 0, (_value("Hidden", True),)
    )
    document.RecordChanges = tracked
    for name, *texts in steps:
        globals()[f"do_{name}"](document, *texts)
    name = _FILTERS[Path(target).suffix]
    document.storeToURL(f"file://{target}", (_value("FilterName", name),))
    document.close(True)
    desktop.terminate()


def _found(document: Any, words: str) -> Any:
    seek = document.createSearchDescriptor()
    seek.SearchString = words
    seek.SearchCaseSensitive = True
    found = document.findFirst(seek)
    while found is not None and "Contents" in found.ParaStyleName:
        found = document.findNext(found.End, seek)
    if found is None:
        raise LookupError(words)
    return found


def _at_end(found: Any) -> Any:
    cursor = found.Text.createTextCursorByRange(found.End)
    cursor.gotoEndOfParagraph(False)
    return cursor


def do_replace(document: Any, old: str, fresh: str) -> None:
    """Type other words over some."""
    _found(document, old).String = fresh


def do_bold(document: Any, words: str) -> None:
    """Make words bold."""
    _found(document, words).CharWeight = 150.0


def do_split(document: Any, words: str) -> None:
    """Press Enter after some words."""
    found = _found(document, words)
    found.Text.insertControlCharacter(found.End, 0, False)


def do_new(document: Any, words: str, fresh: str) -> None:
    """Press Enter at the end of a paragraph and type."""
    cursor = _at_end(_found(document, words))
    cursor.Text.insertControlCharacter(cursor, 0, False)
    cursor.Text.insertString(cursor, fresh, False)


def do_delete(document: Any, words: str) -> None:
    """Delete a paragraph."""
    cursor = _at_end(_found(document, words))
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    cursor.goRight(1, True)
    cursor.String = ""


def do_take(document: Any, which: str) -> None:
    """Take all tracked changes: "Accept" or "Reject"."""
    from com.sun.star.util import URL

    command = f"{which}AllTrackedChanges"
    address = URL(
        Complete=f".uno:{command}", Main=f".uno:{command}", Protocol=".uno:", Path=command
    )
    frame = document.getCurrentController().getFrame()
    frame.queryDispatch(address, "", 0).dispatch(address, ())


if __name__ == "__main__":
    _run(*json.loads(sys.argv[1]))
