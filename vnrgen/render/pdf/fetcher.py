"""What the PDF engine may load: data in the page itself, its pictures and our fonts."""

from __future__ import annotations

from collections.abc import Mapping

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from vnrgen.render.html.fonts import all_faces
from vnrgen.render.html.medium import Asset


class ClosedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint is not typed
    """Answers ``data:`` and the names of our fonts and pictures; anything else stops the build.

    Nothing is looked up by path: fonts and pictures are found in fixed lists by whole addresses.
    """

    def __init__(self, pictures: Mapping[str, Asset]) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self._pictures = pictures
        self._fonts = {face.address: face.path for face in all_faces()}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return what stands at an address.

        Raises:
            FatalURLFetchingError: The address is neither data nor a font or picture of ours.
        """
        font = self._fonts.get(url)
        if font is not None:
            return URLFetcherResponse(url, font.read_bytes(), {"Content-Type": "font/ttf"})
        picture = self._pictures.get(url)
        if picture is not None:
            return URLFetcherResponse(url, picture.content, {"Content-Type": picture.kind})
        if not url.lower().startswith("data:"):
            raise FatalURLFetchingError(f"refused to load {url[:120]}")
        return super().fetch(url, headers)
