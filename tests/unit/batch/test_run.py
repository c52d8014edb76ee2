"""A batch: one failure stops nothing, what holds stays, what was interrupted goes on."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders_batch import NOTICE, Scripted, a_batch, a_dossier, an_answer
from vnrgen.batch import run as running
from vnrgen.batch.destination import claimed
from vnrgen.batch.orders import Answer, State
from vnrgen.batch.processes import InTurn
from vnrgen.batch.run import BatchReport, Pool, Told, run_batch
from vnrgen.build import build
from vnrgen.problems import EnvironmentFailureError, InvalidInputError, Location, Problem

NAMES = ("aland", "bland", "cland")


@pytest.fixture
def dossiers(tmp_path: Path) -> list[Path]:
    return [a_dossier(tmp_path / "in", name) for name in NAMES]


def states(report: BatchReport) -> dict[str, str]:
    return {result.name: str(result.state) for result in report.results}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*") if p.is_file()
    }


def codes(report: BatchReport, name: str) -> set[str]:
    result = next(result for result in report.results if result.name == name)
    return {problem.code for problem in (*result.problems, *result.missing)}


# --- really made -------------------------------------------------------------------------------


def test_a_bad_dossier_stops_no_other_and_outputs_are_those_of_a_build(
    dossiers: list[Path], tmp_path: Path
) -> None:
    (dossiers[1] / "sources.csv").write_text("source_id,title\n")
    batch = a_batch(tmp_path / "out", *dossiers)
    report = run_batch(batch, InTurn())
    assert states(report) == {"aland": "made", "bland": "failed", "cland": "made"}
    alone = replace(batch.items[0].request, output=tmp_path / "alone")
    build(alone)
    assert tree(tmp_path / "out" / "aland") == tree(tmp_path / "alone")
    summary = json.loads((tmp_path / "out" / "summary.json").read_bytes())
    failed = next(o for o in summary["outputs"] if o["name"] == "bland")
    assert "sources.csv" in {problem["path"] for problem in failed["problems"]}
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out/summary.csv").read_text("utf-8-sig"))))
    assert {row["code"] for row in rows if row["name"] == "bland"} == {
        problem["code"] for problem in failed["problems"]
    }
    assert not (tmp_path / "out" / "bland").exists()


def test_a_fault_of_ours_is_the_failure_of_one_country(
    dossiers: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("vnrgen.batch.making.make", broken)
    report = run_batch(a_batch(tmp_path / "out", dossiers[0]), InTurn())
    assert codes(report, "aland") == {"BAT003"}
    assert "ZeroDivisionError: by zero" in report.results[0].problems[0].what


def test_a_dossier_that_changes_while_it_is_read_is_read_again(
    dossiers: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = iter(range(100))
    limit = 1

    def changing(*arguments: object) -> str:
        return f"key {min(next(changes), limit)}"

    monkeypatch.setattr("vnrgen.batch.making.order_key", changing)
    once = run_batch(a_batch(tmp_path / "out", dossiers[0]), InTurn())
    assert states(once) == {"aland": "made"}
    limit = 100
    always = run_batch(a_batch(tmp_path / "out", dossiers[1]), InTurn())
    assert codes(always, "bland") == {"BAT004"}


# --- what holds --------------------------------------------------------------------------------


def test_a_second_run_makes_only_what_changed(dossiers: list[Path], tmp_path: Path) -> None:
    batch = a_batch(tmp_path / "out", *dossiers)
    run_batch(batch, Scripted())
    before = tree(tmp_path / "out" / "aland")
    (dossiers[1] / "data" / "new.csv").write_text("a\n")
    (dossiers[2] / ".hidden").write_text("a\n")
    pool = Scripted()
    report = run_batch(batch, pool)
    assert pool.asked == ["bland"]
    assert states(report) == {"aland": "unchanged", "bland": "made", "cland": "unchanged"}
    assert tree(tmp_path / "out" / "aland") == before
    assert codes(report, "aland") == {NOTICE.code}  # what was said of it still holds


def test_other_options_or_another_vnrgen_make_everything_again(
    dossiers: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = a_batch(tmp_path / "out", dossiers[0])
    run_batch(batch, Scripted())
    french = replace(batch.items[0], request=replace(batch.items[0].request, language="fr"))
    pool = Scripted()
    run_batch(replace(batch, items=(french,)), pool)
    assert pool.asked == ["aland"]
    monkeypatch.setattr(running, "tool_key", lambda: "another")
    run_batch(replace(batch, items=(french,)), pool)
    assert pool.asked == ["aland"] * 2
    run_batch(replace(batch, items=(french,), again=True), pool)
    assert pool.asked == ["aland"] * 3


def test_an_output_that_is_damaged_is_made_again(dossiers: list[Path], tmp_path: Path) -> None:
    batch = a_batch(tmp_path / "out", *dossiers)
    run_batch(batch, Scripted())
    (tmp_path / "out" / "aland" / "brief.html").unlink()
    record = tmp_path / "out" / ".vnrgen" / "batch" / "countries" / "bland.json"
    record.write_bytes(record.read_bytes()[:-9])
    pool = Scripted()
    run_batch(batch, pool)
    assert pool.asked == ["aland", "bland"]


def test_a_format_that_the_machine_could_not_make_is_tried_again(
    dossiers: list[Path], tmp_path: Path
) -> None:
    lack = Problem("PDF001", Location("brief.pdf"), "no Pango", "install it")
    pool = Scripted({"aland": lambda order: replace(an_answer(order), missing=(lack,))})
    batch = a_batch(tmp_path / "out", dossiers[0])
    assert states(run_batch(batch, pool)) == {"aland": "made"}
    run_batch(batch, pool)
    assert pool.asked == ["aland", "aland"]


def test_an_edited_output_stays_and_is_named(dossiers: list[Path], tmp_path: Path) -> None:
    batch = a_batch(tmp_path / "out", dossiers[0])
    run_batch(batch, Scripted())
    page = tmp_path / "out" / "aland" / "brief.html"
    page.write_text("mine")
    report = run_batch(batch, Scripted())
    assert states(report) == {"aland": "unchanged"}
    assert "BAT010" in codes(report, "aland")
    (dossiers[0] / "data" / "new.csv").write_text("a\n")
    report = run_batch(batch, Scripted())  # now it would be lost
    assert states(report) == {"aland": "failed"}
    assert codes(report, "aland") == {"PUB004"}
    assert page.read_text() == "mine"
    report = run_batch(replace(batch, replace_edited=True), Scripted())
    assert states(report) == {"aland": "made"}
    assert page.read_text() != "mine"


def test_a_failure_leaves_the_earlier_output_and_the_index_says_so(
    dossiers: list[Path], tmp_path: Path
) -> None:
    batch = a_batch(tmp_path / "out", *dossiers)
    run_batch(batch, Scripted())
    before = tree(tmp_path / "out" / "aland")
    problem = Problem("OBS002", Location("data/a.csv", 2), "no number", "write one")
    pool = Scripted({"aland": lambda _order: Answer(problems=(problem,))})
    report = run_batch(replace(batch, again=True), pool)
    assert states(report)["aland"] == "failed"
    assert tree(tmp_path / "out" / "aland") == before
    assert report.results[0].files == {"html": "aland/brief.html"}
    page = (tmp_path / "out" / "index.html").read_text()
    assert page.count("these documents are of an earlier run") == 1
    assert page.count("54.1%") == 2  # none of aland's, which is not of today


# --- interrupted -------------------------------------------------------------------------------


def interrupt(*_given: object, **_more: object) -> Answer:
    raise KeyboardInterrupt


class Interrupted(Scripted):
    """Is interrupted, as by Ctrl-C, when it comes to a country."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.answers[at] = interrupt


def test_an_interrupted_run_keeps_what_is_made_and_goes_on(
    dossiers: list[Path], tmp_path: Path
) -> None:
    batch = a_batch(tmp_path / "out", *dossiers)
    report = run_batch(batch, Interrupted("bland"))
    assert report.is_interrupted
    assert states(report) == {"aland": "made", "bland": "waiting", "cland": "waiting"}
    assert json.loads((tmp_path / "out/summary.json").read_bytes())["counts"]["waiting"] == 2
    pool = Scripted()
    report = run_batch(batch, pool)
    assert pool.asked == ["bland", "cland"]
    assert not report.is_interrupted
    assert report.count(State.MADE) == 2


def test_a_crash_between_record_and_output_is_made_good(
    dossiers: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = a_batch(tmp_path / "out", dossiers[0])
    run_batch(batch, Scripted())
    before = tree(tmp_path / "out" / "aland")
    (dossiers[0] / "data" / "new.csv").write_text("a\n")
    with monkeypatch.context() as patched:
        patched.setattr(running, "publish", interrupt)
        assert run_batch(batch, Scripted()).is_interrupted
    assert tree(tmp_path / "out" / "aland") == before
    pool = Scripted()
    run_batch(batch, pool)
    assert pool.asked == ["aland"]


def test_progress_counts_every_country_once(dossiers: list[Path], tmp_path: Path) -> None:
    told: list[Told] = []
    run_batch(a_batch(tmp_path / "out", *dossiers), Scripted(), told.append)
    settled = [(t.settled, t.all) for t in told if t.state is not None]
    assert settled == [(1, 3), (2, 3), (3, 3)]


# --- the folder --------------------------------------------------------------------------------


def test_two_batches_do_not_write_one_folder(dossiers: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    batch = a_batch(tmp_path / "out", dossiers[0])
    with claimed(batch.output, replace_edited=False), pytest.raises(InvalidInputError) as refused:
        run_batch(batch, Scripted())
    assert [problem.code for problem in refused.value.problems] == ["BAT005"]


@pytest.mark.parametrize(
    ("name", "code"), [("manifest.json", "BAT008"), ("index.html", "PUB003"), ("", "PUB001")]
)
def test_a_folder_that_holds_something_else_is_refused(
    name: str, code: str, dossiers: list[Path], tmp_path: Path
) -> None:
    place = tmp_path / "out" / name if name else tmp_path / "out"
    place.parent.mkdir(exist_ok=True)
    place.write_text("theirs")
    with pytest.raises(InvalidInputError) as refused:
        run_batch(a_batch(tmp_path / "out", dossiers[0]), Scripted())
    assert {problem.code for problem in refused.value.problems} == {code}
    assert place.read_text() == "theirs"


def test_a_summary_with_notes_of_somebody_is_not_overwritten(
    dossiers: list[Path], tmp_path: Path
) -> None:
    batch = a_batch(tmp_path / "out", dossiers[0])
    run_batch(batch, Scripted())
    (tmp_path / "out" / "summary.csv").write_text("my notes")
    with pytest.raises(InvalidInputError) as refused:
        run_batch(batch, Scripted())
    assert {problem.code for problem in refused.value.problems} == {"PUB004"}
    run_batch(replace(batch, replace_edited=True), Scripted())
    assert "my notes" not in (tmp_path / "out" / "summary.csv").read_text()


def test_a_full_disk_is_the_failure_of_what_could_not_be_written(
    dossiers: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = Problem("PUB005", Location("out"), "the disk is full", "free some space")

    def publish(folder: Path, *_given: object, **_more: object) -> None:
        if folder.name == "bland":
            raise EnvironmentFailureError([full])

    monkeypatch.setattr(running, "publish", publish)
    report = run_batch(a_batch(tmp_path / "out", *dossiers), Scripted())
    assert states(report) == {"aland": "made", "bland": "failed", "cland": "made"}
    assert codes(report, "bland") == {"PUB005"}


def test_the_pools_are_pools() -> None:
    pools: list[Pool] = [InTurn(), Scripted()]
    assert pools
