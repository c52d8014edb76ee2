"""The options of a survey in ``dossier.yaml`` become rules; what is wrong in them is reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vnrgen.dossier.model import DataFile
from vnrgen.dossier.readers.kobo.conditions import (
    Answered,
    Condition,
    ConditionError,
    OneOf,
    parse_condition,
)
from vnrgen.dossier.readers.kobo.rules import (
    AREAS,
    DENOMINATORS,
    VALIDATIONS,
    Areas,
    GroupRule,
    IndicatorRule,
    SurveyRules,
    dimension_id,
)
from vnrgen.dossier.tables.suggestions import did_you_mean
from vnrgen.problems import ProblemLog

_DESIGN = ("weight", "cluster", "stratum")
_DEFAULTS = ("source_id", "period", "place", "where", "by", *_DESIGN)
_FILE = (
    "form",
    "repeats",
    "separator",
    "validation",
    "answers",
    "no_answer",
    "areas",
    "groups",
    "indicators",
    *_DEFAULTS,
)
_INDICATOR = ("indicator_id", "series", "question", "numerator", "denominator", *_DEFAULTS)
_GROUP = ("question", "dimension", "codes", "when")
_AREAS = ("question", "places")


def read_rules(file: DataFile, problems: ProblemLog) -> SurveyRules:
    """Return the rules of a data entry; what cannot be understood is reported and left out."""
    return _Reading(file, problems).rules()


class _Reading:
    def __init__(self, file: DataFile, problems: ProblemLog) -> None:
        self._file = file
        self._problems = problems

    def rules(self) -> SurveyRules:
        options = self._part(self._file.options, "options", _FILE)
        survey, choices = self._form(options.get("form"))
        areas = self._areas(options.get("areas"))
        groups = {
            name: rule
            for name, entry in self._mapping(options.get("groups"), "groups").items()
            if (rule := self._group(name, entry)) is not None
        }
        separator = self._text(options, "separator", "options")
        return SurveyRules(
            survey=survey,
            choices=choices,
            repeats=self._texts_by(options.get("repeats"), "repeats"),
            separators=(separator,) if separator else (),
            validation=self._word(options, "validation", VALIDATIONS, "not_rejected"),
            answers={
                question: self._texts_by(entry, f"answers: {question}")
                for question, entry in self._mapping(options.get("answers"), "answers").items()
            },
            no_answer=self._texts(options.get("no_answer"), "no_answer"),
            areas=areas,
            groups=groups,
            indicators=tuple(self._indicators(options, has_areas=areas is not None)),
        )

    def _form(self, value: object) -> tuple[str, str]:
        if isinstance(value, str) and value:
            return value, value
        if isinstance(value, Mapping):
            part = self._part(value, "form", ("survey", "choices"))
            survey = self._text(part, "survey", "form")
            choices = self._text(part, "choices", "form")
            if survey and choices:
                return survey, choices
        self._wrong(
            "form: does not name the form",
            "write form: data/form.xlsx, the XLSForm that was uploaded, or form: {survey: "
            "data/survey.csv, choices: data/choices.csv}",
        )
        return "", ""

    def _areas(self, value: object) -> Areas | None:
        if value is None:
            return None
        if isinstance(value, str):
            return Areas(question=value)
        part = self._part(value, "areas", _AREAS)
        question = self._needed(part, "question", "areas", "district")
        if not question:
            return None
        return Areas(question=question, places=self._texts_by(part.get("places"), "areas: places"))

    def _group(self, name: str, entry: object) -> GroupRule | None:
        title = f"groups: {name}"
        part = self._part(entry, title, _GROUP)
        dimension = self._text(part, "dimension", title) or dimension_id(name)
        if part.get("when") is not None:
            if part.get("question") is not None or part.get("codes") is not None:
                self._wrong(
                    f"{title}: has both when and question or codes",
                    "keep when (a condition for each code), or question with codes",
                )
            conditions = {
                code: condition
                for code, text in self._mapping(part["when"], f"{title}: when").items()
                if (condition := self._condition(text, f"{title}: when: {code}")) is not None
            }
            return GroupRule(name=name, dimension=dimension, conditions=conditions)
        codes = {
            answer: None if code is None else self._plain(code)
            for answer, code in self._mapping(part.get("codes"), f"{title}: codes").items()
        }
        question = self._text(part, "question", title) or name
        return GroupRule(name=name, dimension=dimension, question=question, codes=codes)

    def _indicators(
        self, options: Mapping[str, object], *, has_areas: bool
    ) -> Iterator[IndicatorRule]:
        entries = options.get("indicators")
        if not isinstance(entries, list | tuple) or not entries:
            self._wrong(
                "indicators: is not a list of indicators",
                "write each as - indicator_id: …, series: …, question: …, numerator: [choice]",
            )
            return
        defaults = {name: options.get(name) for name in _DEFAULTS}
        for number, entry in enumerate(entries, start=1):
            part = self._part(entry, f"indicators: entry {number}", _INDICATOR)
            if entry in (None, {}):
                self._wrong(
                    f"indicators: entry {number} is empty",
                    "write what it counts below it, or take the line out",
                )
            if part:
                rule = self._indicator(number, part, defaults, has_areas=has_areas)
                if rule is not None:
                    yield rule

    def _indicator(
        self,
        number: int,
        part: Mapping[str, object],
        defaults: Mapping[str, object],
        *,
        has_areas: bool,
    ) -> IndicatorRule | None:
        title = f"indicators: entry {number}"
        indicator_id = self._needed(part, "indicator_id", title, '"6.1.1"')
        series = self._needed(part, "series", title, "piped_water")
        title = f"{title} ({indicator_id} {series})"
        both = {**defaults, **{key: value for key, value in part.items() if value is not None}}
        numerator = self._numerator(part, title)
        denominator = self._denominator(part, title)
        examples = {"source_id": "hh2025", "period": '"2025"', "place": "ostara"}
        texts = {n: self._needed(both, n, title, example) for n, example in examples.items()}
        if not (indicator_id and series and all(texts.values())):
            return None
        if numerator is None or denominator is None:
            return None
        return IndicatorRule(
            title=title,
            indicator_id=indicator_id,
            series=series,
            numerator=numerator,
            denominator=denominator,
            where=self._where(part, defaults, title),
            by=self._by(both.get("by"), title, has_areas=has_areas),
            **texts,
            **{name: self._text(both, name, title) for name in _DESIGN},
        )

    def _numerator(self, part: Mapping[str, object], title: str) -> Condition | None:
        question = self._text(part, "question", title)
        value = part.get("numerator")
        if isinstance(value, list | tuple) and value and question:
            return OneOf(question, self._texts(value, f"{title}: numerator"))
        if isinstance(value, bool | int | float) and question:
            return OneOf(question, (self._plain(value),))
        if isinstance(value, str) and value:
            return self._condition(value, f"{title}: numerator", question)
        self._wrong(
            f"{title}: numerator does not say whom it counts",
            "write question: water and numerator: [piped, tap], or a condition such as "
            'numerator: "hours >= 12"',
        )
        return None

    def _denominator(self, part: Mapping[str, object], title: str) -> str | Condition | None:
        value = self._text(part, "denominator", title) or "answered"
        if value in DENOMINATORS:
            return value
        return self._condition(value, f"{title}: denominator")

    def _where(
        self, part: Mapping[str, object], defaults: Mapping[str, object], title: str
    ) -> tuple[Condition, ...]:
        texts = [(defaults.get("where"), "where"), (part.get("where"), f"{title}: where")]
        found = (self._condition(text, name) for text, name in texts if text is not None)
        return tuple(condition for condition in found if condition is not None)

    def _by(self, value: object, title: str, *, has_areas: bool) -> tuple[tuple[str, ...], ...]:
        if value is None:
            return ()
        entries = value if isinstance(value, list | tuple) else [value]
        found = []
        for entry in entries:
            parts = self._texts(entry, f"{title}: by")
            if AREAS in parts and not has_areas:
                self._wrong(
                    f"{title}: by asks for areas, which are not declared",
                    "write areas: {question: district, places: {answer: place_id}}",
                )
            elif parts:
                found.append(tuple(dict.fromkeys(parts)))
        return tuple(dict.fromkeys(found))

    def _condition(self, value: object, title: str, question: str = "") -> Condition | None:
        text = self._plain(value)
        try:
            if not question or not _is_bare(text):
                return parse_condition(text, question)
        except ConditionError as error:
            self._problems.error(
                "KOB010",
                self._file.where,
                f'{title}: "{text}" cannot be understood: {error}',
                "write conditions such as age >= 18, water in (piped, tap), not (sex = male), "
                "joined by and, or; docs/kobo.md lists them",
            )
            return None
        if text in {"answered", "any"}:
            return Answered(question)
        return OneOf(question, (text,))

    def _part(self, value: object, title: str, known: tuple[str, ...]) -> dict[str, object]:
        part = self._mapping(value, title)
        for name in sorted(set(part) - set(known)):
            self._wrong(f'{title}: "{name}" is not known', did_you_mean(name, known, limit=20))
        return {name: item for name, item in part.items() if name in known}

    def _mapping(self, value: object, title: str) -> dict[str, object]:
        if value is None:
            return {}
        if isinstance(value, Mapping):
            return {str(key): item for key, item in value.items()}
        self._wrong(f"{title}: is not a group of keys", "write the keys below it, indented")
        return {}

    def _texts_by(self, value: object, title: str) -> dict[str, str]:
        return {k: self._plain(v) for k, v in self._mapping(value, title).items()}

    def _texts(self, value: object, title: str) -> tuple[str, ...]:
        if value is None:
            return ()
        items = value if isinstance(value, list | tuple) else [value]
        if any(isinstance(item, list | tuple | Mapping) for item in items):
            self._wrong(f"{title}: holds lists within lists", f"write {title}: [first, second]")
            return ()
        return tuple(self._plain(item) for item in items if item is not None)

    def _text(self, part: Mapping[str, object], name: str, title: str) -> str:
        value = part.get(name)
        if isinstance(value, list | tuple | Mapping):
            self._wrong(f"{title}: {name} is not a text", f"write {name}: one_text")
            return ""
        return self._plain(value)

    def _needed(self, part: Mapping[str, object], name: str, title: str, example: str) -> str:
        text = self._text(part, name, title)
        if not text and part.get(name) is None:
            self._wrong(f"{title}: {name} is missing", f"write {name}: {example}")
        return text

    def _word(
        self, part: Mapping[str, object], name: str, allowed: tuple[str, ...], default: str
    ) -> str:
        word = self._text(part, name, "options") or default
        if word not in allowed:
            self._wrong(f'{name}: "{word}" is not known', did_you_mean(word, allowed))
            return default
        return word

    def _plain(self, value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        return f"{value:.15g}" if isinstance(value, float) else str(value).strip()

    def _wrong(self, what: str, fix: str) -> None:
        self._problems.error("KOB001", self._file.where, f"{self._file.path}: {what}", fix)


def _is_bare(text: str) -> bool:
    return bool(text) and not any(c.isspace() or c in "()<>=!,'\"" for c in text)
