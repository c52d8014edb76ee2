"""The tracker in a real browser, offline: with scripts and without, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.validators.browser import VIEWS, View, look
from vnrgen.cli import main

pytestmark = pytest.mark.slow
SAMPLE = Path(__file__).resolve().parents[2] / "sample_data"
PAGES = ("index.html", "recommendation/r21-12.html", "goal/3.html", "status/not_assessed.html")
ASKED = [view for view in VIEWS if view.width in {1280, 390}]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("tracker") / "site")


def made(folder: Path, *options: str) -> Path:
    done = CliRunner().invoke(main, ["tracker", str(SAMPLE), "-o", str(folder), *options])
    assert done.exit_code == 0, done.output
    return folder


@contextmanager
def opened(browser: Any, file: Path, address: str = "", **options: Any) -> Iterator[Any]:
    """Open a page of the site offline; it may ask for its own files only, and say nothing."""
    strangers: list[str] = []
    said: list[str] = []
    with browser.new_context(offline=True, **options) as context:
        page = context.new_page()
        page.set_default_timeout(120_000)  # against hangs; a busy machine is slow
        page.on(
            "request", lambda r: r.url.startswith(("file:", "data:")) or strangers.append(r.url)
        )
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(file.as_uri() + address)
        yield page
    assert (strangers, said) == ([], [])


def shown(page: Any) -> list[str]:
    return [e.inner_text() for e in page.locator(".entry:visible .entry-head a").all()]


@pytest.mark.parametrize("view", ASKED, ids=lambda view: view.name)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_is_cut(
    browser: Any, site: Path, name: str, view: View
) -> None:
    seen = look(browser, site / name, view)
    assert seen.violations == {}
    assert (seen.messages, seen.overflow) == ((), 0)


@pytest.mark.parametrize("name", PAGES)
def test_an_arabic_edition_passes_too(browser: Any, tmp_path: Path, name: str) -> None:
    seen = look(browser, made(tmp_path / "ar", "--language", "ar-XB") / name, ASKED[-1])
    assert (seen.violations, seen.overflow) == ({}, 0)


def test_search_and_filters_work_together_and_stand_in_the_address(
    browser: Any, site: Path
) -> None:
    with opened(browser, site / "index.html") as page:
        assert len(shown(page)) == 46
        page.get_by_label("Status", exact=True).select_option("contradicted")
        assert shown(page) == ["R21-11"]
        page.get_by_label("Status", exact=True).select_option("")
        page.get_by_label("Words or number").fill("ÚPPER vall")
        assert shown(page) == ["R26-01", "R21-01"]
        page.get_by_label("Status", exact=True).select_option("adopted")
        assert shown(page) == ["R21-01"]
        assert page.get_by_role("status").inner_text() == "Shown: 1 of 46"
        address = page.url.partition("index.html")[2]
        page.get_by_label("Words or number").fill("no such words")
        assert page.get_by_text("No recommendation fits all of this.").is_visible()
        page.get_by_role("button", name="Show all").click()
        assert len(shown(page)) == 46
    with opened(browser, site / "index.html", address) as page:
        assert shown(page) == ["R21-01"]


def test_without_scripts_the_same_is_found_by_links(browser: Any, site: Path) -> None:
    with opened(browser, site / "index.html", java_script_enabled=False) as page:
        assert len(shown(page)) == 46
        assert not page.get_by_label("Words or number").is_visible()
        page.get_by_role("link", name="contradicted").click()
        assert shown(page) == ["R21-11"]
        page.get_by_role("link", name="R21-11").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Recommendation R21-11"
        quote = page.locator("blockquote").first.inner_text()
        assert quote == "does not consider separating the work permit from the employer"
        page.get_by_role("link", name="Goal 8: Decent work and economic growth").click()
        assert "R21-11" in shown(page)


def test_the_page_is_set_in_its_own_font_and_needs_no_mouse(browser: Any, site: Path) -> None:
    with opened(browser, site / "index.html") as page:
        assert page.evaluate("document.fonts.ready.then(f => f.check('16px \"Source Sans 3\"'))")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
