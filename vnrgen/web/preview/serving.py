"""Serves the preview to this machine only, until it is stopped."""

from __future__ import annotations

from collections.abc import Callable

from vnrgen.build import BuildRequest
from vnrgen.document.language.wording import Wording
from vnrgen.web.guard import Session
from vnrgen.web.loopback import serve_locally
from vnrgen.web.preview.app import MOST_BYTES, create_app
from vnrgen.web.preview.rendering import Previewer

_THREADS = 8  # each open frame keeps one waiting


def serve(
    request: BuildRequest, wording: Wording, *, port: int, ready: Callable[[str], None]
) -> None:
    """Serve the preview of what a build would make, until interrupted.

    Args:
        request: What would be built; its ``output`` is not looked at.
        wording: The language of the frame.
        port: To listen on; 0 for any that is free.
        ready: Is told the address, with its token, once the page can be opened.

    Raises:
        EnvironmentFailureError: The port is taken or may not be used (WEB003).
    """
    previewer = Previewer(request)
    with previewer.watching():
        serve_locally(
            lambda guard: create_app(previewer, guard, wording),
            new_session=Session,
            port=port,
            threads=_THREADS,
            most_bytes=MOST_BYTES,
            ready=ready,
            ending=previewer.end,
        )
