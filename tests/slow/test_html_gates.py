"""The page passes axe in every view and loads nothing; axe is shown to see what it is there for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.builders_render import a_difference, a_document, pictures_of
from tests.conftest import Built
from tests.validators.browser import VIEWS, Seen, View, look
from vnrgen.checks.html_accessibility import html_accessibility
from vnrgen.checks.traces import machine_traces
from vnrgen.document.blocks import Document
from vnrgen.render.html import render_html

pytestmark = pytest.mark.slow

NAMES = ["sample", "every kind of block", "right to left", "changes"]
LIGHT, DARK = VIEWS[0], VIEWS[1]
PHONE = next(view for view in VIEWS if view.width == 390)
# What is planted: an expression, what takes the place of its first match, the rule, the view.
PLANTS: Mapping[str, tuple[str, str | Callable[[re.Match[str]], str], str, View]] = {
    "no alternative": (r'(<img [^>]*)alt="[^"]*"', r"\1", "image-alt", LIGHT),
    "skipped rank": (r"<h3(.*?)</h3>", r"<h5\1</h5>", "heading-order", LIGHT),
    "no first heading": (r"<h1(.*?)</h1>", r"<p\1</p>", "page-has-heading-one", LIGHT),
    "table without heads": (
        r'<table class="figures.*?</table>',
        lambda found: re.sub(r"<(/?)th\b[^>]*>", r"<\1td>", found[0]),
        "td-has-header",
        LIGHT,
    ),
    "head that is not there": (r"<td", '<td headers="nowhere"', "td-headers-attr", LIGHT),
    "wrong scope": (r'scope="col"', 'scope="below"', "scope-attr-valid", LIGHT),
    "no language": (r'<html lang="en"', "<html", "html-has-lang", LIGHT),
    "language nobody speaks": (r'<html lang="en"', '<html lang="xx-y"', "html-lang-valid", LIGHT),
    "no title": (r"<title>.*?</title>", "", "document-title", LIGHT),
    "faint words": (
        r"</style>",
        "main p { color: #BBBBBB }</style>",
        "color-contrast",
        LIGHT,
    ),
    "faint words in the dark": (
        r"</style>",
        "@media (prefers-color-scheme: dark) { main p { color: #444444 } }</style>",
        "color-contrast",
        DARK,
    ),
    "silent link": (r'(<a href="https:[^>]*>).*?(</a>)', r"\1\2", "link-name", LIGHT),
    "small targets": (
        r"<main[^>]*>",
        r'\g<0><p style="font-size:6px"><a href="#a">a</a><a href="#b">b</a></p>',
        "target-size",
        PHONE,
    ),
    "no main part": (r"<main(.*?)</main>", r"<div\1</div>", "landmark-one-main", LIGHT),
    "frame out of reach": (
        r'(class="frame"[^>]*?) tabindex="0"',
        r"\1",
        "scrollable-region-focusable",
        PHONE,
    ),
    "no zoom": (
        r"width=device-width",
        "width=device-width, user-scalable=no",
        "meta-viewport",
        PHONE,
    ),
    "two regions of one name": (
        r'aria-labelledby="[^"]*/caption"',
        'aria-label="Table"',
        "landmark-unique",
        LIGHT,
    ),
}


def rendered(document: Document) -> bytes:
    return render_html(document, pictures_of(document))


@pytest.fixture(scope="module")
def every_kind() -> str:
    """A document with every kind of block."""
    return rendered(a_document()).decode()


@pytest.fixture(scope="module")
def whole(sample: Built, every_kind: str) -> Mapping[str, bytes]:
    """The pages that must be without fault."""
    return {
        "sample": sample.read("chapter.html"),
        "every kind of block": every_kind.encode(),
        "right to left": rendered(a_document(language="ar", direction="rtl")),
        "changes": rendered(a_difference()),
    }


def written(page: bytes | str, folder: Path) -> Path:
    path = folder / "chapter.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return path


def planted(
    page: str, pattern: str, by: str | Callable[[re.Match[str]], str], times: int = 1
) -> str:
    changed, found = re.subn(pattern, by, page, count=times, flags=re.DOTALL)
    assert found, "the defect could not be planted"
    return changed


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_and_the_page_needs_nothing(
    browser: Any, whole: Mapping[str, bytes], tmp_path: Path, name: str, view: View
) -> None:
    seen = look(browser, written(whole[name], tmp_path), view)
    assert seen == Seen(violations={}, requests=(), messages=(), overflow=0)


@pytest.mark.parametrize("name", NAMES)
def test_our_own_checks_find_nothing(whole: Mapping[str, bytes], name: str) -> None:
    assert list(html_accessibility(whole[name])) == []
    assert list(machine_traces({"chapter.html": whole[name]}, [Path.cwd(), Path.home()])) == []


@pytest.mark.parametrize("defect", PLANTS)
def test_axe_sees_what_keeps_people_out(
    browser: Any, every_kind: str, tmp_path: Path, defect: str
) -> None:
    pattern, by, rule, view = PLANTS[defect]
    times = 0 if rule == "landmark-unique" else 1
    seen = look(browser, written(planted(every_kind, pattern, by, times), tmp_path), view)
    assert rule in seen.violations


@pytest.mark.parametrize(
    "markup",
    [
        '<img alt="x" src="https://example.org/a.png">',
        '<img alt="x" src="a.png">',
        '<link rel="stylesheet" href="https://example.org/a.css">',
        '<p style="background: url(https://example.org/a.png)">x</p>',
        "<style>@import url(https://example.org/a.css);</style>",
        "<script>document.title = 'x'</script>",
        '<iframe title="x" src="https://example.org/"></iframe>',
    ],
    ids=["picture", "picture beside it", "sheet", "background", "import", "script", "frame"],
)
def test_what_would_be_fetched_or_run_is_seen(
    browser: Any, every_kind: str, tmp_path: Path, markup: str
) -> None:
    reaching = planted(every_kind, r"<main[^>]*>", rf"\g<0>{markup}")
    seen = look(browser, written(reaching, tmp_path), LIGHT)
    assert seen.requests or seen.messages


def test_what_a_phone_would_have_to_scroll_sideways_for_is_seen(
    browser: Any, every_kind: str, tmp_path: Path
) -> None:
    wide = planted(every_kind, r"<main[^>]*>", r'\g<0><p style="width:700px">x</p>')
    assert look(browser, written(wide, tmp_path), PHONE).overflow > 0
    assert look(browser, written(every_kind, tmp_path), PHONE).overflow == 0
