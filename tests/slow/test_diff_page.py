"""The page of a comparison: axe finds nothing in any view, and its switch works without script."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.builders_document import composed, told
from tests.builders_edits import edited
from tests.validators.browser import VIEWS, Seen, View, look
from vnrgen.checks.html_accessibility import html_accessibility
from vnrgen.render.html import render_html
from vnrgen.versions.reports.document import report
from vnrgen.versions.review import review

pytestmark = pytest.mark.slow

LIGHT = VIEWS[0]
# What is planted: an expression, what takes the place of its first match, and the rule.
PLANTS = {
    "a button without words": (r'(<label><input type="radio"[^>]*>)[^<]*', r"\1", "label"),
    "a faint summary": (r"</style>", "main li p { color: #CCCCCC }</style>", "color-contrast"),
}


@pytest.fixture(scope="module")
def page() -> str:
    words = {"ST1": "I walked for an hour.", "Q1": "Nobody asked."}
    older = composed()[0]
    key = min(older.testimonies, default="")
    if key:
        words = {key: f"{older.testimonies[key].text} And then it snowed."}
    newer = edited(older, seed=5, count=40)
    told_anew = {k: told(k, text) for k, text in words.items()}
    newer = replace(newer, testimonies={**newer.testimonies, **told_anew})
    return render_html(report(review(older, newer), everything=True), {}).decode()


def written(page: str, folder: Path) -> Path:
    path = folder / "changes.html"
    path.write_text(page, encoding="utf-8")
    return path


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_axe_finds_nothing_and_the_page_needs_nothing(
    browser: Any, page: str, tmp_path: Path, view: View
) -> None:
    for shown in (page, _with_all(page)):
        seen = look(browser, written(shown, tmp_path), view)
        assert seen == Seen(violations={}, requests=(), messages=(), overflow=0)


def test_our_own_checks_find_nothing(page: str) -> None:
    assert list(html_accessibility(page.encode())) == []


@pytest.mark.parametrize("defect", PLANTS)
def test_axe_sees_what_keeps_people_out(
    browser: Any, page: str, tmp_path: Path, defect: str
) -> None:
    pattern, by, rule = PLANTS[defect]
    changed, found = re.subn(pattern, by, page, count=1, flags=re.DOTALL)
    assert found, "the defect could not be planted"
    assert rule in look(browser, written(changed, tmp_path), LIGHT).violations


def test_only_what_changed_is_shown_until_somebody_asks_for_all(
    browser: Any, page: str, tmp_path: Path
) -> None:
    assert "<script" not in page
    opened = browser.new_page()
    opened.set_default_timeout(120_000)
    opened.goto(written(page, tmp_path).as_uri())
    quiet, changed = (opened.locator(f"tr.body{more}") for more in (".quiet", ":not(.quiet)"))
    assert quiet.count() > 20
    assert not any(row.is_visible() for row in quiet.all()[:20])
    assert all(row.is_visible() for row in changed.all()[:20])
    opened.locator("fieldset.rows input").first.focus()
    opened.keyboard.press("ArrowDown")
    assert all(row.is_visible() for row in quiet.all()[:20])
    opened.close()


def _with_all(page: str) -> str:
    """Return the page as somebody sees it who has chosen all passages."""
    chosen = page.replace(' value="changed" checked>', ' value="changed">')
    return chosen.replace(' value="all">', ' value="all" checked>')
