"""What this machine can do: each capability is tried, not looked up."""

from __future__ import annotations

import importlib
import platform
import sys
from dataclasses import dataclass

from vnrgen.problems import EnvironmentFailureError
from vnrgen.resources import chapters_folder, templates_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability:
    """One thing the machine should be able to do, and what to do where it cannot."""

    name: str
    works: bool
    detail: str
    fix: str = ""


def examine() -> tuple[Capability, ...]:
    """Try everything a build needs, in the order of a build."""
    return (
        _python(),
        _resources(),
        _library("tables of figures", "pandas"),
        _library("charts", "matplotlib"),
        _library("Word", "docx"),
        _library("HTML", "jinja2"),
        _pdf(),
        _typst(),
        _kept(),
    )


def _python() -> Capability:
    return Capability(
        name="Python",
        works=sys.version_info >= (3, 11),
        detail=platform.python_version(),
        fix="" if sys.version_info >= (3, 11) else "install Python 3.11 or newer",
    )


def _resources() -> Capability:
    found = templates_folder().is_dir() and chapters_folder().is_dir()
    return Capability(
        name="outlines and templates",
        works=found,
        detail="found" if found else "not found beside the package",
        fix="" if found else "install vnrgen again",
    )


def _library(name: str, module: str) -> Capability:
    try:
        version = getattr(importlib.import_module(module), "__version__", "installed")
    except ImportError as error:
        return Capability(name=name, works=False, detail=str(error), fix="install vnrgen again")
    return Capability(name=name, works=True, detail=f"{module} {version}")


def _pdf() -> Capability:
    from vnrgen.render.pdf import weasyprint_version

    try:
        return Capability(name="PDF", works=True, detail=f"weasyprint {weasyprint_version()}")
    except EnvironmentFailureError as error:
        problem = error.problems[0]
        return Capability(name="PDF", works=False, detail=problem.what, fix=problem.fix)


def _kept() -> Capability:
    """Say where work is kept between builds; it is looked for in no dossier here."""
    return Capability(
        name="work kept between builds",
        works=True,
        detail="in the hidden folder .vnrgen of each dossier; it may be deleted at any time",
    )


def _typst() -> Capability:
    """Say whether the second engine is there; it is missed only where the first cannot run."""
    from vnrgen.render.typst import typst_version

    try:
        detail = f"typst {typst_version()} (--pdf-engine typst)"
    except EnvironmentFailureError as error:
        problem = error.problems[0]
        return Capability(
            name="PDF, second engine", works=_pdf().works, detail="not installed", fix=problem.fix
        )
    return Capability(name="PDF, second engine", works=True, detail=detail)
