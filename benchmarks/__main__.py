"""Run the benchmarks: ``python -m benchmarks [--pairs N] [NAME ...]``."""

from __future__ import annotations

import argparse

from benchmarks import (
    batch,
    charts,
    diff,
    engines,
    large_files,
    ranking,
    redline,
    rendering,
    reports,
    startup,
    word_stage,
)
from benchmarks.peers import measured

BENCHMARKS = {
    "startup": startup.run,
    "rendering": rendering.run,
    "charts": charts.run,
    "diff": diff.run,
    "engines": engines.run,
    "large_files": large_files.run,
    "peers": measured.run,
    "ranking": ranking.run,
    "redline": redline.run,
    "reports": reports.run,
    "word": word_stage.run,
    "batch": batch.run,
}


def main() -> None:
    """Run the named benchmarks, or all, and print a line for each comparison."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--pairs", type=int, default=7, help="interleaved pairs (default 7)")
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], help="default: all")
    arguments = parser.parse_args()
    for name in arguments.names or BENCHMARKS:
        for line in BENCHMARKS[name](arguments.pairs):
            print(line, flush=True)


if __name__ == "__main__":
    main()
