"""The conductor: what of it no other room tests."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from vnrgen.build import BuildRequest, build, stamps
from vnrgen.build.manifest import inputs
from vnrgen.build.stamps import changed_since, stamps_of
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
    composition: Any = SimpleNamespace(
        dossier=dossier, publishable=publishable, stamps=stamps_of(files, tmp_path)
    )
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


@pytest.mark.parametrize("large", [False, True])
def test_a_file_whose_time_alone_was_touched_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, large: bool
) -> None:
    if large:
        monkeypatch.setattr("vnrgen.dossier.large.head.FROM_BYTES", 2)
    table = tmp_path / "places.csv"
    table.write_bytes(b"place_id,label\n")
    os.utime(table, ns=(10**18, 10**18))
    found = stamps_of([table], tmp_path)
    assert changed_since(found, tmp_path) == []
    os.utime(table, ns=(2 * 10**18, 2 * 10**18))
    assert changed_since(found, tmp_path) == []
    table.write_bytes(b"place_id,named\n")  # as many bytes
    assert [p.code for p in changed_since(found, tmp_path)] == ["PUB009"]
    table.write_bytes(b"place_id\n")
    os.utime(table, ns=(10**18, 10**18))
    assert [p.code for p in changed_since(found, tmp_path)] == ["PUB009"]


def test_a_file_that_is_saved_while_it_is_looked_at_counts_as_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "places.csv"
    table.write_bytes(b"place_id,label\n")
    os.utime(table, ns=(10**18, 10**18))
    read = stamps.sha256_of

    def saved_before(path: Path) -> str:
        path.write_bytes(b"place_id,named\n")
        return read(path)

    with monkeypatch.context() as saving:
        saving.setattr(stamps, "sha256_of", saved_before)
        found = stamps_of([table], tmp_path)
    assert [p.code for p in changed_since(found, tmp_path)] == ["PUB009"]
