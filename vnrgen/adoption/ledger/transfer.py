"""A ledger as text, one event a line, that diffs well; and what can be verified of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from vnrgen.adoption.ledger.events import NO_EVENT, Event, ends, event_of, in_order
from vnrgen.adoption.ledger.store import (
    LEDGER_FILE,
    changed_event,
    events_of,
    ledger_url,
    open_ledger,
)
from vnrgen.dossier.model.decisions import Decision
from vnrgen.problems import InvalidInputError, Location, Problem, Severity

LEDGER_TEXT = "ledger.jsonl"
_LONGEST_LINE = 1_000_000  # characters
_MOST_BYTES = 200_000_000


def decisions_of(dossier: Path, url: str | None = None) -> tuple[Decision, ...]:
    """Return every decision that a dossier knows, each after those it corrects.

    That is the union of its database (``ledger.db``, or the one at ``url``) and of its
    ``ledger.jsonl``, the form in which decisions travel with a dossier. Where it has neither, none.

    Raises:
        InvalidInputError: A ledger cannot be read (LED007, LED012) or was tampered with (LED008,
            LED009).
    """
    return tuple(event.decision for event in verified_events(dossier, url))


def verified_events(dossier: Path, url: str | None = None) -> tuple[Event, ...]:
    """Return every event that a dossier knows, each after those it follows.

    Raises:
        InvalidInputError: As ``decisions_of``.
    """
    events = events_of_dossier(dossier, url)
    _stop_if_broken(events, LEDGER_FILE)
    return events


def record_in_dossier(
    dossier: Path, url: str | None, decisions: Sequence[Decision]
) -> tuple[Event, ...]:
    """Append decisions, all or none, to the database of a dossier (or the one at ``url``).

    Events that travelled as ``ledger.jsonl`` are united with it first, so that an assessor's new
    decisions follow those instead of standing beside them.

    Raises:
        InvalidInputError: As ``decisions_of``; the ledger cannot be written (LED011).
    """
    text = dossier / LEDGER_TEXT
    with open_ledger(url or ledger_url(dossier)) as ledger:
        if text.is_file():
            arriving = read_events(text)
            _stop_if_broken((*ledger.events(), *arriving), text.name)
            ledger.unite(arriving)
        return ledger.record(*decisions)


def _stop_if_broken(events: Sequence[Event], where: str) -> None:
    problems = [p for p in verify(events, where) if p.severity is Severity.ERROR]
    if problems:
        raise InvalidInputError(problems)


def events_of_dossier(dossier: Path, url: str | None = None) -> tuple[Event, ...]:
    """Return every event that a dossier knows, each once, after those it follows.

    Raises:
        InvalidInputError: As ``decisions_of``, but chains are not verified.
    """
    events: list[Event] = []
    if (dossier / LEDGER_TEXT).is_file():
        events += read_events(dossier / LEDGER_TEXT)
    if url is not None or (dossier / LEDGER_FILE).is_file():
        events += events_of(url or ledger_url(dossier))
    return in_order(events)


def event_lines(events: Iterable[Event]) -> Iterator[str]:
    """Return the events as lines of JSON: the id, then the body as it was hashed."""
    for event in in_order(events):
        yield json.dumps({"event": event.event_id, "body": json.loads(event.body)}, sort_keys=False)


def read_events(path: Path) -> tuple[Event, ...]:
    """Read events from lines of JSON.

    Raises:
        InvalidInputError: A line is no event (LED007) or was changed (LED008), with its line.
    """
    problems: list[Problem] = []
    events: list[Event] = []
    if path.stat().st_size > _MOST_BYTES:
        raise InvalidInputError([_no_event(path, 1)])
    with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            event = _event(path, number, line)
            if isinstance(event, Problem):
                problems.append(event)
            else:
                events.append(event)
    if problems:
        raise InvalidInputError(problems)
    return tuple(events)


def verify(events: Sequence[Event], where: str) -> tuple[Problem, ...]:
    """Check that every chain is whole.

    Returns:
        LED009 for an event that follows one that is not there or another assessor's; LED010, a
        notice, for an assessor whose chain has several ends (two laptops that have not met).
    """
    by_id = {event.event_id: event for event in events}
    problems = [
        _gap(where, event)
        for event in in_order(events)
        if any(p not in by_id or by_id[p].chain != event.chain for p in event.previous)
    ]
    chains: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for event in by_id.values():
        chains.setdefault(event.chain, []).append((event.event_id, event.previous))
    for chain in sorted(chains):
        count = len(ends(chains[chain]))
        if count > 1:
            problems.append(_fork(where, chain, count))
    return tuple(problems)


def missing(earlier: Iterable[Event], now: Iterable[Event], where: str) -> tuple[Problem, ...]:
    """Return a problem (LED009) for each earlier event that is not there any more."""
    known = {event.event_id for event in now}
    return tuple(_gone(where, e) for e in in_order(earlier) if e.event_id not in known)


def _event(path: Path, number: int, line: str) -> Event | Problem:
    if len(line) > _LONGEST_LINE:
        return _no_event(path, number)
    try:
        record = json.loads(line)
        body = json.dumps(record["body"], sort_keys=True, separators=(",", ":"))
        event = event_of(body)
        if record["event"] == event.event_id:
            return event
        return changed_event(f"{path.name}:{number}", str(record["event"]))
    except NO_EVENT:
        return _no_event(path, number)


def _no_event(path: Path, number: int) -> Problem:
    return Problem(
        "LED007",
        Location(path.name, row=number),
        "this line is no event of a ledger",
        "export the ledger again, with vnrgen recs ledger export",
    )


def _gap(where: str, event: Event) -> Problem:
    return Problem(
        "LED009",
        Location(where),
        f"the event {event.event_id[:12]} of {event.decision.assessor} follows one that is not in "
        "the ledger",
        "import the ledger in which the assessor wrote it, whole",
    )


def _gone(where: str, event: Event) -> Problem:
    return Problem(
        "LED009",
        Location(where),
        f"the event {event.event_id[:12]} of {event.decision.assessor} is not in the ledger any "
        "more",
        "put it back with: vnrgen recs ledger import",
    )


def _fork(where: str, chain: str, count: int) -> Problem:
    return Problem(
        "LED010",
        Location(where),
        f"{chain.partition(' ')[2]} decided in {count} places that had not met; both stand",
        "nothing: the next decision joins them",
        Severity.NOTICE,
    )
