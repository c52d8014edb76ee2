"""Serves the page to this machine only, until it is stopped."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from datetime import date

from vnrgen.document.wording import Wording
from vnrgen.problems import EnvironmentFailureError, Location, Problem
from vnrgen.web.review.app import MOST_BYTES, create_app
from vnrgen.web.review.desk import Desk
from vnrgen.web.review.guard import Guard, Session
from vnrgen.web.review.history import Assessor

LOOPBACK = "127.0.0.1"
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
    from waitress.server import create_server

    listening = _listening(port)
    number = listening.getsockname()[1]
    hosts = (f"{LOOPBACK}:{number}", f"localhost:{number}")
    # Cookies know no ports: the name keeps two pages on one machine apart.
    guard = Guard(hosts, f"vnrgen-{number}", Session(assessor=assessor, decided_on=decided_on))
    server = create_server(
        create_app(desk, guard, wording),
        sockets=[listening],
        threads=_THREADS,
        ident=None,
        max_request_body_size=MOST_BYTES,
        channel_timeout=60,
    )
    try:
        ready(f"http://{hosts[0]}/enter?token={guard.token}")
        server.run()
    finally:
        server.close()


def _listening(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let another program take the port over
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
    except (OSError, OverflowError) as error:
        listening.close()
        problem = Problem(
            "WEB003",
            Location("--port"),
            f"the page cannot be served at port {port}: {error}",
            "choose another port, or leave --port out",
        )
        raise EnvironmentFailureError([problem]) from error
    return listening
