"""Other ways to make the sample's chapter, each from its text and data to its files, beside ours.

The peers get the finished words and figures; finding who is behind, disclosure and checks are left
to ours. Their PDF is not PDF/UA, but for what the line says: none of them writes it by itself.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.peers import notebook, pandoc_typst, rmarkdown, sample, word_template
from benchmarks.rendering import ROOT
from benchmarks.whole_process import Comparison, Run, in_turn, report

_BOTH, _WORD, _PDF = "vnrgen, PDF and Word", "vnrgen, Word and its pictures", "vnrgen, PDF"
_TYPST = "vnrgen, PDF with typst"
_BOTH_TYPST = "vnrgen, PDF with typst and Word"
_MARKDOWN = ("R Markdown, Word", "R Markdown, PDF")
_NOTEBOOK = "papermill, nbconvert and Chromium"
_OFFICE = "docxtpl and LibreOffice"
_CONVERTED = "pandoc and typst, pictures ready"
_LINES: tuple[tuple[str, tuple[str, ...], float | None], ...] = (
    (_BOTH, _MARKDOWN, 0.45),
    (_BOTH_TYPST, _MARKDOWN, None),
    (_PDF, (_NOTEBOOK,), None),
    (_BOTH, (_OFFICE,), None),
    (_TYPST, (_CONVERTED,), None),
)


def run(pairs: int) -> Iterator[str]:
    """Yield what every peer prints, why one is not measured, and a line for each comparison."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield f"each peer prints {prepared(folder)}"
        missing, commands = _peers()
        yield from missing
        commands |= _ours(folder)
        failed: dict[str, str] = {}
        runs = in_turn(commands, folder=folder, rounds=pairs, failed=failed)
    for name, why in failed.items():
        yield f"{name}: not measured, it failed: {why.strip().splitlines()[-1]}"
    yield from lines(runs)


def lines(runs: dict[str, tuple[Run, ...]]) -> Iterator[str]:
    """Yield a line for each comparison both sides of which were run."""
    for ours, theirs, bar in _LINES:
        if ours in runs and all(name in runs for name in theirs):
            beside = tuple(map(_together, zip(*(runs[name] for name in theirs), strict=True)))
            compared = Comparison(
                name=ours,
                yardstick=" + ".join(theirs),
                runs=runs[ours],
                yardstick_runs=beside,
            )
            yield report(compared, bar=bar)


def prepared(folder: Path) -> str:
    """Write what every peer reads into a folder; return what there is of it."""
    _document, _pictures, content = sample.written(folder)
    for peer in (rmarkdown, notebook, pandoc_typst):
        peer.prepare(content, folder)
    if importlib.util.find_spec("docx"):
        word_template.prepare(folder)
    return content.count()


def _ours(folder: Path) -> dict[str, list[str]]:
    vnrgen = str(Path(sys.executable).parent / "vnrgen")
    build = [vnrgen, "build", str(ROOT / "sample_data"), "--quiet", "--afresh"]
    both = ["--format", "pdf", "--format", "docx"]
    return {
        _BOTH: [*build, *both, "--output", str(folder / "both")],
        _PDF: [*build, *both[:2], "--output", str(folder / "pdf")],
        _BOTH_TYPST: [
            *build,
            *both,
            "--pdf-engine",
            "typst",
            "--output",
            str(folder / "typst_both"),
        ],
        _TYPST: [*build, *both[:2], "--pdf-engine", "typst", "--output", str(folder / "typst")],
    }


def _peers() -> tuple[list[str], dict[str, list[str]]]:
    """Return why some peers are not measured, and the commands of the others."""
    missing: list[str] = []
    commands: dict[str, list[str]] = {}
    browser, office = shutil.which("chromium"), shutil.which("soffice")
    converter = pandoc_typst.pandoc()
    if reason := _lacks_r():
        missing.append(f"R Markdown is not measured: {reason}")
    else:
        commands[_MARKDOWN[0]] = rmarkdown.command("word_document")
        commands[_MARKDOWN[1]] = rmarkdown.command("pdf_document")
    if browser and _has("papermill", "nbconvert", "ipykernel"):
        commands[_NOTEBOOK] = notebook.command(sys.executable, browser)
    else:
        missing.append(f"{_NOTEBOOK}: not measured, one of them is not installed")
    if office and _has("docxtpl"):
        commands[_OFFICE] = word_template.command(sys.executable, office)
    else:
        missing.append(f"{_OFFICE}: not measured, one of them is not installed")
    if converter and _has("typst"):
        commands[_CONVERTED] = pandoc_typst.command(sys.executable, converter)
    else:
        missing.append(f"{_CONVERTED}: not measured, no pandoc that writes typst (3.1.2) is here")
    return missing, commands


def _lacks_r() -> str:
    """Return what R Markdown lacks on this machine, "" where it has all."""
    if not shutil.which("Rscript") or not shutil.which("xelatex"):
        return "Rscript or xelatex is not installed (r-cran-rmarkdown r-cran-ggplot2 texlive-xetex)"
    asked = 'library(rmarkdown); library(ggplot2); quit(status = !pandoc_available("2.0"))'
    found = subprocess.run(["Rscript", "-e", asked], capture_output=True, check=False)
    return "its packages or pandoc are not installed" if found.returncode else ""


def _has(*modules: str) -> bool:
    return all(importlib.util.find_spec(module) for module in modules)


def _together(runs: Sequence[Run]) -> Run:
    """Return several runs as one after the other."""
    wall, cpu = sum(run.wall for run in runs), sum(run.cpu for run in runs)
    return Run(wall, cpu, max(run.peak for run in runs))
