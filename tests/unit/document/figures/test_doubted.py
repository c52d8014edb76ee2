"""A gap whose figures are doubted is printed with a word on it, and does not lead the document."""

from __future__ import annotations

from dataclasses import replace

from tests.builders_evidence import a_dossier, a_group_of, an_observation
from tests.builders_figure_blocks import blocks
from tests.builders_figures import a_breakdown, some_findings
from vnrgen.analysis import analyse
from vnrgen.analysis.findings import DoubtKind
from vnrgen.document.blocks import Chart
from vnrgen.document.blocks.plain import plain

DOUBTED = "Some of these figures contradict"


def _notes(*doubts: DoubtKind) -> list[str]:
    found = replace(a_breakdown({"Women": 2.6, "Men": 27.3}, dimension="sex"), doubts=doubts)
    block = next(b for b in blocks(some_findings(breakdowns=(found,))) if isinstance(b, Chart))
    return [plain(note) for note in block.notes]


def test_a_chart_of_doubted_figures_says_so() -> None:
    assert any(note.startswith(DOUBTED) for note in _notes(DoubtKind.GROUP_JUMPS))
    assert not any(note.startswith(DOUBTED) for note in _notes())


def test_what_may_not_be_ranked_is_said_elsewhere_and_not_twice() -> None:
    assert not any(note.startswith(DOUBTED) for note in _notes(DoubtKind.DISTRIBUTION))


def test_shares_for_percentages_are_doubted_in_every_breakdown() -> None:
    rows = [an_observation(0.262), *a_group_of("sex", {"F": 0.301, "M": 0.245})]
    (breakdown,) = analyse(a_dossier(rows)).series[0].breakdowns
    assert breakdown.doubts == (DoubtKind.SHARES,)
