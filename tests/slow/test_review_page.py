"""The review page in a real browser: 30 decisions by keyboard, axe in every view, two people."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.builders_pages import PHONE, opened, served
from tests.slow.test_ledger_crashes import postgresql  # noqa: F401 - a fixture
from tests.validators.browser import _ASK, _FURTHER_RULES, TOOLS, VIEWS, View
from vnrgen.adoption.ledger.transfer import decisions_of, events_of_dossier, verify

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
VNRGEN = Path(sys.executable).parent / "vnrgen"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "sample_data", tmp_path / "dossier"))


def reviewed(dossier: Path, *options: str) -> AbstractContextManager[tuple[str, Any]]:
    """Start the page as a person does."""
    return served([str(VNRGEN), "recs", "review", str(dossier), *options])


def say_who(page: Any, name: str = "Coalition") -> None:
    page.wait_for_url("**/who")
    page.fill("#name", name)
    page.press("#name", "Enter")
    page.wait_for_selector("#next")


def press(page: Any, *keys: str) -> None:
    """Press keys once the page can hear them: its script runs after its text is there."""
    page.wait_for_load_state()
    for key in keys:
        page.keyboard.press(key)


def focus_of(page: Any) -> str:
    page.wait_for_load_state()
    return str(page.evaluate("document.activeElement.id"))


def record(page: Any) -> None:
    """Press Ctrl+Enter and wait for what was recorded to be said."""
    before = page.url
    press(page, "Control+Enter")
    page.wait_for_function("before => location.href !== before", arg=before)
    page.wait_for_selector("#recorded")


def decide_uptake(page: Any, turn: int) -> None:
    """Decide by keyboard alone: a passage, its first sentence or words, an answer, why."""
    if turn % 4 == 3:
        press(page, "4")  # not found needs no passage
    else:
        press(page, *["j"] * (1 + turn % 2), "m", "ArrowRight", "ArrowLeft")
        press(page, *["Shift+ArrowRight"] * (3 + turn % 5), "Enter")
        press(page, "125"[turn % 3])
    press(page, "w")
    page.keyboard.type(f"Because, {turn}: j k n 1 ?")
    record(page)


def axe(page: Any) -> dict[str, list[str]]:
    # The page's own policy forbids to add a script to it; the browser's debugger may evaluate one.
    page.evaluate((TOOLS / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    return dict(page.evaluate(_ASK, list(_FURTHER_RULES)))


def rates(dossier: Path, *options: str) -> dict[str, Any]:
    done = subprocess.run(
        [str(VNRGEN), "recs", "rate", str(dossier), "--json", *options],
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)["rates"]
    return next(r for r in found if r["by"] == "cycle" and r["cycle"] == 1)


def test_thirty_decisions_are_made_by_keyboard_on_the_sample(browser: Any, dossier: Path) -> None:
    (dossier / "ledger.jsonl").unlink(missing_ok=True)
    with reviewed(dossier) as (address, _), opened(browser, address) as page:
        say_who(page)
        press(page, "n")
        page.wait_for_selector("#decision")
        for turn in range(14):
            decide_uptake(page, turn)
        for key, question in (("i", "implementation"), ("o", "position")):
            press(page, key)
            page.wait_for_selector(f"#ask-{question}[aria-current]")
            for turn in range(8):
                press(page, str(1 + turn % 6))
                record(page)
    decisions = decisions_of(dossier)
    by_question = [str(d.vocabulary) for d in decisions]
    assert len(decisions) == 30
    assert [by_question.count(v) for v in ("uptake", "implementation", "position")] == [14, 8, 8]
    assert all(d.note.endswith("j k n 1 ?") for d in decisions[:14])
    assert verify(events_of_dossier(dossier), "ledger") == ()
    assert rates(dossier)["not_assessed"] == 0


@pytest.fixture
def slovenia(tmp_path: Path) -> Path:
    """A dossier of the recommendations of 2014 and the national report of 2019."""
    real = os.environ.get("VNRGEN_REAL_DATA")
    if not real:
        pytest.skip("VNRGEN_REAL_DATA is not set")
    source = Path(real) / "upr_slovenia_2019"
    folder = tmp_path / "slovenia"
    subprocess.run([str(VNRGEN), "new", str(folder)], check=True, capture_output=True)
    shutil.copyfile(source / "c3_2019_national_report_A_HRC_WG6_34_SVN_1.txt",
                    folder / "reports" / "report.txt")  # fmt: skip
    (folder / "reports" / "reports.yaml").write_text(
        "- {report_id: nr-2019, title: National report, year: 2019, version: final, language: en,"
        " path: report.txt, cycle: 1}\n",
        encoding="utf-8",
    )
    asked = str(source / "recs_c2_2014.csv")
    words = ("recs", "import", asked, "--into", str(folder), "--cycle", "1", "--origin", "upr")
    subprocess.run([str(VNRGEN), *words], check=True, capture_output=True)
    return folder


@pytest.mark.real
def test_thirty_decisions_are_made_on_a_real_report(browser: Any, slovenia: Path) -> None:
    with reviewed(slovenia) as (address, _), opened(browser, address) as page:
        say_who(page)
        press(page, "n")
        page.wait_for_selector("#decision")
        for turn in range(30):
            decide_uptake(page, turn)
    decisions = decisions_of(slovenia)
    assert len({d.rec_id for d in decisions}) == 30
    assert all(d.evidence and d.evidence.quote for d in decisions if d.value != "not_found")
    theirs = [d for d in decisions if d.rec_id.startswith("115.")]
    counted = rates(slovenia, "--origin", "upr")
    assert (counted["submitted"], counted["not_assessed"]) == (163, 163 - len(theirs))
    assert counted["adopted"] == sum(d.value == "adopted" for d in theirs) > 5


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_axe_finds_nothing_in_any_view(browser: Any, dossier: Path, view: View) -> None:
    with reviewed(dossier) as (address, _), opened(browser, address, view) as page:
        page.wait_for_url("**/who")
        found = {"who": axe(page)}
        say_who(page)
        found["overview"] = axe(page)
        press(page, "n")
        page.wait_for_selector("#decision")
        press(page, "j", "m", "ArrowDown", "Enter", "1")
        found["review"] = axe(page)
        overflow = [page.evaluate("document.documentElement.scrollWidth - innerWidth")]
        record(page)
        page.click("#previous")
        page.wait_for_selector("#own-title")
        found["decided"] = axe(page)
        press(page, "1", "Control+Enter")
        page.wait_for_selector("#errors")
        found["error"] = axe(page)
        press(page, "?")
        page.wait_for_selector("dialog[open]")
        found["keys"] = axe(page)
        press(page, "Escape", "/")
        page.keyboard.type("women")
        press(page, "Enter")
        page.wait_for_selector(".reading")
        found["read"] = axe(page)
        overflow.append(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
    assert found == {name: {} for name in found}
    assert max(overflow) <= 0


def test_words_marked_with_the_mouse_become_the_quote(browser: Any, dossier: Path) -> None:
    with reviewed(dossier) as (address, _), opened(browser, address) as page:
        say_who(page)
        press(page, "n")
        page.wait_for_selector("#decision")
        page.locator(".passage-text").nth(1).dblclick(position={"x": 30, "y": 10})
        word = page.input_value("#quote")
        assert word.strip()
        assert word in page.locator(".passage-text").nth(1).inner_text()
        assert page.locator(".candidate input").nth(1).is_checked()
        page.wait_for_function("() => document.querySelector('#live').textContent.includes('1')")


def test_single_keys_that_are_off_do_nothing_and_all_else_works(
    browser: Any, dossier: Path
) -> None:
    with reviewed(dossier) as (address, _), opened(browser, address) as page:
        page.wait_for_url("**/who")
        page.uncheck("#keys")
        say_who(page)
        page.click("#next")
        page.wait_for_selector("#decision")
        press(page, "j", "1", "?", "n")
        assert page.query_selector("input:checked[name=passage]") is None
        assert page.query_selector("input:checked[name=value]") is None
        assert page.query_selector("dialog[open]") is None
        page.check("#value-4")
        record(page)
    assert [d.value for d in decisions_of(dossier)][-1] == "not_found"


def test_the_page_works_without_scripts_on_a_phone(browser: Any, dossier: Path) -> None:
    with (
        reviewed(dossier, "--assessor", "Coalition", "--on", "2026-03-01") as (address, _),
        opened(browser, address, PHONE, java_script_enabled=False) as page,
    ):
        page.wait_for_selector("#next")
        page.click("#next")
        page.locator(".candidate input").first.check()
        text = page.locator(".passage-text").first.inner_text()
        page.fill("#quote", " ".join(text.split()[:6]))
        page.check("#value-1")
        page.fill("#note", "Read on a phone.")
        page.click("text=Record and go on")
        assert "Recorded for" in page.inner_text("#recorded")
        page.click("text=Take it back")
        assert "Taken back" in page.inner_text("#recorded")
    assert [d.value for d in decisions_of(dossier)][-2:] == ["adopted", "not_assessed"]


def test_focus_goes_to_what_happened(browser: Any, dossier: Path) -> None:
    with reviewed(dossier) as (address, _), opened(browser, address) as page:
        say_who(page)
        press(page, "n")
        page.wait_for_selector("#decision")
        assert focus_of(page) == "rec-title"
        press(page, "1", "Control+Enter")
        page.wait_for_selector("#errors")
        assert focus_of(page) == "errors"
        assert page.get_attribute("#quote", "aria-invalid") == "true"
        press(page, "4")
        record(page)
        assert focus_of(page) == "rec-title"
        page.wait_for_function(
            "() => document.querySelector('#live').textContent.startsWith('Recorded')"
        )
        press(page, "z")
        page.wait_for_function(
            "() => document.querySelector('#recorded').innerText.includes('Taken')"
        )


def test_hostile_texts_run_nothing_in_a_browser(browser: Any, dossier: Path) -> None:
    attack = '</textarea></script><script>alert(1)</script><img src=x onerror="alert(2)">'
    with (dossier / "reports" / "vnr-2021.txt").open("a", encoding="utf-8") as report:
        report.write(f"\n\n99. {attack} midwives in the upper valleys of the highlands.\n")
    alerts: list[str] = []
    with reviewed(dossier) as (address, _), opened(browser, address) as page:
        page.on("dialog", lambda shown: (alerts.append(shown.message), shown.dismiss()))
        say_who(page, attack)
        press(page, "n")
        page.wait_for_selector("#decision")
        page.fill("#note", attack)
        page.check("#value-4")
        record(page)
        page.click("#previous")
        page.wait_for_selector("#own-title")
        assert attack in page.inner_text(".said")
        page.fill("#q", "onerror")
        page.press("#q", "Enter")
        page.wait_for_selector(".reading")
        assert "<img src=x" in page.inner_text(".reading")
    assert alerts == []


def test_what_the_page_confirmed_survives_its_end(browser: Any, dossier: Path) -> None:
    (dossier / "ledger.jsonl").unlink(missing_ok=True)
    for turn in range(5):
        with (
            reviewed(dossier, "--assessor", "Coalition", "--on", "2026-03-01") as (address, server),
            opened(browser, address) as page,
        ):
            page.wait_for_selector("#next")
            press(page, "n")
            page.wait_for_selector("#decision")
            press(page, "4")
            record(page)
            server.kill()
            server.wait()
        assert len(decisions_of(dossier)) == turn + 1


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_people_at_once_see_each_other(
    browser: Any, dossier: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    (dossier / "ledger.jsonl").unlink(missing_ok=True)
    url = request.getfixturevalue("postgresql") if kind == "postgresql" else None
    shared = ("--ledger", url) if url else ()
    one = ("--assessor", "Coalition", "--on", "2026-03-01", *shared)
    two = ("--assessor", "Ministry", "--assessor-kind", "state", "--on", "2026-03-02", *shared)
    with (
        reviewed(dossier, *one) as (first, _),
        reviewed(dossier, *two) as (second, _),
        opened(browser, first) as coalition,
        opened(browser, second) as ministry,
    ):
        for page in (coalition, ministry):
            page.wait_for_selector("#next")
            press(page, "n")
            page.wait_for_selector("#decision")
        for _ in range(5):
            press(coalition, "4")
            press(ministry, "j", "m", "Enter", "1")
            record(coalition)
            record(ministry)
        coalition.click("text=Recommendations")
        coalition.wait_for_selector(".rows")
        assert "assessors differ on 5" in coalition.inner_text(".progress")
    assert len(decisions_of(dossier, url)) == 10
    assert verify(events_of_dossier(dossier, url), "ledger") == ()
    assert (dossier / "ledger.db").exists() == (kind == "sqlite")
