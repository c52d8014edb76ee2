"""What a survey's form and export hold, before its indicators are written down.

Only headers of the export are looked at. Questions whose answers stay closed (names, telephone
numbers, places, people's own words) are counted and never named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.files.grid import path_within
from vnrgen.dossier.readers.kobo.door import open_columns
from vnrgen.dossier.readers.kobo.form import Form, Question, read_form
from vnrgen.dossier.readers.kobo.headers import HeaderNames
from vnrgen.dossier.readers.kobo.opening import NUMBERS, SELECTS
from vnrgen.dossier.settings.yaml_edits import entry_lines
from vnrgen.problems import Location, Problem, ProblemLog

if TYPE_CHECKING:
    from vnrgen.dossier.inspection.reading import DimensionFound, Inspection
    from vnrgen.dossier.inspection.recognition import Recognised

FORM = "the sheet survey of an XLSForm"
_META = frozenset(
    {
        *("_id", "_uuid", "_submission_time", "_index", "_validation_status", "__version__"),
        *("_submitted_by", "_status", "_parent_index", "_submission__id", "meta-instanceid"),
        *("instanceid", "submissiondate", "key", "parent_key", "reviewstate", "submitterid"),
        "formversion",
    }
)
_LEAST_META = 2
_MOST_INDICATORS = 5


def is_form(header: Sequence[str]) -> bool:
    """Tell the first row of the sheet survey of an XLSForm."""
    names = {fold(cell) for cell in header}
    return {"type", "name"} <= names and any(n.startswith("label") for n in names)


def export_columns(header: Sequence[str]) -> list[str]:
    """Return the columns by which a first row is that of an export, none where it is none."""
    found = [cell for cell in header if fold(cell) in _META]
    return found if len(found) >= _LEAST_META else []


def inspect_survey(path: Path, recognised: Recognised, options: Mapping[str, object]) -> Inspection:
    """Say which questions a survey has, and write an entry of dossier.yaml to be filled in.

    Args:
        path: The export, or the form alone.
        recognised: Why it is taken for a survey.
        options: Options given so far; ``form`` names the form of an export.
    """
    from vnrgen.dossier.inspection.reading import SOURCE, Inspection

    problems = ProblemLog()
    alone = recognised.because == FORM
    form_path = path if alone else _form_of(options, path)
    form = read_form(form_path, form_path, form_path.parent, problems) if form_path else None
    export = "EXPORT.xlsx" if alone else path.name
    shown = _questions(form, None if alone else path, problems) if form else []
    unmapped = _asked_for(form, form_path, shown, path, alone=alone)
    name = f"data/{form_path.name}" if form_path else "data/FORM.xlsx"
    given = {
        **options,
        "form": name,
        "source_id": options.get("source_id", SOURCE),
        "period": options.get("period", "YEAR"),
        "place": options.get("place", "PLACE_ID"),
        "indicators": [_indicator(q, form) for q in shown[:_MOST_INDICATORS] if form],
    }
    return Inspection(
        path=path.name,
        layout="kobo",
        because=recognised.because,
        figures=0,
        gaps=0,
        series=(),
        dimensions=tuple(_described(q, form) for q in shown if form),
        groups=(),
        places=(),
        periods=(),
        units=(),
        unmapped=unmapped,
        problems=tuple(problems.sorted()),
        entry=entry_lines(f"data/{export}", "kobo", given),
    )


def _form_of(options: Mapping[str, object], path: Path) -> Path | None:
    """Return the form that an option names, from where the command runs or beside the export."""
    named = options.get("form")
    if not isinstance(named, str):
        return None
    return next((p for p in (Path(named), path.parent / named) if p.is_file()), Path(named))


def _questions(form: Form, export: Path | None, problems: ProblemLog) -> list[Question]:
    """Return the questions that can be counted, of an export those that it has."""
    usable = [q for q in form.questions if q.kind in SELECTS | NUMBERS]
    if export is None:
        return usable
    sheets = open_columns(export, export.parent, lambda _title, _header: (), problems)
    names = HeaderNames(form, usable, ())
    there: set[str] = set()
    for sheet in sheets:
        for repeat in {q.repeat for q in usable}:
            there.update(names.match(sheet.header, repeat)[0])
    found = [q for q in usable if q.path in there]
    absent = [q.path for q in usable if q.path not in there]
    if absent:
        problems.notice(
            "INS007",
            Location(path_within(export, export.parent)),
            f"{len(absent)} questions of the form have no column here: {', '.join(absent[:8])}",
            "nothing, if they were added later; or export again with all questions",
        )
    return found


def _indicator(question: Question, form: Form | None) -> dict[str, object]:
    choices = list(form.choices(question)) if form else []
    numerator: object = choices[:1] if choices else ">= 1"
    return {
        "indicator_id": "SDG CODE",
        "series": question.name,
        "question": question.path,
        "numerator": numerator,
    }


def _described(question: Question, form: Form) -> DimensionFound:
    from vnrgen.dossier.inspection.reading import DimensionFound

    choices = form.choices(question)
    return DimensionFound(
        dimension_id=question.path,
        label=_words(question.labels) or question.name,
        role=f"question, {question.kind}",
        is_ordered=False,
        categories=tuple((code, _words(one.labels) or code) for code, one in choices.items()),
    )


def _words(labels: Mapping[str, str]) -> str:
    return labels.get("en") or next(iter(labels.values()), "")


def _asked_for(
    form: Form | None, form_path: Path | None, shown: Sequence[Question], path: Path, *, alone: bool
) -> tuple[Problem, ...]:
    """Return what a person has to add before the survey can be read."""
    where = Location(path.name)
    asked: list[tuple[str, str]] = []
    if form_path is None:
        what = "the export alone does not say what its questions and choices are"
        asked.append((what, "name its form: vnrgen inspect EXPORT form=FORM.xlsx"))
    if alone:
        what = "this is the form; the answers are in the export"
        asked.append((what, f"run vnrgen inspect EXPORT form={path.name}"))
    if form is not None:
        closed = len(form.questions) - len(
            [q for q in form.questions if q.kind in SELECTS | NUMBERS]
        )
        rows = " | ".join(f"SDG CODE,{q.name},LABEL,PT,higher" for q in shown[:_MOST_INDICATORS])
        what = (
            "nothing says which questions make which indicator; "
            f"{closed} other questions stay closed"
        )
        fix = (
            "write the SDG codes and the answers that count into the lines (docs/kobo.md), and add "
            f"rows to indicators.csv (indicator_id,series,label,unit,favourable): {rows}"
        )
        asked.append((what, fix))
    return tuple(Problem("INS006", where, what, fix) for what, fix in asked)
