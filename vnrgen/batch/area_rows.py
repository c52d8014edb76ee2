"""The hash of one country's own rows in a file of the whole world.

Where each row stands counts too: documents say which row a figure comes from. So a figure that is
corrected changes its own country alone; a row that is put in changes all countries after it.
"""

from __future__ import annotations

import hashlib

from vnrgen.dossier.area import AreaRequest
from vnrgen.dossier.codes.countries import iso3_of_m49, m49_of_iso3
from vnrgen.dossier.large.head import read_head
from vnrgen.dossier.large.index import RUN, AreaIndex, Part
from vnrgen.dossier.large.store import FOLDER as STORE
from vnrgen.dossier.large.store import sha256_of
from vnrgen.dossier.readers import unsd
from vnrgen.dossier.readers.records.areas import is_wanted
from vnrgen.dossier.readers.records.places import area_key


def rows_content(request: AreaRequest) -> str:
    """Return the hash of what a country's brief is made from.

    That is the header, how the file is to be decoded, what is wrong with it as a whole, and every
    row of the country. A file whose areas cannot be told apart is hashed as a whole.

    Raises:
        OSError: The file cannot be read.
    """
    store = request.store or request.data.parent / STORE
    index = unsd.area_index(request.data, store)
    head = read_head(request.data, unsd.KNOWN)
    if index is None or head is None:
        return sha256_of(request.data)
    about = (head.header, index.layout, index.encoding, index.is_certain, index.is_strict)
    digest = hashlib.sha256(repr((about, index.faults)).encode("utf-8", "surrogatepass"))
    wanted = _keys(request.area)
    with request.data.open("rb", buffering=0) as stream:
        for area in sorted(area for area in index.parts if is_wanted(area, wanted)):
            for offset, length, row, count in _runs(index, index.parts[area]):
                stream.seek(offset)
                digest.update(f"\n{row} {count}\n".encode())
                digest.update(stream.read(length))
    return digest.hexdigest()


def _keys(area: str) -> frozenset[str]:
    """Return what means a country: its codes."""
    code = area.strip().upper()
    iso3 = iso3_of_m49(code.zfill(3)) if code.isdigit() else code
    m49 = m49_of_iso3(iso3) if iso3 else None
    return frozenset(area_key(text) for text in (code, iso3, m49) if text)


def _runs(index: AreaIndex, part: Part) -> list[tuple[int, int, int, int]]:
    import numpy as np

    runs = np.frombuffer(index.runs, np.dtype(RUN))[part.first_run : part.last_run]
    found: list[tuple[int, int, int, int]] = runs.tolist()
    return found
