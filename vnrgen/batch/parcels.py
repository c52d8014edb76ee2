"""An order with its input files, as it travels to a machine that does not have them."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from vnrgen.batch.keys import input_files
from vnrgen.batch.orders import Order
from vnrgen.problems import InvalidInputError, Location, Problem

MOST_BYTES = 200_000_000  # of one dossier; it travels through the memory of three processes
_DOSSIER, _LOOK = "dossier", "look.docx"


@dataclass(frozen=True, slots=True)
class Parcel:
    """An order and the files it is made from, by path in the dossier.

    ``look`` is the Word file whose styles are used, where it is none of the dossier's.
    """

    order: Order
    files: tuple[tuple[str, bytes], ...]
    look: bytes | None = None


def packed(order: Order) -> Parcel:
    """Return an order with its files.

    Raises:
        InvalidInputError: They are too many bytes, or one cannot be sent (BAT012).
    """
    request = order.request
    look = _look(order) if request.word_reference is not None else None
    # the file of the whole world stays where it is: all workers are to see it at its path
    files = tuple(_files(order)) if request.area is None else ()
    return Parcel(order, files, look)


def _files(order: Order) -> Iterator[tuple[str, bytes]]:
    root = order.request.dossier
    total = 0
    for path in input_files(root, order.apart):
        name = path.relative_to(root).as_posix()
        try:
            found = path.stat()
            if not stat.S_ISREG(found.st_mode):
                raise _unsent(order, name, "it is no plain file")
            total += found.st_size
            if total > MOST_BYTES:
                raise _unsent(order, name, f"with it there are more than {MOST_BYTES:,} bytes")
            yield name, path.read_bytes()
        except OSError as error:
            raise _unsent(order, name, error.strerror or str(error)) from error


def _look(order: Order) -> bytes:
    path = order.request.word_reference
    if path is None:
        raise AssertionError("asked for only where there is one")
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unsent(order, path.name, error.strerror or str(error)) from error


@contextmanager
def unpacked(parcel: Parcel) -> Iterator[Order]:
    """Yield the order with its files in a folder of their own, which is gone afterwards.

    Raises:
        OSError: They cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="vnrgen-batch-") as scratch:
        place = Path(scratch)
        root = place / _DOSSIER
        root.mkdir()
        for name, content in parcel.files:
            path = root.joinpath(*PurePosixPath(name).parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        request = replace(parcel.order.request, output=place / parcel.order.name)
        if request.area is None:
            request = replace(request, dossier=root)
        if parcel.look is not None:
            (place / _LOOK).write_bytes(parcel.look)
            request = replace(request, word_reference=place / _LOOK)
        yield replace(parcel.order, request=request, apart=None)


def _unsent(order: Order, name: str, why: str) -> InvalidInputError:
    problem = Problem(
        "BAT012",
        Location(f"{order.name}/{name}"),
        f"the files cannot be sent to another machine: {why}",
        "make this country on one machine, without --dask",
    )
    return InvalidInputError([problem])
