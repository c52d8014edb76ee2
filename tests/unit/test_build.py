"""The conductor: what of it no other room tests."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from vnrgen.build import BuildRequest, build
from vnrgen.build.manifest import inputs
from vnrgen.dossier.scaffold import new_dossier
from vnrgen.problems import InvalidInputError, Location


def test_files_of_stories_left_out_are_named_nowhere_and_looked_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"file-{number}.csv" for number in range(9)]
    stories = [
        SimpleNamespace(story_id=name, where=Location(f"stories/{name}.md"), photo=photo)
        for name, photo in (("hidden", tmp_path / "hidden.jpg"), ("told", None))
    ]
    (tmp_path / "stories").mkdir()
    files = [tmp_path / name for name in (*names, "hidden.jpg")]
    files += [tmp_path / "stories" / "hidden.md", tmp_path / "stories" / "told.md"]
    for path in files:
        path.write_text(path.name, encoding="utf-8")
    dossier = SimpleNamespace(stories=stories, input_files=tuple(files))
    publishable = SimpleNamespace(
        stories=[stories[1]], testimonies={"told": SimpleNamespace(photo=None)}
    )
    composition: Any = SimpleNamespace(dossier=dossier, publishable=publishable, stamps={})
    looked: Counter[str] = Counter()
    resolve = Path.resolve

    def counted(path: Path, *, strict: bool = False) -> Path:
        looked[path.name] += 1
        return resolve(path, strict=strict)

    monkeypatch.setattr(Path, "resolve", counted)
    named = [record.path for record in inputs(tmp_path, composition)]
    assert sorted(named) == sorted([*names, "stories/told"])
    assert looked["hidden.jpg"] <= 2  # where it is named, and among the inputs


@pytest.mark.parametrize("change", ["saved", "deleted"])
def test_a_file_that_changes_while_the_build_runs_stops_it_before_anything_is_written(
    tmp_path: Path, change: str
) -> None:
    new_dossier(tmp_path / "mine")
    table = tmp_path / "mine" / "places.csv"

    def meddling(step: str) -> None:
        if step == "Composing the document" and change == "saved":
            table.write_bytes(table.read_bytes() + b"\r\n")
        elif step == "Composing the document":
            table.unlink()

    request = BuildRequest(dossier=tmp_path / "mine", output=tmp_path / "out", formats=("html",))
    with pytest.raises(InvalidInputError) as stopped:
        build(request, meddling)

    assert [(p.code, p.where.path) for p in stopped.value.problems] == [("PUB009", "places.csv")]
    assert not (tmp_path / "out").exists()
