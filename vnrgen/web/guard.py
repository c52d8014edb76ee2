"""Keeps a page to the person who started it: one token, one cookie, this machine, this origin.

The page can be reached from this machine only. Against other programs and other people's pages in
the same browser stand: a token that works once and becomes a cookie; the name by which the page
is called (against names of other sites that are made to point here); a secret in every form; and
a policy under which nothing runs or is loaded but the page's own files.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from flask import Request, Response

_POLICY = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'none'",
    "font-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "img-src": "data:",
}
# Not "no-referrer": under it a browser sends forms with the origin "null".
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@dataclass(kw_only=True)
class Session:
    """One browser that was let in; ``csrf`` is the secret in its forms."""

    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))


SessionT = TypeVar("SessionT", bound=Session)


class Guard(Generic[SessionT]):
    """The tokens not used yet, and the sessions they became."""

    def __init__(
        self, hosts: Iterable[str], cookie: str, new_session: Callable[[], SessionT]
    ) -> None:
        """Allow requests to these hosts (``name:port``), and make the first token."""
        self.hosts = frozenset(hosts)
        self.cookie = cookie
        self.token = secrets.token_urlsafe(32)
        self._token: str | None = self.token
        self._new_session = new_session
        self._sessions: dict[str, SessionT] = {}
        self._lock = threading.Lock()

    def enter(self, token: str) -> str | None:
        """Return a new session's id for the token, which then works no more; else None."""
        with self._lock:
            known = self._token
            if known is None or not secrets.compare_digest(token.encode(), known.encode()):
                return None
            self._token = None
            name = secrets.token_urlsafe(32)
            self._sessions[name] = self._new_session()
            return name

    def session(self, request: Request) -> SessionT | None:
        """Return the session of a request's cookie."""
        return self._sessions.get(request.cookies.get(self.cookie, ""))

    def is_called_right(self, request: Request) -> bool:
        """Whether a request names this page as its host."""
        return request.headers.get("Host") in self.hosts

    def may_post(self, request: Request, session: Session) -> bool:
        """Whether a form was sent from this page: its origin, and the session's secret in it."""
        origin = request.headers.get("Origin")
        if origin is not None and origin not in {f"http://{host}" for host in self.hosts}:
            return False
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            return False
        given = request.form.get("csrf", "")
        return secrets.compare_digest(given.encode(errors="replace"), session.csrf.encode())


def keep_in(response: Response, nonce: str, further: Mapping[str, str] | None = None) -> Response:
    """Set the headers under which a browser runs and loads nothing but the page's own files.

    Args:
        response: What is answered.
        nonce: Of the scripts and styles that may run.
        further: Parts of the policy that are other for this page.
    """
    policy = _POLICY | {"script-src": f"'nonce-{nonce}'", "style-src": f"'nonce-{nonce}'"}
    policy |= further or {}
    response.headers["Content-Security-Policy"] = "; ".join(f"{k} {v}" for k, v in policy.items())
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
