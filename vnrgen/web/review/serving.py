"""Serves the review page to this machine only, until it is stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from vnrgen.document.language.wording import Wording
from vnrgen.web.loopback import serve_locally
from vnrgen.web.review.app import MOST_BYTES, create_app
from vnrgen.web.review.desk import Desk
from vnrgen.web.review.history import Assessor
from vnrgen.web.review.session import ReviewSession

_THREADS = 4


def serve(
    desk: Desk,
    wording: Wording,
    *,
    port: int = 0,
    assessor: Assessor | None = None,
    decided_on: date | None = None,
    ready: Callable[[str], None],
) -> None:
    """Serve the page until interrupted.

    Args:
        desk: What is reviewed.
        wording: The language of the page.
        port: To listen on; 0 for any that is free.
        assessor: Who decides; None to ask on the page.
        decided_on: The date of the decisions; None to ask on the page.
        ready: Is told the address, with its token, once the page can be opened.

    Raises:
        EnvironmentFailureError: The port is taken or may not be used (WEB003).
    """
    serve_locally(
        lambda guard: create_app(desk, guard, wording),
        new_session=lambda: ReviewSession(assessor=assessor, decided_on=decided_on),
        port=port,
        threads=_THREADS,
        most_bytes=MOST_BYTES,
        ready=ready,
    )
