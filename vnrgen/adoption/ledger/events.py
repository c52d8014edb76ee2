"""An event of the ledger: a decision, its place in the assessor's chain, and its hash.

The id of an event is the SHA-256 of its body. The body names the ids of the events after which the
same assessor wrote it, so that nobody can change, take out or slip in an earlier event unnoticed
(the construction is that of a Merkle DAG, as in git). An assessor who writes on two laptops makes
a fork; the first event written after the two ledgers met names both ends and joins them.
"""

from __future__ import annotations

import hashlib
import heapq
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from vnrgen.dossier.model import Position
from vnrgen.dossier.model.decisions import (
    AssessorKind,
    Decision,
    Evidence,
    Implementation,
    Uptake,
    Vocabulary,
)
from vnrgen.visible import visible

_FORM = 1  # of the body; a reader refuses what it does not know
TAKEN_BACK = str(Uptake.NOT_ASSESSED)  # of a position: the assessor says nothing of it any more
VALUES: Mapping[Vocabulary, tuple[str, ...]] = {
    Vocabulary.POSITION: (*map(str, Position), TAKEN_BACK),
    Vocabulary.UPTAKE: tuple(map(str, Uptake)),
    Vocabulary.IMPLEMENTATION: tuple(map(str, Implementation)),
}
NO_EVENT = (AttributeError, KeyError, RecursionError, TypeError, ValueError)
"""What reading something that is no event can raise."""


@dataclass(frozen=True, slots=True)
class Event:
    """A recorded decision.

    Attributes:
        event_id: SHA-256 of ``body`` in UTF-8, 64 hexadecimal digits.
        body: JSON with sorted keys and no spaces: ``decision``, ``form``, ``previous``.
        previous: Ids of the assessor's events after which this one was written, sorted; none for
            the first.
        chain: Whose chain it stands in: kind and name of the assessor as recorded.
        decision: What was decided; characters that nobody sees are left out.
    """

    event_id: str
    body: str
    previous: tuple[str, ...]
    chain: str
    decision: Decision


def new_event(decision: Decision, previous: Iterable[str]) -> Event:
    """Return the event of a decision that follows its assessor's ``previous`` events."""
    record = asdict(decision) | {"decided_on": decision.decided_on.isoformat()}
    return event_of(_canonical({"form": _FORM, "previous": sorted(previous), "decision": record}))


def event_of(body: str) -> Event:
    """Return the event that a body holds.

    Raises:
        ValueError: The body is no event of a form known here.
    """
    record = json.loads(body)
    if not isinstance(record, dict) or record.get("form") != _FORM:
        raise ValueError("no event of a known form")
    previous = record["previous"]
    if not isinstance(previous, list) or not all(isinstance(p, str) for p in previous):
        raise ValueError("an event names the ids of the events before it")
    return Event(
        event_id=hashlib.sha256(body.encode()).hexdigest(),
        body=body,
        previous=tuple(previous),
        chain=chain_of(record["decision"]["assessor_kind"], record["decision"]["assessor"]),
        decision=_decision(record["decision"]),
    )


def chain_of(assessor_kind: str, assessor: str) -> str:
    """Return the name of an assessor's chain.

    >>> chain_of("cso", "Coalition")
    'cso Coalition'
    """
    return f"{assessor_kind} {assessor}"


def ends(events: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """Return the ids that no other event follows, sorted, given ids with their predecessors."""
    ids: set[str] = set()
    followed: set[str] = set()
    for event_id, previous in events:
        ids.add(event_id)
        followed.update(previous)
    return tuple(sorted(ids - followed))


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Sort events so that each stands after those it follows, then by date, then by id.

    The order does not depend on the order given: two ledgers that hold the same events tell the
    same story (Kahn's algorithm, 1962, with a heap for the ties). An event whose predecessors are
    missing is treated as a first one; no hash allows events in a circle.
    """
    by_id = {event.event_id: event for event in events}
    waiting = {i: sum(p in by_id for p in e.previous) for i, e in by_id.items()}
    followers: dict[str, list[str]] = {}
    for event in by_id.values():
        for predecessor in event.previous:
            followers.setdefault(predecessor, []).append(event.event_id)
    ready = [_rank(by_id[event_id]) for event_id, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    ordered = []
    while ready:
        event_id = heapq.heappop(ready)[1]
        ordered.append(by_id[event_id])
        for follower in followers.get(event_id, ()):
            waiting[follower] -= 1
            if waiting[follower] == 0:
                heapq.heappush(ready, _rank(by_id[follower]))
    return tuple(ordered)


def _rank(event: Event) -> tuple[date, str]:
    return event.decision.decided_on, event.event_id


def _canonical(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _decision(record: Mapping[str, Any]) -> Decision:
    fields = _visible_texts(record)
    evidence = fields.pop("evidence")
    vocabulary = Vocabulary(fields["vocabulary"])
    if fields["value"] not in VALUES[vocabulary]:
        raise ValueError(f"{fields['value']!r} is no value of {vocabulary}")
    return Decision(
        **fields
        | {
            "decided_on": date.fromisoformat(fields["decided_on"]),
            "assessor_kind": AssessorKind(fields["assessor_kind"]),
            "vocabulary": vocabulary,
            "evidence": Evidence(**_visible_texts(evidence)) if evidence else None,
        }
    )


def _visible_texts(record: Mapping[str, Any]) -> dict[str, Any]:
    return {k: visible(v) if isinstance(v, str) else v for k, v in record.items()}
