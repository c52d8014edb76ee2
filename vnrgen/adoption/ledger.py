"""The ledger of decisions: append-only events in SQLite, or in PostgreSQL by URL.

The only module that imports SQLAlchemy. An event is committed before ``record`` returns; a
correction is a new event, and nothing is ever changed or deleted.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from vnrgen.dossier.decisions import AssessorKind, Decision, Evidence, Vocabulary
from vnrgen.problems import InvalidInputError, Location, Problem
from vnrgen.visible import visible

LEDGER_FILE = "ledger.db"
_NO_DECISION = (AttributeError, KeyError, RecursionError, TypeError, ValueError)
_STEP = 10_000  # instructions of SQLite's engine; a ledger of 10,000 events takes 100 such steps
_MOST_STEPS = 2_000
_LONGEST_EVENT = 1_000_000  # bytes


def ledger_url(dossier: Path) -> str:
    """Return the URL of the dossier's own ledger."""
    return f"sqlite:///{(dossier / LEDGER_FILE).resolve().as_posix()}"


def decisions_of(dossier: Path) -> tuple[Decision, ...]:
    """Return every decision in the dossier's ledger, oldest first; none where it has no ledger.

    Raises:
        InvalidInputError: The file is damaged, or no ledger (LED007).
    """
    if not (dossier / LEDGER_FILE).is_file():
        return ()
    from sqlalchemy.exc import SQLAlchemyError

    try:
        with open_ledger(ledger_url(dossier)) as ledger:
            return ledger.decisions()
    except (SQLAlchemyError, sqlite3.Error, *_NO_DECISION) as error:
        problem = Problem(
            "LED007",
            Location(LEDGER_FILE),
            "the ledger cannot be read: it is damaged, or no ledger of vnrgen",
            "put back a copy of ledger.db, or move the file away",
        )
        raise InvalidInputError([problem]) from error


class Ledger:
    """An open ledger."""

    def __init__(self, connection: Any, table: Any) -> None:  # noqa: ANN401 - SQLAlchemy's types are lazy
        self._connection = connection
        self._table = table

    def record(self, decision: Decision) -> int:
        """Append one decision durably and return its number in the ledger."""
        result = self._connection.execute(self._table.insert().values(event=_encode(decision)))
        self._connection.commit()
        return int(result.inserted_primary_key[0])

    def decisions(self) -> tuple[Decision, ...]:
        """Return every decision, oldest first."""
        rows = self._connection.execute(self._table.select().order_by(self._table.c.number))
        return tuple(_decode(row.event) for row in rows)


@contextmanager
def open_ledger(url: str) -> Iterator[Ledger]:
    """Open a ledger, made first where there is none."""
    from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine, event

    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _be_durable)
    metadata = MetaData()
    table = Table(
        "event",
        metadata,
        Column("number", Integer, primary_key=True, autoincrement=True),
        Column("event", Text, nullable=False),
    )
    metadata.create_all(engine)
    try:
        with engine.connect() as connection:
            yield Ledger(connection, table)
    finally:
        engine.dispose()


def _be_durable(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DB-API connection
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.execute("PRAGMA trusted_schema=OFF")
    cursor.close()
    _limit(connection)


def _limit(connection: Any) -> None:  # noqa: ANN401 - as above
    """Give up on a file that was made to keep SQLite busy: a view in the place of the table."""
    steps = itertools.count(1)
    connection.set_progress_handler(lambda: int(next(steps) > _MOST_STEPS), _STEP)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_EVENT)


def _encode(decision: Decision) -> str:
    record = asdict(decision) | {"decided_on": decision.decided_on.isoformat()}
    return json.dumps(record, ensure_ascii=False, sort_keys=True)


def _decode(text: str) -> Decision:
    record: dict[str, Any] = _visible_texts(json.loads(text))
    evidence = record.pop("evidence")
    return Decision(
        **record
        | {
            "decided_on": date.fromisoformat(record["decided_on"]),
            "assessor_kind": AssessorKind(record["assessor_kind"]),
            "vocabulary": Vocabulary(record["vocabulary"]),
            "evidence": Evidence(**_visible_texts(evidence)) if evidence else None,
        }
    )


def _visible_texts(record: dict[str, Any]) -> dict[str, Any]:
    return {k: visible(v) if isinstance(v, str) else v for k, v in record.items()}
