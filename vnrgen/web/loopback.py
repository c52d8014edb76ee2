"""Serves a page to this machine only, until it is stopped."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from vnrgen.problems import EnvironmentFailureError, Location, Problem
from vnrgen.web.guard import Guard, SessionT

if TYPE_CHECKING:
    from flask import Flask

LOOPBACK = "127.0.0.1"


def serve_locally(
    make_app: Callable[[Guard[SessionT]], Flask],
    *,
    new_session: Callable[[], SessionT],
    port: int,
    threads: int,
    most_bytes: int,
    ready: Callable[[str], None],
    ending: Callable[[], None] | None = None,
) -> None:
    """Serve an application on the loopback address until interrupted.

    Args:
        make_app: Makes the application for the guard of its page.
        new_session: What a browser gets when it is let in.
        port: To listen on; 0 for any that is free.
        threads: How many requests are answered at a time.
        most_bytes: Of a request's body.
        ready: Is told the address, with its token, once the page can be opened.
        ending: Is called when it ends, so that requests that wait are answered first.

    Raises:
        EnvironmentFailureError: The port is taken or may not be used (WEB003).
    """
    from waitress.server import create_server

    listening = listen(port)
    number = listening.getsockname()[1]
    hosts = (f"{LOOPBACK}:{number}", f"localhost:{number}")
    # Cookies know no ports: the name keeps two pages on one machine apart.
    guard = Guard(hosts, f"vnrgen-{number}", new_session)
    server = create_server(
        make_app(guard),
        sockets=[listening],
        threads=threads,
        ident=None,
        max_request_body_size=most_bytes,
        channel_timeout=60,
    )
    try:
        ready(f"http://{hosts[0]}/enter?token={guard.token}")
        server.run()
    finally:
        if ending:
            ending()
            server.task_dispatcher.shutdown(cancel_pending=True)
        server.close()


def listen(port: int) -> socket.socket:
    """Return a socket that listens on this machine only.

    Raises:
        EnvironmentFailureError: The port is taken or may not be used (WEB003).
    """
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
