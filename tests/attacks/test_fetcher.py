"""What the PDF engine is asked to load by hostile HTML, and does not load."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from vnrgen.render.html.fonts import all_faces
from vnrgen.render.html.medium import Asset

weasyprint = pytest.importorskip("weasyprint")

from vnrgen.render.pdf.fetcher import ClosedFetcher  # noqa: E402 - needs the engine

OWN = "vnrgen:picture/1"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
HOSTILE_SVG = (
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    f'{SVG} width="9" height="9"><style>@import url(file:///etc/passwd);</style>'
    '<image xlink:href="file:///etc/passwd" width="5" height="5"/>'
    '<use xlink:href="http://127.0.0.1:9/x.svg#a"/><text>&#38;x;</text></svg>'
)

CASES = {
    "a picture of the web": '<img src="http://127.0.0.1:9/a.png" alt=x>',
    "a picture of the disk": '<img src="file:///etc/passwd" alt=x>',
    "a picture above": '<img src="../../secret.png" alt=x>',
    "a picture beside": '<img src="secret.png" alt=x>',
    "a link of the document": '<link rel=attachment href="link.txt">',
    "an attachment of the disk": '<link rel=attachment href="file:///etc/passwd">',
    "an attachment of an anchor": '<a rel=attachment href="file:///etc/passwd">x</a>',
    "a style sheet imported": "<style>@import url(http://127.0.0.1:9/x.css)</style>",
    "a style sheet linked": '<link rel=stylesheet href="http://127.0.0.1:9/x.css">',
    "a font": "<style>@font-face{font-family:x;src:url(file:///a)}*{font-family:x}</style>t",
    "an object": '<object data="file:///etc/passwd"></object>',
    "an embed": '<embed src="file:///etc/passwd">',
    "a background": '<p style="background:url(http://127.0.0.1:9/b.png)">x',
    "an SVG in the page": f'{SVG} width=9 height=9><image href="file:///etc/passwd" width=5 '
    "height=5 /></svg>",
    "a scheme in capitals": '<img src="FILE:///etc/passwd" alt=x>',
    "a file of a host": '<img src="file://evil/etc/passwd" alt=x>',
    "per cent signs": '<img src="%2e%2e/%2e%2e/etc/passwd" alt=x>',
    "generated content": "<style>p::before{content:url(file:///etc/passwd)}</style><p>x",
    "the picture of a border": "<style>p{border-image:url(http://127.0.0.1:9/i.png) 3}</style><p>x",
    "the mark of a list": "<style>li{list-style:url(http://127.0.0.1:9/i.png)}</style><li>x",
    "another base": '<base href="http://127.0.0.1:9/"><img src="a.png" alt=x>',
    "one of our names and more": f'<img src="{OWN}/../../etc/passwd" alt=x>',
    "one of our fonts and more": f'<img src="{all_faces()[0].address}?x" alt=x>',
    "an SVG that reaches out": f'<img src="{OWN}" alt=x>',
    "FTP": '<img src="ftp://127.0.0.1:9/a.png" alt=x>',
    "a path without scheme": '<img src="/etc/passwd" alt=x>',
    "an address without scheme": '<img src="//127.0.0.1:9/a.png" alt=x>',
}


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_address: object, **_more: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


class Listening(ClosedFetcher):
    """Remembers what it gave out."""

    def __init__(self, picture: str) -> None:
        super().__init__({OWN: Asset(picture.encode, "image/svg+xml")})
        self.given: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> object:
        response = super().fetch(url, headers)
        self.given.append(url)
        return response


@pytest.mark.usefixtures("closed")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("html", CASES.values(), ids=CASES)
def test_the_engine_loads_nothing_but_what_is_ours(html: str, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    fetcher = Listening(HOSTILE_SVG)
    try:
        made = weasyprint.HTML(
            string=f"<html lang=en><title>x</title><body>{html}",
            base_url=tmp_path.as_uri() + "/",
            url_fetcher=fetcher,
        ).write_pdf()
    except weasyprint.urls.FatalURLFetchingError as error:
        made = str(error).encode()

    assert [url for url in fetcher.given if not url.startswith("data:") and url != OWN] == []
    assert b"root:" not in made


@pytest.mark.usefixtures("closed")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_our_own_pictures_and_data_are_loaded() -> None:
    plain = f'{SVG} width="9" height="9"/>'
    fetcher = Listening(plain)
    inline = "data:image/svg+xml," + plain.replace('"', "%22").replace(" ", "%20")
    weasyprint.HTML(
        string=f'<html lang=en><title>x</title><img src="{OWN}" alt=x><img src="{inline}" alt=x>',
        base_url="vnrgen:",
        url_fetcher=fetcher,
    ).write_pdf()

    assert fetcher.given[0] == OWN
    assert fetcher.given[1].startswith("data:")
