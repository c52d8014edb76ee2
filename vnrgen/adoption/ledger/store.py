"""The database that holds the events of a ledger.

An event is committed, and on disk, before ``record`` returns. Events are only ever added: there is
no statement here that changes or deletes one. A writer takes the lock of the whole ledger before
it looks for the end of a chain, so that two writers never follow the same event.
"""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnrgen.adoption.ledger.events import (
    NO_EVENT,
    Event,
    chain_of,
    ends,
    event_of,
    in_order,
    new_event,
)
from vnrgen.problems import InvalidInputError, Location, Problem

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table

    from vnrgen.dossier.model.decisions import Decision

LEDGER_FILE = "ledger.db"
_REVISION = "0001"  # the newest of migrations/versions
_STEP = 10_000  # instructions of SQLite's engine; a ledger of 10,000 events takes 100 such steps
_MOST_STEPS = 2_000
_LONGEST_EVENT = 1_000_000  # bytes
_ADVISORY_LOCK = 0x766E7267  # any number that all writers of PostgreSQL agree on
_WAIT = 60  # seconds for another writer to finish


def ledger_url(dossier: Path) -> str:
    """Return the URL of the dossier's own ledger."""
    return f"sqlite:///{(dossier / LEDGER_FILE).resolve().as_posix()}"


def shown_url(url: str) -> str:
    """Return a URL as it may be shown and logged: without user and password.

    >>> shown_url("postgresql+pg8000://me:secret@host/db")
    'postgresql+pg8000://host/db'
    """
    return re.sub(r"//[^/@]*@", "//", url)


class Ledger:
    """An open ledger."""

    def __init__(self, engine: Engine, table: Table, name: str) -> None:
        """Hold an engine whose database has the tables; ``name`` is for problems."""
        self._engine = engine
        self._table = table
        self.name = name

    def record(self, *decisions: Decision) -> tuple[Event, ...]:
        """Append decisions durably, all or none, and return their events.

        Raises:
            InvalidInputError: The ledger cannot be written (LED011), as on a full disk.
        """
        with self._writing() as connection:
            return tuple(self._append(connection, decision) for decision in decisions)

    def unite(self, events: Iterable[Event]) -> int:
        """Add the events that are not here yet, all or none, and return how many they were."""
        with self._writing() as connection:
            known = set(connection.scalars(self._table.select().with_only_columns(self._id)))
            fresh = {e.event_id: e for e in in_order(events) if e.event_id not in known}
            if fresh:
                connection.execute(self._table.insert(), [_row(e) for e in fresh.values()])
            return len(fresh)

    def events(self) -> tuple[Event, ...]:
        """Return every event, each after those it follows.

        Raises:
            InvalidInputError: An event was changed after it was recorded (LED008).
        """
        with self._engine.connect() as connection:
            rows = connection.execute(self._table.select().order_by(self._table.c.number)).all()
        return in_order(self._checked(row) for row in rows)

    @property
    def _id(self) -> Any:  # noqa: ANN401 - a column of SQLAlchemy
        return self._table.c.event_id

    def _checked(self, row: Any) -> Event:  # noqa: ANN401 - a row of SQLAlchemy
        event = event_of(row.body)
        if event.event_id != row.event_id:
            raise InvalidInputError([changed_event(self.name, row.event_id)])
        return event

    def _append(self, connection: Connection, decision: Decision) -> Event:
        chain = chain_of(str(decision.assessor_kind), decision.assessor)
        columns = self._table.select().with_only_columns(self._id, self._table.c.previous)
        rows = connection.execute(columns.where(self._table.c.chain == chain)).all()
        event = new_event(decision, ends((r.event_id, tuple(r.previous.split())) for r in rows))
        connection.execute(self._table.insert().values(**_row(event)))
        return event

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        from sqlalchemy.exc import DBAPIError

        try:
            with _alone(self._engine) as connection:
                yield connection
        except DBAPIError as error:
            raise InvalidInputError([_not_written(self.name, error)]) from error


def changed_event(where: str, event_id: str) -> Problem:
    """Return the problem of an event whose body and hash do not agree."""
    return Problem(
        "LED008",
        Location(where),
        f"the event {event_id[:12]} is not what was recorded: its hash does not agree",
        "put back a copy of the ledger from before the change",
    )


@contextmanager
def open_ledger(url: str) -> Iterator[Ledger]:
    """Open a ledger by URL, made first where there is none.

    Raises:
        InvalidInputError: The database cannot be reached (LED012), or what it holds is no ledger,
            or one that a later release wrote (LED007).
    """
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

    name = LEDGER_FILE if url.startswith("sqlite:") else shown_url(url)
    try:
        engine = _engine(url)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise InvalidInputError([_no_database(name, error)]) from error
    try:
        try:
            table = _prepared(engine)
        except DBAPIError as error:
            broken = isinstance(error.orig, sqlite3.DatabaseError)
            problem = unreadable(name) if broken else _no_database(name, error)
            raise InvalidInputError([problem]) from error
        except (*NO_EVENT, sqlite3.Error) as error:
            local = engine.dialect.name == "sqlite"
            problem = unreadable(name) if local else _no_database(name, error)
            raise InvalidInputError([problem]) from error
        yield Ledger(engine, table, name)
    finally:
        engine.dispose()


def events_of(url: str) -> tuple[Event, ...]:
    """Return every event of a ledger.

    Raises:
        InvalidInputError: As ``open_ledger``; an event is none (LED007) or was changed (LED008).
    """
    from sqlalchemy.exc import SQLAlchemyError

    with open_ledger(url) as ledger:
        try:
            return ledger.events()
        except (SQLAlchemyError, sqlite3.Error, *NO_EVENT) as error:
            if isinstance(error, InvalidInputError):
                raise
            raise InvalidInputError([unreadable(ledger.name)]) from error


def unreadable(name: str) -> Problem:
    """Return the problem of a database that is damaged, or no ledger."""
    return Problem(
        "LED007",
        Location(name),
        "the ledger cannot be read: it is damaged, or no ledger of this or an earlier release",
        f"put back a copy of {name}, or move the file away",
    )


def _row(event: Event) -> dict[str, str]:
    return {
        "event_id": event.event_id,
        "chain": event.chain,
        "previous": " ".join(event.previous),
        "body": event.body,
    }


def _engine(url: str) -> Engine:
    from sqlalchemy import create_engine, event

    engine = create_engine(_with_driver(url))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _be_durable)
        event.listen(engine, "begin", _begin)
    return engine


def _with_driver(url: str) -> str:
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return f"postgresql+pg8000://{url.removeprefix(scheme)}"
    return url


def _prepared(engine: Engine) -> Table:
    """Bring the database to the newest form, and return its table of events."""
    from sqlalchemy import Column, Integer, MetaData, String, Table, Text

    with engine.connect() as connection:
        revision = _revision(connection)
    if revision != _REVISION:
        with _alone(engine) as connection:
            _migrate(connection)
    return Table(
        "event",
        MetaData(),
        Column("number", Integer, primary_key=True, autoincrement=True),
        Column("event_id", String(64)),
        Column("chain", Text),
        Column("previous", Text),
        Column("body", Text),
    )


def _revision(connection: Connection) -> str | None:
    from sqlalchemy import inspect, text

    if "alembic_version" not in inspect(connection).get_table_names():
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise ValueError("made by a later release") from error


def _be_durable(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DB-API connection
    # The driver must not begin transactions by itself: _begin does.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=EXTRA")
    cursor.execute(f"PRAGMA busy_timeout={_WAIT * 1000}")
    cursor.execute("PRAGMA trusted_schema=OFF")
    cursor.close()
    _limit(connection)


def _begin(connection: Connection) -> None:
    # Reading takes no lock that a ledger on a read-only disk could not give.
    alone = connection.get_execution_options().get("alone", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if alone else "BEGIN")


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that no other writer's overlaps."""
    from sqlalchemy import text

    with engine.execution_options(alone=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))
        yield connection


def _limit(connection: Any) -> None:  # noqa: ANN401 - as above
    """Give up on a file that was made to keep SQLite busy: a view in the place of the table."""
    steps = itertools.count(1)
    connection.set_progress_handler(lambda: int(next(steps) > _MOST_STEPS), _STEP)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_EVENT)


def _not_written(name: str, error: Exception) -> Problem:
    return Problem(
        "LED011",
        Location(name),
        f"the decision was not recorded: {_reason(error)}",
        "make room on the disk, or wait until the other program has finished, and decide again",
    )


def _no_database(name: str, error: Exception) -> Problem:
    return Problem(
        "LED012",
        Location(name),
        f"the database of the ledger cannot be reached: {_reason(error)}",
        "check address, name and password; PostgreSQL needs vnrgen[postgresql] installed, and "
        "an address like postgresql://user:password@host/database",
    )


def _reason(error: Exception) -> str:
    told = str(getattr(error, "orig", None) or error).strip()
    return told.splitlines()[0][:200] if told else type(error).__name__
