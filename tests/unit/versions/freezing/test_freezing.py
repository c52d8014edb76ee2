"""Frozen versions: what they keep, that nothing of it changes, and what people take back."""

from __future__ import annotations

import gzip
import json
import random
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.builders_document import composed
from tests.builders_evidence import a_consent, a_dossier, a_finding, a_story
from tests.builders_trees import documents
from tests.builders_versions import FOUND, HEARD, SAID, TITLE, a_document, a_version
from vnrgen.disclosure.names import Wording
from vnrgen.document.blocks import Document, Paragraph, Story, Text
from vnrgen.document.blocks.plain import plain
from vnrgen.document.tree.saved import save
from vnrgen.dossier.model import Audience
from vnrgen.problems import InvalidInputError, Location, Problem, ProblemLog, Severity
from vnrgen.render import publish
from vnrgen.versions.freezing import frozen, tombstones
from vnrgen.versions.freezing.built import hashes_of_build
from vnrgen.versions.freezing.freeze import check_name
from vnrgen.versions.freezing.frozen import last_published, read_version, taken_back
from vnrgen.versions.freezing.layout import read_record, records, words_folder
from vnrgen.versions.freezing.tombstones import still_held, withdraw, withdrawn_in
from vnrgen.versions.freezing.verify import verify
from vnrgen.versions.freezing.words_apart import put_together, taken_apart

DAY = date(2026, 6, 1)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def refusal(error: pytest.ExceptionInfo[InvalidInputError]) -> list[str]:
    return codes(error.value.problems)


def everything(folder: Path) -> bytes:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    packed = (path.read_bytes() for path in files)
    return b"\n".join(gzip.decompress(b) if b[:2] == b"\x1f\x8b" else b for b in packed)


def prose_of(document: Document) -> str:
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    return plain(first.content)


def test_a_version_is_read_back_as_it_was_frozen(tmp_path: Path) -> None:
    document = a_document()
    version = read_version(a_version(tmp_path, "first", document))
    assert version.document == document
    assert version.observations.startswith(b"indicator_id")
    assert (version.record.frozen_by, version.record.why) == ("A. Writer", "a test")
    assert verify(tmp_path) == ()


def put_together_again(document: Document) -> Document:
    tree, words = taken_apart(document)
    return put_together(tree, words, Location("made"))


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_a_document_is_put_together_from_its_parts(document: Document) -> None:
    assert put_together_again(document) == document


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_any_document_is_put_together_from_its_parts(document: Document) -> None:
    assert put_together_again(document) == document


def test_a_text_may_hold_the_sign_between_which_marks_stand() -> None:
    for prose in ("\ufffc", "\ufffc page 3/4\ufffc", "\ufffcFG1/0\ufffc", "\ufffc/\ufffc/\ufffc"):
        document = a_document(prose=f"{prose} {TITLE}{prose}")
        assert put_together_again(document) == document


def test_nobodys_words_are_in_the_folder_of_a_version(tmp_path: Path) -> None:
    kept = everything(a_version(tmp_path, "first")).decode()
    for words in (SAID, TITLE, HEARD, FOUND, "ferrywoman", "long-way-round", "Adobe"):
        assert words not in kept


def test_of_a_composed_chapter_nothing_that_people_can_take_back_stays_in_the_tree() -> None:
    tree, words = taken_apart(composed()[0])
    assert {"ST01", "Q1"} <= set(words)
    said = ("clinic closes at noon", "walked", "Women are not asked", "Nobody asked", "Marta")
    assert [text for text in said if text in tree.decode()] == []


def test_with_a_title_goes_no_longer_title_and_no_longer_word() -> None:
    said = "Read “The long way round about” and “The long way round”; The long way roundabouts."
    document = a_document(prose=said)
    longer = Story(block_id="2", testimony_id="ST02", title=(Text(f"{TITLE} about"),), meta=())
    tree, words = taken_apart(replace(document, blocks=(*document.blocks, longer)))
    left = put_together(tree, {k: v for k, v in words.items() if k != "ST01"}, Location("made"))
    assert prose_of(left) == said.replace(f"“{TITLE}”", "“”")
    left = put_together(tree, {k: v for k, v in words.items() if k != "ST02"}, Location("made"))
    assert prose_of(left) == said.replace(f"“{TITLE} about”", "“”")


def test_with_a_story_go_its_words_wherever_they_are_repeated() -> None:
    told_of = "The bridge was gone, so we carried her for two hours to the ferry."
    repeated = "the Bridge was gone — so we carried her for two hours"
    prose = f"One said: “{repeated}”. The bridge was gone. THE LONG\u00a0WAY ROUND tells more."
    document = a_document(said=told_of, prose=prose)
    tree, words = taken_apart(document)
    assert put_together(tree, words, Location("made")) == document
    assert "carried" not in tree.decode()
    left = put_together(tree, {k: v for k, v in words.items() if k != "ST01"}, Location("made"))
    assert prose_of(left) == "One said: “”. The bridge was gone.  tells more."


def test_where_two_peoples_words_run_into_each_other_each_keeps_her_own() -> None:
    first = "We cross the river before the sun is up"
    second = "before the sun is up my boat goes over to school"
    told = Wording([("S1", first), ("S2", second)])
    text = "We cross the river before the sun is up my boat goes over to school"
    assert [(text[start:end], owner) for start, end, owner in told.spans(text)] == [
        (first, "S1"),
        (" my boat goes over to school", "S2"),
    ]


def test_words_without_spaces_that_are_repeated_go_too() -> None:
    said = "สะพานขาดเราจึงอุ้มเธอไปที่ท่าเรือข้ามฟาก"
    document = a_document(said=said, prose=f"a {said} b")
    tree, words = taken_apart(document)
    assert put_together(tree, words, Location("made")) == document
    assert said[2:-2] not in tree.decode()


def test_a_title_of_one_word_is_no_other_word() -> None:
    story = Story(block_id="2", testimony_id="ST02", title=(Text("Water"),), meta=())
    base = a_document(prose="Water: there is no water here.")
    tree, words = taken_apart(replace(base, blocks=(*base.blocks, story)))
    left = put_together(tree, {k: v for k, v in words.items() if k != "ST02"}, Location("made"))
    assert prose_of(left) == ": there is no water here."


def test_what_is_taken_back_is_gone_from_every_version(tmp_path: Path) -> None:
    a_version(tmp_path, "first", a_document(said=f"{SAID} And back."))
    second = a_version(tmp_path, "second")
    assert withdraw(tmp_path, {"ST01": DAY, "elsewhere": DAY}) == ("ST01",)
    left = everything(tmp_path / "versions").decode()
    assert not [w for w in (SAID, TITLE, "Ysolde", "picture", "long-way") if w in left]
    assert verify(tmp_path) == ()
    version = read_version(second)
    assert version.tombstones == ("ST01",)
    (stone,) = version.withdrawn
    assert stone.withdrawn_on == DAY
    assert version.record.words["ST01"] in stone.hashes
    assert len(stone.hashes) == 2
    assert set(version.document.testimonies) == {"FG1"}
    assert version.document.blocks[0] == a_document().blocks[0]
    assert withdraw(tmp_path, {"ST01": DAY}) == ()


def test_a_withdrawal_that_was_interrupted_holds_and_is_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_version(tmp_path, "first")

    def killed(path: Path) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(tombstones, "_erase", killed)
        with pytest.raises(KeyboardInterrupt):
            withdraw(tmp_path, {"ST01": DAY})
    assert codes(verify(tmp_path)) == ["VER010"]
    with pytest.raises(InvalidInputError):
        read_version(folder)
    assert still_held(tmp_path, {"ST01": DAY}) == ("ST01",)
    assert withdraw(tmp_path, {"ST01": DAY}) == ("ST01",)
    assert verify(tmp_path) == ()


def test_a_version_that_comes_from_a_copy_is_followed_by_withdrawing_again(tmp_path: Path) -> None:
    here, copy = tmp_path / "here", tmp_path / "copy"
    a_version(here, "first")
    a_version(copy, "second", a_document(said="Told otherwise."))
    withdraw(here, {"ST01": DAY})
    shutil.copytree(copy / "versions", here / "versions", dirs_exist_ok=True)
    assert codes(verify(here)) == ["VER010"]
    digest = read_record(here / "versions" / "second").words["ST01"]
    words = next((here / "versions" / "_words").glob(f"st01*/{digest}.json"))
    kept = words.read_bytes()
    words.unlink()  # by hand: no tombstone says that they were
    assert codes(verify(here)) == ["VER006"]
    words.write_bytes(kept)
    assert withdraw(here, {"ST01": date(2026, 7, 1)}) == ("ST01",)
    assert verify(here) == ()
    (stone,) = read_version(here / "versions" / "second").withdrawn
    assert stone.withdrawn_on == DAY


def test_whoever_says_so_in_one_way_or_the_other_took_the_words_back() -> None:
    gone, dated = a_consent(status="withdrawn"), a_consent(withdrawn_on=DAY)
    dossier = a_dossier(
        stories=(a_story("ST02"), a_story("ST01", consent=gone)),
        qualitative=(a_finding("Q01", consent=dated), a_finding("Q02")),
    )
    assert withdrawn_in(dossier) == {"Q01": DAY, "ST01": dossier.settings.as_of}


def test_words_are_erased_beside_a_tombstone_that_was_changed(tmp_path: Path) -> None:
    a_version(tmp_path, "first")
    folder = next((tmp_path / "versions" / "_words").glob("st01*"))
    (folder / "tombstone.json").write_bytes(b"{}")
    assert withdraw(tmp_path, {"ST01": DAY}) == ("ST01",)
    assert codes(verify(tmp_path)) == ["VER006"]


def test_withdrawn_words_do_not_come_back_with_another_version(tmp_path: Path) -> None:
    a_version(tmp_path, "first")
    withdraw(tmp_path, {"FG1": DAY})
    with pytest.raises(InvalidInputError) as error:
        a_version(tmp_path, "second")
    assert refusal(error) == ["VER008"]


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


def test_words_are_erased_of_versions_that_cannot_be_read_and_of_interrupted_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_version(tmp_path, "first")

    def killed(folder: Path, **_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(publish, "_sync_folder", killed)
        with pytest.raises(KeyboardInterrupt):
            a_version(tmp_path, "second", a_document(said="Told anew."))
    (tmp_path / "versions" / "first" / "manifest.json").write_bytes(b"{")
    assert still_held(tmp_path, {"ST01": DAY}) == ("ST01",)
    assert withdraw(tmp_path, {"ST01": DAY}) == ("ST01",)
    left = everything(tmp_path / "versions").decode()
    assert not [w for w in (SAID, TITLE, "Ysolde", "Told anew") if w in left]
    assert {problem.code for problem in verify(tmp_path)} == {"VER003", "VER004", "VER007"}
    with pytest.raises(InvalidInputError) as error:
        read_version(tmp_path / "versions" / "first")
    assert "VER006" not in refusal(error)


def test_a_tombstone_of_words_that_no_version_has_is_no_stranger(tmp_path: Path) -> None:
    a_version(tmp_path, "first")
    shutil.rmtree(tmp_path / "versions" / "first")
    assert set(codes(verify(tmp_path))) == {"VER007"}
    assert withdraw(tmp_path, {"ST01": DAY, "FG1": DAY}) == ("FG1", "ST01")
    assert verify(tmp_path) == ()
    with pytest.raises(InvalidInputError) as error:
        a_version(tmp_path, "second")
    assert refusal(error) == ["VER008", "VER008"]


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


def test_ids_that_a_file_system_does_not_tell_apart_have_folders_of_their_own() -> None:
    ids = ("ST01", "st01", "../../ST01", "a b", "CON", "é", "")
    folders = [words_folder(Path("versions"), key) for key in ids]
    assert len({folder.name.lower() for folder in folders}) == len(ids)
    assert {folder.parent for folder in folders} == {Path("versions/_words")}


def test_the_same_words_are_kept_once(tmp_path: Path) -> None:
    a_version(tmp_path, "first")
    files = sorted((tmp_path / "versions" / "_words").rglob("*.json"))
    a_version(tmp_path, "second", a_document(prose="Other."))
    assert sorted((tmp_path / "versions" / "_words").rglob("*.json")) == files


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


@pytest.mark.parametrize(
    "consent",
    [{"status": "no"}, {"expires_on": date(2020, 1, 1)}, {"is_minor": True}],
    ids=["refused", "expired", "a child without a guardian"],
)
def test_nobody_reads_words_for_which_the_dossier_has_no_consent_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, consent: dict[str, object]
) -> None:
    (tmp_path / "dossier.yaml").touch()
    agreed = a_story("ST01", consent=a_consent(scope=Audience.UN_ONLY))
    refused = a_story("ST02", consent=a_consent(**consent))
    loaded = a_dossier(stories=(agreed, refused))
    monkeypatch.setattr(frozen, "load_dossier", lambda *_: loaded)
    assert list(taken_back(tmp_path)) == ["ST02"]
    assert withdrawn_in(loaded) == {}  # they are not read, and not erased


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
