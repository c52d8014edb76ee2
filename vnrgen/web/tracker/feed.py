"""The Atom feed of changes: one entry a decision, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vnrgen.document.language.wording import Wording
from vnrgen.web.tracker.addresses import Tags
from vnrgen.web.tracker.gather import Judgement, Tracked
from vnrgen.web.tracker.pages import Pages

_MOST_ENTRIES = 200  # what feed readers fetch again and again; decisions.csv has all


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """A decision as the feed tells it; ``updated`` is its day, at midnight UTC (RFC 3339)."""

    entry_id: str
    title: str
    updated: str
    author: str
    link: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What the feed says; ``updated`` is the day of its newest entry, or of the dossier."""

    feed_id: str
    updated: str
    entries: tuple[FeedEntry, ...]


def feed_of(tracked: Tracked, pages: Pages, authority: str, base: str, wording: Wording) -> Feed:
    """Return the feed of a tracker.

    Args:
        tracked: What is published.
        pages: The pages that the entries lead to.
        authority: A domain or e-mail address for the ids, or "".
        base: The address of the site, ending in a slash, or "" where it is not known.
        wording: The language of the site.
    """
    settings = tracked.publishable.settings
    days = [j.decision.decided_on for j in tracked.judgements]
    since = min(days, default=settings.as_of).year
    tags = Tags(authority, since, settings.iso3)
    newest = sorted(tracked.judgements, key=lambda j: j.decision.decided_on)[::-1][:_MOST_ENTRIES]
    return Feed(
        feed_id=tags.feed(),
        updated=_moment(max(days, default=settings.as_of)),
        entries=tuple(_entry(j, pages, tags, base, wording) for j in newest),
    )


def _entry(judgement: Judgement, pages: Pages, tags: Tags, base: str, words: Wording) -> FeedEntry:
    told, decision = pages.told_of(judgement), judgement.decision
    title = words.text(
        "{recommendation}: {status}", recommendation=decision.rec_id, status=told.answer
    )
    evidence = told.evidence
    quote = words.text("“{quote}”", quote=evidence.quote) if evidence and evidence.quote else ""
    return FeedEntry(
        entry_id=tags.entry(judgement.event_id),
        title=title,
        updated=_moment(decision.decided_on),
        author=decision.assessor,
        link=base + pages.page_of(decision.rec_id),
        summary="\n".join(part for part in (_what(told.question, told.report), quote) if part),
    )


def _what(question: str, report: str) -> str:
    parts: Sequence[str] = (question, report)
    return ", ".join(part for part in parts if part)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
