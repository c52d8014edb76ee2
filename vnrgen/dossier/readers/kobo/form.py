"""An XLSForm (its ``survey`` and ``choices`` sheets) becomes questions and lists of choices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.files.grid import header_key, path_within
from vnrgen.dossier.readers.kobo.door import OpenedSheet, open_columns
from vnrgen.problems import Location, ProblemLog

_SELECT = re.compile(
    r"(?P<kind>select[_ ]one|select1|select[_ ]multiple|select|rank)(?:[_ ]from[_ ]file)?"
    r"(?: from)? (?P<list>\S+)(?P<other> or[_ ]other| or specify other)?"
)
_BEGIN = re.compile(r"begin[_ ](?P<what>group|repeat)")
_END = re.compile(r"end[_ ](?:group|repeat)")
_KINDS = {"select1": "select_one", "select": "select_multiple"}
_LANGUAGE = re.compile(
    r"label\s*:{1,2}\s*(?P<name>.*?)\s*(?:\((?P<tag>[\w-]{2,12})\))?", re.IGNORECASE
)
# Forms often name a language without its code.
_LANGUAGES = {
    "english": "en", "french": "fr", "français": "fr", "francais": "fr", "spanish": "es",
    "español": "es", "espanol": "es", "portuguese": "pt", "português": "pt", "arabic": "ar",
    "العربية": "ar", "russian": "ru", "русский": "ru", "ukrainian": "uk", "українська": "uk",
    "chinese": "zh", "中文": "zh", "hindi": "hi", "nepali": "ne", "bengali": "bn", "bangla": "bn",
    "urdu": "ur", "farsi": "fa", "persian": "fa", "dari": "prs", "pashto": "ps", "kurdish": "ku",
    "swahili": "sw", "kiswahili": "sw", "somali": "so", "amharic": "am", "hausa": "ha",
    "burmese": "my", "khmer": "km", "lao": "lo", "thai": "th", "vietnamese": "vi",
    "indonesian": "id", "tagalog": "tl", "turkish": "tr", "german": "de", "italian": "it",
}  # fmt: skip
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|\*\*|__")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a list; ``labels`` maps languages ("" where none is given) to its words."""

    name: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """A group or repeat of questions; ``parent`` is the section around it."""

    name: str
    labels: Mapping[str, str]
    parent: Section | None
    is_repeat: bool

    @property
    def line(self) -> tuple[Section, ...]:
        """The sections from the outermost one down to this one."""
        return (*(self.parent.line if self.parent else ()), self)


@dataclass(frozen=True, slots=True)
class Question:
    """One question: ``kind`` is its type in the form, ``list_name`` its list of choices."""

    name: str
    kind: str
    list_name: str
    labels: Mapping[str, str]
    section: Section | None
    row: int

    @property
    def sections(self) -> tuple[Section, ...]:
        """The groups and repeats it lies in, the outermost first."""
        return self.section.line if self.section else ()

    @property
    def path(self) -> str:
        """Its name after those of its groups, which tells equal names apart."""
        return "/".join((*(section.name for section in self.sections), self.name))

    @property
    def repeat(self) -> str:
        """The name of the repeat it is asked in, "" where it is asked once a submission."""
        return next((s.name for s in reversed(self.sections) if s.is_repeat), "")


@dataclass(slots=True)
class Form:
    """All questions in their order, lists of choices by name, and repeats with their parents."""

    questions: list[Question] = field(default_factory=list)
    lists: dict[str, dict[str, Choice]] = field(default_factory=dict)
    repeats: dict[str, Section] = field(default_factory=dict)

    def find(self, name: str) -> list[Question]:
        """Return the questions that a name, or a name after its groups, stands for."""
        exact = [q for q in self.questions if name in (q.name, q.path)]
        return exact or [q for q in self.questions if q.path.endswith(f"/{name}")]

    def choices(self, question: Question) -> Mapping[str, Choice]:
        """Return the choices of a question by name, none where its list is not in the form."""
        return self.lists.get(question.list_name, {})

    @property
    def names_of_choices(self) -> set[str]:
        """The names of the choices of all lists."""
        return {name for choices in self.lists.values() for name in choices}

    def parent_of(self, repeat: str) -> str:
        """Return the repeat around a repeat, "" where it hangs on the submission itself."""
        section = self.repeats[repeat].parent if repeat in self.repeats else None
        while section is not None and not section.is_repeat:
            section = section.parent
        return section.name if section else ""


def read_form(survey: Path, choices: Path, root: Path, problems: ProblemLog) -> Form | None:
    """Read a form from its workbook (both paths the same) or from its two sheets as CSV.

    Returns:
        The form, or None where it cannot be read; ``problems`` says why.
    """
    tables = {
        "survey": _sheet(survey, "survey", ("type", "name"), root, problems),
        "choices": _sheet(choices, "choices", ("listname", "name"), root, problems),
    }
    sheet, lists = tables["survey"], tables["choices"]
    if sheet is None or lists is None:
        return None
    form = Form(lists=_lists(lists))
    _add_questions(form, sheet, Location(path_within(survey, root)), problems)
    return form


def _sheet(
    path: Path, title: str, needed: Sequence[str], root: Path, problems: ProblemLog
) -> OpenedSheet | None:
    def keep(found: str, header: Sequence[str]) -> list[int]:
        if path.suffix.casefold() == ".xlsx" and fold(found) != title:
            return []
        return [i for i, cell in enumerate(header) if _part(cell) in {*needed, "label"}]

    sheets = open_columns(path, root, keep, problems)
    for sheet in sheets:
        if set(needed) <= {_part(sheet.header[i]) for i in sheet.columns}:
            return sheet
    if sheets:
        problems.error(
            "KOB002",
            Location(path_within(path, root)),
            f"this is no XLSForm: it has no {title} sheet with the columns {' and '.join(needed)}",
            "name the form as it was uploaded to KoboToolbox or ODK: an XLSX with the sheets "
            "survey and choices, or form: {survey: …csv, choices: …csv}",
        )
    return None


def _part(header: str) -> str:
    key = header_key(header)
    return "label" if re.match(r"label(:|$)", key) else key


def _language(header: str) -> str:
    """Return the language of a column such as ``label::English (en)``, "" where it says none.

    >>> [_language(head) for head in ("label::Français (fr)", "label::es", "label:English")]
    ['fr', 'es', 'en']
    """
    match = _LANGUAGE.fullmatch(header.strip())
    if not match:
        return ""
    return match["tag"] or _LANGUAGES.get(match["name"].casefold(), match["name"])


def plain_label(text: str) -> str:
    r"""Return a label on one line and without its markup.

    >>> plain_label(" **Water**\n source <span style='x'>(main)</span> ")
    'Water source (main)'
    """
    return " ".join(_MARKUP.sub("", text).split())


def _rows(sheet: OpenedSheet) -> Iterator[tuple[int, dict[str, str], dict[str, str]]]:
    """Yield the number, the cells by header and the labels by language of every row."""
    languages = {
        i: _language(sheet.header[i]) for i in sheet.columns if _part(sheet.header[i]) == "label"
    }
    for position, number in enumerate(sheet.rows):
        cells = {
            _part(sheet.header[i]): column[position]
            for i, column in sheet.columns.items()
            if i not in languages
        }
        labels = {tag: plain_label(sheet.columns[i][position]) for i, tag in languages.items()}
        yield number, cells, {tag: label for tag, label in labels.items() if label}


def _lists(sheet: OpenedSheet) -> dict[str, dict[str, Choice]]:
    lists: dict[str, dict[str, Choice]] = {}
    for _, cells, labels in _rows(sheet):
        if cells["listname"] and cells["name"]:
            choice = Choice(str(cells["name"]), labels)
            lists.setdefault(str(cells["listname"]), {}).setdefault(choice.name, choice)
    return lists


def _add_questions(form: Form, sheet: OpenedSheet, where: Location, problems: ProblemLog) -> None:
    section: Section | None = None
    for number, cells, labels in _rows(sheet):
        kind = fold(cells["type"])
        begin = _BEGIN.fullmatch(kind)
        if begin:
            section = Section(cells["name"], labels, section, begin["what"] == "repeat")
            if section.is_repeat:
                form.repeats[section.name] = section
        elif _END.fullmatch(kind):
            if section is None:
                problems.warning(
                    "KOB003",
                    Location(where.path, number, "type"),
                    "a group ends here that never began",
                    "compare the form with the one in KoboToolbox or ODK",
                )
            section = section.parent if section else None
        elif kind and cells["name"]:
            form.questions.append(_question(form, cells, labels, section, number))


def _question(
    form: Form,
    cells: Mapping[str, str],
    labels: Mapping[str, str],
    section: Section | None,
    number: int,
) -> Question:
    written = " ".join(cells["type"].split())
    select = _SELECT.fullmatch(written) or _SELECT.fullmatch(written.casefold())
    if not select:
        return Question(cells["name"], fold(written), "", labels, section, number)
    kind = select["kind"].casefold().replace(" ", "_")
    list_name = select["list"]
    if select["other"]:
        listed = dict(form.lists.get(list_name, {}))
        listed.setdefault("other", Choice("other", {"": "Other"}))
        list_name = f"{list_name} or_other"
        form.lists[list_name] = listed
    return Question(cells["name"], _KINDS.get(kind, kind), list_name, labels, section, number)
