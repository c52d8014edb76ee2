"""A review as JSON, for other programs."""

from __future__ import annotations

import json
from dataclasses import asdict

from vnrgen.versions.review import Review

SCHEMA = 1
"""Version of the form; a change that breaks a reader raises it."""


def review_json(review: Review) -> bytes:
    """Return a review as UTF-8 JSON, its parts in the reviewer's order."""
    old, new = (d.metadata for d in (review.comparison.was or review.comparison, review.comparison))
    content = {
        "format": "vnrgen-diff",
        "schema": SCHEMA,
        "older": {"version": old.version, "as_of": old.as_of.isoformat(), "status": old.status},
        "newer": {"version": new.version, "as_of": new.as_of.isoformat(), "status": new.status},
        "figures": [asdict(change) for change in review.figures],
        "not_compared": list(review.not_compared),
        "typed": list(review.typed),
        "evidence": [asdict(change) for change in review.evidence],
        "recommendations": [asdict(change) for change in review.recommendations],
        "stories": [asdict(change) for change in review.stories],
        "prose": [asdict(change) for change in review.prose],
        "form": [asdict(change) for change in review.form],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
