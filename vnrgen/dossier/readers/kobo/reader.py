"""Reads a survey: mapping, form, export, then estimates for everybody and for each group."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from vnrgen.dossier.model import DataFile
from vnrgen.dossier.readers.contract import ReadingContext, ReadResult
from vnrgen.dossier.readers.kobo.checks import check_answers, check_conditions
from vnrgen.dossier.readers.kobo.form import read_form
from vnrgen.dossier.readers.kobo.groups import Groupings
from vnrgen.dossier.readers.kobo.indicators import Indicators
from vnrgen.dossier.readers.kobo.mapping import read_rules
from vnrgen.dossier.readers.kobo.opening import Opening, ask
from vnrgen.dossier.readers.kobo.reading import SurveyReader
from vnrgen.dossier.readers.kobo.rules import SurveyRules
from vnrgen.dossier.settings.dossier_yaml import stays_inside
from vnrgen.problems import ProblemLog


def read(file: DataFile, context: ReadingContext, problems: ProblemLog) -> ReadResult:
    """Read the export of a survey made with KoboToolbox or ODK.

    Args:
        file: The export (XLSX or CSV); its options are described in ``docs/kobo.md``.
        context: What the dossier already says.
        problems: Receives what is wrong, with its place.

    Returns:
        One observation for each indicator as a whole and for each group asked for, with the
        number of people it rests on, its standard error and its 95 % interval; and the dimensions
        that the form's choices make.
    """
    rules = read_rules(file, problems)
    paths = _paths(file, rules, context.root, problems)
    if paths is None:
        return ReadResult()
    result = ReadResult(input_files=sorted(set(paths.values())))
    form = read_form(paths["survey"], paths["choices"], context.root, problems)
    if form is None:
        return result
    names = {name for rule in rules.indicators for name in rules.names_of(rule)}
    asked = ask(names, form, file.where, problems)
    check_conditions(rules, form, asked, file.where, problems)
    check_answers(rules, form, asked, file.where, problems)
    given = {name: paths.get(f"repeat {name}") for name in rules.repeats}
    repeats = {name: path for name, path in given.items() if path is not None}
    opening = Opening(form, asked, rules.separators, problems)
    opened = opening.open(context.path_of(file), repeats, context.root)
    if not opened:
        return result
    mark = context.decimal_mark
    reading = SurveyReader(form, rules, opened, file.where, problems, decimal_mark=mark)
    survey = reading.survey(asked)
    groupings = Groupings(survey, rules, context, file.where, problems)
    indicators = Indicators(survey, groupings, file, context, problems)
    for rule in rules.indicators:
        result.observations.extend(indicators.observations(rule))
    result.dimensions.update(groupings.dimensions)
    return result


def _paths(
    file: DataFile, rules: SurveyRules, root: Path, problems: ProblemLog
) -> dict[str, Path] | None:
    """Return the files of a survey by what they are; None where one is missing."""
    found = {"export": root / file.path}
    ok = bool(rules.survey and rules.indicators)
    for what, path in _named(rules):
        if not path:
            continue
        if not stays_inside(path, root) or not (root / path).is_file():
            ok = False
            problems.error(
                "KOB001",
                file.where,
                f'{file.path}: {what}: there is no file "{path}" in the dossier',
                "correct the path (relative to dossier.yaml), or add the file",
            )
        found[what] = root / path
    if not found["export"].is_file():
        ok = False
        problems.error(
            "LAY002",
            file.where,
            f'"{file.path}" is a folder; a survey is one file',
            "name the export itself, and the files of repeats under repeats:",
        )
    return found if ok else None


def _named(rules: SurveyRules) -> Iterator[tuple[str, str]]:
    yield "survey", rules.survey
    yield "choices", rules.choices
    for repeat, path in rules.repeats.items():
        yield f"repeat {repeat}", path
