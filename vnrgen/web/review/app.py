"""The page's addresses: what each shows, and what each form does."""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING, Any

from vnrgen.document.language.wording import Wording
from vnrgen.dossier.model.decisions import Decision, Vocabulary
from vnrgen.problems import InvalidInputError
from vnrgen.resources import templates_folder
from vnrgen.web.guard import keep_in
from vnrgen.web.review import lists, pages, reading
from vnrgen.web.review.desk import Desk, OpenReport
from vnrgen.web.review.entrance import Entrance, this_session
from vnrgen.web.review.history import Assessor, History, Question
from vnrgen.web.review.judgement import (
    FieldError,
    Judgement,
    decision_of,
    index_of,
    undone,
    vocabulary_of,
)
from vnrgen.web.review.session import ReviewGuard, ReviewSession

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue
    from werkzeug.exceptions import HTTPException

MOST_BYTES = 2_000_000  # of a form
_OPEN = {"enter", "asset"}  # what a browser may ask for before it was let in


def create_app(desk: Desk, guard: ReviewGuard, wording: Wording) -> Flask:
    """Return the application for a desk, which only the guard's sessions may use."""
    from flask import Flask
    from jinja2 import StrictUndefined
    from werkzeug.exceptions import HTTPException

    app = Flask("vnrgen.review", template_folder=templates_folder() / "web", static_folder=None)
    app.jinja_options = {
        "autoescape": True,
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BYTES
    routes = _Routes(desk, guard, wording)
    app.before_request(routes.admit)
    app.after_request(routes.seal)
    app.register_error_handler(HTTPException, routes.refuse)
    app.register_error_handler(InvalidInputError, routes.show_problems)
    app.context_processor(routes.everywhere)
    for rule, view, methods in (*Entrance(guard, wording).table(), *routes.table()):
        app.add_url_rule(rule, view.__name__, view, methods=methods)
    return app


class _Routes:
    """Views of one desk."""

    def __init__(self, desk: Desk, guard: ReviewGuard, wording: Wording) -> None:
        self._desk, self._guard, self._wording = desk, guard, wording

    def table(self) -> tuple[tuple[str, Any, list[str]], ...]:
        """Return the addresses with their views."""
        return (
            ("/", self.overview, ["GET"]),
            ("/review", self.review, ["GET"]),
            ("/review", self.decide, ["POST"]),
            ("/undo", self.undo, ["POST"]),
            ("/read", self.read, ["GET"]),
        )

    # -- before and after every request

    def admit(self) -> ResponseReturnValue | None:
        """Refuse what does not come from the person's own page; ask first who decides."""
        from flask import abort, g, redirect, request, url_for

        g.nonce = secrets.token_urlsafe(18)
        g.session = None
        if not self._guard.is_called_right(request):
            abort(421)
        if request.endpoint in _OPEN:
            return None
        session = self._guard.session(request)
        if session is None:
            abort(403)
        if request.method == "POST" and not self._guard.may_post(request, session):
            abort(400)
        g.session = session
        known = session.assessor is not None and session.decided_on is not None
        if not known and request.endpoint not in {"who", "set_who", "keys", "set_keys"}:
            return redirect(url_for("who"), 303)
        return None

    def seal(self, response: Any) -> Any:  # noqa: ANN401 - Flask's response
        """Set the security headers."""
        from flask import g

        return keep_in(response, g.get("nonce", ""))

    def everywhere(self) -> dict[str, object]:
        """Return what every template knows."""
        from flask import g

        session: ReviewSession | None = g.get("session")
        return {
            "_": self._wording.text,
            "plural": self._wording.plural,
            "number": self._wording.number,
            "day": self._wording.date,
            "wording": self._wording,
            "nonce": g.get("nonce", ""),
            "session": session,
            "names": pages.names(self._wording),
            "reports": self._desk.reports,
            "country": self._desk.dossier.settings.country,
        }

    def refuse(self, error: HTTPException) -> ResponseReturnValue:
        """Show why a request was refused, and what to do."""
        from flask import render_template

        what = pages.refusal(error.code or 500, self._wording)
        return render_template("refused.html.j2", refusal=what), error.code or 500

    def show_problems(self, error: InvalidInputError) -> ResponseReturnValue:
        """Show problems of the ledger as the command line does."""
        from flask import render_template

        return render_template("problems.html.j2", problems=error.problems), 500

    # -- reviewing

    def overview(self) -> ResponseReturnValue:
        """Show progress, what is left, and where assessors differ."""
        from flask import render_template, request

        session, history = this_session(), self._desk.history()
        page = lists.overview(self._desk, history, _assessor(session), request.args, self._wording)
        return render_template("overview.html.j2", page=page)

    def review(self) -> ResponseReturnValue:
        """Show a recommendation beside the report's passages."""
        from flask import request

        opened, rec_id = self._asked(request.args)
        vocabulary = vocabulary_of(request.args.get("ask", ""))
        return self._review_page(opened, rec_id, vocabulary, self._desk.history(), None, ())

    def decide(self) -> ResponseReturnValue:
        """Record a decision, or show what is wrong with it."""
        from flask import redirect, request, url_for

        opened, rec_id = self._asked(request.form)
        judgement, history = Judgement.sent(request.form), self._desk.history()
        session = this_session()
        decision = decision_of(
            judgement,
            opened=opened,
            rec_id=rec_id,
            assessor=_assessor(session),
            decided_on=_decided_on(session),
            wording=self._wording,
        )
        if not isinstance(decision, Decision):
            asked = judgement.vocabulary
            return self._review_page(opened, rec_id, asked, history, judgement, decision), 422
        question = Question(rec_id, opened.report.report_id, judgement.vocabulary)
        own = history.own(question, _assessor(session))
        newest = own[-1] if own else None
        event = newest if newest and newest.decision == decision else None
        if event is None and request.form.get("after", "") != (newest.event_id if newest else ""):
            errors = (FieldError("value", pages.changed_meanwhile(newest, self._wording)),)
            asked = judgement.vocabulary
            return self._review_page(opened, rec_id, asked, history, judgement, errors), 409
        event = event or self._desk.record(decision)
        to = rec_id
        if request.form.get("then") != "stay":
            left = pages.next_left(
                opened, self._desk.history(), rec_id, _assessor(session), judgement.vocabulary
            )
            to = left or rec_id
        report_id, recorded = opened.report.report_id, event.event_id
        onward = url_for(
            "review", report=report_id, rec=to, ask=judgement.vocabulary, recorded=recorded
        )
        return redirect(onward, 303)

    def undo(self) -> ResponseReturnValue:
        """Record a decision that takes back the newest one."""
        from flask import abort, redirect, request, url_for

        opened, rec_id = self._asked(request.form)
        session, history = this_session(), self._desk.history()
        vocabulary = vocabulary_of(request.form.get("ask", ""))
        question = Question(rec_id, opened.report.report_id, vocabulary)
        own = history.own(question, _assessor(session))
        recorded = own[-1].event_id if own else ""
        if not own:
            abort(404)
        if request.form.get("event") == recorded:  # not if it was taken back already
            before = history.before(question, _assessor(session))
            back = undone(own[-1].decision, before, _decided_on(session), self._wording)
            recorded = self._desk.record(back).event_id
        to = url_for(
            "review", report=question.report_id, rec=rec_id, ask=vocabulary, recorded=recorded
        )
        return redirect(to, 303)

    def read(self) -> ResponseReturnValue:
        """Show a stretch of the report, or what a search in it found."""
        from flask import abort, render_template, request

        opened = self._desk.report(request.args.get("report", ""))
        if opened is None:
            abort(404)
        page = reading.reading(opened, request.args, self._wording)
        return render_template("read.html.j2", page=page, opened=opened)

    def _review_page(
        self,
        opened: OpenReport,
        rec_id: str,
        vocabulary: Vocabulary,
        history: History,
        judgement: Judgement | None,
        errors: tuple[FieldError, ...],
    ) -> str:
        from flask import render_template, request

        chosen = judgement.index if judgement else index_of(request.args.get("passage", ""))
        page = pages.review(
            opened,
            rec_id,
            history,
            pages.Asked(
                assessor=_assessor(this_session()),
                vocabulary=vocabulary,
                chosen=chosen,
                recorded=request.args.get("recorded", ""),
                group_names=self._group_names(),
            ),
            self._wording,
        )
        return render_template(
            "review.html.j2", page=page, opened=opened, sent=judgement, errors=errors
        )

    def _group_names(self) -> dict[str, str]:
        groups, language = self._desk.dossier.groups, self._wording.language
        return {group_id: group.label.within(language) for group_id, group in groups.items()}

    def _asked(self, values: Any) -> tuple[OpenReport, str]:  # noqa: ANN401 - a multi-dict
        from flask import abort

        opened = self._desk.report(values.get("report", ""))
        rec_id = values.get("rec", "")
        if opened is None or opened.recommendation(rec_id) is None:
            abort(404)
        return opened, rec_id


def _assessor(session: ReviewSession) -> Assessor:
    if session.assessor is None:
        raise RuntimeError("asked for before the assessor was known")
    return session.assessor


def _decided_on(session: ReviewSession) -> date:
    if session.decided_on is None:
        raise RuntimeError("asked for before the date was known")
    return session.decided_on
