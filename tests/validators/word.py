"""Asks two validators about a DOCX: Microsoft's own Open XML SDK, and openxml-audit."""

from __future__ import annotations

import io
import json
import platform
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from vnrgen.document.language.scripts import SCRIPTS

TOOLS = Path(__file__).resolve().parent.parent.parent / ".tools" / "validators" / "node_modules"
FONTS = {"Source Sans 3", "Arial", *(script.word_font for script in SCRIPTS)}
"""The fonts a DOCX may name: ours, inside the file, and for other scripts those Word has."""

_FONT_ATTRIBUTES = re.compile(
    r"(?:<w:rFonts|<w:font |<a:latin|<a:cs|<a:ea|<a:sym|font-family)[^>]*>"
)
_NAMES = re.compile(r'(?:w:(?:ascii|hAnsi|eastAsia|cs|name)|typeface)="([^"]+)"')


def open_xml_sdk(file: Path) -> list[str]:
    """Return what the Open XML SDK finds, as descriptions with their places."""
    if platform.machine() != "x86_64":
        pytest.skip("the Open XML SDK comes as a program for x86_64 only")
    program = TOOLS / "@xarsh" / "ooxml-validator-linux-x64" / "ooxml-validator"
    done = subprocess.run([program, file], capture_output=True, text=True, timeout=240, check=False)
    answer = json.loads(done.stdout)
    found = [f"{error['path']}: {error['description']}" for error in answer["errors"]]
    assert answer["ok"] == (not found)
    return found


def openxml_audit(file: Path) -> list[str]:
    """Return what openxml-audit finds."""
    from openxml_audit import FileFormat, OpenXmlValidator

    validator = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=50)
    return [str(error) for error in validator.validate(str(file)).errors]


def font_names(docx: bytes) -> set[str]:
    """Return the fonts that any part of a DOCX names."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = [archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml")]
    elements = [element for part in parts for element in _FONT_ATTRIBUTES.findall(part)]
    return {name for element in elements for name in _NAMES.findall(element)}
