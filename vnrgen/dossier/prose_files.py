"""The coalition's own prose, and the national reports in which uptake is sought."""

from __future__ import annotations

import re
from pathlib import Path

from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.grid import report_twice_encoded
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.dossier.model import Narrative, NationalReport, Settings
from vnrgen.dossier.settings.dossier_yaml import stays_inside
from vnrgen.dossier.settings.yaml_files import MOST_YAML, Keys, KeysNode, ListNode, parse_yaml
from vnrgen.dossier.tables.headers import language_tag
from vnrgen.dossier.tables.rows import TableFolder, UniqueIds
from vnrgen.problems import Location
from vnrgen.visible import visible_lines

NARRATIVE_FOLDER = "narrative"
REPORTS_FILE = "reports/reports.yaml"
MOST_PROSE = 1_000_000  # bytes: some 150,000 words
_REPORT_ENDINGS = frozenset({".pdf", ".docx", ".txt"})
_SECTION = re.compile(r"[a-z0-9][a-z0-9_.\-/]*")
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_REPORT_KEYS = (
    "report_id",
    "title",
    "year",
    "version",
    "language",
    "path",
    "published_on",
    "url",
    "cycle",
)


def load_narratives(folder: TableFolder, settings: Settings) -> tuple[Narrative, ...]:
    """Read ``narrative/<language>/<section>.md``; line numbers stay those of the files.

    A file in a folder below (``narrative/en/figures/3.1.2.md``) is the prose of a part of a
    section; its section is ``figures/3.1.2``.
    """
    narratives = []
    base = folder.root / NARRATIVE_FOLDER
    for path in sorted(base.rglob("*.md")):
        if any(part.startswith(".") for part in path.relative_to(base).parts):
            continue
        name = path.relative_to(folder.root).as_posix()
        parts = path.relative_to(base).parts
        if len(parts) < 2 or not _TAG.fullmatch(parts[0]):
            folder.problems.warning(
                "NAR001",
                Location(name),
                "the file is in no language's folder and is left out",
                f"move it to narrative/{settings.language}/",
            )
            continue
        language = language_tag(parts[0])
        section = "/".join((*parts[1:-1], path.stem))
        _check_narrative(name, section, language, settings, folder)
        text = prose_text(path, folder)
        if text is None:
            continue
        folder.files.append(path)
        narratives.append(Narrative(section=section, language=language, text=text, path=name))
    return tuple(narratives)


def prose_text(path: Path, folder: TableFolder) -> str | None:
    """Return the text of a Markdown file with plain line ends, None where it cannot be read."""
    data = file_bytes(path, folder, MOST_PROSE)
    if data is None:
        return None
    text = decode(data).text.replace("\r\n", "\n").replace("\r", "\n")
    name = path.relative_to(folder.root).as_posix()
    report_twice_encoded(text, name, folder.problems)
    return visible_lines(text, name, folder.problems)


def file_bytes(path: Path, folder: TableFolder, most: int) -> bytes | None:
    """Return what a file of the dossier holds; a problem and None where it is not read."""
    try:
        return read_inside(path, folder.root, most=most)
    except UnreadableFileError as error:
        folder.problems.add(error.problem)
        return None


def _check_narrative(
    name: str, section: str, language: str, settings: Settings, folder: TableFolder
) -> None:
    if language not in settings.languages:
        folder.problems.warning(
            "NAR002",
            Location(name),
            f"no chapter is built in {language}, so this text appears nowhere",
            f"add {language} to languages in dossier.yaml, or move the file",
        )
    if not _SECTION.fullmatch(section):
        folder.problems.error(
            "NAR003",
            Location(name),
            f'"{section}" cannot be the name of a section',
            "name the file like the section, in small letters, as in why.md",
        )


def load_reports(folder: TableFolder) -> tuple[NationalReport, ...]:
    """Read ``reports/reports.yaml``, if there is one."""
    path = folder.root / REPORTS_FILE
    if not path.is_file():
        return ()
    folder.files.append(path)
    data = file_bytes(path, folder, MOST_YAML)
    if data is None:
        return ()
    node = parse_yaml(decode(data).text, REPORTS_FILE, folder.problems, may_be_empty=True)
    if isinstance(node, ListNode):
        node = KeysNode({"reports": node}, {"reports": node.line}, node.line)
    if node is None:
        return ()
    keys = Keys(node, REPORTS_FILE, folder.problems)
    keys.only(("reports",))
    unique = UniqueIds("report_id", folder.problems)
    found = []
    for entry in keys.each("reports"):
        report = _report(entry, folder)
        if report is not None and unique.is_new(report.report_id, report.where):
            found.append(report)
            folder.files.append(report.path)
    return tuple(found)


def _report(keys: Keys, folder: TableFolder) -> NationalReport | None:
    keys.only(_REPORT_KEYS)
    year = keys.integer("year")
    if year is None and "year" not in keys:
        keys.missing("year", "2026")
    path = _report_path(keys, folder.root)
    report_id = keys.required("report_id", "vnr-2026")
    title = keys.required("title", "the title on its cover")
    if path is None or year is None or not keys.ok:
        return None
    return NationalReport(
        report_id=report_id,
        title=title,
        year=year,
        version=keys.text("version", "1"),
        language=language_tag(keys.text("language", folder.language)),
        path=path,
        published_on=keys.date("published_on"),
        cycle=keys.integer("cycle", 1) or 1,
        url=_address(keys),
        where=keys.at(),
    )


def _address(keys: Keys) -> str:
    url = keys.text("url")
    if url and not url.startswith(("https://", "http://")):
        keys.wrong("url", "is no address of the web", "write https://… , where the report is found")
        return ""
    return url


def _report_path(keys: Keys, root: Path) -> Path | None:
    written = keys.required("path", "vnr-2026.pdf")
    if not written:
        return None
    path = root / "reports" / written
    if not stays_inside(f"reports/{written}", root) or not path.is_file():
        keys.wrong(
            "path",
            f'is "{written}", which is not in reports/',
            "put the file there and give its path from reports/",
        )
        return None
    if path.suffix.casefold() not in _REPORT_ENDINGS:
        keys.wrong("path", f'is "{written}", neither PDF, DOCX nor TXT', "save the report as a PDF")
        return None
    return path
