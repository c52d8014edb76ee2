"""Word from a finished tree, beside docxtpl filling a template with the same content."""

from __future__ import annotations

import importlib.util
import pickle
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.peers import sample, word_template
from benchmarks.whole_process import Comparison, in_turn, report
from vnrgen.document.tree import saved

_STAGE, _TEMPLATE = "Word from a finished tree", "docxtpl"
_FROM_FILE = "the same, the tree read from document.json"
_BAR = 1.4
# As a build hands a tree from process to process (vnrgen/beside.py), without garbage collection.
_READ = (
    "import gc, pickle\n"
    "gc.disable()\n"
    "from vnrgen.render.docx import render_docx\n"
    "with open('tree.pickle', 'rb') as stream:\n"
    "    document, vector, raster = pickle.load(stream)\n"
)
_READ_FILE = (
    "import dataclasses, gc, pickle\n"
    "from pathlib import Path\n"
    "gc.disable()\n"
    "from vnrgen.document.tree import saved\n"
    "from vnrgen.render.docx import render_docx\n"
    "told = saved.load_testimonies(Path('testimonies.json').read_bytes())\n"
    "document = saved.load(Path('document.json').read_bytes())\n"
    "document = dataclasses.replace(document, testimonies=told)\n"
    "with open('pictures.pickle', 'rb') as stream:\n"
    "    vector, raster = pickle.load(stream)\n"
)
_WRITE = (
    "content = render_docx(document, vector, raster)\n"
    "with open('stage.docx', 'wb') as stream:\n"
    "    stream.write(content)\n"
)


def run(pairs: int) -> Iterator[str]:
    """Yield what both sides print and do, then a line for each way to read the tree."""
    if not importlib.util.find_spec("docxtpl"):
        yield f"{_TEMPLATE} is not installed: nothing to measure {_STAGE} beside"
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with ProcessPoolExecutor(1) as apart:  # what this process holds counts for its children
            yield f"each side prints {apart.submit(prepared, folder).result()}"
        yield (
            "ours unpickles a tree and also writes drawings as SVG, bookmarks, notes, links,"
            " contents, a map of its sources and embedded fonts, without garbage collection, as a"
            " build does; docxtpl reads words as JSON and writes them, tables and PNG pictures"
        )
        commands = {
            _STAGE: [sys.executable, "-c", _READ + _WRITE],
            _FROM_FILE: [sys.executable, "-c", _READ_FILE + _WRITE],
            _TEMPLATE: word_template.command(sys.executable, None),
        }
        runs = in_turn(commands, folder=folder, rounds=pairs)
    for ours, bar in ((_STAGE, _BAR), (_FROM_FILE, None)):
        compared = Comparison(
            name=ours, yardstick=_TEMPLATE, runs=runs[ours], yardstick_runs=runs[_TEMPLATE]
        )
        yield report(compared, bar=bar)


def prepared(folder: Path) -> str:
    """Write what both sides read into a folder; return what there is of it."""
    document, pictures, content = sample.written(folder)
    word_template.prepare(folder)
    drawn = (dict(pictures.carried), dict(pictures.raster))
    (folder / "tree.pickle").write_bytes(pickle.dumps((document, *drawn)))
    (folder / "pictures.pickle").write_bytes(pickle.dumps(drawn))
    (folder / "document.json").write_bytes(saved.save(document))
    (folder / "testimonies.json").write_bytes(saved.save_testimonies(document.testimonies))
    return content.count()
