"""The way in: the token, who decides, the keys, and the files that every page needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnrgen.document.language.wording import Wording
from vnrgen.resources import templates_folder
from vnrgen.web.review.judgement import Chosen, FieldError, Who
from vnrgen.web.review.session import ReviewGuard, ReviewSession

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

_FONTS = ("Regular", "It", "Semibold", "Bold")
_STYLES = {"tokens.css": "css", "review.css": "web", "review.js": "web"}
_MIME = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}


def this_session() -> ReviewSession:
    """Return the session of the request that is answered."""
    from flask import g

    session: ReviewSession = g.session
    return session


class Entrance:
    """Views that lead to the review."""

    def __init__(self, guard: ReviewGuard, wording: Wording) -> None:
        """Let in by a guard, in a language."""
        self._guard, self._wording = guard, wording

    def table(self) -> tuple[tuple[str, Any, list[str]], ...]:
        """Return the addresses with their views."""
        return (
            ("/enter", self.enter, ["GET"]),
            ("/assets/<name>", self.asset, ["GET"]),
            ("/who", self.who, ["GET"]),
            ("/who", self.set_who, ["POST"]),
            ("/keys", self.keys, ["GET"]),
            ("/keys", self.set_keys, ["POST"]),
        )

    def enter(self) -> ResponseReturnValue:
        """Exchange the token of the address for a session.

        The answer is a page that leads on and no redirection: a browser that came here from
        another site would not send the new, strict cookie along with a redirection.
        """
        from flask import abort, make_response, render_template, request, url_for

        name = self._guard.enter(request.args.get("token", ""))
        if name is None:
            if self._guard.session(request) is None:
                abort(403)
            return make_response(render_template("entered.html.j2", to=url_for("overview")))
        response = make_response(render_template("entered.html.j2", to=url_for("overview")))
        response.set_cookie(self._guard.cookie, name, httponly=True, samesite="Strict", path="/")
        return response

    def asset(self, name: str) -> ResponseReturnValue:
        """Return one of the page's own files, by name from a fixed list."""
        from flask import Response, abort

        folders = {file: templates_folder() / kind / file for file, kind in _STYLES.items()}
        for style in _FONTS:
            file = f"SourceSans3-{style}.ttf.woff2"
            folders[file] = templates_folder() / "fonts" / "source-sans-3" / file
        if name not in folders:
            abort(404)
        return Response(folders[name].read_bytes(), content_type=_MIME[Path(name).suffix])

    def who(self) -> ResponseReturnValue:
        """Ask who decides, on whose behalf, and on which day."""
        return self._who_page(None, ())

    def set_who(self) -> ResponseReturnValue:
        """Take the answer, or show what is wrong with it."""
        from flask import redirect, request, url_for

        sent = Who.sent(request.form)
        checked = sent.checked(self._wording)
        if not isinstance(checked, Chosen):
            return self._who_page(sent, checked), 422
        session = this_session()
        session.assessor, session.decided_on = checked.assessor, checked.decided_on
        session.keys = sent.keys
        return redirect(url_for("overview"), 303)

    def _who_page(self, sent: Who | None, errors: tuple[FieldError, ...]) -> str:
        from flask import render_template

        session = this_session()
        if sent is None:
            known = session.assessor
            sent = Who(
                kind=str(known.kind) if known else "",
                name=known.name if known else "",
                decided_on=session.decided_on.isoformat() if session.decided_on else "",
                keys=session.keys,
            )
        return render_template("who.html.j2", sent=sent, errors=errors)

    def keys(self) -> ResponseReturnValue:
        """List the keys."""
        from flask import render_template

        return render_template("keys.html.j2")

    def set_keys(self) -> ResponseReturnValue:
        """Switch single-key shortcuts on or off."""
        from flask import redirect, request, url_for

        this_session().keys = request.form.get("keys") == "on"
        return redirect(url_for("keys"), 303)
