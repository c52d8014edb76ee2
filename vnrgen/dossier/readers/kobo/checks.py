"""Whether the values that conditions name can be answers to their questions."""

from __future__ import annotations

from collections.abc import Mapping

from vnrgen.dossier.codes.codelists import fold
from vnrgen.dossier.readers.kobo.conditions import Comparison, OneOf, leaves_of
from vnrgen.dossier.readers.kobo.form import Choice, Form
from vnrgen.dossier.readers.kobo.opening import NUMBERS
from vnrgen.dossier.readers.kobo.rules import SurveyRules, conditions_of
from vnrgen.dossier.readers.kobo.survey import Asked
from vnrgen.dossier.tables.cells import parse_number
from vnrgen.dossier.tables.suggestions import did_you_mean
from vnrgen.problems import Location, ProblemLog


def check_conditions(
    rules: SurveyRules,
    form: Form,
    asked: Mapping[str, Asked],
    where: Location,
    problems: ProblemLog,
) -> None:
    """Report every value that is no choice of its question, and no number where one is needed."""
    none = {fold(text) for text in rules.no_answer}
    for title, condition in conditions_of(rules):
        for leaf in leaves_of(condition):
            one = asked.get(leaf.name)
            values = (leaf.value,) if isinstance(leaf, Comparison) else leaf.values
            if one is None or one.question is None:
                continue
            choices = form.choices(one.question)
            for value in values:
                wrong = _wrong(leaf, value, one, choices, none)
                if wrong:
                    what, fix = wrong
                    problems.error("KOB011", where, f"{title}: {what}", fix)


def check_answers(
    rules: SurveyRules,
    form: Form,
    asked: Mapping[str, Asked],
    where: Location,
    problems: ProblemLog,
) -> None:
    """Report every unusual answer that is said to mean a choice that there is not."""
    questions = [one.question for one in asked.values() if one.question is not None]
    for question in questions:
        choices = form.choices(question)
        for name in dict.fromkeys((question.path, question.name)):
            for cell, meant in rules.answers.get(name, {}).items():
                if choices and meant and meant not in choices:
                    problems.error(
                        "KOB011",
                        where,
                        f'answers: {name}: "{cell}" is to mean "{meant}", which is no choice',
                        did_you_mean(meant, choices),
                    )


def _wrong(
    leaf: Comparison | OneOf,
    value: str,
    asked: Asked,
    choices: Mapping[str, Choice],
    none: set[str],
) -> tuple[str, str] | None:
    """Return what is wrong with a value and how to mend it, or None."""
    if asked.kind in NUMBERS and parse_number(value) is None:
        return (
            f'"{value}" is no number, and "{leaf.name}" is answered with one',
            f"compare it with a number, as in {leaf.name} >= 12",
        )
    if not choices:
        return None
    if fold(value) in none:
        return (
            f'"{value}" counts as no answer (no_answer), so nobody can have answered it',
            "take it out of no_answer, or out of the condition",
        )
    is_range = isinstance(leaf, Comparison) and leaf.operator not in {"=", "!="}
    if is_range and asked.kind == "select_multiple":
        return (
            f'"{leaf.name}" has several answers to a row, which cannot be more or less',
            f"write {leaf.name} has choice",
        )
    if value in choices or (is_range and parse_number(value) is not None):
        return None
    labelled = [c.name for c in choices.values() if fold(value) in map(fold, c.labels.values())]
    if len(labelled) == 1:
        return f'"{value}" is a label', f'write the name of that choice, "{labelled[0]}"'
    return f'"{value}" is no choice of "{leaf.name}"', did_you_mean(value, choices)
