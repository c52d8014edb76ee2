"""One run over many countries: what still holds stays, the rest is made, and all are compared."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from vnrgen.batch.destination import Destination, claimed
from vnrgen.batch.index import index_csv, index_page
from vnrgen.batch.keys import order_key, tool_key
from vnrgen.batch.orders import Answer, Order, Result, State
from vnrgen.batch.processes import Begun, Event
from vnrgen.batch.records import Held, Record, Records
from vnrgen.batch.summary import summary_csv, summary_json
from vnrgen.build import BuildRequest
from vnrgen.dossier.large.store import identity_of
from vnrgen.problems import (
    EnvironmentFailureError,
    InvalidInputError,
    Location,
    Problem,
    Severity,
)
from vnrgen.render.publish import check_destination, publish, sha256


class Pool(Protocol):
    """Makes orders somewhere."""

    def events(self, orders: Iterable[Order]) -> Generator[Event, None, None]:
        """Yield what happens until each order has one answer; in no certain order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One output that is asked for: the name of its folder, what it is to be, and from what."""

    name: str
    request: BuildRequest
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRequest:
    """What to make and where.

    Attributes:
        items: What is asked for, each with a name of its own.
        output: The folder of their folders, of the index and of the summary.
        language: Of the index; None for English.
        indicators: Those that the index page compares; none for those that most countries have.
        replace_edited: Whether files changed by hand since they were made are replaced.
        again: Whether outputs that still hold are made again, too.
    """

    items: tuple[Item, ...]
    output: Path
    language: str | None = None
    indicators: tuple[str, ...] = ()
    replace_edited: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What happens in a run: an output is begun (``state`` None) or settled, the how-manieth."""

    name: str
    state: State | None
    settled: int
    all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReport:
    """What became of each output, in the order they were asked for, and the files beside them.

    ``stopped`` says why the run could not go on, where that is so: no workers, no cluster.
    """

    results: tuple[Result, ...]
    written: tuple[Path, ...]
    is_interrupted: bool = False
    stopped: tuple[Problem, ...] = ()

    def count(self, state: State) -> int:
        """Return how many outputs came to this."""
        return sum(result.state is state for result in self.results)


def run_batch(
    batch: BatchRequest, pool: Pool, tell: Callable[[Told], None] = lambda _told: None
) -> BatchReport:
    """Make what is not there yet, and compare everything that was asked for.

    Ctrl-C ends it soon: what is finished stays, nothing is half-written, and the same run again
    goes on from there.

    Raises:
        InvalidInputError: The folder may not be written (BAT005, BAT008, PUB001 to PUB004).
        EnvironmentFailureError: It cannot be written (PUB005).
    """
    with claimed(batch.output, replace_edited=batch.replace_edited) as destination:
        run = _Run(batch, Records(batch.output), tell)
        is_interrupted, stopped = False, tuple[Problem, ...]()
        try:
            with contextlib.closing(pool.events(run.orders())) as events:
                for event in events:
                    run.take(event)
        except KeyboardInterrupt:
            is_interrupted = True
        except EnvironmentFailureError as error:  # of the pool; that of a country is its own
            stopped = error.problems
        results = run.results()
        written = _compared(batch, results, destination)
        return BatchReport(
            results=results, written=written, is_interrupted=is_interrupted, stopped=stopped
        )


def _compared(
    batch: BatchRequest, results: tuple[Result, ...], destination: Destination
) -> tuple[Path, ...]:
    language = batch.language or "en"
    return destination.write(
        {
            "index.html": index_page(results, language, batch.indicators),
            "index.csv": index_csv(results),
            "summary.csv": summary_csv(results),
            "summary.json": summary_json(results),
        }
    )


@dataclass(slots=True)
class _Run:
    """A run on its way."""

    batch: BatchRequest
    records: Records
    tell: Callable[[Told], None]
    settled: dict[str, Result] = field(default_factory=dict)

    def orders(self) -> Iterator[Order]:
        """Yield what has to be made; what needs not or cannot be is settled on the way."""
        tool = tool_key()
        for item in self.batch.items:
            order = self._looked_at(item, tool)
            if order is not None:
                yield order

    def take(self, event: Event) -> None:
        """Put an answer in its place."""
        name = event.order.name
        if isinstance(event, Begun):
            self.tell(Told(name, None, len(self.settled), len(self.batch.items)))
            return
        try:
            self._settle(self._published(name, event.answer))
        except (InvalidInputError, EnvironmentFailureError) as error:
            self._settle(self._failed(name, error))

    def results(self) -> tuple[Result, ...]:
        """Return what became of everything that was asked for."""
        return tuple(self.settled.get(i.name) or self._waiting(i.name) for i in self.batch.items)

    def _looked_at(self, item: Item, tool: str) -> Order | None:
        """Return the order for an item, None where it is settled without."""
        apart = self.batch.output.absolute()
        identity = _identity(item.request)
        key = order_key(item.request, tool, apart)
        record = self.records.of(item.name)
        held = self.records.held(item.name, record) if record is not None else None
        if record is not None and held is not None and self._still_holds(record, held, key):
            self._settle(self._unchanged(item.name, record, held))
            return None
        try:
            folder = self.batch.output / item.name
            check_destination(folder, replace_edited=self.batch.replace_edited)
        except (InvalidInputError, EnvironmentFailureError) as error:
            self._settle(self._failed(item.name, error))
            return None
        language = self.batch.language or "en"
        return Order(
            name=item.name,
            request=item.request,
            key=key,
            tool=tool,
            apart=apart,
            identity=identity,
            index_language=language,
        )

    def _still_holds(self, record: Record, held: Held, key: str) -> bool:
        if self.batch.again or held.gone or not record.is_complete or record.key != key:
            return False
        return not (held.edited and self.batch.replace_edited)

    def _published(self, name: str, answer: Answer) -> Result:
        if not answer.files or answer.profile is None:
            return self._without(name, answer.problems, answer.missing)
        record = Record(
            key=answer.key,
            manifest=sha256(answer.manifest),
            is_complete=not answer.missing,
            profile=answer.profile,
            problems=answer.problems,
        )
        folder = self.batch.output / name
        try:
            self.records.keep(name, record)
        except OSError as error:
            raise EnvironmentFailureError([_not_kept(name, error)]) from error
        edited = self.batch.replace_edited
        publish(folder, answer.files, answer.manifest, replace_edited=edited)
        return Result(
            name=name,
            state=State.MADE,
            profile=answer.profile,
            files=self.records.documents(name),
            problems=answer.problems,
            missing=answer.missing,
        )

    def _unchanged(self, name: str, record: Record, held: Held) -> Result:
        edited = tuple(_edited(name, path) for path in held.edited)
        return Result(
            name=name,
            state=State.UNCHANGED,
            profile=record.profile,
            files=self.records.documents(name),
            problems=record.problems + edited,
        )

    def _failed(self, name: str, error: InvalidInputError | EnvironmentFailureError) -> Result:
        if isinstance(error, InvalidInputError):
            return self._without(name, error.problems, ())
        return self._without(name, (), error.problems)

    def _without(
        self, name: str, problems: tuple[Problem, ...], missing: tuple[Problem, ...]
    ) -> Result:
        return replace(self._waiting(name), state=State.FAILED, problems=problems, missing=missing)

    def _waiting(self, name: str) -> Result:
        return Result(name=name, state=State.WAITING, files=self.records.documents(name))

    def _settle(self, result: Result) -> None:
        self.settled[result.name] = result
        self.tell(Told(result.name, result.state, len(self.settled), len(self.batch.items)))


def _identity(request: BuildRequest) -> tuple[int, int, int] | None:
    """Return what the file of the world is known by, None where none is asked or it is not there.

    It is taken before the rows are read: whatever happens to them later shows.
    """
    if request.area is None:
        return None
    try:
        return identity_of(request.area.data)
    except OSError:
        return None


def _edited(name: str, path: str) -> Problem:
    return Problem(
        "BAT010",
        Location(f"{name}/{path}"),
        "this file was changed by hand since it was made; nothing else changed, so it stays",
        "take the changes back to the dossier; --replace-edited makes it anew",
        Severity.WARNING,
    )


def _not_kept(name: str, error: OSError) -> Problem:
    return Problem(
        "PUB005",
        Location(name),
        f"the output cannot be written ({error.strerror or error}); the previous one is untouched",
        "free some space, or check that the folder is yours to write, and run the batch again",
    )
