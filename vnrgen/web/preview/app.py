"""The addresses of the preview: the frame around the page, the page, and what changed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from vnrgen.document.language.wording import Wording
from vnrgen.resources import templates_folder
from vnrgen.web.guard import Guard, Session, keep_in
from vnrgen.web.preview.edition import Edition, ShownProblem
from vnrgen.web.preview.rendering import Previewer

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

MOST_BYTES = 10_000  # of a request's body; the preview takes none
_WAIT = 20.0  # seconds until a question is answered though nothing changed
_OPEN = {"enter", "asset"}
_FILES = {
    "tokens.css": ("css", "text/css"),
    "preview.css": ("web", "text/css"),
    "preview.js": ("web", "text/javascript"),
    "SourceSans3-Regular.ttf.woff2": ("fonts/source-sans-3", "font/woff2"),
    "SourceSans3-Semibold.ttf.woff2": ("fonts/source-sans-3", "font/woff2"),
}
_OF_THE_FRAME = {"connect-src": "'self'", "frame-src": "'self'", "form-action": "'none'"}
# As the page says of itself, and that only the frame may show it.
_OF_THE_PAGE = {
    "default-src": "'none'",
    "font-src": "data:",
    "img-src": "data:",
    "script-src": "'none'",
    "style-src": "'unsafe-inline'",
    "form-action": "'none'",
    "frame-ancestors": "'self'",
}


def create_app(previewer: Previewer, guard: Guard[Session], wording: Wording) -> Flask:
    """Return the application of a preview, which only the guard's sessions may use."""
    from flask import Flask
    from jinja2 import StrictUndefined

    app = Flask("vnrgen.preview", template_folder=templates_folder() / "web", static_folder=None)
    app.jinja_options = {"autoescape": True, "undefined": StrictUndefined}
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    routes = _Routes(previewer, guard, wording)
    app.before_request(routes.admit)
    app.after_request(routes.seal)
    for rule, view in (
        ("/enter", routes.enter),
        ("/assets/<name>", routes.asset),
        ("/", routes.frame),
        ("/page", routes.page),
        ("/state", routes.state),
    ):
        app.add_url_rule(rule, view.__name__, view, methods=["GET"])
    return app


class _Routes:
    """Views of one preview."""

    def __init__(self, previewer: Previewer, guard: Guard[Session], wording: Wording) -> None:
        self._previewer, self._guard, self._wording = previewer, guard, wording

    def admit(self) -> None:
        """Refuse what does not come from the person's own page."""
        from flask import abort, g, request

        g.nonce = secrets.token_urlsafe(18)
        g.policy = _OF_THE_FRAME
        if not self._guard.is_called_right(request):
            abort(421)
        if request.endpoint not in _OPEN and self._guard.session(request) is None:
            abort(403)

    def seal(self, response: Any) -> Any:  # noqa: ANN401 - Flask's response
        """Set the security headers."""
        from flask import g

        return keep_in(response, g.get("nonce", ""), g.get("policy"))

    def enter(self) -> ResponseReturnValue:
        """Exchange the token of the address for a session, and lead on to the frame."""
        from flask import abort, make_response, render_template, request, url_for

        name = self._guard.enter(request.args.get("token", ""))
        if name is None and self._guard.session(request) is None:
            abort(403)
        response = make_response(
            render_template("preview_entered.html.j2", to=url_for("frame"), **self._words())
        )
        if name is not None:
            response.set_cookie(
                self._guard.cookie, name, httponly=True, samesite="Strict", path="/"
            )
        return response

    def asset(self, name: str) -> ResponseReturnValue:
        """Return one of the frame's own files, by name from a fixed list."""
        from flask import Response, abort

        if name not in _FILES:
            abort(404)
        folder, kind = _FILES[name]
        return Response((templates_folder() / folder / name).read_bytes(), content_type=kind)

    def frame(self) -> ResponseReturnValue:
        """Show the page in a frame, with what is to be said of it beside."""
        from flask import g, render_template

        edition = self._previewer.edition
        return render_template(
            "preview.html.j2",
            edition=edition,
            problems=[self._record(p) for p in edition.problems],
            summary=self._summary(edition),
            nonce=g.nonce,
            **self._words(),
        )

    def page(self) -> ResponseReturnValue:
        """Return the newest page that could be made."""
        from flask import Response, g

        g.policy = _OF_THE_PAGE
        page = self._previewer.edition.page or self._nothing_yet().encode()
        response = Response(page, content_type="text/html; charset=utf-8")
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response

    def state(self) -> ResponseReturnValue:
        """Answer when there is a newer edition than the one asked with, or after a while."""
        from flask import jsonify, request

        known = request.args.get("after", "0")
        number = int(known) if known.isdecimal() and len(known) < 12 else 0
        edition = self._previewer.wait_for_newer(number, _WAIT)
        return jsonify(
            number=edition.number,
            current=edition.is_current,
            summary=self._summary(edition),
            problems=[self._record(problem) for problem in edition.problems],
        )

    def _record(self, shown: ShownProblem) -> dict[str, object]:
        problem = shown.problem
        kind = self._wording.text("Error") if problem.severity == "error" else ""
        return {
            "anchor": shown.anchor,
            "severity": str(problem.severity),
            "kind": kind or self._wording.text("Warning"),
            "code": problem.code,
            "where": str(problem.where),
            "what": problem.what,
            "fix": problem.fix,
        }

    def _summary(self, edition: Edition) -> str:
        count = len(edition.problems)
        if not edition.number:
            return self._wording.text("The page is being made.")
        if not edition.is_current:
            return self._wording.plural(
                "{count} problem; what is shown is older than the sources.",
                "{count} problems; what is shown is older than the sources.",
                count,
            )
        if not count:
            return self._wording.text("Up to date, without a problem.")
        return self._wording.plural(
            "Up to date, with {count} problem.", "Up to date, with {count} problems.", count
        )

    def _nothing_yet(self) -> str:
        from flask import render_template

        return render_template("preview_nothing.html.j2", **self._words())

    def _words(self) -> dict[str, object]:
        return {"_": self._wording.text, "wording": self._wording}
