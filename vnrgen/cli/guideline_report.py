"""Shows how a document stands to a guideline: a rule a paragraph, 80 columns; and as JSON."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import click

from vnrgen.checks.guidelines.judge import Outcome
from vnrgen.checks.guidelines.judgement import Standing
from vnrgen.checks.guidelines.profile import Guideline
from vnrgen.problems import listed

_WIDTH, _INDENT = 80, 6
_MOST_PLACES = 4
_SIGNS = {
    Standing.MET: ("✓", "green"),
    Standing.NOT_MET: ("✗", "red"),
    Standing.EXPLAINED: ("~", "cyan"),
    Standing.NOT_APPLICABLE: ("–", "white"),
    Standing.NOT_CHECKED: ("?", "yellow"),
    Standing.FOR_A_PERSON: ("?", "yellow"),
}


def show_guideline(guideline: Guideline, outcomes: Sequence[Outcome]) -> None:
    """Print every rule: whether it is met, where not, how to mend it, and where it comes from."""
    day = f", looked up on {guideline.checked_on}" if guideline.checked_on else ""
    click.echo("\n".join(textwrap.wrap(f"{guideline.title} ({guideline.name}{day})", _WIDTH)))
    for outcome in outcomes:
        click.echo()
        for line in _lines(outcome):
            click.echo(line)
    click.echo(f"\n{_summary(outcomes)}")


def _lines(outcome: Outcome) -> Iterator[str]:
    rule, finding = outcome.rule, outcome.finding
    sign, colour = _SIGNS[finding.standing]
    said = f"{rule.rule_id:<3} {finding.standing}: {rule.requirement}"
    first, *further = _wrapped(said, indent=2, first=0)
    yield f"{click.style(sign, fg=colour, bold=True)} {first.strip()}"
    yield from further
    yield from _wrapped(finding.found)
    if finding.where and finding.standing is Standing.NOT_MET:
        yield from _wrapped(f"where: {listed(map(str, finding.where), _MOST_PLACES)}")
    if finding.fix:
        yield from _wrapped(f"fix: {finding.fix}")
    yield from _wrapped(f"source: {rule.source}")
    if not rule.verified:
        sure = f"; confidence: {rule.confidence}" if rule.confidence else ""
        yield from _wrapped(f"not verified: nobody here has read this at its source{sure}")


def _wrapped(text: str, *, indent: int = _INDENT, first: int | None = None) -> list[str]:
    start = indent if first is None else first
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=" " * start,
        subsequent_indent=" " * _INDENT,
        break_on_hyphens=False,
    )


def _summary(outcomes: Sequence[Outcome]) -> str:
    counts = Counter(outcome.finding.standing for outcome in outcomes)
    parts = [f"{counts[standing]} {standing}" for standing in Standing if counts[standing]]
    unverified = sum(not outcome.rule.verified for outcome in outcomes)
    return f"{', '.join(parts)}; {unverified} of {len(outcomes)} rules are not verified"


def guideline_record(guideline: Guideline, outcomes: Iterable[Outcome]) -> dict[str, object]:
    """Return a guideline and its outcomes as the record that ``--json`` prints."""
    return {
        "name": guideline.name,
        "title": guideline.title,
        "body": guideline.body,
        "year": guideline.year,
        "checked_on": guideline.checked_on.isoformat() if guideline.checked_on else None,
        "rules": [_record(outcome) for outcome in outcomes],
    }


def _record(outcome: Outcome) -> dict[str, object]:
    rule, finding = outcome.rule, outcome.finding
    return {
        "id": rule.rule_id,
        "requirement": rule.requirement,
        "standing": str(finding.standing),
        "found": finding.found,
        "where": [
            {"path": place.path, "row": place.row, "column": place.column}
            for place in finding.where
        ],
        "fix": finding.fix,
        "severity": str(rule.severity),
        "source": rule.source,
        "verified": rule.verified,
        "confidence": rule.confidence or None,
    }
