"""What people take back is erased from every version, and does not come back."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.builders_evidence import a_consent, a_dossier, a_finding, a_story
from tests.builders_versions import (
    DAY,
    SAID,
    TITLE,
    a_document,
    a_version,
    codes,
    everything,
    refusal,
)
from vnrgen.dossier.model import Audience
from vnrgen.problems import InvalidInputError
from vnrgen.render import publish
from vnrgen.versions.freezing import frozen, tombstones
from vnrgen.versions.freezing.frozen import read_version, taken_back
from vnrgen.versions.freezing.layout import read_record
from vnrgen.versions.freezing.tombstones import still_held, withdraw, withdrawn_in
from vnrgen.versions.freezing.verify import verify


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
