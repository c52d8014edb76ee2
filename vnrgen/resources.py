"""Where the outlines and templates are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

import functools
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent
_BUNDLE = _PACKAGE / "_bundled"


@functools.cache
def resource_root() -> Path:
    """Return the folder that holds ``chapters/`` and ``templates/``."""
    return _BUNDLE if _BUNDLE.is_dir() else _CHECKOUT


@functools.cache
def templates_folder() -> Path:
    """Return the folder of all layout: sections, html, css, docx, fonts and message catalogues."""
    return resource_root() / "templates"


@functools.cache
def chapters_folder() -> Path:
    """Return the folder of outlines and guideline profiles."""
    return resource_root() / "chapters"
