"""Review pages for tests: a desk with a small report, and a browser that was let in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from vnrgen.document.language.wording import Wording
from vnrgen.dossier.model import Dossier, NationalReport, Recommendation
from vnrgen.dossier.model.decisions import AssessorKind
from vnrgen.pdftext.model import Passage
from vnrgen.web.review.app import create_app
from vnrgen.web.review.desk import Desk, open_desk
from vnrgen.web.review.history import Assessor
from vnrgen.web.review.session import ReviewGuard, ReviewSession

HOST = "127.0.0.1:5000"
BASE = f"http://{HOST}"
REPORT_TEXT = """# Health

1. The Ministry of Health will train forty midwives for the mountain districts by 2028.

2. Care at birth is free of charge in all public facilities. Medicines are free of charge, too.

# Justice

3. The Government does not consider an ombudsman for prisons to be necessary.
"""


def a_recommendation(rec_id: str, text: str, **changes: Any) -> Recommendation:
    plain = Recommendation(
        rec_id=rec_id,
        cycle=1,
        text=text,
        addressee="Ministry of Health",
        sdg_target="3.1",
        group_ids=(),
        theme="",
        evidence_ids=(),
        submitted_on=date(2020, 1, 1),
        submitted_in="",
        position=None,
        position_source="",
        due_on=None,
    )
    return replace(plain, **changes)


RECOMMENDATIONS = (
    a_recommendation("R01", "Train forty midwives for the mountain districts."),
    a_recommendation("R02", "Make care at birth and medicines free of charge."),
    a_recommendation("R03", "Appoint an ombudsman for prisons."),
    a_recommendation("R04", "Publish the budget.", withdrawn_on=date(2020, 2, 1)),
)


def a_dossier(folder: Path, recommendations: Sequence[Recommendation]) -> Dossier:
    """Return as much of a dossier as a review needs."""
    path = folder / "report.md"
    if not path.exists():
        path.write_text(REPORT_TEXT, encoding="utf-8")
    report = NationalReport(
        report_id="vnr",
        title="The report",
        year=2021,
        version="final",
        language="en",
        path=path,
        published_on=None,
        cycle=1,
    )
    return cast(
        "Dossier",
        SimpleNamespace(
            root=folder,
            recommendations=tuple(recommendations),
            reports=(report,),
            groups={},
            settings=SimpleNamespace(country="Ilmarra", language="en"),
        ),
    )


def a_desk(
    folder: Path,
    recommendations: Sequence[Recommendation] = RECOMMENDATIONS,
    passages: Sequence[Passage] = (),
) -> Desk:
    desk = open_desk(a_dossier(folder, recommendations), None)
    if passages:
        opened = replace(desk.reports[0], passages=tuple(passages))
        desk.reports = (opened,)
    return desk


@dataclass
class Browser:
    """A browser as Flask's client plays it: follows nothing, keeps its cookie."""

    client: Any
    guard: ReviewGuard
    csrf: str = ""

    def get(self, path: str, **options: Any) -> Any:
        return self.client.get(path, base_url=BASE, **options)

    def post(self, path: str, **fields: str) -> Any:
        return self.client.post(path, base_url=BASE, data={"csrf": self.csrf, **fields})

    def enter(self) -> None:
        assert self.get(f"/enter?token={self.guard.token}").status_code == 200
        found = re.search(r'name="csrf" value="([^"]+)"', self.get("/who").text)
        assert found
        self.csrf = found[1]

    def decide(self, rec: str, value: str, **fields: str) -> Any:
        sent = {"report": "vnr", "rec": rec, "ask": "uptake", "after": "", "value": value}
        return self.post("/review", **sent | fields)


def a_browser(
    desk: Desk, name: str = "Coalition", *, language: str = "en", known: bool = True
) -> Browser:
    """Return a browser that was let in, whose person has said who she is."""
    who = Assessor(AssessorKind.CSO, name) if known else None
    guard = ReviewGuard(
        [HOST], "review", lambda: ReviewSession(assessor=who, decided_on=date(2026, 3, 1))
    )
    app = create_app(desk, guard, _wording(language))
    app.testing = True
    browser = Browser(app.test_client(), guard)
    browser.enter()
    return browser


@cache
def _wording(language: str) -> Wording:
    return Wording(language)
