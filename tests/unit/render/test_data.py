"""The data that are published beside a document read back as they were written."""

from __future__ import annotations

import csv
import io
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from vnrgen.dossier.model.observations import CORE_COLUMNS, Observations
from vnrgen.render.data import observations_csv

TEXTS = st.lists(st.text(alphabet="ab \",;\n\r'é\u2028", max_size=6), min_size=1, max_size=5)


@given(TEXTS)
def test_every_note_reads_back_whatever_marks_it_holds(notes: list[str]) -> None:
    columns = {name: [""] * len(notes) for name in CORE_COLUMNS} | {"note": notes}
    observations = Observations(None, (), columns=columns)
    written = observations_csv(SimpleNamespace(observations=observations))  # type: ignore[arg-type]
    rows = csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    read = [row["note"] for row in rows]
    assert all(cell in {note, f"'{note}"} for cell, note in zip(read, notes, strict=True))
