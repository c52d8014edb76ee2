"""What the PDF engine may load: data in the page itself and the package's own fonts."""

from __future__ import annotations

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from vnrgen.render.html.fonts import all_faces


class ClosedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint is not typed
    """Answers ``data:`` addresses and the names of our fonts; anything else stops the build.

    Nothing is looked up by path: a font is found in a fixed list by its whole address.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self._fonts = {face.address: face.path for face in all_faces()}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return what stands at an address.

        Raises:
            FatalURLFetchingError: The address is neither data nor one of our fonts.
        """
        font = self._fonts.get(url)
        if font is not None:
            return URLFetcherResponse(url, font.read_bytes(), {"Content-Type": "font/ttf"})
        if not url.lower().startswith("data:"):
            raise FatalURLFetchingError(f"refused to load {url[:120]}")
        return super().fetch(url, headers)
