"""Which files of a dossier's folder mean something, and which were left lying unread."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.dossier.files.workbook import MOST_BYTES, UnreadableWorkbookError, each_sheet
from vnrgen.dossier.model import Dossier
from vnrgen.dossier.settings.dossier_yaml import FILE_NAME
from vnrgen.dossier.tables.headers import TABLE_ENDINGS
from vnrgen.dossier.tables.suggestions import closest
from vnrgen.problems import Location, Problem, ProblemLog, Severity

TABLES = (
    "places",
    "groups",
    "sources",
    "indicators",
    "qualitative",
    "scorecards",
    "recommendations",
    "policies",
    "factors",
    "consultations",
    "practices",
    "corrections",
)
NEEDED_TABLES = ("places", "groups", "sources", "indicators")
FOLDERS = (
    "stories",
    "narrative",
    "data",
    "reports",
    "templates",
    "chapters",
    "versions",
    "reviews",
    "photos",
)
_OTHER_TABLE_ENDINGS = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".txt", ".tab")
_OVERRIDES = ("templates", "chapters")


def overriding_files(root: Path) -> list[Path]:
    """Return the dossier's own templates and outlines: they too decide what a build says."""
    return [
        path
        for name in _OVERRIDES
        for path in sorted((root / name).rglob("*"))
        if path.is_file() and not _is_hidden(path)
    ]


def report_stray_files(dossier: Dossier, problems: ProblemLog) -> None:
    """Report needed tables that are missing and files that look meant but are not read."""
    problems.extend(_missing_tables(dossier))
    if not dossier.settings.data:
        problems.warning(
            "DOS002",
            Location(FILE_NAME),
            "no observations are declared, so the chapter has no figures",
            "name the files under data: in dossier.yaml",
        )
    problems.extend(_stray(dossier))


def _missing_tables(dossier: Dossier) -> Iterator[Problem]:
    held = dict(
        zip(
            NEEDED_TABLES,
            (dossier.places, dossier.groups, dossier.sources, dossier.series),
            strict=True,
        )
    )
    read = {path.stem.casefold(): path.name for path in dossier.input_files}
    for stem, rows in held.items():
        if stem not in read:
            yield Problem(
                "DOS001",
                Location(f"{stem}.csv"),
                f"the table {stem} is missing",
                f"add {stem}.csv or {stem}.xlsx (docs/dossier.md lists its columns)",
            )
        elif not rows:
            yield Problem(
                "DOS007",
                Location(read[stem]),
                f"no row of the table {stem} could be read",
                "mend the other problems of this file, or add rows",
            )


def _stray(dossier: Dossier) -> Iterator[Problem]:
    root, seen = dossier.root, frozenset(dossier.input_files)
    declared = [root / file.path for file in dossier.settings.data]
    for path in sorted(root.iterdir()):
        if _is_hidden(path) or path in seen:
            continue
        if path.is_dir():
            yield from _stray_folder(path)
        else:
            yield from _stray_file(path, root)
    for path in sorted((root / "data").rglob("*")):
        if path in seen or any(path.is_relative_to(place) for place in declared):
            continue
        if path.suffix.casefold() in TABLE_ENDINGS and not _is_hidden(path):
            name = path.relative_to(root).as_posix()
            yield _warning(
                "DOS003",
                name,
                "the file is not named in dossier.yaml, so its figures are left out",
                "run vnrgen inspect on it and add to data: what it prints, such as "
                f"- {{path: {name}, layout: canonical}}, or move the file away",
            )
    for path in sorted((root / "stories").rglob("*")):
        ending = path.suffix.casefold()
        if ending in {".docx", ".doc", ".txt", ".odt", ".markdown"} and not _is_hidden(path):
            yield _warning(
                "DOS004",
                path.relative_to(root).as_posix(),
                "stories are read from .md files only, so this one is left out",
                "save its text as a .md file with a front matter",
            )


def _stray_folder(path: Path) -> Iterator[Problem]:
    nearest = closest(path.name, FOLDERS)
    if path.name not in FOLDERS and nearest:
        yield _warning(
            "DOS005",
            path.name,
            "the folder is not known and is left out",
            f'did you mean "{nearest}"? Rename it, or move it away',
        )


def _stray_file(path: Path, root: Path) -> Iterator[Problem]:
    stem, ending = path.stem.casefold(), path.suffix.casefold()
    if ending in _OTHER_TABLE_ENDINGS and stem in TABLES:
        yield _warning(
            "DOS006",
            path.name,
            f"tables are read from CSV and XLSX files, not from {ending} files",
            f"save it as {stem}.xlsx or {stem}.csv",
        )
    elif ending in TABLE_ENDINGS and stem not in TABLES and (held := _tables_in(path, root)):
        yield _warning(
            "DOS005",
            path.name,
            f"the workbook holds tables as sheets and is left out: {', '.join(held)}",
            f"save each sheet as a file of its own: {', '.join(f'{name}.xlsx' for name in held)}",
        )
    elif ending in TABLE_ENDINGS and stem not in TABLES:
        nearest = closest(stem, TABLES)
        hint = f'did you mean "{nearest}"? ' if nearest else ""
        yield _warning(
            "DOS005",
            path.name,
            "the table is not known and is left out",
            f"{hint}Rename it, move observations to data/, or move it away",
        )


def _tables_in(path: Path, root: Path) -> list[str]:
    """Return which tables of a dossier a workbook holds as sheets; none where it is unreadable."""
    if path.suffix.casefold() != ".xlsx":
        return []
    try:
        sheets = each_sheet(read_inside(path, root, most=MOST_BYTES))
        titles = {title.strip().casefold() for title, _ in sheets}
    except (UnreadableFileError, UnreadableWorkbookError):
        return []
    return [name for name in TABLES if name in titles]


def _is_hidden(path: Path) -> bool:
    """Whether a file is a program's own: hidden, or the lock that Excel or LibreOffice leaves."""
    return path.name.startswith((".", "~$"))


def _warning(code: str, name: str, what: str, fix: str) -> Problem:
    return Problem(code, Location(name), what, fix, Severity.WARNING)
