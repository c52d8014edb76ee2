"""The tracker as data: the register and its decisions as CSV, both together as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from vnrgen.dossier.tables.dates import written
from vnrgen.render.data import csv_bytes
from vnrgen.web.tracker.gather import Judgement
from vnrgen.web.tracker.pages import Item

_RECOMMENDATION = (
    "rec_id",
    "cycle",
    "text",
    "status",
    "addressee",
    "targets",
    "goals",
    "groups",
    "theme",
    "origin",
    "recommended_by",
    "submitted_on",
    "submitted_in",
    "due_on",
    "position",
    "position_on",
    "position_source",
    "repeats",
    "parent_id",
    "merged_into",
    "withdrawn_on",
    "withdrawn_reason",
    "out_of_scope_on",
    "out_of_scope_reason",
    "page",
)
_DECISION = (
    "event",
    "rec_id",
    "report_id",
    "vocabulary",
    "value",
    "assessor_kind",
    "assessor",
    "decided_on",
    "report_version",
    "language",
    "section",
    "paragraph",
    "print_page",
    "pdf_page",
    "quote",
    "basis",
    "method",
    "note",
    "not_counted",
)


def recommendations_csv(items: Iterable[Item]) -> bytes:
    """Return the register, one recommendation a row; several ids in a cell stand with ``;``."""
    return csv_bytes(_RECOMMENDATION, (_row(_recommendation(i), _RECOMMENDATION) for i in items))


def decisions_csv(judgements: Iterable[Judgement]) -> bytes:
    """Return every decision, one a row, oldest first."""
    return csv_bytes(_DECISION, (_row(_decision(j), _DECISION) for j in judgements))


def tracker_json(
    facts: dict[str, object], items: Iterable[Item], judgements: Iterable[Judgement]
) -> bytes:
    """Return everything as JSON, the decisions with their recommendation."""
    told: dict[str, list[dict[str, object]]] = {}
    for judgement in judgements:
        told.setdefault(judgement.decision.rec_id, []).append(_decision(judgement))
    records = [
        {**_recommendation(i), "decisions": told.get(i.recommendation.rec_id, [])} for i in items
    ]
    text = json.dumps({**facts, "recommendations": records}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def _recommendation(item: Item) -> dict[str, object]:
    own = item.recommendation
    return {
        "rec_id": own.rec_id,
        "cycle": own.cycle,
        "text": own.text,
        "status": item.status,
        "addressee": own.addressee or None,
        "targets": list(own.targets),
        "goals": list(own.goals),
        "groups": list(own.group_ids),
        "theme": own.theme or None,
        "origin": str(own.origin),
        "recommended_by": list(own.recommended_by),
        "submitted_on": written(own.submitted_on) if own.submitted_on else None,
        "submitted_in": own.submitted_in or None,
        "due_on": written(own.due_on) if own.due_on else None,
        "position": str(own.position) if own.position else None,
        "position_on": written(own.position_on) if own.position_on else None,
        "position_source": own.position_source or None,
        "repeats": own.repeats,
        "parent_id": own.parent_id,
        "merged_into": own.merged_into,
        "withdrawn_on": written(own.withdrawn_on) if own.withdrawn_on else None,
        "withdrawn_reason": own.withdrawn_reason or None,
        "out_of_scope_on": written(own.out_of_scope_on) if own.out_of_scope_on else None,
        "out_of_scope_reason": own.out_of_scope_reason or None,
        "page": item.page,
    }


def _decision(judgement: Judgement) -> dict[str, object]:
    own, evidence = judgement.decision, judgement.decision.evidence
    record: dict[str, object] = {
        "event": judgement.event_id,
        "rec_id": own.rec_id,
        "report_id": own.report_id,
        "vocabulary": str(own.vocabulary),
        "value": own.value,
        "assessor_kind": str(own.assessor_kind),
        "assessor": own.assessor,
        "decided_on": own.decided_on.isoformat(),
        "note": own.note or None,
        "not_counted": str(judgement.unfounded) if judgement.unfounded else None,
    }
    for name in ("report_version", "language", "section", "paragraph", "print_page", "quote"):
        record[name] = (getattr(evidence, name) or None) if evidence else None
    for name in ("pdf_page", "basis", "method"):
        record[name] = getattr(evidence, name) if evidence else None
    return record


def _row(record: dict[str, object], columns: Sequence[str]) -> Sequence[object]:
    return [
        ";".join(map(str, value)) if isinstance(value, list) else value
        for value in (record[column] for column in columns)
    ]
