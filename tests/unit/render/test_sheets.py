"""Sheets and fonts are read once a style, and what is kept changes nothing on the page."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import weasyprint

from vnrgen.render.html.fonts import all_faces, latin_faces
from vnrgen.render.pdf.quick import quick_steps
from vnrgen.render.pdf.sheets import kept_sheets


def page(style: str, words: str = "Nobody is left behind") -> str:
    return f"<!doctype html><html lang=en><style>{style}</style><body><p>{words}</body></html>"


def written(markup: str, *, kept: bool) -> bytes:
    fonts = {face.address: face.path for face in all_faces()}

    class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, _headers: object = None) -> object:
            return weasyprint.urls.URLFetcherResponse(url, fonts[url].read_bytes())

    options = {"pdf_identifier": b"0" * 16, "pdf_variant": "pdf/ua-1"}
    html = weasyprint.HTML(string=markup, base_url="vnrgen:", url_fetcher=Fetcher())
    with quick_steps():
        if not kept:
            return bytes(html.write_pdf(**options))
        with kept_sheets(markup) as sheets:
            return bytes(html.write_pdf(font_config=sheets.fonts, **options))


STYLE = "\n".join(
    [
        *(face.rule(face.address) for face in latin_faces(web=False)),
        '@page { size: A5; margin: 1cm; @bottom-left { content: "foot" } }',
        '@counter-style dots { system: cyclic; symbols: "•" }',
        'p { font-family: "Source Sans 3" } p::before { content: counter(a, dots) }',
    ]
)


def test_pages_are_the_same_whether_sheets_are_read_or_kept() -> None:
    bare = written(page(STYLE), kept=False)
    assert written(page(STYLE), kept=True) == bare
    assert written(page(STYLE), kept=True) == bare
    other = page(STYLE, "Somebody else")
    assert written(other, kept=True) == written(other, kept=False)


def test_fonts_are_read_where_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    written(page(STYLE + "p { color: #000001 }"), kept=True)
    assert list(tmp_path.iterdir()) == []


def test_a_complaint_about_a_sheet_is_made_each_time(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(2):
        caplog.clear()
        written(page("p { colour: red }"), kept=True)
        assert "colour" in caplog.text
