"""A Word file with tracked changes of 180 pages beside python-redlines on the same pair.

Both give the file with the changes. vnrgen compares two trees and writes both; python-redlines
(docxodus) compares the two Word files. Drawings are made before, for both.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

BAR = 0.5
_SAMPLE = Path(__file__).resolve().parent.parent / "sample_data"
_EDITS = 60
_COPIES = 2  # of the sample's chapter, whose Word file has about 95 pages


def run(pairs: int) -> Iterator[str]:
    """Yield the ratio of wall times in this process; the median of interleaved pairs."""
    if find_spec("python_redlines") is None:
        yield "redline: left out without python-redlines (make benchmarks has it)"
        return
    ours, theirs = _contestants()
    ratios, seconds = [], []
    for _ in range(pairs):
        first, second = _timed(ours), _timed(theirs)
        ratios.append(first / second)
        seconds.append((first, second))
    middle = statistics.median(ratios)
    verdict = "met" if middle <= BAR else "NOT MET"
    one, other = (statistics.median(column) for column in zip(*seconds, strict=True))
    yield (
        f"redline of 180 pages: {one:.2f} s, python-redlines {other:.2f} s; ratio {middle:.2f} "
        f"({min(ratios):.2f} to {max(ratios):.2f}), bar {BAR}: {verdict}"
    )


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _contestants() -> tuple[Callable[[], object], Callable[[], object]]:
    from python_redlines.engines import DocxodusEngine

    from tests.builders_edits import edited
    from tests.builders_render import pictures_of, pngs_of
    from vnrgen.build import BuildRequest, compose_dossier
    from vnrgen.render.docx import render_docx
    from vnrgen.render.docx.tracked import Drawings, render_redline
    from vnrgen.versions.comparison.documents import compare

    document = compose_dossier(BuildRequest(dossier=_SAMPLE, output=Path())).document
    copies = [_renamed(document.blocks, f"{n}/") for n in range(_COPIES)]
    old = replace(document, blocks=tuple(block for copy in copies for block in copy))
    new = edited(old, seed=11, count=_EDITS)
    before, after = (Drawings(pictures_of(side), pngs_of(side)) for side in (old, new))
    engine = DocxodusEngine(target_path=tempfile.mkdtemp(prefix="docxodus-"))
    files = [render_docx(side, d.svg, d.png) for side, d in ((old, before), (new, after))]
    return (
        lambda: render_redline(compare(old, new), before, after),
        lambda: engine.run_redline("vnrgen", *files),
    )


def _renamed(node: object, prefix: str) -> object:
    """Return a part of a tree whose blocks have ids of their own."""
    from dataclasses import fields, is_dataclass

    if isinstance(node, tuple):
        return tuple(_renamed(item, prefix) for item in node)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    named = {"block_id", "note_id", "target_id", "figure_id"}
    return replace(
        node,
        **{
            field.name: f"{prefix}{value}" if field.name in named else _renamed(value, prefix)
            for field in fields(node)
            for value in [getattr(node, field.name)]
        },
    )
