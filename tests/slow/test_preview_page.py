"""The preview in a real browser: it follows every save, keeps its place, and says what is wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.builders_pages import WIDE, opened, served
from tests.validators.browser import _ASK, _FURTHER_RULES, TOOLS, VIEWS, View

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
VNRGEN = Path(sys.executable).parent / "vnrgen"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "sample_data", tmp_path / "dossier"))


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    subprocess.run([str(VNRGEN), "new", str(tmp_path / "new")], check=True, capture_output=True)
    return tmp_path / "new"


@contextmanager
def previewed(browser: Any, dossier: Path, view: View = WIDE) -> Iterator[Any]:
    """Start the preview as a person does, and open it."""
    with (
        served([str(VNRGEN), "preview", str(dossier)]) as (address, _),
        opened(browser, address, view) as page,
    ):
        page.wait_for_selector("body[data-shown]", timeout=240_000)
        yield page


def inner(page: Any) -> Any:
    return page.query_selector("#page").content_frame()


def after_saving(page: Any, path: Path, text: str) -> None:
    """Save a file and wait until the page has followed."""
    known = page.evaluate("document.body.dataset.shown")
    path.write_text(text, encoding="utf-8")
    page.wait_for_function("known => document.body.dataset.shown !== known", arg=known)


def test_a_saved_sentence_appears_where_one_was_reading(browser: Any, sample: Path) -> None:
    prose = sample / "narrative" / "en" / "why.md"
    text = prose.read_text(encoding="utf-8")
    with previewed(browser, sample) as page:
        inner(page).evaluate("document.getElementById('figures').scrollIntoView()")
        top = "document.getElementById('figures').getBoundingClientRect().top"
        here = inner(page).evaluate(top)
        after_saving(page, prose, "A sentence that is new here.\n\n" * 30 + text)
        assert "A sentence that is new here." in inner(page).inner_text("main")
        assert abs(inner(page).evaluate(top) - here) < 5


def test_a_mistake_is_shown_beside_its_text_and_goes_when_it_is_mended(
    browser: Any, dossier: Path
) -> None:
    prose = dossier / "narrative" / "en" / "who.md"
    text = prose.read_text(encoding="utf-8")
    with previewed(browser, dossier) as page:
        prose.write_text(text + '\n\nOnly {{ value("9.9.9") }} of them.\n', encoding="utf-8")
        page.wait_for_selector("#problems li.error")
        assert "older than the sources" in page.inner_text("#summary")
        assert "VAL001" in page.inner_text("#problems")
        assert "narrative/en/who.md" in page.inner_text("#problems")
        mark = inner(page).wait_for_selector("[data-problem]")
        assert "VAL001" in mark.inner_text()
        page.click("#problems li button")
        after_saving(page, prose, text + "\n\nAll of them.\n")
        assert "All of them." in inner(page).inner_text("main")
        assert page.is_hidden("#problems")
        assert inner(page).query_selector("[data-problem]") is None


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_axe_finds_nothing_around_the_page(browser: Any, dossier: Path, view: View) -> None:
    prose = dossier / "narrative" / "en" / "who.md"
    text = prose.read_text(encoding="utf-8")
    with previewed(browser, dossier, view) as page:
        prose.write_text(text + "\n\nIn Kenya, VNR 2019, TBC.\n", encoding="utf-8")
        page.wait_for_selector("#problems li")
        page.evaluate((TOOLS / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
        assert dict(page.evaluate(_ASK, list(_FURTHER_RULES))) == {}
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
