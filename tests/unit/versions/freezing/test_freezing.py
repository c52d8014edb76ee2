"""Frozen versions: what they keep, and that nothing of it changes."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from tests.builders_versions import (
    DAY,
    a_document,
    a_version,
    codes,
    everything,
    refusal,
)
from vnrgen.document.blocks import Document
from vnrgen.document.tree.saved import save
from vnrgen.problems import InvalidInputError, ProblemLog, Severity
from vnrgen.render import publish
from vnrgen.versions.freezing.built import hashes_of_build
from vnrgen.versions.freezing.freeze import check_name
from vnrgen.versions.freezing.frozen import last_published, read_version
from vnrgen.versions.freezing.layout import read_record, records
from vnrgen.versions.freezing.tombstones import withdraw
from vnrgen.versions.freezing.verify import verify


def test_a_version_is_read_back_as_it_was_frozen(tmp_path: Path) -> None:
    document = a_document()
    version = read_version(a_version(tmp_path, "first", document))
    assert version.document == document
    assert version.observations.startswith(b"indicator_id")
    assert (version.record.frozen_by, version.record.why) == ("A. Writer", "a test")
    assert verify(tmp_path) == ()


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 9))]
)
def test_any_changed_byte_is_found_with_its_file(tmp_path: Path, seed: int) -> None:
    a_version(tmp_path, "first")
    a_version(tmp_path, "second", a_document(prose="Eight in ten."))
    withdraw(tmp_path, {"FG1": DAY})
    chance = random.Random(seed)  # noqa: S311 - a test
    for path in [p for p in sorted((tmp_path / "versions").rglob("*")) if p.is_file()]:
        whole = path.read_bytes()
        place = chance.randrange(len(whole) or 1)
        damaged = bytearray(whole or b"?")
        damaged[place] ^= 1 << chance.randrange(8)
        for data in {bytes(damaged), whole[:place] or b" ", whole + b"\n"}:
            path.write_bytes(data)
            found = verify(tmp_path)
            named = {problem.where.path for problem in found}
            folder = path.parent.relative_to(tmp_path).as_posix()
            assert any(name.startswith(folder) for name in named), (path, found)
        path.write_bytes(whole)
    assert verify(tmp_path) == ()


def test_what_is_gone_or_added_is_found(tmp_path: Path) -> None:
    first = a_version(tmp_path, "first")
    a_version(tmp_path, "second")
    (first / "note.txt").write_text("mine")
    assert codes(verify(tmp_path)) == ["VER007"]
    assert read_version(first).name == "first"  # which needs no more than its own files
    (first / "note.txt").unlink()
    words = next((tmp_path / "versions" / "_words").glob("st01*/*.json"))
    kept = words.read_bytes()
    words.unlink()
    assert set(codes(verify(tmp_path))) == {"VER005"}
    words.write_bytes(kept)
    shutil.rmtree(first)
    assert codes(verify(tmp_path)) == ["VER011"]
    (first.parent / "made-up").mkdir()
    assert "VER003" in codes(verify(tmp_path))


def test_what_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    decisions = a_version(tmp_path, "first") / "decisions.jsonl"
    decisions.unlink()
    decisions.mkdir()
    (problem,) = verify(tmp_path)
    assert (problem.code, "cannot be read" in problem.what) == ("VER005", True)


def test_where_nothing_can_be_written_freezing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "versions").write_text("a file in the way")
    with pytest.raises(InvalidInputError) as error:
        a_version(tmp_path, "first")
    assert refusal(error) == ["PUB007"]


def test_nothing_is_frozen_after_a_version_that_was_given_another_name(tmp_path: Path) -> None:
    first = a_version(tmp_path, "first")
    first.rename(first.with_name("final"))
    with pytest.raises(InvalidInputError) as error:
        a_version(tmp_path, "second")
    assert refusal(error) == ["VER003"]
    (problem,) = verify(tmp_path)
    assert (problem.code, problem.where.path) == ("VER004", "versions/final")
    assert '"first"' in problem.what


@pytest.mark.parametrize(
    "name",
    [
        *("", "a/b", "a\\b", "..", "../v1", ".hidden", "_words", "a b", "x" * 65, "ends."),
        *("con", "NUL.2026", "Com1", "lpt9.v1", "v\u0661", "ver\u0301", "v1\n", "v1:x"),
    ],
)
def test_a_name_that_is_no_folder_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        check_name(tmp_path, name)
    assert refusal(error) == ["VER001"]


def test_a_name_that_only_looks_like_that_of_a_device_is_accepted(tmp_path: Path) -> None:
    for name in ("console", "com10", "null", "aux-notes", "1.0", "v1.con"):
        check_name(tmp_path, name)


def test_a_version_of_a_later_release_is_refused_with_what_to_do(tmp_path: Path) -> None:
    folder = a_version(tmp_path, "first")
    manifest = folder / "manifest.json"
    content = json.loads(manifest.read_bytes())
    manifest.write_text(json.dumps(content | {"schema": 2, "files": "otherwise"}), encoding="utf-8")
    for read in (read_version, read_record):
        with pytest.raises(InvalidInputError) as error:
            read(folder)
        (problem,) = error.value.problems
        assert (problem.code, problem.fix) == ("VER003", "read it with that release")


def test_a_half_made_version_and_one_under_another_name_are_found(tmp_path: Path) -> None:
    folder = a_version(tmp_path, "first")
    shutil.copytree(folder, folder.with_name(".second.new-1"))
    (half,) = verify(tmp_path)
    assert (half.code, half.where.path, half.severity) == (
        "VER007",
        "versions/.second.new-1",
        Severity.WARNING,
    )
    shutil.rmtree(folder.with_name(".second.new-1"))
    folder.rename(folder.with_name("_first"))
    assert ("VER007", "versions/_first") in {(p.code, p.where.path) for p in verify(tmp_path)}


def test_a_name_is_taken_whatever_its_capitals(tmp_path: Path) -> None:
    a_version(tmp_path, "First")
    before = everything(tmp_path)
    with pytest.raises(InvalidInputError) as error:
        a_version(tmp_path, "first", a_document(prose="Other."))
    assert refusal(error) == ["VER002"]
    assert everything(tmp_path) == before


def test_a_freeze_that_is_killed_leaves_no_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_version(tmp_path, "first")

    def killed(folder: Path, **_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(publish, "_sync_folder", killed)
        patch.setattr(Path, "unlink", killed)  # nothing is tidied up either
        with pytest.raises(KeyboardInterrupt):
            a_version(tmp_path, "second", a_document(said="Told anew."))
    assert [record.name for record in records(tmp_path)] == ["first"]
    assert codes(verify(tmp_path)) == ["VER007"]  # the words, not named by any version yet
    assert read_version(a_version(tmp_path, "second", a_document(said="Told anew.")))
    assert verify(tmp_path) == ()


def test_versions_know_their_order_and_which_was_published(tmp_path: Path) -> None:
    assert last_published(tmp_path) is None
    a_version(tmp_path, "b")
    a_version(tmp_path, "a", published=True)
    a_version(tmp_path, "c")
    assert [(r.number, r.name) for r in records(tmp_path)] == [(1, "b"), (2, "a"), (3, "c")]
    assert records(tmp_path)[1].after["name"] == "b"
    published = last_published(tmp_path)
    assert published is not None
    assert published.name == "a"


def test_the_hashes_of_a_build_of_another_state_are_not_noted(tmp_path: Path) -> None:
    log = ProblemLog()
    assert hashes_of_build(tmp_path, a_document(), log, is_asked_for=False) == {}
    assert codes(log.sorted()) == ["VER012"]
    with pytest.raises(InvalidInputError) as error:
        hashes_of_build(tmp_path, a_document(), log, is_asked_for=True)
    assert refusal(error) == ["VER012"]


def test_the_hashes_of_a_build_of_this_document_are_noted_if_nothing_in_it_changed(
    tmp_path: Path,
) -> None:
    document = a_document()
    files = {"document.json": save(document), "charts/one.svg": b"<svg/>"}
    out = tmp_path / "out"
    publish.publish(out, files, publish.manifest_bytes({}, (), files))

    def noted(of: Document) -> dict[str, str]:
        return hashes_of_build(out, of, ProblemLog(), is_asked_for=False)

    assert noted(document) == {
        "charts/one.svg": publish.sha256(b"<svg/>"),
        "document.json": publish.sha256(save(document)),
    }
    assert noted(a_document(prose="Another state.")) == {}
    (out / "charts" / "one.svg").write_bytes(b"<svg>drawn over</svg>")
    assert noted(document) == {}


def test_a_version_that_cannot_be_written_leaves_nobodys_words_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("vnrgen.versions.freezing.freeze.new_folder", full)
    with pytest.raises(OSError, match="No space"):
        a_version(tmp_path, "v1", a_document())

    assert list(tmp_path.rglob("*")) == []


def test_a_version_that_cannot_be_written_leaves_the_words_of_the_earlier_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_version(tmp_path, "v1", a_document())
    before = sorted(tmp_path.rglob("*"))

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vnrgen.versions.freezing.freeze.new_folder", interrupted)
    with pytest.raises(KeyboardInterrupt):
        a_version(tmp_path, "v2", a_document())

    assert sorted(tmp_path.rglob("*")) == before
