"""Problems: what stops a build is the same wherever it is asked."""

from __future__ import annotations

from typing import Any

import pytest

from vnrgen.checks.guidelines.judge import Outcome
from vnrgen.checks.guidelines.judgement import Finding, Standing
from vnrgen.checks.guidelines.profile import Rule
from vnrgen.cli.explain import blocking
from vnrgen.problems import Location, Problem, ProblemLog, Severity


def a_rule(severity: Severity) -> Rule:
    never: Any = None
    return Rule(
        rule_id="a",
        requirement="something",
        source="somewhere",
        verified=True,
        confidence="high",
        severity=severity,
        check=never,
        where=Location("a.yaml"),
    )


@pytest.mark.parametrize(
    ("severity", "plain", "strict"),
    [
        (Severity.ERROR, True, True),
        (Severity.WARNING, False, True),
        (Severity.NOTICE, False, False),
    ],
)
def test_errors_stop_everything_and_warnings_only_the_strict(
    severity: Severity, *, plain: bool, strict: bool
) -> None:
    problem = Problem("XYZ001", Location("a.csv"), "what", "fix", severity)
    outcome = Outcome(a_rule(severity), Finding(standing=Standing.NOT_MET))
    met = Outcome(a_rule(severity), Finding(standing=Standing.MET))
    for is_strict, stops in ((False, plain), (True, strict)):
        assert severity.stops(strict=is_strict) is stops
        assert bool(ProblemLog([problem]).blocking(strict=is_strict)) is stops
        assert blocking([problem], strict=is_strict) is stops
        assert outcome.blocks(strict=is_strict) is stops
        assert not met.blocks(strict=is_strict)
