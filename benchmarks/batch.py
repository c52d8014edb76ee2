"""Two-page briefs of many countries from one file of the world, beside bare page engines.

``python -m benchmarks.batch [--areas 193] [--rounds 1] [PART ...]`` runs it with fewer countries,
more than once, or only parts of it. The peers do no more than to set the pages of these briefs,
which are ready; ours read the file of the world anew each time, and make Word files too.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.ready_pages import ready_html, ready_typst
from benchmarks.unsd_file import areas, write
from benchmarks.whole_process import Run, run_once
from vnrgen.batch.keys import order_key
from vnrgen.batch.orders import Order
from vnrgen.batch.plan import Asked, items_of
from vnrgen.batch.run import Item
from vnrgen.batch.worker import Worker
from vnrgen.build import BuildRequest
from vnrgen.document.language.scripts import LATIN, REGULAR
from vnrgen.dossier.large.store import FOLDER as STORE
from vnrgen.dossier.model import Audience
from vnrgen.render.engines import PdfEngine

ROWS = 3_000_000
COUNTRIES = 193  # members of the United Nations
PARTS = ("weasyprint", "typst", "workers", "unchanged", "memory")
_FORMATS = ("pdf", "docx")
_FIRST, _LAST = 5, 50  # documents after which memory is compared
_BARS = {"weasyprint": 2.0, "typst": 4.0, "workers": 0.68, "memory": 1.15}
# PDF/UA-1 as ours; two processes, each with half of the pages
_BARE = (
    "import sys, weasyprint\n"
    "for page in sys.argv[1:]:\n"
    "    weasyprint.HTML(page).write_pdf(f'{page}.pdf', pdf_variant='pdf/ua-1')\n"
)
_BOTH = (
    "import subprocess, sys\n"
    "command, pages = [sys.executable, '-c', sys.argv[1]], sys.argv[2:]\n"
    "both = [subprocess.Popen([*command, *half]) for half in (pages[::2], pages[1::2])]\n"
    "sys.exit(any([process.wait() for process in both]))\n"
)
# One process, a fresh compiler for each document; it reads our fonts and none of the machine
_TYPST = (
    "import sys, typst\n"
    "for page in sys.argv[2:]:\n"
    "    compiler = typst.Compiler(page, font_paths=[sys.argv[1]], ignore_system_fonts=True)\n"
    "    compiler.compile(output=f'{page}.pdf', format='pdf', pdf_standards=['ua-1'])\n"
)


@dataclass(frozen=True, slots=True)
class Stage:
    """The file of the world, the list of countries, and where everything is."""

    folder: Path
    data: Path
    listed: Path
    count: int

    def command(self, output: str, *, jobs: int, engine: str = "weasyprint") -> list[str]:
        """Return the command that makes every brief anew."""
        command = [str(Path(sys.executable).parent / "vnrgen"), "batch", "--quiet", "--again"]
        command += ["--areas", str(self.listed), "--data", str(self.data), "--jobs", str(jobs)]
        command += ["--formats", ",".join(_FORMATS), "--pdf-engine", engine]
        return [*command, "--output", str(self.folder / output)]

    def made(self, output: str, *, jobs: int, engine: str = "weasyprint") -> Run:
        """Make every brief; the file of the world was never seen before."""
        shutil.rmtree(self.folder / STORE, ignore_errors=True)
        run = run_once(self.command(output, jobs=jobs, engine=engine), self.folder)
        found = len(list((self.folder / output).glob("*/brief.pdf")))
        if found != self.count:
            raise RuntimeError(f"{found} briefs were made of {self.count}")
        return run

    def items(self) -> tuple[Item, ...]:
        """Return the items of the batch, as it plans them itself."""
        basis = BuildRequest(
            dossier=Path(),
            output=self.folder / "items",
            formats=_FORMATS,
            outline="brief",
            audience=Audience.PUBLIC,
        )
        asked = Asked(dossiers=(), areas=self.listed, data=self.data, basis=basis)
        return items_of(asked)


def run(_pairs: int) -> Iterator[str]:
    """Yield the lines of one run with all countries: it holds hundreds of documents by itself."""
    return run_with(COUNTRIES, ROWS, rounds=1)


def run_with(count: int, rows: int, *, rounds: int, parts: Sequence[str] = PARTS) -> Iterator[str]:
    """Yield a line for each comparison, with so many countries of a file of so many rows."""
    with tempfile.TemporaryDirectory() as name:
        stage = _stage(Path(name), count, rows)
        yield f"{count} briefs from {rows:,} rows, PDF and Word; two workers"
        measured: dict[str, Callable[[], Iterator[str]]] = {
            "weasyprint": lambda: _against_weasyprint(stage, rounds),
            "typst": lambda: _against_typst(stage, rounds),
            "workers": lambda: _against_one(stage, rounds),
            "unchanged": lambda: _unchanged(stage),
            "memory": lambda: (line for engine in PdfEngine for line in _memory(stage, engine)),
        }
        for part in PARTS:
            if part in parts:
                yield from measured[part]()


def _stage(folder: Path, count: int, rows: int) -> Stage:
    data, listed = folder / "sdg.csv", folder / "areas.csv"
    write(data, "portal", rows)
    codes = sorted(iso3 for _, iso3 in areas().values() if iso3)[:count]
    listed.write_text("\n".join(["area", *codes, ""]), encoding="utf-8")
    return Stage(folder, data, listed, count)


def _against_weasyprint(stage: Stage, rounds: int) -> Iterator[str]:
    ours = [stage.made("two", jobs=2)]
    pages = ready_html(stage.folder / "two", stage.folder / "html")
    bare = [sys.executable, "-c", _BOTH, _BARE, *map(str, pages)]
    theirs = [run_once(bare, stage.folder)]
    for _ in range(rounds - 1):
        ours.append(stage.made("two", jobs=2))
        theirs.append(run_once(bare, stage.folder))
    yield _line("vnrgen", ours, "two WeasyPrint, ready pages", theirs, _BARS["weasyprint"])
    yield _each(stage, ours)


def _against_typst(stage: Stage, rounds: int) -> Iterator[str]:
    ours = [stage.made("typst", jobs=2, engine="typst")]
    pages = ready_typst(stage.folder / "typst", stage.folder / "ready")
    fonts = str(LATIN.path(REGULAR).parent)
    bare = [sys.executable, "-c", _TYPST, fonts, *map(str, pages)]
    theirs = [run_once(bare, stage.folder)]
    for _ in range(rounds - 1):
        ours.append(stage.made("typst", jobs=2, engine="typst"))
        theirs.append(run_once(bare, stage.folder))
    yield _line("vnrgen, typst", ours, "one typst, ready pages", theirs, _BARS["typst"])
    yield _each(stage, ours)


def _against_one(stage: Stage, rounds: int) -> Iterator[str]:
    pairs = [(stage.made("two", jobs=2), stage.made("one", jobs=1)) for _ in range(rounds)]
    two, one = zip(*pairs, strict=True)
    yield _line("two workers", two, "one worker", one, _BARS["workers"])


def _each(stage: Stage, runs: Sequence[Run]) -> str:
    each = statistics.median(run.cpu for run in runs) / stage.count
    return f"  a brief: {each:.2f} s of processor"


def _line(
    name: str, ours: Sequence[Run], other: str, theirs: Sequence[Run], bar: float | None
) -> str:
    ratios = {
        figure: statistics.median(
            getattr(a, figure) / getattr(b, figure) for a, b in zip(ours, theirs, strict=True)
        )
        for figure in ("cpu", "wall")
    }
    limit = "" if bar is None else f" (bar {bar:.2f})"
    shown = ", ".join(f"{figure} {ratio:.2f}" for figure, ratio in ratios.items())
    return f"{name} / {other}: {shown}{limit}\n  {_cost(ours[-1])}, beside {_cost(theirs[-1])}"


def _cost(run: Run) -> str:
    return f"{run.cpu:.1f} s of processor, {run.wall:.1f} s, {run.peak:.0f} MiB"


def _unchanged(stage: Stage) -> Iterator[str]:
    """Yield what a run costs in which nothing has changed."""
    if not (stage.folder / "two").exists():
        stage.made("two", jobs=2)
    command = [word for word in stage.command("two", jobs=2) if word != "--again"]
    yield f"nothing changed: {_cost(run_once(command, stage.folder))}"


def _memory(stage: Stage, engine: PdfEngine) -> Iterator[str]:
    """Yield the memory of one worker after its fiftieth document beside its fifth."""
    items = stage.items()
    last = min(_LAST, len(items))
    seen = {}
    worker = Worker()
    try:
        worker.wait_ready()
        for number, item in enumerate(items[:last], 1):
            request = replace(item.request, pdf_engine=engine)
            key = order_key(request, "tool")
            worker.ask(Order(name=item.name, request=request, key=key, tool="tool"), None)
            seen[number] = _settled(worker.process.pid)
    finally:
        worker.end()
    first = min(_FIRST, last)
    early, late = seen[first], seen[last]
    yield (
        f"memory of a worker with {engine} after document {last} / {first}: {late / early:.2f} "
        f"(bar {_BARS['memory']:.2f}); {early:.0f} and {late:.0f} MiB"
    )


def _settled(pid: int) -> float:
    """Return the resident memory of a process in MiB once it has given back what it can."""
    time.sleep(1)
    pages = int((Path("/proc") / str(pid) / "statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """Run with as many countries as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch")
    parser.add_argument("--areas", type=int, default=COUNTRIES)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; default: all"
    )
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    parts = asked.parts or PARTS
    for line in run_with(asked.areas, asked.rows, rounds=asked.rounds, parts=parts):
        print(line, flush=True)


if __name__ == "__main__":
    main()
