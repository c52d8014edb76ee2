"""One order becomes one answer: whatever is wrong with a country is its answer, not an end."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from traceback import extract_tb

from vnrgen.batch.comparison import profile
from vnrgen.batch.keys import order_key
from vnrgen.batch.orders import Answer, Order
from vnrgen.build import make
from vnrgen.dossier.large.store import identity_of
from vnrgen.problems import EnvironmentFailureError, InvalidInputError, Location, Problem

_TRIES = 3


def answer(order: Order) -> Answer:
    """Make what is ordered, and write nothing.

    Raises:
        MemoryError: There is too little of it; the process is of no use any more.
    """
    try:
        return _made(order)
    except InvalidInputError as error:
        return Answer(problems=error.problems)
    except EnvironmentFailureError as error:
        return Answer(missing=error.problems)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - one country never stops the others
        return Answer(problems=(_fault(order, error),))


def _made(order: Order) -> Answer:
    """Make it from inputs that stay as they are meanwhile."""
    current = order
    for _ in range(_TRIES):
        product = make(current.request)
        shown = profile(product.composition, current.index_language)
        seen = _key_now(current)
        if seen == current.key:
            return Answer(
                key=seen,
                files=product.files,
                manifest=product.manifest,
                profile=shown,
                problems=product.problems,
                missing=product.missing,
            )
        current = replace(current, key=seen, identity=None)
    return Answer(problems=(_unsettled(order),))


def _key_now(order: Order) -> str:
    """Return the key of the inputs as they are now; the old one where their file is untouched."""
    area = order.request.area
    if area is not None and order.identity is not None:
        with contextlib.suppress(OSError):
            if identity_of(area.data) == order.identity:
                return order.key
    return order_key(order.request, order.tool, order.apart)


def _unsettled(order: Order) -> Problem:
    return Problem(
        "BAT004",
        Location(order.name),
        f"its files changed each of the {_TRIES} times that they were read",
        "wait until whoever is saving or copying them has finished, then run the batch again",
    )


def _fault(order: Order, error: Exception) -> Problem:
    """Say what failed and where, without a traceback."""
    frames = extract_tb(error.__traceback__)
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return Problem(
        "BAT003",
        Location(order.name),
        f"vnrgen failed on it with {type(error).__name__}: {error}{place}",
        "this is a fault of vnrgen: report it with this line and, if you may, with the input",
    )
