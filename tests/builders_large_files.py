"""Very large tables in small: as they are written, and what is found in them."""

from __future__ import annotations

from pathlib import Path

from vnrgen.dossier.large.index import AreaIndex

Numbered = list[tuple[int, list[str]]]


def rows_of(index: AreaIndex, path: Path) -> Numbered:
    """Return the rows of all areas, as an index finds them."""
    found = index.cells(path, list(index.parts))
    assert {cell for column in found.columns for cell in column} <= set(found.texts)
    return list(zip(found.numbers, map(list, zip(*found.columns, strict=True)), strict=True))


def row(area: str, *, value: str = "70.4", year: int = 2022, note: str = "", sex: str = "F") -> str:
    return (
        f"3,3.1,3.1.2,SH_STA_BRTC,Births attended,{area},{year},{value},2022,,,,,DHS,,{note},"
        f"ALLAGE,ALLAREA,C,A,G,{sex},PERCENT"
    )
