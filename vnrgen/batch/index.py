"""The index of a batch: every country with its documents, and who is furthest behind in each.

Countries are listed by name, never ranked: their figures come from different surveys and years.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from vnrgen.batch.comparison import CountryProfile, IndicatorLine, Ranking
from vnrgen.batch.orders import Result, State
from vnrgen.document.language.wording import Wording
from vnrgen.problems import Severity
from vnrgen.render.data import csv_bytes
from vnrgen.resources import templates_folder
from vnrgen.visible import visible

if TYPE_CHECKING:
    from jinja2 import Environment

_MOST_COMPARED = 10
_FORMATS = {"pdf": "PDF", "docx": "Word", "html": "HTML"}
_LINE = tuple(column.name for column in fields(IndicatorLine))
_COUNTRY = (
    "name",
    "state",
    "country",
    "iso3",
    "year",
    "as_of",
    "status",
    "pdf",
    "docx",
    "html",
    "breakdowns_missing",
    "groups_without_official_figure",
    "withheld",
    "errors",
    "warnings",
    "notices",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryRow:
    """A country as the first table shows it; ``documents`` are names of formats with links."""

    name: str
    language: str
    documents: tuple[tuple[str, str], ...]
    state: State
    behind: int
    ranked_of: int
    missing: int
    uncounted: int | None
    problems: int
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTable:
    """One indicator over all countries: a row each, and those that have no figure."""

    indicator: str
    label: str
    rows: tuple[tuple[CountryRow, IndicatorLine, str], ...]
    without: tuple[str, ...]


def index_page(results: Sequence[Result], language: str, indicators: Sequence[str]) -> bytes:
    """Return the page.

    Args:
        results: What became of each country.
        language: Of the page.
        indicators: Those to compare; none for those that most countries have.
    """
    wording = Wording(language)
    ordered = sorted(results, key=lambda result: (_name(result).casefold(), result.name))
    profiles = [result.profile for result in ordered if result.profile is not None]
    chosen = list(indicators) or _most_common(profiles)
    page = (
        _environment()
        .get_template("index.html.j2")
        .render(
            _=wording.text,
            plural=wording.plural,
            number=wording.number,
            day=wording.date,
            wording=wording,
            style=_style(),
            rows=[_row(result) for result in ordered],
            tables=[_table(indicator, ordered, wording) for indicator in chosen],
            is_chosen=bool(indicators),
            left=len({line.indicator for p in profiles for line in p.lines} - set(chosen)),
            fictional=any(profile.fictional for profile in profiles),
            closed=any(profile.audience != "public" for profile in profiles),
            newest=max((date.fromisoformat(profile.as_of) for profile in profiles), default=None),
        )
    )
    return visible(page).encode()


def index_csv(results: Sequence[Result]) -> bytes:
    """Return a row for each country and indicator, and one for each country without any."""
    return csv_bytes((*_COUNTRY, *_LINE), (row for result in results for row in _cells(result)))


def _cells(result: Result) -> Iterator[tuple[object, ...]]:
    shown = result.profile
    severities = Counter(problem.severity for problem in (*result.problems, *result.missing))
    facts = (
        (shown.country, shown.iso3, shown.year, shown.as_of, shown.status)
        if shown is not None
        else ("", "", "", "", "")
    )
    counts = (shown.missing, shown.uncounted, shown.withheld) if shown is not None else ("", "", "")
    head = (
        result.name,
        str(result.state),
        *facts,
        *(result.files.get(kind, "") for kind in _FORMATS),
        *counts,
        *(severities[severity] for severity in Severity),
    )
    for line in shown.lines if shown is not None else ():
        yield (*head, *astuple(line))
    if shown is None or not shown.lines:
        yield (*head, *("" for _ in _LINE))


def _name(result: Result) -> str:
    return result.profile.country if result.profile is not None else result.name


def _most_common(profiles: Sequence[CountryProfile]) -> list[str]:
    """Return the indicators that name who is behind in most countries, in their own order."""
    named = Counter(
        indicator
        for profile in profiles
        for indicator in {x.indicator for x in profile.lines if x.ranking == Ranking.BEHIND}
    )
    best = sorted(named, key=lambda indicator: (-named[indicator], _order(indicator)))
    return sorted(best[:_MOST_COMPARED], key=_order)


def _order(indicator: str) -> tuple[tuple[int, str], ...]:
    """Sort 3.2.1 before 3.10.1 and before 3.b.1."""
    return tuple(
        (int(part), "") if part.isdecimal() else (10_000, part) for part in indicator.split(".")
    )


def _row(result: Result) -> CountryRow:
    shown = result.profile
    rankings = [line.ranking for line in shown.lines] if shown is not None else []
    return CountryRow(
        name=_name(result),
        language=shown.language if shown is not None else "",
        documents=tuple(
            (name, quote(result.files[kind]))
            for kind, name in _FORMATS.items()
            if kind in result.files
        ),
        state=result.state,
        behind=rankings.count(str(Ranking.BEHIND)),
        ranked_of=len(rankings),
        missing=shown.missing if shown is not None else 0,
        uncounted=shown.uncounted if shown is not None else None,
        problems=sum(
            problem.severity is not Severity.NOTICE
            for problem in (*result.problems, *result.missing)
        ),
        day=date.fromisoformat(shown.as_of) if shown is not None else None,
    )


def _table(indicator: str, results: Sequence[Result], wording: Wording) -> IndicatorTable:
    rows, without, labels = [], [], Counter[str]()
    for result in results:
        if result.profile is None:
            continue
        found = [line for line in result.profile.lines if line.indicator == indicator]
        if not found:
            without.append(result.profile.country)
        for line in found:
            labels[line.label] += 1
            rows.append((_row(result), line, _said(line, wording)))
    # one name for all, where all have one; else each row names its series
    label = next(iter(labels)) if len(labels) == 1 else ""
    return IndicatorTable(
        indicator=indicator, label=label, rows=tuple(rows), without=tuple(without)
    )


def _said(line: IndicatorLine, wording: Wording) -> str:
    """Return why nobody is named, "" where somebody is."""
    match Ranking(line.ranking):
        case Ranking.BEHIND:
            return ""
        case Ranking.FEW_CASES:
            return wording.text("not named: few cases")
        case Ranking.NOT_TOLD_APART:
            return wording.text("not named: within the margin of error")
        case Ranking.EQUAL:
            return wording.text("nobody: both ends are equal as printed")
        case Ranking.OUT_OF_ORDER:
            return wording.text("not named: the worst value is not at the end expected")
        case Ranking.DOUBTED:
            return wording.text("not named: the figures contradict themselves")
        case Ranking.NOT_RANKED:
            return wording.text("not named: the groups cannot be ranked")
        case Ranking.NOT_BROKEN_DOWN:
            return wording.text("not known: there are no figures by group")


def _style() -> str:
    tokens = (templates_folder() / "css" / "tokens.css").read_text(encoding="utf-8")
    return tokens + (templates_folder() / "batch" / "index.css").read_text(encoding="utf-8")


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(templates_folder() / "batch"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
