"""One browser that was let in to review, and what its person chose once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vnrgen.web.guard import Guard, Session
from vnrgen.web.review.history import Assessor


@dataclass(kw_only=True)
class ReviewSession(Session):
    """Who decides and on which day; ``keys`` says whether single keys are shortcuts."""

    assessor: Assessor | None = None
    decided_on: date | None = None
    keys: bool = True


ReviewGuard = Guard[ReviewSession]
