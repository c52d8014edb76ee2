"""One indicator of a survey becomes observations: of everybody, and of each group asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vnrgen.dossier.model import DataFile, Series
from vnrgen.dossier.model.observations import Observation, ObservationStatus
from vnrgen.dossier.observations.periods import DEFAULT_FISCAL_YEAR_START, Period, parse_period
from vnrgen.dossier.readers.contract import ReadingContext
from vnrgen.dossier.readers.kobo.answers import Words
from vnrgen.dossier.readers.kobo.conditions import Truth, evaluate
from vnrgen.dossier.readers.kobo.estimates import Design, Estimate, estimate
from vnrgen.dossier.readers.kobo.groups import Grouping, Groupings
from vnrgen.dossier.readers.kobo.rules import IndicatorRule
from vnrgen.dossier.readers.kobo.survey import SUBMISSIONS, MixedLevelsError, Survey
from vnrgen.dossier.tables.cells import parse_number
from vnrgen.dossier.tables.suggestions import did_you_mean
from vnrgen.problems import Location, ProblemLog


@dataclass(frozen=True, slots=True)
class _Cases:
    """The rows that an indicator is about, and which of them it counts."""

    rows: Sequence[int]
    outcomes: Mapping[int, bool]


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What the ids of an indicator stand for in the dossier."""

    series: Series
    period: Period
    scale: float


class Indicators:
    """Makes the observations of one survey."""

    def __init__(
        self,
        survey: Survey,
        groupings: Groupings,
        file: DataFile,
        context: ReadingContext,
        problems: ProblemLog,
    ) -> None:
        self._survey = survey
        self._groupings = groupings
        self._rules = groupings.rules
        self._file = file
        self._context = context
        self._problems = problems

    def observations(self, rule: IndicatorRule) -> list[Observation]:
        """Return the estimates of one indicator; none where it is wrong (reported)."""
        meaning = self._meaning(rule)
        names = self._rules.names_of(rule)
        readable = all(self._survey.has(name) for name in names)  # what is not, is reported
        if meaning is None or not readable:
            return []
        try:
            level = self._survey.level_of(names)
        except MixedLevelsError as error:
            self._error(
                "KOB013",
                f'{rule.title}: "{error.first}" and "{error.second}" are asked in two repeats '
                "beside each other, so no row has both",
                "use questions of one repeat, and of what is around it",
            )
            return []
        design, usable = self._design(rule, level)
        cases = self._cases(rule, level, usable)
        if not cases.rows:
            self._error(
                "KOB023",
                f"{rule.title}: nobody is left to count",
                "check where, denominator and no_answer, and that the export has rows",
            )
            return []
        found = list(self._estimates(rule, meaning, level, cases, design))
        self._report_no_interval(rule, found)
        return found

    def _estimates(
        self, rule: IndicatorRule, meaning: _Meaning, level: str, cases: _Cases, design: Design
    ) -> Iterator[Observation]:
        yield self._observation(rule, meaning, {}, cases, cases.rows, design)
        for parts in rule.by:
            groupings = [self._groupings.grouping(name, level) for name in parts]
            whole = [grouping for grouping in groupings if grouping is not None]
            if len(whole) < len(parts) or not self._can_cross(rule, parts, whole):
                continue
            for codes, rows in _domains(whole, cases.rows).items():
                named = {g.dimension: code for g, code in zip(whole, codes, strict=True)}
                yield self._observation(rule, meaning, named, cases, rows, design)

    def _can_cross(
        self, rule: IndicatorRule, parts: Sequence[str], whole: Sequence[Grouping]
    ) -> bool:
        if len({grouping.dimension for grouping in whole}) == len(whole):
            return True
        self._error(
            "KOB015",
            f"{rule.title}: by crosses {' and '.join(parts)}, which are the same dimension",
            "cross groups of different dimensions",
        )
        return False

    def _observation(
        self,
        rule: IndicatorRule,
        meaning: _Meaning,
        codes: Mapping[str, str],
        cases: _Cases,
        rows: Sequence[int],
        design: Design,
    ) -> Observation:
        found = estimate([cases.outcomes[r] for r in rows], rows, design) if rows else None
        dimensions = {**meaning.series.fixed, **codes}
        place = dimensions.pop("", rule.place)
        return Observation(
            indicator_id=rule.indicator_id,
            series=rule.series,
            place=place,
            period_start=meaning.period.start,
            period_end=meaning.period.end,
            period_label=meaning.period.label,
            value=_scaled(found, "share", meaning.scale),
            value_text="" if found else "-",
            unit=meaning.series.unit,
            source_id=rule.source_id,
            dimensions=dimensions,
            obs_status=ObservationStatus.NORMAL if found else ObservationStatus.NOT_APPLICABLE,
            value_lower=_scaled(found, "lower", meaning.scale),
            value_upper=_scaled(found, "upper", meaning.scale),
            se=_scaled(found, "se", meaning.scale),
            n_unweighted=len(rows),
            freq="A",  # a survey is no monthly series; SDMX files its figures as annual
            file=self._file.path,
            row=1,
        )

    # What an indicator refers to

    def _meaning(self, rule: IndicatorRule) -> _Meaning | None:
        series = self._context.series.get((rule.indicator_id, rule.series))
        month = self._context.fiscal_year_start or DEFAULT_FISCAL_YEAR_START
        period = parse_period(rule.period, fiscal_year_start=month)
        if series is None:
            known = [" ".join(key) for key in sorted(self._context.series)]
            wanted = f"{rule.indicator_id} {rule.series}"
            self._error(
                "KOB014",
                f'{rule.title}: "{wanted}" is not in indicators.csv',
                f"{did_you_mean(wanted, known)} Or add the series to indicators.csv",
            )
        elif series.scale is None:
            self._error(
                "KOB014",
                f"{rule.title}: the unit of the series is {series.unit}, which is no share",
                "a survey gives shares: write the unit PT in indicators.csv",
            )
        if period is None:
            self._error(
                "KOB001",
                f'{rule.title}: "{rule.period}" is not a period',
                "write 2025, 2025-03 or 2025-02-10/2025-03-28, in quotation marks",
            )
        known_ids = self._ids_are_known(rule)
        if series is None or series.scale is None or period is None or not known_ids:
            return None
        return _Meaning(series, period, series.scale)

    def _ids_are_known(self, rule: IndicatorRule) -> bool:
        wanted = (
            ("source", rule.source_id, self._context.sources, "sources.csv"),
            ("place", rule.place, self._context.places, "places.csv"),
        )
        unknown = [entry for entry in wanted if entry[1] not in entry[2]]
        for noun, identifier, known, table in unknown:
            self._error(
                "KOB016",
                f'{rule.title}: the {noun} "{identifier}" is not in {table}',
                f"{did_you_mean(identifier, known)} Or add it to {table}",
            )
        return not unknown

    # Who is counted

    def _cases(self, rule: IndicatorRule, level: str, usable: Sequence[bool]) -> _Cases:
        answers = self._survey.answers(level)
        inside = list(usable)
        for condition in rule.where:
            truths = evaluate(condition, answers)
            inside = [ok and truth is True for ok, truth in zip(inside, truths, strict=True)]
        counted = evaluate(rule.numerator, answers)
        asked: Sequence[Truth] = [True] * len(inside)
        if rule.denominator == "answered":
            asked = [truth is not None for truth in counted]
        elif not isinstance(rule.denominator, str):
            asked = evaluate(rule.denominator, answers)
        rows = [row for row, ok in enumerate(inside) if ok and asked[row] is True]
        silent = sum(counted[row] is None for row in rows)
        if silent:
            self._problems.notice(
                "KOB026",
                self._file.where,
                f"{rule.title}: {silent} of {len(rows)} cases have no answer and count as not "
                "belonging to the numerator",
                "write denominator: answered to leave them out",
            )
        return _Cases(rows, {row: counted[row] is True for row in rows})

    def _design(self, rule: IndicatorRule, level: str) -> tuple[Design, list[bool]]:
        """Return the design of the sample and which rows have all that it needs."""
        size = len(self._survey.levels[level].rows)
        usable = [True] * size
        weights = self._weights(rule, level, usable) if rule.weight else None
        clusters = self._numbered(rule, rule.cluster, level, usable)
        strata = self._numbered(rule, rule.stratum, level, usable)
        if clusters is None and level != SUBMISSIONS:
            clusters = list(self._survey.ancestors(level))  # people of one household are alike
        if strata is not None and clusters is not None:
            pairs = {pair: i for i, pair in enumerate(dict.fromkeys(zip(strata, clusters)))}  # noqa: B905
            clusters = [pairs[pair] for pair in zip(strata, clusters, strict=True)]
        sizes: dict[int, int] = {}
        seen = set()
        for row in (row for row in range(size) if usable[row]):
            key = row if clusters is None else clusters[row]
            if key not in seen:
                seen.add(key)
                stratum = 0 if strata is None else strata[row]
                sizes[stratum] = sizes.get(stratum, 0) + 1
        return Design(weights, clusters, strata, sizes), usable

    def _weights(self, rule: IndicatorRule, level: str, usable: list[bool]) -> list[float]:
        texts = self._texts(rule.weight, level)
        numbers = [parse_number(text) for text in texts]
        bad = [row for row, number in enumerate(numbers) if number is None or number <= 0]
        for row in bad:
            usable[row] = False
        self._report_unusable(rule, rule.weight, level, bad, "a weight above 0")
        return [number if number is not None and number > 0 else 0.0 for number in numbers]

    def _numbered(
        self, rule: IndicatorRule, name: str, level: str, usable: list[bool]
    ) -> list[int] | None:
        """Return the clusters or strata of all rows as numbers, None where none are declared."""
        if not name:
            return None
        texts = self._texts(name, level)
        bad = [row for row, text in enumerate(texts) if not text]
        for row in bad:
            usable[row] = False
        self._report_unusable(rule, name, level, bad, "an answer")
        numbers = {text: number for number, text in enumerate(dict.fromkeys(texts))}
        return [numbers[text] for text in texts]

    def _texts(self, name: str, level: str) -> Sequence[str]:
        column = self._survey.answers(level)(name)
        return column.texts if isinstance(column, Words) else [""] * len(column.given)

    def _report_unusable(
        self, rule: IndicatorRule, name: str, level: str, bad: Sequence[int], wanted: str
    ) -> None:
        if not bad:
            return
        found = self._survey.levels[level]
        rows = "1 row" if len(bad) == 1 else f"{len(bad)} rows"
        self._problems.error(
            "KOB018",
            Location(found.path, found.rows[bad[0]], name),
            f"{rule.title}: {rows} have not {wanted} in {name}, so they cannot be counted",
            "fill in the column, or leave the rows out with where",
        )

    def _report_no_interval(self, rule: IndicatorRule, found: Sequence[Observation]) -> None:
        without = [o for o in found if o.value is not None and o.se is None]
        if without:
            self._problems.notice(
                "KOB021",
                self._file.where,
                f"{rule.title}: {len(without)} of {len(found)} figures have no interval, because "
                "their people are of one cluster only",
                "nothing where a group lives in one place only; else check clusters and strata: "
                "each stratum needs two clusters",
            )

    def _error(self, code: str, what: str, fix: str) -> None:
        self._problems.error(code, self._file.where, what, fix)


def _domains(
    groupings: Sequence[Grouping], rows: Sequence[int]
) -> dict[tuple[str, ...], list[int]]:
    """Return the rows of every combination of groups; of single groups also the empty ones."""
    found: dict[tuple[str, ...], list[int]] = {}
    if len(groupings) == 1:
        found = {(code,): [] for code in groupings[0].codes}
    for row in rows:
        codes = tuple(grouping.of_row[row] or "" for grouping in groupings)
        if all(codes):
            found.setdefault(codes, []).append(row)
    return found


def _scaled(found: Estimate | None, name: str, scale: float) -> float | None:
    number: float | None = getattr(found, name) if found else None
    return None if number is None else number * scale
