"""Opens a page in Chromium without a network and asks axe about it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOOLS = Path(__file__).resolve().parent.parent.parent / ".tools" / "validators" / "node_modules"
# Every rule that is on by default (WCAG A and AA, good practice), and these, which are not.
_FURTHER_RULES = ("target-size", "td-has-header", "table-fake-caption")
_ASK = """rules => axe.run(document, {
  resultTypes: ['violations'],
  rules: Object.fromEntries(rules.map(rule => [rule, {enabled: true}])),
}).then(found => found.violations.map(v => [v.id, v.nodes.map(node => node.html.slice(0, 200))]))"""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How somebody looks at a page: CSS pixels, how many of the screen's make one, and colours.

    200 % zoom on a screen of 1280 pixels gives a page 640 CSS pixels of width, two to one.
    """

    name: str
    width: int
    height: int = 900
    scale: float = 1
    dark: bool = False


VIEWS = tuple(
    View(name=f"{name}, {'dark' if dark else 'light'}", width=width, scale=scale, dark=dark)
    for name, width, scale in (("1280 px", 1280, 1), ("390 px", 390, 2), ("200 % zoom", 640, 2))
    for dark in (False, True)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was found: axe's rules with the elements, what else was asked for, what was said.

    ``requests`` are addresses other than the page and data inside it; ``messages`` what the
    browser complained about; ``overflow`` how many pixels the page is wider than the window.
    """

    violations: dict[str, list[str]]
    requests: tuple[str, ...]
    messages: tuple[str, ...]
    overflow: int


@contextmanager
def chromium() -> Iterator[Any]:
    """Yield Debian's Chromium, driven through playwright."""
    from playwright.sync_api import sync_playwright

    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=options)
        try:
            yield browser
        finally:
            browser.close()


def look(browser: Any, file: Path, view: View) -> Seen:
    """Open a file as somebody looks at it, offline, with every chart's data unfolded."""
    requests: list[str] = []
    messages: list[str] = []
    with browser.new_context(
        viewport={"width": view.width, "height": view.height},
        device_scale_factor=view.scale,
        color_scheme="dark" if view.dark else "light",
        offline=True,
    ) as context:
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        said = tuple(messages)
        page.evaluate((TOOLS / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
        found = page.evaluate(_ASK, list(_FURTHER_RULES))
    return Seen(
        violations=dict(found),
        requests=tuple(r for r in requests if r != file.as_uri() and not r.startswith("data:")),
        messages=said,
        overflow=overflow,
    )
