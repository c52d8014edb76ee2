"""The contents beside the text say which section is on the screen, without a script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Built

pytestmark = pytest.mark.slow

_KNOWS = "() => CSS.supports('scroll-target-group', 'auto')"
_GO = """id => {
  document.getElementById(id).scrollIntoView({behavior: 'instant'});
  scrollBy({top: 2, behavior: 'instant'});
}"""
_MARKED = """number => {
  const marked = [...document.querySelectorAll('.contents a:target-current')];
  const numbers = marked.map(a => a.closest('li').querySelector('.entry-number').textContent);
  return numbers.join() === number;
}"""
_LINES = """() => [...document.querySelectorAll('.contents li')]
  .filter(line => line.checkVisibility({visibilityProperty: true}))
  .map(line => line.querySelector('.entry-number').textContent).filter(n => n.includes('.'))"""
_SECTIONS = """() => [...document.querySelectorAll('.contents li')].map(line => [
  line.querySelector('.entry-number').textContent,
  decodeURIComponent(line.querySelector('a').hash.slice(1)),
])"""


@pytest.fixture
def page(browser: Any, sample: Built, tmp_path: Path) -> Any:
    file = tmp_path / "chapter.html"
    file.write_bytes(sample.read("chapter.html"))
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(file.as_uri())
    yield page
    page.close()


def test_the_section_that_is_read_is_marked_among_the_lines_of_its_own_chapter(page: Any) -> None:
    if not page.evaluate(_KNOWS):
        pytest.skip("this browser does not tell which section is on the screen")
    sections = page.evaluate(_SECTIONS)
    assert len(sections) > 20
    for number, target in sections[::5]:
        page.evaluate(_GO, target)
        page.wait_for_function(_MARKED, arg=number)  # the browser marks it when it next draws
        chapter = number.split(".")[0]
        assert page.evaluate(_LINES) == [n for n, _ in sections if n.startswith(f"{chapter}.")]


def test_every_line_of_the_contents_is_there_on_a_phone(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.locator(".contents summary").click()
    lines = page.evaluate(
        "() => [...document.querySelectorAll('.contents li')].map(line => line.checkVisibility())"
    )
    assert lines
    assert all(lines)


def test_what_only_a_screen_can_follow_is_not_printed(page: Any) -> None:
    page.emulate_media(media="print")
    shown = page.evaluate(
        """() => ['.back', '.contents', 'figure .behind table'].map(
          what => [...document.querySelectorAll(what)].some(e => e.checkVisibility()))"""
    )
    assert shown == [False, False, True]
