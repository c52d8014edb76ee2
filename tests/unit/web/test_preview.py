"""The preview: what it watches, what it shows of a problem, and whom it lets in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from vnrgen.build import BuildRequest
from vnrgen.cli import main
from vnrgen.document.language.wording import Wording
from vnrgen.problems import Location, Problem, Severity
from vnrgen.web.guard import Guard, Session
from vnrgen.web.preview import rendering
from vnrgen.web.preview.app import create_app
from vnrgen.web.preview.edition import Places, shown
from vnrgen.web.preview.rendering import Previewer
from vnrgen.web.preview.watching import stamps

HOST = "127.0.0.1:4321"


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview") / "dossier"
    assert CliRunner().invoke(main, ["new", str(folder)]).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def previewer(dossier: Path) -> Previewer:
    made = Previewer(BuildRequest(dossier=dossier, output=Path(), formats=("html",)))
    assert made.look()
    return made


def test_only_what_a_document_is_composed_from_is_watched(tmp_path: Path) -> None:
    (tmp_path / "narrative").mkdir()
    (tmp_path / "narrative" / "who.md").write_text("One.")
    before = stamps(tmp_path)
    for aside in ("~$groups.xlsx", ".hidden", "who.md~", "output/a.json", ".vnrgen/x.db"):
        (tmp_path / aside).parent.mkdir(exist_ok=True)
        (tmp_path / aside).write_text("x")
    assert stamps(tmp_path) == before
    (tmp_path / "narrative" / "who.md").write_text("Two, longer.")
    after = stamps(tmp_path)
    assert after != before
    (tmp_path / "groups.csv").write_text("")
    assert len(stamps(tmp_path)) == len(after) + 1


def test_a_version_that_is_frozen_is_noticed(tmp_path: Path) -> None:
    before = stamps(tmp_path)
    (tmp_path / "versions" / "v1").mkdir(parents=True)
    (tmp_path / "versions" / "v1" / "document.json").write_text("{}")
    assert stamps(tmp_path) != before


def test_a_link_that_leads_nowhere_hides_no_other_file(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"nowhere{number}").symlink_to(tmp_path / "missing")
        (tmp_path / f"table{number}.csv").write_text("a")
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    seen = {Path(path).name for path, _, _ in stamps(tmp_path)}
    assert {f"table{number}.csv" for number in range(20)} <= seen
    before = stamps(tmp_path)
    (tmp_path / "missing").write_text("now it is there")
    assert stamps(tmp_path) != before


def test_links_to_folders_are_not_followed_and_a_circle_of_them_ends(tmp_path: Path) -> None:
    for name in ("data", "narrative"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "up").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / name / "file.csv").write_text("a")
    found = sorted(Path(path).relative_to(tmp_path).as_posix() for path, _, _ in stamps(tmp_path))
    assert found == ["data/file.csv", "data/up", "narrative/file.csv", "narrative/up"]
    (tmp_path / "data" / "up").unlink()
    assert len(stamps(tmp_path)) == len(found) - 1


def test_nothing_is_made_anew_while_nothing_is_saved(previewer: Previewer) -> None:
    number = previewer.edition.number
    assert not previewer.look()
    assert previewer.edition.number == number


def test_a_mistake_keeps_the_last_page_and_mending_it_brings_a_new_one(
    previewer: Previewer, dossier: Path
) -> None:
    prose = dossier / "narrative" / "en" / "who.md"
    text = prose.read_text(encoding="utf-8")
    good = previewer.edition
    assert good.is_current
    prose.write_text(text + '\n\n{{ value("9.9.9") }}\n', encoding="utf-8")
    assert previewer.look()
    bad = previewer.edition
    assert (bad.is_current, bad.page, bad.number) == (False, good.page, good.number + 1)
    (problem,) = bad.problems
    assert problem.problem.code == "VAL001"
    assert f'id="{problem.anchor}"'.encode() in bad.page
    prose.write_text(text + "\n\nMended.\n", encoding="utf-8")
    assert previewer.look()
    assert previewer.edition.is_current
    assert b"Mended." in previewer.edition.page
    assert previewer.edition.problems == ()


def test_a_fault_in_making_a_page_is_shown_and_does_not_end_the_preview(
    previewer: Previewer, dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: object) -> None:
        raise RuntimeError("broken")

    (dossier / "narrative" / "en" / "figures.md").touch()
    with monkeypatch.context() as patched:
        patched.setattr(rendering, "compose_dossier", fails)
        assert previewer.look()
    assert [p.problem.code for p in previewer.edition.problems] == ["WEB004"]
    assert previewer.edition.page
    (dossier / "narrative" / "en" / "figures.md").touch()
    assert previewer.look()
    assert previewer.edition.is_current


def test_a_problem_stands_at_the_innermost_element_around_its_line() -> None:
    places = Places({"who.md": ((1, 30, "whole"), (4, 6, "inner"), (8, 9, "next"))})
    assert places.anchor_of(Location("who.md", 5)) == "inner"
    assert places.anchor_of(Location("who.md", 7)) == "whole"
    assert places.anchor_of(Location("who.md")) == "whole"
    assert places.anchor_of(Location("why.md", 5)) == ""
    apart = Places({"who.md": ((4, 6, "inner"), (8, 9, "next"))})
    assert apart.anchor_of(Location("who.md", 40)) == "next"
    assert apart.anchor_of(Location("who.md", 7)) == "inner"


def test_errors_come_first_and_notices_are_left_out() -> None:
    error = Problem("VAL001", Location("a"), "x", "y")
    warning = replace(error, severity=Severity.WARNING)
    notice = replace(error, severity=Severity.NOTICE)
    order = [p.problem.severity for p in shown([notice, warning, error], Places())]
    assert order == [Severity.ERROR, Severity.WARNING]


def test_only_the_person_with_the_token_sees_anything(previewer: Previewer) -> None:
    guard = Guard([HOST], "preview", Session)
    client = create_app(previewer, guard, Wording("en")).test_client()

    def status(path: str, host: str = HOST) -> int:
        return int(client.get(path, headers={"Host": host}).status_code)

    assert [status(p) for p in ("/", "/page", "/state", "/enter?token=x")] == [403] * 4
    assert status("/assets/preview.js") == 200
    assert status("/assets/build.py") == 404
    assert status("/", "evil.example") == 421
    assert status(f"/enter?token={guard.token}") == 200
    assert [status(p) for p in ("/", "/page", "/state?after=0")] == [200] * 3
    assert client.post("/page", headers={"Host": HOST}).status_code == 405


def test_the_page_may_load_and_run_nothing_and_stand_in_its_frame_alone(
    previewer: Previewer,
) -> None:
    guard = Guard([HOST], "preview", Session)
    client = create_app(previewer, guard, Wording("en")).test_client()
    client.get(f"/enter?token={guard.token}", headers={"Host": HOST})
    page = client.get("/page", headers={"Host": HOST})
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    frame = client.get("/", headers={"Host": HOST})
    assert frame.headers["X-Frame-Options"] == "DENY"
    assert "frame-src 'self'" in frame.headers["Content-Security-Policy"]
