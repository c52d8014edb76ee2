"""Which group, or which place, each row of a survey belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vnrgen.dossier.codes.codelists import canonical_code, fold
from vnrgen.dossier.codes.codelists import label as listed_label
from vnrgen.dossier.model import Category, Dimension, DimensionRole, Label
from vnrgen.dossier.model.observations import SDMX_DIMENSIONS, TOTAL
from vnrgen.dossier.readers.contract import ReadingContext
from vnrgen.dossier.readers.kobo.answers import Words
from vnrgen.dossier.readers.kobo.conditions import evaluate
from vnrgen.dossier.readers.kobo.form import Choice
from vnrgen.dossier.readers.kobo.opening import NUMBERS
from vnrgen.dossier.readers.kobo.rules import AREAS, GroupRule, SurveyRules
from vnrgen.dossier.readers.kobo.survey import Survey
from vnrgen.dossier.tables.suggestions import did_you_mean
from vnrgen.problems import Location, ProblemLog, listed

MOST_GROUPS = 60
_LISTED = 8


@dataclass(frozen=True, slots=True)
class Grouping:
    """How one breakdown sorts rows: ``of_row`` holds a code, or None where a row is in no group.

    ``dimension`` is "" for places, whose codes are ids of places. ``codes`` lists every code
    there may be, also those that nobody belongs to.
    """

    dimension: str
    codes: Sequence[str]
    of_row: Sequence[str | None]


@dataclass(slots=True)
class Groupings:
    """Sorts the rows of a survey by the rules of its mapping; each thing wrong is said once."""

    survey: Survey
    rules: SurveyRules
    context: ReadingContext
    where: Location
    problems: ProblemLog
    dimensions: dict[str, Dimension] = field(default_factory=dict)

    def grouping(self, name: str, level: str) -> Grouping | None:
        """Return how a name of ``by`` sorts the rows of a level; None where it cannot."""
        if name == AREAS:
            return self._areas(level)
        rule = self.rules.group(name)
        if not all(self.survey.has(question) for question in rule.names):
            return None
        return self._by_conditions(rule, level) if rule.conditions else self._by(rule, level)

    def _areas(self, level: str) -> Grouping | None:
        areas = self.rules.areas
        if areas is None or not self.survey.has(areas.question):
            return None
        answers, choices = self._single(areas.question, level, AREAS)
        if answers is None:
            return None
        known = list(choices) or sorted({text for text in answers.texts if text})
        meant = dict(areas.places) or {answer: answer for answer in known}
        unmapped = [answer for answer in known if answer not in meant]
        unknown = sorted({place for place in meant.values() if place not in self.context.places})
        for place in unknown if self.context.places else ():
            self.problems.error(
                "KOB016",
                self.where,
                f'areas: the place "{place}" is not in places.csv',
                f"{did_you_mean(place, self.context.places)} Or say which place an answer is, "
                "under areas: places",
            )
        if unmapped:
            self._report_unmapped(AREAS, "place of places.csv", "places", unmapped)
        codes = [place for place in dict.fromkeys(meant.values()) if place not in unknown]
        places = {answer: place for answer, place in meant.items() if place in codes}
        return Grouping("", codes, [places.get(text) for text in answers.texts])

    def _by(self, rule: GroupRule, level: str) -> Grouping | None:
        answers, choices = self._single(rule.question, level, rule.name)
        if answers is None:
            return None
        known = list(choices) or sorted({text for text in answers.texts if text})
        if len(known) > MOST_GROUPS and not rule.codes:
            self.problems.error(
                "KOB005",
                self.where,
                f'"{rule.question}" has {len(known)} different answers, too many for groups',
                f"sort them into fewer: groups: {{{rule.name}: {{codes: {{answer: code}}}}}}",
            )
            return None
        codes = self._codes(rule, known, choices)
        order = [code for code in dict.fromkeys(codes.values()) if code is not None]
        self._declare(rule, codes, choices)
        return Grouping(rule.dimension, order, [codes.get(text) for text in answers.texts])

    def _single(
        self, question: str, level: str, title: str
    ) -> tuple[Words | None, Mapping[str, Choice]]:
        """Return the answers to a question that puts everybody into one group at most."""
        column = self.survey.answers(level)(question)
        asked = self.survey.asked[question]
        if isinstance(column, Words) and asked.kind not in NUMBERS:
            choices = self.survey.form.choices(asked.question) if asked.question else {}
            none = {fold(text) for text in self.rules.no_answer}
            return column, {n: c for n, c in choices.items() if fold(n) not in none}
        kind = "a number" if isinstance(column, Words) else "several answers"
        self.problems.error(
            "KOB015",
            self.where,
            f'"{question}" has {kind} to a row, so it does not say which group a row belongs to',
            f"write a condition for each group, under groups: {title}: when: {{code: condition}}",
        )
        return None, {}

    def _codes(
        self, rule: GroupRule, known: Sequence[str], choices: Mapping[str, Choice]
    ) -> dict[str, str | None]:
        if rule.codes:
            extra = [answer for answer in rule.codes if choices and answer not in choices]
            for answer in extra:
                self.problems.error(
                    "KOB011",
                    self.where,
                    f'groups: {rule.name}: "{answer}" is no choice of "{rule.question}"',
                    did_you_mean(answer, choices),
                )
            unmapped = [answer for answer in known if answer not in rule.codes]
            if unmapped:
                self._report_unmapped(f"groups: {rule.name}", rule.dimension, "codes", unmapped)
            return dict(rule.codes)
        codes: dict[str, str | None] = {answer: answer for answer in known}
        if rule.dimension in SDMX_DIMENSIONS:
            codes = {answer: self._sdmx(rule, answer, choices.get(answer)) for answer in known}
        unmapped = [answer for answer, code in codes.items() if code in {None, TOTAL}]
        if unmapped:
            self._report_unmapped(f"groups: {rule.name}", rule.dimension, "codes", unmapped)
        return {answer: code for answer, code in codes.items() if answer not in unmapped}

    def _sdmx(self, rule: GroupRule, answer: str, choice: Choice | None) -> str | None:
        """Return the SDMX code that a choice's name or one of its labels stands for."""
        texts = (answer, *(choice.labels.values() if choice else ()))
        found = (canonical_code(rule.dimension, text) for text in texts)
        return next((code for code in found if code not in {None, TOTAL}), None)

    def _report_unmapped(
        self, title: str, wanted: str, option: str, answers: Sequence[str]
    ) -> None:
        shown = listed([f'"{answer}"' for answer in answers], _LISTED)
        self.problems.error(
            "KOB015",
            self.where,
            f"{title}: nothing says which {wanted} {shown} is",
            f'write it under {option}: {{"{answers[0]}": …}}; null leaves an answer out',
        )

    def _by_conditions(self, rule: GroupRule, level: str) -> Grouping:
        answers = self.survey.answers(level)
        truths = {c: evaluate(condition, answers) for c, condition in rule.conditions.items()}
        of_row: list[str | None] = []
        overlapping = 0
        for row in zip(*truths.values(), strict=True):
            codes = [code for code, truth in zip(truths, row, strict=True) if truth]
            overlapping += len(codes) > 1
            of_row.append(codes[0] if len(codes) == 1 else None)
        if overlapping:
            rows = "1 row" if overlapping == 1 else f"{overlapping} rows"
            self.problems.error(
                "KOB022",
                self.where,
                f"groups: {rule.name}: {rows} fulfil the conditions of several groups",
                "write conditions that exclude each other, or make each a group of its own name",
            )
        self._declare(rule, {code: code for code in rule.conditions}, {})
        return Grouping(rule.dimension, list(rule.conditions), of_row)

    def _declare(
        self, rule: GroupRule, codes: Mapping[str, str | None], choices: Mapping[str, Choice]
    ) -> None:
        """Add the words of a dimension's codes, as the form has them, to what was found."""
        categories: dict[str, Category] = {}
        for answer, code in codes.items():
            if code is None or listed_label(rule.dimension, code) is not None:
                continue
            labels = choices[answer].labels if answer in choices else {}
            texts = {tag or "und": text for tag, text in labels.items()}
            if not texts and answer == code and not rule.conditions:
                texts = {"und": answer}
            if texts and code not in categories:
                categories[code] = Category(code=code, label=Label(texts=texts))
        known = self.dimensions.get(rule.dimension)
        declared = self.context.dimensions.get(rule.dimension)
        if rule.dimension in SDMX_DIMENSIONS and not categories:
            return
        self.dimensions[rule.dimension] = Dimension(
            dimension_id=rule.dimension,
            label=declared.label if declared else self._title(rule),
            role=declared.role if declared else DimensionRole.GROUP,
            categories={**categories, **(known.categories if known else {})},
        )

    def _title(self, rule: GroupRule) -> Label:
        return Label(texts={"und": rule.dimension.replace("_", " ").capitalize()})
