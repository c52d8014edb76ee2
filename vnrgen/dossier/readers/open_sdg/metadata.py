"""The metadata of an indicator: YAML, YAML before a text, or a table of fields and values."""

from __future__ import annotations

import html
import re
import warnings
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.files.encoding import decode
from vnrgen.dossier.files.grid import read_grid
from vnrgen.dossier.files.inside import UnreadableFileError, read_inside
from vnrgen.dossier.readers.open_sdg.translations import Translations
from vnrgen.dossier.settings.yaml_files import MOST_YAML, is_nested_deeply
from vnrgen.problems import Location, ProblemLog, Severity
from vnrgen.visible import visible

if TYPE_CHECKING:
    from pathlib import Path

    from vnrgen.dossier.readers.remarks import Remarks

METADATA_ENDINGS = (".md", ".yml", ".yaml", ".csv", ".xlsx")
_TRANSLATION_KEY = re.compile(r"[\w-]+(\.[\w-]+)+")
_TAG = re.compile(r"<[^>]*>")
_MOST_BYTES = 2_000_000  # front matter and the text below it
_MOST_VALUES = 50_000


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of one metadata file; empty where there is none or it is broken."""

    path: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    translations: Translations = field(default_factory=Translations)

    def text(self, name: str) -> str:
        """Return a field as plain text: no HTML, and no key of a translation.

        A value such as ``global_indicators.3-1-1-title`` names a text of the translations.
        """
        value = self.fields.get(name)
        if not isinstance(value, str | int | float):
            return ""
        plain = " ".join(visible(html.unescape(_TAG.sub(" ", str(value)))).split())
        is_key = _TRANSLATION_KEY.fullmatch(plain) is not None
        return (self.translations.text(plain) or "") if is_key else plain

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a field that holds a list of texts."""
        value = self.fields.get(name)
        items = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
        return tuple(visible(item) for item in items if isinstance(item, str))

    def records(self, name: str) -> tuple[Mapping[str, str], ...]:
        """Return a field that holds a list of small mappings, such as ``data_start_values``."""
        value = self.fields.get(name)
        items = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
        return tuple(
            {str(key): visible(str(item)) for key, item in record.items() if item is not None}
            for record in items
            if isinstance(record, Mapping)
        )

    def is_flag(self, name: str) -> bool:
        """Tell whether a field says yes."""
        return fold(str(self.fields.get(name, ""))) in {"true", "yes"}

    @property
    def title(self) -> str:
        """What the indicator is called: the title of its graph, else what data it offers."""
        names = ("graph_title", "indicator_available", "indicator_name", "indicator_number")
        return next((text for name in names if (text := self.text(name))), "")

    def graph_title(self, series: str, unit: str) -> str:
        """Return the title the site shows for one series (or unit), "" where it has none."""
        for record in self.records("graph_titles"):
            title = record.get("title", "")
            for key, wanted in (("series", series), ("unit", unit)):
                named = next((v for k, v in record.items() if k.strip("~ ") == key), "")
                if title and wanted and fold(named) == fold(wanted):
                    is_key = _TRANSLATION_KEY.fullmatch(title) is not None
                    return (self.translations.text(title) or "") if is_key else title
        return ""


def joined(parts: Sequence[Metadata], translations: Translations) -> Metadata:
    """Return the fields of all files of one indicator; what sets the page up comes last."""
    fields: dict[str, object] = {}
    for part in parts:
        fields |= part.fields
    return Metadata(parts[0].path if parts else "", fields, translations)


def read_metadata(path: Path, name: str, root: Path, remarks: Remarks) -> Metadata:
    """Read one metadata file; where its YAML is broken that is reported and it reads as empty.

    Args:
        path: The ``.md`` (front matter), ``.yml``, ``.csv`` or ``.xlsx`` file.
        name: The path that problems show.
        root: The dossier's folder, out of which nothing is read.
        remarks: Receives a warning with the line of the fault.
    """
    if path.suffix in {".csv", ".xlsx"}:
        return _fields_of_table(path, name, root, remarks)
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    reader = YAML(typ="safe", pure=True)
    reader.allow_duplicate_keys = True
    first_line = 1
    try:
        data = read_inside(path, root, most=_MOST_BYTES)
        text, first_line = _front_matter(decode(data).text)
        if len(text) > MOST_YAML:
            raise ValueError(f"they have more than {MOST_YAML:,} characters")  # noqa: TRY301
        if is_nested_deeply(text):
            raise RecursionError  # noqa: TRY301
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of anchors used twice
            loaded = reader.load(text)
        if not _is_finite(loaded):
            raise ValueError("they repeat themselves without end")  # noqa: TRY301
    except MarkedYAMLError as error:
        line = first_line + error.problem_mark.line if error.problem_mark else None
        _report(Location(name, line), str(error.problem or "it is not YAML"), remarks)
        return Metadata(name)
    except RecursionError:
        _report(Location(name), "they are nested too deeply", remarks)
        return Metadata(name)
    except (YAMLError, OSError, ValueError, UnreadableFileError) as error:
        _report(Location(name), str(error).splitlines()[0], remarks)
        return Metadata(name)
    return Metadata(name, loaded if isinstance(loaded, Mapping) else {})


def _fields_of_table(path: Path, name: str, root: Path, remarks: Remarks) -> Metadata:
    """Return the fields of a table with one field in each row: its name, then its value."""
    problems = ProblemLog()
    grid = read_grid(path, root, problems, as_laid_out=True)
    for problem in problems:
        if problem.severity is not Severity.NOTICE:
            remarks.warning("OSG005", problem.where, f"the metadata: {problem.what}", problem.fix)
    pairs = [(row[0], row[1]) for row in grid.rows if len(row) > 1 and row[0]]
    return Metadata(name, {key: value for key, value in pairs if value})


def _is_finite(loaded: object) -> bool:
    """Whether a structure ends soon: one that names itself never does."""
    left, waiting = _MOST_VALUES, [loaded]
    while waiting and left:
        value = waiting.pop()
        left -= 1
        if isinstance(value, Mapping):
            waiting.extend(value.values())
        elif isinstance(value, Sequence | Set) and not isinstance(value, str | bytes):
            waiting.extend(value)
    return not waiting


def _front_matter(text: str) -> tuple[str, int]:
    """Return the YAML between the first two lines of dashes, and the line it begins on."""
    lines = text.splitlines()
    marks = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if not marks or any(line.strip() for line in lines[: marks[0]]):
        return text, 1
    end = marks[1] if len(marks) > 1 else len(lines)
    return "\n".join(lines[marks[0] + 1 : end]), marks[0] + 2


def _report(where: Location, reason: str, remarks: Remarks) -> None:
    remarks.warning(
        "OSG005",
        where,
        f"the metadata cannot be read ({reason}); the data are read without them",
        "correct the YAML between the two lines of dashes",
    )
