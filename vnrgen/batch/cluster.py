"""Many orders made by the workers of a Dask cluster, on this machine or on others.

Orders travel with their files and answers with the bytes of theirs; only the process that asked
writes. What a worker makes, it makes in a process of its own: a crash there is the failure of one
order and not of the worker, and no two orders share a process at the same time.
"""

from __future__ import annotations

import contextlib
import functools
import threading
import warnings
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vnrgen.batch.keys import tool_key
from vnrgen.batch.orders import Answer, Order
from vnrgen.batch.parcels import Parcel, packed, unpacked
from vnrgen.batch.processes import Begun, Done, Event, crashed, too_long
from vnrgen.batch.worker import LateWorkerError, Worker
from vnrgen.beside import LostProcessError
from vnrgen.problems import EnvironmentFailureError, InvalidInputError, Location, Problem

_PATIENCE = 30  # seconds until the scheduler answers, and until it has a worker


@dataclass(frozen=True, slots=True)
class ClusterPool:
    """Makes orders on the cluster whose scheduler is at ``address``."""

    address: str
    seconds: float | None = None

    def events(self, orders: Iterable[Order]) -> Generator[Event, None, None]:
        """Yield what happens until each order has one answer; in no certain order.

        An order whose worker goes away is given to another one by the scheduler. One that crashed
        is tried once more when all others are done.

        Raises:
            EnvironmentFailureError: There is no Dask here, no scheduler or no worker there, or
                the connection was lost (BAT009).
        """
        waiting = deque(orders)
        if not waiting:
            return
        with _client(self.address) as client:
            lost: list[Order] = []
            try:
                yield from self._together(client, waiting, lost)
                for order in sorted(lost, key=lambda order: order.name):
                    yield from self._together(client, deque([order]), None)
            finally:
                with contextlib.suppress(Exception):  # they end with their worker anyway
                    client.run(end_processes)

    def _together(
        self,
        client: Any,  # noqa: ANN401
        waiting: deque[Order],
        lost: list[Order] | None,
    ) -> Generator[Event, None, None]:
        """Make orders; those that crashed go to ``lost``, or have failed where it is None."""
        from distributed import as_completed

        given: dict[str, Order] = {}
        answered = as_completed(loop=client.loop)
        while waiting or given:
            room = 2 * max(1, sum(client.nthreads().values()))
            while waiting and len(given) < room:
                order = waiting.popleft()
                yield Begun(order)
                future = self._given(client, order)
                if isinstance(future, Answer):
                    yield Done(order, future)
                    continue
                given[future.key] = order
                answered.add(future)
            if given:
                future = next(answered)
                order = given.pop(future.key)
                answer = self._answer(future, order, is_last=lost is None)
                if answer is not None:
                    yield Done(order, answer)
                elif lost is not None:
                    lost.append(order)

    def _given(self, client: Any, order: Order) -> Any:  # noqa: ANN401 - a future
        """Hand an order over; what cannot be sent has its answer already."""
        try:
            parcel = packed(order)
        except InvalidInputError as error:
            return Answer(problems=error.problems)
        with warnings.catch_warnings():
            # The files travel with the order: what stands on one worker alone is lost with it
            warnings.filterwarnings("ignore", message="Sending large graph")
            return client.submit(answered_parcel, parcel, self.seconds, pure=False, retries=0)

    def _answer(self, future: Any, order: Order, *, is_last: bool) -> Answer | None:  # noqa: ANN401
        """Return what came of an order, None where its process was lost."""
        from distributed import KilledWorker

        try:
            found: Answer = future.result(timeout=_PATIENCE)
        except LateWorkerError as error:
            return Answer(problems=(too_long(order, error),))
        except (LostProcessError, KilledWorker) as error:
            how = str(error) if isinstance(error, LostProcessError) else "its workers were lost"
            return Answer(problems=(crashed(order, how),)) if is_last else None
        except ModuleNotFoundError as error:
            return Answer(missing=(_other_tool(order, f"they have no {error.name}"),))
        except Exception as error:
            raise EnvironmentFailureError([_no_cluster(self.address, str(error))]) from error
        finally:
            future.release()
        return found


@contextlib.contextmanager
def _client(address: str) -> Iterator[Any]:
    """Yield a connection to a cluster that has a worker at least."""
    try:
        from distributed import Client
    except ImportError as error:
        raise EnvironmentFailureError([_no_dask()]) from error
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise EnvironmentFailureError([_no_cluster(address, str(error))]) from error
    try:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise EnvironmentFailureError([_no_cluster(address, "it has no worker")]) from error
        yield client
    finally:
        with contextlib.suppress(OSError, TimeoutError):
            client.close(timeout=2)


def _no_dask() -> Problem:
    return Problem(
        "BAT009",
        Location("--dask"),
        "dask.distributed is not installed here",
        'install vnrgen with its extra: uv tool install "vnrgen[dask]"',
    )


def _no_cluster(address: str, why: str) -> Problem:
    return Problem(
        "BAT009",
        Location("--dask"),
        f"the Dask cluster at {address} cannot be used: {why or 'it does not answer'}",
        "start a scheduler and workers (docs/batch.md) and run the same command again: what is"
        " made stays",
    )


def _other_tool(order: Order, how: str) -> Problem:
    return Problem(
        "BAT011",
        Location(order.name),
        f"the workers of the cluster would not make what this machine makes: {how}",
        "install the same vnrgen with the same libraries (requirements.lock) for all workers",
    )


def _unseen(order: Order, data: Path) -> Problem:
    return Problem(
        "BAT012",
        Location(order.name),
        f"a worker does not see the file {data.name} of the global database",
        "put it on a disk that all workers see at the same path, or work without --dask",
    )


# --- in a worker of the cluster ------------------------------------------------------------------

_own = threading.local()
_every: list[Worker] = []
_lock = threading.Lock()


def answered_parcel(parcel: Parcel, seconds: float | None) -> Answer:
    """Make what a parcel asks for, in a process beside this one.

    Raises:
        LateWorkerError: It took more seconds than it may.
        LostProcessError: The process was killed, crashed, or ran out of memory; or the worker has
            no room for the files on its disk.
    """
    if _tool() != parcel.order.tool:
        how = "their vnrgen, or a library of it, is another one"
        return Answer(missing=(_other_tool(parcel.order, how),))
    area = parcel.order.request.area
    if area is not None and not area.data.is_file():
        return Answer(problems=(_unseen(parcel.order, area.data),))
    try:
        return _made(parcel, seconds)
    except OSError as error:  # of this machine alone: another one may have room
        how = f"a worker of the cluster could not write its files: {error.strerror or error}"
        raise LostProcessError(how) from error


def _made(parcel: Parcel, seconds: float | None) -> Answer:
    with unpacked(parcel) as order:
        worker = _process()
        try:
            return worker.ask(order, seconds)
        except LostProcessError:
            worker.end()
            _own.worker = None
            raise


@functools.cache
def _tool() -> str:
    return tool_key()


def _process() -> Worker:
    """Return the process of this thread, started where there is none."""
    worker: Worker | None = getattr(_own, "worker", None)
    if worker is None or worker.process.poll() is not None:
        worker = Worker()
        with _lock:
            _every.append(worker)
        worker.wait_ready()
        _own.worker = worker
    return worker


def end_processes() -> None:
    """End all processes beside this one: nobody asks for more."""
    with _lock:
        ended = list(_every)
        _every.clear()
    for worker in ended:
        worker.end()
