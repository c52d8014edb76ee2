"""The layouts that observations may arrive in, by the names that ``dossier.yaml`` uses."""

from __future__ import annotations

import importlib
from typing import cast

from vnrgen.dossier.model import DataFile
from vnrgen.dossier.readers.contract import Reader
from vnrgen.dossier.tables.suggestions import did_you_mean
from vnrgen.problems import ProblemLog

# Layout -> the module whose ``read`` knows it; imported only when a dossier asks for it.
LAYOUTS = {
    "canonical": "vnrgen.dossier.readers.canonical",
    "dhs-api": "vnrgen.dossier.readers.dhs_api",
    "heat-plus": "vnrgen.dossier.readers.heat",
    "kobo": "vnrgen.dossier.readers.kobo",
    "open-sdg": "vnrgen.dossier.readers.open_sdg.reader",
    "report-table": "vnrgen.dossier.readers.report_table",
    "sdmx-csv": "vnrgen.dossier.readers.sdmx_csv",
    "sdmx-ml": "vnrgen.dossier.readers.sdmx_ml",
    "unsd": "vnrgen.dossier.readers.unsd",
    "wide": "vnrgen.dossier.readers.wide",
}


def reader_for(file: DataFile, problems: ProblemLog) -> Reader | None:
    """Return the reader of a file's layout; an unknown layout is a problem that lists them."""
    module = LAYOUTS.get(file.layout.casefold().replace("_", "-"))
    if module is None:
        problems.error(
            "LAY001",
            file.where,
            f'the layout "{file.layout}" is not known',
            f"{did_you_mean(file.layout, LAYOUTS)} Known layouts: {', '.join(LAYOUTS)}",
        )
        return None
    return cast("Reader", importlib.import_module(module).read)
