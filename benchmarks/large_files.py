"""Three million rows of the global database: one country's findings, beside polars and DuckDB.

The peers read, filter by area and group; vnrgen reads, types, checks and analyses. Each process is
cold; all have their modules compiled and the file in the page cache.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.unsd_file import write
from benchmarks.whole_process import Run, run_once

ROWS = 3_000_000
M49 = "404"
_TABLES = {
    "places.csv": "place_id,label,level,parent\nkenya,Kenya,country,\n",
    "sources.csv": (
        "source_id,title,producer,kind\nunsd,Global SDG database,UN Statistics Division,official\n"
    ),
    "groups.csv": (
        "group_id,label,definition,identification_method,dimension,sdmx_dim,sdmx_code\n"
        "women,Women,Women and girls,Self-declared,sex,sex,F\n"
    ),
    "indicators.csv": "indicator_id,series,label,unit,unit_label,decimals,favourable\n",
    "dossier.yaml": (
        "title: T\ncountry: Kenya\niso3: KEN\nm49: '404'\nyear: 2026\ncycle: 1\nlanguage: en\n"
        "languages: [en]\ncoalition: C\nas_of: 2026-06-01\nstatus: draft\nversion: '1'\n"
        "data:\n  - {path: data/world.csv, layout: unsd, options: {source_id: unsd}}\n"
    ),
}
_FINDINGS = (
    "import sys\nfrom pathlib import Path\n"
    "from vnrgen.analysis import analyse\nfrom vnrgen.dossier.load import load_dossier\n"
    "from vnrgen.problems import ProblemLog\n"
    "found = analyse(load_dossier(Path(sys.argv[1]), ProblemLog()))\n"
    "assert len(found.series) > 40, len(found.series)\n"
)
_KEYS = {
    "portal": ("GeoAreaCode", "SeriesCode", "TimePeriod", "[Sex]", "[Age]", "[Location]"),
    "long": ("GeoArea_Code", "SeriesCode", "Year", "Sex_Code", "Age_Code", "Location_Code"),
}
_POLARS = (
    "import sys, polars as pl\n"
    "area, *keys = sys.argv[3:]\n"
    "found = (pl.scan_csv(sys.argv[1], infer_schema=False).filter(pl.col(area) == sys.argv[2])"
    ".with_columns(pl.col('Value').cast(pl.Float64, strict=False))"
    ".group_by(keys).agg(pl.col('Value').mean(), pl.len()).collect())\n"
    "assert len(found) > 10_000, len(found)\n"
)
_DUCKDB = (
    "import sys, duckdb\n"
    "area, *keys = ('\"' + name + '\"' for name in sys.argv[3:])\n"
    "found = duckdb.execute(f'''select {','.join(keys)}, avg(try_cast(Value as double)), count(*) "
    "from read_csv($1, all_varchar=true, header=true, delim=',', quote='\"', escape='\"') "
    "where {area} = $2 group by all''', sys.argv[1:3]).fetchall()\n"
    "assert len(found) > 10_000, len(found)\n"
)
_PEERS = {"polars": _POLARS, "duckdb": _DUCKDB}


@dataclass(frozen=True, slots=True)
class _Round:
    """One run of each: vnrgen the first and second time, and the peers by name."""

    first: Run
    second: Run
    peers: dict[str, Run]

    @property
    def best(self) -> Run:
        """The faster peer of this round."""
        return min(self.peers.values(), key=lambda run: run.wall)


def run(pairs: int) -> Iterator[str]:
    """Yield lines of seconds, memory and ratios for both layouts of the global database."""
    missing = [name for name in _PEERS if find_spec(name) is None]
    if missing:
        yield f"large files: left out without {' and '.join(missing)} (make benchmarks has them)"
        return
    for layout in _KEYS:
        with tempfile.TemporaryDirectory() as name:
            yield from _measured(Path(name), layout, pairs)


def _measured(folder: Path, layout: str, pairs: int) -> Iterator[str]:
    data = folder / "data" / "world.csv"
    data.parent.mkdir()
    for table, text in _TABLES.items():
        (folder / table).write_text(text, encoding="utf-8")
    write(data, layout, ROWS)
    size = data.stat().st_size / 1_000_000
    yield f"large files, {layout} layout: {ROWS:,} rows, {size:.0f} MB, {pairs} rounds"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as installed packages are: compiled
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    _round(folder, layout)
    yield from _lines([_round(folder, layout) for _ in range(pairs)])


def _round(folder: Path, layout: str) -> _Round:
    findings = [sys.executable, "-c", _FINDINGS, str(folder)]
    given = [str(folder / "data" / "world.csv"), M49, *_KEYS[layout]]
    peers = {
        name: run_once([sys.executable, "-c", script, *given], folder)
        for name, script in _PEERS.items()
    }
    shutil.rmtree(folder / ".vnrgen", ignore_errors=True)
    root = Path(__file__).resolve().parent.parent
    return _Round(run_once(findings, root), run_once(findings, root), peers)


def _lines(rounds: list[_Round]) -> Iterator[str]:
    for name in _PEERS:
        yield _seconds(name, [one.peers[name] for one in rounds])
    yield _seconds("findings of one country, first time", [one.first for one in rounds])
    yield _seconds("findings of one country, second time", [one.second for one in rounds])
    yield _ratio("first / faster peer, wall", [o.first.wall / o.best.wall for o in rounds], 1.5)
    yield _ratio("first / faster peer, peak", [o.first.peak / o.best.peak for o in rounds], 1.0)
    yield _ratio("second / first, wall", [o.second.wall / o.first.wall for o in rounds], 0.5)


def _seconds(name: str, runs: list[Run]) -> str:
    walls = [run.wall for run in runs]
    cpu, peak = statistics.median(run.cpu for run in runs), max(run.peak for run in runs)
    return (
        f"  {name}: {statistics.median(walls):.2f} s [{min(walls):.2f}-{max(walls):.2f}], "
        f"cpu {cpu:.2f} s, {peak:.0f} MiB"
    )


def _ratio(name: str, ratios: list[float], bar: float) -> str:
    spread = f"[{min(ratios):.2f}-{max(ratios):.2f}]"
    return f"  {name}: {statistics.median(ratios):.2f} {spread} (bar {bar:.2f})"
