"""Holds a document against every rule of a guideline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from vnrgen.checks.guidelines.judgement import Finding, Standing, Subject
from vnrgen.checks.guidelines.profile import Guideline, Rule
from vnrgen.problems import Location, Problem, Severity


@dataclass(frozen=True, slots=True)
class Outcome:
    """A rule and what was found of it."""

    rule: Rule
    finding: Finding

    def blocks(self, *, strict: bool) -> bool:
        """Tell whether a rule that is not met makes the check fail, as a problem would."""
        is_unmet = self.finding.standing is Standing.NOT_MET
        return is_unmet and self.rule.severity.stops(strict=strict)


def judge(guideline: Guideline, subject: Subject) -> tuple[Outcome, ...]:
    """Return the outcome of every rule, in the order of the profile.

    A rule that is not met and that the dossier answers (``guideline_answers``) is explained.
    """
    answers = subject.dossier.settings.guideline_answers
    return tuple(
        Outcome(rule, _answered(rule, rule.check.judge(subject), answers))
        for rule in guideline.rules
    )


def answers_to_nothing(guideline: Guideline, answers: Iterable[str]) -> Iterator[Problem]:
    """Yield a warning for each answer of the dossier to a rule that there is not (GDL003)."""
    known = [rule.rule_id for rule in guideline.rules]
    for rule_id in sorted(set(answers) - set(known)):
        yield Problem(
            "GDL003",
            Location("dossier.yaml", None, f"guideline_answers.{rule_id}"),
            f'the guideline {guideline.name} has no rule "{rule_id}"',
            f"its rules are: {', '.join(known)}",
            Severity.WARNING,
        )


def _answered(rule: Rule, finding: Finding, answers: Mapping[str, str]) -> Finding:
    answer = answers.get(rule.rule_id)
    open_standings = (Standing.NOT_MET, Standing.FOR_A_PERSON)
    if not answer or finding.standing not in open_standings:
        return finding
    found = f"{finding.found}: {answer}" if finding.found else answer
    return replace(finding, standing=Standing.EXPLAINED, found=found, fix="")
