"""Many orders made in several processes of this machine, however single ones end.

A worker that ends is the failure of the order it worked on; that order is tried once more when all
others are done, in a fresh worker with the machine to itself.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field

from vnrgen.batch.orders import Answer, Order
from vnrgen.batch.worker import LateWorkerError, Worker
from vnrgen.beside import LostProcessError
from vnrgen.problems import EnvironmentFailureError, Location, Problem

# A worker grows a little with each country (by a twentieth in fifty); a fresh one is small again.
_MOST_ORDERS = 100


@dataclass(frozen=True, slots=True)
class Begun:
    """A worker has begun with an order."""

    order: Order


@dataclass(frozen=True, slots=True)
class Done:
    """An order has its answer."""

    order: Order
    answer: Answer


Event = Begun | Done


@dataclass(slots=True)
class _Lost:
    """A worker ended while it worked on an order."""

    order: Order
    error: LostProcessError


@dataclass(slots=True)
class ProcessPool:
    """Makes orders in up to ``jobs`` processes; each may take ``seconds``, None for any time."""

    jobs: int
    seconds: float | None = None
    _workers: list[Worker] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _is_over: bool = False

    def events(self, orders: Iterable[Order]) -> Generator[Event, None, None]:
        """Yield what happens until each order has one answer; in no certain order.

        However it is left, by Ctrl-C too, no worker is left behind.

        Raises:
            EnvironmentFailureError: No worker can be started here (BAT007).
        """
        self._is_over = False
        try:
            lost: list[_Lost] = []
            for event in self._together(orders):
                if isinstance(event, _Lost):
                    lost.append(event)
                else:
                    yield event
            for event in sorted(lost, key=lambda found: found.order.name):
                yield from self._alone(event)
        finally:
            self._end_all()

    def _together(self, orders: Iterable[Order]) -> Iterator[Event | _Lost]:
        """Make orders; workers begin with the first ones while others are still looked up.

        At the end there is no worker any more.
        """
        waiting: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        told: queue.SimpleQueue[Event | _Lost | Exception] = queue.SimpleQueue()
        threads: list[threading.Thread] = []
        open_orders = 0
        try:
            for order in orders:
                waiting.put(order)
                open_orders += 1
                if len(threads) < self.jobs:
                    drive = threading.Thread(target=self._drive, args=(waiting, told), daemon=True)
                    threads.append(drive)
                    drive.start()
        finally:
            for _ in threads:
                waiting.put(None)
        while open_orders:
            event = told.get()
            if isinstance(event, Exception):
                raise event
            open_orders -= not isinstance(event, Begun)
            yield event
        for drive in threads:
            drive.join()

    def _drive(
        self,
        waiting: queue.SimpleQueue[Order | None],
        told: queue.SimpleQueue[Event | _Lost | Exception],
    ) -> None:
        """Hand orders to one worker after the other, in a thread, until none is left."""
        worker: Worker | None = None
        answered = 0
        try:
            while (order := waiting.get()) is not None and not self._is_over:
                if worker is not None and answered % _MOST_ORDERS == 0:
                    self._end(worker)
                    worker = None
                worker = worker or self._started()
                told.put(Begun(order))
                try:
                    told.put(Done(order, worker.ask(order, self.seconds)))
                except LostProcessError as error:
                    self._end(worker)
                    worker = None
                    told.put(_Lost(order, error))
                answered += 1
        except Exception as error:  # noqa: BLE001 - raised again in the thread that waits
            told.put(error)
        finally:
            if worker is not None:
                self._end(worker)

    def _alone(self, lost: _Lost) -> Iterator[Event]:
        """Try an order once more with nothing beside it; but not one that took too long."""
        order = lost.order
        if isinstance(lost.error, LateWorkerError):
            yield Done(order, Answer(problems=(too_long(order, lost.error),)))
            return
        worker = self._started()
        yield Begun(order)
        try:
            yield Done(order, worker.ask(order, self.seconds))
        except LateWorkerError as error:
            yield Done(order, Answer(problems=(too_long(order, error),)))
        except LostProcessError as error:
            yield Done(order, Answer(problems=(crashed(order, str(error)),)))
        finally:
            self._end(worker)

    def _started(self) -> Worker:
        """Return a worker that is ready; one that ends before it begins is tried once more."""
        for is_last in (False, True):
            try:
                worker = Worker()
            except LostProcessError as error:
                raise EnvironmentFailureError([_no_worker(error)]) from error
            with self._lock:
                if self._is_over:
                    worker.end()
                self._workers.append(worker)
            try:
                worker.wait_ready()
            except LostProcessError as error:
                self._end(worker)
                if is_last:
                    raise EnvironmentFailureError([_no_worker(error)]) from error
            else:
                return worker
        raise AssertionError("the last try returns or raises")

    def _end(self, worker: Worker) -> None:
        with self._lock:
            if worker in self._workers:
                self._workers.remove(worker)
        worker.end()

    def _end_all(self) -> None:
        with self._lock:
            self._is_over = True
            workers, self._workers = self._workers, []
        for worker in workers:
            worker.process.kill()  # its thread reads the end of the pipe, and ends too
        for worker in workers:
            worker.process.wait()


@dataclass(frozen=True, slots=True)
class InTurn:
    """Makes orders one after the other in this process, where starting another costs too much."""

    def events(self, orders: Iterable[Order]) -> Generator[Event, None, None]:
        """Yield what happens until each order has one answer."""
        from vnrgen.batch.making import answer

        for order in orders:
            yield Begun(order)
            yield Done(order, answer(order))


def crashed(order: Order, how: str) -> Problem:
    """Say that the process which worked on an order was lost, and lost again."""
    return Problem(
        "BAT002",
        Location(order.name),
        f"the process that made it was lost twice, the second time with nothing beside it: {how}",
        "free memory, or look into the input for what is unusually large; then run the batch again",
    )


def too_long(order: Order, error: LateWorkerError) -> Problem:
    """Say that an order was given up."""
    return Problem(
        "BAT006",
        Location(order.name),
        f"making it was given up: {error}",
        "give it more time with --limit, or build it by itself and see which step takes so long",
    )


def _no_worker(error: LostProcessError) -> Problem:
    return Problem(
        "BAT007",
        Location("vnrgen batch"),
        f"no process can be started to work in: {error}",
        "free memory or processes (ulimit -u), see what is written above, and try again",
    )
