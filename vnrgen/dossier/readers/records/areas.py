"""The rows of the areas a dossier speaks of, out of a file that may hold the whole world."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.observations.selection import selected
from vnrgen.dossier.readers.records.options import EVERY, RecordOptions
from vnrgen.dossier.readers.records.places import area_key
from vnrgen.dossier.readers.records.sheets import Sheet, SheetHead
from vnrgen.dossier.readers.remarks import Remarks
from vnrgen.problems import listed

_NAMED_AT_MOST = 8
_ROWS_AT_MOST = 100  # to be pasted


def wanted_areas(options: RecordOptions, usual: frozenset[str]) -> frozenset[str] | None:
    """Return the keys of the areas to read, None for every one.

    Args:
        options: ``area``, and the areas that ``place`` names.
        usual: Keys of the dossier's own areas; none where there is no dossier around.
    """
    if EVERY in options.area or not (options.area or usual):
        return None
    if options.area:
        return frozenset(map(area_key, options.area))
    return usual.union(area_key(name) for name in options.place if name != EVERY)


def rows_of_areas(
    sheet: Sheet,
    columns: Sequence[int],
    wanted: frozenset[str] | None,
    remarks: Remarks,
    code: str,
    country: str = "",
) -> list[tuple[int, list[str]]]:
    """Return the rows of the wanted areas, and say how many others there are.

    Args:
        sheet: The table.
        columns: Indices of the columns with the code and the names of an area; none where the
            table speaks of one place only, and all rows are wanted.
        wanted: Keys of areas, None for all.
        remarks: Receives MAP018, or ``code`` where no row is wanted.
        code: The code of the problem that none of the areas is there.
        country: The place that is the country, for what is said of its parts (MAP020).
    """
    if wanted is None or not columns:
        return list(sheet.rows)
    areas = [tuple([cells[index] for index in columns]) for _, cells in sheet.rows]
    header = sheet.header[columns[0]]
    kept = places_of_areas(sheet, header, areas, wanted, remarks, code, country)
    return list(selected(sheet.rows, kept))


def places_of_areas(
    sheet: SheetHead,
    header: str,
    areas: Sequence[tuple[str, ...]],
    wanted: frozenset[str],
    remarks: Remarks,
    code: str,
    country: str = "",
) -> Sequence[int]:
    """Return the positions of the rows of the wanted areas, and say how many others there are.

    Args:
        sheet: The table.
        header: That of the column with the code of an area.
        areas: For each row the cells that name its area.
        wanted: Keys of areas.
        remarks: Receives MAP018, or ``code`` where no row is wanted.
        code: The code of the problem that none of the areas is there.
        country: The place that is the country, for what is said of its parts (MAP020).
    """
    counts = Counter(areas)
    known = {area: is_wanted(area, wanted) for area in counts}
    left: Counter[str] = Counter(sheet.left_out)
    inside: Counter[tuple[str, str]] = Counter()
    parts = _parts_of(wanted)
    for area, count in counts.items():
        if known[area]:
            continue
        if parts is not None and parts.fullmatch(area_key(area[0])):
            inside[area[0], name_of(area)] += count
        else:
            left[name_of(area)] += count
    if inside:
        _report_parts(sheet, header, inside, country, remarks)
    every = range(len(areas))
    kept = every if all(known.values()) else [n for n in every if known[areas[n]]]
    _report(sheet, header, len(kept), left, remarks, code)
    return kept


def _parts_of(wanted: frozenset[str]) -> re.Pattern[str] | None:
    """Return what the codes of parts of the wanted country look like: KG05, AM-ER, KEN_047.

    A country's two letters begin the codes of regions of the world too (EC and ECA, SA and SAS), so
    a digit or a mark between must tell.
    """
    begin = sorted(key for key in wanted if re.fullmatch(r"[a-z]{2,3}", key))
    if not begin:
        return None
    return re.compile(rf"(?:{'|'.join(begin)})(?:[-_.]\w[-\w.]*|[a-z]?\d\w*)")


def _report_parts(
    sheet: SheetHead,
    header: str,
    inside: Counter[tuple[str, str]],
    country: str,
    remarks: Remarks,
) -> None:
    """Say how to read the parts of the country, whose people would else be missing."""
    rows = [
        f'{re.sub(r"[^a-z0-9]+", "_", fold(code))},"{name}",region,{country},area={code}'
        for code, name in inside
    ]
    named = listed([f'"{name}"' for _, name in inside], _NAMED_AT_MOST)
    remarks.warning(
        "MAP020",
        sheet.where(1, header),
        f"{sum(inside.values())} rows of {len(inside)} areas that seem to be parts of the country "
        f"are left out, because places.csv does not have them: {named}",
        "add them to places.csv (place_id,label,level,parent,codes): "
        + listed(rows, _ROWS_AT_MOST, between=" | "),
    )


def is_wanted(area: Iterable[str], wanted: frozenset[str]) -> bool:
    """Tell whether the cells that name an area name a wanted one, or none at all."""
    texts = [text for text in area if text]
    return not texts or any(area_key(text) in wanted for text in texts)


def name_of(area: Sequence[str]) -> str:
    """Return what an area is called: its words, else its code."""
    return next((text for text in (*area[1:2], *area) if text), "")


def _report(
    sheet: SheetHead,
    header: str,
    kept: int,
    left: Counter[str],
    remarks: Remarks,
    code: str,
) -> None:
    where = sheet.where(1, header)
    named = listed([f'"{name}"' for name, _ in left.most_common()], _NAMED_AT_MOST)
    if kept and left:
        remarks.notice(
            "MAP018",
            where,
            f"{sum(left.values())} rows of {len(left)} other areas are left out: {named}",
            "nothing; or add the option area: with the codes of the areas to read",
        )
    if not kept and left:
        remarks.error(
            code,
            where,
            f"no row speaks of an area that is asked for; the areas of the file are {named}",
            "check iso3 and m49 in dossier.yaml, or add the option area: and the code of an area",
        )
