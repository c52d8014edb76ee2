"""corrections.csv: why published figures were changed, in the coalition's own words."""

from __future__ import annotations

from vnrgen.dossier.model import Correction, CorrectionKind
from vnrgen.dossier.tables.headers import Columns
from vnrgen.dossier.tables.rows import TableFolder, indicator_id

_COLUMNS = Columns(
    ("indicator_id", "type", "why"), ("series", "place", "period", "source_id", "group")
)


def load_corrections(folder: TableFolder) -> tuple[Correction, ...]:
    """Read corrections.csv; an empty cell means all series, places, periods, sources or groups."""
    found = []
    for cells in folder.rows("corrections", _COLUMNS):
        kind = CorrectionKind.CORRECTED
        if cells.required("type"):
            kind = cells.required_choice("type", CorrectionKind, CorrectionKind.CORRECTED)
        correction = Correction(
            indicator_id=indicator_id(cells),
            kind=kind,
            why=cells.required("why"),
            series=cells.text("series"),
            place_id=cells.text("place"),
            period=cells.text("period"),
            source_id=cells.text("source_id"),
            group_id=cells.text("group"),
            where=cells.row.at(),
        )
        if cells.ok:
            found.append(correction)
    return tuple(found)
