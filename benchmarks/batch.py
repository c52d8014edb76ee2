"""Two-page briefs of many countries from one file of the world, beside bare page engines.

``python -m benchmarks.batch [--areas 193] [--rounds 1]`` runs it with fewer countries, or again.
The peers do no more than to set pages that are ready.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.rendering import plain_page
from benchmarks.unsd_file import areas, write
from benchmarks.whole_process import Run, run_once
from vnrgen.batch.keys import order_key
from vnrgen.batch.orders import Order
from vnrgen.batch.plan import Asked, items_of
from vnrgen.batch.run import Item
from vnrgen.batch.worker import Worker
from vnrgen.build import BuildRequest, compose_dossier
from vnrgen.dossier.model import Audience

ROWS = 3_000_000
COUNTRIES = 193  # members of the United Nations
_FORMATS = ("pdf", "docx")
_PAGES = 12  # different pages that the bare engine sets, over and over
_FIRST, _LAST = 5, 50  # documents after which memory is compared
_BARS = {"bare": 2.0, "workers": 0.68, "memory": 1.15}
# PDF/UA-1 as ours; two processes, each with half of the pages
_BARE = (
    "import sys, weasyprint\n"
    "for number, page in enumerate(sys.argv[1:]):\n"
    "    weasyprint.HTML(page).write_pdf(f'{page}.{number}.pdf', pdf_variant='pdf/ua-1')\n"
)
_BOTH = (
    "import subprocess, sys\n"
    "command, pages = [sys.executable, '-c', sys.argv[1]], sys.argv[2:]\n"
    "both = [subprocess.Popen([*command, *half]) for half in (pages[::2], pages[1::2])]\n"
    "sys.exit(any([process.wait() for process in both]))\n"
)


@dataclass(frozen=True, slots=True)
class Stage:
    """The file of the world, the list of countries, and where everything is."""

    folder: Path
    data: Path
    listed: Path
    count: int

    def batch(self, output: str, *, jobs: int, engine: str = "weasyprint") -> list[str]:
        """Return the command that makes every brief anew."""
        command = [str(Path(sys.executable).parent / "vnrgen"), "batch", "--quiet", "--again"]
        command += ["--areas", str(self.listed), "--data", str(self.data), "--jobs", str(jobs)]
        command += ["--formats", ",".join(_FORMATS), "--pdf-engine", engine]
        return [*command, "--output", str(self.folder / output)]

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


def run_with(count: int, rows: int, *, rounds: int) -> Iterator[str]:
    """Yield a line for each comparison, with so many countries of a file of so many rows."""
    with tempfile.TemporaryDirectory() as name:
        stage = _stage(Path(name), count, rows)
        first = run_once(stage.batch("first", jobs=2), stage.folder)
        yield f"{count} briefs from {rows:,} rows, PDF and Word, the file never seen before"
        yield f"  {_cost(first)}, {_briefs(stage, 'first')} made"
        yield from _against(stage, rounds)
        yield _again(stage)
        yield _memory(stage)


def _stage(folder: Path, count: int, rows: int) -> Stage:
    data, listed = folder / "sdg.csv", folder / "areas.csv"
    write(data, "portal", rows)
    codes = sorted(iso3 for _, iso3 in areas().values() if iso3)[:count]
    listed.write_text("\n".join(["area", *codes, ""]), encoding="utf-8")
    return Stage(folder, data, listed, count)


def _against(stage: Stage, rounds: int) -> Iterator[str]:
    """Yield two workers beside two bare engines, beside one worker, and with the other engine."""
    pages = _ready_pages(stage)
    commands = {
        "two": stage.batch("two", jobs=2),
        "bare": [sys.executable, "-c", _BOTH, _BARE],
        "one": stage.batch("one", jobs=1),
        "typst": stage.batch("typst", jobs=2, engine="typst"),
    }
    commands["bare"] += [str(pages[number % len(pages)]) for number in range(stage.count)]
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(run_once(command, stage.folder))
    yield _line("two workers", runs["two"], "two bare WeasyPrint", runs["bare"], _BARS["bare"])
    yield _line("two workers", runs["two"], "one worker", runs["one"], _BARS["workers"])
    yield _line("two workers, typst", runs["typst"], "WeasyPrint", runs["two"], None)
    each = statistics.median(run.cpu for run in runs["two"]) / stage.count
    yield f"  a brief: {each:.2f} s of processor"


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


def _briefs(stage: Stage, output: str) -> int:
    return len(list((stage.folder / output).glob("*/brief.pdf")))


def _ready_pages(stage: Stage) -> list[Path]:
    """Write pages of a few briefs as plain HTML, with fonts and pictures as files."""
    found = []
    for item in stage.items()[:_PAGES]:
        place = stage.folder / "pages" / item.name
        place.mkdir(parents=True)
        found.append(plain_page(compose_dossier(item.request).document, place))
    return found


def _again(stage: Stage) -> str:
    """Return what a run costs in which nothing has changed."""
    command = [word for word in stage.batch("two", jobs=2) if word != "--again"]
    return f"nothing changed: {_cost(run_once(command, stage.folder))}"


def _memory(stage: Stage) -> str:
    """Return the memory of one worker after its fiftieth document beside its fifth."""
    items = stage.items()
    last = min(_LAST, len(items))
    seen = {}
    worker = Worker()
    try:
        worker.wait_ready()
        for number, item in enumerate(items[:last], 1):
            key = order_key(item.request, "tool")
            worker.ask(Order(name=item.name, request=item.request, key=key, tool="tool"), None)
            seen[number] = _settled(worker.process.pid)
    finally:
        worker.end()
    early = seen[min(_FIRST, last)]
    return (
        f"memory of a worker after document {last} / {min(_FIRST, last)}: {seen[last] / early:.2f}"
        f" (bar {_BARS['memory']:.2f}); {early:.0f} and {seen[last]:.0f} MiB"
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
    arguments = parser.parse_args()
    for line in run_with(arguments.areas, arguments.rows, rounds=arguments.rounds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
