"""What the peers of the benchmarks print is the chapter: the same words, cells and points."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

from benchmarks.peers import notebook, pandoc_typst, rmarkdown
from benchmarks.peers.content import Content
from tests.builders_render import a_document, charts_in
from vnrgen.document.blocks import Contents
from vnrgen.document.tree.words import words


def test_the_peers_get_every_word_and_every_chart() -> None:
    whole = a_document()
    document = replace(whole, blocks=tuple(b for b in whole.blocks if not isinstance(b, Contents)))
    content = Content.of(document)
    texts = [item["text"] for item in content.items]
    for item in content.items:
        if item["kind"] == "table":
            texts += [cell for row in [item["head"], *item["rows"]] for cell in row]
    given = Counter(word for text in texts for word in text.split())
    assert not Counter(words(document)) - given
    charts = [item for item in content.items if item["kind"] == "chart"]
    assert len(charts) == len(list(charts_in(document.blocks)))
    assert all(item["rows"] for item in charts)


def test_the_sources_of_the_peers_name_every_table_and_chart(tmp_path: Path) -> None:
    content = Content.of(a_document())
    content.write(tmp_path)
    for peer in (rmarkdown, notebook, pandoc_typst):
        peer.prepare(content, tmp_path)
    notes = json.loads((tmp_path / "chapter.ipynb").read_text())
    sources = "".join(cell["source"] for cell in notes["cells"])
    for item in content.items:
        if item["kind"] in {"table", "chart"}:
            with (tmp_path / f"{item['name']}.csv").open(encoding="utf-8", newline="") as stream:
                assert len(list(csv.reader(stream))) == 1 + len(item["rows"])
            assert repr(item["name"]) in sources
            assert f'"{item["name"]}"' in (tmp_path / "chapter.Rmd").read_text()
        if item["kind"] == "chart":
            assert f"({item['name']}.svg)" in (tmp_path / "chapter.md").read_text()
