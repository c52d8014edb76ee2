"""A local page as a person meets it: started by its command, opened in a browser of its own."""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.validators.browser import VIEWS, View

WIDE, PHONE = VIEWS[0], next(view for view in VIEWS if view.width == 390)
_HANGS = 120  # seconds; a busy machine is slow


@contextmanager
def served(
    command: Sequence[str], cwd: Path | None = None
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Start a page, yield the address that it prints, and end it as Ctrl-C does: quietly."""
    server = subprocess.Popen(
        list(command), cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert server.stdout
    assert server.stderr
    with server.stdout, server.stderr:
        try:
            yield (
                next(f[0] for line in server.stdout if (f := re.search(r"http://\S+", line))),
                server,
            )
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=_HANGS)
        assert "Traceback" not in server.stderr.read()


@contextmanager
def opened(browser: Any, address: str, view: View = WIDE, **options: Any) -> Iterator[Any]:
    """Open a page in a browser of its own; nothing may be fetched but the page itself."""
    origin = address.partition("/enter")[0]
    strangers: list[str] = []
    said: list[str] = []
    with browser.new_context(
        viewport={"width": view.width, "height": view.height},
        device_scale_factor=view.scale,
        color_scheme="dark" if view.dark else "light",
        **options,
    ) as context:
        page = context.new_page()
        page.set_default_timeout(_HANGS * 1000)
        page.on("request", lambda r: r.url.startswith((origin, "data:")) or strangers.append(r.url))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda m: "status of 4" in m.text or said.append(m.text))
        page.goto(address)
        yield page
    assert (strangers, said) == ([], [])
